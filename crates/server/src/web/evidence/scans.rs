//! `/a/{assessment}/unit/{unit}/scans`: what did machines see, and what could they not look at?

use std::collections::BTreeMap;
use std::path::PathBuf;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_evidence::exports::Import;
use osmm_maturity::event::{AssessmentId, Role};
use osmm_maturity::observation::{AskedSignal, Observation, ObservationSet, Problem as Unread, Standing, Subject};
use osmm_maturity::unit::UnitId;
use serde::Deserialize;

use super::watch::{Line, lines};
use super::{Frame, Tab, Verdicts, seen};
use crate::app::App;
use crate::error::Problem;
use crate::fields::{Sent, Upload};
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::scans::{self, Wish};
use crate::texts::Texts;
use crate::who::Visit;

/// Repositories on one page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "evidence/scans.html")]
struct Page<'a> {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    here: String,
    /// Whether the reader may start a scan.
    leads: bool,
    /// Whether it may be one for every unit at once.
    all: bool,
    roots: Vec<String>,
    folders: String,
    fault: Option<(&'static str, String)>,
    jobs: Vec<Line>,
    look: Option<Look<'a>>,
}

/// What was seen.
struct Look<'a> {
    day: String,
    counted: usize,
    all: Verdicts,
    signals: Vec<(&'a AskedSignal, String, Verdicts)>,
    repositories: Vec<(&'a Subject, String, Verdicts)>,
    page: usize,
    pages: usize,
    left_out: Vec<(&'a str, &'a str)>,
    problems: &'a [Unread],
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    page: Option<usize>,
}

/// `GET /a/{assessment}/unit/{unit}/scans`
pub(crate) async fn show(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = (AssessmentId(assessment), UnitId(unit));
    page(&app, &visit, &at, asked.page.unwrap_or(1), None).await
}

async fn page(
    app: &App,
    visit: &Visit,
    (id, unit): &(AssessmentId, UnitId),
    number: usize,
    refused: Option<(String, (&'static str, String))>,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, _) = live.cycle(id)?;
    let frame = Frame::new(app, visit, &live, cycle, unit, Tab::Scans)?;
    let set = seen(app, &live, cycle, unit).await?;
    let queued = app.store().scans().await?;
    let last = queued.iter().find(|scan| scan.unit.as_ref() == Some(unit)).map(|scan| scans::folders(scan).join("\n"));
    let own = scans::named(&app.config().tool);
    let jobs = lines(&live, visit.t, id, queued, &own, |u| u == unit);
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (folders, fault) = refused.map_or((last.unwrap_or_default(), None), |(typed, fault)| (typed, Some(fault)));
    let page = Page {
        shell: visit.shell(&live, visit.t.say("scans-title"), Section::Evidence, Some(id)),
        t: visit.t,
        frame,
        here: links::scans(id, unit),
        leads: leads(app, &live, visit, unit),
        all: has_all_below(&live, unit),
        roots: app.config().repositories.iter().map(|r| r.display().to_string()).collect(),
        folders,
        fault,
        jobs,
        look: set.as_deref().map(|set| look(set, visit.t, (id, unit), number)),
    };
    Ok((status, render(&page)?).into_response())
}

/// Whether there are other units, all of them below this one: who leads it leads everything.
fn has_all_below(live: &Live, unit: &UnitId) -> bool {
    live.state.tree.as_ref().is_some_and(|tree| tree.root().id == *unit && tree.units().len() > 1)
}

/// Whether the reader leads the unit.
pub(super) fn leads(app: &App, live: &Live, visit: &Visit, unit: &UnitId) -> bool {
    live.state.unled() || live.state.holds(&visit.person, &[Role::Lead], unit, app.today())
}

fn look<'a>(set: &'a ObservationSet, t: &Texts, (id, unit): (&AssessmentId, &UnitId), number: usize) -> Look<'a> {
    let mut by_signal: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    let mut by_subject: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for observation in &set.observations {
        by_signal.entry(&observation.signal.0).or_default().push(observation);
        by_subject.entry(&observation.subject).or_default().push(observation);
    }
    let verdicts = |found: Option<&Vec<&'a Observation>>| Verdicts::of(found.into_iter().flatten().copied());
    let listed = |s: &&Subject| matches!(s.standing, Standing::Counted | Standing::Upstream);
    let listed: Vec<&Subject> = set.subjects.iter().filter(listed).collect();
    let counted = listed.iter().filter(|s| s.standing == Standing::Counted).count();
    let pages = listed.len().div_ceil(PAGE).max(1);
    let page = number.clamp(1, pages);
    let shown = listed.iter().skip((page - 1) * PAGE).take(PAGE);
    let reason = |s: &'a Subject| match &s.standing {
        Standing::LeftOut { reason } => Some((s.name.as_str(), reason.as_str())),
        Standing::Counted | Standing::Upstream | Standing::Whole => None,
    };
    Look {
        day: t.day(set.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date()),
        counted,
        all: Verdicts::of(set.observations.iter()),
        signals: set
            .signals
            .iter()
            .map(|s| (s, links::seen_by(id, unit, &s.id), verdicts(by_signal.get(s.id.0.as_str()))))
            .collect(),
        repositories: shown
            .map(|s| (*s, links::seen_in(id, unit, &s.name), verdicts(by_subject.get(s.name.as_str()))))
            .collect(),
        page,
        pages,
        left_out: set.subjects.iter().filter_map(reason).collect(),
        problems: &set.problems,
    }
}

/// `POST /a/{assessment}/unit/{unit}/scans`
pub(crate) async fn begin(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
    given: Upload,
) -> Result<Response, Problem> {
    let at = (AssessmentId(assessment), UnitId(unit));
    let lines = given.fields.one("folders").to_owned();
    let unit = {
        let live = app.read().await?;
        let (cycle, _) = live.cycle(&at.0)?;
        cycle.tree.unit(&at.1).ok_or(Problem::NotFound)?;
        if !leads(&app, &live, &visit, &at.1) {
            return Err(Problem::Forbidden);
        }
        let each = given.fields.has("for", "each") && has_all_below(&live, &at.1);
        (!each).then(|| at.1.clone())
    };
    let typed = lines.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut folders: Vec<PathBuf> = Vec::new();
    for line in typed {
        match scans::allowed(&app.config().repositories, line) {
            Ok(folder) => folders.push(folder),
            Err(fault) => {
                return page(&app, &visit, &at, 1, Some((lines.clone(), (fault, line.to_owned())))).await;
            }
        }
    }
    if folders.is_empty() {
        return page(&app, &visit, &at, 1, Some((lines, ("scans-fault-none", String::new())))).await;
    }
    let import = |file: Sent| Import { file: file.name, bytes: file.bytes, repository: None };
    let imports = given.files.into_iter().map(import).collect();
    let wish = Wish {
        by: visit.person,
        unit,
        folders,
        imports,
        organisation: app.config().organisation.clone(),
        own: app.config().own.clone(),
        columns: app.config().columns.clone(),
        afresh: false,
        forget: given.fields.has("forget", "yes"),
    };
    let queued = scans::queue(app.store(), wish, &app.config().tool, app.now()).await?.ok_or(Problem::Busy)?;
    app.bell().notify_waiters();
    Ok(Redirect::to(&links::scan(&at.0, &at.1, queued)).into_response())
}
