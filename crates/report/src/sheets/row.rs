//! A row as it came out of a file, before anybody asks what it means.

use std::collections::BTreeMap;

use jiff::civil::Date;
use osmm_maturity::fault::{Fault, Place, Words};
use osmm_maturity::words;

use super::columns::Column;

/// Where something stands: `answers.xlsx:Payments!C7`, or a file and a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// File; for a workbook with sheet and cell.
    pub(crate) file: String,
    /// Line, for a table.
    pub(crate) place: Place,
}

impl Spot {
    /// A file as a whole.
    pub(crate) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), place: Place::default() }
    }

    pub(crate) fn fault(&self, trouble: impl Into<Trouble>) -> Fault {
        let Trouble { message, hint } = trouble.into();
        Fault { file: self.file.clone(), place: self.place, message, hint }
    }

    /// The place in words, for a message about another one.
    pub(crate) fn words(&self) -> Words {
        match self.place.line {
            0 => self.file.rsplit_once(':').map_or_else(|| self.file.clone(), |(_, cell)| cell.to_owned()).into(),
            line => words!("line", "line {n}", n = line),
        }
    }
}

/// What is wrong, not yet where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) message: Words,
    pub(crate) hint: Option<Words>,
}

impl Trouble {
    pub(crate) fn new(message: Words) -> Self {
        Self { message, hint: None }
    }

    pub(crate) fn hint(self, hint: Words) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl From<Words> for Trouble {
    fn from(message: Words) -> Self {
        Self::new(message)
    }
}

/// What a cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// Text that is not empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A date cell.
    Day(Date),
    /// Something that cannot be used.
    Wrong(Trouble),
}

impl Value {
    /// A text, or nothing when it is blank.
    pub(crate) fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    /// The text of a cell of text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The value as a text that a person wrote.
    pub(crate) fn words(&self) -> Result<Option<String>, Trouble> {
        match self {
            Self::Blank => Ok(None),
            Self::Text(text) => Ok(Some(text.clone())),
            Self::Number(number) => Ok(Some(number.to_string())),
            Self::Day(day) => Ok(Some(day.to_string())),
            Self::Wrong(trouble) => Err(trouble.clone()),
        }
    }
}

/// A row with those of its cells that are in known columns.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Where it starts.
    pub(crate) at: Spot,
    /// Cells; a column that is not there is blank.
    pub(crate) cells: BTreeMap<Column, (Spot, Value)>,
}

impl Row {
    pub(crate) fn value(&self, column: Column) -> &Value {
        self.cells.get(&column).map_or(&Value::Blank, |(_, v)| v)
    }

    /// Where a cell of the row is, or the row itself.
    pub(crate) fn spot(&self, column: Column) -> &Spot {
        self.cells.get(&column).map_or(&self.at, |(s, _)| s)
    }
}
