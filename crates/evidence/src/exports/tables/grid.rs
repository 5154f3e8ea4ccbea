//! The cells of a file as texts and days, whatever form the file has: what every table begins with.

use jiff::civil::Date;

use super::super::document::Refusal;
use crate::options::Limits;

use super::{text, workbook};

/// Most columns of a table; exports have some dozens.
pub(super) const COLUMNS: usize = 2_000;

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    /// Text, trimmed; numbers and yes or no as they are written.
    Text(String),
    /// A cell that the file itself calls a day.
    Day(Date),
    /// An error, a time without a day, or a formula without a value.
    Wrong,
}

/// One row: its number in the file, from 1, and the cells that hold something, by column from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) cells: Vec<(u32, Raw)>,
}

impl Line {
    pub(super) fn get(&self, column: u32) -> Option<&Raw> {
        let at = self.cells.binary_search_by_key(&column, |(at, _)| *at).ok()?;
        Some(&self.cells[at].1)
    }
}

/// The rows of one sheet, without empty ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// Name of the sheet; empty where a file has none.
    pub(super) sheet: String,
    pub(super) lines: Vec<Line>,
}

/// All sheets of a file, and what was odd about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Grids {
    pub(super) sheets: Vec<Grid>,
    pub(super) oddities: Vec<String>,
}

/// Whether a file is a table: a workbook, by its name, or text whose first rows are divided alike.
pub(super) fn is_one(file: &str, bytes: &[u8]) -> bool {
    workbook::is_one(bytes) || text::is_one(file, bytes)
}

/// Reads a file, text divided by `delimiter` where one is given.
pub(super) fn read(bytes: &[u8], delimiter: Option<u8>, limits: &Limits) -> Result<Grids, Refusal> {
    if bytes.len() as u64 > limits.export_bytes {
        let most = limits.export_bytes >> 20;
        return Err(Refusal::new(format!("it is larger than {most} MiB")).hint("export less at once"));
    }
    let room = Room { cells: limits.export_values, bytes: ROOM };
    if workbook::is_one(bytes) { workbook::read(bytes, room) } else { text::read(bytes, delimiter, room) }
}

/// One text may stand in many cells of a workbook, and takes room in each.
const ROOM: usize = 256 << 20;

/// What may still be read of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    cells: usize,
    bytes: usize,
}

impl Room {
    /// Room for a whole file within usual limits.
    #[cfg(test)]
    pub(super) fn all() -> Self {
        Self { cells: Limits::default().export_values, bytes: ROOM }
    }

    /// Takes one cell of that many bytes.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        let left = (self.cells.checked_sub(1), self.bytes.checked_sub(bytes));
        let (Some(cells), Some(bytes)) = left else {
            return Err(Refusal::new("it has more cells than are read").hint("export less at once"));
        };
        *self = Self { cells, bytes };
        Ok(())
    }
}

/// The name of a cell as spreadsheets write it, for example `C17`; both are counted from 0 and 1.
pub(super) fn cell_name(sheet: &str, row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    let sheet = if sheet.is_empty() { String::new() } else { format!("{sheet}!") };
    format!("{sheet}{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_of_spreadsheets() {
        for (column, name) in [(0, "A7"), (25, "Z7"), (26, "AA7"), (701, "ZZ7"), (702, "AAA7")] {
            assert_eq!(cell_name("", 7, column), name);
        }
        assert_eq!(cell_name("Export", 1, 2), "Export!C1");
        assert!(!cell_name("", 1, u32::MAX).is_empty());
    }
}
