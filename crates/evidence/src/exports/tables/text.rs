//! Tables as text (CSV): the encoding is told by a mark, the delimiter by the rows themselves.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::super::document::Refusal;
use super::grid::{COLUMNS, Grid, Grids, Line, Raw, Room};

/// What may divide fields. Of two that divide the rows as well, the one that is rarer within texts and numbers: a comma
/// last.
const DELIMITERS: [u8; 4] = *b"\t;|,";

/// Rows that are looked at to find the delimiter.
const SAMPLE: usize = 20;

/// Whether a file is such a table. JSON, XML and texts of one field a line are none.
pub(super) fn is_one(file: &str, bytes: &[u8]) -> bool {
    let lower = file.to_lowercase();
    if [".csv", ".tsv", ".tab"].iter().any(|ending| lower.ends_with(ending)) {
        return true;
    }
    let start = &bytes[..bytes.len().min(1 << 16)];
    let marked = Encoding::for_bom(start).map_or(0, |(_, length)| length);
    let first = start[marked..].iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0);
    if first.is_none_or(|byte| b"{[<%#-".contains(byte)) {
        return false;
    }
    let Ok((text, _)) = decoded(start) else { return false };
    // A last line that is cut in the middle says nothing.
    let text = if start.len() < bytes.len() { text.rsplit_once('\n').map_or("", |(whole, _)| whole) } else { &text };
    let rows = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE).count();
    delimiter(text).is_some_and(|(_, alike)| alike >= 2 && alike * 2 > rows)
}

/// Reads it as one sheet without a name.
pub(super) fn read(bytes: &[u8], delimiter_given: Option<u8>, mut room: Room) -> Result<Grids, Refusal> {
    let (text, oddity) = decoded(bytes)?;
    // A line that spreadsheets put first for each other.
    let said = text.lines().next().and_then(|line| line.trim().strip_prefix("sep=")).and_then(|d| d.bytes().next());
    let (skipped, body) = match said {
        Some(_) => (1, text.split_once('\n').map_or("", |(_, rest)| rest)),
        None => (0, text.as_str()),
    };
    let delimiter = delimiter_given.or(said).or_else(|| delimiter(body).map(|(one, _)| one)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut lines = Vec::new();
    loop {
        let number = u32::try_from(reader.position().line() + skipped).unwrap_or(u32::MAX);
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(_) => return Err(Refusal::new(format!("line {number} is not readable as CSV"))),
        }
        if record.len() > COLUMNS {
            return Err(Refusal::new(format!("line {number} has more than {COLUMNS} columns")));
        }
        let mut cells = Vec::new();
        for (column, field) in (0..).zip(&record) {
            let field = field.trim();
            if !field.is_empty() {
                room.take(field.len())?;
                cells.push((column, Raw::Text(field.to_owned())));
            }
        }
        if !cells.is_empty() {
            lines.push(Line { number, cells });
        }
    }
    Ok(Grids { sheets: vec![Grid { sheet: String::new(), lines }], oddities: oddity.into_iter().collect() })
}

/// The text, and what was odd about its encoding.
fn decoded(bytes: &[u8]) -> Result<(String, Option<String>), Refusal> {
    let way_out = "save it as CSV in UTF-8";
    if let Some((encoding, marked)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[marked..]);
        let text = text
            .ok_or_else(|| Refusal::new(format!("it begins like {} and is damaged", encoding.name())).hint(way_out))?;
        return Ok((text.into_owned(), None));
    }
    if bytes.contains(&0) {
        return Err(Refusal::new("it is not text, or in UTF-16 without a mark").hint(way_out));
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok((text.into_owned(), None));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    // These five bytes mean nothing in that encoding, and control characters are in no table.
    if text.chars().any(|c| c.is_control() && !"\r\n\t".contains(c)) {
        return Err(Refusal::new("its encoding is neither UTF-8, UTF-16 nor Windows-1252").hint(way_out));
    }
    Ok((text.into_owned(), Some("it is not UTF-8 and was read as Windows-1252".to_owned())))
}

/// The delimiter that divides most of the first rows into the same number of fields, and how many rows these are.
/// Nothing where all rows have one field.
fn delimiter(text: &str) -> Option<(u8, usize)> {
    let best = |&delimiter: &u8| {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let lengths: Vec<usize> =
            reader.into_records().take(SAMPLE).map_while(Result::ok).map(|record| record.len()).collect();
        let of = |length: usize| lengths.iter().filter(|one| **one == length).count();
        let fields =
            lengths.iter().copied().filter(|length| *length > 1).max_by_key(|length| (of(*length), *length))?;
        Some((of(fields), fields, delimiter))
    };
    // (The last of equals is taken.)
    let found = DELIMITERS.iter().rev().filter_map(best).max_by_key(|(alike, fields, _)| (*alike, *fields));
    found.map(|(alike, _, delimiter)| (delimiter, alike))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Limits;

    fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
        let grids = super::super::grid::read(bytes, None, &Limits::default()).unwrap();
        let text = |raw: &Raw| match raw {
            Raw::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        grids.sheets[0].lines.iter().map(|line| line.cells.iter().map(|(_, raw)| text(raw)).collect()).collect()
    }

    #[test]
    fn the_delimiter_is_told_by_the_rows() {
        let wanted = vec![vec!["Kurs", "Stand, heute"], vec!["Ä", "1,5"]];
        for text in [
            "Kurs;Stand, heute\nÄ;1,5\n",
            "\u{feff}Kurs\t\"Stand, heute\"\r\nÄ\t1,5\r\n",
            "sep=;\nKurs;Stand, heute\nÄ;1,5",
        ] {
            assert_eq!(rows(text.as_bytes()), wanted, "{text}");
        }
        assert_eq!(rows(b"a,b\n\n\"x\ny\",2\n"), [["a", "b"], ["x\ny", "2"]]);
    }

    #[test]
    fn encodings_are_told_by_their_mark_or_read_as_windows_1252() {
        let wanted = vec![vec!["Prüfung", "Maß"], vec!["ü", "1"]];
        let text = "Prüfung,Maß\nü,1\n";
        let wide = |order: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain(text.encode_utf16().flat_map(order)).collect()
        };
        assert_eq!(rows(&wide(u16::to_le_bytes, [0xff, 0xfe])), wanted);
        assert_eq!(rows(&wide(u16::to_be_bytes, [0xfe, 0xff])), wanted);
        let (old, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(rows(&old), wanted);
        for bytes in [&b"a,b\n\x81,2"[..], b"a\0,\0b\0", b"\xff\xfea", b"a,b\n\xfc\x01,1"] {
            assert!(read(bytes, None, Room::all()).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn texts_that_are_no_tables_are_told_apart() {
        for table in ["a,b\n1,2\n", "a;b\n1;2\n", "\u{feff}a\tb\n1\t2"] {
            assert!(is_one("export", table.as_bytes()), "{table}");
        }
        for other in [
            "{\"a\": 1,\n \"b\": 2}",
            "<a>1,2\n3,4</a>",
            "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n",
            "",
            "a",
            "- a, b\n- c, d\n",
            "kind: Component\na: one, two\nb: three, four\nc: 1\n",
        ] {
            assert!(!is_one("export", other.as_bytes()), "{other}");
        }
        assert!(is_one("Export.CSV", b""));
    }

    #[test]
    fn cells_and_columns_have_limits() {
        let limits = Limits { export_values: 3, ..Limits::default() };
        let read = |text: &str| super::super::grid::read(text.as_bytes(), None, &limits).map_err(|r| r.message);
        assert!(read("a,b\n1,\n").is_ok());
        assert!(read("a,b\n1,2\n").unwrap_err().contains("more cells"));
        assert!(read(&",".repeat(1_000_000)).unwrap_err().contains("more than 2000 columns"));
    }
}
