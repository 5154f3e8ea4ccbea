//! Asking the provider: one request, no redirects, little time, little memory.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Body;
use http_body_util::{BodyExt, Limited};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::outgoing::{chain, outgoing};

/// Bytes that an answer may have.
const LARGEST: usize = 1 << 20;
/// Time that an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unanswered(String);

/// Asks by encrypted connections only, unless the provider itself was set up without, for a trial on one machine.
#[derive(Clone, Copy)]
pub(super) struct Asker {
    plain: bool,
}

impl Asker {
    pub(super) fn of(issuer: &str) -> Self {
        let local = ["http://localhost:", "http://127.0.0.1:", "http://[::1]:"];
        Self { plain: local.iter().any(|start| issuer.starts_with(start)) }
    }

    async fn answer(self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let failed = |e: &dyn std::error::Error| Unanswered(chain(e));
        let client = outgoing(self.plain).map_err(|e| failed(&e))?;
        let answer = client.request(request.map(Body::from)).await.map_err(|e| failed(&e))?;
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(|e| Unanswered(e.to_string()))?;
        Ok(HttpResponse::from_parts(parts, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Asker {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let asker = *self;
        Box::pin(async move {
            let answer = tokio::time::timeout(PATIENCE, asker.answer(request)).await;
            answer.map_err(|_| Unanswered(format!("no answer in {} s", PATIENCE.as_secs())))?
        })
    }
}
