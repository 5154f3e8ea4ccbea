//! The grid: levels by ratings with item names, highest level on top, and a column for each kind of empty.

use askama::Template;
use osmm_maturity::assessment::GridRow;
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;

use crate::ReportError;
use crate::reading::Reading;

/// Names shown in a cell before the rest folds away.
const SHOWN: usize = 3;
/// Shades of the rating scale.
const SHADES: u8 = 5;

/// Levels by ratings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Ratings first, then the kinds of empty.
    pub columns: Vec<Column>,
    /// Levels, highest first.
    pub rows: Vec<Row>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The rating, or nothing for a kind of empty.
    pub rating: Option<Rating>,
    /// Name of the rating or of the kind of empty.
    pub name: String,
    /// Class of its shade (`s0` to `s5`) or pattern.
    pub class: String,
    /// Items in it over all levels.
    pub total: usize,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Label, such as `Level 2`.
    pub label: String,
    /// Title, empty where the label says it already.
    pub title: String,
    /// One cell per column.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// How many items.
    pub count: usize,
    /// The first names.
    pub shown: Vec<Name>,
    /// The other names.
    pub folded: Vec<Name>,
}

/// The words around the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Head of the column with levels.
    pub level: String,
    /// The row of sums.
    pub all: String,
    /// An empty cell, for who hears it.
    pub none: String,
    /// What stands after the number of names that fold away.
    pub more: String,
}

/// Draws the table.
pub fn draw(grid: &Grid, words: &Words) -> Result<String, ReportError> {
    Ok(Picture { grid, words }.render()?)
}

#[derive(Template)]
#[template(path = "grid.html")]
struct Picture<'a> {
    grid: &'a Grid,
    words: &'a Words,
}

/// An item in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Title of the item.
    pub item: String,
    /// Title of its activity.
    pub activity: String,
    /// Where more of it is.
    pub href: Option<String>,
}

/// Picks the items of one kind of empty.
type Items = fn(&GridRow) -> &Vec<ItemId>;

/// The grid of an assessment.
#[must_use]
pub fn grid(reading: &Reading<'_>) -> Grid {
    let rows = &reading.of.results.grid.0;
    let scale = &reading.model().scale;
    let mut columns: Vec<Column> = scale
        .0
        .iter()
        .map(|s| Column {
            rating: Some(s.value),
            name: s.name.clone(),
            class: shade(s.value, scale.top()),
            total: rows.iter().filter_map(|r| r.rated.get(&s.value)).map(Vec::len).sum(),
        })
        .collect();
    let empties: [(&str, &str, Items); 4] = [
        ("unanswered", "p-open", |r| &r.unanswered),
        ("don't know", "p-dots", |r| &r.dont_know),
        ("declined", "p-dash", |r| &r.declined),
        ("not applicable", "p-hatch", |r| &r.not_applicable),
    ];
    columns.extend(empties.iter().map(|(name, class, items)| Column {
        rating: None,
        name: (*name).to_owned(),
        class: (*class).to_owned(),
        total: rows.iter().map(|r| items(r).len()).sum(),
    }));
    let none = Vec::new();
    let row = |r: &GridRow| {
        let rated = scale.0.iter().map(|s| r.rated.get(&s.value).unwrap_or(&none));
        let cells = rated.chain(empties.iter().map(|(_, _, items)| items(r))).map(|items| cell(reading, items));
        let title = if reading.ladder() { reading.level_title(r.level) } else { String::new() };
        Row { label: reading.level_label(r.level), title, cells: cells.collect() }
    };
    let mut rows: Vec<Row> = rows.iter().map(row).collect();
    if reading.ladder() {
        rows.reverse();
    }
    Grid { columns, rows }
}

fn cell(reading: &Reading<'_>, items: &[ItemId]) -> Cell {
    let names =
        items.iter().map(|i| Name { item: reading.item_title(i), activity: reading.activity_of(i), href: None });
    Cell::new(items.len(), names.collect())
}

impl Cell {
    /// A cell that shows the first names.
    #[must_use]
    pub fn new(count: usize, mut shown: Vec<Name>) -> Self {
        let folded = shown.split_off(shown.len().min(if shown.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN }));
        Self { count, shown, folded }
    }
}

/// The class of a rating's shade on a scale that ends at `top`.
#[must_use]
pub fn shade(rating: Rating, top: Rating) -> String {
    let steps = u16::from(top.0.max(1));
    let shade = (u16::from(rating.0.min(top.0)) * u16::from(SHADES) + steps / 2) / steps;
    format!("s{shade}")
}
