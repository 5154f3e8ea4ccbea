//! `/me`: one's own account: roles, password, sessions, tokens.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::Role;
use osmm_store::KeyKind;
use serde::Deserialize;

use super::{everywhere, roles, tokens};
use crate::access::throttle::ACCOUNT;
use crate::access::{password, session};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "access/me.html")]
struct Page {
    shell: Shell,
    roles: Vec<String>,
    manages: bool,
    reads_log: bool,
    /// Whether there is a password to change.
    has_password: bool,
    /// By which password managers know the account.
    handle: String,
    sessions: Vec<(String, bool)>,
    tokens: Vec<tokens::Line>,
    shown: Shown,
}

/// What is shown beside the lists.
#[derive(Default)]
pub(super) struct Shown {
    /// A token that was made just now.
    pub token: Option<String>,
    /// Field and message of what is wrong.
    pub fault: Option<(&'static str, String)>,
    /// What was typed for a token, when it has to be corrected.
    pub token_name: String,
    /// How it is answered.
    pub status: Option<StatusCode>,
}

impl Shown {
    pub(super) fn fault(field: &'static str, words: String) -> Self {
        let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
        Self { fault: Some((field, words)), status, ..Self::default() }
    }

    fn fault_of(&self, field: &str) -> Option<&str> {
        self.fault.as_ref().filter(|(of, _)| *of == field).map(|(_, words)| words.as_str())
    }
}

/// `GET /me`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    visit.in_person()?;
    page(&app, &visit, Shown::default()).await
}

pub(super) async fn page(app: &App, visit: &Visit, shown: Shown) -> Result<Response, Problem> {
    let (t, now, store) = (visit.t, app.now(), app.store());
    let key = visit.key.as_ref().ok_or(Problem::NotFound)?;
    let sessions = store.keys(KeyKind::Session).await?;
    let own = sessions.into_iter().filter(|s| s.person == visit.person && now < s.ends);
    let sessions = own.map(|s| {
        let words = [("since", t.moment(s.made).words), ("seen", t.moment(s.seen).words)];
        let words: Vec<(&str, &str)> = words.iter().map(|(n, v)| (*n, v.as_str())).collect();
        (t.fill("access-me-session", &words), s.digest == key.digest)
    });
    let sessions = sessions.collect();
    let has_password = store.account(&visit.person).await?.is_some_and(|a| a.password.is_some());
    let tokens = tokens::lines(app, visit).await?;
    let live = app.read().await?;
    let may = |roles: &[Role]| everywhere(app, &live, &visit.person, roles).is_ok();
    let handle = live.handle(&visit.person);
    let page = Page {
        roles: roles(t, app, &live, &visit.person),
        manages: may(&[Role::Lead, Role::Admin]),
        reads_log: may(&[Role::Lead, Role::Auditor]),
        shell: visit.shell(&live, t.say("access-me"), Section::Access, None),
        has_password,
        handle,
        sessions,
        tokens,
        shown,
    };
    Ok((page.shown.status.unwrap_or(StatusCode::OK), render(&page)?).into_response())
}

/// What is typed.
#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

/// `POST /me/password`
pub(crate) async fn change(
    State(app): State<App>,
    visit: Visit,
    Form(given): Form<Change>,
) -> Result<Response, Problem> {
    visit.in_person()?;
    let t = visit.t;
    let accounts = app.config().access.accounts().ok_or(Problem::NotFound)?;
    if let Some(fault) = password::fault(&given.new) {
        return page(&app, &visit, Shown::fault("new", t.say(fault))).await;
    }
    // Guessing from a browser that somebody left open is guessing, too.
    let name = format!("change {}", visit.person);
    let names = [(name.as_str(), ACCOUNT)];
    if let Some(minutes) = app.throttle().wait(&names, app.now()) {
        let words = t.count("access-wait", usize::try_from(minutes).unwrap_or(1));
        let status = Some(StatusCode::TOO_MANY_REQUESTS);
        return page(&app, &visit, Shown { status, ..Shown::fault("old", words) }).await;
    }
    app.throttle().failed(&names, app.now());
    let hash = app.store().account(&visit.person).await?.and_then(|a| a.password);
    if !password::is(given.old, hash).await {
        let handle = app.read().await?.handle(&visit.person);
        app.note(&format!("change of password refused: \"{handle}\": wrong password"));
        return page(&app, &visit, Shown::fault("old", t.say("access-password-old-wrong"))).await;
    }
    app.throttle().forget(&name);
    let hash = password::hash(given.new).await.map_err(Problem::Failed)?;
    app.store().set_password(&visit.person, &hash).await?;
    let cookie = session::begin(&app, accounts, &visit.person, None).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(links::ME)).into_response())
}

/// `POST /me/sessions/end`: all but this one.
pub(crate) async fn end_others(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    visit.in_person()?;
    let key = visit.key.as_ref().ok_or(Problem::NotFound)?;
    app.store().remove_keys(KeyKind::Session, &visit.person, Some(&key.digest)).await?;
    Ok(Redirect::to(links::ME).into_response())
}
