//! The sheet of one unit: a title, a header, a row for each line.

use osmm_maturity::response::Answer;
use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula,
    Note, ProtectionOptions, Worksheet,
};

use super::cover::Answers;
use super::heights;
use super::hidden::CHOICES;
use super::looks::Looks;
use crate::sheets::columns::Column;
use crate::sheets::shown::Entry;
use crate::sheets::{SheetError, Sheets, dates};

/// Row of the header.
const HEADER: u32 = 2;
const FIRST: u32 = HEADER + 1;
/// Longest text of a cell, counted as spreadsheets count.
const LONGEST: usize = 32_767;

/// Where the answers of a sheet are going to stand, and how many there are.
pub(super) fn answers(sheet: &str, entries: &[Entry<'_>]) -> Answers {
    let column = column_number_to_name(place(Column::Answer));
    let last = FIRST + lines(entries);
    let answered = entries.iter().filter(|e| e.line.given.answer != Answer::Unanswered).count();
    Answers {
        range: format!("{}!${column}${}:${column}${last}", quote_sheet_name(sheet), FIRST + 1),
        lines: lines(entries),
        answered: u32::try_from(answered).unwrap_or(u32::MAX),
    }
}

pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    entries: &[Entry<'_>],
    sheets: &Sheets<'_>,
    looks: &Looks,
) -> Result<(), SheetError> {
    sheet.set_name(name)?;
    header(sheet, entries, sheets, looks)?;
    for (row, entry) in (FIRST..).zip(entries) {
        line(sheet, row, entry, sheets, looks)?;
    }
    columns(sheet, entries)?;
    checks(sheet, lines(entries), looks, sheets)?;
    layout(sheet, name, lines(entries))
}

fn lines(entries: &[Entry<'_>]) -> u32 {
    u32::try_from(entries.len()).unwrap_or(u32::MAX - FIRST)
}

/// Where a column stands.
fn place(column: Column) -> u16 {
    u16::try_from(Column::of_workbook().take_while(|c| *c != column).count()).unwrap_or(u16::MAX)
}

fn header(sheet: &mut Worksheet, entries: &[Entry<'_>], sheets: &Sheets<'_>, looks: &Looks) -> Result<(), SheetError> {
    let title = entries.first().map_or("", |e| e.unit.title.as_str());
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    sheet.set_row_height(0, 26)?;
    let cover = sheets.cover;
    let until = cover.deadline.map(|d| format!(", answers until {d}")).unwrap_or_default();
    let line = format!("{}, as of {}{until}. Fill in the columns with the dark header.", cover.title, cover.as_of);
    sheet.write_string_with_format(1, 0, line, &looks.quiet)?;
    for column in Column::of_workbook() {
        let look = if column.editable() { &looks.head_edit } else { &looks.head };
        sheet.write_string_with_format(HEADER, place(column), column.header(sheets.model), look)?;
    }
    sheet.set_row_height(HEADER, 32)?;
    Ok(())
}

fn line(
    sheet: &mut Worksheet,
    row: u32,
    entry: &Entry<'_>,
    sheets: &Sheets<'_>,
    looks: &Looks,
) -> Result<(), SheetError> {
    for column in Column::of_workbook() {
        let look = match column {
            Column::Answer => &looks.edit_answer,
            Column::On => &looks.edit_date,
            Column::Item => &looks.shown_strong,
            _ if column.editable() => &looks.edit,
            _ => &looks.shown,
        };
        let (at, text) = (place(column), entry.text(column, sheets.model));
        if text.encode_utf16().count() > LONGEST {
            return Err(SheetError::TooLong(Box::new(entry.line.key.clone())));
        }
        match entry.line.given.on.filter(|d| column == Column::On && *d >= dates::EARLIEST) {
            // Every day from then on has a year that spreadsheets know.
            Some(day) => {
                let [month, date] = [day.month(), day.day()].map(i8::unsigned_abs);
                let day = ExcelDateTime::from_ymd(day.year().unsigned_abs(), month, date)?;
                sheet.write_datetime_with_format(row, at, &day, look)?;
            }
            None if text.is_empty() => {
                sheet.write_blank(row, at, look)?;
            }
            None => {
                sheet.write_string_with_format(row, at, text, look)?;
            }
        }
    }
    let texts: Vec<_> =
        Column::of_workbook().filter(|c| !c.is_key()).map(|c| (entry.text(c, sheets.model), c.width())).collect();
    sheet.set_row_height(row, heights::row(texts.iter().map(|(text, width)| (text.as_str(), *width))))?;
    let anchors: String = entry.text(Column::Anchors, sheets.model).chars().take(8000).collect();
    if !anchors.is_empty() {
        let height = u32::try_from(heights::lines(&anchors, 66) * 16 + 8).unwrap_or(400).min(400);
        let note = Note::new(anchors).add_author_prefix(false).set_width(420).set_height(height);
        sheet.insert_note(row, place(Column::Answer), &note)?;
    }
    Ok(())
}

/// Widths; ids are hidden, and so is what would be the same, or nothing, in every row.
fn columns(sheet: &mut Worksheet, entries: &[Entry<'_>]) -> Result<(), SheetError> {
    let first = entries.first().map(|e| &e.line.key.respondent);
    let one_respondent = entries.iter().all(|e| Some(&e.line.key.respondent) == first);
    let shown = |e: &Entry<'_>| e.line.shown.clone();
    let nothing_beside = entries.iter().map(shown).all(|s| s.central.or(s.proposal).or(s.target).is_none());
    for column in Column::of_workbook() {
        sheet.set_column_width(place(column), column.width())?;
        let hidden = match column {
            Column::Respondent => one_respondent,
            Column::Beside => nothing_beside,
            _ => column.is_key(),
        };
        if hidden {
            sheet.set_column_hidden(place(column))?;
        }
    }
    Ok(())
}

/// Drop-down lists and hints. Nothing is refused, since `3` is as good as its entry in the list; what cannot be read is
/// coloured instead.
fn checks(sheet: &mut Worksheet, lines: u32, looks: &Looks, sheets: &Sheets<'_>) -> Result<(), SheetError> {
    let (answer, reason, on) = (place(Column::Answer), place(Column::Reason), place(Column::On));
    let last = FIRST + lines.saturating_sub(1);
    let hint = format!("A rating from 0 to {}, or why there is none.", sheets.model.scale.top());
    let list = DataValidation::new()
        .allow_list_formula(Formula::new(format!("={CHOICES}")))
        .show_error_message(false)
        .set_input_message(hint)?;
    sheet.add_data_validation(FIRST, answer, last, answer, &list)?;
    let days = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1990, 1, 1)?))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message("Write a day, for example 2026-03-31.")?;
    sheet.add_data_validation(FIRST, on, last, on, &days)?;
    let cell = |column: u16| format!("${}{}", column_number_to_name(column), FIRST + 1);
    let (a, r, top) = (cell(answer), cell(reason), sheets.model.scale.top());
    let rating = format!("IF(ISNUMBER({a}),AND({a}>=0,{a}<={top},{a}=INT({a})),COUNTIF({CHOICES},{a})>0)");
    let warn = |rule: String| ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(&looks.warn);
    let unread = warn(format!("=AND(LEN({a})>0,NOT({rating}))"));
    sheet.add_conditional_format(FIRST, answer, last, answer, &unread)?;
    let unsaid = warn(format!("=AND({a}=\"not applicable\",LEN({r})=0)"));
    sheet.add_conditional_format(FIRST, reason, last, reason, &unsaid)?;
    Ok(())
}

fn layout(sheet: &mut Worksheet, name: &str, lines: u32) -> Result<(), SheetError> {
    let last = place(Column::RespondentId);
    sheet.set_freeze_panes(FIRST, place(Column::Item) + 1)?;
    sheet.autofilter(HEADER, 0, HEADER + lines, last)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    sheet.set_selection(FIRST, place(Column::Answer), FIRST, place(Column::Answer))?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_repeat_rows(HEADER, HEADER)?;
    sheet.set_footer(format!("&L{}&RPage &P of &N", name.replace('&', "&&")));
    Ok(())
}
