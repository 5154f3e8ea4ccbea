//! Tables as workbooks (XLSX): unpacked sizes are counted before anything is taken in, and formulas count with the value
//! that they had when the file was saved.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use jiff::civil::{Date, date};

use super::super::document::{Refusal, clean};
use super::grid::{COLUMNS, Grid, Grids, Line, Raw, Room};

/// Largest size when unpacked, in bytes; most parts in the package, and most sheets.
const UNPACKED: u64 = 256 << 20;
const PARTS: usize = 5_000;
const SHEETS: usize = 200;

const SAVE: &str = "open it in a spreadsheet and save it as XLSX, or as CSV in UTF-8";

/// Whether a file is one, or an older or another kind of workbook, which is refused when it is read.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(COMPOUND)
}

/// How files begin that are encrypted, or in the format before XLSX.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Reads the sheets that are not hidden.
pub(super) fn read(bytes: &[u8], mut room: Room) -> Result<Grids, Refusal> {
    if bytes.starts_with(COMPOUND) {
        let message = "it is protected with a password, or in an old format";
        return Err(Refusal::new(message).hint("save it as XLSX without a password"));
    }
    measure(bytes)?;
    let no_workbook = |_| Refusal::new("it is not readable as a workbook (XLSX)").hint(SAVE);
    let mut opened: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(no_workbook)?;
    let shown = opened.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    if names.len() > SHEETS {
        return Err(Refusal::new(format!("it has more than {SHEETS} sheets")));
    }
    let mut sheets = Vec::new();
    for name in names {
        // A sheet of drawings has no cells, and is none of those that hold a table.
        let lines = match lines(&mut opened, &name, &mut room) {
            Ok(lines) => lines,
            Err(Unread::Refused(refusal)) => return Err(refusal),
            Err(Unread::Broken) => {
                return Err(Refusal::new(format!("its sheet `{}` cannot be read", clean(&name))).hint(SAVE));
            }
        };
        sheets.push(Grid { sheet: clean(&name), lines });
    }
    Ok(Grids { sheets, oddities: Vec::new() })
}

/// Unpacks everything once and keeps nothing: sizes that a package states about itself cannot be relied on.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let damaged = || Refusal::new("it is damaged, or no workbook (XLSX)").hint(SAVE);
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if package.len() > PARTS {
        return Err(Refusal::new(format!("its package has more than {PARTS} parts")));
    }
    let mut left = UNPACKED;
    for part in 0..package.len() {
        let entry = package.by_index(part).map_err(|_| damaged())?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(read).ok_or_else(|| {
            Refusal::new(format!("it is larger than {} MiB when unpacked", UNPACKED >> 20)).hint("export less at once")
        })?;
    }
    Ok(())
}

enum Unread {
    Refused(Refusal),
    Broken,
}

impl From<XlsxError> for Unread {
    fn from(_: XlsxError) -> Self {
        Self::Broken
    }
}

fn lines(opened: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, room: &mut Room) -> Result<Vec<Line>, Unread> {
    let from_1904 = opened.has_1904_epoch();
    let mut reader = match opened.worksheet_cells_reader(sheet) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        reader => reader?,
    };
    let mut rows: BTreeMap<u32, BTreeMap<u32, Raw>> = BTreeMap::new();
    // (The call that also expands formulas takes room for any number that a file states.)
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        let (row, column) = cell.pos;
        let raw = match raw(&cell.value, from_1904) {
            None if cell.formula.is_some() => Raw::Wrong,
            None => continue,
            Some(raw) => raw,
        };
        if column as usize >= COLUMNS {
            return Err(Unread::Refused(Refusal::new(format!("a sheet has more than {COLUMNS} columns"))));
        }
        let bytes = if let Raw::Text(text) = &raw { text.len() } else { 0 };
        room.take(bytes).map_err(Unread::Refused)?;
        rows.entry(row).or_default().insert(column, raw);
    }
    let line = |(row, cells): (u32, BTreeMap<u32, Raw>)| Line {
        number: row.saturating_add(1),
        cells: cells.into_iter().collect(),
    };
    Ok(rows.into_iter().map(line).collect())
}

fn raw(data: &DataRef<'_>, from_1904: bool) -> Option<Raw> {
    let text = |text: &str| Some(text.trim()).filter(|t| !t.is_empty()).map(|t| Raw::Text(t.to_owned()));
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Raw::Text(number.to_string())),
        DataRef::Float(number) => Some(Raw::Text(number.to_string())),
        DataRef::String(said) => text(said),
        DataRef::SharedString(said) => text(said),
        DataRef::Bool(yes) => Some(Raw::Text(if *yes { "true" } else { "false" }.to_owned())),
        DataRef::DateTime(day) if day.is_datetime() => {
            Some(from_serial(day.as_f64(), from_1904).map_or(Raw::Wrong, Raw::Day))
        }
        DataRef::DateTimeIso(said) => text(said),
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Error(_) => Some(Raw::Wrong),
    }
}

/// The day that a cell means: workbooks count from the end of 1899 (as if 1900 had been a leap year) or from 1904.
fn from_serial(serial: f64, from_1904: bool) -> Option<Date> {
    let first = if from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    if !(61.0..3_000_000.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it was compared with a small number")]
    let days = jiff::Span::new().try_days(serial.floor() as i64).ok()?;
    first.checked_add(days).ok()
}
