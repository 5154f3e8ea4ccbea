//! The sheet of all scores: overall, then each level with its activities below it.

use osmm_maturity::level::satisfies;
use osmm_maturity::rating::Rating;
use osmm_maturity::score::{ActivityScore, Basis, Score, score};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::items::Column;
use super::{Book, count, formula, or_nothing, paper, titled, yes};
use crate::text::capital;

pub(super) const SHEET: &str = "Scores";
const HEADER: u32 = 3;
pub(super) const FIRST: u32 = HEADER + 1;

/// Column of the items that apply, and the first of those of the bases, of which each has as many.
const APPLY: u16 = 3;
const BASES: u16 = 4;

/// What is said on each basis: heads in order.
#[derive(Clone, Copy)]
pub(super) enum Figure {
    Answered,
    Coverage,
    Score,
    Lowest,
    From,
    To,
    Satisfied,
}

const FIGURES: [(Figure, &str, u8); 7] = [
    (Figure::Answered, "Answered", 9),
    (Figure::Coverage, "Coverage", 9),
    (Figure::Score, "Score", 7),
    (Figure::Lowest, "Lowest", 7),
    (Figure::From, "At least", 7),
    (Figure::To, "At most", 7),
    (Figure::Satisfied, "Satisfied", 9),
];

/// Of whom a row tells.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Of {
    All,
    Level(u8),
    /// Level, and number in reading order from 1.
    Activity(u8, u32),
}

/// A row with its scores on the three bases.
pub(super) struct Line {
    pub(super) of: Of,
    pub(super) title: String,
    pub(super) scores: [Score; 3],
    /// Whether it satisfies the rule on each basis; nothing for all items, and where levels are no ladder.
    pub(super) satisfied: [Option<bool>; 3],
}

/// All rows, in order.
pub(super) fn lines(book: &Book<'_>) -> Vec<Line> {
    let (model, bases) = (book.reading.model(), book.bases());
    let nothing = || score(std::iter::empty(), model.scale.top());
    let mut lines = vec![Line {
        of: Of::All,
        title: "All".to_owned(),
        scores: bases.map(|basis| basis.profile.overall.clone()),
        satisfied: [None; 3],
    }];
    let mut number = 0;
    for level in &model.levels {
        let scored = bases.map(|basis| basis.profile.levels.iter().find(|l| l.level == level.number));
        let stands = bases.map(|basis| {
            let satisfied = &basis.position.as_ref()?.satisfied;
            satisfied.iter().find(|s| s.level == level.number).map(|s| s.satisfied)
        });
        lines.push(Line {
            of: Of::Level(level.number),
            title: titled(&level.title),
            scores: scored.map(|l| l.map_or_else(nothing, |l| l.score.clone())),
            satisfied: stands,
        });
        for (at, activity) in model.activities_of(level.number).enumerate() {
            number += 1;
            let of = |l: Option<&osmm_maturity::score::LevelScore>| {
                let found: Option<&ActivityScore> = l.and_then(|l| l.activities.get(at));
                found.map_or_else(nothing, |a| a.score.clone())
            };
            let scores = scored.map(of);
            let rule = model.achievement;
            let satisfied = [0, 1, 2].map(|b: usize| rule.map(|rule| satisfies(rule, &scores[b])));
            lines.push(Line {
                of: Of::Activity(level.number, number),
                title: titled(&activity.title),
                scores,
                satisfied,
            });
        }
    }
    lines
}

/// The cell of a figure on a basis (0 to 2), in a row counted from 0; for other sheets, too.
pub(super) fn cell(row: u32, basis: usize, figure: Figure) -> String {
    format!("{SHEET}!{}", here(row, basis, figure))
}

/// The cell with the items that apply, for other sheets.
pub(super) fn apply(row: u32) -> String {
    format!("{SHEET}!${}${}", column_number_to_name(APPLY), row + 1)
}

fn here(row: u32, basis: usize, figure: Figure) -> String {
    format!("${}${}", column_number_to_name(column(basis, figure)), row + 1)
}

fn column(basis: usize, figure: Figure) -> u16 {
    BASES + u16::try_from(basis * FIGURES.len()).unwrap_or(0) + figure as u16
}

pub(super) fn write(sheet: &mut Worksheet, book: &Book<'_>) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    let (looks, terms) = (&book.looks.base, &book.reading.model().terms);
    let title = format!("Scores by {} and {}", terms.level.one, terms.activity.one);
    sheet.write_string_with_format(0, 0, title, &looks.title)?;
    sheet.write_string_with_format(1, 0, "Every figure is a formula over the sheet Items.", &looks.quiet)?;
    let level = capital(&terms.level.one);
    for (at, head, width) in [(0, level.as_str(), 7), (1, "No.", 5), (2, "", 38), (APPLY, "Apply", 7)] {
        sheet.write_string_with_format(HEADER, at, head, &looks.head)?;
        sheet.set_column_width(at, width)?;
    }
    for (basis, word) in Basis::ALL.iter().map(|basis| capital(basis.word())).enumerate() {
        let first = column(basis, Figure::Answered);
        sheet.merge_range(HEADER - 1, first, HEADER - 1, column(basis, Figure::Satisfied), &word, &looks.head)?;
        for (figure, head, width) in FIGURES {
            sheet.write_string_with_format(HEADER, column(basis, figure), head, &looks.head_number)?;
            sheet.set_column_width(column(basis, figure), width)?;
        }
    }
    let lines = lines(book);
    for (row, line) in (FIRST..).zip(&lines) {
        let reckoned = Reckoned { row, last: FIRST + count(lines.len()), line, book };
        reckoned.names(sheet)?;
        for basis in 0..Basis::ALL.len() {
            reckoned.basis(sheet, basis)?;
        }
    }
    sheet.set_freeze_panes(FIRST, 3)?;
    sheet.set_repeat_rows(HEADER - 1, HEADER)?;
    paper(sheet);
    Ok(())
}

/// A row that is being written.
struct Reckoned<'a> {
    row: u32,
    /// Number of the last row of the sheet, counted from 1.
    last: u32,
    line: &'a Line,
    book: &'a Book<'a>,
}

impl Reckoned<'_> {
    /// Which items it is about, for the functions that count with conditions.
    fn condition(&self) -> String {
        let (items, row) = (self.book.items(), self.row + 1);
        match self.line.of {
            Of::All => format!("{},\">=0\"", Column::Level.range(items)),
            Of::Level(_) => format!("{},$A{row}", Column::Level.range(items)),
            Of::Activity(..) => format!("{},$B{row}", Column::Activity.range(items)),
        }
    }

    /// How a figure looks: rows that sum up others are bold.
    fn look(&self, figure: Figure) -> &Format {
        let looks = &self.book.looks;
        let strong = !matches!(self.line.of, Of::Activity(..));
        match figure {
            Figure::Score | Figure::From | Figure::To if strong => &looks.strong[0],
            Figure::Score | Figure::From | Figure::To => &looks.mean,
            Figure::Coverage if strong => &looks.strong[1],
            Figure::Coverage => &looks.percent,
            _ if strong => &looks.strong[2],
            _ => &looks.figure,
        }
    }

    fn names(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (looks, row) = (&self.book.looks, self.row);
        let (level, number) = match self.line.of {
            Of::All => (None, None),
            Of::Level(level) => (Some(level), None),
            Of::Activity(level, number) => (Some(level), Some(number)),
        };
        for (at, number) in [(0, level.map(u32::from)), (1, number)] {
            match number {
                Some(number) => sheet.write_number_with_format(row, at, number, &looks.figure)?,
                None => sheet.write_blank(row, at, &looks.figure)?,
            };
        }
        let look = if number.is_some() { &looks.base.shown } else { &looks.base.shown_strong };
        sheet.write_string_with_format(row, 2, &self.line.title, look)?;
        let of = self.condition();
        let claimed = Column::Claimed.range(self.book.items());
        let apply = formula(
            format!("=COUNTIFS({of})-COUNTIFS({of},{claimed},\"not applicable\")"),
            self.line.scores[0].counts.applicable(),
        );
        sheet.write_formula_with_format(row, APPLY, apply, self.look(Figure::Answered))?;
        Ok(())
    }

    fn basis(&self, sheet: &mut Worksheet, basis: usize) -> Result<(), XlsxError> {
        let score = &self.line.scores[basis];
        let ratings = Column::BASES[basis].range(self.book.items());
        let of = self.condition();
        let (apply, answered) = (format!("$D${}", self.row + 1), here(self.row, basis, Figure::Answered));
        let sum = format!("SUMIFS({ratings},{of})");
        let counts = score.counts;
        let range = |end: fn(&osmm_maturity::score::Range) -> f64| or_nothing(score.range.as_ref().map(end));
        let lowest = or_nothing(score.lowest.as_ref().map(|lowest| lowest.rating).map(Rating::value));
        let figures = [
            (Figure::Answered, format!("=COUNTIFS({of},{ratings},\">=0\")"), counts.rated.to_string()),
            (Figure::Coverage, format!("=IF({apply}=0,0,{answered}/{apply})"), counts.coverage().to_string()),
            (Figure::Score, format!("=IF({answered}=0,\"\",{sum}/{answered})"), or_nothing(score.mean)),
            (Figure::Lowest, format!("=IF({answered}=0,\"\",_xlfn.MINIFS({ratings},{of}))"), lowest),
            (Figure::From, format!("=IF({apply}=0,\"\",{sum}/{apply})"), range(|r| r.low)),
            (
                Figure::To,
                format!("=IF({apply}=0,\"\",({sum}+({apply}-{answered})*Top_rating)/{apply})"),
                range(|r| r.high),
            ),
        ];
        for (figure, text, now) in figures {
            sheet.write_formula_with_format(self.row, column(basis, figure), formula(text, now), self.look(figure))?;
        }
        let at = column(basis, Figure::Satisfied);
        match self.line.satisfied[basis] {
            Some(is) => sheet.write_formula_with_format(
                self.row,
                at,
                formula(self.satisfied(basis), yes(is)),
                &self.book.looks.word,
            )?,
            None => sheet.write_blank(self.row, at, &self.book.looks.word)?,
        };
        Ok(())
    }

    /// An activity satisfies the rule by its own figures, a level when each of its activities does.
    fn satisfied(&self, basis: usize) -> String {
        let figure = |figure| here(self.row, basis, figure);
        let apply = format!("$D${}", self.row + 1);
        if let Of::Activity(..) = self.line.of {
            let (coverage, mean, lowest) = (figure(Figure::Coverage), figure(Figure::Score), figure(Figure::Lowest));
            let rule = format!("AND({coverage}>=Needed_coverage,{mean}>=Needed_mean,{lowest}>=Least_rating)");
            return format!("=IF({apply}=0,\"yes\",IF({rule},\"yes\",\"no\"))");
        }
        let column = column_number_to_name(column(basis, Figure::Satisfied));
        let (first, last) = (FIRST + 1, self.last);
        let activities = format!("$A${first}:$A${last},$A{},$B${first}:$B${last},\">0\"", self.row + 1);
        let unsatisfied = format!("COUNTIFS({activities},${column}${first}:${column}${last},\"no\")");
        format!("=IF(COUNTIFS({activities})=0,\"yes\",IF({apply}=0,\"no\",IF({unsatisfied}=0,\"yes\",\"no\")))")
    }
}
