//! `/a/{assessment}/correct`: a published figure was wrong. It stays as published; the correction stands beside it, with
//! where the old number went.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;

use super::super::review::{AnswerChoice, answer_words, given_answer, ratings};
use super::super::running::{Tab, refused, tabs};
use super::published;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "audit/correct.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    unit: String,
    unit_id: String,
    item: String,
    item_id: String,
    holds: String,
    choices: Vec<AnswerChoice>,
    given: Fields,
    fault: Option<String>,
}

/// `GET /a/{assessment}/correct?unit=&item=`
pub(crate) async fn form(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), given, None).await
}

fn spot(given: &Fields) -> (UnitId, ItemId) {
    (UnitId(given.one("unit").to_owned()), ItemId(given.one("item").to_owned()))
}

async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    given: Fields,
    fault: Option<String>,
) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let (unit, item) = spot(&given);
    visit.may_see_part(app, &live, live.cycle(id)?.0)?;
    let (cycle, model) = published(&live, id)?;
    visit.may_see(app, &live, &unit)?;
    let picture = app.picture(&live, id).await?;
    let shown = picture.unit(&unit).and_then(|u| u.item(&item)).ok_or(Problem::NotFound)?;
    let corrected = cycle.corrections.iter().rev().find(|c| c.unit == unit && c.item == item);
    let page = Page {
        shell: visit.shell(&live, t.say("correct-title"), Section::Audit, Some(id)),
        tabs: tabs(t, &live, Tab::Audit, Some(id)),
        unit: cycle.tree.unit(&unit).map_or_else(|| unit.0.clone(), |u| u.title.clone()),
        item: model.item(&item).map_or_else(|| item.0.clone(), |(_, i)| i.title.clone()),
        holds: answer_words(t, corrected.map_or(&shown.answer, |c| &c.to)),
        choices: ratings(model, &item),
        unit_id: unit.0,
        item_id: item.0,
        id: id.clone(),
        given,
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

/// `POST /a/{assessment}/correct`
pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    match corrected(&app, &visit, &id, &given).await {
        Ok(()) => {
            let (unit, item) = spot(&given);
            Ok(Redirect::to(&links::audit(&unit, &item)).into_response())
        }
        Err(problem) => {
            let fault = refused(visit.t, problem)?;
            page(&app, &visit, &id, given, Some(fault)).await
        }
    }
}

async fn corrected(app: &App, visit: &Visit, id: &AssessmentId, given: &Fields) -> Result<(), Problem> {
    let to = given_answer(visit.t, given)?;
    let why = given.some("why").ok_or_else(|| Problem::Bad(visit.t.say("review-why-missing")))?;
    let went_to: Vec<String> =
        given.one("went_to").lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    if went_to.is_empty() {
        return Err(Problem::Bad(visit.t.say("correct-went-missing")));
    }
    let (unit, item) = spot(given);
    let picture = {
        let live = app.read().await?;
        visit.may_see_part(app, &live, live.cycle(id)?.0)?;
        published(&live, id)?;
        visit.may_see(app, &live, &unit)?;
        app.picture(&live, id).await?
    };
    let shown = picture.unit(&unit).and_then(|u| u.item(&item)).ok_or(Problem::NotFound)?;
    app.change(&visit.person, |live| {
        let (cycle, _) = live.cycle(id)?;
        let before = cycle.corrections.iter().rev().find(|c| c.unit == unit && c.item == item);
        let change = Change::Corrected {
            assessment: id.clone(),
            unit: unit.clone(),
            item: item.clone(),
            from: before.map_or_else(|| shown.answer.clone(), |c| c.to.clone()),
            to: to.clone(),
            went_to: went_to.clone(),
        };
        Ok(vec![(change, Some(why.to_owned()))].into())
    })
    .await?;
    Ok(())
}
