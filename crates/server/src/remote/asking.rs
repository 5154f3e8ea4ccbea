//! The line to a server: one request at a time, with limits of time and memory.

use std::io::Write;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt, Limited};
use osmm_store::MAX_BLOB;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::RemoteError;
use crate::outgoing::{Outgoing, chain, outgoing};

/// Bytes that an answer may have: the largest file, or a page of the longest events.
const LARGEST: usize = 4 * MAX_BLOB;
/// Time until an answer begins, and for a piece of it. What is sent may be large.
const PATIENCE: Duration = Duration::from_secs(300);

/// A line to a server.
pub(super) struct Line {
    url: String,
    token: Option<HeaderValue>,
    client: Outgoing,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Line").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Line {
    pub(super) fn to(url: &str, token: Option<String>, plain: bool) -> Result<Self, RemoteError> {
        let address: Uri = url.trim_end_matches('/').parse().map_err(|_| RemoteError::Address(url.to_owned()))?;
        let (scheme, authority) = (address.scheme_str().unwrap_or_default(), address.authority());
        let whole = authority.filter(|a| !a.as_str().contains('@') && !a.host().is_empty());
        let whole = whole.filter(|_| ["http", "https"].contains(&scheme) && address.path() == "/");
        let authority =
            whole.filter(|_| address.query().is_none()).ok_or_else(|| RemoteError::Address(url.to_owned()))?;
        let unencrypted = scheme == "http";
        if unencrypted && !plain && !here(authority.host()) {
            return Err(RemoteError::Plain(url.to_owned()));
        }
        let url = format!("{scheme}://{authority}");
        let header = |token: String| {
            let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| RemoteError::Token)?;
            value.set_sensitive(true);
            Ok::<_, RemoteError>(value)
        };
        let token = token.map(header).transpose()?;
        let unreachable = |e: std::io::Error| RemoteError::Unreachable { url: url.clone(), reason: chain(&e) };
        Ok(Self { client: outgoing(unencrypted).map_err(unreachable)?, url, token })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RemoteError> {
        self.read(&self.bytes(path).await?)
    }

    pub(super) async fn bytes(&self, path: &str) -> Result<Vec<u8>, RemoteError> {
        let request = Request::builder().method(Method::GET);
        let answer = self.ask(path, request, Body::empty()).await?;
        self.whole(answer).await
    }

    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        tag: &str,
        what: &impl Serialize,
    ) -> Result<T, RemoteError> {
        let body = serde_json::to_vec(what).map_err(|e| RemoteError::Writing(e.into()))?;
        let request = Request::builder().method(Method::POST).header(header::CONTENT_TYPE, "application/json");
        let answered = async {
            let answer = self.ask(path, request.header(header::IF_MATCH, tag), Body::from(body)).await?;
            self.whole(answer).await
        };
        // A connection that never came about changed nothing; one that broke may have.
        let answered = answered.await.map_err(|e| match e {
            RemoteError::Unreachable { url, reason } if !reason.contains("tcp connect") => {
                RemoteError::InDoubt { url, reason }
            }
            other => other,
        });
        self.read(&answered?)
    }

    /// Writes an answer as it comes.
    pub(super) async fn pour(&self, path: &str, to: &mut impl Write) -> Result<(), RemoteError> {
        let answer = self.ask(path, Request::builder().method(Method::GET), Body::empty()).await?;
        let mut body = answer.into_body();
        while let Some(frame) = self.patiently(body.frame()).await? {
            if let Ok(data) = frame.map_err(|e| self.unreachable(&e))?.into_data() {
                to.write_all(&data)?;
            }
        }
        Ok(())
    }

    /// Asks; gives the answer if it is one.
    async fn ask(&self, path: &str, request: Builder, body: Body) -> Result<Response<Body>, RemoteError> {
        let mut request = request.uri(format!("{}{path}", self.url)).header(header::ACCEPT, "application/json");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, token.clone());
        }
        let request = request.body(body).map_err(|_| RemoteError::Address(self.url.clone()))?;
        let answer =
            self.patiently(self.client.request(request)).await?.map_err(|e| self.unreachable(&e))?.map(Body::new);
        let status = answer.status();
        if status == StatusCode::OK {
            return Ok(answer);
        }
        if status.is_redirection() {
            let to = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or("elsewhere");
            return Err(RemoteError::Elsewhere { url: self.url.clone(), to: to.to_owned() });
        }
        let said = self.whole(answer).await?;
        Err(RemoteError::of_answer(&self.url, path, status, &said))
    }

    async fn whole(&self, answer: Response<Body>) -> Result<Vec<u8>, RemoteError> {
        let body = self.patiently(Limited::new(answer.into_body(), LARGEST).collect()).await?;
        let body = body.map_err(|e| self.unreachable(&*e))?;
        Ok(body.to_bytes().to_vec())
    }

    fn read<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, RemoteError> {
        serde_json::from_slice(bytes).map_err(|e| {
            let (url, reason) = (self.url.clone(), e.to_string());
            // What is no JSON at all is no server of ours.
            let ours = bytes.first().is_some_and(|b| *b == b'{');
            if ours { RemoteError::Newer { url, reason } } else { RemoteError::Other { url, reason } }
        })
    }

    async fn patiently<T>(&self, what: impl Future<Output = T>) -> Result<T, RemoteError> {
        let in_time = tokio::time::timeout(PATIENCE, what).await;
        let late = || format!("no answer in {} s", PATIENCE.as_secs());
        in_time.map_err(|_| RemoteError::Unreachable { url: self.url.clone(), reason: late() })
    }

    fn unreachable(&self, error: &(dyn std::error::Error + 'static)) -> RemoteError {
        let (url, reason) = (self.url.clone(), chain(error));
        if reason.contains("certificate") {
            return RemoteError::Certificate { url, reason };
        }
        RemoteError::Unreachable { url, reason }
    }
}

/// Whether a name is that of this machine.
fn here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let loopback = bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    loopback || bare.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_name_and_is_encrypted_beyond_this_machine() {
        for good in ["https://osmm.example", "https://osmm.example:8443/", "http://127.0.0.1:7878", "http://[::1]:1"] {
            assert!(Line::to(good, None, false).is_ok(), "{good}");
        }
        for odd in ["osmm.example", "ftp://a", "https://a/b", "https://u:p@a", "https://a?b", "", "http://"] {
            assert!(matches!(Line::to(odd, None, false), Err(RemoteError::Address(_))), "{odd}");
        }
        for plain in ["http://osmm.example", "http://10.0.0.5:7878", "http://127.0.0.1.example"] {
            assert!(matches!(Line::to(plain, None, false), Err(RemoteError::Plain(_))), "{plain}");
            assert!(Line::to(plain, None, true).is_ok(), "{plain}");
        }
        assert!(matches!(Line::to("https://a", Some("a\nb".to_owned()), false), Err(RemoteError::Token)));
    }
}
