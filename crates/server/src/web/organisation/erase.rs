//! `/people/{person}/erase`: erase what is known of a person, after it was named what is destroyed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::{Change, PersonId};

use super::super::running::{Tab, manages, tabs};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "organisation/erase.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    name: String,
    handle: String,
    contact: String,
    pseudonym: String,
    reasons: usize,
}

/// `GET /people/{person}/erase`
pub(crate) async fn confirm(
    State(app): State<App>,
    Path(person): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    if !manages(&app, &live, &visit) {
        return Err(Problem::Forbidden);
    }
    let known = live.people.iter().find(|p| p.person.0 == person).and_then(|p| p.data.as_ref());
    let data = known.ok_or(Problem::NotFound)?;
    let reasons = app.store().mentions(data).await?.len();
    render(&Page {
        shell: visit.shell(&live, visit.t.fill("erase-title", &[("name", &data.name)]), Section::Running, None),
        tabs: tabs(visit.t, &live, Tab::People, None),
        name: data.name.clone(),
        handle: data.handle.clone(),
        contact: data.contact.clone(),
        pseudonym: person,
        reasons,
    })
}

/// `POST /people/{person}/erase`
pub(crate) async fn erase(
    State(app): State<App>,
    Path(person): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let person = PersonId(person);
    let data = app.store().person(&person).await?.and_then(|p| p.data).ok_or(Problem::NotFound)?;
    let reasons = app.store().mentions(&data).await?;
    let change = Change::PersonErased { person, reasons };
    app.change(&visit.person, |_| Ok(change.clone().into())).await?;
    Ok(Redirect::to(links::PEOPLE).into_response())
}
