//! The radar: a spoke per activity, for those who expect one; never the only view. A spoke without a score has no point,
//! and the outline is open there: nothing known is not a zero.

use std::f64::consts::TAU;

use askama::Template;

use super::Figure;
use crate::ReportError;

/// Half the side of the drawing, and the length of a spoke.
const MIDDLE: f64 = 180.0;
const LENGTH: f64 = 146.0;

/// What the picture shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Radar {
    /// Spokes in reading order: a short name and the score.
    pub spokes: Vec<(String, Option<f64>)>,
    /// Highest rating of the scale.
    pub top: u8,
    /// What the picture shows, in a sentence or two.
    pub title: String,
    /// The same at length.
    pub description: String,
}

/// Draws the picture.
pub fn draw(radar: &Radar) -> Result<String, ReportError> {
    let n = radar.spokes.len();
    let at = |index: usize, share: f64| point(index, n, share);
    let share = |score: f64| if radar.top == 0 { 0.0 } else { (score / f64::from(radar.top)).clamp(0.0, 1.0) };
    let ring = |value: u8| (0..n).map(|i| at(i, share(f64::from(value)))).collect::<Vec<_>>();
    let points: Vec<Option<Point>> =
        radar.spokes.iter().enumerate().map(|(i, (_, s))| Some(at(i, share((*s)?)))).collect();
    let next = |i: usize| points.get((i + 1) % n.max(1)).copied().flatten();
    let picture = Picture {
        radar,
        rings: (1..=radar.top).map(|v| (v, at(0, share(f64::from(v))), ring(v))).collect(),
        spokes: radar
            .spokes
            .iter()
            .enumerate()
            .map(|(i, (name, _))| (name.as_str(), at(i, 1.0), at(i, 1.11)))
            .collect(),
        wedges: points.iter().enumerate().filter_map(|(i, p)| Some(((*p)?, next(i)?))).collect(),
        points: points.iter().flatten().copied().collect(),
        middle: Figure(MIDDLE),
    };
    Ok(picture.render()?)
}

type Point = (Figure, Figure);

fn point(index: usize, of: usize, share: f64) -> Point {
    let whole = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let angle = TAU * whole(index) / whole(of.max(1)) - TAU / 4.0;
    (Figure(MIDDLE + angle.cos() * LENGTH * share), Figure(MIDDLE + angle.sin() * LENGTH * share))
}

#[derive(Template)]
#[template(path = "radar.svg")]
struct Picture<'a> {
    radar: &'a Radar,
    /// Value, place of its figure, corners.
    rings: Vec<(u8, Point, Vec<Point>)>,
    /// Name, end, place of the name.
    spokes: Vec<(&'a str, Point, Point)>,
    /// Neighbours that both have a score.
    wedges: Vec<(Point, Point)>,
    points: Vec<Point>,
    middle: Figure,
}
