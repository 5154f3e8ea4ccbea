//! A [`Brief`] as a plan file, line by line, each with what it is about: a form puts its own lines in the place of some, and
//! a fault that the reader finds in a line belongs to a field.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Brief, Change, Own};
use crate::event::ActionId;
use crate::plan::{Goal, Served, Spread};

/// A line of a plan file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is about: a key, or a key and a name, as in `capacity.ospo` and `actions.using.2`.
    pub about: String,
    /// The line itself.
    pub text: String,
}

impl Line {
    /// A line.
    #[must_use]
    pub fn new(about: impl Into<String>, text: impl Into<String>) -> Self {
        Self { about: about.into(), text: text.into() }
    }
}

/// A plan file that reads to this brief again.
#[must_use]
pub fn write(brief: &Brief) -> Vec<Line> {
    let mut lines = vec![Line::new("format", "format: osmm-plan/1")];
    let mut say = |key: &str, value: Value| lines.push(Line::new(key, format!("{key}: {value}")));
    say("start", json!(brief.start));
    say("quarters", json!(brief.quarters));
    say("at_once", json!(brief.at_once));
    say("seed", json!(brief.seed));
    brief.budget.iter().for_each(|budget| say("budget", json!(budget)));
    brief.currency.iter().for_each(|currency| say("currency", json!(currency)));
    brief.by.iter().for_each(|by| say("by", json!(by)));
    match brief.reach {
        Some(Goal::Level(level)) => say("reach", json!({ "level": level })),
        Some(Goal::Rating(rating)) => say("reach", json!({ "rating": rating })),
        None => {}
    }
    if !brief.own_objectives.is_empty() {
        say("own_objectives", json!(brief.own_objectives));
    }
    if !brief.unit_objectives.is_empty() {
        say("unit_objectives", json!(brief.unit_objectives));
    }
    if !brief.effects.is_empty() {
        let effect = |(activity, served): &(_, Served)| with(served, "activity", json!(activity));
        say("effects", brief.effects.iter().map(effect).collect());
    }
    block(&mut lines, "capacity", &brief.capacity);
    block(&mut lines, "objectives", &brief.objectives);
    let changes = brief.changes.iter().map(|(id, change)| (id, said(id, change)));
    let actions: Vec<_> = changes.chain(brief.own.iter().map(|own| (&own.id, added(own)))).collect();
    if !actions.is_empty() {
        lines.push(Line::new("actions", "actions:"));
    }
    lines.extend(actions.into_iter().map(|(id, action)| Line::new(format!("actions.{id}"), format!("  - {action}"))));
    lines
}

fn block<T: serde::Serialize>(lines: &mut Vec<Line>, key: &str, entries: &BTreeMap<String, T>) {
    if entries.is_empty() {
        return;
    }
    lines.push(Line::new(key, format!("{key}:")));
    let line = |(name, value)| Line::new(format!("{key}.{name}"), format!("  {}: {}", json!(name), json!(value)));
    lines.extend(entries.iter().map(line));
}

fn with(of: &impl serde::Serialize, key: &str, value: Value) -> Value {
    let mut map = match json!(of) {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    map.insert(key.to_owned(), value);
    Value::Object(map)
}

fn said(id: &ActionId, change: &Change) -> Value {
    let three = |spread: &Spread| json!([spread.low, spread.likely, spread.high]);
    let mut map = Map::from_iter([("id".to_owned(), json!(id))]);
    let mut say = |key: &str, value: Value| drop(map.insert(key.to_owned(), value));
    change.drop.iter().for_each(|why| say("drop", json!(why)));
    change.title.iter().for_each(|title| say("title", json!(title)));
    change.money.iter().for_each(|money| say("money", three(money)));
    change.quarters.iter().for_each(|quarters| say("takes", json!(quarters)));
    change.by.iter().for_each(|by| say("by", json!(by)));
    change.start.iter().for_each(|start| say("start", json!(start)));
    if let Some(effort) = &change.effort {
        say("effort", effort.iter().map(|(role, days)| (role.clone(), three(days))).collect::<Map<_, _>>().into());
    }
    if !change.after.is_empty() {
        say("after", json!(change.after));
    }
    Value::Object(map)
}

fn added(own: &Own) -> Value {
    let moves: Map<String, Value> = own.moves.iter().map(|m| (m.item.0.clone(), json!(m.to))).collect();
    let mut action = with(&said(&own.id, &own.said), "moves", moves.into());
    let mut say = |key: &str, value: Value| action = with(&action, key, value);
    own.unit.iter().for_each(|unit| say("unit", json!(unit)));
    if !own.serves.is_empty() {
        say("serves", json!(own.serves));
    }
    if !own.instead_of.is_empty() {
        say("instead_of", json!(own.instead_of));
    }
    action
}
