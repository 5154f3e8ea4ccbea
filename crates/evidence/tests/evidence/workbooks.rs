//! Workbooks of our own, made part by part.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::civil::{Date, date};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell to write.
#[derive(Debug, Clone)]
pub enum Cell {
    Text(&'static str),
    Day(Date),
}

/// A workbook with these sheets.
pub fn xlsx(sheets: &[(&str, &[Vec<Cell>])]) -> Vec<u8> {
    let rows = |rows: &[Vec<Cell>]| {
        let mut text = String::new();
        for (number, row) in (1..).zip(rows) {
            write!(text, "<row r=\"{number}\">").unwrap();
            for (cell, column) in row.iter().zip('A'..) {
                match cell {
                    Cell::Text("") => {}
                    Cell::Text(said) => {
                        write!(text, "<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{said}</t></is></c>").unwrap()
                    }
                    Cell::Day(day) => {
                        let days = (*day - date(1899, 12, 30)).get_days();
                        write!(text, "<c r=\"{column}{number}\" s=\"1\"><v>{days}</v></c>").unwrap();
                    }
                }
            }
            text.push_str("</row>");
        }
        text
    };
    let sheets: Vec<(&str, String)> = sheets.iter().map(|(name, cells)| (*name, rows(cells))).collect();
    package(&sheets, 0)
}

/// A workbook with one cell far away.
pub fn with_cell(name: &str) -> Vec<u8> {
    package(&[("A", format!("<row><c r=\"{name}\" t=\"inlineStr\"><is><t>x</t></is></c></row>"))], 0)
}

/// A workbook that is small, and that large when unpacked.
pub fn bomb(bytes: usize) -> Vec<u8> {
    package(&[("A", String::new())], bytes)
}

fn package(sheets: &[(&str, String)], blank: usize) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str, blank: usize| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        let chunk = vec![b' '; 1 << 20];
        for _ in 0..blank >> 20 {
            zip.write_all(&chunk).unwrap();
        }
    };
    let (mut list, mut links) = (String::new(), String::new());
    for (number, (name, rows)) in (1..).zip(sheets) {
        write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>").unwrap();
        write!(links, "<Relationship Id=\"r{number}\" Type=\"{LINK}/worksheet\" Target=\"worksheets/s{number}.xml\"/>")
            .unwrap();
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        part(&format!("xl/worksheets/s{number}.xml"), &sheet, blank);
    }
    write!(links, "<Relationship Id=\"styles\" Type=\"{LINK}/styles\" Target=\"styles.xml\"/>").unwrap();
    part(
        "xl/styles.xml",
        &format!(
            "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        ),
        0,
    );
    part(
        "xl/workbook.xml",
        &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINK}\"><sheets>{list}</sheets></workbook>"),
        0,
    );
    part("xl/_rels/workbook.xml.rels", &format!("<Relationships xmlns=\"{LINKS}\">{links}</Relationships>"), 0);
    part(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"r\" Type=\"{LINK}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
        0,
    );
    zip.finish().unwrap().into_inner()
}
