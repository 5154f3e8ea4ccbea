//! Reading an assessment file back, and checking its numbers against its own basis.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Assessment, evaluate};

/// Why an assessment file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RecomputeError {
    /// Not JSON, or not this format.
    #[error("not a readable osmm-assessment/1 file: {message} (line {line}, column {column})")]
    Format {
        /// What is wrong.
        message: String,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
    },
}

/// A number in the file that does not follow from the rest of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// Where, as a JSON pointer (RFC 6901).
    pub place: String,
    /// What the file says.
    pub stated: String,
    /// What follows from the file.
    pub computed: String,
}

/// Reads an assessment file.
pub fn parse(text: &str) -> Result<Assessment, RecomputeError> {
    serde_json::from_str(text).map_err(|e| {
        let full = e.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(m, _)| m).to_owned();
        RecomputeError::Format { message, line: e.line(), column: e.column() }
    })
}

/// Computes the results afresh from the file's own model, answers, evidence and observations, and lists every
/// place where the file says otherwise; none means that every number holds.
#[must_use]
pub fn recompute(file: &Assessment) -> (super::Results, Vec<Difference>) {
    let results =
        evaluate(&file.model, &file.responses, &file.evidence, file.scan.as_ref(), file.as_of, file.snapshots);
    let mut differences = Vec::new();
    let digest = file.model.digest();
    compare("/model_digest", &Value::String(file.model_digest.clone()), &Value::String(digest), &mut differences);
    let json = |r: &super::Results| serde_json::to_value(r).unwrap_or(Value::Null);
    compare("/results", &json(&file.results), &json(&results), &mut differences);
    (results, differences)
}

fn compare(place: &str, stated: &Value, computed: &Value, out: &mut Vec<Difference>) {
    match (stated, computed) {
        (Value::Object(a), Value::Object(b)) => {
            let mut keys: Vec<&String> = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k))).collect();
            keys.sort();
            for key in keys {
                let child = format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
                compare(&child, a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null), out);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for i in 0..a.len().max(b.len()) {
                let child = format!("{place}/{i}");
                compare(&child, a.get(i).unwrap_or(&Value::Null), b.get(i).unwrap_or(&Value::Null), out);
            }
        }
        (a, b) if same(a, b) => {}
        (a, b) => out.push(Difference { place: place.to_owned(), stated: a.to_string(), computed: b.to_string() }),
    }
}

/// Equal, with a hair of tolerance for numbers that another program rounded.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(x), Some(y)) => (x - y).abs() <= 1e-9,
        _ => a == b,
    }
}
