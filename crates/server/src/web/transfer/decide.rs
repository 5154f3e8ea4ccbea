//! `POST /a/{assessment}/transfer/decide`: for each line that was changed in a sheet and in the record, which one holds.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::lines::{change, lines};
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::sheet::{Given, LineKey};
use osmm_report::sheets::settled;
use serde::de::DeserializeOwned;

use super::upload::may_send;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::who::Visit;

pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    may_send(&app, &visit, &id).await?;
    app.change(&visit.person, |live| Ok(changes(live, &visit, &id, &given)?.into())).await?;
    Ok(Redirect::to(&links::transfer(&id)).into_response())
}

fn changes(
    live: &Live,
    visit: &Visit,
    id: &AssessmentId,
    given: &Fields,
) -> Result<Vec<(Change, Option<String>)>, Problem> {
    let (cycle, model) = live.cycle(id)?;
    let now = lines(&live.state, cycle, model, &visit.person, &[]);
    let mut changes = Vec::new();
    for n in given.all("line") {
        if given.one(&format!("take-{n}")) != "file" {
            continue;
        }
        let key: LineKey = json(given.one(&format!("key-{n}")))?;
        let (edited, shown): (Given, Given) =
            (json(given.one(&format!("edited-{n}")))?, json(given.one(&format!("now-{n}")))?);
        // What was decided on has to be what holds; else it is decided anew.
        if now.get(&key).map(settled).unwrap_or_else(Given::nothing) != shown {
            return Err(Problem::Bad(visit.t.say("transfer-moved")));
        }
        changes.push(change(cycle, &key, edited));
    }
    Ok(changes)
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|e| Problem::Odd("problem-form", e.to_string()))
}
