//! Where do we stand? What the dashboard and the pages of units, activities and items share: what a reader asked to see,
//! and the answers that it is about.

pub(crate) mod blockers;
pub(crate) mod facts;
pub(crate) mod gaps;
pub(crate) mod grid;
pub(crate) mod heat;
pub(crate) mod profile;
pub(crate) mod trend;
pub(crate) mod view;
pub(crate) mod watch;
pub(crate) mod why;

use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::pool::Pool;
use osmm_maturity::model::Model;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;
use osmm_report::charts::grid::shade;

use crate::live::Live;
use crate::texts::Texts;
use view::View;

/// All that a section is a function of.
pub(crate) struct Scene<'a> {
    pub t: &'static Texts,
    pub live: &'a Live,
    pub cycle: &'a Cycle,
    pub model: &'a Model,
    pub picture: &'a Picture,
    /// The answers that the page is about.
    pub pool: Pool<'a>,
    pub view: &'a View,
}

impl Scene<'_> {
    /// Title of a unit.
    pub(crate) fn unit(&self, id: &UnitId) -> String {
        self.cycle.tree.unit(id).map_or_else(|| id.0.clone(), |u| u.title.clone())
    }

    /// Whether the page is about several units, so that each answer needs the name of its unit.
    pub(crate) fn several(&self) -> bool {
        self.pool.units.len() > 1
    }

    /// `Level 2`, or the title where levels are themes without an order.
    pub(crate) fn level(&self, number: u8) -> String {
        if self.model.achievement.is_some() {
            self.t.fill("overview-level", &[("level", &number.to_string())])
        } else {
            self.model.level(number).map_or_else(|| number.to_string(), |l| l.title.clone())
        }
    }

    /// Highest rating of the scale.
    pub(crate) fn top(&self) -> Rating {
        self.model.scale.top()
    }
}

/// An answer as a small square: the rating on its shade, or the pattern of a kind of empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chip {
    pub class: String,
    /// What stands in it.
    pub text: String,
    /// What it says, for who hears it.
    pub words: String,
}

impl Chip {
    pub(crate) fn of(t: &Texts, model: &Model, answer: &Answer) -> Self {
        let empty = |class: &str| Self { class: class.to_owned(), text: String::new(), words: state(t, answer) };
        match answer {
            Answer::Rated { rating } => Self {
                class: shade(*rating, model.scale.top()),
                text: rating.to_string(),
                words: t.fill("overview-rated", &[("rating", &rating.to_string())]),
            },
            Answer::Unanswered => empty("p-open"),
            Answer::DontKnow { .. } => empty("p-dots"),
            Answer::Declined => empty("p-dash"),
            Answer::NotApplicable { .. } => empty("p-hatch"),
        }
    }
}

/// An answer in words, with who would know or why it does not apply.
pub(crate) fn state(t: &Texts, answer: &Answer) -> String {
    match answer {
        Answer::Rated { rating } => t.fill("overview-rated", &[("rating", &rating.to_string())]),
        Answer::Unanswered => t.say("overview-unanswered"),
        Answer::DontKnow { ask: None } => t.say("overview-dont-know"),
        Answer::DontKnow { ask: Some(ask) } => t.fill("overview-dont-know-ask", &[("ask", ask)]),
        Answer::Declined => t.say("overview-declined"),
        Answer::NotApplicable { reason } => t.fill("overview-not-applicable-because", &[("reason", reason)]),
    }
}
