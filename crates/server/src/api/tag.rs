//! Tags of states: who changes something says which state was read, so that nobody overwrites what they have not seen.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use osmm_maturity::digest::Digest;
use schemars::SchemaGenerator;
use serde::Serialize;
use serde_json::json;

use super::describe::{Operation, Takes};
use crate::app::App;
use crate::error::Problem;

/// The tag of a state: it follows from the content alone.
pub(crate) fn tag(thing: &impl Serialize) -> String {
    let digest = Digest::of(thing).0;
    let digits: String = digest.trim_start_matches("sha256:").chars().take(32).collect();
    format!("\"{digits}\"")
}

/// The state that is to be changed.
pub(crate) struct IfMatch(String);

impl IfMatch {
    /// Refuses when something else holds by now.
    pub(crate) fn holds(&self, thing: &impl Serialize) -> Result<(), Problem> {
        let now = tag(thing);
        let named = self.0.split(',').map(str::trim).any(|t| t == "*" || t == now);
        if named { Ok(()) } else { Err(Problem::Stale) }
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let given = parts.headers.get(header::IF_MATCH).ok_or(Problem::Unconditional)?;
        let given = given.to_str().unwrap_or_default();
        let is_tag = |t: &str| t.len() == 34 && t.starts_with('"') && t.ends_with('"');
        if given != "*" && !given.split(',').all(|t| is_tag(t.trim())) {
            return Err(Problem::Bad(format!("`{given}` is no tag: send the ETag that you read, quotes included")));
        }
        Ok(Self(given.to_owned()))
    }
}

impl Takes for IfMatch {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.parameter(json!({ "name": "If-Match", "in": "header", "required": true, "example": "*",
            "description": "The ETag of the state that is changed; `*` for whatever holds.",
            "schema": { "type": "string", "pattern": "^(\\*|\"[0-9a-f]{32}\")$" } }));
        operation.wrong(&[412, 428]);
    }
}
