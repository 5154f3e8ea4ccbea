//! Files that were made to do harm, or that are merely broken: a fault, never a panic, and never an answer that nobody
//! gave.

use std::io::{Cursor, Write};

use osmm_maturity::fault::Fault;
use osmm_report::{checklist, table, workbook};
use proptest::prelude::*;

use crate::sheets::{Sample, repack, replace};

fn faults(sample: &Sample, bytes: &[u8]) -> Vec<Fault> {
    let ids = sample.unit_ids();
    let read = workbook::read("a.xlsx", bytes, &sample.model, &ids);
    let _ = (workbook::stamp("a.xlsx", bytes), table::stamp("a.csv", bytes));
    let _ = (table::read("a.csv", bytes, &sample.model, &ids), checklist::read("a", bytes, &sample.model));
    let given = sample.given();
    assert!(read.lines.keys().all(|key| given.contains_key(key)), "a line that was never there");
    read.faults
}

fn one(bytes: &[u8]) -> String {
    let faults = faults(&Sample::new(), bytes);
    faults.iter().map(|f| format!("{f}\n")).collect()
}

/// Where the bytes of a file are changed, and to what.
fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(!faults(&Sample::new(), &bytes).is_empty());
        prop_assert!(!faults(&Sample::new(), &[b"PK\x03\x04", bytes.as_slice()].concat()).is_empty());
    }

    #[test]
    fn any_text(text in "[\\PC\n,;\"'=]{0,400}") {
        prop_assert!(!faults(&Sample::new(), text.as_bytes()).is_empty());
    }

    #[test]
    fn a_workbook_that_was_cut_off(at in any::<prop::sample::Index>()) {
        let sample = Sample::new();
        let bytes = workbook::write(&sample.sheets()).unwrap();
        prop_assert!(!faults(&sample, &bytes[..at.index(bytes.len())]).is_empty());
    }

    #[test]
    fn a_workbook_with_bytes_changed(changes in damage()) {
        let sample = Sample::new();
        let mut bytes = workbook::write(&sample.sheets()).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        faults(&sample, &bytes);
    }

    #[test]
    fn parts_of_a_workbook_with_bytes_changed(part in 0usize..24, changes in damage()) {
        let sample = Sample::new();
        let bytes = workbook::write(&sample.sheets()).unwrap();
        let number = std::cell::Cell::new(0);
        let bytes = repack(&bytes, |_, mut content| {
            if number.replace(number.get() + 1) == part && !content.is_empty() {
                for (at, byte) in &changes {
                    let at = at.index(content.len());
                    content[at] = *byte;
                }
            }
            content
        });
        let ids = sample.unit_ids();
        let _ = workbook::read("a.xlsx", &bytes, &sample.model, &ids);
        let _ = checklist::read("a.xlsx", &bytes, &sample.model);
    }
}

#[test]
fn what_grows_when_unpacked_is_refused() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = zip::write::SimpleFileOptions::default();
    for i in 0..2 {
        writer.start_file(format!("part{i}"), deflated).unwrap();
        for _ in 0..80 {
            writer.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(one(&bytes), "a.xlsx: larger than 128 MiB when unpacked; nothing is taken from this file\n");
}

#[test]
fn a_cell_far_away_takes_no_room() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    let far = replace(
        &bytes,
        "xl/worksheets/sheet2.xml",
        "</sheetData>",
        "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>",
    );
    assert_eq!(one(&far), "");
    let wide = replace(
        &bytes,
        "xl/worksheets/sheet2.xml",
        "</sheetData>",
        "<row r=\"4000000000\"><c r=\"ZZZZZZ4000000000\"><v>1</v></c></row></sheetData>",
    );
    assert!(one(&wide).len() < 2000);
}

#[test]
fn one_long_text_in_many_cells_is_refused() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    let long = "x".repeat(40_000);
    let bytes = replace(&bytes, "xl/sharedStrings.xml", "Autumn 2026</t>", &format!("{long}</t>"));
    let many: String = (10..6000).map(|r| format!("<row r=\"{r}\"><c r=\"P{r}\" t=\"s\"><v>0</v></c></row>")).collect();
    let bytes = replace(&bytes, "xl/worksheets/sheet2.xml", "</sheetData>", &format!("{many}</sheetData>"));
    assert!(one(&bytes).contains("too many cells"), "{}", one(&bytes));
}

#[test]
fn a_formula_with_a_high_number_takes_no_room() {
    let bytes = workbook::write(&Sample::new().sheets()).unwrap();
    let formula = "<row r=\"90\"><c r=\"Z90\"><f t=\"shared\" si=\"99999999999\" ref=\"A1:B2\">1</f><v>1</v></c></row></sheetData>";
    assert_eq!(one(&replace(&bytes, "xl/worksheets/sheet2.xml", "</sheetData>", formula)), "");
}

#[test]
fn other_formats_are_told_apart() {
    let old = one(&[&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let other = one(&writer.finish().unwrap().into_inner());
    insta::assert_snapshot!([old, other, one(b""), one(&vec![0; (20 << 20) + 1])].concat());
}

#[test]
fn faults_have_an_end() {
    let sample = Sample::new();
    let text = String::from_utf8(table::write(&sample.sheets()).unwrap()).unwrap();
    let (header, _) = text.split_once("\r\n").unwrap();
    let row = format!("{}x\r\n", ",".repeat(17));
    let unknown = row.replacen(",,,,,,,,", ",,,,,,,,9", 1);
    let read =
        table::read("a.csv", (header.to_owned() + "\r\n" + &unknown.repeat(5000)).as_bytes(), &sample.model, &[]);
    assert!(read.faults.len() < 1100, "{}", read.faults.len());
}
