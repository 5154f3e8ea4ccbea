//! Answers in CSV: one row an item, columns by name in any order; comma, semicolon or tab.

use super::entry::{self, Beside};
use super::{Answers, Entry};
use crate::fault::{Place, nearest};
use crate::model::Model;
use crate::model::yaml::Faults;
use crate::response::Response;

/// Columns that are read.
pub(super) const READ: [&str; 9] = ["item", "answer", "ask", "reason", "by", "on", "note", "target", "verified"];
/// Columns of the template that are there for people only.
pub(super) const SHOWN: [&str; 5] = ["level", "activity", "title", "question", "anchors"];

pub(super) fn read(file: &str, text: &str, model: &Model) -> (Answers, Vec<Entry>) {
    let mut faults = Faults::new(file);
    let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|h| h.trim().to_lowercase()).collect(),
        Err(error) => {
            faults.add(Place { line: 1, column: 0 }, format!("not readable as CSV: {error}"), None);
            Vec::new()
        }
    };
    let usable = header(&columns, &mut faults);
    let lines = Lines::of(text);
    let mut entries = Vec::new();
    for record in reader.records().take_while(|_| usable) {
        match record {
            Ok(record) => entries.extend(row(&columns, &record, lines.place(record.position()), model, &mut faults)),
            Err(error) => faults.add(lines.place(error.position()), format!("not readable as CSV: {error}"), None),
        }
    }
    (Answers { faults: faults.list, ..Answers::default() }, entries)
}

/// Where lines start. (The reader's own line numbers are one short after a line that ends in CR LF.)
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { text, starts }
    }

    fn place(&self, position: Option<&::csv::Position>) -> Place {
        let byte = position.and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        let rest = self.text.get(byte..).unwrap_or_default();
        let start = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let line = self.starts.partition_point(|s| *s <= start);
        Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: 0 }
    }
}

/// The separator that the header line uses most.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(b',')
}

/// Whether the needed columns are there; unknown ones are reported, since what stands in them is not taken.
fn header(columns: &[String], faults: &mut Faults) -> bool {
    let place = Place { line: 1, column: 0 };
    for column in columns {
        if !READ.contains(&column.as_str()) && !SHOWN.contains(&column.as_str()) && !column.is_empty() {
            let hint = nearest(column, READ);
            faults.add(place, format!("unknown column `{column}`; what stands in it is not taken"), hint);
        }
    }
    let missing: Vec<&str> = ["item", "answer"].into_iter().filter(|c| !columns.iter().any(|h| h == c)).collect();
    for column in &missing {
        let hint = "the first line must name the columns; `osmm assess --template csv` prints a file to fill in";
        faults.add(place, format!("there is no column `{column}`; no answer is taken"), Some(hint.to_owned()));
    }
    missing.is_empty()
}

fn row(
    columns: &[String],
    record: &::csv::StringRecord,
    place: Place,
    model: &Model,
    faults: &mut Faults,
) -> Option<Entry> {
    let cell = |name: &str| {
        let text = columns.iter().position(|c| c == name).and_then(|i| record.get(i)).map(str::trim);
        text.filter(|t| !t.is_empty())
    };
    if record.iter().all(|c| c.trim().is_empty()) {
        return None;
    }
    let item = entry::item(cell("item").unwrap_or_default(), place, model, faults)?;
    let beside = Beside { reason: cell("reason"), ask: cell("ask") };
    let answer = entry::answer(cell("answer").unwrap_or_default(), place, beside, model, faults)?;
    let mut response = Response::unanswered(item);
    response.by = cell("by").map(str::to_owned);
    response.note = cell("note").map(str::to_owned);
    response.on = cell("on").and_then(|t| entry::date(t, place, faults));
    response.target = cell("target").and_then(|t| entry::rating(t, place, model, faults));
    response.verified = cell("verified").and_then(|t| entry::rating(t, place, model, faults));
    response.answer = answer;
    entry::verified_needs_a_rating(&mut response, place, faults);
    if response == Response::unanswered(response.item.clone()) {
        return None;
    }
    Some(Entry { place, response, evidence: Vec::new() })
}
