//! `/login` and `/logout`.

use askama::Template;
use axum::extract::{Form, Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::PersonId;
use serde::Deserialize;

use crate::access::throttle::{ACCOUNT, ADDRESS};
use crate::access::{password, peer, session};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::render;
use crate::texts::Texts;
use crate::who::Reader;

#[derive(Template)]
#[template(path = "access/login.html")]
struct Page {
    t: &'static Texts,
    handle: String,
    next: String,
    fault: Option<String>,
    /// Name and address of another way in.
    provider: Option<(String, String)>,
}

/// The way in by a provider of identities, where there is one.
fn provider(app: &App, next: &str) -> Option<(String, String)> {
    let provider = app.config().access.accounts()?.provider.as_ref()?;
    Some((provider.name.clone(), links::provider(next)))
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    pub(super) next: String,
}

/// What is typed.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    handle: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /login`
pub(crate) async fn form(
    State(app): State<App>,
    Reader(t): Reader,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Problem> {
    if app.config().access.accounts().is_none() {
        return Ok(Redirect::to(links::local(&next)).into_response());
    }
    let provider = provider(&app, &next);
    render(&Page { t, handle: String::new(), next, fault: None, provider })
}

/// `POST /login`
pub(crate) async fn sign_in(
    State(app): State<App>,
    Reader(t): Reader,
    extensions: Extensions,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let accounts = app.config().access.accounts().ok_or(Problem::NotFound)?;
    let (handle, now) = (given.handle.trim().to_lowercase(), app.now());
    let from = peer::address(&app.config().access, &headers, &extensions);
    let (account, address) = (format!("account {handle}"), format!("address {from}"));
    let names = [(account.as_str(), ACCOUNT), (address.as_str(), ADDRESS)];
    let again = |status: StatusCode, fault: String| {
        let (handle, next) = (given.handle.clone(), given.next.clone());
        let page = Page { t, handle, provider: provider(&app, &next), next, fault: Some(fault) };
        Ok((status, render(&page)?).into_response())
    };
    if let Some(minutes) = app.throttle().wait(&names, now) {
        let minutes = usize::try_from(minutes).unwrap_or(1);
        refused(&app, &from, &*app.read().await?, &handle, "too many tries");
        return again(StatusCode::TOO_MANY_REQUESTS, t.count("access-wait", minutes));
    }
    // Counted before it is tried: who tries many at once gets no more tries than who tries one by one.
    app.throttle().failed(&names, now);
    let person = named(&*app.read().await?, &handle);
    let hash = match &person {
        Some(person) => app.store().account(person).await?.and_then(|a| a.password),
        None => None,
    };
    let why = if hash.is_some() { "wrong password" } else { "no password is set" };
    let fits = password::is(given.password.clone(), hash).await;
    let Some(person) = person.filter(|_| fits) else {
        refused(&app, &from, &*app.read().await?, &handle, why);
        return again(StatusCode::UNPROCESSABLE_ENTITY, t.say("access-wrong"));
    };
    app.throttle().forget(&account);
    app.throttle().forgive(&address);
    let cookie = session::begin(&app, accounts, &person, None).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::local(&given.next))).into_response())
}

/// Notes a refused sign-in. What nobody is called is left out: people type passwords where the name belongs.
fn refused(app: &App, from: &str, live: &Live, typed: &str, why: &str) {
    match named(live, typed) {
        Some(_) => app.note(&format!("sign-in refused: \"{typed}\" from {from}: {why}")),
        None => app.note(&format!("sign-in refused: somebody unknown from {from}: nobody is called that")),
    }
}

/// Who is called that: by handle, or by a contact that nobody else has.
fn named(live: &Live, typed: &str) -> Option<PersonId> {
    if let Some(person) = live.person(typed) {
        return Some(person.clone());
    }
    named_by_contact(live, typed)
}

/// Who has a contact that nobody else has.
pub(super) fn named_by_contact(live: &Live, contact: &str) -> Option<PersonId> {
    let has = |p: &&osmm_store::Person| p.data.as_ref().is_some_and(|d| d.contact.to_lowercase() == contact);
    let mut found = live.people.iter().filter(has);
    match (found.next(), found.next()) {
        (Some(only), None) if !contact.is_empty() => Some(only.person.clone()),
        _ => None,
    }
}

/// `POST /logout`
pub(crate) async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    let accounts = app.config().access.accounts().ok_or(Problem::NotFound)?;
    let cookie = session::end(app.store(), accounts, &headers).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::LOGIN)).into_response())
}
