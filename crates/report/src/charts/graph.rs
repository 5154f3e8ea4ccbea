//! What waits for what: each piece of work a bar over its quarters, and from each an arrow to what may begin once it is done.

use askama::Template;

use super::Figure;
use crate::ReportError;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 320.0;
const ROW: f64 = 28.0;
const TOP: f64 = 30.0;
/// Room between a bar and the end of its quarter, for the arrows.
const GAP: f64 = 8.0;
/// Signs of a label that fit beside the bars.
const LABEL: usize = 44;

/// Pieces of work and what they wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// A name for ids, unique on the page.
    pub id: String,
    /// What it shows, in a sentence.
    pub title: String,
    /// The same in full, for who does not see it.
    pub desc: String,
    /// Names of the quarters.
    pub columns: Vec<String>,
    /// From top to bottom.
    pub works: Vec<Work>,
}

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// What it is called.
    pub label: String,
    /// Its first column.
    pub first: usize,
    /// Its last column.
    pub last: usize,
    /// Places in the list of what it waits for.
    pub after: Vec<usize>,
}

/// Draws it. What begins after the last column is drawn in the last one.
pub fn draw(graph: &Graph) -> Result<String, ReportError> {
    let whole = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let count = graph.columns.len().max(1);
    let column = |n: usize| LEFT + (WIDTH - LEFT) * whole(n.min(count)) / whole(count);
    let middle = |row: usize| TOP + ROW * (whole(row) + 0.5);
    let bars = graph.works.iter().enumerate().map(|(row, work)| Bar {
        label: short(&work.label),
        whole: &work.label,
        x: Figure(column(work.first.min(count - 1)) + GAP),
        width: Figure((column(work.last + 1) - column(work.first.min(count - 1)) - 2.0 * GAP).max(GAP)),
        y: Figure(middle(row) - 8.0),
        middle: Figure(middle(row)),
    });
    let arrow = |(row, before): (usize, &usize)| {
        let (from, to) = (graph.works.get(*before)?, graph.works.get(row)?);
        let (out, into) = (column(from.last + 1), column(to.first.min(count - 1)));
        Some(Arrow {
            from: (Figure(out - GAP), Figure(middle(*before))),
            // Down just before the bar that waits, so that arrows to different quarters do not lie on each other.
            turn: Figure(into),
            to: (Figure(into + GAP), Figure(middle(row))),
        })
    };
    let arrows = graph.works.iter().enumerate().flat_map(|(row, work)| work.after.iter().map(move |b| (row, b)));
    let picture = Picture {
        graph,
        bars: bars.collect(),
        arrows: arrows.filter_map(arrow).collect(),
        columns: graph.columns.iter().enumerate().map(|(n, name)| (name, Figure(column(n)))).collect(),
        height: Figure(TOP + ROW * whole(graph.works.len()) + 6.0),
        bottom: Figure(TOP + ROW * whole(graph.works.len())),
        width: Figure(WIDTH),
    };
    Ok(picture.render()?)
}

fn short(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    label.chars().take(LABEL - 1).chain(['…']).collect()
}

struct Bar<'a> {
    label: String,
    whole: &'a str,
    x: Figure,
    width: Figure,
    y: Figure,
    middle: Figure,
}

struct Arrow {
    from: (Figure, Figure),
    turn: Figure,
    to: (Figure, Figure),
}

#[derive(Template)]
#[template(path = "graph.svg")]
struct Picture<'a> {
    graph: &'a Graph,
    bars: Vec<Bar<'a>>,
    arrows: Vec<Arrow>,
    columns: Vec<(&'a String, Figure)>,
    height: Figure,
    bottom: Figure,
    width: Figure,
}
