//! `/units/edit`: change one unit, add one, remove one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::Change;
use osmm_maturity::unit::{Unit, UnitId, rules};

use super::super::running::{Choice, Tab, manages, refused, tabs, unit_choices};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "organisation/unit.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    known: bool,
    root: bool,
    id: String,
    title: String,
    headcount: String,
    repositories: String,
    parents: Vec<Choice>,
    fault: Option<String>,
}

/// `GET /units/edit?unit=`: without a unit, a new one.
pub(crate) async fn form(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    page(&app, &visit, &given, None).await
}

async fn page(app: &App, visit: &Visit, given: &Fields, fault: Option<String>) -> Result<Response, Problem> {
    let live = app.read().await?;
    let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
    if !manages(app, &live, visit) {
        return Err(Problem::Forbidden);
    }
    let id = UnitId(given.one("unit").to_owned());
    let unit = tree.unit(&id);
    if unit.is_none() && !id.0.is_empty() && fault.is_none() {
        return Err(Problem::NotFound);
    }
    let typed = |name: &str, known: String| if fault.is_some() { given.one(name).to_owned() } else { known };
    let repositories = unit.map(|u| u.repositories.iter().map(|r| format!("{r}\n")).collect()).unwrap_or_default();
    let parent = typed("parent", unit.and_then(|u| u.parent.clone()).unwrap_or(tree.root().id.clone()).0);
    let title = visit.t.say(if unit.is_some() { "unit-edit-title" } else { "unit-new-title" });
    let page = Page {
        shell: visit.shell(&live, title, Section::Running, None),
        tabs: tabs(visit.t, &live, Tab::Units, None),
        known: unit.is_some(),
        root: unit.is_some_and(|u| u.parent.is_none()),
        title: typed("title", unit.map(|u| u.title.clone()).unwrap_or_default()),
        headcount: typed("headcount", unit.map(|u| u.headcount.to_string()).unwrap_or_default()),
        repositories: typed("repositories", repositories),
        parents: unit_choices(tree, |u| u.0 == parent).into_iter().filter(|c| c.value != id.0).collect(),
        id: id.0,
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

/// `POST /units/edit`
pub(crate) async fn submit(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let done = match written(&visit, &given) {
        Ok(unit) => {
            app.change(&visit.person, |live| {
                let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
                let mut unit = unit.clone();
                // The root stays the root: a form for it asks for no parent.
                if tree.unit(&unit.id).is_some_and(|u| u.parent.is_none()) {
                    unit.parent = None;
                }
                if !given.has("known", "yes") && tree.unit(&unit.id).is_some() {
                    return Err(Problem::Bad(visit.t.fill("unit-taken", &[("unit", &unit.id.0)])));
                }
                Ok(Change::UnitsSet { set: vec![unit], removed: Vec::new() }.into())
            })
            .await
        }
        Err(fault) => Err(Problem::Bad(fault)),
    };
    match done {
        Ok(_) => Ok(Redirect::to(links::UNITS).into_response()),
        Err(problem) => page(&app, &visit, &given, Some(refused(visit.t, problem)?)).await,
    }
}

/// The unit that a form describes, or what is wrong with it.
fn written(visit: &Visit, given: &Fields) -> Result<Unit, String> {
    let title = given.some("title").ok_or_else(|| visit.t.say("unit-title-missing"))?;
    let headcount = match given.one("headcount") {
        "" => 0,
        text => text.parse().map_err(|_| visit.t.say("unit-headcount-wrong"))?,
    };
    let repositories = rules(given.one("repositories"))
        .map_err(|faults| faults.iter().map(|f| visit.t.said(&f.message).text).collect::<Vec<_>>().join("; "))?;
    Ok(Unit {
        id: UnitId(given.one("unit").to_owned()),
        title: title.to_owned(),
        parent: given.some("parent").map(|p| UnitId(p.to_owned())),
        headcount,
        repositories,
    })
}

/// `POST /units/remove`
pub(crate) async fn remove(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let unit = UnitId(given.one("unit").to_owned());
    let done =
        app.change(&visit.person, |_| Ok(Change::UnitsSet { set: Vec::new(), removed: vec![unit.clone()] }.into()));
    match done.await {
        Ok(_) => Ok(Redirect::to(links::UNITS).into_response()),
        Err(problem) => page(&app, &visit, &given, Some(refused(visit.t, problem)?)).await,
    }
}
