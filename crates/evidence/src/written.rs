//! A file that somebody wrote for this program, and places in it.

use std::ops::Range;

use osmm_maturity::observation::Problem;

/// A text and what it is called.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    pub(crate) place: &'a str,
}

impl Source<'_> {
    /// What is wrong at a place, and the way out.
    pub(crate) fn fault(&self, at: Range<usize>, message: String, hint: &str) -> Problem {
        Problem { place: self.at(at), message, hint: Some(hint.to_owned()) }
    }

    /// A place in words.
    pub(crate) fn at(&self, at: Range<usize>) -> String {
        let before = self.text.get(..at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}, line {line}, column {column}", self.place)
    }
}
