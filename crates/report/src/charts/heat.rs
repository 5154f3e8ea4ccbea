//! The heat map: units by activities, with the score in each cell, and below them the roll-up with its rule in words.
//! A table: its headers stay in view, and links in them sort it.

use askama::Template;

use super::grid::shade;
use crate::ReportError;
use osmm_maturity::rating::Rating;

/// What the picture shows. All words come from whoever places it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    /// What the table shows, in a sentence.
    pub caption: String,
    /// Head of the column with names.
    pub corner: HeatHead,
    /// Head of the column with the score over all activities.
    pub all: HeatHead,
    /// Groups of columns: a name and how many columns it has.
    pub groups: Vec<(String, usize)>,
    /// Activities.
    pub columns: Vec<HeatHead>,
    /// Units.
    pub rows: Vec<HeatRow>,
    /// The roll-up: rows below the units.
    pub foot: Vec<HeatRow>,
}

/// A head that may sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatHead {
    /// Shown.
    pub label: String,
    /// In full.
    pub title: String,
    /// Where sorting by it is.
    pub href: Option<String>,
    /// `ascending` or `descending` where it is the one sorted by.
    pub sorted: Option<&'static str>,
}

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// Where more of it is.
    pub href: Option<String>,
    /// A second line.
    pub note: String,
    /// The score over all activities, then one per activity.
    pub cells: Vec<HeatCell>,
}

/// One score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatCell {
    /// As printed; empty where there is none.
    pub text: String,
    /// Class of its shade or pattern.
    pub class: String,
    /// What it rests on.
    pub title: String,
}

impl HeatCell {
    /// A score on a scale, shaded by its nearest rating downwards, so that no cell looks better than it is.
    #[must_use]
    pub fn of(score: f64, top: Rating, text: String, title: String) -> Self {
        let whole = (0..=top.0).rev().find(|v| f64::from(*v) <= score + 1e-9).unwrap_or(0);
        Self { text, class: shade(Rating(whole), top), title }
    }

    /// Nothing, for a reason.
    #[must_use]
    pub fn none(class: &str, title: String) -> Self {
        Self { text: String::new(), class: class.to_owned(), title }
    }
}

/// Draws the table.
pub fn draw(heat: &Heat) -> Result<String, ReportError> {
    Ok(Picture { heat }.render()?)
}

#[derive(Template)]
#[template(path = "heat.html")]
struct Picture<'a> {
    heat: &'a Heat,
}
