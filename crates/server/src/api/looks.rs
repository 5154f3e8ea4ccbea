//! `/looks`: what machines saw of the repositories of units.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use osmm_maturity::observation::ObservationSet;
use osmm_maturity::organisation::Snapshot;
use osmm_maturity::unit::UnitId;
use osmm_store::{Kept, Originals, Plan};
use schemars::JsonSchema;
use serde::Serialize;

use super::describe::Api;
use super::give::{Done, Page, Paging, Tagged};
use super::place::AtUnit;
use super::take::{Asked, At, Large, Nothing};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Looks", "What machines saw of units' repositories, in the format osmm-observations/1 of `osmm scan`.")
        .get("/looks", "All looks at units that you may see", list)
        .get("/units/{unit}/look", "The last look at a unit", last)
        .post("/units/{unit}/look", "Keep a look at a unit", keep)
}

/// One look at a unit.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Look {
    /// The unit.
    unit: UnitId,
    /// When.
    observed_at: Timestamp,
    /// What was looked at.
    subjects: Vec<String>,
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Look>>, Problem> {
    let live = app.read().await?;
    let seen = live.state.snapshots.iter().filter(|s| live.state.sees(&visit.person, &s.unit, app.today()));
    let look = |s: &Snapshot| Look {
        unit: s.unit.clone(),
        observed_at: s.observed_at,
        subjects: s.subjects.keys().cloned().collect(),
    };
    Page::of(&uri, &paging, seen.map(look), |l| format!("{} {}", l.observed_at, l.unit))
}

async fn last(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtUnit>,
    _: Asked<Nothing>,
) -> Result<Tagged<ObservationSet>, Problem> {
    let live = app.read().await?;
    visit.may_see(&app, &live, &at.unit)?;
    let look = live.state.snapshots.iter().rfind(|s| s.unit == at.unit).ok_or(Problem::NotFound)?;
    Ok(Tagged(app.store().look(look).await?))
}

async fn keep(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtUnit>,
    Large(set): Large<ObservationSet>,
) -> Result<Done, Problem> {
    app.change(&visit.person, |live: &Live| Ok(Plan::look(&live.state, &at.unit, set.clone(), &Originals::new())))
        .await?;
    Ok(Done)
}
