//! What blocks the next level, item by item, with what the next rating looks like.

use osmm_maturity::level::{Blocker, Reason};
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use crate::reading::Reading;
use crate::text::{NAME, capital, count, missed, percent, short, threshold};

/// Blockers shown before the rest folds away.
const SHOWN: usize = 5;
/// Items shown of one blocker before the rest folds away.
const ITEMS: usize = 4;

/// The section.
#[derive(Debug)]
pub(crate) struct Blockers {
    /// The question it answers.
    pub(crate) heading: String,
    /// What a level needs, in words; absent where levels are no ladder.
    pub(crate) rule: String,
    /// The first blockers.
    pub(crate) shown: Vec<Block>,
    /// The others.
    pub(crate) folded: Vec<Block>,
}

/// One activity that blocks.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) title: String,
    /// The reasons, one clause each.
    pub(crate) reasons: Vec<String>,
    pub(crate) shown: Vec<Step>,
    pub(crate) folded: Vec<Step>,
}

/// What to do about one item.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) item: String,
    /// The rating; absent when there is none.
    pub(crate) rating: Option<u8>,
    /// Class of the rating's shade or of the kind of empty.
    pub(crate) class: String,
    /// Set when the item alone blocks the level: why.
    pub(crate) alone: Option<String>,
    /// What comes before the text, such as `To reach 2:`.
    pub(crate) lead: String,
    /// Anchor text of the next rating, or the question to answer.
    pub(crate) text: String,
    /// A proposal that waits for this item.
    pub(crate) proposal: Option<String>,
}

impl Blockers {
    /// `None` where levels are no ladder or nothing is left to reach.
    pub(crate) fn new(reading: &Reading<'_>) -> Option<Self> {
        let position = reading.of.results.claimed.position.as_ref()?;
        let next = position.next?;
        let label = format!("{} {next}", reading.model().terms.level.one);
        let mut shown: Vec<Block> = position.blockers.iter().map(|b| block(reading, b)).collect();
        let folded = shown.split_off(shown.len().min(SHOWN));
        Some(Self { heading: format!("What blocks {label}?"), rule: rule(reading, &label), shown, folded })
    }
}

/// What a level needs, in words.
pub(crate) fn rule(reading: &Reading<'_>, label: &str) -> String {
    let Some(rule) = reading.model().achievement else {
        return String::new();
    };
    let terms = &reading.model().terms;
    format!(
        "{} needs each {} answered to at least {}, with a mean of {} or more and no {} below {}.",
        capital(label),
        terms.activity.one,
        percent(rule.coverage),
        threshold(rule.mean),
        terms.item.one,
        rule.floor
    )
}

fn block(reading: &Reading<'_>, blocker: &Blocker) -> Block {
    let mut shown: Vec<Step> = named(&blocker.reasons).into_iter().map(|i| step(reading, blocker, i)).collect();
    let folded = shown.split_off(shown.len().min(ITEMS));
    let mut reasons: Vec<String> = blocker.reasons.iter().filter_map(|r| clause(reading, blocker, r)).collect();
    let floor = blocker.reasons.iter().filter(|r| matches!(r, Reason::Floor { .. })).count();
    if let Some(Reason::Floor { needed, .. }) = blocker.reasons.iter().find(|r| matches!(r, Reason::Floor { .. })) {
        reasons.push(format!("{} below {needed}", reading.items_word(floor)));
    }
    Block { title: reading.activity_title(&blocker.activity), reasons, shown, folded }
}

/// The items that the reasons name, each once: those below the floor, those below the mean, those without a rating.
fn named(reasons: &[Reason]) -> Vec<&ItemId> {
    let rank = |r: &Reason| match r {
        Reason::Floor { .. } => 0,
        Reason::Mean { .. } => 1,
        Reason::Coverage { .. } | Reason::NothingApplies => 2,
    };
    let mut ordered: Vec<&Reason> = reasons.iter().collect();
    ordered.sort_by_key(|r| rank(r));
    let mut items: Vec<&ItemId> = Vec::new();
    for reason in ordered {
        let more: &[ItemId] = match reason {
            Reason::Floor { item, .. } => std::slice::from_ref(item),
            Reason::Mean { below, .. } => below,
            Reason::Coverage { missing, .. } => missing,
            Reason::NothingApplies => &[],
        };
        for item in more {
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    items
}

fn clause(reading: &Reading<'_>, blocker: &Blocker, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Coverage { answered, applicable, needed, .. } => {
            Some(format!("{answered} of {applicable} answered ({} needed)", percent(*needed)))
        }
        Reason::Mean { mean, needed, .. } => {
            let points = points(reading, blocker, *mean, *needed);
            Some(format!("mean {} ({} needed{points})", missed(*mean), threshold(*needed)))
        }
        Reason::Floor { .. } => None,
        Reason::NothingApplies => {
            let terms = &reading.model().terms;
            Some(format!("no {} of this {} applies, so nothing can be shown for it", terms.item.one, terms.level.one))
        }
    }
}

/// How many steps up over all answered items would reach the mean.
fn points(reading: &Reading<'_>, blocker: &Blocker, mean: f64, needed: f64) -> String {
    let Some(activity) = reading.model().activity(&blocker.activity) else {
        return String::new();
    };
    let rated = activity.items.iter().filter(|i| reading.answer(&i.id).rating().is_some()).count();
    let Ok(rated) = u32::try_from(rated) else {
        return String::new();
    };
    let steps = ((needed - mean) * f64::from(rated) - 1e-6).ceil();
    if steps.is_finite() && steps >= 1.0 {
        format!(": {steps:.0} {} up in all", if steps < 2.0 { "step" } else { "steps" })
    } else {
        String::new()
    }
}

fn step(reading: &Reading<'_>, blocker: &Blocker, item: &ItemId) -> Step {
    let answer = reading.answer(item);
    let proposal = reading.proposal(item).filter(|_| answer.rating().is_none() && answer.applicable());
    let (lead, text) = match answer.rating() {
        Some(rating) => next(reading, item, rating),
        None => (super::find_out::state(answer), reading.question(item)),
    };
    let top = reading.model().scale.top();
    Step {
        item: reading.item_title(item),
        rating: answer.rating().map(|r| r.0),
        class: match answer {
            Answer::Rated { rating } => crate::charts::grid::shade(*rating, top),
            Answer::Unanswered => "p-open".to_owned(),
            Answer::DontKnow { .. } => "p-dots".to_owned(),
            Answer::Declined => "p-dash".to_owned(),
            Answer::NotApplicable { .. } => "p-hatch".to_owned(),
        },
        alone: blocker.reasons.iter().find_map(|r| match r {
            Reason::Floor { item: i, needed, .. } if i == item => Some(format!("below {needed}")),
            _ => None,
        }),
        lead,
        text,
        proposal: proposal.map(|p| {
            let interval = super::proposals::interval(p.low, p.high);
            format!("A proposal of {interval} waits for a person.")
        }),
    }
}

/// What the next rating looks like.
pub(crate) fn next(reading: &Reading<'_>, item: &ItemId, rating: Rating) -> (String, String) {
    let wanted = Rating(rating.0.saturating_add(1));
    match reading.anchor(item, wanted) {
        Some(anchor) => (format!("To reach {wanted}:"), anchor),
        None => (String::new(), short(&reading.question(item), NAME)),
    }
}

/// How many blockers fold away, in words.
pub(crate) fn more(reading: &Reading<'_>, n: usize) -> String {
    count(n, &format!("more {}", reading.activity_noun(1)), &format!("more {}", reading.activity_noun(2)))
}
