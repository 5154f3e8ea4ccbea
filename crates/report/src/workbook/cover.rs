//! The first sheet: what this is, how to fill it in, what the ratings mean, and how far the units are.

use rust_xlsxwriter::{Format, Formula, Url, Worksheet};

use super::heights;
use super::looks::{ACCENT, Looks};
use crate::sheets::{SheetError, SheetUnit, Sheets};

pub(super) const NAME: &str = "Read me";

/// Widths of the columns: a margin, names, and four of the table of units, over which the texts run, too.
const WIDTHS: [u8; 7] = [2, 36, 14, 10, 22, 16, 28];
/// Width of a text, which is a little more than that of its columns since lines are long.
const TEXT: u8 = 102;

/// A unit with its sheet.
pub(super) struct Part<'a> {
    pub(super) unit: &'a SheetUnit,
    pub(super) sheet: &'a str,
    pub(super) answers: Answers,
}

/// The answers of a unit's sheet.
pub(super) struct Answers {
    /// Where they stand, as formulas want it.
    pub(super) range: String,
    pub(super) lines: u32,
    pub(super) answered: u32,
}

/// A sheet that is written from top to bottom.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    row: u32,
}

pub(super) fn write(
    sheet: &mut Worksheet,
    sheets: &Sheets<'_>,
    parts: &[Part<'_>],
    looks: &Looks,
) -> Result<(), SheetError> {
    sheet.set_name(NAME)?.set_screen_gridlines(false).set_tab_color(ACCENT).protect();
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    let mut page = Page { sheet, looks, row: 1 };
    page.head(sheets)?;
    page.section("How to fill it in")?;
    for (name, text) in instructions(sheets) {
        page.pair(name, &text)?;
    }
    page.section("Answers")?;
    for step in &sheets.model.scale.0 {
        page.pair(&format!("{} - {}", step.value, step.name), &step.meaning)?;
    }
    for (name, meaning) in OTHERS {
        page.pair(name, meaning)?;
    }
    page.section("Units")?;
    page.units(parts)
}

const OTHERS: [(&str, &str); 3] = [
    ("don't know", "You cannot tell. Say beside it who would know, if you can."),
    ("declined", "You would rather not say."),
    ("not applicable", "It makes no sense for your unit. Say beside it why; without a reason it is not taken."),
];

fn instructions(sheets: &Sheets<'_>) -> [(&'static str, String); 5] {
    let top = sheets.model.scale.top();
    let item = &sheets.model.terms.item.one;
    [
        ("Where", format!("One sheet for each unit, one row for each {item}. Fill in the columns with the dark header.")),
        (
            "Rating",
            format!(
                "Choose from the list or type a number from 0 to {top}. Take the highest rating of which everything holds \
                 today, with what the lower ones ask for also in place."
            ),
        ),
        ("Empty", "An empty answer means that nobody has answered yet. To take an answer back, empty the cell.".to_owned()),
        (
            "What you may change",
            "Filter, hide, rename sheets, add columns of your own (they are not read). The sheets are protected against \
             slips only; there is no password. Do not delete columns: hide them. A row that is deleted changes nothing."
                .to_owned(),
        ),
        ("Giving it back", "Save it as XLSX and return it to where you got it from. Only what you changed counts.".to_owned()),
    ]
}

impl Page<'_> {
    fn text(&mut self, column: u16, text: &str, format: &Format) -> Result<(), SheetError> {
        self.sheet.write_string_with_format(self.row, column, text, format)?;
        Ok(())
    }

    fn head(&mut self, sheets: &Sheets<'_>) -> Result<(), SheetError> {
        let (looks, cover, model) = (self.looks, sheets.cover, sheets.model);
        self.text(1, &cover.title, &looks.title)?;
        self.row += 1;
        self.text(1, &format!("{}, version {}", model.title, model.version), &looks.quiet)?;
        self.row += 2;
        self.pair("As of", &cover.as_of.to_string())?;
        if let Some(deadline) = cover.deadline {
            self.pair("Answers until", &deadline.to_string())?;
        }
        self.pair("For", &cover.person)?;
        self.pair("Written", &cover.written.strftime("%Y-%m-%d %H:%M UTC").to_string())
    }

    fn section(&mut self, title: &str) -> Result<(), SheetError> {
        self.row += 1;
        self.text(1, title, &self.looks.section)?;
        self.sheet.set_row_height(self.row, 22)?;
        self.row += 1;
        Ok(())
    }

    fn pair(&mut self, name: &str, text: &str) -> Result<(), SheetError> {
        self.text(1, name, &self.looks.strong)?;
        self.sheet.merge_range(self.row, 2, self.row, 6, text, &self.looks.plain)?;
        self.sheet.set_row_height(self.row, heights::row([(name, WIDTHS[1]), (text, TEXT)].into_iter()))?;
        self.row += 1;
        Ok(())
    }

    fn units(&mut self, parts: &[Part<'_>]) -> Result<(), SheetError> {
        let looks = self.looks;
        for (column, head) in (1..).zip(["Unit", "People", "Rows", "Answered when written", "Answered now"]) {
            let look = if column > 2 { &looks.head_number } else { &looks.head };
            self.text(column, head, look)?;
        }
        for part in parts {
            self.row += 1;
            self.sheet.set_row_height(self.row, heights::row([(part.unit.title.as_str(), WIDTHS[1])].into_iter()))?;
            let target = format!("internal:{}!A1", rust_xlsxwriter::utility::quote_sheet_name(part.sheet));
            let link = Url::new(target).set_text(&part.unit.title);
            self.sheet.write_url_with_format(self.row, 1, link, &looks.link)?;
            self.text(2, part.unit.headcount.as_deref().unwrap_or("not known"), &looks.shown)?;
            let Answers { range, lines, answered } = &part.answers;
            self.sheet.write_number_with_format(self.row, 3, *lines, &looks.number)?;
            self.sheet.write_number_with_format(self.row, 4, *answered, &looks.number)?;
            let now = Formula::new(format!("=COUNTA({range})")).set_result(answered.to_string());
            self.sheet.write_formula_with_format(self.row, 5, now, &looks.number)?;
        }
        Ok(())
    }
}
