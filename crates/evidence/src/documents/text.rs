//! What a reader sees of a document, whatever format it is written in: its title, headings and lines, each with a place,
//! and the pairs of key and value that its tables, fields and attributes hold.
//!
//! Every format has a file of its own, which knows the marks of the format and nothing of what is looked for. All of them
//! read hostile bytes within limits; what is behind a limit is refused with the reason, never left out in silence.

mod asciidoc;
mod build;
mod docx;
mod html;
mod pdf;
mod plain;
mod rst;
mod table;

use osmm_maturity::observation::Place;

use crate::facts::Content;

/// Endings of documents in text.
pub(super) const WRITTEN: &[&str] = &["md", "markdown", "adoc", "asciidoc", "rst", "txt", "html", "htm"];

/// Endings of documents that are no text.
pub(super) const PACKED: &[&str] = &["docx", "pdf"];

/// Whether a file of this name is a document whose bytes are no text.
pub(crate) fn is_packed(name: &str) -> bool {
    ending(name).is_some_and(|ending| PACKED.contains(&ending))
}

pub(super) fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}

/// A document as a reader sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) title: Option<Line>,
    /// All headings, the title among them where it is one.
    pub(crate) headings: Vec<Line>,
    /// What is neither heading nor markup.
    pub(crate) lines: Vec<Line>,
    /// Keys, in lower case, and their values: of tables, fields and attributes, and of lines near the start and the end.
    pub(crate) pairs: Vec<(String, String)>,
    /// Everything in lower case with single spaces, since words that belong together may stand on two lines.
    pub(crate) words: String,
    unit: Unit,
}

/// The title of a file of this name, where the format tells it without the rest: the same as [`Text::of`] finds.
pub(crate) fn title(name: &str, content: &Content) -> Option<Option<Line>> {
    match (content, ending(name)) {
        (Content::Text(_), Some("html" | "htm" | "adoc" | "asciidoc" | "rst")) => None,
        (Content::Text(text), _) => Some(plain::title(text)),
        _ => None,
    }
}

/// What places are counted in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Unit {
    #[default]
    Line,
    Paragraph,
    Page,
}

/// A heading or a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Line of the file, paragraph or page, from 1.
    pub(crate) at: u32,
    pub(crate) text: String,
    /// Whether it goes on where the line before it ends.
    pub(crate) continues: bool,
}

impl Text {
    /// Reads a file of this name.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words that follow its name. Text can always be read.
    pub(crate) fn of(name: &str, content: &Content) -> Result<Self, String> {
        match (content, ending(name)) {
            (Content::Text(text), Some("html" | "htm")) => Ok(html::read(text)),
            (Content::Text(text), Some("adoc" | "asciidoc")) => Ok(asciidoc::read(text)),
            (Content::Text(text), Some("rst")) => Ok(rst::read(text)),
            (Content::Text(text), _) => Ok(plain::read(text)),
            (Content::Bytes(bytes), Some("docx")) => docx::read(bytes),
            (Content::Bytes(bytes), Some("pdf")) => pdf::read(bytes),
            _ => Err("its text was not read".to_owned()),
        }
    }

    /// Where a line is.
    pub(crate) fn place(&self, line: &Line) -> Place {
        match self.unit {
            Unit::Line => Place::Line(line.at),
            Unit::Paragraph => Place::Paragraph(line.at),
            Unit::Page => Place::Page(line.at),
        }
    }

    /// Characters of text without headings and markup.
    pub(crate) fn length(&self) -> usize {
        self.lines.iter().map(|line| line.text.chars().count()).sum()
    }

    /// What it names: its headings, its keys, and what stands before a colon at the start of a line; lower case.
    pub(crate) fn named(&self) -> impl Iterator<Item = String> {
        let before_colon = |line: &Line| {
            let (key, _) = line.text.split_once(':')?;
            (key.len() < 40).then(|| key.to_lowercase())
        };
        let headings = self.headings.iter().map(|line| line.text.to_lowercase());
        headings.chain(self.lines.iter().filter_map(before_colon)).chain(self.pairs.iter().map(|(key, _)| key.clone()))
    }
}

/// `Key: value`, `**Key:** value`, `| Key | value |`, with the key in lower case.
fn pair(line: &str) -> Option<(String, String)> {
    let line = line.trim().trim_start_matches(['-', '*', '>', ':']).trim();
    let plain = line.replace("**", "").replace('`', "").replace("__", "");
    let plain = plain.trim();
    match plain.strip_prefix('|') {
        Some(row) => {
            let (key, value) = row.split_once('|')?;
            tidy(key, value.split('|').next().unwrap_or_default())
        }
        None => plain.split_once(':').and_then(|(key, value)| tidy(key, value)),
    }
}

/// A key in lower case and a value, both without marks; nothing where one of them is empty or too long to be one.
fn tidy(key: &str, value: &str) -> Option<(String, String)> {
    let key = key.trim().trim_matches(|c: char| "*_:".contains(c)).to_lowercase();
    let value = value.trim().trim_matches(|c: char| "*_\"'".contains(c)).trim().to_owned();
    (!key.is_empty() && key.len() <= 40 && !value.is_empty() && value.len() <= 120).then_some((key, value))
}

/// Lines from the start, and from the end, in which a document describes itself.
const NEAR: usize = 60;

/// The first and the last lines, each once.
fn near<T>(lines: &[T]) -> impl Iterator<Item = &T> {
    let tail = lines.len().saturating_sub(NEAR).max(NEAR.min(lines.len()));
    lines.iter().take(NEAR).chain(lines.iter().skip(tail))
}

/// Text as a title, without the marks around it.
fn clean_title(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(|c: char| "#*_`\"'=".contains(c)).trim();
    let text: String = text.chars().take(160).collect();
    (!text.is_empty()).then_some(text)
}

/// White space as single spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Reads the main part of a DOCX.
#[cfg(fuzzing)]
pub(crate) fn fuzz(xml: &str) {
    docx::fuzz(xml);
}

#[cfg(test)]
mod tests;
