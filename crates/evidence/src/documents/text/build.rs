//! Puts a document together as a reader of its format meets the parts.

use super::{Line, Text, Unit, clean_title, near, pair, spaced, table, tidy};

/// A document that is being read.
#[derive(Default)]
pub(super) struct Build {
    text: Text,
    /// Pairs that were written as such; they come before those that lines only look like.
    pairs: Vec<(String, String)>,
}

impl Build {
    pub(super) fn counting(unit: Unit) -> Self {
        Self { text: Text { unit, ..Text::default() }, pairs: Vec::new() }
    }

    /// A heading; the title is named apart.
    pub(super) fn heading(&mut self, at: u32, text: &str) {
        let text = spaced(text);
        if text.chars().any(char::is_alphanumeric) {
            self.text.headings.push(Line { at, text, continues: false });
        }
    }

    /// The title, of which the first counts.
    pub(super) fn title(&mut self, at: u32, text: &str) {
        if let (None, Some(text)) = (&self.text.title, clean_title(&spaced(text))) {
            self.text.title = Some(Line { at, text, continues: false });
        }
    }

    pub(super) fn has_title(&self) -> bool {
        self.text.title.is_some()
    }

    pub(super) fn has_heading(&self) -> bool {
        self.has_title() || !self.text.headings.is_empty()
    }

    /// A paragraph or a part of one.
    pub(super) fn line(&mut self, at: u32, text: &str, continues: bool) {
        let text = spaced(text);
        if text.chars().any(char::is_alphanumeric) {
            self.text.lines.push(Line { at, text, continues });
        }
    }

    /// A key and its value.
    pub(super) fn pair(&mut self, key: &str, value: &str) {
        self.pairs.extend(tidy(&spaced(key), &spaced(value)));
    }

    /// The cells of a table, whose text is a part of the lines already.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        self.pairs.extend(table::pairs(rows));
    }

    /// The pairs alone, for a part of a document that is no text of its own.
    pub(super) fn into_pairs(self) -> Vec<(String, String)> {
        self.finish().pairs
    }

    /// Without a title, the first heading is one, else a short first line.
    pub(super) fn finish(self) -> Text {
        let Self { mut text, mut pairs } = self;
        pairs.extend(near(&text.lines).filter_map(|line| pair(&line.text)));
        text.pairs = pairs;
        if text.title.is_none() {
            let first = text.lines.first().filter(|line| line.text.len() <= 100 && !line.text.ends_with('.'));
            let found = text.headings.first().or(first).cloned();
            text.title = found.and_then(|line| Some(Line { text: clean_title(&line.text)?, ..line }));
        }
        let all = text.title.iter().chain(&text.headings).chain(&text.lines);
        text.words = all.map(|line| line.text.to_lowercase()).collect::<Vec<_>>().join(" ");
        text
    }
}
