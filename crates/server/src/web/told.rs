//! What came of something that was sent: what is wrong with its place, what is worth a look, what was done.

use axum::http::StatusCode;
use osmm_maturity::fault::Fault;

use crate::texts::{Said, Texts};

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
    pub message: Said,
    pub hint: Option<Said>,
}

impl Line {
    pub(crate) fn of(t: &Texts, fault: &Fault) -> Self {
        let hint = fault.hint.as_ref().map(|h| t.said(h));
        Self { place: fault.location(), message: t.said(&fault.message), hint }
    }
}

impl Told {
    /// A fault without a place.
    pub(crate) fn refused(words: String) -> Self {
        Self::unreadable(words, String::new())
    }

    /// The same, with what the reader of a format says.
    pub(crate) fn unreadable(words: String, detail: String) -> Self {
        let line = Line { place: String::new(), message: Said { detail, ..words.into() }, hint: None };
        Self { faults: vec![line], ..Self::default() }
    }

    /// Faults alone.
    pub(crate) fn wrong(t: &Texts, faults: &[Fault]) -> Self {
        Self { faults: faults.iter().map(|f| Line::of(t, f)).collect(), ..Self::default() }
    }

    pub(crate) fn status(&self) -> StatusCode {
        if self.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}
