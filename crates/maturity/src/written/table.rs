//! Tables in text: columns by name in any order; comma, semicolon or tab; rows with the line where they start.

use csv::{Position, ReaderBuilder, StringRecord};

use crate::fault::Place;
use crate::model::yaml::Faults;
use crate::words;

/// A column that a reader knows, with other names for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its name.
    pub name: &'static str,
    /// What else people call it.
    pub also: &'static [&'static str],
}

/// A table as read.
#[derive(Debug)]
pub(crate) struct Table {
    /// Names of the columns, in lower case.
    pub columns: Vec<String>,
    /// Rows with at least one cell that is not empty.
    pub rows: Vec<Row>,
}

/// A row with its line.
#[derive(Debug)]
pub(crate) struct Row {
    /// Where it starts.
    pub place: Place,
    /// Its cells.
    cells: StringRecord,
}

impl Table {
    /// Where a column stands, if it is there.
    pub(crate) fn find(&self, column: Column) -> Option<usize> {
        let named = |name: &str| self.columns.iter().position(|c| c == name);
        named(column.name).or_else(|| column.also.iter().find_map(|n| named(n)))
    }
}

impl Row {
    /// What a cell holds, unless it is empty.
    pub(crate) fn cell(&self, column: Option<usize>) -> Option<&str> {
        self.cells.get(column?).map(str::trim).filter(|t| !t.is_empty())
    }
}

/// Where the header line is.
pub(crate) const HEADER: Place = Place { line: 1, column: 0 };

/// Reads a table; rows that cannot be read are reported and left out.
pub(crate) fn delimited(text: &str, faults: &mut Faults) -> Table {
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|h| h.trim().to_lowercase()).collect(),
        Err(error) => {
            faults.say(HEADER, words!("no-csv", "not readable as CSV: {detail}", detail = error), None);
            Vec::new()
        }
    };
    let lines = Lines::of(text);
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(cells) if cells.iter().all(|c| c.trim().is_empty()) => {}
            Ok(cells) => rows.push(Row { place: lines.place(cells.position()), cells }),
            Err(error) => {
                let message = words!("no-csv", "not readable as CSV: {detail}", detail = error);
                faults.say(lines.place(error.position()), message, None);
            }
        }
    }
    Table { columns, rows }
}

/// The separator that the header line uses most.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |c: u8| header.bytes().filter(|b| *b == c).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(b',')
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

    fn place(&self, position: Option<&Position>) -> Place {
        let byte = position.and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        let rest = self.text.get(byte..).unwrap_or_default();
        let start = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let line = self.starts.partition_point(|s| *s <= start);
        Place { line: u32::try_from(line).unwrap_or(u32::MAX), column: 0 }
    }
}
