//! `/plan`: the roadmap, what people decide about it, and actions that are taken into work.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use osmm_maturity::event::{ActionId, ActionRecord, Change, PersonId};
use osmm_maturity::plan::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::Tagged;
use super::tag::IfMatch;
use super::take::{Asked, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::web::plan::work::into_work;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag(
        "Roadmap",
        "Which actions in which quarter, and where that leads, in the format osmm-roadmap/1 of `osmm plan`.",
    )
    .get("/plan", "The roadmap by the settings that are kept; it is made when somebody asks, which takes seconds", plan)
    .get("/plan/settings", "What was decided about it, as it was written", settings)
    .put("/plan/settings", "Decide anew; what was decided before stays in the record", decide)
    .post("/plan/taken", "Take actions of the roadmap into work", take)
}

async fn plan(State(app): State<App>, visit: Visit, _: Asked<Nothing>) -> Result<Json<Plan>, Problem> {
    Ok(Json(Plan::clone(&*crate::web::plan::plan(&app, &visit).await?)))
}

/// What was decided about the roadmap.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PlanSettings")]
pub(crate) struct Settings {
    /// A plan file (`osmm-plan/1`) as it was written; empty where nothing was decided.
    text: String,
    /// Who kept it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<PersonId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// Number of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<u64>,
}

fn kept(live: &Live) -> Settings {
    let kept = live.state.brief();
    Settings {
        text: kept.map(|kept| kept.text.clone()).unwrap_or_default(),
        by: kept.map(|kept| kept.set.by.clone()),
        at: kept.map(|kept| kept.set.at),
        why: kept.and_then(|kept| kept.set.why.clone()),
        event: kept.map(|kept| kept.set.seq),
    }
}

fn may_see(app: &App, visit: &Visit, live: &Live) -> Result<(), Problem> {
    let root = live.state.tree.as_ref().map(|tree| tree.root().id.clone()).ok_or(Problem::Empty)?;
    visit.may_see(app, live, &root)
}

async fn settings(State(app): State<App>, visit: Visit, _: Asked<Nothing>) -> Result<Tagged<Settings>, Problem> {
    let live = app.read().await?;
    may_see(&app, &visit, &live)?;
    Ok(Tagged(kept(&live)))
}

/// What is decided about the roadmap.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Decision {
    /// A plan file (`osmm-plan/1`).
    #[schemars(example = &"{format: osmm-plan/1, capacity: 40}")]
    text: String,
    /// Why.
    #[serde(default)]
    why: Option<String>,
}

async fn decide(
    State(app): State<App>,
    visit: Visit,
    known: IfMatch,
    Sent(new): Sent<Decision>,
) -> Result<Tagged<Settings>, Problem> {
    app.change(&visit.person, |live: &Live| {
        may_see(&app, &visit, live)?;
        known.holds(&kept(live))?;
        Ok(vec![(Change::BriefKept { text: new.text.clone() }, new.why.clone())].into())
    })
    .await?;
    Ok(Tagged(kept(&*app.read().await?)))
}

/// Actions of the roadmap that are taken into work.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Taking {
    /// Ids of actions of the roadmap.
    actions: Vec<ActionId>,
    /// Function or team that does them.
    #[serde(default)]
    owner: Option<String>,
    /// Whether somebody works on them already.
    #[serde(default)]
    doing: bool,
}

async fn take(
    State(app): State<App>,
    visit: Visit,
    Sent(taking): Sent<Taking>,
) -> Result<Json<Vec<ActionRecord>>, Problem> {
    Ok(Json(into_work(&app, &visit, &taking.actions, taking.owner.as_deref(), taking.doing).await?))
}
