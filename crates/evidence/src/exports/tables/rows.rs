//! Mapped rows: what a kind of table is asked about.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Kind;
use crate::finding::Finding;

/// A cell by what its column holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Empty,
    /// Something is there that is not what the column holds.
    Unread,
    Text(Box<str>),
    Day(Date),
    Word(&'static str),
    Topics(Box<str>, Vec<&'static str>),
}

/// A row by the columns of its kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Days within which the organisation wants to answer, where the mapping says so.
    pub(super) limit_days: Option<u16>,
}

/// All rows of the tables of one kind.
#[derive(Debug)]
pub(super) struct Rows<'k> {
    kind: &'k Kind,
    rows: Vec<Row>,
    has: Vec<bool>,
    /// The day from which ages are told.
    pub(super) on: Date,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct One<'r> {
    kind: &'r Kind,
    row: &'r Row,
}

impl<'k> Rows<'k> {
    /// Rows that are the same in all that is read, as of two files that overlap, are one.
    pub(super) fn new(kind: &'k Kind, mut rows: Vec<Row>, has: Vec<bool>, on: Date) -> Self {
        rows.sort();
        rows.dedup();
        Self { kind, rows, has, on }
    }

    /// Whether every table has the column.
    pub(super) fn has(&self, id: &str) -> bool {
        self.kind.at(id).is_some_and(|at| self.has[at])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = One<'_>> {
        self.rows.iter().map(|row| One { kind: self.kind, row })
    }

    /// Whether a day is within the twelve months before.
    pub(super) fn within_year(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| day <= self.on && day.checked_add(12.months()).is_ok_and(|end| end >= self.on))
    }
}

impl<'r> One<'r> {
    fn cell(self, id: &str) -> &'r Cell {
        self.kind.at(id).and_then(|at| self.row.cells.get(at)).unwrap_or(&Cell::Empty)
    }

    /// A text as it is compared: without case.
    pub(super) fn text(self, id: &str) -> Option<Cow<'r, str>> {
        match self.cell(id) {
            Cell::Text(text) | Cell::Topics(text, _) => Some(Cow::Borrowed(text)),
            Cell::Word(word) => Some(Cow::Borrowed(*word)),
            Cell::Empty | Cell::Unread | Cell::Day(_) => None,
        }
    }

    /// Whether anything is there.
    pub(super) fn has(self, id: &str) -> bool {
        *self.cell(id) != Cell::Empty
    }

    pub(super) fn day(self, id: &str) -> Option<Date> {
        if let Cell::Day(day) = self.cell(id) { Some(*day) } else { None }
    }

    pub(super) fn word(self, id: &str) -> Option<&'static str> {
        if let Cell::Word(word) = self.cell(id) { Some(word) } else { None }
    }

    pub(super) fn topics(self, id: &str) -> &'r [&'static str] {
        if let Cell::Topics(_, topics) = self.cell(id) { topics } else { &[] }
    }

    pub(super) fn limit_days(self) -> Option<u16> {
        self.row.limit_days
    }
}

impl Finding {
    /// Adds a share of a number, open where there is nothing to take it of.
    pub(super) fn share(self, name: &str, part: usize, whole: usize) -> Self {
        match (u32::try_from(part), u32::try_from(whole)) {
            (Ok(part), Ok(whole)) if whole > 0 => self.number(name, rounded(f64::from(part) / f64::from(whole))),
            _ => self.open(name, "there is nothing that it could be a share of"),
        }
    }
}

/// A share to three places, never up: a share that is not reached is not shown as reached.
fn rounded(share: f64) -> f64 {
    (share * 1000.0 + 1e-9).floor() / 1000.0
}

/// `1 row`, `2 rows`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
