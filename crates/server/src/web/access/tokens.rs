//! `/me/tokens`: letting programs in, in one's own name.

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use osmm_maturity::digest::Digest;
use osmm_store::{Key, KeyKind, new_secret};
use serde::Deserialize;

use super::day;
use super::me::{self, Shown};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::who::Visit;

/// Days that a token can hold at most.
const LONGEST: i64 = 366;
/// Signs that a name can have at most.
const NAME: usize = 80;

/// A token in the list.
pub(super) struct Line {
    pub digest: String,
    pub name: String,
    pub scope: String,
    pub until: String,
    pub seen: String,
}

/// One's own tokens that still open.
pub(super) async fn lines(app: &App, visit: &Visit) -> Result<Vec<Line>, Problem> {
    let (t, now) = (visit.t, app.now());
    let keys = app.store().keys(KeyKind::Token).await?;
    let own = keys.into_iter().filter(|key| key.person == visit.person && now < key.ends);
    let line = |key: Key| Line {
        scope: t.say(if key.writes { "access-token-writes" } else { "access-token-reads" }),
        until: t.fill("access-token-until", &[("day", &day(t, key.ends))]),
        seen: if key.seen == key.made { t.say("access-never") } else { t.moment(key.seen).words },
        digest: key.digest.0,
        name: key.name,
    };
    Ok(own.map(line).collect())
}

/// What is typed.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    name: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    days: String,
}

/// `POST /me/tokens`
pub(crate) async fn make(State(app): State<App>, visit: Visit, Form(given): Form<Given>) -> Result<Response, Problem> {
    visit.in_person()?;
    app.config().access.accounts().ok_or(Problem::NotFound)?;
    let name: String = given.name.trim().chars().filter(|c| !c.is_control()).take(NAME).collect();
    if name.is_empty() {
        let fault = Shown::fault("token", visit.t.say("access-token-name-missing"));
        return me::page(&app, &visit, fault).await;
    }
    let days = given.days.parse().unwrap_or(90_i64).clamp(1, LONGEST);
    let (secret, now) = (format!("osmm_{}", new_secret()?), app.now());
    let ends = now.saturating_add(SignedDuration::from_hours(24 * days)).map_err(|e| Problem::Failed(e.to_string()))?;
    let key = Key::new(KeyKind::Token, &secret, &visit.person, now, ends);
    app.store().add_key(&Key { name, writes: given.scope == "write", ..key }).await?;
    me::page(&app, &visit, Shown { token: Some(secret), ..Shown::default() }).await
}

/// Which token.
#[derive(Deserialize)]
pub(crate) struct Which {
    digest: String,
}

/// `POST /me/tokens/end`
pub(crate) async fn end(State(app): State<App>, visit: Visit, Form(which): Form<Which>) -> Result<Response, Problem> {
    visit.in_person()?;
    let digest = Digest(which.digest);
    let keys = app.store().keys(KeyKind::Token).await?;
    if !keys.iter().any(|key| key.digest == digest && key.person == visit.person) {
        return Err(Problem::NotFound);
    }
    app.store().remove_key(&digest).await?;
    Ok(Redirect::to(links::ME).into_response())
}
