//! Units in YAML: as a list, as a tree of `children`, or as entities of a catalogue.

use super::backstage::Catalogue;
use super::{Above, Entry, Told, cells};
use crate::fault::likely;
use crate::model::yaml::{Faults, Fields, Node, Value, parse_all};
use crate::unit::RepositoryRule;
use crate::words;

/// Version tag of the format; it may be left out.
const FORMAT: &str = "osmm-units/1";

pub(super) fn read(text: &str, entries: &mut Vec<Entry>, catalogue: &mut Catalogue, told: &mut Told) {
    match parse_all(&told.faults.file, text) {
        Ok(documents) => {
            for node in &documents {
                if !catalogue.take(node, told) {
                    document(node, entries, told);
                }
            }
        }
        Err(mut fault) => {
            fault.message = words!("no-unit-taken", "{fault}; no unit was taken from this file", fault = fault.message)
                .inner("fault", &fault.message);
            told.faults.list.push(fault);
        }
    }
}

fn document(node: &Node, entries: &mut Vec<Entry>, told: &mut Told) {
    let has = |key: &str| matches!(&node.value, Value::Map(map) if map.iter().any(|(k, _)| k.name == key));
    if !has("units") {
        return match &node.value {
            Value::List(list) => list.iter().for_each(|n| unit(n, None, entries, told)),
            _ => unit(node, None, entries, told),
        };
    }
    let Some(mut f) = Fields::open(node, "a file of units", &mut told.faults) else { return };
    if let Some(found) = f.get("format").and_then(|n| told.faults.text(n)).filter(|t| t != FORMAT) {
        let message = words!("unknown-format", "the format `{format}` is not known here", format = found);
        told.faults.say(node.place, message, likely(&found, [FORMAT]));
    }
    let list = f.get("units").map(|n| told.faults.list(n)).unwrap_or_default();
    f.close(&mut told.faults);
    list.iter().for_each(|n| unit(n, None, entries, told));
}

fn unit(node: &Node, above: Option<usize>, entries: &mut Vec<Entry>, told: &mut Told) {
    let at = told.at(node.place);
    if let Value::Text(title) = &node.value {
        let title = (!title.trim().is_empty()).then(|| title.clone());
        return entries.push(Entry { at, title, parent: above.map(Above::Entry), ..Entry::default() });
    }
    let Some(mut f) = Fields::open(node, "a unit", &mut told.faults) else { return };
    let id = f.get("id").and_then(|n| told.faults.text(n));
    let title = f.get("title").and_then(|n| told.faults.text(n));
    let named = f.get("parent").and_then(|n| Some((told.faults.text(n)?, n.place)));
    if let (Some(_), Some((_, place))) = (above, &named) {
        let hint = words!("two-parents-hint", "take `parent` away, or the unit out of the other's `children`");
        told.faults.say(*place, words!("two-parents", "a unit among `children` has its parent already"), Some(hint));
    }
    let parent = above.map(Above::Entry).or(named.map(|(name, _)| Above::Named(name)));
    let headcount = f.get("headcount").and_then(|n| headcount(n, told)).unwrap_or(0);
    let repositories = f.get("repositories").map(|n| repositories(n, told)).unwrap_or_default();
    let children = f.get("children").map(|n| told.faults.list(n)).unwrap_or_default();
    f.close(&mut told.faults);
    let here = entries.len();
    entries.push(Entry { at, id, title, parent, headcount, repositories });
    children.iter().for_each(|n| unit(n, Some(here), entries, told));
}

fn headcount(node: &Node, told: &mut Told) -> Option<u32> {
    match &node.value {
        Value::Int(_) => told.faults.whole(node),
        Value::Float(number) => cells::headcount(&number.to_string(), node.place, told),
        _ => cells::headcount(&told.faults.text(node)?, node.place, told),
    }
}

fn repositories(node: &Node, told: &mut Told) -> Vec<RepositoryRule> {
    if let Value::Text(text) = &node.value {
        return cells::rules(text, node.place, told);
    }
    let mut rules = Vec::new();
    for node in told.faults.list(node) {
        rules.extend(match &node.value {
            Value::Map(_) => of_kind(node, &mut told.faults).and_then(|word| cells::rule(&word, node.place, told)),
            _ => told.faults.text(node).and_then(|word| cells::rule(&word, node.place, told)),
        });
    }
    rules
}

/// `{path: payments/ledger}` as the word `path:payments/ledger`.
fn of_kind(node: &Node, faults: &mut Faults) -> Option<String> {
    let mut f = Fields::open(node, "a rule for repositories", faults)?;
    let found = ["path", "glob", "owner"].map(|kind| f.get(kind).and_then(|n| Some((kind, faults.text(n)?))));
    f.close(faults);
    let mut found = found.into_iter().flatten();
    let (Some((kind, text)), None) = (found.next(), found.next()) else {
        faults.say(node.place, words!("rule-kinds", "a rule is one of `path`, `glob` and `owner`"), None);
        return None;
    };
    Some(format!("{kind}:{text}"))
}
