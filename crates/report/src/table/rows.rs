//! CSV text to rows.

use osmm_maturity::fault::{Fault, Place};
use osmm_maturity::words;

use super::{MARK, guard};
use crate::sheets::columns::Header;
use crate::sheets::row::{Row, Spot, Trouble, Value};
use crate::sheets::stamp::small_enough;

/// Most rows that are read.
const MOST: usize = 200_000;

/// A row with the line where it starts.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) line: u32,
    pub(crate) cells: Vec<String>,
}

/// All rows that are not empty.
pub(crate) fn records(file: &str, bytes: &[u8]) -> Result<Vec<Record>, Fault> {
    small_enough(file, bytes)?;
    let bytes = bytes.strip_prefix(MARK.as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(file, bytes, error.valid_up_to()))?;
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(delimiter(text));
    let mut records = Vec::new();
    for record in reader.from_reader(text.as_bytes()).into_records() {
        let record = record
            .map_err(|e| Spot::file(file).fault(words!("no-csv", "not readable as CSV: {detail}", detail = e)))?;
        let byte = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().any(|c| !c.trim().is_empty()) {
            records.push(Record { line: line(text, &starts, byte), cells });
        }
        if records.len() > MOST {
            let message = words!("many-rows", "more than {most} rows; nothing is taken from this file", most = MOST);
            return Err(Spot::file(file).fault(message));
        }
    }
    Ok(records)
}

/// The cells of a row that are in known columns; a row that ends before the last of these was cut short.
pub(crate) fn row(file: &str, record: &Record, header: &Header) -> Result<Row, Fault> {
    let at = spot(file, record.line);
    let last = header.at.keys().max().copied().unwrap_or(0) as usize;
    if record.cells.len() <= last {
        let hint = words!("short-hint", "a separator or a quotation mark may be missing, here or in a line before");
        let message = words!("short-row", "the row has fewer cells than the header; the line is not taken");
        return Err(at.fault(Trouble::new(message).hint(hint)));
    }
    let cell = |i: u32| record.cells.get(i as usize).map(|c| Value::text(guard::take(c)));
    let cells = header.at.iter().filter_map(|(i, column)| Some((*column, (at.clone(), cell(*i)?)))).collect();
    Ok(Row { at, cells })
}

pub(crate) fn spot(file: &str, line: u32) -> Spot {
    Spot { file: file.to_owned(), place: Place { line, column: 0 } }
}

/// The reader's own line numbers are one short after a line that ends in CR LF, so lines are counted from bytes.
fn line(text: &str, starts: &[usize], byte: usize) -> u32 {
    let rest = text.get(byte..).unwrap_or_default();
    let start = byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    u32::try_from(starts.partition_point(|s| *s <= start)).unwrap_or(u32::MAX)
}

/// The separator that the first line with text uses most.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|l| l.to_lowercase().contains("item id")).or_else(|| text.lines().next());
    let count = |c: u8| header.unwrap_or_default().bytes().filter(|b| *b == c).count();
    [b'\t', b';', b','].into_iter().max_by_key(|c| count(*c)).unwrap_or(b',')
}

fn not_utf8(file: &str, bytes: &[u8], at: usize) -> Fault {
    let lines = bytes.iter().take(at).filter(|b| **b == b'\n').count();
    let spot = spot(file, u32::try_from(lines + 1).unwrap_or(u32::MAX));
    let hint = words!("save-workbook", "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\"), or use the workbook");
    spot.fault(Trouble::new(words!("no-utf8-text", "not UTF-8 text; nothing is taken from this file")).hint(hint))
}
