//! What operations give: JSON, with a tag where it can be changed, lists a page at a time, files.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use schemars::{JsonSchema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::describe::{Gives, Operation};
use super::tag::tag;
use crate::error::Problem;
use crate::links::part;

fn json_answer<T: JsonSchema>(words: &str, schemas: &mut SchemaGenerator) -> Value {
    let schema = schemas.subschema_for::<T>().to_value();
    json!({ "description": words, "content": { "application/json": { "schema": schema } } })
}

fn tagged(mut answer: Value) -> Value {
    answer["headers"]["ETag"] = json!({ "required": true, "schema": { "type": "string" },
        "description": "Which state this is, for If-Match and If-None-Match." });
    answer
}

impl<T: JsonSchema> Gives for Json<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.answer(200, json_answer::<T>("As it is now.", schemas));
    }
}

/// One thing with the tag of its state.
pub(crate) struct Tagged<T>(pub T);

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, tag(&self.0))], Json(self.0)).into_response()
    }
}

impl<T: JsonSchema> Gives for Tagged<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        operation.answer(200, tagged(json_answer::<T>("As it is now.", schemas)));
    }
}

/// A new thing, and where it is.
pub(crate) struct Made<T> {
    pub place: String,
    pub thing: T,
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let place = format!("{}{}", super::ROOT, self.place);
        (StatusCode::CREATED, [(header::LOCATION, place)], Tagged(self.thing)).into_response()
    }
}

impl<T: JsonSchema> Gives for Made<T> {
    fn describe(operation: &mut Operation, schemas: &mut SchemaGenerator) {
        let mut answer = tagged(json_answer::<T>("Made.", schemas));
        answer["headers"]["Location"] =
            json!({ "required": true, "schema": { "type": "string" }, "description": "Where it is." });
        operation.answer(201, answer);
    }
}

/// Done, and nothing more to say.
pub(crate) struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

impl Gives for Done {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        operation.answer(204, json!({ "description": "Done." }));
    }
}

/// Bytes that are kept: nothing that a browser shows as a page of this server.
pub(crate) struct Bytes(pub Vec<u8>);

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CONTENT_DISPOSITION, "attachment")];
        (headers, self.0).into_response()
    }
}

impl Gives for Bytes {
    fn describe(operation: &mut Operation, _: &mut SchemaGenerator) {
        let content = json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } });
        operation.answer(200, json!({ "description": "The bytes.", "content": content }));
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paging {
    /// How many at most; 100 if nothing is said.
    #[schemars(range(min = 1, max = 500), extend("examples" = [100]))]
    limit: Option<u16>,
    /// What follows this one, as `next` of the page before has it.
    after: Option<String>,
}

impl Paging {
    pub(crate) fn limit(&self) -> Result<usize, Problem> {
        limit(self.limit)
    }
}

/// How many at most.
pub(crate) fn limit(given: Option<u16>) -> Result<usize, Problem> {
    match given.unwrap_or(100) {
        n @ 1..=500 => Ok(usize::from(n)),
        n => Err(Problem::Bad(format!("limit is {n}, and can be 1 to 500"))),
    }
}

/// A part of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page<T> {
    /// What is there.
    pub items: Vec<T>,
    /// Where the list goes on; absent when this is its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference"))]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page of a list in the order of its keys.
    pub(crate) fn of(
        uri: &Uri,
        paging: &Paging,
        all: impl IntoIterator<Item = T>,
        key: impl Fn(&T) -> String,
    ) -> Result<Json<Self>, Problem> {
        let limit = paging.limit()?;
        let mut all: Vec<(String, T)> = all.into_iter().map(|t| (key(&t), t)).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let mut rest = all.into_iter().skip_while(|(k, _)| paging.after.as_ref().is_some_and(|after| k <= after));
        let page: Vec<(String, T)> = rest.by_ref().take(limit).collect();
        let last = page.last().map(|(k, _)| k.clone()).filter(|_| rest.next().is_some());
        let next = last.map(|after| following(uri, &after));
        Ok(Json(Self { items: page.into_iter().map(|(_, t)| t).collect(), next }))
    }
}

/// The same question with another `after`.
pub(crate) fn following(uri: &Uri, after: &str) -> String {
    let asked = uri.query().unwrap_or_default().split('&');
    let kept = asked.filter(|q| !q.is_empty() && !q.starts_with("after="));
    let kept: String = kept.flat_map(|q| [q, "&"]).collect();
    // Inside the router the path is that below the root of the API.
    format!("{}{}?{kept}after={}", super::ROOT, uri.path().trim_start_matches(super::ROOT), part(after))
}

/// Says that nothing has changed to who knows the state already.
pub(crate) async fn unchanged(request: Request, next: Next) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let Some((known, tag)) = known.zip(response.headers().get(header::ETAG).cloned()) else { return response };
    if response.status() != StatusCode::OK || !names(&known, &tag) {
        return response;
    }
    (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response()
}

/// Whether a list of tags names one.
fn names(list: &HeaderValue, tag: &HeaderValue) -> bool {
    let mut list = list.to_str().unwrap_or_default().split(',').map(|t| t.trim().trim_start_matches("W/"));
    list.any(|t| t == "*" || t.as_bytes() == tag.as_bytes())
}
