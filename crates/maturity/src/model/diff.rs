//! What differs between two models, element by element; identity is the stable id, never the title.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Item, Model};

/// What differs, in reading order of the newer model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ModelDiff {
    /// Changes.
    pub changes: Vec<Change>,
}

/// One element that was added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Kind of element: model, level, activity, item, prerequisite, crosswalk, role, ...
    pub element: &'static str,
    /// Its id.
    pub id: String,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What happened to an element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum What {
    /// Only in the newer model.
    Added,
    /// Only in the older model.
    Removed,
    /// In both, with different content.
    Changed {
        /// Which fields.
        fields: Vec<FieldChange>,
    },
}

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldChange {
    /// Its name.
    pub field: String,
    /// Before; empty when it was not there.
    pub old: String,
    /// After; empty when it is gone.
    pub new: String,
}

/// Compares two models.
#[must_use]
pub fn diff(old: &Model, new: &Model) -> ModelDiff {
    let (old, new) = (elements(old), elements(new));
    let mut changes = Vec::new();
    let before: BTreeMap<(&str, &str), &Value> = old.iter().map(|(k, id, v)| ((*k, id.as_str()), v)).collect();
    let after: BTreeMap<(&str, &str), &Value> = new.iter().map(|(k, id, v)| ((*k, id.as_str()), v)).collect();
    for (kind, id, value) in &new {
        let what = match before.get(&(*kind, id.as_str())) {
            None => What::Added,
            Some(earlier) if *earlier == value => continue,
            Some(earlier) => What::Changed { fields: fields(earlier, value) },
        };
        changes.push(Change { element: kind, id: id.clone(), what });
    }
    let gone = old.iter().filter(|(k, id, _)| !after.contains_key(&(*k, id.as_str())));
    changes.extend(gone.map(|(k, id, _)| Change { element: k, id: id.clone(), what: What::Removed }));
    ModelDiff { changes }
}

type Element = (&'static str, String, Value);

/// The elements of a model, each with its own fields only: children are elements of their own.
fn elements(model: &Model) -> Vec<Element> {
    let mut all: Vec<Element> = vec![("model", model.id.clone(), without(json(model), &OF_THEIR_OWN))];
    all.extend(model.levels.iter().map(|l| ("level", l.number.to_string(), json(l))));
    for activity in &model.activities {
        all.push(("activity", activity.id.0.clone(), without(json(activity), &["items"])));
        all.extend(activity.items.iter().map(|i| {
            let mut value = json(i);
            value["activity"] = Value::String(activity.id.0.clone());
            ("item", i.id.0.clone(), value)
        }));
    }
    let terms = [
        ("role", &model.roles),
        ("risk", &model.risks),
        ("artefact", &model.artefacts),
        ("objective", &model.objectives),
    ];
    for (kind, list) in terms {
        all.extend(list.iter().map(|t| (kind, t.id.clone(), json(t))));
    }
    all.extend(model.prerequisites.iter().map(|p| ("prerequisite", format!("{} -> {}", p.before, p.after), json(p))));
    for crosswalk in &model.crosswalks {
        let name = |l: &super::Link| format!("{}: {} -> {}", crosswalk.framework, l.from, l.to);
        all.extend(crosswalk.links.iter().map(|l| ("crosswalk link", name(l), json(l))));
    }
    all
}

const OF_THEIR_OWN: [&str; 8] =
    ["levels", "activities", "prerequisites", "crosswalks", "roles", "risks", "artefacts", "objectives"];

fn json<T: Serialize>(element: &T) -> Value {
    serde_json::to_value(element).unwrap_or_default()
}

fn without(mut value: Value, keys: &[&str]) -> Value {
    if let Value::Object(map) = &mut value {
        map.retain(|k, _| !keys.contains(&k.as_str()));
    }
    value
}

/// Fields in which two items differ.
pub(super) fn item_fields(old: &Item, new: &Item) -> Vec<FieldChange> {
    fields(&json(old), &json(new))
}

fn fields(old: &Value, new: &Value) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare("", Some(old), Some(new), &mut changes);
    changes
}

/// Goes down into objects, so that a change is named where it is: `proposal.cap`.
fn compare(place: &str, old: Option<&Value>, new: Option<&Value>, out: &mut Vec<FieldChange>) {
    if let (Some(Value::Object(a)), Some(Value::Object(b))) = (old, new) {
        let mut names: Vec<&String> = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k))).collect();
        names.sort();
        for name in names {
            let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            compare(&place, a.get(name), b.get(name), out);
        }
    } else if old != new {
        let text = |v: Option<&Value>| match v {
            None => String::new(),
            Some(Value::String(s)) => s.clone(),
            Some(other) => other.to_string(),
        };
        out.push(FieldChange { field: place.to_owned(), old: text(old), new: text(new) });
    }
}
