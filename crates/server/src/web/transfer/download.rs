//! Files to take away: sheets to edit, the assessment of a unit, the whole record.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use osmm_maturity::cycle::file::{Beside, of_unit};
use osmm_maturity::cycle::picture::Looks;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::unit::UnitId;
use osmm_report::sheets::person::{Kind, Person};
use osmm_store::Kept;

use super::super::running::leads_all;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::who::Visit;

/// A file that a browser saves and never shows.
fn attached(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// `GET /a/{assessment}/sheet.xlsx?unit=`
pub(crate) async fn workbook(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    sheet(&app, &visit, &AssessmentId(assessment), &given, Kind::Workbook).await
}

/// `GET /a/{assessment}/sheet.csv?unit=`
pub(crate) async fn table(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    sheet(&app, &visit, &AssessmentId(assessment), &given, Kind::Table).await
}

async fn sheet(app: &App, visit: &Visit, id: &AssessmentId, given: &Fields, kind: Kind) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = live.cycle(id)?;
    let units: Vec<UnitId> = given.all("unit").map(|u| UnitId(u.to_owned())).collect();
    for unit in &units {
        visit.may_see(app, &live, unit)?;
    }
    let none = Looks::new();
    let person = Person {
        organisation: &live.state,
        cycle,
        model,
        looks: live.looks(id).unwrap_or(&none),
        person: &visit.person,
        name: &|p| live.name(p),
        written: app.now(),
    };
    let file = person.file(&units, kind).map_err(|e| Problem::Failed(e.to_string()))?;
    // Who may answer nothing gets no sheet, like who may not see it.
    let (bytes, _) = file.ok_or(Problem::Forbidden)?;
    let name = links::part(&id.0);
    Ok(match kind {
        Kind::Workbook => attached(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            &format!("osmm-{name}.xlsx"),
            bytes,
        ),
        Kind::Table => attached("text/csv; charset=utf-8", &format!("osmm-{name}.csv"), bytes),
    })
}

/// `GET /a/{assessment}/assessment.json?unit=`
pub(crate) async fn assessment(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let (id, live) = (AssessmentId(assessment), app.read().await?);
    let (cycle, model) = live.cycle(&id)?;
    let unit = given.some("unit").map_or_else(|| cycle.tree.root().id.clone(), |u| UnitId(u.to_owned()));
    visit.may_see(&app, &live, &unit)?;
    let picture = app.picture(&live, &id).await?;
    let look = live.state.last_look(&unit, cycle.scope.as_of);
    let scan = match look {
        Some(look) => Some(app.store().look(look).await?),
        None => None,
    };
    let problems = app.store().import_problems(&live.state, &id).await?;
    let hidden = live.state.hidden(Some(&visit.person), app.today());
    let beside = Beside { tool: app.config().tool.clone(), scan, problems, hidden };
    let file = of_unit(&live.state, cycle, model, &picture, &unit, beside).ok_or(Problem::NotFound)?;
    let json = serde_json::to_string_pretty(&file).map_err(|e| Problem::Failed(e.to_string()))? + "\n";
    let name = format!("osmm-{}-{}.json", links::part(&id.0), links::part(&unit.0));
    Ok(attached("application/json", &name, json.into_bytes()))
}

/// `GET /record.jsonl`: everything, for those who lead everything.
pub(crate) async fn record(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    if !leads_all(&app, &*app.read().await?, &visit) {
        return Err(Problem::Forbidden);
    }
    let mut bytes = Vec::new();
    app.store().export(&mut bytes).await?;
    Ok(attached("application/jsonl", "osmm-record.jsonl", bytes))
}
