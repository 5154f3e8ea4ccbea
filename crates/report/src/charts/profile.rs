//! The profile: a row per level and activity with its mean, what it may still become, and what backs it.

mod geometry;

use askama::Template;
use osmm_maturity::model::ItemId;
use osmm_maturity::score::{Basis, Profile, Score};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ReportError;
use crate::charts::Figure;
use crate::reading::Reading;
use crate::text::{mean, tenths};
pub use geometry::Layout;
use geometry::{Axis, Key, Marks};

/// What the picture shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rows {
    /// Rows in reading order.
    pub rows: Vec<Row>,
    /// Highest rating of the scale.
    pub top: f64,
    /// The mean that a level needs, on a ladder.
    pub needed: Option<f64>,
    /// What the picture shows, in a sentence or two.
    pub description: String,
}

/// One level or activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// Name.
    pub label: String,
    /// Whether it is a level, not an activity of one.
    pub level: bool,
    /// Mean on the basis that the bars show, claimed unless said otherwise; absent when nothing is answered on it.
    pub score: Option<f64>,
    /// What the mean may still become.
    pub range: Option<(f64, f64)>,
    /// Rating of the lowest item.
    pub lowest: Option<f64>,
    /// Mean of the targets that are set.
    pub target: Option<f64>,
    /// Claimed mean if proposals for open items were accepted at their low end; absent when there are none.
    pub accepted: Option<f64>,
    /// Mean of the supported ratings.
    pub supported: Option<f64>,
    /// Mean of the verified ratings.
    pub verified: Option<f64>,
    /// How many items the verified mean rests on.
    pub verified_n: u32,
    /// Items with a rating.
    pub answered: u32,
    /// Items that apply.
    pub applicable: u32,
}

impl Row {
    /// One figure in words: a dash for none.
    pub(crate) fn figure(&self, value: &Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), mean)
    }

    /// The possible range in words.
    pub(crate) fn range_words(&self) -> String {
        self.range.map_or_else(|| "–".to_owned(), |(low, high)| format!("{} to {}", mean(low), mean(high)))
    }
}

/// The rows of an assessment.
#[must_use]
pub fn rows(reading: &Reading<'_>) -> Rows {
    let results = &reading.of.results;
    let mut rows = Vec::new();
    for (l, level) in results.claimed.profile.levels.iter().enumerate() {
        let at = |p: &Profile| p.levels.get(l).map(|x| x.score.clone());
        let items: Vec<&ItemId> =
            reading.model().activities_of(level.level).flat_map(|a| &a.items).map(|i| &i.id).collect();
        let name = name(reading, level.level);
        rows.push(row(reading, name, true, &items, &at));
        for (a, activity) in level.activities.iter().enumerate() {
            let at = |p: &Profile| p.levels.get(l).and_then(|x| x.activities.get(a)).map(|x| x.score.clone());
            let items = reading.model().activity(&activity.activity);
            let items: Vec<&ItemId> = items.iter().flat_map(|a| &a.items).map(|i| &i.id).collect();
            rows.push(row(reading, reading.activity_title(&activity.activity), false, &items, &at));
        }
    }
    let top = reading.model().scale.top().value();
    let terms = &reading.model().terms;
    let description = description(&rows, top, &format!("{} and {}", terms.level.one, terms.activity.one));
    Rows { rows, top, needed: reading.model().achievement.map(|a| a.mean), description }
}

/// Name of a level, with a word where it is in place.
fn name(reading: &Reading<'_>, level: u8) -> String {
    let title = reading.level_title(level);
    let Some(position) = &reading.of.results.claimed.position else {
        return title;
    };
    let satisfied = position.satisfied.iter().any(|s| s.level == level && s.satisfied);
    format!("{}{} {title}", reading.level_label(level), if satisfied { " ✓ in place:" } else { "" })
}

fn row(
    reading: &Reading<'_>,
    label: String,
    level: bool,
    items: &[&ItemId],
    at: &dyn Fn(&Profile) -> Option<Score>,
) -> Row {
    let results = &reading.of.results;
    let claimed = at(&results.claimed.profile);
    let accepted = at(&results.if_accepted);
    let verified = at(&results.verified.profile);
    let counts = claimed.as_ref().map(|s| s.counts).unwrap_or_default();
    let gained = accepted.as_ref().is_some_and(|a| a.counts.rated > counts.rated);
    Row {
        label,
        level,
        score: claimed.as_ref().and_then(|s| s.mean),
        range: claimed.as_ref().and_then(|s| s.range).map(|r| (r.low, r.high)),
        lowest: claimed.and_then(|s| s.lowest).map(|l| l.rating.value()),
        target: target(reading, items),
        accepted: accepted.filter(|_| gained).and_then(|s| s.mean),
        supported: at(&results.supported.profile).and_then(|s| s.mean),
        verified_n: verified.as_ref().map_or(0, |s| s.counts.rated),
        verified: verified.and_then(|s| s.mean),
        answered: counts.rated,
        applicable: counts.applicable(),
    }
}

/// Mean of the targets set for items that apply.
fn target(reading: &Reading<'_>, items: &[&ItemId]) -> Option<f64> {
    let responses = items.iter().filter_map(|i| reading.response(i)).filter(|r| r.answer.applicable());
    let targets: Vec<f64> = responses.filter_map(|r| r.target).map(|t| t.value()).collect();
    let n = u32::try_from(targets.len()).ok().filter(|n| *n > 0)?;
    Some(targets.iter().sum::<f64>() / f64::from(n))
}

fn description(rows: &[Row], top: f64, what: &str) -> String {
    let levels = rows.iter().filter(|r| r.level).map(|r| match (r.score, r.lowest) {
        (Some(score), Some(lowest)) => format!(
            "{}: mean {}, possible {}, lowest {lowest}, {} of {} answered.",
            r.label,
            mean(score),
            r.range_words(),
            r.answered,
            r.applicable
        ),
        _ => format!("{}: nothing answered.", r.label),
    });
    let levels: Vec<String> = levels.collect();
    format!("One bar per {what} on a scale from 0 to {top}. {}", levels.join(" "))
}

/// Draws the picture.
pub fn draw(rows: &Rows, layout: Layout) -> Result<String, ReportError> {
    let mut y = layout.first_row();
    let mut marks = Vec::new();
    for row in &rows.rows {
        let mark = Marks::place(row, rows.top, &mut y, layout);
        marks.push(mark);
    }
    let keys = geometry::keys(rows, y + 20.0, layout);
    let height = keys.last().map_or(y, |k| k.y.0 + 16.0);
    let picture = Picture {
        axis: Axis::new(rows.top, rows.needed, layout),
        description: &rows.description,
        marks,
        keys,
        height: Figure(height),
        layout,
        style: if layout.alone { STYLE } else { "" },
    };
    Ok(picture.render()?)
}

/// Draws the marks of one row alone, for pages that set the words beside them. `basis` is what its bar shows.
pub fn draw_row(row: &Row, top: f64, needed: Option<f64>, basis: Basis) -> Result<String, ReportError> {
    let layout = Layout::narrow();
    let mut m = Marks::place(row, top, &mut 0.0, layout);
    m.basis = basis;
    Ok(Alone { axis: Axis::new(top, needed, layout), start: Figure(m.middle.0 - 16.0), m }.render()?)
}

const STYLE: &str = concat!(include_str!("../../templates/tokens.css"), include_str!("../../templates/chart.css"));

/// What the template places.
#[derive(Template)]
#[template(path = "profile.svg")]
struct Picture<'a> {
    axis: Axis,
    description: &'a str,
    marks: Vec<Marks>,
    keys: Vec<Key>,
    height: Figure,
    layout: Layout,
    style: &'static str,
}

/// One row without words.
#[derive(Template)]
#[template(path = "profile-row.svg")]
struct Alone {
    axis: Axis,
    start: Figure,
    m: Marks,
}

/// Draws the mark that a legend explains, by its name: `bar`, `supported`, `verified`, `range`, `lowest`, `empty`,
/// `target`, `accepted` or `needed`.
pub fn draw_key(mark: &'static str, basis: Basis) -> Result<String, ReportError> {
    let k = Key { mark, words: "", x: Figure(0.0), y: Figure(0.0) };
    Ok(Sample { k, basis }.render()?)
}

/// A mark of the legend alone.
#[derive(Template)]
#[template(path = "profile-key.svg")]
struct Sample {
    k: Key,
    basis: Basis,
}

/// A figure with one decimal, or a dash.
fn tenth(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), tenths)
}
