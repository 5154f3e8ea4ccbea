//! The API: its description, tags, pages, problems.

mod answers;
mod description;
mod guide;
mod manners;
mod record;
mod remote;
pub mod rights;
mod tokens;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::Value;

use crate::site::{Reply, Site};

/// An item of the model that every unit answers.
pub const ITEM: &str = "L2.consumption-compliance.risk-management";

impl Site {
    /// Reads something, which has to be there.
    pub async fn read(&self, path: &str) -> Value {
        let reply = self.get(&format!("/api/v1{path}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text);
        reply.json()
    }

    /// Asks as a program does; `tag` is sent as If-Match.
    pub async fn program(&self, method: &str, path: &str, tag: Option<&str>, body: Option<Value>) -> Reply {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some(tag) = tag {
            request = request.header(header::IF_MATCH, tag);
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |b| Body::from(b.to_string()));
        self.ask(request.body(body).unwrap()).await
    }
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The tag of the state that was sent.
    pub fn tag(&self) -> String {
        self.headers[header::ETAG].to_str().unwrap().to_owned()
    }
}
