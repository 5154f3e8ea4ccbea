//! `/scans`, and one scan: how far is it, and what came of it?

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::unit::UnitId;
use serde_json::json;

use super::scans::leads;
use super::{Frame, Tab};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::moment::Moment;
use crate::page::{Section, Shell, render};
use crate::scans::{Job, State as Progress};
use crate::texts::Texts;
use crate::who::Visit;

/// One scan in a list.
pub(super) struct Line {
    pub href: String,
    pub unit: String,
    pub began: Moment,
    pub by: String,
    pub state: String,
}

/// The day of a look, and the repositories in it.
type LastLook = (String, usize);

#[derive(Template)]
#[template(path = "evidence/all-scans.html")]
struct All {
    shell: Shell,
    t: &'static Texts,
    jobs: Vec<Line>,
    /// Units that the reader may see: title, address, the last look.
    units: Vec<(String, String, Option<LastLook>)>,
}

#[derive(Template)]
#[template(path = "evidence/scan.html")]
struct One {
    shell: Shell,
    t: &'static Texts,
    frame: Frame,
    here: String,
    back: String,
    folders: Vec<String>,
    began: Moment,
    by: String,
    state: String,
    over: bool,
    kept: bool,
    done: usize,
    total: usize,
    may_stop: bool,
}

/// What a scan does, or did, in words.
fn told(t: &Texts, job: &Job) -> String {
    let (done, total) = job.progress();
    match job.state() {
        Progress::Waiting => t.say("scans-waiting"),
        Progress::Looking if total == 0 => t.say("scans-finding"),
        Progress::Looking => {
            let current = job.current().unwrap_or_default();
            let values = [("done", done.to_string()), ("total", total.to_string()), ("current", current)];
            let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            t.fill("scans-looking", &values)
        }
        Progress::Kept { subjects, changed } => {
            t.fill("scans-kept", &[("n", &subjects.to_string()), ("changed", &changed.to_string())])
        }
        Progress::Stopped => t.say("scans-stopped"),
        Progress::Failed(why) => t.fill("scans-failed", &[("why", &why)]),
    }
}

/// The scans of some units, the newest first.
pub(super) fn lines(
    app: &App,
    live: &Live,
    t: &'static Texts,
    id: &AssessmentId,
    wanted: impl Fn(&UnitId) -> bool,
) -> Vec<Line> {
    let tree = live.state.tree.as_ref();
    let title = |unit: &UnitId| tree.and_then(|t| t.unit(unit)).map_or_else(|| unit.0.clone(), |u| u.title.clone());
    let jobs = app.scans().list().into_iter().filter(|j| wanted(&j.unit));
    let line = |job: std::sync::Arc<Job>| Line {
        href: links::scan(id, &job.unit, job.id),
        unit: title(&job.unit),
        began: t.moment(job.began),
        by: live.name(&job.by),
        state: told(t, &job),
    };
    jobs.map(line).collect()
}

/// `GET /scans`
pub(crate) async fn all(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let id = live.current().ok_or(Problem::NotFound)?.clone();
    let (cycle, _) = live.cycle(&id)?;
    let sees = |unit: &UnitId| visit.may_see(&app, &live, unit).is_ok();
    let units = cycle.tree.units().iter().filter(|u| sees(&u.id)).map(|u| {
        let look = live.state.last_look(&u.id, app.today());
        let day = |s: &osmm_maturity::organisation::Snapshot| {
            (visit.t.day(s.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date()), s.subjects.len())
        };
        (u.title.clone(), links::scans(&id, &u.id), look.map(day))
    });
    let units = units.collect();
    render(&All {
        shell: visit.shell(&live, visit.t.say("scans-all-title"), Section::Evidence, Some(&id)),
        t: visit.t,
        jobs: lines(&app, &live, visit.t, &id, sees),
        units,
    })
}

/// The scan of a unit that the reader may see.
fn find(app: &App, live: &Live, visit: &Visit, (id, unit, job): &Place) -> Result<std::sync::Arc<Job>, Problem> {
    live.cycle(id)?.0.tree.unit(unit).ok_or(Problem::NotFound)?;
    visit.may_see(app, live, unit)?;
    app.scans().get(*job).filter(|j| j.unit == *unit).ok_or(Problem::NotFound)
}

type Place = (AssessmentId, UnitId, u64);

fn place((assessment, unit, job): (String, String, String)) -> Result<Place, Problem> {
    Ok((AssessmentId(assessment), UnitId(unit), job.parse().map_err(|_| Problem::NotFound)?))
}

/// `GET /a/{assessment}/unit/{unit}/scans/{job}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(path): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = place(path)?;
    let live = app.read().await?;
    let job = find(&app, &live, &visit, &at)?;
    let (id, unit, number) = &at;
    let (cycle, _) = live.cycle(id)?;
    let (done, total) = job.progress();
    render(&One {
        shell: visit.shell(&live, visit.t.say("scans-one-title"), Section::Evidence, Some(id)),
        t: visit.t,
        frame: Frame::new(&app, &visit, &live, cycle, unit, Tab::Scans)?,
        here: links::scan(id, unit, *number),
        back: links::scans(id, unit),
        folders: job.input.folders.iter().map(|f| f.display().to_string()).collect(),
        began: visit.t.moment(job.began),
        by: live.name(&job.by),
        state: told(visit.t, &job),
        over: job.over(),
        kept: matches!(job.state(), Progress::Kept { .. }),
        done,
        total,
        may_stop: leads(&app, &live, &visit, unit),
    })
}

/// `GET /a/{assessment}/unit/{unit}/scans/{job}/progress`
pub(crate) async fn progress(
    State(app): State<App>,
    Path(path): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = place(path)?;
    let job = find(&app, &*app.read().await?, &visit, &at)?;
    let (done, total) = job.progress();
    Ok(Json(json!({ "done": done, "total": total, "over": job.over(), "words": told(visit.t, &job) })).into_response())
}

/// `POST /a/{assessment}/unit/{unit}/scans/{job}/stop`
pub(crate) async fn stop(
    State(app): State<App>,
    Path(path): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = place(path)?;
    let live = app.read().await?;
    let job = find(&app, &live, &visit, &at)?;
    if !leads(&app, &live, &visit, &at.1) {
        return Err(Problem::Forbidden);
    }
    job.stop();
    Ok(Redirect::to(&links::scan(&at.0, &at.1, at.2)).into_response())
}
