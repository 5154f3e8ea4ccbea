//! Answers to proposals: one, all that pass a filter, and back.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::proposed::Doing;
use osmm_maturity::event::{AssessmentId, Draft, Event, PersonId};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;
use osmm_store::{Plan, Within};
use serde::Deserialize;

use super::proposals::{Asked, page};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::who::Visit;

/// What is done with one proposal.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    pub item: String,
    /// `accept`, `adjust` or `reject`.
    #[serde(default)]
    pub decision: String,
    #[serde(default)]
    pub rating: String,
    #[serde(default)]
    pub why: String,
    /// The interval that the reader saw.
    #[serde(default)]
    pub low: String,
    #[serde(default)]
    pub high: String,
}

impl Given {
    /// What is meant, or the message that says what is wrong.
    fn doing(&self) -> Result<Doing, &'static str> {
        match self.decision.as_str() {
            "accept" if self.low == "0" => Err("evidence-fault-zero"),
            "accept" => Ok(Doing::Accept),
            _ if self.why.trim().is_empty() => Err("evidence-fault-why"),
            "reject" => Ok(Doing::Reject),
            _ => self.rating.parse().map(|r| Doing::Adjust(Rating(r))).map_err(|_| "evidence-fault-rating"),
        }
    }
}

/// `POST /a/{assessment}/unit/{unit}/proposals`
pub(crate) async fn one(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    visit.may_see(&app, &*app.read().await?, &unit)?;
    let doing = match given.doing() {
        Ok(doing) => doing,
        Err(fault) => return page(&app, &visit, &id, &unit, &Asked::default(), Some((&given, fault))).await,
    };
    let why = Some(given.why.trim()).filter(|w| !w.is_empty());
    let events = app
        .change(&visit.person, |live| {
            let proposals = live.proposals(&id, &unit)?;
            let same = |p: &&osmm_maturity::proposal::Proposal| {
                p.item.0 == given.item && p.low.to_string() == given.low && p.high.to_string() == given.high
            };
            // Nothing is taken that the reader did not see.
            let Some(proposal) = proposals.iter().find(same) else { return Ok(Plan::default()) };
            Ok(live.cycle(&id)?.0.answering(&unit, proposal, doing, &visit.person, why).into())
        })
        .await?;
    if events.is_empty() {
        return page(&app, &visit, &id, &unit, &Asked::default(), Some((&given, "evidence-fault-moved"))).await;
    }
    Ok(done(&id, &unit, &Asked::default(), &events, 1))
}

/// `POST /a/{assessment}/unit/{unit}/proposals/accept`: all that pass the filter and replace nobody's answer.
pub(crate) async fn all(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    visit.may_see(&app, &*app.read().await?, &unit)?;
    let events = app.change(&visit.person, |live| together(&app, live, &id, &unit, &visit.person, &asked)).await?;
    Ok(done(&id, &unit, &asked, &events, events.len() / 2))
}

fn together(
    app: &App,
    live: &Live,
    id: &AssessmentId,
    unit: &UnitId,
    by: &PersonId,
    asked: &Asked,
) -> Result<Plan, Problem> {
    let (cycle, model) = live.cycle(id)?;
    let wanted = asked.wanted();
    let mut changes = Vec::new();
    for proposal in live.proposals(id, unit)?.iter() {
        if !wanted.passes(model, proposal) || !cycle.takes_with_others(unit, proposal) {
            continue;
        }
        let answer = cycle.answering(unit, proposal, Doing::Accept, by, None);
        let allowed = |(change, why): &(_, Option<String>)| {
            let draft = Draft { at: app.now(), by: by.clone(), why: why.clone(), change: Clone::clone(change) };
            live.state.check(&draft).is_ok()
        };
        // What is somebody else's turn, or locked, is left out.
        if answer.iter().all(allowed) {
            changes.extend(answer);
        }
    }
    Ok(changes.into())
}

/// Events that may be taken back.
#[derive(Debug, Deserialize)]
pub(crate) struct Back {
    from: u64,
    to: u64,
}

/// `POST /a/{assessment}/unit/{unit}/proposals/undo`
pub(crate) async fn undo(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
    Form(back): Form<Back>,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    visit.may_see(&app, &*app.read().await?, &unit)?;
    let end = before(&app, back.from).await?;
    let state = app.store().state(Within::SkeletonAnd(vec![id.clone()]), end.as_ref()).await?;
    let (then, _) = state.cycle(&id).ok_or(Problem::NotFound)?;
    let events = back.from..=back.to;
    app.change(&visit.person, |live| {
        let (cycle, model) = live.cycle(&id)?;
        Ok(cycle.taking_back(then, model, &visit.person, &events).into())
    })
    .await?;
    Ok(Redirect::to(&links::proposals(&id, &unit)).into_response())
}

/// Where the record ended before an event.
async fn before(app: &App, event: u64) -> Result<Option<osmm_maturity::event::Head>, Problem> {
    let mut head = None;
    let last = osmm_store::Select {
        after: event.saturating_sub(2),
        up_to: Some(event.saturating_sub(1)),
        ..Default::default()
    };
    app.store()
        .events(&last, |event: Event| {
            head = Some(event.head());
            std::ops::ControlFlow::Continue(())
        })
        .await?;
    head.map(Some).ok_or(Problem::NotFound)
}

/// Back to the list, which offers to take back what was done.
fn done(id: &AssessmentId, unit: &UnitId, asked: &Asked, events: &[Event], n: usize) -> Response {
    let here = links::proposals(id, unit);
    let filter = format!(
        "activity={}&confidence={}&low={}",
        links::part(&asked.activity),
        links::part(&asked.confidence),
        links::part(&asked.low)
    );
    let to = match (events.first(), events.last()) {
        (Some(first), Some(last)) => format!("{here}?{filter}&n={n}&from={}&to={}", first.seq, last.seq),
        _ => format!("{here}?{filter}&n=0"),
    };
    Redirect::to(&to).into_response()
}
