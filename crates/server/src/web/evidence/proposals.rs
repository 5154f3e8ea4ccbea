//! `/a/{assessment}/unit/{unit}/proposals`: what do machines propose, and on what does it rest?

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::UnitPicture;
use osmm_maturity::cycle::proposed::Wanted;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::{ActivityId, Confidence, Item, Model};
use osmm_maturity::observation::ObservationSet;
use osmm_maturity::proposal::{Contradiction, Direction, Looked, Proposal, contradiction, proposals};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;
use serde::Deserialize;

use super::decide::Given;
use super::documents::{Said, candidates};
use super::imported::{Imported, imported};
use super::{Frame, Tab, seen, word};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "evidence/proposals.html")]
struct Page<'a> {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    here: String,
    scans: String,
    looked_on: Option<String>,
    asked: &'a Asked,
    activities: Vec<(&'a str, &'a str)>,
    cards: Vec<Card<'a>>,
    all: usize,
    /// How many the button would take together.
    together: usize,
    ratings: Vec<Rating>,
    contradictions: usize,
}

/// What is asked for; events are those that may be taken back.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub activity: String,
    #[serde(default)]
    pub confidence: String,
    #[serde(default)]
    pub low: String,
    #[serde(default)]
    pub from: Option<u64>,
    #[serde(default)]
    pub to: Option<u64>,
    #[serde(default)]
    pub n: Option<usize>,
}

impl Asked {
    pub fn wanted(&self) -> Wanted {
        let confidence = match self.confidence.as_str() {
            "high" => Some(Confidence::High),
            "medium" => Some(Confidence::Medium),
            _ => None,
        };
        Wanted {
            activity: Some(ActivityId(self.activity.clone())).filter(|a| !a.0.is_empty()),
            confidence,
            low: self.low.parse().ok().map(Rating),
        }
    }
}

/// One proposal.
struct Card<'a> {
    proposal: &'a Proposal,
    item: &'a Item,
    activity: &'a str,
    href: String,
    guide: String,
    claimed: Option<Rating>,
    answer: String,
    contradiction: Option<Contradiction>,
    /// What was done with it, by whom; absent while it is open.
    done: Option<String>,
    /// Whether this unit answers the item itself.
    asked: bool,
    proof: Vec<Proven<'a>>,
    /// What was typed and could not be taken, with the message that says why.
    typed: Option<(&'a Given, &'static str)>,
}

/// One observation that counts.
struct Proven<'a> {
    subject: &'a str,
    signal: &'a str,
    summary: &'a str,
    commit: &'a str,
    exports: Vec<Imported>,
    places: Vec<String>,
    candidates: Vec<Said>,
}

impl Card<'_> {
    /// Each step of the scale: whether the proposal covers it, and whether it is the answer.
    fn scale(&self, ratings: &[Rating]) -> Vec<(Rating, bool, bool)> {
        let Proposal { low, high, .. } = *self.proposal;
        ratings.iter().map(|r| (*r, *r >= low && *r <= high, Some(*r) == self.claimed)).collect()
    }

    fn interval(&self, t: &Texts) -> String {
        let (low, high) = (self.proposal.low.to_string(), self.proposal.high.to_string());
        let key = if low == high { "evidence-proposed" } else { "evidence-proposed-between" };
        t.fill(key, &[("low", &low), ("high", &high)])
    }

    fn coverage(&self, t: &Texts) -> String {
        let c = self.proposal.coverage;
        let (seen, of) = (c.seen.to_string(), (c.seen + c.not_seen + c.unknown).to_string());
        t.fill("evidence-coverage", &[("seen", &seen), ("of", &of), ("unknown", &c.unknown.to_string())])
    }

    fn confidence(&self, t: &Texts) -> String {
        word(t, "evidence-confidence", &self.proposal.confidence)
    }

    /// The rating to begin with: the one that was chosen before, or the low end.
    fn chosen(&self, rating: &Rating) -> bool {
        match self.typed {
            Some((given, _)) => given.rating == rating.to_string(),
            None => *rating == self.proposal.low,
        }
    }

    fn above(&self) -> bool {
        self.contradiction.as_ref().is_some_and(|c| c.direction == Direction::RatedAbove)
    }

    fn next(&self) -> Option<Rating> {
        self.proposal.missing.first().map(|m| m.rating)
    }
}

/// `GET /a/{assessment}/unit/{unit}/proposals`
pub(crate) async fn show(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), &UnitId(unit), &asked, None).await
}

/// The page, with what was typed where it could not be taken.
pub(super) async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    unit: &UnitId,
    asked: &Asked,
    refused: Option<(&Given, &'static str)>,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = live.cycle(id)?;
    let frame = Frame::new(app, visit, &live, cycle, unit, Tab::Proposals)?;
    let set = seen(app, &live, cycle, unit).await?;
    let picture = app.picture(&live, id).await?;
    let all = match &set {
        Some(set) => proposals(model, &Looked::new(set, cycle.scope.as_of, cycle.scope.snapshots)),
        None => Vec::new(),
    };
    let wanted = asked.wanted();
    let shown: Vec<&Proposal> = all.iter().filter(|p| wanted.passes(model, p)).collect();
    let desk =
        Desk { live: &live, cycle, model, unit, picture: picture.unit(unit), set: set.as_deref(), t: visit.t, refused };
    let cards: Vec<Card<'_>> = shown.iter().filter_map(|p| desk.card(p)).collect();
    let page = Page {
        shell: visit.shell(&live, visit.t.say("evidence-proposals-title"), Section::Evidence, Some(id)),
        t: visit.t,
        frame,
        here: links::proposals(id, unit),
        scans: links::scans(id, unit),
        looked_on: set.as_ref().map(|s| visit.t.day(s.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date())),
        asked,
        activities: model.activities.iter().map(|a| (a.id.0.as_str(), a.title.as_str())).collect(),
        all: all.len(),
        together: shown.iter().filter(|p| cycle.takes_with_others(unit, p) && desk.asks(p)).count(),
        ratings: model.scale.0.iter().map(|s| s.value).collect(),
        contradictions: cards.iter().filter(|c| c.contradiction.is_some()).count(),
        cards,
    };
    let response = render(&page)?;
    Ok(if refused.is_some() { (StatusCode::UNPROCESSABLE_ENTITY, response).into_response() } else { response })
}

struct Desk<'a> {
    live: &'a Live,
    cycle: &'a Cycle,
    model: &'a Model,
    unit: &'a UnitId,
    picture: Option<&'a UnitPicture>,
    set: Option<&'a ObservationSet>,
    t: &'static Texts,
    refused: Option<(&'a Given, &'static str)>,
}

impl<'a> Desk<'a> {
    fn asks(&self, proposal: &Proposal) -> bool {
        self.model.item(&proposal.item).is_some_and(|(_, item)| self.cycle.asks(self.unit, item))
    }

    fn card(&self, proposal: &'a Proposal) -> Option<Card<'a>> {
        let (activity, item) = self.model.item(&proposal.item)?;
        let answer = self.picture.and_then(|p| p.item(&item.id)).map(|i| &i.answer);
        let claimed = answer.and_then(|a| a.rating());
        let done = self.cycle.answer_to(self.unit, proposal).map(|a| {
            let values = [("who", self.live.name(&a.trace.by)), ("why", a.trace.why.clone().unwrap_or_default())];
            let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            self.t.fill(&format!("evidence-done-{}", serde_name(&a.decision)), &values)
        });
        Some(Card {
            href: links::item(&self.cycle.id, self.unit, &item.id),
            guide: links::model_item(&self.cycle.scope.model.0, &item.id),
            claimed,
            answer: answer.map(|a| word_of(self.t, self.model, a)).unwrap_or_default(),
            contradiction: claimed.and_then(|r| contradiction(r, proposal, self.model.contradiction)),
            done,
            asked: self.cycle.asks(self.unit, item),
            proof: self.proof(proposal),
            typed: self.refused.filter(|(given, _)| given.item == item.id.0),
            activity: &activity.title,
            proposal,
            item,
        })
    }

    fn proof(&self, proposal: &'a Proposal) -> Vec<Proven<'a>> {
        let Some(set) = self.set else { return Vec::new() };
        let found = proposal.rests_on.iter().filter_map(|r| {
            let seen = set.observations.iter().find(|o| o.subject == r.subject && o.signal == r.signal)?;
            let subject = set.subjects.iter().find(|s| s.name == r.subject);
            let signal = set.signals.iter().find(|s| s.id == r.signal).map_or(r.signal.0.as_str(), |s| &s.title);
            let commit = subject.and_then(|s| s.commit.as_deref()).unwrap_or_default();
            Some(Proven {
                subject: &seen.subject,
                signal,
                summary: &seen.summary,
                commit: if seen.exports.is_empty() { super::short(commit) } else { "" },
                exports: imported(self.t, &self.live.state, (&self.cycle.id, self.unit), seen),
                places: seen.proof.iter().map(super::place).collect(),
                candidates: candidates(self.t, seen),
            })
        });
        found.collect()
    }
}

fn serde_name(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// An answer in words.
fn word_of(t: &Texts, model: &Model, answer: &osmm_maturity::response::Answer) -> String {
    use osmm_maturity::response::Answer;
    match answer {
        Answer::Rated { rating } => format!("{rating}, {}", model.scale.name(*rating)),
        Answer::Unanswered => t.say("model-state-unanswered"),
        Answer::DontKnow { .. } => t.say("model-state-dont-know"),
        Answer::Declined => t.say("model-state-declined"),
        Answer::NotApplicable { .. } => t.say("model-state-not-applicable"),
    }
}
