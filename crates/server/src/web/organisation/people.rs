//! `/people`: who is known, and with which roles; add, grant, take back.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use osmm_maturity::event::{Change, PersonId, Role};
use osmm_maturity::organisation::Grant;
use osmm_maturity::person::PersonEntry;
use osmm_maturity::unit::UnitId;
use osmm_store::{Person, Plan};

use super::super::running::{Choice, Tab, manages, refused, tabs, unit_choices};
use super::super::told::Told;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "organisation/people.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    rows: Vec<Row>,
    units: Vec<Choice>,
    /// Whether names can be added and data are shown.
    leads: bool,
    given: Fields,
    told: Told,
}

struct Row {
    id: String,
    name: String,
    handle: String,
    contact: String,
    roles: Vec<Held>,
    erase: String,
    erased: bool,
}

struct Held {
    role: &'static str,
    unit: String,
    words: String,
}

/// `GET /people`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    page(&app, &visit, Fields::default(), Told::default()).await
}

pub(super) async fn page(app: &App, visit: &Visit, given: Fields, told: Told) -> Result<Response, Problem> {
    let live = app.read().await?;
    let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
    visit.may_see_something(app, &live)?;
    let leads = manages(app, &live, visit);
    let mut rows: Vec<Row> = live.people.iter().map(|p| row(visit.t, &live, p, leads)).collect();
    rows.sort_by_key(|r| (r.erased, r.name.to_lowercase()));
    let page = Page {
        shell: visit.shell(&live, visit.t.say("people-title"), Section::Running, None),
        tabs: tabs(visit.t, &live, Tab::People, None),
        rows,
        units: unit_choices(tree, |u| given.one("unit") == u.0),
        leads,
        given,
        told,
    };
    Ok((page.told.status(), render(&page)?).into_response())
}

fn row(t: &Texts, live: &Live, person: &Person, leads: bool) -> Row {
    let member = live.state.people.get(&person.person);
    let data = person.data.as_ref();
    Row {
        id: person.person.0.clone(),
        name: data.map_or_else(|| person.person.0.clone(), |d| d.name.clone()),
        handle: data.map(|d| d.handle.clone()).unwrap_or_default(),
        contact: data.filter(|_| leads).map(|d| d.contact.clone()).unwrap_or_default(),
        roles: member.iter().flat_map(|m| &m.grants).map(|g| held(t, live, g)).collect(),
        erase: links::erase(&person.person),
        erased: data.is_none(),
    }
}

fn held(t: &Texts, live: &Live, grant: &Grant) -> Held {
    let unit = live.state.tree.as_ref().and_then(|tree| tree.unit(&grant.unit));
    let unit = unit.map_or(grant.unit.0.as_str(), |u| &u.title);
    let role = t.say(&format!("role-{}", grant.role.word()));
    let words = match grant.until {
        Some(until) => t.fill("people-role-until", &[("role", &role), ("unit", unit), ("day", &t.day(until))]),
        None => t.fill("people-role", &[("role", &role), ("unit", unit)]),
    };
    Held { role: grant.role.word(), unit: grant.unit.0.clone(), words }
}

/// A role by its word.
fn role(word: &str) -> Result<Role, Problem> {
    Role::ALL.into_iter().find(|r| r.word() == word).ok_or_else(|| Problem::Odd("problem-not-offered", word.to_owned()))
}

fn grant(given: &Fields) -> Result<(Role, UnitId, Option<Date>), Problem> {
    Ok((role(given.one("role"))?, UnitId(given.one("unit").to_owned()), given.day("until")?))
}

/// `POST /people/add`: a person, with a role if one was chosen.
pub(crate) async fn add(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let done = match entry(&visit, &given) {
        Ok(entry) => add_all(&app, &visit, &[entry]).await,
        Err(problem) => Err(problem),
    };
    back(&app, &visit, given, done).await
}

fn entry(visit: &Visit, given: &Fields) -> Result<PersonEntry, Problem> {
    let name = given.some("name").ok_or_else(|| Problem::Bad(visit.t.say("people-name-missing")))?;
    let handle: String = given.some("handle").unwrap_or(name).to_lowercase();
    let handle = handle.split_whitespace().collect::<Vec<_>>().join(".");
    let grants = if given.one("role").is_empty() { Vec::new() } else { vec![grant(given)?] };
    Ok(PersonEntry { handle, name: name.to_owned(), contact: given.some("contact").map(str::to_owned), grants })
}

/// Adds people and grants roles; who is known by handle keeps the pseudonym.
pub(super) async fn add_all(app: &App, visit: &Visit, entries: &[PersonEntry]) -> Result<(), Problem> {
    app.change(&visit.person, |live| Ok(Plan::newcomers(entries, |handle| live.person(handle).cloned())?)).await?;
    Ok(())
}

/// `POST /people/grant`
pub(crate) async fn give(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let person = PersonId(given.one("person").to_owned());
    let done = match grant(&given) {
        Ok((role, unit, until)) => {
            let change = Change::RoleGranted { person, role, unit, until };
            app.change(&visit.person, |_| Ok(change.clone().into())).await.map(drop)
        }
        Err(problem) => Err(problem),
    };
    back(&app, &visit, given, done).await
}

/// `POST /people/revoke`
pub(crate) async fn take(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let (person, unit) = (PersonId(given.one("person").to_owned()), UnitId(given.one("unit").to_owned()));
    let role = role(given.one("role"))?;
    let change = Change::RoleRevoked { person, role, unit };
    let done = app.change(&visit.person, |_| Ok(change.clone().into())).await.map(drop);
    back(&app, &visit, Fields::default(), done).await
}

async fn back(app: &App, visit: &Visit, given: Fields, done: Result<(), Problem>) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(Redirect::to(links::PEOPLE).into_response()),
        Err(problem) => page(app, visit, given, Told::refused(refused(visit.t, problem)?)).await,
    }
}
