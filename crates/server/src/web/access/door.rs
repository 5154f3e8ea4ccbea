//! `/access`: who may come in, and how; invitations.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use osmm_maturity::event::{PersonId, Role};
use osmm_store::{Access as Look, Key, KeyKind, new_secret};
use serde::Deserialize;

use super::visitors::{self, Line};
use super::{absolute, day, everywhere, roles};
use crate::access::Accounts;
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

/// A person in the list.
struct Row {
    person: String,
    name: String,
    handle: String,
    roles: Vec<String>,
    signs_in: Vec<String>,
    has_way_in: bool,
    seen: String,
}

/// What is shown beside the lists.
#[derive(Default)]
pub(super) struct Shown {
    /// A link that was made just now: for whom, the link, what to do with it.
    pub link: Option<(String, String, String)>,
    /// What was typed for a link, when it has to be corrected.
    pub given: visitors::Given,
    pub fault: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "access/door.html")]
struct Page {
    shell: Shell,
    /// Whether there are accounts at all.
    accounts: bool,
    leads: bool,
    reads_log: bool,
    people: Vec<Row>,
    links: Vec<Line>,
    units: Vec<(String, String)>,
    today: String,
    shown: Shown,
}

/// `GET /access`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    everywhere(&app, &*app.read().await?, &visit.person, &[Role::Lead, Role::Admin])?;
    page(&app, &visit, Shown::default()).await
}

/// The page; whoever calls has seen to it that the reader may see it.
pub(super) async fn page(app: &App, visit: &Visit, shown: Shown) -> Result<Response, Problem> {
    let (people, links) = (rows(app, visit).await?, visitors::lines(app, visit).await?);
    let live = app.read().await?;
    let may = |roles: &[Role]| everywhere(app, &live, &visit.person, roles).is_ok();
    let status = if shown.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let units = live.state.tree.iter().flat_map(|tree| tree.units()).map(|u| (u.id.0.clone(), u.title.clone()));
    let accounts = app.config().access.accounts().is_some();
    let title = visit.t.say(if accounts { "access-title" } else { "access-alone-title" });
    let page = Page {
        shell: visit.shell(&live, title, Section::Access, None),
        accounts,
        leads: may(&[Role::Lead]),
        reads_log: may(&[Role::Lead, Role::Auditor]),
        people,
        links,
        units: units.collect(),
        today: app.today().to_string(),
        shown,
    };
    Ok((status, render(&page)?).into_response())
}

async fn rows(app: &App, visit: &Visit) -> Result<Vec<Row>, Problem> {
    let (t, now, store) = (visit.t, app.now(), app.store());
    let accounts = store.accounts().await?;
    let (sessions, invitations) = (store.keys(KeyKind::Session).await?, store.keys(KeyKind::Invitation).await?);
    let visitors = store.keys(KeyKind::Link).await?;
    let live = app.read().await?;
    let mut rows = Vec::new();
    for person in &live.people {
        let Some(data) = &person.data else { continue };
        if visitors.iter().any(|key| key.person == person.person) || data.handle.starts_with("visit-") {
            continue;
        }
        let account = accounts.iter().find(|a| a.person == person.person);
        let invited = invitations.iter().find(|k| k.person == person.person && now < k.ends);
        let mut signs_in = Vec::new();
        signs_in.extend(account.and_then(|a| a.password.as_ref()).map(|_| t.say("access-by-password")));
        signs_in.extend(account.and_then(|a| a.subject.as_ref()).map(|_| t.say("access-by-provider")));
        let has_way_in = !signs_in.is_empty();
        signs_in.extend(invited.map(|key| t.fill("access-invited", &[("day", &day(t, key.ends))])));
        let seen = sessions.iter().filter(|k| k.person == person.person).map(|k| k.seen).max();
        rows.push(Row {
            person: person.person.0.clone(),
            name: data.name.clone(),
            handle: data.handle.clone(),
            roles: roles(t, app, &live, &person.person),
            signs_in,
            has_way_in,
            seen: seen.map_or_else(|| t.say("access-never"), |at| t.moment(at).words),
        });
    }
    rows.sort_by_key(|row| row.name.to_lowercase());
    Ok(rows)
}

/// Who is invited.
#[derive(Deserialize)]
pub(crate) struct Invited {
    person: String,
}

/// `POST /access/invitations`: a link by which a person sets a password. It lets whoever has it in as that person, so the
/// log says who made it.
pub(crate) async fn invite(
    State(app): State<App>,
    visit: Visit,
    Form(invited): Form<Invited>,
) -> Result<Response, Problem> {
    let person = PersonId(invited.person);
    let name = {
        let live = app.read().await?;
        everywhere(&app, &live, &visit.person, &[Role::Lead, Role::Admin])?;
        let known = live.people.iter().find(|p| p.person == person).and_then(|p| p.data.as_ref());
        known.ok_or(Problem::NotFound)?.name.clone()
    };
    visit.in_person()?;
    app.config().access.accounts().ok_or(Problem::NotFound)?;
    let (secret, now) = (new_secret()?, app.now());
    let ends = now.saturating_add(Accounts::INVITATION).map_err(|e| Problem::Failed(e.to_string()))?;
    let page = format!("{}#{}", links::INVITATIONS, person.0);
    let look = Look { at: now, person: visit.person.clone(), page, assessment: None, unit: None };
    app.store().add_access(&look).await?;
    app.store().remove_keys(KeyKind::Invitation, &person, None).await?;
    let key = Key { by: visit.person.clone(), ..Key::new(KeyKind::Invitation, &secret, &person, now, ends) };
    app.store().add_key(&key).await?;
    let link = absolute(&app, &links::invitation(&secret));
    let words = visit.t.fill("access-link-once", &[("day", &day(visit.t, ends))]);
    let shown = Shown { link: Some((name, link, words)), ..Shown::default() };
    self::page(&app, &visit, shown).await
}
