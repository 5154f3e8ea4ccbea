//! `/a/{assessment}/transfer`: answers out as sheets and files, and edited sheets back in.

pub(crate) mod decide;
pub(crate) mod download;
pub(crate) mod sheet;
pub(crate) mod upload;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use osmm_maturity::event::{AssessmentId, Stage};
use osmm_maturity::sheet::{Conflict, Given};
use osmm_maturity::unit::UnitId;

use super::review::answer_words;
use super::running::{Choice, Tab, leads_all, tabs};
use super::told::Told;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "transfer/files.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    units: Vec<Choice>,
    leads: bool,
    draft: bool,
    told: Told,
    conflicts: Vec<Row>,
    given: Fields,
}

/// A line that was changed in the sheet and, differently, in the record.
struct Row {
    unit: String,
    item: String,
    who: String,
    base: Said,
    edited: Said,
    now: Said,
    /// The key, what the file says and what the record said, for the form.
    key: String,
    edited_json: String,
    now_json: String,
}

/// An answer with its note.
struct Said {
    answer: String,
    note: String,
}

/// What came of an upload.
#[derive(Default)]
struct Outcome {
    told: Told,
    conflicts: Vec<Conflict>,
}

/// `GET /a/{assessment}/transfer`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), Fields::default(), Outcome::default()).await
}

async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    given: Fields,
    outcome: Outcome,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, _) = live.cycle(id)?;
    let sees = |u: &&UnitId| live.state.sees(&visit.person, u, app.today());
    let units: Vec<Choice> = cycle
        .units()
        .filter(sees)
        .map(|u| Choice {
            value: u.0.clone(),
            label: cycle.tree.unit(u).map_or_else(|| u.0.clone(), |x| x.title.clone()),
            chosen: given.one("unit") == u.0,
            depth: 0,
        })
        .collect();
    if units.is_empty() {
        return Err(Problem::Forbidden);
    }
    let status = match outcome.conflicts.is_empty() {
        true => outcome.told.status(),
        false => StatusCode::CONFLICT,
    };
    let page = Page {
        shell: visit.shell(&live, visit.t.say("transfer-title"), Section::Running, Some(id)),
        tabs: tabs(visit.t, &live, Tab::Transfer, Some(id)),
        units,
        leads: leads_all(app, &live, visit),
        draft: cycle.stage == Stage::Draft,
        conflicts: outcome.conflicts.iter().map(|c| row(visit.t, &live, id, c)).collect(),
        told: outcome.told,
        id: id.clone(),
        given,
    };
    Ok((status, render(&page)?).into_response())
}

fn row(t: &Texts, live: &Live, id: &AssessmentId, conflict: &Conflict) -> Row {
    let key = &conflict.key;
    let about = live.state.cycle(id);
    let unit = about.and_then(|(cycle, _)| cycle.tree.unit(&key.unit));
    let item = about.and_then(|(_, model)| model.item(&key.item));
    let said =
        |given: &Given| Said { answer: answer_words(t, &given.answer), note: given.note.clone().unwrap_or_default() };
    let json = |given: &Given| serde_json::to_string(given).unwrap_or_default();
    Row {
        unit: unit.map_or_else(|| key.unit.0.clone(), |u| u.title.clone()),
        item: item.map_or_else(|| key.item.0.clone(), |(_, i)| i.title.clone()),
        who: live.name(&key.respondent),
        base: said(&conflict.base),
        edited: said(&conflict.edited),
        now: said(&conflict.now),
        key: serde_json::to_string(key).unwrap_or_default(),
        edited_json: json(&conflict.edited),
        now_json: json(&conflict.now),
    }
}
