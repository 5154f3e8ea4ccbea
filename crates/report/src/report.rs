//! A story in a format. Formats place what the story says, and add nothing. The same story gives the same bytes.

mod csv;
mod markdown;
mod page;
mod slides;

use std::fmt;
use std::str::FromStr;

use crate::story::{Audience, Given, story};
use crate::{ReportError, reckoning};

pub use page::{Logo, Looks};

/// A format of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One self-contained page.
    Html,
    /// Markdown, with tables in place of pictures.
    Markdown,
    /// One flat table of all figures and tables.
    Csv,
    /// `osmm-report/1`.
    Json,
    /// The assessment as a workbook whose numbers are formulas; the same for every audience.
    Xlsx,
    /// Slides.
    Pptx,
}

impl Format {
    /// All of them, with their names, which are the usual endings of their files where these are not said.
    pub const ALL: [(&'static str, Self); 6] = [
        ("html", Self::Html),
        ("markdown", Self::Markdown),
        ("csv", Self::Csv),
        ("json", Self::Json),
        ("xlsx", Self::Xlsx),
        ("pptx", Self::Pptx),
    ];

    /// The usual ending of its files.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
        }
    }

    /// Whether a logo and a style sheet are placed in it.
    #[must_use]
    pub fn has_looks(self) -> bool {
        self == Self::Html
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }

    /// The format of a file with this ending.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = match ending.to_ascii_lowercase().as_str() {
            "htm" => Self::Html.ending().to_owned(),
            "markdown" => Self::Markdown.ending().to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.iter().map(|(_, format)| *format).find(|format| format.ending() == ending)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::ALL.iter().find(|(_, one)| one == self).map_or("", |(name, _)| name))
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = || Self::ALL.map(|(name, _)| name).join(", ");
        let found = Self::ALL.iter().find(|(one, _)| *one == name).map(|(_, format)| *format);
        found.ok_or_else(|| format!("there is no format `{name}`; there are {}", known()))
    }
}

/// Writes what is told to an audience in a format. `looks` are for those formats that have looks.
///
/// # Errors
///
/// When the format cannot be put together.
pub fn render(given: Given<'_>, audience: Audience, format: Format, looks: &Looks) -> Result<Vec<u8>, ReportError> {
    let told = || story(given, audience);
    match format {
        Format::Html => page::page(&told(), looks).map(String::into_bytes),
        Format::Markdown => Ok(markdown::markdown(&told()).into_bytes()),
        Format::Csv => csv::csv(&told()),
        Format::Json => Ok((serde_json::to_string_pretty(&told())? + "\n").into_bytes()),
        Format::Xlsx => reckoning::write(given.assessment),
        Format::Pptx => slides::slides(&told()),
    }
}
