//! The last sheet: the thresholds, as cells with names that formulas use, and how the numbers are made.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Book, paper, told};
use crate::sections::method::Method;
use crate::workbook::heights;

const SHEET: &str = "Method";
/// Row of the first threshold.
const FIRST: u32 = 3;
const WIDTHS: [u8; 2] = [28, 120];

/// The thresholds: the name that formulas use, what it is, and its value.
fn thresholds(book: &Book<'_>) -> Vec<(&'static str, &'static str, f64)> {
    let model = book.reading.model();
    let results = &book.reading.of.results;
    let mut all = vec![
        ("Top_rating", "The highest rating of the scale", model.scale.top().value()),
        ("Default_target", "The target where none is set", results.default_target.value()),
    ];
    if let Some(rule) = model.achievement {
        all.push(("Needed_coverage", "Least share that is answered, of an activity that satisfies", rule.coverage));
        all.push(("Needed_mean", "Least score of an activity that satisfies", rule.mean));
        all.push(("Least_rating", "Least rating of each of its items", rule.floor.value()));
    }
    all
}

/// Names and their cells, as workbooks want them.
pub(super) fn names(book: &Book<'_>) -> Vec<(&'static str, String)> {
    let cells = (FIRST + 1..).map(|row| format!("={SHEET}!$B${row}"));
    thresholds(book).into_iter().map(|(name, _, _)| name).zip(cells).collect()
}

pub(super) fn write(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?.set_screen_gridlines(false);
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
    }
    let looks = &book.looks.base;
    sheet.write_string_with_format(0, 0, "How the numbers are made", &looks.title)?;
    sheet.write_string_with_format(FIRST - 1, 0, "Thresholds of the model", &looks.section)?;
    let mut row = FIRST;
    for (name, meaning, value) in thresholds(book) {
        sheet.write_string_with_format(row, 0, format!("{meaning} ({name})"), &looks.strong)?;
        sheet.write_number_with_format(row, 1, value, &book.looks.input)?;
        sheet.set_row_height(row, heights::row([(meaning, WIDTHS[0] / 2)].into_iter()))?;
        row += 1;
    }
    let found = Method::new(&book.reading);
    let scale = found.scale.into_iter().map(|(value, _, name, meaning)| (format!("{value} {name}"), meaning)).collect();
    let basis = found.basis.into_iter().map(|(term, text)| (term.to_owned(), text)).collect();
    let parts: [(&str, Vec<(String, String)>); 3] =
        [("Rules", found.rules), ("Scale", scale), ("What this rests on", basis)];
    for (title, rows) in parts {
        sheet.write_string_with_format(row + 1, 0, title, &looks.section)?;
        row += 2;
        for (term, text) in rows {
            let text = told(&text);
            sheet.write_string_with_format(row, 0, told(&term), &looks.strong)?;
            sheet.write_string_with_format(row, 1, &text, &looks.plain)?;
            sheet.set_row_height(row, heights::row([(term.as_str(), WIDTHS[0]), (&text, WIDTHS[1])].into_iter()))?;
            row += 1;
        }
    }
    paper(sheet);
    Ok(())
}
