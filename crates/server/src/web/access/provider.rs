//! `/login/provider` and `/login/callback`: signing in with the organisation's provider of identities.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use osmm_maturity::event::PersonId;
use serde::Deserialize;

use super::absolute;
use super::login::{Next, named_by_contact};
use crate::access::provider::{Begun, Identity, Provider, Unknown};
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

fn failed(t: &'static Texts, status: StatusCode, why: String) -> Result<Response, Problem> {
    Ok((status, render(&Failed { t, why })?).into_response())
}

/// Words for somebody of whom it is not known who they are, and what to do about it. Why, is for the journal.
fn unknown(app: &App, t: &'static Texts, provider: &Provider, why: &Unknown) -> Result<Response, Problem> {
    app.note(&format!("sign-in by {} refused: {why}", provider.issuer));
    let (status, words) = match why {
        Unknown::Silent(_) => (StatusCode::SERVICE_UNAVAILABLE, "access-provider-silent"),
        Unknown::Unproven(_) => (StatusCode::FORBIDDEN, "access-provider-again"),
    };
    failed(t, status, t.fill(words, &[("name", &provider.name)]))
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
    let (url, begun) = match provider.begin(app.provider(), &back, app.now()).await {
        Ok(begun) => begun,
        Err(why) => return unknown(&app, t, provider, &why),
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
    /// Why there is none.
    error: Option<String>,
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
    let kept = session::cookie(&headers, name(accounts)).and_then(remembered);
    let Some((begun, next)) = kept.filter(|(begun, _)| back.state.as_deref() == Some(begun.state.as_str())) else {
        return unknown(&app, t, provider, &Unknown::Unproven("this browser was not sent".to_owned()));
    };
    // What was begun is over, however it ends: what came back is good for one try.
    let over = session::set_cookie(accounts, name(accounts), "", 0)?;
    let came = arrived(&app, provider, back, begun).await;
    let response = match came {
        Ok(identity) => let_in(&app, (accounts, provider), t, (&identity, &next)).await?,
        Err(why) => unknown(&app, t, provider, &why)?,
    };
    Ok((AppendHeaders([(header::SET_COOKIE, over)]), response).into_response())
}

/// Who came back, if the provider says so.
async fn arrived(app: &App, provider: &Provider, back: Back, begun: Begun) -> Result<Identity, Unknown> {
    let bare = |address: &str| address.trim_end_matches('/').to_owned();
    if back.iss.is_some_and(|iss| bare(&iss) != bare(&provider.issuer)) {
        return Err(Unknown::Unproven("another provider".to_owned()));
    }
    let said = back.error.unwrap_or_else(|| "no code".to_owned());
    let code = back.code.ok_or(Unknown::Unproven(said))?;
    let to = absolute(app, links::CALLBACK);
    provider.identity(app.provider(), &to, (code, begun), app.now()).await
}

/// Begins a session for the person whose identity it is, or says what is missing.
async fn let_in(
    app: &App,
    (accounts, provider): (&Accounts, &Provider),
    t: &'static Texts,
    (identity, next): (&Identity, &str),
) -> Result<Response, Problem> {
    let person = match person(app, identity).await? {
        Ok(person) => person,
        Err(why) => {
            app.note(&format!("sign-in by {} refused: \"{}\": {why}", provider.issuer, identity.name()));
            let mail = identity.email.as_deref().unwrap_or("–");
            let words = t.fill("access-provider-unknown", &[("name", &provider.name), ("mail", mail)]);
            return failed(t, StatusCode::FORBIDDEN, words);
        }
    };
    let session = session::begin(app, accounts, &person, None).await?;
    Ok(([(header::SET_COOKIE, session)], Redirect::to(links::local(next))).into_response())
}

/// What the browser remembered, and where it wanted to go.
fn remembered(cookie: &str) -> Option<(Begun, String)> {
    let mut parts = cookie.splitn(4, '~').map(str::to_owned);
    let begun = Begun { state: parts.next()?, nonce: parts.next()?, verifier: parts.next()? };
    let next = links::unescaped(&parts.next()?);
    (!begun.state.is_empty()).then_some((begun, next))
}

/// Whose identity it is: that of who came with it before, or of the one person whose contact is its mail address and who
/// has no other identity there. Else why it is nobody's.
async fn person(app: &App, identity: &Identity) -> Result<Result<PersonId, &'static str>, Problem> {
    if let Some(account) = app.store().account_of_subject(&identity.subject).await? {
        return Ok(Ok(account.person));
    }
    let Some(email) = &identity.email else { return Ok(Err("the provider vouches for no mail address")) };
    let Some(person) = named_by_contact(&*app.read().await?, &email.to_lowercase()) else {
        return Ok(Err("the mail address is not the contact of exactly one person"));
    };
    if app.store().account(&person).await?.is_some_and(|a| a.subject.is_some()) {
        return Ok(Err("the person with that mail address has another name at the provider"));
    }
    app.store().set_subject(&person, &identity.subject).await?;
    Ok(Ok(person))
}
