//! Tables as people and spreadsheets leave them.

use osmm_report::sheets::SheetRead;
use osmm_report::table;

use crate::sheets::Sample;

fn read(bytes: &[u8]) -> SheetRead {
    let sample = Sample::new();
    table::read("answers.csv", bytes, &sample.model, &sample.unit_ids())
}

fn written() -> String {
    let sample = Sample::new();
    String::from_utf8(table::write(&sample.sheets()).expect("written")).expect("written")
}

/// The cells of a table, to be put together again in other ways.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.into_records().map(|r| r.expect("as expected").iter().map(str::to_owned).collect()).collect()
}

fn joined(cells: &[Vec<String>], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    cells.iter().for_each(|row| writer.write_record(row).expect("written"));
    writer.into_inner().expect("written")
}

fn told(read: &SheetRead) -> String {
    let list = |faults: &[osmm_maturity::fault::Fault]| faults.iter().map(|f| format!("{f}\n")).collect::<String>();
    format!("{}---\n{}", list(&read.faults), list(&read.notes))
}

#[test]
fn the_layout() {
    let text = written();
    let first: Vec<&str> = text.split("\r\n").take(3).collect();
    insta::assert_snapshot!(first.join("\n"));
}

#[test]
fn other_separators_and_orders_say_the_same() {
    let given = Sample::new().given();
    let mut cells = cells(&written());
    for delimiter in *b",;\t" {
        let read = read(&joined(&cells, delimiter));
        assert_eq!((&read.lines, told(&read)), (&given, "---\n".to_owned()));
    }
    cells[1..].reverse();
    cells.iter_mut().for_each(|row| row.reverse());
    cells[0].push("mine".to_owned());
    cells[1..].iter_mut().for_each(|row| row.push("x".to_owned()));
    let read = read(&joined(&cells, b';'));
    assert_eq!((&read.lines, read.faults.len(), read.notes.len()), (&given, 0, 1));
    assert_eq!(read.stamp, Some(Sample::new().stamp));
}

#[test]
fn a_row_that_was_cut_short_is_refused() {
    let text = written();
    let whole = Sample::new().given();
    for at in (text.len() / 2..text.len()).filter(|at| text.is_char_boundary(*at)).step_by(37) {
        let read = read(&text.as_bytes()[..at]);
        let same = read.lines.iter().all(|(key, given)| whole.get(key) == Some(given));
        assert!(same, "nothing is taken for emptied when the file ends at {at}");
    }
    insta::assert_snapshot!(told(&read(&text.as_bytes()[..text.len() - 300])));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let mut cells = cells(&written());
    let column = |cells: &[Vec<String>], name: &str| cells[0].iter().position(|c| c == name).unwrap();
    let (answer, on, unit) = (column(&cells, "Answer"), column(&cells, "Date"), column(&cells, "unit id"));
    let stamp = column(&cells, "stamp");
    cells[1][answer] = "7".to_owned();
    cells[2][on] = "3/4/2026".to_owned();
    cells[3][unit] = "1.1".to_owned();
    cells[4][stamp] = "{}".to_owned();
    insta::assert_snapshot!(told(&read(&joined(&cells, b','))));
}

#[test]
fn what_is_no_table_is_refused() {
    let parts = ["", "a,b\n1,2\n", "\u{feff}"].map(|text| told(&read(text.as_bytes())));
    let bytes: [&[u8]; 2] = [b"Answer\n\xff\xfe", &vec![b'x'; (20 << 20) + 1]];
    let others = bytes.map(|bytes| told(&read(bytes)));
    insta::assert_snapshot!([parts.join(""), others.join("")].join(""));
}
