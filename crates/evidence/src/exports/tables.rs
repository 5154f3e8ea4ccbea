//! Exports of the organisation's own systems, as tables: training, tickets, registers.
//!
//! ```text
//! bytes --grid--> cells --columns--> mapped rows --kind--> Finding
//! ```
//!
//! A kind of table is one file: its columns with the names that they go by, and one function from mapped rows to what they
//! say. Which column of a file is which is guessed from its header, or said once in a file `osmm-columns.toml` and
//! remembered ([`Columns`]). Rows are about people and projects; what comes out are counts, shares and days.

mod columns;
mod days;
mod draft;
mod grid;
mod header;
mod rows;
mod text;
mod topics;
mod typed;
mod workbook;

mod ccla_register;
mod cmdb;
mod memberships;
mod risk_register;
mod staff;
mod support_register;
mod tickets;
mod training;

use jiff::civil::Date;
use osmm_maturity::observation::AskedSignal;

use super::Import;
use super::document::{Refusal, clean};
use crate::finding::Finding;
use crate::options::Limits;

pub use columns::Columns;
pub use draft::{Draft, Named, draft};
use rows::{Row, Rows};

/// All kinds, sorted by id.
pub const ALL: &[Kind] = &[
    ccla_register::KIND,
    cmdb::KIND,
    memberships::KIND,
    risk_register::KIND,
    staff::KIND,
    support_register::KIND,
    tickets::KIND,
    training::KIND,
];

/// One kind of table, and the question that it answers.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Stable name of the signal that it becomes; models, observations and mappings refer to it.
    pub id: &'static str,
    /// What such a table is called, in words.
    pub name: &'static str,
    /// Short name of the signal for a reader.
    pub title: &'static str,
    /// The question, answered by the verdict.
    pub question: &'static str,
    /// What is counted, and what does not count.
    pub looks_at: &'static str,
    /// How to get such a file.
    pub remedy: &'static str,
    /// First version of the program that reads it.
    pub since: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Columns that every row fills, by id.
    pub keys: &'static [&'static str],
    /// Further columns, of which a table needs at least one of each group.
    pub needs: &'static [&'static [&'static str]],
    /// What the rows say.
    read: fn(&Rows<'_>) -> Finding,
}

/// A column of a kind of table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in mappings.
    pub id: &'static str,
    /// What it holds, in words.
    pub what: &'static str,
    /// How its cells are read.
    pub holds: Holds,
    /// Names that it goes by, the likelier first; compared without case and punctuation.
    pub names: &'static [&'static str],
}

impl Column {
    /// What several registers have.
    const REVIEWED: Self = Self {
        id: "reviewed",
        what: "day of the last review",
        holds: Holds::Day,
        names: &[
            "last review",
            "last reviewed",
            "reviewed on",
            "review date",
            "letzte prüfung",
            "geprüft am",
            "überprüft am",
            "last review date",
            "last assessed",
            "letzte bewertung",
            "bewertet am",
        ],
    };
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// A text that is compared and counted, and never shown.
    Text,
    /// A day that is past.
    Day,
    /// A day that may be to come.
    Until,
    /// One of these words, each with the texts that mean it.
    Words(&'static [(&'static str, &'static [&'static str])]),
    /// A text, and the topics that it is about by its own words.
    Topics,
}

impl Holds {
    /// The words that a mapping may give meanings to.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Words(words) => words.iter().map(|(word, _)| *word).collect(),
            Self::Topics => topics::ALL.to_vec(),
            Self::Text | Self::Day | Self::Until => Vec::new(),
        }
    }

    /// Whether it is a day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        matches!(self, Self::Day | Self::Until)
    }
}

impl Kind {
    /// A kind by its id.
    #[must_use]
    pub fn of(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|kind| kind.id == id)
    }

    pub(super) fn asked(&self) -> AskedSignal {
        AskedSignal::new(self.id, self.title, self.question, self.remedy)
    }

    /// The place of a column.
    fn at(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// How many groups of columns a table needs.
    fn groups(&self) -> usize {
        self.keys.len() + self.needs.len()
    }

    /// The groups of which none is there, in words.
    fn lacks(&self, has: impl Fn(&str) -> bool) -> Vec<String> {
        let keys = self.keys.iter().map(std::slice::from_ref);
        let groups = keys.chain(self.needs.iter().copied()).filter(|group| !group.iter().any(|id| has(id)));
        groups.map(|group| format!("`{}`", group.join("` or `"))).collect()
    }
}

/// A file that was read: rows by the columns of its kind.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) kind: &'static Kind,
    rows: Vec<Row>,
    /// Columns of the kind that the file has.
    has: Vec<bool>,
    /// Where the rows are: `Sheet!A1:F20`.
    pub(super) place: String,
    pub(super) made_on: Option<Date>,
    /// The day that a mapping or the name of the file says, from which ages are told.
    stated: Option<Date>,
    pub(super) oddities: Vec<String>,
    /// What could not be read of it.
    partial: Option<String>,
}

/// Whether a file is a table.
pub(super) fn is_one(import: &Import) -> bool {
    grid::is_one(&import.file, &import.bytes)
}

/// Reads a table, with the mapping that fits it or with what its header says.
pub(super) fn read(import: &Import, columns: &Columns, on: Date, limits: &Limits) -> Result<Table, Refusal> {
    let grids = grid::read(&import.bytes, columns.delimiter(&import.file), limits)?;
    let found = header::find(&import.file, &grids, columns)?;
    typed::table(&import.file, found, grids.oddities.clone(), on)
}

/// What several tables of one kind say together: their rows are one table. There is at least one.
pub(super) fn observe(tables: Vec<Table>, on: Date) -> Finding {
    let Some(kind) = tables.first().map(|table| table.kind) else {
        return Finding::could_not_look("there is no table");
    };
    // The newest day in a table says how old it is at most. What is recent, or over, is told from the day that is stated,
    // else from that of the look: a list of old reviews would have a recent one by its own measure.
    let on = tables.iter().map(|table| table.stated.unwrap_or(on)).max().unwrap_or(on);
    let has = (0..kind.columns.len()).map(|at| tables.iter().all(|table| table.has[at])).collect();
    let partial: Vec<String> = tables.iter().filter_map(|table| table.partial.clone()).collect();
    let rows = Rows::new(kind, tables.into_iter().flat_map(|table| table.rows).collect(), has, on);
    let finding = (kind.read)(&rows);
    let finding = Finding { summary: clean(&finding.summary), ..finding };
    partial.into_iter().fold(finding, Finding::partial)
}
