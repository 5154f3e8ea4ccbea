//! `/a/{assessment}/stage`: where an assessment is on its way, and its next step: review, publish, take back, other units.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::opening::chosen;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::event::{AssessmentId, Change, Stage};
use osmm_maturity::rollup::Origin;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;

use super::{Choice, Tab, leads_all, model_name, refused, root, tabs, unit_choices};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "running/stage.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    stage: Stage,
    as_of: String,
    deadline: Option<String>,
    model: String,
    after: Option<String>,
    units: Vec<Choice>,
    answering: usize,
    settled: Settled,
    published: Option<Seal>,
    corrections: Vec<Corrected>,
    leads: bool,
    fault: Option<String>,
}

/// How far the items that units answer themselves are.
#[derive(Debug, Clone, Copy, Default)]
struct Settled {
    all: usize,
    holds: usize,
    open: usize,
    waiting: usize,
    nobody: usize,
}

/// What to keep of a publication.
struct Seal {
    digest: String,
    event: String,
    at: String,
    by: String,
}

struct Corrected {
    what: String,
    from: String,
    to: String,
    went_to: String,
}

/// `GET /a/{assessment}/stage`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), None).await
}

async fn page(app: &App, visit: &Visit, id: &AssessmentId, fault: Option<String>) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let (cycle, model) = live.cycle(id)?;
    visit.may_see(app, &live, root(cycle))?;
    let picture = app.picture(&live, id).await?;
    let answering: BTreeSet<&UnitId> = cycle.scope.answering.iter().collect();
    let tree = live.state.tree.as_ref().unwrap_or(&cycle.tree);
    let page = Page {
        shell: visit.shell(&live, t.fill("running-stage-title", &[("name", &id.0)]), Section::Running, Some(id)),
        tabs: tabs(t, &live, Tab::Stage, Some(id)),
        stage: cycle.stage,
        as_of: t.day(cycle.scope.as_of),
        deadline: cycle.scope.deadline.map(|d| t.day(d)),
        model: model_name(model),
        after: cycle.scope.after.as_ref().map(|a| a.0.clone()),
        units: unit_choices(tree, |u| answering.contains(u)),
        answering: answering.len(),
        settled: settled(&picture),
        published: seal(app, visit, &live, id).await?,
        corrections: corrections(visit, &live, id)?,
        leads: leads_all(app, &live, visit),
        id: id.clone(),
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

fn settled(picture: &Picture) -> Settled {
    let mut settled = Settled::default();
    let own = picture.units.iter().flat_map(|u| &u.items).filter(|i| i.origin != Origin::Inherited);
    for item in own {
        settled.all += 1;
        match item.how {
            How::Open { .. } => settled.open += 1,
            How::Waiting { .. } => settled.waiting += 1,
            How::Nobody => settled.nobody += 1,
            _ => settled.holds += 1,
        }
    }
    settled
}

/// Number and digest of the event that published it: who keeps them elsewhere can prove later that nothing was touched.
async fn seal(app: &App, visit: &Visit, live: &Live, id: &AssessmentId) -> Result<Option<Seal>, Problem> {
    let (cycle, _) = live.cycle(id)?;
    let Some((digest, trace)) = &cycle.published else { return Ok(None) };
    let event = super::super::audit::event(app, trace.seq).await?;
    Ok(Some(Seal {
        digest: digest.0.clone(),
        event: event.map(|e| format!("{}:{}", e.seq, e.digest)).unwrap_or_default(),
        at: visit.t.day(trace.at.to_zoned(jiff::tz::TimeZone::UTC).date()),
        by: live.name(&trace.by),
    }))
}

fn corrections(visit: &Visit, live: &Live, id: &AssessmentId) -> Result<Vec<Corrected>, Problem> {
    let (cycle, model) = live.cycle(id)?;
    let words = |answer| super::super::review::answer_words(visit.t, answer);
    Ok(cycle
        .corrections
        .iter()
        .map(|c| {
            let unit = cycle.tree.unit(&c.unit).map_or(c.unit.0.as_str(), |u| &u.title);
            let item = model.item(&c.item).map_or(c.item.0.as_str(), |(_, i)| &i.title);
            Corrected {
                what: format!("{unit}: {item}"),
                from: words(&c.from),
                to: words(&c.to),
                went_to: c.went_to.join("; "),
            }
        })
        .collect())
}

/// `POST /a/{assessment}/stage`
pub(crate) async fn shift(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let done = app.change(&visit.person, |live| step(live, &id, given.one("to"))).await;
    match done {
        Ok(_) => Ok(Redirect::to(&links::stage(&id)).into_response()),
        Err(problem) => page(&app, &visit, &id, Some(refused(visit.t, problem)?)).await,
    }
}

fn step(live: &Live, id: &AssessmentId, to: &str) -> Result<Plan, Problem> {
    let moved = |to| Ok(Change::Moved { assessment: id.clone(), to }.into());
    match to {
        "review" => moved(Stage::InReview),
        "draft" => moved(Stage::Draft),
        "published" => Ok(Plan::publication(&*live.picture(id)?)),
        other => Err(Problem::Odd("problem-not-offered", other.to_owned())),
    }
}

/// `POST /a/{assessment}/rescope`
pub(crate) async fn rescope(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let wanted: Vec<UnitId> = given.all("unit").map(|u| UnitId(u.to_owned())).collect();
    let done = app.change(&visit.person, |live| {
        let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
        let units = tree.subtree(tree.root()).into_iter().cloned().collect();
        Ok(Change::Rescoped { assessment: id.clone(), units, answering: chosen(tree, &wanted) }.into())
    });
    match done.await {
        Ok(_) => Ok(Redirect::to(&links::stage(&id)).into_response()),
        Err(problem) => page(&app, &visit, &id, Some(refused(visit.t, problem)?)).await,
    }
}
