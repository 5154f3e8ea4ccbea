//! `/a/{assessment}`: where do we stand?

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::AssessmentId;

use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Page {
    shell: Shell,
}

/// `GET /`
pub(crate) async fn home(State(app): State<App>, _visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let current = live.current().ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&links::assessment(current)).into_response())
}

/// `GET /a/{assessment}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let live = app.read().await?;
    let (cycle, _) = live.cycle(&id)?;
    visit.may_see(&app, &live, &cycle.tree.root().id)?;
    let title = cycle.scope.title.clone();
    render(&Page { shell: visit.shell(&live, title, Section::Overview, Some(&id)) })
}
