//! What protects every response and refuses odd requests, whatever the page.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::CsrfLayer;

use crate::access::{Access, Accounts, peer};
use crate::app::App;
use crate::error::Problem;

/// No page loads anything from elsewhere, runs a script that is not a file of ours, or can be put in a frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Sets the headers that keep browsers from doing what no page of ours asks for. Answers are not kept by caches, except
/// where a handler says otherwise.
pub(crate) async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if app.config().access.accounts().is_some_and(Accounts::secure) {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refuses requests for other names than ours: a page elsewhere may have made its own name point here.
pub(crate) async fn host(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = peer::host(&app.config().access, request.headers(), request.extensions());
    if app.config().hosts.iter().any(|h| h.eq_ignore_ascii_case(asked)) {
        return next.run(request).await;
    }
    Problem::Misdirected.into_response()
}

/// Tells requests from other sites apart, by what browsers say of their origin. Behind a proxy that changes the name under
/// which we are asked, our public address is ours, too.
pub(crate) fn cross_site(access: &Access) -> CsrfLayer {
    let layer = CsrfLayer::new();
    let origin = access.accounts().and_then(|accounts| accounts.origin.as_deref());
    // An address that is no origin is refused when the server is set up.
    origin.and_then(|origin| layer.clone().add_trusted_origin(origin).ok()).unwrap_or(layer)
}
