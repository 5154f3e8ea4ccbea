//! What operations take: parts of the path, questions after it, JSON, files. What cannot be read is a problem, and what
//! nobody asked for is refused, so that a mistyped name never goes unnoticed.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use osmm_store::MAX_BLOB;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::describe::{Operation, Takes};
use crate::app::App;
use crate::error::Problem;

/// Parts of the path.
pub(crate) struct At<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let taken = Path::from_request_parts(parts, app).await;
        taken.map(|Path(t)| Self(t)).map_err(|e| Problem::Bad(e.body_text()))
    }
}

impl<T: JsonSchema> Takes for At<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.parameters::<T>("path", schemas);
    }
}

/// What stands after the question mark.
pub(crate) struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let taken = Query::from_request_parts(parts, app).await;
        taken.map(|Query(t)| Self(t)).map_err(|e| Problem::Bad(e.body_text()))
    }
}

impl<T: JsonSchema> Takes for Asked<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.parameters::<T>("query", schemas);
    }
}

/// Nothing after the question mark.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// JSON that was sent.
pub(crate) struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if !is(request.headers(), "application/json") {
            return Err(Problem::Media);
        }
        let bytes = bytes(request, app).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|e| Problem::Bad(e.to_string()))
    }
}

impl<T: JsonSchema> Takes for Sent<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        let schema = schemas.subschema_for::<T>().to_value();
        operation.body("application/json", schema);
        operation.wrong(&[413, 415]);
    }
}

/// JSON that may be as large as a file.
pub(crate) struct Large<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Large<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Sent::from_request(request, app).await.map(|Sent(t)| Self(t))
    }
}

impl<T: JsonSchema> Takes for Large<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Sent::<T>::describe(operation, schemas);
        operation.take(MAX_BLOB);
    }
}

/// JSON that may have a file in it.
pub(crate) struct Whole<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Whole<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        Sent::from_request(request, app).await.map(|Sent(t)| Self(t))
    }
}

impl<T: JsonSchema> Takes for Whole<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        Sent::<T>::describe(operation, schemas);
        // Written in JSON, bytes take up a third more.
        operation.take(2 * MAX_BLOB);
    }
}

/// A file that was sent, as its bytes.
pub(crate) struct File(pub Vec<u8>);

impl FromRequest<App> for File {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        if !is(request.headers(), "application/octet-stream") {
            return Err(Problem::Media);
        }
        Ok(Self(bytes(request, app).await?.to_vec()))
    }
}

impl Takes for File {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.body("application/octet-stream", json!({ "type": "string", "format": "binary" }));
        operation.take(MAX_BLOB);
        operation.wrong(&[413, 415]);
    }
}

fn is(headers: &HeaderMap, kind: &str) -> bool {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    sent.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(kind)
}

async fn bytes(request: Request, app: &App) -> Result<Bytes, Problem> {
    let taken = Bytes::from_request(request, app).await;
    taken.map_err(|e| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Bad(e.body_text()),
    })
}
