//! What a unit takes away: its report as one page, and its assessment as a file that can be re-computed anywhere.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use osmm_maturity::assessment::Assessment;
use osmm_maturity::cycle::file::{Beside, of_unit};
use osmm_store::Kept;

use super::At;
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

/// The report carries its style in itself, so that it can be passed on as one file; it runs nothing and loads nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The assessment of a unit, for who may see it.
pub(crate) async fn load(app: &App, live: &Live, at: &At, visit: &Visit) -> Result<Assessment, Problem> {
    let (cycle, model) = live.cycle(&at.id)?;
    visit.may_see(app, live, &at.unit)?;
    let picture = app.picture(live, &at.id).await?;
    let scan = match live.looks(&at.id) {
        Some(looks) => looks.get(&at.unit).cloned(),
        None => match live.state.last_look(&at.unit, cycle.scope.as_of) {
            Some(snapshot) => Some(app.store().look(snapshot).await?),
            None => None,
        },
    };
    let hidden = live.state.hidden(Some(&visit.person), app.today());
    let beside = Beside { tool: app.config().tool.clone(), scan, problems: Vec::new(), hidden };
    of_unit(&live.state, cycle, model, &picture, &at.unit, beside).ok_or(Problem::NotFound)
}

/// `GET …/report.html`
pub(crate) async fn report(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let of = load(&app, &*app.read().await?, &at, &visit).await?;
    Ok(alone(osmm_report::html(&of).map_err(|e| Problem::Failed(e.to_string()))?))
}

/// A page that stands alone, as it is passed on.
pub(crate) fn alone(page: String) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    (headers, page).into_response()
}

/// `GET …/osmm-assessment.json`
pub(crate) async fn assessment(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let of = load(&app, &*app.read().await?, &at, &visit).await?;
    let mut text = serde_json::to_string_pretty(&of).map_err(|e| Problem::Failed(e.to_string()))?;
    text.push('\n');
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"osmm-assessment.json\""),
    ];
    Ok((headers, text).into_response())
}
