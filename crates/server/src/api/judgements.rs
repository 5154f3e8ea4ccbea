//! What makes an answer hold: a moderator's decision, a reviewer's confirmation, what was done with a proposal, and a
//! correction of what was published. Together with the answers they are the history of an item.

use axum::extract::State;
use jiff::Timestamp;
use osmm_maturity::event::{Change, PersonId, ProposalDecision};
use osmm_maturity::organisation::Trace;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answers::{Shown, Stated, shown};
use super::describe::Api;
use super::give::Tagged;
use super::items::proposed;
use super::place::AtItem;
use super::tag::IfMatch;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

const HISTORY: &str = "/assessments/{assessment}/units/{unit}/items/{item}/history";
const DECISION: &str = "/assessments/{assessment}/units/{unit}/items/{item}/decision";
const CONFIRMATION: &str = "/assessments/{assessment}/units/{unit}/items/{item}/confirmation";
const PROPOSAL: &str = "/assessments/{assessment}/units/{unit}/items/{item}/proposal";
const CORRECTION: &str = "/assessments/{assessment}/units/{unit}/items/{item}/correction";

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Judgements", "What makes an answer hold. Each is a change of the history of its item, whose tag it needs.")
        .get(HISTORY, "Who said, decided, confirmed and corrected what of an item, and why", history)
        .put(DECISION, "Decide in writing what holds where respondents differ", decide)
        .put(CONFIRMATION, "Confirm a rating on its evidence as a reviewer, or take that back", confirm)
        .put(PROPOSAL, "Accept, adjust or reject what machines propose", weigh)
        .put(CORRECTION, "Correct a published figure: the correction stands beside it", correct)
}

/// What was said, by whom, when and why.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Judged<T> {
    /// What.
    what: T,
    /// Who.
    by: PersonId,
    /// When.
    at: Timestamp,
    /// Number of the event.
    event: u64,
    /// Why; absent where no words were given, or they were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

fn judged<T>(what: T, trace: &Trace) -> Judged<T> {
    Judged { what, by: trace.by.clone(), at: trace.at, event: trace.seq, why: trace.why.clone() }
}

/// A correction of what was published.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Corrected {
    /// What was published, or holds by an earlier correction.
    from: Answer,
    /// What holds.
    to: Answer,
    /// Where the old number went.
    went_to: Vec<String>,
}

/// The history of an item, as far as you may see it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct History {
    /// What respondents said last.
    answers: Vec<Shown>,
    /// What a moderator decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Judged<Answer>>,
    /// The rating that a reviewer confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<Judged<Rating>>,
    /// What was done with the proposal.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<Judged<ProposalDecision>>,
    /// What was corrected after publication, oldest first.
    corrections: Vec<Judged<Corrected>>,
}

fn told(app: &App, visit: &Visit, live: &Live, at: &AtItem) -> Result<History, Problem> {
    let (cycle, model, _) = at.open(visit, app, live)?;
    let spot = cycle.spot(&at.unit, &at.item);
    let said = spot.into_iter().flat_map(|s| s.said.keys());
    let seen = said.filter(|p| cycle.visible(model, &at.unit, &at.item, p, &visit.person));
    let corrections = cycle.corrections.iter().filter(|c| c.unit == at.unit && c.item == at.item);
    let confirmed = spot.and_then(|s| s.verified.as_ref());
    Ok(History {
        answers: seen.map(|p| shown(cycle, at, p)).collect(),
        decision: spot.and_then(|s| s.decision.as_ref()).map(|d| judged(d.answer.clone(), &d.trace)),
        confirmed: confirmed.and_then(|(rating, trace)| Some(judged(*rating, trace.as_ref()?))),
        proposal: spot.and_then(|s| s.proposal.as_ref()).map(|p| judged(p.decision, &p.trace)),
        corrections: corrections
            .map(|c| {
                let (from, to, went_to) = (c.from.clone(), c.to.clone(), c.went_to.clone());
                judged(Corrected { from, to, went_to }, &c.trace)
            })
            .collect(),
    })
}

async fn history(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    _: Asked<Nothing>,
) -> Result<Tagged<History>, Problem> {
    told(&app, &visit, &*app.read().await?, &at).map(Tagged)
}

/// Makes changes to an item whose history is as it was read.
async fn judge(
    app: &App,
    visit: &Visit,
    (at, known): (&AtItem, &IfMatch),
    changes: impl Fn(&Live) -> Result<Vec<(Change, Option<String>)>, Problem>,
) -> Result<Tagged<History>, Problem> {
    app.change(&visit.person, |live: &Live| {
        known.holds(&told(app, visit, live, at)?)?;
        Ok(changes(live)?.into())
    })
    .await?;
    told(app, visit, &*app.read().await?, at).map(Tagged)
}

/// What is to hold.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDecision {
    /// What holds.
    answer: Stated,
    /// The reason; it stays with the figure.
    why: String,
}

async fn decide(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    known: IfMatch,
    Sent(new): Sent<NewDecision>,
) -> Result<Tagged<History>, Problem> {
    judge(&app, &visit, (&at, &known), |_| {
        let change = Change::Decided {
            assessment: at.assessment.clone(),
            unit: at.unit.clone(),
            item: at.item.clone(),
            answer: new.answer.clone().into(),
        };
        Ok(vec![(change, Some(new.why.clone()))])
    })
    .await
}

/// What the evidence shows.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConfirmation {
    /// The rating that the evidence shows; absent takes a confirmation back.
    #[serde(default)]
    rating: Option<Rating>,
    /// What was looked at.
    #[serde(default)]
    why: Option<String>,
}

async fn confirm(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    known: IfMatch,
    Sent(new): Sent<NewConfirmation>,
) -> Result<Tagged<History>, Problem> {
    judge(&app, &visit, (&at, &known), |_| {
        let (assessment, unit, item) = (at.assessment.clone(), at.unit.clone(), at.item.clone());
        Ok(vec![(Change::Verified { assessment, unit, item, rating: new.rating }, new.why.clone())])
    })
    .await
}

/// What is done with a proposal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "decision", deny_unknown_fields)]
pub(crate) enum Weighed {
    /// Its low end is the answer.
    Accepted {},
    /// Another rating is the answer.
    Adjusted {
        /// The rating.
        rating: Rating,
        /// Why.
        why: String,
    },
    /// It is no answer.
    Rejected {
        /// Why.
        why: String,
    },
}

async fn weigh(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    known: IfMatch,
    Sent(new): Sent<Weighed>,
) -> Result<Tagged<History>, Problem> {
    judge(&app, &visit, (&at, &known), |live| {
        let proposal = proposed(live, &at)?;
        let (decision, rating, why) = match &new {
            Weighed::Accepted {} => (ProposalDecision::Accepted, Some(proposal.low), None),
            Weighed::Adjusted { rating, why } => (ProposalDecision::Adjusted, Some(*rating), Some(why.clone())),
            Weighed::Rejected { why } => (ProposalDecision::Rejected, None, Some(why.clone())),
        };
        let (assessment, unit, item) = (at.assessment.clone(), at.unit.clone(), at.item.clone());
        let (low, high) = (proposal.low, proposal.high);
        let answered = Change::ProposalAnswered { assessment, unit, item, low, high, decision };
        let responded = |rating| Change::Responded {
            assessment: at.assessment.clone(),
            unit: at.unit.clone(),
            item: at.item.clone(),
            respondent: visit.person.clone(),
            answer: Answer::Rated { rating },
            overrides: None,
            function: None,
            on: None,
        };
        let mut changes = vec![(answered, why.clone())];
        changes.extend(rating.map(|r| (responded(r), why)));
        Ok(changes)
    })
    .await
}

/// What was wrong.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCorrection {
    /// What holds.
    answer: Stated,
    /// What was wrong.
    why: String,
    /// Where the old number went: a report, a deck, a submission, or that it went nowhere.
    #[schemars(length(min = 1))]
    went_to: Vec<String>,
}

async fn correct(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    known: IfMatch,
    Sent(new): Sent<NewCorrection>,
) -> Result<Tagged<History>, Problem> {
    let published = published(&app, &visit, &at).await?;
    judge(&app, &visit, (&at, &known), |live| {
        let (cycle, _) = live.cycle(&at.assessment)?;
        let latest = cycle.corrections.iter().rev().find(|c| c.unit == at.unit && c.item == at.item);
        let change = Change::Corrected {
            assessment: at.assessment.clone(),
            unit: at.unit.clone(),
            item: at.item.clone(),
            from: latest.map_or(&published, |c| &c.to).clone(),
            to: new.answer.clone().into(),
            went_to: new.went_to.clone(),
        };
        Ok(vec![(change, Some(new.why.clone()))])
    })
    .await
}

/// What the picture says, which does not change any more once it was published; before, a correction is refused.
async fn published(app: &App, visit: &Visit, at: &AtItem) -> Result<Answer, Problem> {
    let live = app.read().await?;
    at.open(visit, app, &live)?;
    let picture = app.picture(&live, &at.assessment).await?;
    let item = picture.unit(&at.unit).and_then(|u| u.item(&at.item)).ok_or(Problem::NotFound)?;
    Ok(item.answer.clone())
}
