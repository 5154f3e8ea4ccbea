//! Tables (CSV): the same columns as a workbook, all units in one table, the stamp in the last column of every row.
//!
//! Written as UTF-8 with a byte order mark, which spreadsheets ask for, with commas and line ends of CR LF. Read with
//! commas, semicolons or tabs, columns by name in any order.

pub(crate) mod guard;
pub(crate) mod rows;

use osmm_maturity::fault::Fault;
use osmm_maturity::model::Model;
use osmm_maturity::sheet::Stamp;
use osmm_maturity::unit::UnitId;
use osmm_maturity::words;

use crate::sheets::columns::{Column, Header, fold};
use crate::sheets::lines::Taking;
use crate::sheets::row::{Spot, Trouble};
use crate::sheets::{SheetError, SheetRead, Sheets, stamp as stamps};

const MARK: &str = "\u{feff}";
/// Below this row no header is looked for.
const HEADER_WITHIN: usize = 20;

/// Writes one table with a line for each answer. The same input gives the same bytes.
pub fn write(sheets: &Sheets<'_>) -> Result<Vec<u8>, SheetError> {
    let stamp = serde_json::to_string(sheets.stamp)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    writer.write_record(Column::ALL.map(|c| c.header(sheets.model)))?;
    let entries = sheets.entries()?;
    let mut rows = entries.iter().flat_map(|(_, entries)| entries).peekable();
    if rows.peek().is_none() {
        // Without a line there is still a stamp.
        writer.write_record(Column::ALL.map(|c| if c == Column::Stamp { stamp.clone() } else { String::new() }))?;
    }
    for entry in rows {
        writer.write_record(Column::ALL.map(|c| match c {
            Column::Stamp => stamp.clone(),
            _ => guard::put(&entry.text(c, sheets.model)),
        }))?;
    }
    writer.into_inner().map_err(|e| SheetError::Table(e.into_error().into()))
}

/// The stamp of a table, to find out which model and units it is to be read with.
pub fn stamp(file: &str, bytes: &[u8]) -> Result<Stamp, Vec<Fault>> {
    let records = rows::records(file, bytes).map_err(|f| vec![f])?;
    let is_header = |r: &&rows::Record| r.cells.iter().any(|c| fold(c) == "itemid");
    let header = records.iter().take(HEADER_WITHIN).find(is_header);
    let column = header.and_then(|h| h.cells.iter().position(|c| fold(c) == fold("stamp")));
    let below = records.iter().skip_while(|r| header.is_none_or(|h| r.line <= h.line));
    let texts = below.filter_map(|r| r.cells.get(column?).map(|c| guard::take(c)));
    stamps::one(texts).map_err(|t| vec![Spot::file(file).fault(t)])
}

/// Reads a table that people edited. `units` are those that may answer.
#[must_use]
pub fn read(file: &str, bytes: &[u8], model: &Model, units: &[UnitId]) -> SheetRead {
    let mut taking = Taking::new(model, units);
    let stamp = match rows::records(file, bytes) {
        Err(fault) => {
            taking.faults.push(fault);
            None
        }
        Ok(records) => {
            take(file, &records, model, &mut taking);
            let found = stamp(file, bytes);
            found.map_err(|faults| taking.faults.extend(faults)).ok()
        }
    };
    taking.finish(stamp)
}

fn take(file: &str, records: &[rows::Record], model: &Model, taking: &mut Taking<'_>) {
    let top = records.iter().take(HEADER_WITHIN);
    let Some(at) = top.clone().position(|r| Header::is_one(r.cells.iter().map(String::as_str), model)) else {
        let hint =
            words!("header-hint", "the first line must name the columns as they were named when the file was written");
        let message = words!("no-header", "no line names the columns; no answer is taken");
        taking.faults.push(Spot::file(file).fault(Trouble::new(message).hint(hint)));
        return;
    };
    let header = Header::of((0..).zip(records[at].cells.iter().map(String::as_str)), model);
    let spot = rows::spot(file, records[at].line);
    let extra = header.extra.iter().map(|(_, name)| (name.as_str(), spot.clone()));
    if !taking.header(&header, &spot, extra) {
        return;
    }
    for record in &records[at + 1..] {
        if taking.full() {
            return;
        }
        match rows::row(file, record, &header) {
            Ok(row) => taking.row(&row),
            Err(fault) => taking.faults.push(fault),
        }
    }
}
