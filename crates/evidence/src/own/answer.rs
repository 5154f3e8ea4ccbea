//! What a rule answers: whether it holds, in words, and where that shows.

use crate::facts::{Entry, File};
use crate::finding::Finding;

use super::rule::Held;

/// Longest summary.
const LONGEST: usize = 300;

/// An answer with what shows it.
#[derive(Debug)]
pub(super) struct Answer<'f> {
    pub(super) held: Held,
    pub(super) words: String,
    /// Files with the line.
    pub(super) places: Vec<(&'f Entry, Option<u32>)>,
    /// Files or folders that were counted.
    pub(super) count: Option<usize>,
    /// What could not be read, though the answer holds without it.
    pub(super) partial: Option<String>,
}

impl<'f> Answer<'f> {
    pub(super) fn new(held: Held, words: impl Into<String>) -> Self {
        Self { held, words: words.into(), places: Vec::new(), count: None, partial: None }
    }

    pub(super) fn at(mut self, places: impl IntoIterator<Item = (&'f Entry, Option<u32>)>) -> Self {
        self.places.extend(places);
        self
    }

    /// As the answer of a signal.
    pub(super) fn finding(self) -> Finding {
        let words: String = self.words.chars().take(LONGEST).collect();
        let finding = match self.held {
            Held::Yes => Finding::seen(words),
            Held::No => Finding::not_seen(words),
            Held::Unknown(reason) => Finding::could_not_look(reason),
        };
        let finding = self.places.into_iter().fold(finding, |finding, (entry, line)| finding.at_entry(entry, line));
        let finding = self.count.into_iter().fold(finding, |finding, count| finding.count("files", count));
        self.partial.into_iter().fold(finding, Finding::partial)
    }
}

/// Files with a line each, by path.
pub(super) fn lines<'f>(files: &[(&'f File, Option<u32>)]) -> Vec<(&'f Entry, Option<u32>)> {
    files.iter().map(|(file, line)| (&file.entry, *line)).collect()
}
