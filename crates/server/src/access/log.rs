//! Noting who looks at answers of others: a page that shows some is not sent before the look is in the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::RequestExt;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::unit::UnitId;
use osmm_store::Access as Look;

use crate::app::App;

/// The same page seen again by the same person within this time is one look.
const ONCE: SignedDuration = SignedDuration::from_mins(10);
/// Looks that are remembered at most, so as not to note them again.
const KNOWN: usize = 10_000;

/// Who asks, found out while a request is handled and read when it is answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asker(Arc<OnceLock<PersonId>>);

impl Asker {
    pub(crate) fn is(&self, person: &PersonId) {
        self.0.get_or_init(|| person.clone());
    }
}

/// Looks of the last minutes.
#[derive(Debug, Default)]
pub(crate) struct Recent(Mutex<HashMap<(PersonId, String), Timestamp>>);

impl Recent {
    /// Whether a look is none that was noted a moment ago.
    fn is_new(&self, person: &PersonId, page: &str, now: Timestamp) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.get(&(person.clone(), page.to_owned()));
        before.is_none_or(|before| now.duration_since(*before) >= ONCE)
    }

    fn add(&self, person: PersonId, page: String, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN {
            known.retain(|_, before| now.duration_since(*before) < ONCE);
        }
        known.insert((person, page), now);
    }
}

/// Beginnings of routes under which answers are shown.
const SHOWING: [&str; 10] = [
    "/a/{assessment}",
    "/audit",
    "/goals",
    "/record.jsonl",
    "/api/v1/assessments/{",
    "/api/v1/events",
    "/api/v1/evidence",
    "/api/v1/export",
    "/api/v1/files",
    "/api/v1/record/events",
];
/// Parts of a route by which it is for giving one's own.
const GIVING: [&str; 3] = ["answer", "sort", "vote"];
/// The part of a route by which answers are given in somebody else's name.
const FOR_OTHERS: &str = "for";

/// Whether a route shows answers of others.
fn shows_answers(route: &str) -> bool {
    let shows = SHOWING.iter().any(|start| route.starts_with(start));
    let has = |parts: &[&str]| route.split('/').any(|part| parts.contains(&part));
    shows && (has(&[FOR_OTHERS]) || !has(&GIVING))
}

/// The layer that notes looks. One person alone on a machine has nobody to be seen by.
pub(crate) async fn noted(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned()).unwrap_or_default();
    let watched = app.config().access.accounts().is_some() && request.method() == Method::GET && shows_answers(&route);
    if !watched {
        return next.run(request).await;
    }
    let asker = Asker::default();
    request.extensions_mut().insert(asker.clone());
    let page = request.uri().path().to_owned();
    let parts: Option<RawPathParams> = request.extract_parts().await.ok();
    let part = |name: &str| {
        let mut all = parts.iter().flatten();
        all.find(|(n, _)| *n == name).map(|(_, value)| value.to_owned())
    };
    let (assessment, unit) = (part("assessment").map(AssessmentId), part("unit").map(UnitId));
    let response = next.run(request).await;
    let Some(person) = asker.0.get().filter(|_| response.status().is_success()) else { return response };
    let now = app.now();
    if app.recent().is_new(person, &page, now) {
        let look = Look { at: now, person: person.clone(), page: page.clone(), assessment, unit };
        if let Err(error) = app.store().add_access(&look).await {
            return crate::error::Problem::from(error).into_response();
        }
        app.recent().add(person.clone(), page, now);
    }
    response
}

#[cfg(test)]
mod tests {
    #[test]
    fn looks_are_at_answers_of_others() {
        for route in [
            "/a/{assessment}",
            "/a/{assessment}/unit/{unit}/item/{item}",
            "/a/{assessment}/unit/{unit}/for/{person}/answer/{item}",
            "/api/v1/assessments/{id}/answers",
        ] {
            assert!(super::shows_answers(route), "{route}");
        }
        for route in ["/a/{assessment}/unit/{unit}/answer/{item}", "/a/{assessment}/unit/{unit}/sort", "/me", "/people"]
        {
            assert!(!super::shows_answers(route), "{route}");
        }
    }
}
