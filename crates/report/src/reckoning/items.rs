//! The sheet of all items: what was said of each, what evidence carries, and what follows for it.

use osmm_maturity::gap::priority;
use osmm_maturity::model::{Activity, Item};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::{Answer, Response};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, Formula, Worksheet, XlsxError};

use super::{Book, formula, or_nothing, paper, titled, told};
use crate::text::{day, list};
use crate::workbook::heights;

pub(super) const SHEET: &str = "Items";
const HEADER: u32 = 2;
const FIRST: u32 = HEADER + 1;

/// The columns that others compute with.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Column {
    Level = 0,
    Activity = 1,
    Claimed = 4,
    Carried = 5,
    Confirmed = 6,
    Supported = 7,
    Verified = 8,
    Target = 9,
    Below = 10,
    Priority = 11,
}

impl Column {
    /// On what is said, on what evidence supports, on what a reviewer confirmed.
    pub(super) const BASES: [Self; 3] = [Self::Claimed, Self::Supported, Self::Verified];

    fn letter(self) -> String {
        column_number_to_name(self as u16)
    }

    /// Its cell in a row of this number, counted from 1.
    fn cell(self, row: u32) -> String {
        format!("${}{row}", self.letter())
    }

    /// All its cells, for other sheets.
    pub(super) fn range(self, items: u32) -> String {
        let letter = self.letter();
        format!("{SHEET}!${letter}${}:${letter}${}", FIRST + 1, FIRST + items.max(1))
    }
}

/// Heads and widths, in order.
const COLUMNS: [(&str, u8); 17] = [
    ("Level", 6),
    ("No.", 5),
    ("Activity", 24),
    ("Item", 30),
    ("Claimed", 11),
    ("Evidence carries", 9),
    ("Reviewer confirmed", 10),
    ("Supported", 11),
    ("Verified", 11),
    ("Target", 8),
    ("Below target by", 8),
    ("Priority of the gap", 9),
    ("Answered by", 18),
    ("On", 12),
    ("Evidence", 34),
    ("Note", 44),
    ("Id", 34),
];

pub(super) fn write(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    let looks = &book.looks.base;
    sheet.write_string_with_format(0, 0, "What was said, and what follows", &looks.title)?;
    let hint = "Change a value of a column with a dark head: all sheets follow. An empty target is the one of the sheet Method.";
    sheet.write_string_with_format(1, 0, hint, &looks.quiet)?;
    for (at, (head, width)) in (0..).zip(COLUMNS) {
        let open =
            [Column::Claimed, Column::Carried, Column::Confirmed, Column::Target].iter().any(|c| *c as u16 == at);
        let head_look = if open { &looks.head_edit } else { &looks.head };
        sheet.write_string_with_format(HEADER, at, head, head_look)?;
        sheet.set_column_width(at, width)?;
    }
    sheet.set_row_height(HEADER, 40)?;
    let activities = (1_u32..).zip(&book.reading.model().activities);
    let items =
        activities.flat_map(|(number, activity)| activity.items.iter().map(move |item| (number, activity, item)));
    for (row, (number, activity, item)) in (FIRST..).zip(items) {
        line(sheet, row, (number, activity, item), book)?;
    }
    answers(sheet, book)?;
    sheet.set_freeze_panes(FIRST, 4)?;
    sheet.autofilter(HEADER, 0, HEADER + book.items().max(1), 16)?;
    sheet.set_repeat_rows(HEADER, HEADER)?;
    paper(sheet);
    Ok(())
}

/// A list of what may be answered.
fn answers(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    let ratings = book.reading.model().scale.0.iter().map(|step| step.value.to_string());
    let words = ["unanswered", "don't know", "declined", "not applicable"].map(str::to_owned);
    let all: Vec<String> = ratings.chain(words).collect();
    // A list is at most 255 letters long; on a longer scale ratings are typed.
    let Ok(one_of) = DataValidation::new().allow_list_strings(&all) else { return Ok(()) };
    let (at, last) = (Column::Claimed as u16, FIRST + book.items().max(1) - 1);
    sheet.add_data_validation(FIRST, at, last, at, &one_of)?;
    Ok(())
}

fn line(
    sheet: &mut Worksheet,
    row: u32,
    (number, activity, item): (u32, &Activity, &Item),
    book: &Book<'_>,
) -> Result<(), XlsxError> {
    let (looks, reading) = (&book.looks, &book.reading);
    let (activity_title, title) = (titled(&activity.title), titled(&item.title));
    sheet.write_number_with_format(row, 0, activity.level, &looks.figure)?;
    sheet.write_number_with_format(row, 1, number, &looks.figure)?;
    sheet.write_string_with_format(row, 2, &activity_title, &looks.base.shown)?;
    sheet.write_string_with_format(row, 3, &title, &looks.base.shown_strong)?;
    let response = reading.response(&item.id);
    numbers(sheet, row, item, response, book)?;
    let evidence: Vec<String> =
        reading.of.evidence.iter().filter(|e| e.item == item.id).map(|e| titled(&e.title)).collect();
    let texts = [
        (12, response.and_then(|r| r.by.as_deref()).map(titled).unwrap_or_default()),
        (13, response.and_then(|r| r.on).map(day).unwrap_or_default()),
        (14, told(&list(&evidence))),
        (15, note(response)),
        (16, told(&item.id.0)),
    ];
    for (at, text) in &texts {
        sheet.write_string_with_format(row, *at, text, &looks.base.shown)?;
    }
    let sized = texts.iter().map(|(at, text)| (text.as_str(), COLUMNS[usize::from(*at)].1));
    let names = [(activity_title.as_str(), COLUMNS[2].1), (title.as_str(), COLUMNS[3].1)];
    sheet.set_row_height(row, heights::row(names.into_iter().chain(sized)))?;
    Ok(())
}

/// What counts, and what follows from it.
fn numbers(
    sheet: &mut Worksheet,
    row: u32,
    item: &Item,
    response: Option<&Response>,
    book: &Book<'_>,
) -> Result<(), XlsxError> {
    let (looks, model) = (&book.looks, book.reading.model());
    let said = Said {
        answer: response.map_or(&Answer::Unanswered, |r| &r.answer),
        carried: book.carried.get(&item.id).copied().unwrap_or(Rating(0)),
        confirmed: response.and_then(|r| r.verified),
        target: response.and_then(|r| r.target),
    };
    let inputs = [
        (Column::Claimed, said.answer.rating()),
        (Column::Carried, Some(said.carried)),
        (Column::Confirmed, said.confirmed),
        (Column::Target, said.target),
    ];
    for (column, rating) in inputs {
        let at = column as u16;
        match (column, rating) {
            (_, Some(rating)) => sheet.write_number_with_format(row, at, rating.0, &looks.input)?,
            (Column::Claimed, None) => sheet.write_string_with_format(row, at, said.answer.words(), &looks.input)?,
            (_, None) => sheet.write_blank(row, at, &looks.input)?,
        };
    }
    for (at, formula, look) in said.follows(row, book.reading.of.results.default_target, model.scale.top()) {
        sheet.write_formula_with_format(
            row,
            at,
            formula,
            if look == Look::Mean { &looks.mean } else { &looks.figure },
        )?;
    }
    Ok(())
}

/// What is entered for an item.
struct Said<'a> {
    answer: &'a Answer,
    carried: Rating,
    confirmed: Option<Rating>,
    target: Option<Rating>,
}

/// How a figure is shown.
#[derive(PartialEq)]
enum Look {
    Figure,
    Mean,
}

impl Said<'_> {
    /// The formulas of a row, with their columns, and what they come to now.
    fn follows(&self, row: u32, default_target: Rating, top: Rating) -> [(u16, Formula, Look); 4] {
        let cell = |column: Column| column.cell(row + 1);
        let (claimed, carried) = (cell(Column::Claimed), cell(Column::Carried));
        let (confirmed, target) = (cell(Column::Confirmed), cell(Column::Target));
        let wanted = format!("IF(ISNUMBER({target}),{target},Default_target)");
        let is_below = format!("AND(ISNUMBER({claimed}),{claimed}<{wanted})");
        let convex = format!("((1+{wanted}-{claimed})^2-1)/((1+Top_rating)^2-1)");
        let rated = self.answer.rating();
        let below = rated.map(|rating| (rating, self.target.unwrap_or(default_target))).filter(|(r, t)| r < t);
        let distance = or_nothing(below.map(|(rating, target)| f64::from(rating.distance(target))));
        let first = or_nothing(below.map(|(rating, target)| priority(rating, target, top)));
        let supported = format!("=IF(ISNUMBER({claimed}),MIN({claimed},{carried}),{claimed})");
        let verified =
            format!("=IF(ISNUMBER({claimed}),IF(ISNUMBER({confirmed}),{confirmed},\"unanswered\"),{claimed})");
        let on = |rating| self.on(rating);
        [
            (Column::Supported as u16, formula(supported, on(rated.map(|r| r.min(self.carried)))), Look::Figure),
            (Column::Verified as u16, formula(verified, on(self.confirmed)), Look::Figure),
            (Column::Below as u16, formula(format!("=IF({is_below},{wanted}-{claimed},\"\")"), distance), Look::Figure),
            (Column::Priority as u16, formula(format!("=IF({is_below},{convex},\"\")"), first), Look::Mean),
        ]
    }

    /// The state of the item on a basis on which it has this rating.
    fn on(&self, rating: Option<Rating>) -> String {
        match (self.answer, rating) {
            (Answer::Rated { .. }, Some(rating)) => rating.to_string(),
            (Answer::Rated { .. }, None) => Answer::Unanswered.words().to_owned(),
            (other, _) => other.words().to_owned(),
        }
    }
}

/// Why this answer: the note, the reason why an item does not apply, or who would know.
fn note(response: Option<&Response>) -> String {
    let Some(response) = response else { return String::new() };
    let said = match &response.answer {
        Answer::NotApplicable { reason } => Some(format!("Not applicable: {reason}")),
        Answer::DontKnow { ask: Some(ask) } => Some(format!("Who would know: {ask}")),
        _ => None,
    };
    told(&said.into_iter().chain(response.note.clone()).collect::<Vec<_>>().join("\n"))
}
