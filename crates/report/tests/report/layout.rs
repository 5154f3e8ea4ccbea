//! How a workbook is laid out, as text.

use std::fmt::Write;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use osmm_report::workbook;

use crate::sheets::Sample;

/// Elements that say how a sheet looks and what it allows.
const TELLING: [&str; 12] = [
    "<sheetPr",
    "<pane ",
    "<col ",
    "<sheetProtection",
    "<autoFilter",
    "<dataValidation ",
    "<formula1",
    "<cfRule",
    "<formula>",
    "<pageSetup",
    "<oddFooter",
    "<definedName ",
];

fn cells(bytes: &[u8], sheet: &str, rows: usize) -> String {
    let mut opened: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("as expected");
    let range = opened.worksheet_range(sheet).expect("as expected");
    let mut text = String::new();
    let (top, left) = range.start().expect("as expected");
    for (row, column, value) in range.used_cells().filter(|(row, ..)| *row < rows) {
        // A cell that only looks like a number or a formula is a text.
        let cell = rust_xlsxwriter::utility::row_col_to_cell(top + row as u32, (left + column as u32) as u16);
        match value {
            Data::String(value) => writeln!(text, "{cell} {value:?}").expect("written"),
            other => writeln!(text, "{cell} {other:?}").expect("written"),
        }
    }
    text
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("as expected");
    let mut text = String::new();
    package.by_name(name).expect("as expected").read_to_string(&mut text).expect("as expected");
    text
}

fn telling(xml: &str) -> String {
    let starts = |at: usize| TELLING.iter().any(|t| xml[at..].starts_with(t));
    let elements = xml.match_indices('<').filter(|(at, _)| starts(*at)).map(|(at, _)| &xml[at..]);
    elements.map(|e| format!("{}\n", e[1..].split('<').next().unwrap_or_default())).collect()
}

#[test]
fn the_cover() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    insta::assert_snapshot!(cells(&bytes, "Read me", 100) + &telling(&part(&bytes, "xl/worksheets/sheet1.xml")));
}

#[test]
fn the_sheet_of_a_unit() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    insta::assert_snapshot!(cells(&bytes, "Payments", 5) + &telling(&part(&bytes, "xl/worksheets/sheet2.xml")));
}

#[test]
fn the_hidden_sheet() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    insta::assert_snapshot!(cells(&bytes, "osmm", 20) + &telling(&part(&bytes, "xl/workbook.xml")));
}

#[test]
fn only_the_answers_can_be_edited() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    let formats = styles.split("<cellXfs").nth(1).and_then(|s| s.split("</cellXfs>").next()).unwrap();
    let open: Vec<bool> = formats.split("<xf ").skip(1).map(|xf| xf.contains("locked=\"0\"")).collect();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for cell in sheet.split("<c r=\"").skip(1) {
        let name = cell.split('"').next().unwrap();
        let style: usize = cell.split("s=\"").nth(1).and_then(|s| s.split('"').next()).unwrap().parse().unwrap();
        let row: u32 = name.trim_start_matches(char::is_alphabetic).parse().unwrap();
        let column = name.trim_end_matches(char::is_numeric);
        assert_eq!(open[style], row > 3 && ("H"..="M").contains(&column), "{name}");
    }
}
