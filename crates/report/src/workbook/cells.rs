//! The cells of a sheet, row by row, within limits.

use std::collections::BTreeMap;

use calamine::DataRef;
use osmm_maturity::words;

use super::open::Opened;
use crate::sheets::dates;
use crate::sheets::row::{Trouble, Value};

/// Rows that hold something, by number; cells by column, both counted from 0.
pub(crate) type Grid = BTreeMap<u32, BTreeMap<u32, Value>>;

/// What may still be read of a file: one text that stands in many cells takes room in each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    cells: usize,
    bytes: usize,
}

impl Room {
    /// Room for a whole file.
    pub(crate) fn new() -> Self {
        Self { cells: 1_000_000, bytes: 128 << 20 }
    }

    fn take(&mut self, value: &Value) -> Option<()> {
        let bytes = if let Value::Text(text) = value { text.len() } else { 0 };
        self.cells = self.cells.checked_sub(1)?;
        self.bytes = self.bytes.checked_sub(bytes)?;
        Some(())
    }
}

/// Reads a sheet. Formulas count with the value that they had when the file was saved.
pub(crate) fn read(opened: &mut Opened<'_>, sheet: &str, room: &mut Room) -> Result<Grid, Trouble> {
    let from_1904 = opened.has_1904_epoch();
    let broken = |error: calamine::XlsxError| {
        Trouble::new(words!("no-sheet-read", "the sheet cannot be read: {detail}", detail = error))
    };
    let mut reader = opened.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut grid = Grid::new();
    // (The call that also expands formulas takes room for any number that a file states.)
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(broken)? {
        let value = value(&cell.value, from_1904);
        let value = if cell.formula.is_some() && value == Value::Blank { no_value() } else { value };
        if value != Value::Blank {
            room.take(&value).ok_or_else(|| {
                Trouble::new(words!("many-cells", "too many cells; the rest of the file is not read"))
            })?;
            grid.entry(cell.pos.0).or_default().insert(cell.pos.1, value);
        }
    }
    Ok(grid)
}

fn value(data: &DataRef<'_>, from_1904: bool) -> Value {
    match data {
        DataRef::Empty => Value::Blank,
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) => Value::Number(*number),
        DataRef::String(text) => Value::text(text),
        DataRef::SharedString(text) => Value::text(text),
        DataRef::Bool(true) => Value::Text("TRUE".to_owned()),
        DataRef::Bool(false) => Value::Text("FALSE".to_owned()),
        DataRef::DateTime(day) if day.is_datetime() => {
            let day = dates::from_serial(day.as_f64(), from_1904);
            day.map_or_else(
                || Value::Wrong(words!("cell-date", "the cell is a date before 1990, or none at all").into()),
                Value::Day,
            )
        }
        DataRef::DateTimeIso(text) => dates::from_text(text).map_or_else(|_| Value::text(text), Value::Day),
        DataRef::DateTime(_) | DataRef::DurationIso(_) => {
            Value::Wrong(words!("cell-time", "the cell is a time, not a text").into())
        }
        DataRef::Error(error) => {
            Value::Wrong(words!("cell-error", "the cell holds the error {error}", error = error).into())
        }
    }
}

fn no_value() -> Value {
    let hint = words!(
        "formula-hint",
        "write the value itself, or open the file in a spreadsheet, which computes it, and save it"
    );
    Value::Wrong(Trouble::new(words!("cell-formula", "the cell holds a formula without a value")).hint(hint))
}
