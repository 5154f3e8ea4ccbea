//! How it is said that something went wrong: problem+json (RFC 9457), with a status and a stable name.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Each status with its name among the components and what it means.
const ALL: [(u16, &str, &str); 15] = [
    (400, "Bad", "What was sent cannot be read, or says something that is not known."),
    (401, "Nobody", "The server has to know who asks: send a token."),
    (403, "Forbidden", "You may not see or do this."),
    (404, "NotFound", "Nothing is there, or nothing that you may see."),
    (405, "Method", "That cannot be done here; the header Allow says what can."),
    (406, "NotAcceptable", "None of the accepted kinds of answer is given here."),
    (409, "Conflict", "It cannot be done in the state that holds now. Nothing was changed."),
    (412, "Stale", "It was changed since you read it: read it again. Nothing was changed."),
    (413, "TooLarge", "More was sent than is taken."),
    (415, "Media", "What was sent is of another kind than is taken here."),
    (421, "Misdirected", "The server does not answer under that name."),
    (422, "Refused", "The rules of the record do not allow it. Nothing was changed."),
    (428, "Unconditional", "Say with If-Match which state you change: the ETag that you read. Nothing was changed."),
    (500, "Failed", "Something went wrong here; what was saved is safe."),
    (503, "Busy", "Others change the record all the time: try again. Nothing was changed."),
];

/// What is said.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct Shown {
    /// A stable name for the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What it is about here; may be empty.
    pub detail: String,
}

/// Points to a described answer.
pub(crate) fn reference(status: u16) -> Value {
    let name = ALL.iter().find(|(s, _, _)| *s == status).map_or("Failed", |(_, name, _)| name);
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// All answers that tell of a problem.
pub(crate) fn responses(schema: &Value) -> Map<String, Value> {
    let of =
        |words: &str| json!({ "description": words, "content": { "application/problem+json": { "schema": schema } } });
    ALL.iter().map(|(_, name, words)| ((*name).to_owned(), of(words))).collect()
}
