//! The file `osmm-columns.toml`: which column of an export is which, remembered for every later one with that header.

use std::collections::BTreeMap;

use jiff::civil::Date;
use osmm_maturity::fault::nearest;
use osmm_maturity::observation::Problem;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::days::Order;
use super::topics::plain;
use super::{ALL, Kind};
use crate::organisation::fits;

/// The name of such a file.
pub(super) const FORMAT: &str = "osmm-columns/1";

/// Largest file that is read.
const MOST_BYTES: usize = 1 << 20;

/// Mappings, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    mappings: Vec<Mapping>,
    /// The file as it was read.
    text: Option<String>,
}

/// How one kind of export is read.
#[derive(Debug, Clone)]
pub(super) struct Mapping {
    pub(super) kind: &'static Kind,
    /// Where it stands, for messages.
    pub(super) place: String,
    file: Option<String>,
    sheet: Option<String>,
    /// For each column of the kind the header.
    columns: Vec<Option<String>>,
    /// For each column of the kind a word that stands in every row.
    pub(super) fixed: Vec<Option<&'static str>>,
    /// For each column of the kind the forms that mean a word, in plain text.
    pub(super) values: Vec<Vec<(String, &'static str)>>,
    pub(super) order: Option<Order>,
    pub(super) made_on: Option<Date>,
    pub(super) sla_days: Option<u16>,
    delimiter: Option<u8>,
}

impl Mapping {
    /// For each column of the kind the name of that of the file.
    pub(super) fn names(&self) -> impl Iterator<Item = Option<&str>> {
        self.columns.iter().map(Option::as_deref)
    }

    pub(super) fn names_the_file(&self) -> bool {
        self.file.is_some()
    }

    fn is_for(&self, file: &str) -> bool {
        self.file.as_ref().is_none_or(|form| fits(&form.to_lowercase(), &file.to_lowercase()))
    }

    pub(super) fn is_for_sheet(&self, sheet: &str) -> bool {
        self.sheet.as_ref().is_none_or(|form| plain(form) == plain(sheet))
    }
}

impl Columns {
    /// Reads the text of an `osmm-columns.toml`. `place` is how the file is called in messages.
    ///
    /// # Errors
    ///
    /// All faults at once, each with its line and the way out.
    pub fn parse(text: &str, place: &str) -> Result<Self, Vec<Problem>> {
        let source = Source { text, place };
        if text.len() > MOST_BYTES {
            return Err(vec![source.fault(0, format!("it is larger than {MOST_BYTES} bytes"), "remove old mappings")]);
        }
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            vec![source.fault(at, error.message().to_owned(), "docs/reference/imports.md describes the file")]
        })?;
        let mut faults = Vec::new();
        if file.format.get_ref() != FORMAT {
            let message = format!("the format `{}` is not known", file.format.get_ref());
            faults.push(source.fault(file.format.span().start, message, "this program reads osmm-columns/1"));
        }
        let mappings = file.table.iter().filter_map(|table| mapping(table, &source, &mut faults)).collect();
        if faults.is_empty() { Ok(Self { mappings, text: Some(text.to_owned()) }) } else { Err(faults) }
    }

    /// The file of mappings, for another machine that is to read the same; nothing where there is none.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The mappings that may be for a file, those that name it first.
    pub(super) fn of(&self, file: &str) -> impl Iterator<Item = &Mapping> {
        let fit =
            |named: bool| self.mappings.iter().filter(move |one| one.names_the_file() == named && one.is_for(file));
        fit(true).chain(fit(false)).collect::<Vec<_>>().into_iter()
    }

    /// The delimiter that a mapping states for a file that it names.
    pub(super) fn delimiter(&self, file: &str) -> Option<u8> {
        self.of(file).filter(|one| one.names_the_file()).find_map(|one| one.delimiter)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: Spanned<String>,
    #[serde(default)]
    table: Vec<Spanned<Written>>,
}

/// One mapping as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: Spanned<String>,
    file: Option<String>,
    sheet: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    fixed: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, Spanned<Vec<String>>>>,
    date_format: Option<Order>,
    made_on: Option<Spanned<Datetime>>,
    sla_days: Option<u16>,
    delimiter: Option<Spanned<String>>,
}

fn mapping(table: &Spanned<Written>, source: &Source<'_>, faults: &mut Vec<Problem>) -> Option<Mapping> {
    let start = table.span().start;
    let written = table.get_ref();
    let Some(kind) = Kind::of(written.kind.get_ref()) else {
        let ids = ALL.iter().map(|kind| kind.id);
        let near = nearest(written.kind.get_ref(), ids).unwrap_or_default();
        let message = format!("there is no kind of table `{}`", written.kind.get_ref());
        faults.push(source.fault(written.kind.span().start, message, &near));
        return None;
    };
    let mut checked = Checked { kind, source, start, faults };
    let columns = checked.columns(&written.columns);
    let fixed = checked.fixed(&written.fixed);
    let values = checked.values(&written.values);
    let lacks = kind.lacks(|id| kind.at(id).is_some_and(|at| columns[at].is_some() || fixed[at].is_some()));
    for group in lacks {
        let message = format!("a table of the kind {} needs {group}", kind.id);
        checked.fault(start, message, "name that column under `columns`");
    }
    let made_on = written.made_on.as_ref().and_then(|day| checked.day(day));
    let delimiter = written.delimiter.as_ref().and_then(|one| checked.delimiter(one));
    Some(Mapping {
        kind,
        place: format!("{}, line {}", source.place, source.line(start)),
        file: written.file.clone(),
        sheet: written.sheet.clone(),
        columns,
        fixed,
        values,
        order: written.date_format,
        made_on,
        sla_days: written.sla_days,
        delimiter,
    })
}

/// Checks what a mapping says against its kind.
struct Checked<'a> {
    kind: &'static Kind,
    source: &'a Source<'a>,
    start: usize,
    faults: &'a mut Vec<Problem>,
}

impl Checked<'_> {
    fn fault(&mut self, at: usize, message: String, hint: &str) {
        self.faults.push(self.source.fault(at, message, hint));
    }

    fn column(&mut self, id: &str, at: usize) -> Option<usize> {
        let found = self.kind.at(id);
        if found.is_none() {
            let near = nearest(id, self.kind.columns.iter().map(|column| column.id)).unwrap_or_default();
            self.fault(at, format!("a table of the kind {} has no `{id}`", self.kind.id), &near);
        }
        found
    }

    fn word(&mut self, column: usize, word: &str, at: usize) -> Option<&'static str> {
        let words = self.kind.columns[column].holds.words();
        let found = words.iter().copied().find(|one| *one == word);
        if found.is_none() {
            let hint =
                if words.is_empty() { "it holds no words".to_owned() } else { format!("one of: {}", words.join(", ")) };
            let id = self.kind.columns[column].id;
            self.fault(at, format!("`{word}` is no word of `{id}`"), &hint);
        }
        found
    }

    fn columns(&mut self, written: &BTreeMap<String, Spanned<String>>) -> Vec<Option<String>> {
        let mut all = vec![None; self.kind.columns.len()];
        for (id, header) in written {
            if let Some(at) = self.column(id, header.span().start) {
                all[at] = Some(header.get_ref().clone()).filter(|name| !plain(name).is_empty());
            }
        }
        all
    }

    fn fixed(&mut self, written: &BTreeMap<String, Spanned<String>>) -> Vec<Option<&'static str>> {
        let mut all = vec![None; self.kind.columns.len()];
        for (id, word) in written {
            if let Some(at) = self.column(id, word.span().start) {
                all[at] = self.word(at, word.get_ref(), word.span().start);
            }
        }
        all
    }

    fn values(
        &mut self,
        written: &BTreeMap<String, BTreeMap<String, Spanned<Vec<String>>>>,
    ) -> Vec<Vec<(String, &'static str)>> {
        let mut all = vec![Vec::new(); self.kind.columns.len()];
        for (id, words) in written {
            let Some(at) = self.column(id, self.start) else { continue };
            for (word, texts) in words {
                if let Some(word) = self.word(at, word, texts.span().start) {
                    all[at].extend(texts.get_ref().iter().map(|text| (text.trim().to_lowercase(), word)));
                }
            }
        }
        all
    }

    fn day(&mut self, written: &Spanned<Datetime>) -> Option<Date> {
        let day = written.get_ref().date.and_then(|day| {
            Date::new(i16::try_from(day.year).ok()?, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
        });
        if day.is_none() {
            self.fault(written.span().start, "it is no day".to_owned(), "write it as 2026-03-31");
        }
        day
    }

    fn delimiter(&mut self, written: &Spanned<String>) -> Option<u8> {
        match written.get_ref().as_bytes() {
            [one] if one.is_ascii() && !one.is_ascii_alphanumeric() && !b"\"\r\n".contains(one) => Some(*one),
            _ => {
                self.fault(written.span().start, "it is no delimiter".to_owned(), "one of `,`, `;`, `\\t` and `|`");
                None
            }
        }
    }
}

/// A text and what it is called.
struct Source<'a> {
    text: &'a str,
    place: &'a str,
}

impl Source<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }

    fn fault(&self, at: usize, message: String, hint: &str) -> Problem {
        let place = format!("{}, line {}", self.place, self.line(at));
        Problem { place, message, hint: Some(hint.to_owned()).filter(|hint| !hint.is_empty()) }
    }
}
