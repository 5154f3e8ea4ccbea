//! The grid that people know: levels by ratings, with a column for each kind of empty. Drawn as in the report.

use osmm_maturity::model::Item;
use osmm_maturity::response::Answer;
use osmm_report::charts::grid::{Cell, Column, Grid, Name, Row, Words, draw, shade};

use super::Scene;
use crate::error::Problem;
use crate::links;

/// Names kept of a cell; more are only counted.
const NAMES: usize = 30;

/// The table.
pub(crate) fn table(scene: &Scene<'_>) -> Result<String, Problem> {
    let t = scene.t;
    let words = Words {
        level: t.say("overview-grid-level"),
        all: t.say("overview-grid-all"),
        none: t.say("overview-grid-none"),
        more: t.say("overview-grid-more"),
    };
    draw(&grid(scene), &words).map_err(|e| Problem::Failed(e.to_string()))
}

/// Classes and names of the kinds of empty, in the order of their columns.
const EMPTY: [(&str, &str); 4] = [
    ("p-open", "overview-unanswered"),
    ("p-dots", "overview-dont-know"),
    ("p-dash", "overview-declined"),
    ("p-hatch", "overview-not-applicable"),
];

fn grid(scene: &Scene<'_>) -> Grid {
    let scale = &scene.model.scale;
    let levels: Vec<u8> = scene.model.levels.iter().map(|l| l.number).collect();
    let levels: Vec<u8> = levels.into_iter().filter(|l| scene.model.activities_of(*l).next().is_some()).collect();
    let width = scale.0.len() + EMPTY.len();
    let mut rows: Vec<Row> = Vec::new();
    let mut totals = vec![0; width];
    for level in levels {
        let mut cells: Vec<(usize, Vec<Name>)> = vec![(0, Vec::new()); width];
        for activity in scene.model.activities_of(level) {
            for item in &activity.items {
                place(scene, &activity.title, item, &mut cells);
            }
        }
        for (total, (count, _)) in totals.iter_mut().zip(&cells) {
            *total += count;
        }
        let ladder = scene.model.achievement.is_some();
        let title = scene.model.level(level).map(|l| l.title.clone()).filter(|_| ladder).unwrap_or_default();
        let cells = cells.into_iter().map(|(count, names)| Cell::new(count, names)).collect();
        rows.push(Row { label: scene.level(level), title, cells });
    }
    if scene.model.achievement.is_some() {
        rows.reverse();
    }
    let rated = scale.0.iter().map(|s| (Some(s.value), s.name.clone(), shade(s.value, scale.top())));
    let empty = EMPTY.iter().map(|(class, name)| (None, scene.t.say(name), (*class).to_owned()));
    let columns = rated.chain(empty).zip(totals);
    let columns = columns.map(|((rating, name, class), total)| Column { rating, name, class, total });
    Grid { columns: columns.collect(), rows }
}

/// Puts an item into the cells of its answers: once with its number of units where several say the same.
fn place(scene: &Scene<'_>, activity: &str, item: &Item, cells: &mut [(usize, Vec<Name>)]) {
    let scale = &scene.model.scale;
    let steps = scale.0.len();
    let mut here = vec![0_usize; cells.len()];
    let mut first = vec![None; cells.len()];
    for entry in scene.pool.of(&item.id) {
        let column = match entry.item.on(scene.view.basis) {
            Answer::Rated { rating } => scale.0.iter().position(|s| s.value == rating).unwrap_or(0),
            Answer::Unanswered => steps,
            Answer::DontKnow { .. } => steps + 1,
            Answer::Declined => steps + 2,
            Answer::NotApplicable { .. } => steps + 3,
        };
        here[column] += 1;
        first[column].get_or_insert(entry.unit);
    }
    for (((count, names), n), unit) in cells.iter_mut().zip(here).zip(first) {
        let Some(unit) = unit else { continue };
        *count += n;
        if names.len() < NAMES {
            let title = if n > 1 { format!("{} ×{n}", item.title) } else { item.title.clone() };
            let href = Some(links::item(&scene.cycle.id, unit, &item.id));
            names.push(Name { item: title, activity: activity.to_owned(), href });
        }
    }
}
