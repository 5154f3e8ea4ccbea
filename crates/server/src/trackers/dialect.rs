//! What the API of a tracker looks like.

use axum::http::{HeaderMap, Method};
use osmm_report::tickets::Ticket;
use serde_json::Value;

use super::{Issue, Target};

/// Issues on a page.
pub(super) const PAGE: usize = 100;

/// How a tracker is asked, and how its answers are read. Nothing of it has an effect.
pub(super) struct Dialect {
    /// Headers that it wants.
    pub(super) headers: &'static [(&'static str, &'static str)],
    /// Asks for a page of the issues that carry the label; the first page has no name.
    pub(super) list: fn(&Target, &str) -> Asked,
    /// The issues of that page that name an action. Nothing when it is no such page.
    pub(super) listed: fn(&Target, &str, &Answered) -> Option<Listed>,
    /// Asks for an issue to be made.
    pub(super) make: fn(&Target, &Ticket) -> Asked,
    /// The issue that was made. Nothing when the answer does not name it.
    pub(super) made: fn(&Target, &Ticket, &Answered) -> Option<Issue>,
}

/// A request, without where it goes and who asks.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: Method,
    /// After the address of the tracker.
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

impl Asked {
    pub(super) fn get(path: String) -> Self {
        Self { method: Method::GET, path, body: None }
    }

    pub(super) fn post(path: String, body: Value) -> Self {
        Self { method: Method::POST, path, body: Some(body) }
    }
}

/// An answer of success.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Answered {
    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A page of issues.
pub(super) struct Listed {
    pub(super) issues: Vec<Issue>,
    /// The name of the next page.
    pub(super) next: Option<String>,
}

/// A text of a value.
pub(super) fn text<'v>(value: &'v Value, pointer: &str) -> Option<&'v str> {
    value.pointer(pointer)?.as_str()
}
