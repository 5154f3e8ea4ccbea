//! Where each mark of the profile goes.

use osmm_maturity::score::Basis;

use super::{Row, Rows, tenth};
use crate::charts::Figure;
use crate::text::short;

/// Height of a line of a name.
const LINE: f64 = 16.0;

/// How the picture is laid out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Whether names, bars and figures stand side by side.
    pub wide: bool,
    /// Whether the picture is a document of its own and brings its colours.
    pub alone: bool,
    /// Width of the drawing.
    pub width: f64,
    left: f64,
    right: f64,
}

impl Layout {
    /// For screens, paper and slides.
    #[must_use]
    pub fn wide() -> Self {
        Self { wide: true, alone: false, width: 1000.0, left: 352.0, right: 692.0 }
    }

    /// For phones: the name above its bar.
    #[must_use]
    pub fn narrow() -> Self {
        Self { wide: false, alone: false, width: 360.0, left: 8.0, right: 352.0 }
    }

    /// The same as a document of its own.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// Prefix of the ids in the picture.
    pub(super) fn id(&self) -> &'static str {
        if self.wide { "profile" } else { "profile-narrow" }
    }

    pub(super) fn first_row(self) -> f64 {
        if self.wide { 26.0 } else { 4.0 }
    }

    /// How many characters of a name fit in a line, with a wide face.
    fn label_room(self, level: bool) -> usize {
        match (self.wide, level) {
            (true, true) => 38,
            (true, false) => 41,
            (false, _) => 42,
        }
    }

    fn x(self, value: f64, top: f64) -> f64 {
        let share = if top > 0.0 { (value / top).clamp(0.0, 1.0) } else { 0.0 };
        self.left + (self.right - self.left) * share
    }

    /// Room above a row, and height of it from there, with a name of so many lines.
    fn room(self, level: bool, lines: usize) -> (f64, f64) {
        let more = if lines > 1 { LINE } else { 0.0 };
        match (self.wide, level) {
            (true, true) => (12.0, 36.0),
            (true, false) => (0.0, 33.0),
            (false, true) => (30.0, 80.0 + more),
            (false, false) => (0.0, 80.0 + more),
        }
    }

    /// Middle of the bar and first baseline of the name, from the top of the row.
    fn middle(self, height: f64, lines: usize) -> (f64, f64) {
        match (self.wide, lines > 1) {
            (true, false) => (height / 2.0, height / 2.0 + 4.5),
            (true, true) => (height / 2.0, height / 2.0 - 3.5),
            (false, false) => (34.0, 11.0),
            (false, true) => (34.0 + LINE, 11.0),
        }
    }
}

/// The scale above the bars.
#[derive(Debug)]
pub(super) struct Axis {
    /// Value and place of each step.
    pub(super) ticks: Vec<(u8, Figure)>,
    /// Where the mean that a level needs lies.
    pub(super) needed: Option<Figure>,
    pub(super) left: Figure,
    pub(super) width: Figure,
}

impl Axis {
    pub(super) fn new(top: f64, needed: Option<f64>, layout: Layout) -> Self {
        let steps = (0..=u8::MAX).take_while(|v| f64::from(*v) <= top);
        Self {
            ticks: steps.map(|v| (v, Figure(layout.x(f64::from(v), top)))).collect(),
            needed: needed.map(|n| Figure(layout.x(n, top))),
            left: Figure(layout.left),
            width: Figure(layout.right - layout.left),
        }
    }
}

/// The marks of one row.
#[derive(Debug)]
pub(super) struct Marks {
    /// Lines of the name with their baselines.
    pub(super) name: Vec<(Figure, String)>,
    pub(super) level: bool,
    /// Whether nothing of the row applies.
    pub(super) aside: bool,
    /// Top of the row.
    pub(super) start: Figure,
    /// Middle of the bar.
    pub(super) middle: Figure,
    /// Baseline of the figures.
    pub(super) figures: Figure,
    /// End of the row.
    pub(super) end: Figure,
    pub(super) bar: Option<Bar>,
    pub(super) lowest: Option<Figure>,
    pub(super) target: Option<Figure>,
    pub(super) accepted: Option<Figure>,
    pub(super) supported: Option<Figure>,
    pub(super) verified: Option<Figure>,
    /// What the bar shows.
    pub(super) basis: Basis,
    pub(super) claimed_text: String,
    pub(super) supported_text: String,
    pub(super) verified_text: String,
    /// How many items the verified mean rests on.
    pub(super) verified_n: u32,
    pub(super) answered: String,
}

/// The bar of one row with its whisker.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) end: Figure,
    pub(super) width: Figure,
    /// Ends of the whisker; absent when nothing is open.
    pub(super) range: Option<(Figure, Figure)>,
}

impl Marks {
    /// Places a row at `y` and moves `y` below it.
    pub(super) fn place(row: &Row, top: f64, y: &mut f64, layout: Layout) -> Self {
        let lines = wrap(&row.label, layout.label_room(row.level));
        let (above, height) = layout.room(row.level, lines.len());
        let start = *y + above;
        *y = start + height;
        let (middle, baseline) = layout.middle(height, lines.len());
        let (middle, baseline) = (start + middle, start + baseline);
        let at = |value: Option<f64>| value.map(|v| layout.x(v, top));
        let (supported, verified) = apart(at(row.supported), at(row.verified));
        let (target, accepted) = apart(at(row.target), at(row.accepted));
        let name = (0_u8..).zip(lines).map(|(n, line)| (Figure(baseline + f64::from(n) * LINE), line));
        Self {
            name: name.collect(),
            level: row.level,
            aside: row.applicable == 0,
            start: Figure(start),
            middle: Figure(middle),
            figures: Figure(if layout.wide { middle + 4.5 } else { middle + 29.0 }),
            end: Figure(*y),
            bar: row.score.map(|score| bar(score, row.range, top, layout)),
            lowest: at(row.lowest).map(Figure),
            target: target.map(Figure),
            accepted: accepted.map(Figure),
            supported: supported.map(Figure),
            verified: verified.map(Figure),
            basis: Basis::Claimed,
            claimed_text: tenth(row.score),
            supported_text: tenth(row.supported),
            verified_text: tenth(row.verified),
            verified_n: row.verified_n,
            answered: format!("{} of {}", row.answered, row.applicable),
        }
    }
}

fn bar(score: f64, range: Option<(f64, f64)>, top: f64, layout: Layout) -> Bar {
    let end = layout.x(score, top);
    let ends = range.map(|(low, high)| (layout.x(low, top), layout.x(high, top)));
    let open = ends.filter(|(low, high)| high - low > 0.5);
    Bar {
        end: Figure(end),
        width: Figure(end - layout.left),
        range: open.map(|(low, high)| (Figure(low), Figure(high))),
    }
}

/// A name in one or two lines, the second one cut where it must be.
fn wrap(name: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let last = lines.len() - 1;
        let line = &mut lines[last];
        let fits = line.is_empty() || line.chars().count() + 1 + word.chars().count() <= room;
        if fits || last == 1 {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|l| short(l, room)).collect()
}

/// Two marks of one lane side by side where they would cover each other.
fn apart(first: Option<f64>, second: Option<f64>) -> (Option<f64>, Option<f64>) {
    const ROOM: f64 = 10.0;
    let (Some(a), Some(b)) = (first, second) else {
        return (first, second);
    };
    let push = ((ROOM - (b - a).abs()) / 2.0).max(0.0);
    if a <= b { (Some(a - push), Some(b + push)) } else { (Some(a + push), Some(b - push)) }
}

/// An entry of the legend.
#[derive(Debug)]
pub(super) struct Key {
    /// Which mark.
    pub(super) mark: &'static str,
    /// What it means.
    pub(super) words: &'static str,
    /// Place of the mark.
    pub(super) x: Figure,
    /// Middle of the line.
    pub(super) y: Figure,
}

/// The legend below the rows: only marks that occur.
pub(super) fn keys(rows: &Rows, y: f64, layout: Layout) -> Vec<Key> {
    let columns = if layout.wide { 3 } else { 1 };
    let step = layout.width / f64::from(columns);
    let (mut column, mut line) = (0, 0);
    let mut keys = Vec::new();
    for (mark, words) in occurring(rows) {
        let (x, y) = (Figure(4.0 + step * f64::from(column)), Figure(y + 24.0 * f64::from(line)));
        keys.push(Key { mark, words, x, y });
        column = (column + 1) % columns;
        line += i32::from(column == 0);
    }
    keys
}

fn occurring(rows: &Rows) -> Vec<(&'static str, &'static str)> {
    let any = |has: &dyn Fn(&Row) -> bool| rows.rows.iter().any(has);
    let open = |r: &Row| r.answered < r.applicable && r.answered > 0;
    let all = [
        ("bar", "claimed: mean of answered items", any(&|r| r.score.is_some())),
        ("supported", "supported by evidence in force", any(&|r| r.supported.is_some())),
        ("verified", "verified by a reviewer: (n) of them", any(&|r| r.verified.is_some())),
        ("range", "possible range: open ones at 0 or top", any(&open)),
        ("lowest", "lowest rating", any(&|r| r.lowest.is_some())),
        ("empty", "nothing answered: no mean", any(&|r| r.score.is_none() && r.applicable > 0)),
        ("target", "target: mean of those set", any(&|r| r.target.is_some())),
        ("accepted", "if proposals were accepted at their low end", any(&|r| r.accepted.is_some())),
        ("needed", "mean needed for a level to be in place", rows.needed.is_some()),
    ];
    all.into_iter().filter(|(_, _, wanted)| *wanted).map(|(mark, words, _)| (mark, words)).collect()
}
