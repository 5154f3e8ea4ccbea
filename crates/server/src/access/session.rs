//! Sessions of browsers and tokens of programs: finding out whose they are, beginning and ending them.

use axum::http::{HeaderMap, HeaderValue, Method, header};
use jiff::{SignedDuration, Timestamp};
use osmm_maturity::event::PersonId;
use osmm_store::{Key, KeyKind, Store, StoreError, new_secret};

use super::Accounts;
use crate::app::App;
use crate::error::Problem;

/// Use of a key is noted no more often than this.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// The cookie's name. With the prefix, browsers take it from an encrypted connection to this very host only.
fn name(accounts: &Accounts) -> &'static str {
    if accounts.secure() { "__Host-osmm_session" } else { "osmm_session" }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let pairs = all.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(n, _)| *n == name).map(|(_, value)| value).next()
}

/// The header that hands a browser a secret, or takes it away again.
pub(crate) fn set_cookie(accounts: &Accounts, name: &str, secret: &str, seconds: i64) -> Result<HeaderValue, Problem> {
    let secure = if accounts.secure() { "; Secure" } else { "" };
    let text = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    text.parse().map_err(|_| Problem::Failed("a cookie cannot be written".to_owned()))
}

/// Whose request it is. A program shows a token, and one that only reads changes nothing.
pub(crate) async fn key_of(
    app: &App,
    accounts: &Accounts,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Key, Problem> {
    let bearer = headers.get(header::AUTHORIZATION).map(|v| v.to_str().unwrap_or_default());
    let found = match bearer {
        Some(text) => {
            let secret = text.strip_prefix("Bearer ").unwrap_or_default();
            app.store().key(KeyKind::Token, secret.trim()).await?
        }
        None => match cookie(headers, name(accounts)) {
            Some(secret) => app.store().key(KeyKind::Session, secret).await?,
            None => None,
        },
    };
    let now = app.now();
    let key = found.filter(|key| holds(key, now)).ok_or(Problem::SignIn)?;
    if !key.writes && !method.is_safe() {
        return Err(Problem::Forbidden);
    }
    if now.duration_since(key.seen) > NOTED {
        app.store().touch_key(&key.digest, now).await?;
    }
    Ok(key)
}

/// Whether a key still opens.
fn holds(key: &Key, now: Timestamp) -> bool {
    let idle = key.kind == KeyKind::Session && now.duration_since(key.seen) > Accounts::IDLE;
    now < key.ends && !idle
}

/// Begins a session: the header that hands it to the browser. `until` ends it earlier than others.
pub(crate) async fn begin(
    app: &App,
    accounts: &Accounts,
    person: &PersonId,
    until: Option<Timestamp>,
) -> Result<HeaderValue, Problem> {
    let (secret, now) = (new_secret()?, app.now());
    let ends = now.saturating_add(Accounts::SESSION).map_err(|e| Problem::Failed(e.to_string()))?;
    let ends = until.map_or(ends, |until| until.min(ends));
    app.store().add_key(&Key::new(KeyKind::Session, &secret, person, now, ends)).await?;
    set_cookie(accounts, name(accounts), &secret, ends.duration_since(now).as_secs())
}

/// Ends the session of a browser.
pub(crate) async fn end(store: &Store, accounts: &Accounts, headers: &HeaderMap) -> Result<HeaderValue, Problem> {
    if let Some(secret) = cookie(headers, name(accounts)) {
        let found: Result<_, StoreError> = store.key(KeyKind::Session, secret).await;
        if let Some(key) = found? {
            store.remove_key(&key.digest).await?;
        }
    }
    set_cookie(accounts, name(accounts), "", 0)
}
