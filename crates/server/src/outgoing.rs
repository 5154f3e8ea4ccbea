//! Asking another server: encrypted unless that is left open, by authorities that the system trusts, without redirects.

use axum::body::Body;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// What asks.
pub(crate) type Outgoing = Client<HttpsConnector<HttpConnector>, Body>;

/// Something that asks. With `plain`, an address may also begin with `http`.
pub(crate) fn outgoing(plain: bool) -> std::io::Result<Outgoing> {
    let connector = HttpsConnectorBuilder::new().with_native_roots()?;
    let connector = if plain { connector.https_or_http() } else { connector.https_only() };
    Ok(Client::builder(TokioExecutor::new()).build(connector.enable_http1().build()))
}

/// An error with its causes.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}
