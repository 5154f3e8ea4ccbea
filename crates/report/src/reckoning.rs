//! An assessment as a workbook that reckons: every number is a formula over the ratings of the sheet `Items`, so whoever
//! changes one sees what follows, and whoever doubts one reads how it is made. What is stored beside each formula is the
//! number of the assessment; a test lets LibreOffice compute them all again.

mod items;
mod method;
mod scores;
mod summary;

use std::collections::BTreeMap;

use osmm_maturity::assessment::{Assessment, BasisResults, carried};
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError};

use crate::ReportError;
use crate::reading::Reading;
use crate::sections::headline;
use crate::text::{NAME, short};
use crate::workbook::looks;

/// Writes the workbook. The same assessment gives the same bytes.
///
/// # Errors
///
/// When the workbook cannot be put together.
pub fn write(assessment: &Assessment) -> Result<Vec<u8>, ReportError> {
    let book = Book::new(assessment);
    let mut workbook = Workbook::new();
    let day = assessment.as_of;
    let [month, date] = [day.month(), day.day()].map(i8::unsigned_abs);
    // Workbooks know no year before 1900.
    let created = ExcelDateTime::from_ymd(day.year().unsigned_abs().max(1900), month, date)?;
    let title = headline::title(&book.reading);
    workbook.set_properties(&DocProperties::new().set_title(&title).set_author("osmm").set_creation_datetime(&created));
    let sheets: [Sheet; 4] = [summary::write, scores::write, items::write, method::write];
    for sheet in sheets {
        let page = workbook.add_worksheet();
        page.set_formula_result_default("");
        sheet(page, &book)?;
    }
    for (name, cell) in method::names(&book) {
        workbook.define_name(name, &cell)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Writes one sheet.
type Sheet = fn(&mut Worksheet, &Book<'_>) -> Result<(), XlsxError>;

/// What the sheets are written from.
struct Book<'a> {
    reading: Reading<'a>,
    /// How high a rating the evidence of each item carries.
    carried: BTreeMap<&'a ItemId, Rating>,
    looks: Looks,
}

/// Formats of cells, beside those of all workbooks.
struct Looks {
    base: looks::Looks,
    /// Two decimals.
    mean: Format,
    /// Whole percent.
    percent: Format,
    /// A figure as it is.
    figure: Format,
    /// A figure of a row that sums up others.
    strong: [Format; 3],
    /// What may be changed.
    input: Format,
    /// A word in the middle.
    word: Format,
}

impl<'a> Book<'a> {
    fn new(assessment: &'a Assessment) -> Self {
        let base = looks::Looks::new();
        let (mean, percent) = (base.number.clone().set_num_format("0.00"), base.number.clone().set_num_format("0%"));
        let strong = [&mean, &percent, &base.number].map(|format| format.clone().set_bold());
        let looks = Looks {
            mean,
            percent,
            figure: base.number.clone(),
            strong,
            input: base.edit_answer.clone().set_num_format("General").set_align(FormatAlign::Center),
            word: base.plain.clone().set_align(FormatAlign::Center),
            base,
        };
        Self { reading: Reading::new(assessment), carried: carried(assessment), looks }
    }

    /// The results on the three bases, in the order of [`osmm_maturity::score::Basis::ALL`].
    fn bases(&self) -> [&'a BasisResults; 3] {
        let results = &self.reading.of.results;
        [&results.claimed, &results.supported, &results.verified]
    }

    fn items(&self) -> u32 {
        count(self.reading.model().items().count())
    }
}

/// A formula with what it comes to now.
fn formula(text: String, now: impl ToString) -> Formula {
    Formula::new(text).set_result(now.to_string())
}

/// A number for the cell of a formula; nothing where there is none.
fn or_nothing(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A text of others for a cell, in which there is no end of room.
fn told(text: &str) -> String {
    short(text, 2000)
}

/// A title of others.
fn titled(text: &str) -> String {
    short(text, NAME)
}

/// Prints on pages that lie on their side, as wide as the sheet.
fn paper(sheet: &mut Worksheet) {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&RPage &P of &N");
}
