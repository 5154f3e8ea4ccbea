//! `/units`: the tree of the organisation.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use osmm_maturity::event::Change;
use osmm_maturity::organisation::Refusal;
use osmm_maturity::unit::{RepositoryRule, Unit, UnitId};
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

use super::describe::Api;
use super::give::{Done, Made, Page, Paging, Tagged};
use super::place::AtUnit;
use super::tag::IfMatch;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::links::part;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Units", "The tree of the organisation. Assessments take it over when they are opened.")
        .get("/units", "All units", list)
        .post("/units", "Add a unit", add)
        .get("/units/{unit}", "A unit", show)
        .put("/units/{unit}", "Change a unit", change)
        .delete("/units/{unit}", "Remove a unit; what it answered stays", remove)
}

fn find<'a>(live: &'a Live, id: &UnitId) -> Result<&'a Unit, Problem> {
    live.state.tree.as_ref().and_then(|t| t.unit(id)).ok_or(Problem::NotFound)
}

async fn list(
    State(app): State<App>,
    _: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Unit>>, Problem> {
    let live = app.read().await?;
    let units = live.state.tree.as_ref().map(|t| t.units().to_vec()).unwrap_or_default();
    Page::of(&uri, &paging, units, |u| u.id.0.clone())
}

async fn show(
    State(app): State<App>,
    _: Visit,
    At(at): At<AtUnit>,
    _: Asked<Nothing>,
) -> Result<Tagged<Unit>, Problem> {
    Ok(Tagged(find(&*app.read().await?, &at.unit)?.clone()))
}

/// What is to hold of a unit.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UnitChange")]
pub(crate) struct Wanted {
    /// Title.
    title: String,
    /// The unit above; absent for the root.
    #[serde(default)]
    parent: Option<UnitId>,
    /// People in the unit itself, without the units below; 0 when it is not known.
    #[serde(default)]
    headcount: u32,
    /// Which repositories are the unit's.
    #[serde(default)]
    repositories: Vec<RepositoryRule>,
}

impl Wanted {
    fn unit(self, id: UnitId) -> Unit {
        let Self { title, parent, headcount, repositories } = self;
        Unit { id, title, parent, headcount, repositories }
    }
}

async fn add(State(app): State<App>, visit: Visit, Sent(unit): Sent<Unit>) -> Result<Made<Unit>, Problem> {
    app.change(&visit.person, |live: &Live| {
        if find(live, &unit.id).is_ok() {
            return Err(live.refused(&Refusal::Taken { what: "unit", name: unit.id.0.clone() }));
        }
        Ok(Change::UnitsSet { set: vec![unit.clone()], removed: Vec::new() }.into())
    })
    .await?;
    Ok(Made { place: format!("/units/{}", part(&unit.id.0)), thing: unit })
}

async fn change(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtUnit>,
    known: IfMatch,
    Sent(wanted): Sent<Wanted>,
) -> Result<Tagged<Unit>, Problem> {
    let unit = wanted.unit(at.unit);
    app.change(&visit.person, |live: &Live| {
        let now = find(live, &unit.id)?;
        known.holds(now)?;
        if *now == unit {
            return Ok(Plan::default());
        }
        Ok(Change::UnitsSet { set: vec![unit.clone()], removed: Vec::new() }.into())
    })
    .await?;
    Ok(Tagged(unit))
}

async fn remove(State(app): State<App>, visit: Visit, At(at): At<AtUnit>, known: IfMatch) -> Result<Done, Problem> {
    app.change(&visit.person, |live: &Live| {
        known.holds(find(live, &at.unit)?)?;
        Ok(Change::UnitsSet { set: Vec::new(), removed: vec![at.unit.clone()] }.into())
    })
    .await?;
    Ok(Done)
}
