//! `POST /a/{assessment}/review/decide`: what holds where respondents differ, with the reason in writing.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;

use super::super::running::refused;
use super::{board, given_answer};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::who::Visit;

pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    match decided(&app, &visit, &id, &given).await {
        Ok(()) => Ok(Redirect::to(&links::review(&id)).into_response()),
        Err(problem) => {
            let fault = refused(visit.t, problem)?;
            board::page(&app, &visit, &id, Some((given, fault))).await
        }
    }
}

async fn decided(app: &App, visit: &Visit, id: &AssessmentId, given: &Fields) -> Result<(), Problem> {
    let answer = given_answer(visit.t, given)?;
    let why = given.some("why").ok_or_else(|| Problem::Bad(visit.t.say("review-why-missing")))?;
    let change = Change::Decided {
        assessment: id.clone(),
        unit: UnitId(given.one("unit").to_owned()),
        item: ItemId(given.one("item").to_owned()),
        answer,
    };
    app.change(&visit.person, |_| Ok(vec![(change.clone(), Some(why.to_owned()))].into())).await?;
    Ok(())
}
