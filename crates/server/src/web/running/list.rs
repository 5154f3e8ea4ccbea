//! `/assessments`: which assessments are there, and where is each?

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use osmm_maturity::cycle::Cycle;

use super::{Tab, leads_all, model_name, root, stage_word, tabs};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "running/list.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    rows: Vec<Row>,
    may_open: bool,
}

struct Row {
    name: String,
    title: String,
    href: String,
    stage_href: String,
    stage: String,
    as_of: String,
    deadline: String,
    units: usize,
    model: String,
    digest: String,
    corrections: usize,
}

/// `GET /assessments`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let mut all = live.state.in_order();
    all.reverse();
    let seen = all.into_iter().filter(|c| live.state.sees(&visit.person, root(c), app.today()));
    let rows = seen.map(|c| row(&visit, &live, c)).collect();
    let shell = visit.shell(&live, visit.t.say("running-list-title"), Section::Running, None);
    let tabs = tabs(visit.t, &live, Tab::Assessments, None);
    render(&Page { shell, tabs, rows, may_open: leads_all(&app, &live, &visit) })
}

fn row(visit: &Visit, live: &Live, cycle: &Cycle) -> Row {
    let t = visit.t;
    Row {
        name: cycle.id.0.clone(),
        title: cycle.scope.title.clone(),
        href: links::assessment(&cycle.id),
        stage_href: links::stage(&cycle.id),
        stage: stage_word(t, cycle.stage),
        as_of: t.day(cycle.scope.as_of),
        deadline: cycle.scope.deadline.map(|d| t.day(d)).unwrap_or_default(),
        units: cycle.scope.answering.len(),
        model: live.state.model(&cycle.scope.model).map(|m| model_name(m)).unwrap_or_default(),
        digest: cycle.published.as_ref().map(|(d, _)| d.short().to_owned()).unwrap_or_default(),
        corrections: cycle.corrections.len(),
    }
}
