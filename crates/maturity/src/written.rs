//! What people wrote in files: bytes to text, text to tables and YAML documents, cells to values. What is wrong is said
//! with its place and the way out, and never stops the rest.

mod table;

use jiff::civil::Date;

use crate::fault::{Fault, Place};
use crate::model::yaml::Faults;
use crate::words;

pub(crate) use table::{Column, HEADER, Row, Table, delimited};

/// Largest file that is read, in bytes.
const LARGEST: usize = 4 << 20;

/// The text of a file without a byte order mark; `lost` says what is not taken when it cannot be read.
pub(crate) fn text<'b>(file: &str, bytes: &'b [u8], lost: &str) -> Result<&'b str, Fault> {
    let fault = |place, message, hint| Fault { file: file.to_owned(), place, message, hint };
    if bytes.len() > LARGEST {
        let message = words!("larger-lost", "larger than {mib} MiB; {lost}", mib = LARGEST >> 20, lost = lost);
        return Err(fault(Place::default(), message, None));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let lines = bytes.iter().take(error.valid_up_to()).filter(|b| **b == b'\n').count();
        let place = Place { line: u32::try_from(lines + 1).unwrap_or(u32::MAX), column: 0 };
        let hint = words!("save-utf8", "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")");
        fault(place, words!("no-utf8", "not UTF-8 text; {lost}", lost = lost), Some(hint))
    })
}

/// Whether a file is a table, by its name.
pub(crate) fn is_table(file: &str) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("csv" | "tsv"))
}

/// A date as year, month and day.
pub(crate) fn date(text: &str, place: Place, faults: &mut Faults) -> Option<Date> {
    let date = text.trim().parse::<Date>().ok();
    if date.is_none() {
        let hint = words!("write-date", "write it as 2026-03-31");
        faults.say(place, words!("no-date", "`{text}` is not a date", text = text.trim()), Some(hint));
    }
    date
}
