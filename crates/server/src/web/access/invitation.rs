//! `/invitation/{secret}`: setting a password by a link that opens once.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_store::{Key, KeyKind, PersonData};
use serde::Deserialize;

use crate::access::{password, session};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::render;
use crate::texts::Texts;
use crate::who::Reader;

#[derive(Template)]
#[template(path = "access/invitation.html")]
struct Page {
    t: &'static Texts,
    /// Whom it is for; absent when the link opens nothing.
    person: Option<PersonData>,
    fault: Option<&'static str>,
}

/// What is typed.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    password: String,
}

/// The invitation of a secret and whom it is for, if it still opens.
async fn find(app: &App, secret: &str) -> Result<Option<(Key, PersonData)>, Problem> {
    app.config().access.accounts().ok_or(Problem::NotFound)?;
    let key = app.store().key(KeyKind::Invitation, secret).await?.filter(|key| app.now() < key.ends);
    let Some(key) = key else { return Ok(None) };
    let person = app.store().person(&key.person).await?.and_then(|p| p.data);
    Ok(person.map(|person| (key, person)))
}

fn over(t: &'static Texts) -> Result<Response, Problem> {
    let page = render(&Page { t, person: None, fault: None })?;
    Ok((StatusCode::NOT_FOUND, page).into_response())
}

/// `GET /invitation/{secret}`
pub(crate) async fn form(
    State(app): State<App>,
    Reader(t): Reader,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    match find(&app, &secret).await? {
        Some((_, person)) => render(&Page { t, person: Some(person), fault: None }),
        None => over(t),
    }
}

/// `POST /invitation/{secret}`
pub(crate) async fn set(
    State(app): State<App>,
    Reader(t): Reader,
    Path(secret): Path<String>,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let accounts = app.config().access.accounts().ok_or(Problem::NotFound)?;
    let Some((key, person)) = find(&app, &secret).await? else { return over(t) };
    if let Some(fault) = password::fault(&given.password) {
        let page = render(&Page { t, person: Some(person), fault: Some(fault) })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let hash = password::hash(given.password).await.map_err(Problem::Failed)?;
    // Of two who open it at the same time, one is too late.
    if !app.store().remove_key(&key.digest).await? {
        return over(t);
    }
    app.store().set_password(&key.person, &hash).await?;
    let cookie = session::begin(&app, accounts, &key.person, None).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::HOME)).into_response())
}
