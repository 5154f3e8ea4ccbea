//! What is wrong in a text that somebody wrote, with its place and the way out. Faults are collected, all of them.

mod words;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use words::Words;

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Line; 0 when only the file is known.
    pub line: u32,
    /// Column; 0 when only the line is known.
    pub column: u32,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// File.
    pub file: String,
    /// Place in it.
    pub place: Place,
    /// What is wrong.
    #[schemars(with = "String")]
    pub message: Words,
    /// The way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub hint: Option<Words>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.location(), self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n    hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl Fault {
    /// `file:line:column`, as editors understand it.
    #[must_use]
    pub fn location(&self) -> String {
        match (self.place.line, self.place.column) {
            (0, _) => self.file.clone(),
            (line, 0) => format!("{}:{line}", self.file),
            (line, column) => format!("{}:{line}:{column}", self.file),
        }
    }
}

/// What may have been meant by a word that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Near {
    /// A known word that is near.
    Mean(String),
    /// None is, and these are all that are known.
    Known(Vec<String>),
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mean(word) => write!(f, "did you mean `{word}`?"),
            Self::Known(words) => write!(f, "known: {}", words.join(", ")),
        }
    }
}

/// The known word that is nearest, and where none is near, all that are known unless they are many.
#[must_use]
pub fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Near> {
    let known: Vec<&str> = known.into_iter().collect();
    let close = known.iter().map(|k| (strsim::normalized_damerau_levenshtein(word, k), k)).filter(|(s, _)| *s > 0.5);
    let best = close.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, k)| Near::Mean((*k).to_owned()));
    best.or_else(|| match known.len() {
        1..=12 => Some(Near::Known(known.into_iter().map(str::to_owned).collect())),
        _ => None,
    })
}

/// The same in English.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    near(word, known).map(|near| near.to_string())
}

/// The same in words.
#[must_use]
pub fn likely<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Words> {
    near(word, known).map(|near| match near {
        Near::Mean(word) => crate::words!("mean", "did you mean `{word}`?", word = word),
        Near::Known(words) => crate::words!("known", "known: {words}", words = words.join(", ")),
    })
}
