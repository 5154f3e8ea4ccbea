//! `/login/provider` and `/login/callback`: signing in with the organisation's provider of identities.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use osmm_maturity::event::PersonId;
use serde::Deserialize;

use super::absolute;
use super::login::{Next, named_by_contact};
use crate::access::provider::{Begun, Identity, Provider};
use crate::access::{Accounts, session};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::render;
use crate::texts::Texts;
use crate::who::Reader;

/// Seconds within which a browser has to come back.
const PATIENCE: i64 = 600;

/// Why it did not work, as the reader can use it. The rest is for nobody: it could help who tries to get in.
#[derive(Template)]
#[template(path = "access/failed.html")]
struct Failed {
    t: &'static Texts,
    why: String,
}

fn failed(t: &'static Texts, why: String) -> Result<Response, Problem> {
    Ok((StatusCode::FORBIDDEN, render(&Failed { t, why })?).into_response())
}

/// The cookie in which a browser remembers that it was sent to the provider.
fn name(accounts: &Accounts) -> &'static str {
    if accounts.secure() { "__Host-osmm_sign_in" } else { "osmm_sign_in" }
}

fn set_up(app: &App) -> Result<(&Accounts, &Provider), Problem> {
    let accounts = app.config().access.accounts().ok_or(Problem::NotFound)?;
    Ok((accounts, accounts.provider.as_ref().ok_or(Problem::NotFound)?))
}

/// `GET /login/provider`
pub(crate) async fn go(
    State(app): State<App>,
    Reader(t): Reader,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Problem> {
    let (accounts, provider) = set_up(&app)?;
    let back = absolute(&app, links::CALLBACK);
    let Ok((url, begun)) = provider.begin(app.provider(), &back, app.now()).await else {
        return failed(t, t.fill("access-provider-silent", &[("name", &provider.name)]));
    };
    let kept = [begun.state, begun.nonce, begun.verifier, links::part(links::local(&next))].join("~");
    let cookie = session::set_cookie(accounts, name(accounts), &kept, PATIENCE)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&url)).into_response())
}

/// What the provider sends back with the browser.
#[derive(Debug, Deserialize)]
pub(crate) struct Back {
    state: Option<String>,
    code: Option<String>,
    /// Which provider says so, where it tells.
    iss: Option<String>,
}

/// `GET /login/callback`
pub(crate) async fn back(
    State(app): State<App>,
    Reader(t): Reader,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response, Problem> {
    let (accounts, provider) = set_up(&app)?;
    let again = || failed(t, t.fill("access-provider-again", &[("name", &provider.name)]));
    let Some((begun, next)) = session::cookie(&headers, name(accounts)).and_then(remembered) else { return again() };
    let ours = back.state.as_deref() == Some(begun.state.as_str());
    let foreign =
        back.iss.as_ref().is_some_and(|iss| iss.trim_end_matches('/') != provider.issuer.trim_end_matches('/'));
    let (Some(code), true, false) = (back.code, ours, foreign) else { return again() };
    let to = absolute(&app, links::CALLBACK);
    let Ok(identity) = provider.identity(app.provider(), &to, (code, begun), app.now()).await else { return again() };
    let Some(person) = person(&app, &identity).await? else {
        let mail = identity.email.unwrap_or_else(|| "–".to_owned());
        return failed(t, t.fill("access-provider-unknown", &[("name", &provider.name), ("mail", &mail)]));
    };
    let session = session::begin(&app, accounts, &person, None).await?;
    let over = session::set_cookie(accounts, name(accounts), "", 0)?;
    let cookies = AppendHeaders([(header::SET_COOKIE, session), (header::SET_COOKIE, over)]);
    Ok((cookies, Redirect::to(links::local(&next))).into_response())
}

/// What the browser remembered, and where it wanted to go.
fn remembered(cookie: &str) -> Option<(Begun, String)> {
    let mut parts = cookie.splitn(4, '~').map(str::to_owned);
    let begun = Begun { state: parts.next()?, nonce: parts.next()?, verifier: parts.next()? };
    let next = links::unescaped(&parts.next()?);
    (!begun.state.is_empty()).then_some((begun, next))
}

/// Whose identity it is: that of who came with it before, or of the one person whose contact is its mail address and who
/// has no other identity there.
async fn person(app: &App, identity: &Identity) -> Result<Option<PersonId>, Problem> {
    if let Some(account) = app.store().account_of_subject(&identity.subject).await? {
        return Ok(Some(account.person));
    }
    let Some(email) = &identity.email else { return Ok(None) };
    let Some(person) = named_by_contact(&*app.read().await?, &email.to_lowercase()) else { return Ok(None) };
    if app.store().account(&person).await?.is_some_and(|a| a.subject.is_some()) {
        return Ok(None);
    }
    app.store().set_subject(&person, &identity.subject).await?;
    Ok(Some(person))
}
