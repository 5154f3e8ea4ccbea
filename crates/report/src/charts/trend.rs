//! The trend: one small picture a level, so that none hides behind another. A point is a mean, its whisker the possible
//! range; why it moved stands below, in words of whoever places the picture.

use askama::Template;

use super::Figure;
use crate::ReportError;

const WIDTH: f64 = 240.0;
const LEFT: f64 = 26.0;
const RIGHT: f64 = 214.0;
const FLOOR: f64 = 112.0;
/// Room for a figure above a point at the top of the scale.
const CEILING: f64 = 20.0;

/// One small picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// A name for ids, unique on the page.
    pub id: String,
    /// What it shows, in a sentence.
    pub title: String,
    /// In order of time.
    pub points: Vec<TrendPoint>,
    /// Highest rating of the scale.
    pub top: u8,
    /// The mean that a level needs, on a ladder.
    pub needed: Option<f64>,
}

/// One assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// Its name.
    pub label: String,
    /// The mean; absent when nothing is answered.
    pub score: Option<f64>,
    /// The mean in words.
    pub words: String,
    /// What it may still become, or might have.
    pub range: Option<(f64, f64)>,
}

/// Draws one small picture.
pub fn draw(trend: &Trend) -> Result<String, ReportError> {
    let n = trend.points.len();
    let whole = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let x = |i: usize| if n < 2 { (LEFT + RIGHT) / 2.0 } else { LEFT + (RIGHT - LEFT) * whole(i) / whole(n - 1) };
    let y = |v: f64| {
        FLOOR - (FLOOR - CEILING) * if trend.top == 0 { 0.0 } else { (v / f64::from(trend.top)).clamp(0.0, 1.0) }
    };
    let mark = |(i, p): (usize, &TrendPoint)| Mark {
        x: Figure(x(i)),
        y: p.score.map(|s| Figure(y(s))),
        range: p.range.filter(|(low, high)| high - low > 0.02).map(|(low, high)| (Figure(y(low)), Figure(y(high)))),
        // With many assessments only the first and the last are named.
        label: if n <= 3 || i == 0 || i + 1 == n { p.label.clone() } else { String::new() },
        words: p.words.clone(),
        told: n <= 4 || i == 0 || i + 1 == n,
    };
    let marks: Vec<Mark> = trend.points.iter().enumerate().map(mark).collect();
    let lines = marks.windows(2).filter_map(|w| Some(((w[0].x, w[0].y?), (w[1].x, w[1].y?)))).collect();
    let picture = Picture {
        trend,
        lines,
        steps: (0..=trend.top).map(|v| (v, Figure(y(f64::from(v))))).collect(),
        needed: trend.needed.map(|v| Figure(y(v))),
        marks,
        left: Figure(LEFT - 8.0),
        right: Figure(RIGHT + 8.0),
        width: Figure(WIDTH),
        below: Figure(FLOOR + 20.0),
    };
    Ok(picture.render()?)
}

struct Mark {
    x: Figure,
    y: Option<Figure>,
    range: Option<(Figure, Figure)>,
    label: String,
    words: String,
    told: bool,
}

#[derive(Template)]
#[template(path = "trend.svg")]
struct Picture<'a> {
    trend: &'a Trend,
    marks: Vec<Mark>,
    lines: Vec<((Figure, Figure), (Figure, Figure))>,
    steps: Vec<(u8, Figure)>,
    needed: Option<Figure>,
    left: Figure,
    right: Figure,
    width: Figure,
    below: Figure,
}
