//! planning.yaml

use super::{Gathered, Kind};
use crate::model::planning::{EffectOn, Planning, StepEffort};
use crate::model::yaml::{Faults, Fields, Node, Value};
use crate::model::{ActivityId, Model};
use crate::plan::{Effect, Source, Spread};
use crate::rating::Rating;

pub(in crate::model) fn planning(node: &Node, all: &mut Gathered, faults: &mut Faults) {
    let Some(mut f) = Fields::open(node, "planning", faults) else { return };
    let note = f.text("note", faults);
    let steps = f.need("steps", faults).map(|n| faults.list(n)).unwrap_or_default();
    let steps = steps.iter().filter_map(|n| step(n, faults)).collect();
    let mut planning = Planning { note: note.unwrap_or_default(), steps, ..Planning::default() };
    for (activity, role) in f.get("owners").map(|n| map(n, faults)).unwrap_or_default() {
        all.point(Kind::Activity, &activity.name, activity.place, faults);
        if let Some(id) = faults.text(role) {
            all.point(Kind::Role, &id, role.place, faults);
            planning.owners.insert(ActivityId(activity.name.clone()), id);
        }
    }
    for node in f.get("effects").map(|n| faults.list(n)).unwrap_or_default() {
        planning.effects.extend(effect(node, all, faults));
    }
    f.close(faults);
    all.planning = Some(planning);
}

fn map<'n>(node: &'n Node, faults: &mut Faults) -> &'n [(crate::model::yaml::Key, Node)] {
    if let Value::Map(entries) = &node.value {
        return entries;
    }
    faults.add(node.place, format!("expected a map, found {}", node.value.kind()), None);
    &[]
}

fn step(node: &Node, faults: &mut Faults) -> Option<StepEffort> {
    let mut f = Fields::open(node, "a step", faults)?;
    let rating = f.need("rating", faults).and_then(|n| faults.whole(n)).map(Rating);
    let days = f.need("days", faults).and_then(|n| spread(n, faults));
    let quarters = f.need("quarters", faults).and_then(|n| quarters(n, faults));
    f.close(faults);
    Some(StepEffort { rating: rating?, days: days?, quarters: quarters? })
}

/// A number of quarters that something takes.
pub(crate) fn quarters(node: &Node, faults: &mut Faults) -> Option<u8> {
    let quarters = faults.whole::<u8>(node)?;
    if (1..=Planning::LONGEST).contains(&quarters) {
        return Some(quarters);
    }
    faults.add(node.place, format!("expected 1 to {} quarters, found {quarters}", Planning::LONGEST), None);
    None
}

/// A number, or low, likely and high in a list.
pub(crate) fn spread(node: &Node, faults: &mut Faults) -> Option<Spread> {
    let numbers: Vec<f64> = match &node.value {
        Value::List(list) => list.iter().filter_map(|n| faults.number(n)).collect(),
        _ => vec![faults.number(node)?; 3],
    };
    let hint = Some("write one number, or low, likely and high: `[2, 5, 12]`".to_owned());
    let [low, likely, high] = numbers[..] else {
        faults.add(node.place, "expected three numbers: low, likely and high", hint);
        return None;
    };
    if 0.0 <= low && low <= likely && likely <= high && high <= Planning::MOST {
        return Some(Spread { low, likely, high });
    }
    let message = format!("expected numbers from 0 to {:.0} that do not fall: {low}, {likely}, {high}", Planning::MOST);
    faults.add(node.place, message, hint);
    None
}

fn effect(node: &Node, all: &mut Gathered, faults: &mut Faults) -> Option<EffectOn> {
    let mut f = Fields::open(node, "an effect", faults)?;
    let mut id = |key, kind, faults: &mut Faults| {
        let node = f.need(key, faults)?;
        let id = faults.text(node)?;
        all.point(kind, &id, node.place, faults);
        Some(id)
    };
    let activity = id("activity", Kind::Activity, faults);
    let objective = id("objective", Kind::Objective, faults);
    let effect = f.need("effect", faults).and_then(|n| faults.word(n, &Effect::ALL));
    let source = f.need("source", faults).and_then(|n| faults.word(n, &Source::ALL));
    let why = f.text("why", faults);
    f.close(faults);
    Some(EffectOn {
        activity: ActivityId(activity?),
        objective: objective?,
        effect: effect?,
        source: source?,
        why: why?,
    })
}

/// A scale that has no effort for one of its ratings leaves gaps that nothing is planned for.
pub(in crate::model) fn missing(model: &Model) -> Option<Rating> {
    let planning = model.planning.as_ref()?;
    let above = model.scale.0.iter().map(|s| s.value).filter(|r| *r > Rating(0));
    above.into_iter().find(|rating| planning.step(*rating).is_none())
}
