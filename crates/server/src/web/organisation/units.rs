//! `/units`: the tree of the organisation with people and repositories, and the upload of a new one.

use askama::Template;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::Change;
use osmm_maturity::unit::{Unit, changed, read_all};
use osmm_store::Plan;

use super::super::running::{Tab, in_order, manages, refused, tabs};
use super::super::told::{Line, Told};
use super::sent;
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "organisation/units.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    rows: Vec<Row>,
    people: u32,
    leads: bool,
    told: Told,
}

struct Row {
    id: String,
    title: String,
    depth: usize,
    headcount: String,
    repositories: String,
    href: String,
}

/// `GET /units`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    page(&app, &visit, Told::default()).await
}

async fn page(app: &App, visit: &Visit, told: Told) -> Result<Response, Problem> {
    let live = app.read().await?;
    let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
    visit.may_see_something(app, &live)?;
    let rows: Vec<Row> = in_order(tree).into_iter().map(|(unit, depth)| row(unit, depth)).collect();
    let page = Page {
        shell: visit.shell(&live, visit.t.say("units-title"), Section::Running, None),
        tabs: tabs(visit.t, &live, Tab::Units, None),
        people: tree.units().iter().map(|u| u.headcount).fold(0, u32::saturating_add),
        rows,
        leads: manages(app, &live, visit),
        told,
    };
    Ok((page.told.status(), render(&page)?).into_response())
}

fn row(unit: &Unit, depth: usize) -> Row {
    let repositories: Vec<String> = unit.repositories.iter().map(ToString::to_string).collect();
    Row {
        id: unit.id.0.clone(),
        title: unit.title.clone(),
        depth,
        headcount: if unit.headcount == 0 { "–".to_owned() } else { unit.headcount.to_string() },
        repositories: repositories.join(" "),
        href: links::edit_unit(&unit.id),
    }
}

/// `POST /units`: files with units.
pub(crate) async fn upload(State(app): State<App>, visit: Visit, request: Request) -> Result<Response, Problem> {
    let upload = sent(&app, &visit, request).await?;
    if upload.files.is_empty() {
        return page(&app, &visit, Told::refused(visit.t.say("upload-none"))).await;
    }
    let names: Vec<String> = upload.files.iter().map(|f| f.labelled()).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&upload.files).map(|(name, file)| (name.as_str(), file.bytes.as_slice())).collect();
    let read = read_all(&files, None);
    let lines = |list: &[osmm_maturity::fault::Fault]| list.iter().map(|f| Line::of(visit.t, f)).collect();
    let mut told = Told { faults: lines(&read.faults), notes: lines(&read.notes), done: None };
    if !told.faults.is_empty() {
        return page(&app, &visit, told).await;
    }
    let replace = upload.fields.has("replace", "yes");
    let taken = app.change(&visit.person, |live| Ok(plan(live, &read.units, replace))).await;
    match taken {
        Ok(_) if told.notes.is_empty() => Ok(Redirect::to(links::UNITS).into_response()),
        Ok(_) => {
            told.done = Some(visit.t.count("units-taken", read.units.len()));
            page(&app, &visit, told).await
        }
        Err(problem) => page(&app, &visit, Told::refused(refused(visit.t, problem)?)).await,
    }
}

fn plan(live: &Live, read: &[Unit], replace: bool) -> Plan {
    let known = live.state.tree.as_ref().map(|t| t.units()).unwrap_or_default();
    let (set, removed) = changed(known, read, replace);
    if set.is_empty() && removed.is_empty() { Plan::default() } else { Change::UnitsSet { set, removed }.into() }
}
