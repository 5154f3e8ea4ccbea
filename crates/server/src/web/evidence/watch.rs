//! `/scans`, and one scan: how far is it, and what came of it?

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::observation::Problem as Unread;
use osmm_maturity::unit::UnitId;
use osmm_store::{QueuedScan, ScanEnd, ScanState};
use serde_json::json;

use super::scans::leads;
use super::{Frame, Tab};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::moment::Moment;
use crate::page::{Section, Shell, render};
use crate::scans::{self, Outcome, named};
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
    /// What could not be read, and what does not fit; and how many more there were.
    notes: Vec<Unread>,
    more_notes: usize,
    done: u64,
    total: u64,
    may_stop: bool,
}

/// What a scan does, or did, in words; `own` is this program.
fn told(t: &Texts, scan: &QueuedScan, own: &str) -> String {
    match &scan.state {
        ScanState::Waiting | ScanState::Looking if scan.tool != own => {
            t.fill("scans-other-version", &[("tool", &scan.tool), ("own", own)])
        }
        ScanState::Waiting => t.say("scans-waiting"),
        ScanState::Looking if scan.total == 0 => t.say("scans-finding"),
        ScanState::Looking if scan.current.is_empty() => {
            t.fill("scans-between", &[("done", &scan.done.to_string()), ("total", &scan.total.to_string())])
        }
        ScanState::Looking => {
            let values = [("done", &scan.done.to_string()), ("total", &scan.total.to_string())];
            let current = scan.current.first().map(String::as_str).unwrap_or_default();
            let values: Vec<(&str, &str)> =
                values.iter().map(|(k, v)| (*k, v.as_str())).chain([("current", current)]).collect();
            t.fill("scans-looking", &values)
        }
        ScanState::Over(ScanEnd::Kept(outcome)) => {
            let came = Outcome::read(outcome);
            let kept =
                t.fill("scans-kept", &[("n", &came.subjects.to_string()), ("changed", &came.changed.to_string())]);
            let lists = [
                ("scans-aside", came.set_aside.len()),
                ("scans-unowned", came.unowned.len()),
                ("scans-carried", came.carried.len()),
            ];
            let more = lists.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| t.fill(key, &[("n", &n.to_string())]));
            std::iter::once(kept).chain(more).collect::<Vec<_>>().join(" ")
        }
        ScanState::Over(ScanEnd::Stopped) => t.say("scans-stopped"),
        ScanState::Over(ScanEnd::Failed(why)) => t.fill("scans-failed", &[("why", why)]),
    }
}

/// The unit on whose pages a scan is: that which it looks at, else the topmost.
fn about(scan: &QueuedScan, live: &Live) -> Option<UnitId> {
    scan.unit.clone().or_else(|| Some(live.state.tree.as_ref()?.root().id.clone()))
}

/// The scans of some units, the newest first.
pub(super) fn lines(
    live: &Live,
    t: &'static Texts,
    id: &AssessmentId,
    scans: Vec<QueuedScan>,
    own: &str,
    wanted: impl Fn(&UnitId) -> bool,
) -> Vec<Line> {
    let tree = live.state.tree.as_ref();
    let title = |unit: &UnitId| tree.and_then(|t| t.unit(unit)).map_or_else(|| unit.0.clone(), |u| u.title.clone());
    let line = |scan: QueuedScan| {
        let unit = about(&scan, live).filter(&wanted)?;
        Some(Line {
            href: links::scan(id, &unit, scan.id),
            unit: if scan.unit.is_some() { title(&unit) } else { t.say("scans-every-unit") },
            began: t.moment(scan.began),
            by: live.name(&scan.by),
            state: told(t, &scan, own),
        })
    };
    scans.into_iter().filter_map(line).collect()
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
        jobs: lines(&live, visit.t, &id, app.store().scans().await?, &named(&app.config().tool), sees),
        units,
    })
}

/// The scan of a unit that the reader may see.
async fn find(app: &App, live: &Live, visit: &Visit, (id, unit, number): &Place) -> Result<QueuedScan, Problem> {
    live.cycle(id)?.0.tree.unit(unit).ok_or(Problem::NotFound)?;
    visit.may_see(app, live, unit)?;
    let scan = app.store().scan(*number).await?;
    scan.filter(|scan| about(scan, live).as_ref() == Some(unit)).ok_or(Problem::NotFound)
}

type Place = (AssessmentId, UnitId, i64);

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
    let scan = find(&app, &live, &visit, &at).await?;
    let (id, unit, number) = &at;
    let (cycle, _) = live.cycle(id)?;
    let came = match &scan.state {
        ScanState::Over(ScanEnd::Kept(outcome)) => Some(Outcome::read(outcome)),
        _ => None,
    };
    render(&One {
        shell: visit.shell(&live, visit.t.say("scans-one-title"), Section::Evidence, Some(id)),
        t: visit.t,
        frame: Frame::new(&app, &visit, &live, cycle, unit, Tab::Scans)?,
        here: links::scan(id, unit, *number),
        back: links::scans(id, unit),
        folders: scans::folders(&scan),
        began: visit.t.moment(scan.began),
        by: live.name(&scan.by),
        state: told(visit.t, &scan, &named(&app.config().tool)),
        over: matches!(scan.state, ScanState::Over(_)),
        kept: came.is_some(),
        more_notes: came.as_ref().map_or(0, |came| came.more_notes),
        notes: came.map(|came| came.notes).unwrap_or_default(),
        done: scan.done,
        total: scan.total,
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
    let scan = find(&app, &*app.read().await?, &visit, &at).await?;
    let over = matches!(scan.state, ScanState::Over(_));
    let words = told(visit.t, &scan, &named(&app.config().tool));
    Ok(Json(json!({ "done": scan.done, "total": scan.total, "over": over, "words": words })).into_response())
}

/// `POST /a/{assessment}/unit/{unit}/scans/{job}/stop`
pub(crate) async fn stop(
    State(app): State<App>,
    Path(path): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = place(path)?;
    let live = app.read().await?;
    let scan = find(&app, &live, &visit, &at).await?;
    if !leads(&app, &live, &visit, &at.1) {
        return Err(Problem::Forbidden);
    }
    app.store().end_scan(scan.id, &ScanEnd::Stopped).await?;
    Ok(Redirect::to(&links::scan(&at.0, &at.1, at.2)).into_response())
}
