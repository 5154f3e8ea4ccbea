//! What came of something that was sent: what is wrong with its place, what is worth a look, what was done.

use axum::http::StatusCode;
use osmm_maturity::fault::Fault;

/// What came of an upload.
#[derive(Default)]
pub(crate) struct Told {
    /// What is wrong: nothing was taken then.
    pub faults: Vec<Line>,
    /// What is worth a look.
    pub notes: Vec<Line>,
    /// What was done.
    pub done: Option<String>,
}

/// A thing with its place.
pub(crate) struct Line {
    pub place: String,
    pub message: String,
    pub hint: String,
}

impl From<&Fault> for Line {
    fn from(fault: &Fault) -> Self {
        let hint = fault.hint.clone().unwrap_or_default();
        Self { place: fault.location(), message: fault.message.clone(), hint }
    }
}

impl Told {
    /// A fault without a place.
    pub(crate) fn refused(words: String) -> Self {
        let line = Line { place: String::new(), message: words, hint: String::new() };
        Self { faults: vec![line], ..Self::default() }
    }

    pub(crate) fn status(&self) -> StatusCode {
        if self.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}
