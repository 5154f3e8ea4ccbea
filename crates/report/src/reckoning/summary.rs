//! The first sheet: the finding, the position and the levels on all three bases, and their picture.

use osmm_maturity::level::Position;
use osmm_maturity::score::Basis;
use rust_xlsxwriter::{Chart, ChartFormat, ChartLine, ChartSolidFill, ChartType, Color, Format, Worksheet, XlsxError};

use super::scores::{self, Figure, Line, Of};
use super::{Book, count, formula, items, or_nothing, paper, titled};
use crate::sections::headline;
use crate::text::{capital, day};

pub(super) const SHEET: &str = "Summary";

/// Columns: a margin, names, then figures.
const NAMES: u16 = 1;
const FIGURES: u16 = 2;
/// First row of the table of figures.
const TABLE: u32 = 5;

/// Colours of the bases in the picture, from dark to light.
const COLOURS: [Color; 3] = [Color::RGB(0x1F4E79), Color::RGB(0x6E9BC5), Color::RGB(0xB8C4CE)];

pub(super) fn write(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?.set_screen_gridlines(false);
    for (at, width) in (0..).zip([2_u8, 40, 12, 12, 12, 12, 12, 12, 14, 14, 14]) {
        sheet.set_column_width(at, width)?;
    }
    let (reading, looks) = (&book.reading, &book.looks.base);
    let model = reading.model();
    sheet.write_string_with_format(1, NAMES, titled(&reading.of.scope.name), &looks.title)?;
    let finding = format!("When written: {}.", headline::title(reading));
    sheet.write_string_with_format(2, NAMES, finding, &looks.section)?;
    let rests =
        format!("{}, version {}, as of {}", titled(&model.title), titled(&model.version), day(reading.of.as_of));
    sheet.write_string_with_format(3, NAMES, rests, &looks.quiet)?;
    let lines = scores::lines(book);
    let levels: Vec<(u32, &Line)> =
        (scores::FIRST..).zip(&lines).filter(|(_, line)| matches!(line.of, Of::Level(_))).collect();
    // The figures stand above, and some of them ask the levels below.
    let first = TABLE + if reading.ladder() { 14 } else { 12 };
    let table = Levels { first, rows: &levels };
    figures(sheet, book, &table)?;
    table.write(sheet, book)?;
    sheet.insert_chart(table.last() + 2, NAMES, &table.picture(book))?;
    sheet.set_freeze_panes(1, 0)?;
    paper(sheet);
    sheet.set_active(true);
    Ok(())
}

/// The figures over all items, one row each.
fn figures(sheet: &mut Worksheet, book: &Book<'_>, levels: &Levels<'_>) -> Result<(), XlsxError> {
    let (looks, terms) = (&book.looks, &book.reading.model().terms);
    sheet.write_string_with_format(TABLE, NAMES, "Where we stand", &looks.base.head)?;
    for (at, basis) in (FIGURES..).zip(Basis::ALL) {
        sheet.write_string_with_format(TABLE, at, capital(basis.word()), &looks.base.head_number)?;
    }
    let mut row = TABLE + 1;
    let bases = book.bases();
    let mut put = |name: String, of: &dyn Fn(usize) -> (String, String), look: &Format| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, NAMES, name, &looks.base.shown)?;
        for (basis, at) in (0..3).zip(FIGURES..) {
            let (text, now) = of(basis);
            sheet.write_formula_with_format(row, at, formula(text, now), look)?;
        }
        row += 1;
        Ok(())
    };
    if book.reading.ladder() {
        let level = &terms.level.one;
        let stands = |basis: usize| bases[basis].position.as_ref();
        put(format!("Highest {level} in place"), &|b| (levels.achieved(b), achieved(stands(b))), &looks.figure)?;
        put(format!("{} to work on", capital(level)), &|b| (levels.next(b), next(stands(b))), &looks.figure)?;
    }
    let score = |basis: usize| &bases[basis].profile.overall;
    let link = |basis: usize, figure: Figure| format!("={}", scores::cell(scores::FIRST, basis, figure));
    let range = |basis: usize| score(basis).range;
    put("Score".into(), &|b| (link(b, Figure::Score), or_nothing(score(b).mean)), &looks.mean)?;
    put("At least".into(), &|b| (link(b, Figure::From), or_nothing(range(b).map(|r| r.low))), &looks.mean)?;
    put("At most".into(), &|b| (link(b, Figure::To), or_nothing(range(b).map(|r| r.high))), &looks.mean)?;
    let lowest = |b: usize| or_nothing(score(b).lowest.as_ref().map(|lowest| lowest.rating.value()));
    put("Lowest rating".into(), &|b| (link(b, Figure::Lowest), lowest(b)), &looks.figure)?;
    let apply = |b: usize| (format!("={}", scores::apply(scores::FIRST)), score(b).counts.applicable().to_string());
    put(format!("{} that apply", capital(&terms.item.many)), &apply, &looks.figure)?;
    put(
        "Of these with a rating".into(),
        &|b| (link(b, Figure::Answered), score(b).counts.rated.to_string()),
        &looks.figure,
    )?;
    put("Coverage".into(), &|b| (link(b, Figure::Coverage), score(b).counts.coverage().to_string()), &looks.percent)?;
    let gaps =
        formula(format!("=COUNT({})", items::Column::Priority.range(book.items())), book.reading.of.results.gaps.len());
    sheet.write_string_with_format(row, NAMES, "Rated below their target", &looks.base.shown)?;
    sheet.write_formula_with_format(row, FIGURES, gaps, &looks.figure)?;
    Ok(())
}

fn achieved(position: Option<&Position>) -> String {
    position.and_then(|p| p.achieved).map_or_else(|| "none".to_owned(), |level| level.to_string())
}

fn next(position: Option<&Position>) -> String {
    position.and_then(|p| p.next).map_or_else(|| "none".to_owned(), |level| level.to_string())
}

/// The table of levels, of which the picture is drawn.
struct Levels<'a> {
    /// Row of its head.
    first: u32,
    /// Rows of the sheet of scores, with what they say.
    rows: &'a [(u32, &'a Line)],
}

/// Columns of the table: number, scores on the bases, then whether it is satisfied on each.
const NUMBER: u16 = 2;
const SCORES: u16 = 5;
const SATISFIED: u16 = 8;

impl Levels<'_> {
    fn last(&self) -> u32 {
        self.first + count(self.rows.len())
    }

    fn range(&self, column: u16) -> String {
        let letter = rust_xlsxwriter::utility::column_number_to_name(column);
        format!("${letter}${}:${letter}${}", self.first + 2, self.last() + 1)
    }

    fn satisfied(&self, basis: usize) -> String {
        self.range(SATISFIED + u16::try_from(basis).unwrap_or(0))
    }

    /// The level before the first that is not satisfied.
    fn achieved(&self, basis: usize) -> String {
        let (satisfied, numbers) = (self.satisfied(basis), self.range(NUMBER));
        let before = format!("IFERROR(MATCH(\"no\",{satisfied},0)-1,ROWS({satisfied}))");
        format!("=IF({before}=0,\"none\",INDEX({numbers},{before}))")
    }

    fn next(&self, basis: usize) -> String {
        format!("=IFERROR(INDEX({},MATCH(\"no\",{},0)),\"none\")", self.range(NUMBER), self.satisfied(basis))
    }

    fn write(&self, sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
        let (looks, terms) = (&book.looks, &book.reading.model().terms);
        let level = capital(&terms.level.one);
        sheet.write_string_with_format(self.first, NAMES, &level, &looks.base.head)?;
        let words = Basis::ALL.map(|basis| capital(basis.word()));
        let mut heads = vec!["No.".to_owned(), "Apply".into(), "Coverage".into()];
        heads.extend(words.iter().cloned());
        if book.reading.ladder() {
            heads.extend(words.iter().map(|word| format!("Satisfied ({})", word.to_lowercase())));
        }
        for (at, head) in (NUMBER..).zip(heads) {
            sheet.write_string_with_format(self.first, at, head, &looks.base.head_number)?;
        }
        sheet.set_row_height(self.first, 28)?;
        for (row, (from, line)) in (self.first + 1..).zip(self.rows) {
            let Of::Level(number) = line.of else { continue };
            sheet.write_string_with_format(row, NAMES, &line.title, &looks.base.shown)?;
            sheet.write_number_with_format(row, NUMBER, number, &looks.figure)?;
            for (at, text, now, look) in line.summed(*from, book) {
                sheet.write_formula_with_format(row, at, formula(text, now), look)?;
            }
        }
        Ok(())
    }

    /// Bars of the levels on the three bases.
    fn picture(&self, book: &Book<'_>) -> Chart {
        let mut chart = Chart::new(ChartType::Column);
        let (first, last) = (self.first + 1, self.last());
        for (at, (basis, colour)) in (SCORES..).zip(Basis::ALL.iter().zip(COLOURS)) {
            chart
                .add_series()
                .set_name(capital(basis.word()).as_str())
                .set_categories((SHEET, first, NAMES, last, NAMES))
                .set_values((SHEET, first, at, last, at))
                .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)));
        }
        let terms = &book.reading.model().terms;
        chart.title().set_name(format!("Score of each {}", terms.level.one).as_str());
        let lines = ChartLine::new().set_color(Color::RGB(0xD5DAE0)).clone();
        let top = f64::from(book.reading.model().scale.top().0);
        chart.y_axis().set_min(0).set_max(top).set_major_unit(1).set_major_gridlines_line(&lines);
        chart.set_width(900).set_height(360);
        chart.set_alt_text(format!(
            "Bars of the mean of each {} on the claimed, supported and verified basis; the table above says the same.",
            terms.level.one
        ));
        chart
    }
}

impl Line {
    /// What the row of a level says here: column, formula, what it comes to, and its look.
    fn summed<'b>(&self, from: u32, book: &'b Book<'_>) -> Vec<(u16, String, String, &'b Format)> {
        let looks = &book.looks;
        let counts = self.scores[0].counts;
        let link = |basis: usize, figure: Figure| format!("={}", scores::cell(from, basis, figure));
        let mut cells = vec![
            (NUMBER + 1, format!("={}", scores::apply(from)), counts.applicable().to_string(), &looks.figure),
            (NUMBER + 2, link(0, Figure::Coverage), counts.coverage().to_string(), &looks.percent),
        ];
        for (basis, at) in (0..3).zip(0_u16..) {
            cells.push((SCORES + at, link(basis, Figure::Score), or_nothing(self.scores[basis].mean), &looks.mean));
            if let Some(is) = self.satisfied[basis] {
                cells.push((SATISFIED + at, link(basis, Figure::Satisfied), super::yes(is).to_owned(), &looks.word));
            }
        }
        cells
    }
}
