//! Where the blocks of a story stand on slides: one slide a chapter, and as many more as it needs.
//!
//! Nobody knows how wide a text is before it is drawn, so widths are those of usual letters; a text box that is a little
//! too small shrinks its text when it is opened.

use super::chart::Bars;
use crate::story::{Block, Chapter, Figure, Story, Table};
use crate::text::day;

/// English metric units, in which presentations measure: so many to an inch.
const INCH: f64 = 914_400.0;
/// Where the body of a slide begins and ends, in inches: left, top, right, bottom.
const BODY: [f64; 4] = [0.6, 1.45, 12.73, 6.8];
/// Between two blocks.
const GAP: f64 = 0.15;
/// Letters of a running text to an inch and point: usual letters are half as wide as high.
const LETTERS: f64 = 144.0;

/// A chart that is less high is hard to read.
const LEAST_CHART: f64 = 2.3;

/// Sizes of letters in points: text, table and the small words of a figure.
const TEXT: f64 = 16.0;
const SMALL: f64 = 11.0;

/// A slide.
pub(super) struct Slide {
    pub(super) title: String,
    pub(super) shapes: Vec<Shape>,
    pub(super) notes: Vec<String>,
}

/// A rectangle in English metric units.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// What stands on a slide.
pub(super) enum Shape {
    /// Paragraphs, with points before them or not; size in hundredths of a point.
    Text { area: Area, paragraphs: Vec<String>, points: bool, size: u32, quiet: bool },
    /// A figure with what it rests on.
    Card { area: Area, figure: Figure },
    /// A table: widths of columns, height of each row, with the head first.
    Grid { area: Area, title: String, widths: Vec<i64>, rows: Vec<(i64, Vec<Cell>)> },
    /// A native chart; its number is the one of its part.
    Chart { area: Area, alt: String, bars: Bars },
}

/// A cell of a table.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) head: bool,
    pub(super) figure: bool,
}

/// All slides of a story.
pub(super) fn slides(story: &Story) -> Vec<Slide> {
    let mut slides = vec![first(story)];
    for chapter in &story.chapters {
        slides.extend(Placing::new(chapter, story).all());
    }
    let points = (1..).zip(&story.sources).map(|(n, source)| format!("[{n}] {source}")).collect::<Vec<_>>();
    let made = format!("Made with {}", story.made_with);
    let sources = Chapter {
        id: "sources".to_owned(),
        heading: "What the figures rest on".to_owned(),
        blocks: vec![Block::List(points), Block::Text(made)],
        notes: Vec::new(),
    };
    slides.extend(Placing::new(&sources, story).all());
    slides
}

/// The finding.
fn first(story: &Story) -> Slide {
    let line = |y: f64, text: String, size: u32, quiet: bool| Shape::Text {
        area: area(BODY[0], y, BODY[2] - BODY[0], 0.5),
        paragraphs: vec![text],
        points: false,
        size,
        quiet,
    };
    let shapes = vec![
        line(1.6, format!("{}: {}", story.addressed, story.scope), 2000, false),
        line(2.2, format!("As of {}", day(story.as_of)), 1600, true),
    ];
    Slide { title: story.title.clone(), shapes, notes: vec![format!("Made with {}.", story.made_with)] }
}

fn area(x: f64, y: f64, width: f64, height: f64) -> Area {
    // Slides are some millions of units wide and high.
    let [x, y, width, height] = [x, y, width, height].map(|inches| (inches * INCH).round() as i64);
    Area { x, y, width, height }
}

/// Lines of a text of this size in a column so many inches wide.
fn lines(text: &str, size: f64, width: f64) -> f64 {
    let room = (width * LETTERS / size).max(1.0);
    (text.chars().count() as f64 / room).ceil().max(1.0)
}

/// Height of a line of this size, in inches.
fn line(size: f64) -> f64 {
    size * 1.22 / 72.0
}

/// A chapter that is being placed.
struct Placing<'a> {
    chapter: &'a Chapter,
    slides: Vec<Slide>,
    /// Where the next block begins.
    y: f64,
    /// What is said of figures, for who speaks.
    grounds: Vec<String>,
    story: &'a Story,
}

impl<'a> Placing<'a> {
    fn new(chapter: &'a Chapter, story: &'a Story) -> Self {
        let mut placing = Self { chapter, slides: Vec::new(), y: BODY[1], grounds: Vec::new(), story };
        placing.turn();
        placing
    }

    fn all(mut self) -> Vec<Slide> {
        for block in &self.chapter.blocks {
            self.block(block);
        }
        let notes: Vec<String> = self.chapter.notes.iter().cloned().chain(std::mem::take(&mut self.grounds)).collect();
        if let Some(slide) = self.slides.first_mut() {
            slide.notes = notes;
        }
        self.slides
    }

    /// Goes on on a new slide.
    fn turn(&mut self) {
        let heading = &self.chapter.heading;
        let title = match self.slides.len() {
            0 => heading.clone(),
            n => format!("{heading} ({})", n + 1),
        };
        self.slides.push(Slide { title, shapes: Vec::new(), notes: Vec::new() });
        self.y = BODY[1];
    }

    /// Room for this height: turns the page where there is none, unless the page is empty.
    fn room(&mut self, height: f64) {
        if self.y + height > BODY[3] && self.y > BODY[1] {
            self.turn();
        }
    }

    fn put(&mut self, shape: Shape, height: f64) {
        if let Some(slide) = self.slides.last_mut() {
            slide.shapes.push(shape);
        }
        self.y += height + GAP;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Text(text) => self.text(std::slice::from_ref(text), false),
            Block::List(points) => self.text(points, true),
            Block::Figures(figures) => self.figures(figures),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => {
                let bars = Bars::of(&picture.drawn);
                let wanted = (0.9 + bars.labels.len() as f64 * 0.5).min(3.6);
                self.room(wanted.min(LEAST_CHART) + 0.35);
                self.label(&picture.title);
                let height = wanted.min(BODY[3] - self.y);
                let area = area(BODY[0], self.y, BODY[2] - BODY[0], height);
                self.put(Shape::Chart { area, alt: picture.alt.clone(), bars }, height);
            }
        }
    }

    /// A name above a table or a chart.
    fn label(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let area = area(BODY[0], self.y, BODY[2] - BODY[0], 0.28);
        let paragraphs = vec![text.to_owned()];
        self.put(Shape::Text { area, paragraphs, points: false, size: 1200, quiet: true }, 0.28 - GAP / 2.0);
    }

    fn text(&mut self, paragraphs: &[String], points: bool) {
        let width = BODY[2] - BODY[0];
        let mut from = 0;
        while from < paragraphs.len() {
            let high = |text: &String| lines(text, TEXT, width) * line(TEXT) + 0.06;
            self.room(high(&paragraphs[from]));
            let mut height = 0.0;
            let mut to = from;
            while to < paragraphs.len() && (to == from || self.y + height + high(&paragraphs[to]) <= BODY[3]) {
                height += high(&paragraphs[to]);
                to += 1;
            }
            let area = area(BODY[0], self.y, width, height);
            let some = paragraphs[from..to].to_vec();
            self.put(Shape::Text { area, paragraphs: some, points, size: 1600, quiet: false }, height);
            from = to;
        }
    }

    fn figures(&mut self, figures: &[Figure]) {
        const IN_A_ROW: usize = 5;
        const HEIGHT: f64 = 1.2;
        for row in figures.chunks(IN_A_ROW) {
            self.room(HEIGHT);
            let width = (BODY[2] - BODY[0] - GAP * (IN_A_ROW as f64 - 1.0)) / IN_A_ROW as f64;
            for (at, figure) in row.iter().enumerate() {
                let area = area(BODY[0] + at as f64 * (width + GAP), self.y, width, HEIGHT);
                let source = self.story.sources.get(figure.source.wrapping_sub(1));
                let source = source.map(|source| format!(" Source: {source}")).unwrap_or_default();
                self.grounds.push(format!("{}: {} ({}).{source}", figure.label, figure.value, figure.grounds));
                if let Some(slide) = self.slides.last_mut() {
                    slide.shapes.push(Shape::Card { area, figure: figure.clone() });
                }
            }
            self.y += HEIGHT + GAP;
        }
    }

    fn table(&mut self, table: &Table) {
        let widths = widths(table);
        let high = |cells: &[String]| {
            let lines = cells.iter().zip(&widths).map(|(cell, width)| lines(cell, SMALL, width - 0.16));
            lines.fold(1.0, f64::max) * line(SMALL) + 0.1
        };
        let (head, mut from) = (high(&table.columns), 0);
        loop {
            self.room(head + 0.35 + table.rows.get(from).map_or(0.0, |row| high(row)));
            self.label(&table.title);
            let mut height = head;
            let mut to = from;
            while to < table.rows.len() && (to == from || self.y + height + high(&table.rows[to]) <= BODY[3]) {
                height += high(&table.rows[to]);
                to += 1;
            }
            let rows =
                std::iter::once((&table.columns, true)).chain(table.rows[from..to].iter().map(|row| (row, false)));
            let cells = |(row, head): (&Vec<String>, bool)| {
                let cell = |(at, text): (usize, &String)| Cell {
                    text: text.clone(),
                    head,
                    figure: table.figures.contains(&at),
                };
                ((high(row) * INCH).round() as i64, row.iter().enumerate().map(cell).collect())
            };
            let rows = rows.map(cells).collect();
            let area = area(BODY[0], self.y, widths.iter().sum(), height);
            let units = widths.iter().map(|width| (width * INCH).round() as i64).collect();
            self.put(Shape::Grid { area, title: table.title.clone(), widths: units, rows }, height);
            from = to;
            if from >= table.rows.len() {
                return;
            }
            self.turn();
        }
    }
}

/// Widths of columns in inches: each has room for its longest word, and what is left goes where the texts are long.
fn widths(table: &Table) -> Vec<f64> {
    let cells = |at: usize| table.rows.iter().filter_map(move |row| row.get(at)).chain(table.columns.get(at));
    let inches = |letters: usize| letters as f64 * SMALL / LETTERS * 1.3 + 0.2;
    // Words are broken only where they would take a sixth of the slide.
    let word = |cell: &String| cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0).min(20);
    let columns = 0..table.columns.len();
    let least: Vec<f64> = columns.clone().map(|at| inches(cells(at).map(word).max().unwrap_or(0).max(5))).collect();
    let wanted: Vec<f64> =
        columns.map(|at| inches(cells(at).map(|cell| cell.chars().count()).max().unwrap_or(0).min(60))).collect();
    let (room, taken): (f64, f64) = (BODY[2] - BODY[0], least.iter().sum());
    let more: Vec<f64> = wanted.iter().zip(&least).map(|(wanted, least)| (wanted - least).max(0.0)).collect();
    let asked: f64 = more.iter().sum();
    // A narrow table stays one; one of many columns is squeezed as a whole.
    let share = if asked > 0.0 { ((room - taken) / asked).clamp(0.0, 1.0) } else { 0.0 };
    let squeezed = (room / taken.max(room)).min(1.0);
    least.iter().zip(&more).map(|(least, more)| (least + more * share) * squeezed).collect()
}

#[cfg(test)]
mod tests {
    use super::{BODY, LETTERS, SMALL, widths};
    use crate::story::Table;

    fn table(columns: &[&str], row: &[&str]) -> Table {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
        Table { columns: texts(columns), rows: vec![texts(row)], ..Table::default() }
    }

    #[test]
    fn words_are_not_broken_beside_long_texts_and_no_table_is_wider_than_its_slide() {
        let long = "A question of several lines, as models ask them. ".repeat(6);
        for cells in [["Recognition", "unanswered", "2027-Q1", &long], ["x", &long, &long, &long]] {
            let widths = widths(&table(&["Item", "State", "", "Question"], &cells));
            assert!(widths.iter().sum::<f64>() <= BODY[2] - BODY[0] + 1e-9, "{widths:?}");
            for (cell, width) in cells.iter().zip(&widths) {
                let word = cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
                assert!(*width > word as f64 * SMALL / LETTERS + 0.15, "{cell} in {width}");
            }
        }
        assert!(widths(&table(&["A", "B"], &["1", "2"])).iter().sum::<f64>() < 4.0, "a narrow table stays one");
        let many: Vec<&str> = std::iter::repeat_n("unanswered", 40).collect();
        assert!(widths(&table(&many, &many)).iter().sum::<f64>() <= BODY[2] - BODY[0] + 1e-9);
    }
}
