//! The line to a tracker: one request at a time, with limits of time and memory, and with the pauses that it asks for.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use base64::Engine;
use http_body_util::{BodyExt, Limited};
use jiff::Timestamp;

use super::dialect::{Answered, Asked};
use super::{Kind, Login, Target, TrackerError};
use crate::outgoing::{Outgoing, chain, outgoing};

/// Bytes that an answer may have: a page of the longest issues.
const LARGEST: usize = 64 << 20;
/// Time for an answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often something that changes nothing is asked.
const TRIES: usize = 4;
/// Time until something that failed is asked again, where nothing is said.
const REST: Duration = Duration::from_secs(1);

/// A line to a tracker.
pub(super) struct Line {
    target: Target,
    login: (&'static str, HeaderValue),
    client: Outgoing,
    /// The longest that is waited.
    pause: Duration,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line").field("target", &self.target).finish_non_exhaustive()
    }
}

impl Line {
    pub(super) fn to(target: &Target, login: &Login, pause: Duration) -> Result<Self, TrackerError> {
        let plain = target.url.starts_with("http://");
        let client =
            outgoing(plain).map_err(|e| TrackerError::Unreachable { target: target.to_string(), reason: chain(&e) })?;
        Ok(Self { target: target.clone(), login: header_of(target.kind, login)?, client, pause })
    }

    /// Asks for something that changes nothing; again where it fails or a pause is wanted.
    pub(super) async fn ask(&self, asked: &Asked) -> Result<Answered, TrackerError> {
        let mut tried = 1;
        loop {
            let error = match self.ask_once(asked).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let pause = error.pause();
            let again = error.in_doubt() || pause.is_some_and(|pause| self.may_rest(pause));
            if tried == TRIES || !again {
                return Err(error);
            }
            tried += 1;
            self.rest(pause).await;
        }
    }

    /// Asks once.
    pub(super) async fn ask_once(&self, asked: &Asked) -> Result<Answered, TrackerError> {
        let target = || self.target.to_string();
        let request = self.request(asked).map_err(|_| TrackerError::Address(self.target.url.clone()))?;
        let broke = |reason: String| TrackerError::Broke { target: target(), reason };
        let late = |_| broke(format!("no answer within {} seconds", PATIENCE.as_secs()));
        let answer = tokio::time::timeout(PATIENCE, self.client.request(request)).await.map_err(late)?;
        let answer = answer.map_err(|e| {
            let reason = chain(&e);
            // A connection that never came about changed nothing.
            if e.is_connect() { TrackerError::Unreachable { target: target(), reason } } else { broke(reason) }
        })?;
        let (head, body) = answer.into_parts();
        let body = tokio::time::timeout(PATIENCE, Limited::new(Body::new(body), LARGEST).collect());
        let body = body.await.map_err(late)?.map_err(|e| broke(e.to_string()))?.to_bytes().to_vec();
        if head.status.is_redirection() {
            let to = head.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
            return Err(TrackerError::Elsewhere { target: target(), to: to.to_owned() });
        }
        if head.status.is_success() {
            return Ok(Answered { headers: head.headers, body });
        }
        Err(TrackerError::of(target(), head.status, wanted_pause(head.status, &head.headers), &body))
    }

    fn request(&self, asked: &Asked) -> Result<Request<Body>, axum::http::Error> {
        let mut request = Request::builder().method(&asked.method).uri(format!("{}{}", self.target.url, asked.path));
        for (name, value) in self.target.kind.dialect().headers {
            request = request.header(*name, *value);
        }
        let (name, login) = &self.login;
        request = request.header(*name, login.clone()).header(header::USER_AGENT, "osmm");
        let body = asked.body.as_ref().map(ToString::to_string).unwrap_or_default();
        if asked.method != Method::GET {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        request.body(Body::from(body))
    }

    /// Whether a pause is short enough to be waited for.
    pub(super) fn may_rest(&self, pause: Duration) -> bool {
        pause <= self.pause
    }

    /// Waits, as the tracker wants or else for a moment.
    pub(super) async fn rest(&self, pause: Option<Duration>) {
        tokio::time::sleep(pause.unwrap_or(REST).min(self.pause)).await;
    }
}

/// Who asks, as the tracker wants it.
fn header_of(kind: Kind, login: &Login) -> Result<(&'static str, HeaderValue), TrackerError> {
    let (name, text) = match (kind, &login.user) {
        (Kind::GitLab, _) => ("private-token", login.token.clone()),
        (Kind::Jira | Kind::JiraCloud, Some(user)) => {
            let both = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{}", login.token));
            ("authorization", format!("Basic {both}"))
        }
        _ => ("authorization", format!("Bearer {}", login.token)),
    };
    let mut value = HeaderValue::try_from(text).map_err(|_| TrackerError::Token)?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// The pause that an answer asks for: in seconds, or until a time when a limit is used up.
fn wanted_pause(status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
    if ![StatusCode::FORBIDDEN, StatusCode::TOO_MANY_REQUESTS].contains(&status) {
        return None;
    }
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let until = || {
        let used_up = number("x-ratelimit-remaining") == Some(0);
        let now = u64::try_from(Timestamp::now().as_second()).unwrap_or(0);
        number("x-ratelimit-reset").or(number("ratelimit-reset")).filter(|_| used_up).map(|at| at.saturating_sub(now))
    };
    number("retry-after").or_else(until).map(Duration::from_secs)
}
