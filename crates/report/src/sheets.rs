//! Sheets of answers: what goes into one and what comes out of one, whether as a workbook or as a CSV table.
//!
//! [`crate::workbook`] and [`crate::table`] write and read the two formats. What they share is here and below: the
//! columns, the words for answers, dates, and how rows become lines.

pub(crate) mod columns;
pub(crate) mod dates;
pub(crate) mod lines;
pub mod person;
pub(crate) mod row;
pub(crate) mod shown;
pub(crate) mod stamp;
pub(crate) mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::fault::Fault;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::{Given, LineKey, Lines, Stamp};
use osmm_maturity::unit::UnitId;

/// Everything that a file of sheets is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sheets<'a> {
    /// The model of the assessment.
    pub model: &'a Model,
    /// Where the sheets come from; it travels with them.
    pub stamp: &'a Stamp,
    /// What the first sheet says.
    pub cover: &'a Cover,
    /// The units, in the order of the sheets. A unit without a line gets no sheet.
    pub units: &'a [SheetUnit],
    /// The lines; those of a unit in the order given.
    pub lines: &'a [SheetLine],
}

/// What the first sheet of a workbook says about the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Title of the assessment.
    pub title: String,
    /// The day for which it holds.
    pub as_of: Date,
    /// Last day for answers.
    pub deadline: Option<Date>,
    /// When the file was written.
    pub written: Timestamp,
    /// Display name of the person for whom it was written.
    pub person: String,
}

/// A unit as a reader of the sheets sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetUnit {
    /// Stable name.
    pub id: UnitId,
    /// Title.
    pub title: String,
    /// Its size in words, for example the band `10-49`.
    pub headcount: Option<String>,
}

/// A line: what can be edited, and what a reader needs beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLine {
    /// Which answer.
    pub key: LineKey,
    /// What was said so far.
    pub given: Given,
    /// What is shown beside it.
    pub shown: Shown,
}

/// What is shown beside an answer and not read back. All of it is text, ready to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Display name of the respondent.
    pub respondent: String,
    /// What was answered centrally, or whether the item is asked centrally.
    pub central: Option<String>,
    /// What machines propose.
    pub proposal: Option<String>,
    /// The rating wanted.
    pub target: Option<String>,
}

/// Why sheets could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A line of a unit that is not among the units.
    #[error("unit `{}` has lines but is not among the units", .0.0)]
    UnknownUnit(UnitId),
    /// A line of an item that the model does not have.
    #[error("the model has no item `{0}`")]
    UnknownItem(ItemId),
    /// The same answer in two lines.
    #[error("`{}` of unit `{}` by `{}` is there twice", .0.item, .0.unit.0, .0.respondent)]
    Twice(Box<LineKey>),
    /// A text that is longer than a cell can hold.
    #[error("`{}` of unit `{}`: a cell holds 32767 characters, the text is longer; use CSV", .0.item, .0.unit.0)]
    TooLong(Box<LineKey>),
    /// The workbook could not be put together.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The table could not be put together.
    #[error("the table could not be written: {0}")]
    Table(#[from] csv::Error),
    /// The stamp could not be put into words.
    #[error("the stamp could not be written: {0}")]
    Stamp(#[from] serde_json::Error),
}

/// What an edited file said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRead {
    /// Where the file comes from; absent (and a fault) when it does not say so, or says two things.
    pub stamp: Option<Stamp>,
    /// The lines that could be read as a whole. A line with a fault in it is left out, so that nothing is taken for erased.
    pub lines: Lines,
    /// What could not be taken over. The location is `file:Sheet!C7` for a workbook and `file:line` for a table.
    pub faults: Vec<Fault>,
    /// What was left alone without harm: columns and sheets that people added, the same line twice.
    pub notes: Vec<Fault>,
}

/// What was said, without what spreadsheets change on the way although nobody touched it: line ends, tabs and other control
/// characters. Whether a line was edited is asked of two that are settled.
#[must_use]
pub fn settled(given: &Given) -> Given {
    let text = |text: &String| -> String {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
    };
    let answer = match &given.answer {
        Answer::DontKnow { ask } => Answer::DontKnow { ask: ask.as_ref().map(text) },
        Answer::NotApplicable { reason } => Answer::NotApplicable { reason: text(reason) },
        other => other.clone(),
    };
    Given {
        answer,
        note: given.note.as_ref().map(text),
        function: given.function.as_ref().map(text),
        on: given.on,
        overrides: given.overrides.as_ref().map(text),
    }
}
