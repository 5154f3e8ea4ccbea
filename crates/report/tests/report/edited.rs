//! Workbooks as people leave them.

use osmm_maturity::fault::Fault;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_report::sheets::SheetRead;
use osmm_report::workbook;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::sheets::{Sample, repack, replace};

/// Columns of the workbooks here, in an order of their own, with one that is not ours.
const HEADER: [&str; 10] = [
    "unit id",
    "ITEM ID ",
    "respondent id",
    "Date",
    "answer",
    "Reason, or who would know",
    "my remarks",
    "Note",
    "Role",
    "Why not the central answer",
];
const ITEMS: [&str; 3] = ["using.choice", "using.licences", "buying.contracts"];

#[derive(Clone)]
enum Cell {
    Text(&'static str),
    Number(f64),
    Truth(bool),
    Day(u16, u8, u8),
    Formula(&'static str),
    Nothing,
}
use Cell::{Day, Nothing, Number, Text, Truth};

/// One line; what it does not name is empty.
fn line(item: &'static str, cells: &[(usize, Cell)]) -> Vec<Cell> {
    let mut row = vec![Nothing; HEADER.len()];
    row[0] = Text("markets");
    row[1] = Text(item);
    row[2] = Text("p-1");
    for (column, cell) in cells {
        row[*column] = cell.clone();
    }
    row
}

fn put(sheet: &mut Worksheet, row: u32, cells: &[Cell]) {
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Text(text) => sheet.write_string(row, column, *text),
            Number(number) => sheet.write_number(row, column, *number),
            Truth(truth) => sheet.write_boolean(row, column, *truth),
            Day(y, m, d) => sheet.write_datetime_with_format(
                row,
                column,
                ExcelDateTime::from_ymd(*y, *m, *d).expect("a date"),
                &day,
            ),
            Cell::Formula(result) => sheet.write_formula(row, column, Formula::new("=A1").set_result(*result)),
            Nothing => continue,
        }
        .expect("written");
    }
}

fn stamp_sheet(workbook: &mut Workbook, sample: &Sample) {
    let sheet = workbook.add_worksheet().set_name("renamed").expect("a sheet");
    sheet.write_string(0, 0, "osmm-sheet/1").expect("written");
    sheet.write_string(1, 0, serde_json::to_string(&sample.stamp).expect("written")).expect("written");
}

/// A sheet `Payments` with a line of somebody's own above the header.
fn workbook(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Payments").expect("a sheet");
    put(sheet, 0, &[Text("answer me by Friday")]);
    put(sheet, 1, &HEADER.map(Text));
    for (row, cells) in (2..).zip(rows) {
        put(sheet, row, cells);
    }
    stamp_sheet(&mut workbook, &Sample::new());
    workbook.save_to_buffer().expect("as expected")
}

fn read(bytes: &[u8]) -> SheetRead {
    let sample = Sample::new();
    workbook::read("answers.xlsx", bytes, &sample.model, &sample.unit_ids())
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(|f| format!("{f}\n")).collect()
}

/// Reads one answer that is taken without a fault.
fn answer(cells: &[(usize, Cell)]) -> Answer {
    let read = read(&workbook(&[line(ITEMS[0], cells)]));
    assert_eq!(told(&read.faults), "");
    assert_eq!(read.lines.len(), 1);
    read.lines.into_values().next().expect("as expected").answer
}

#[test]
fn an_answer_is_read_in_every_form() {
    let three = Answer::Rated { rating: Rating(3) };
    for cell in [
        Number(3.0),
        Text("3"),
        Text(" 3 "),
        Text("3,0"),
        Text("3.0"),
        Text("3 - most"),
        Text("3 – Most"),
        Text("3: most"),
        Text("most"),
        Cell::Formula("3"),
        Cell::Formula("3 - most"),
    ] {
        assert_eq!(answer(&[(4, cell)]), three);
    }
    assert_eq!(answer(&[(4, Number(0.0))]), Answer::Rated { rating: Rating(0) });
    assert_eq!(answer(&[]), Answer::Unanswered);
    assert_eq!(answer(&[(4, Text("  "))]), Answer::Unanswered);
    let ask = Some("Legal".to_owned());
    assert_eq!(answer(&[(4, Text("Don’t know")), (5, Text("Legal"))]), Answer::DontKnow { ask });
    assert_eq!(answer(&[(4, Text("dont know"))]), Answer::DontKnow { ask: None });
    assert_eq!(answer(&[(4, Text("DECLINED"))]), Answer::Declined);
    let reason = "2027".to_owned();
    assert_eq!(answer(&[(4, Text("n/a")), (5, Number(2027.0))]), Answer::NotApplicable { reason });
}

#[test]
fn what_is_no_answer_is_refused_with_its_cell() {
    let mut all = String::new();
    for cell in [
        Number(6.0),
        Number(2.5),
        Text("3 - measured"),
        Text("3 or 4"),
        Text("1-2"),
        Text("not applicable"),
        Text("yes"),
        Truth(true),
        Day(2026, 2, 3),
        Day(1900, 1, 3),
        Cell::Formula("77"),
        Cell::Formula("#REF!"),
    ] {
        let bytes = workbook(&[line(ITEMS[0], &[(4, cell)]), line(ITEMS[1], &[(4, Number(1.0))])]);
        // A formula that was never computed has no value.
        let read = read(&repack(&bytes, |_, part| match String::from_utf8(part) {
            Ok(text) => text.replace("<v>77</v>", "").into_bytes(),
            Err(other) => other.into_bytes(),
        }));
        assert_eq!((read.lines.len(), read.faults.len()), (1, 1));
        all += &told(&read.faults);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn days_are_read_in_every_form_but_not_guessed() {
    for cell in [Day(2026, 3, 31), Text("2026-03-31"), Text("31.03.2026"), Text("3/31/2026")] {
        let read = read(&workbook(&[line(ITEMS[0], &[(3, cell)])]));
        assert_eq!(told(&read.faults), "");
        assert_eq!(read.lines.into_values().next().unwrap().on, "2026-03-31".parse().ok());
    }
    let mut all = String::new();
    for cell in [Text("3/4/2026"), Text("soon"), Number(46112.0), Day(1905, 7, 18), Truth(false)] {
        let read = read(&workbook(&[line(ITEMS[0], &[(3, cell)])]));
        assert_eq!((read.lines.len(), read.faults.len()), (0, 1));
        all += &told(&read.faults);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let bytes = workbook(&[line(ITEMS[0], &[(3, Day(2026, 3, 31))])]);
    let bytes = replace(&bytes, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    let read = read(&bytes);
    assert_eq!(read.lines.into_values().next().unwrap().on, "2030-04-01".parse().ok());
}

#[test]
fn rows_that_are_not_ours_are_refused_or_passed_by() {
    let other = |column: usize, cell: Cell| line(ITEMS[0], &[(column, cell), (4, Number(1.0))]);
    let read = read(&workbook(&[
        line(ITEMS[1], &[(4, Number(1.0))]),
        vec![],
        other(0, Text("market")),
        other(0, Number(1.1)),
        other(0, Nothing),
        other(1, Text("using.choices")),
        other(2, Nothing),
        vec![Nothing, Nothing, Nothing, Nothing, Text("total: 7")],
        vec![Nothing, Nothing, Nothing, Nothing, Nothing, Nothing, Text("a remark")],
        line(ITEMS[2], &[(4, Number(2.0)), (5, Text("left over"))]),
    ]));
    assert_eq!(read.lines.len(), 2);
    insta::assert_snapshot!(format!("{}---\n{}", told(&read.faults), told(&read.notes)));
}

#[test]
fn a_line_that_is_there_twice_counts_when_it_agrees() {
    let one = |rating: f64| line(ITEMS[0], &[(4, Number(rating))]);
    let agree = read(&workbook(&[one(1.0), one(1.0)]));
    let differ = read(&workbook(&[one(1.0), one(1.0), one(2.0)]));
    let refused = read(&workbook(&[one(1.0), one(9.0)]));
    assert_eq!((agree.lines.len(), agree.faults.len()), (1, 0));
    assert_eq!((differ.lines.len(), refused.lines.len()), (0, 0));
    let parts = [told(&agree.notes), told(&differ.faults), told(&refused.faults)];
    insta::assert_snapshot!(parts.join("---\n"));
}

#[test]
fn a_column_that_is_gone_is_not_taken_for_emptied() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("A").unwrap();
    put(sheet, 0, &HEADER.map(|h| if h == "Note" { Nothing } else { Text(h) }));
    put(sheet, 1, &line(ITEMS[0], &[(4, Number(1.0))]));
    let sheet = workbook.add_worksheet().set_name("B").unwrap();
    put(sheet, 0, &HEADER.map(|h| if h == "my remarks" { Text("Note") } else { Text(h) }));
    put(sheet, 1, &line(ITEMS[1], &[(4, Number(1.0))]));
    let sheet = workbook.add_worksheet().set_name("C").unwrap();
    put(sheet, 1, &line(ITEMS[2], &[(4, Number(1.0))]));
    let sheet = workbook.add_worksheet().set_name("Mine").unwrap();
    put(sheet, 1, &[Text("milk"), Number(2.0)]);
    stamp_sheet(&mut workbook, &Sample::new());
    let read = read(&workbook.save_to_buffer().unwrap());
    assert_eq!(read.lines.len(), 0);
    insta::assert_snapshot!(format!("{}---\n{}", told(&read.faults), told(&read.notes)));
}

#[test]
fn merged_cells_are_not_taken_for_emptied() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("A").unwrap();
    put(sheet, 1, &HEADER.map(Text));
    sheet.merge_range(0, 0, 0, 9, "A title", &Format::new()).unwrap();
    for (row, item) in (2..).zip(ITEMS) {
        put(sheet, row, &line(item, &[(4, Number(1.0))]));
    }
    sheet.merge_range(2, 4, 3, 4, "", &Format::new()).unwrap();
    sheet.write_number(2, 4, 2).unwrap();
    sheet.merge_range(5, 3, 6, 9, "", &Format::new()).unwrap();
    stamp_sheet(&mut workbook, &Sample::new());
    let read = read(&workbook.save_to_buffer().unwrap());
    assert_eq!(read.lines.len(), 2);
    insta::assert_snapshot!(told(&read.faults));
}

#[test]
fn a_file_without_its_stamp_is_refused_and_still_read() {
    let bytes = workbook(&[line(ITEMS[0], &[(4, Number(1.0))])]);
    let without = replace(&bytes, "xl/sharedStrings.xml", "osmm-sheet/1", "other");
    let damaged = replace(&bytes, "xl/sharedStrings.xml", "2026-q4", "\"");
    let parts = [without, damaged].map(|bytes| {
        let read = read(&bytes);
        assert_eq!((read.stamp.as_ref(), read.lines.len()), (None, 1));
        told(&read.faults)
    });
    insta::assert_snapshot!(parts.join("---\n"));
}

#[test]
fn sorted_and_renamed_sheets_say_the_same() {
    let rows = |order: [usize; 3]| order.map(|i| line(ITEMS[i], &[(4, Number(i as f64))]));
    assert_eq!(read(&workbook(&rows([0, 1, 2]))).lines, read(&workbook(&rows([2, 0, 1]))).lines);
}
