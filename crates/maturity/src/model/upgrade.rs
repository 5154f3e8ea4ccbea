//! A newer version of a model: what becomes of each item, and of the answers to it.
//!
//! An item of the newer model comes from the item of the older one with the same id, and from those that it names as
//! `former`. Ids that the older model does not have (of versions before it) say nothing.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::diff::{FieldChange, item_fields};
use super::{Item, ItemId, Model};
use crate::response::Answer;

/// What becomes of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "fate", deny_unknown_fields)]
pub enum Fate {
    /// Same id, same meaning.
    Carried {
        /// The item.
        item: ItemId,
    },
    /// Same id, but what a rating means may have changed: needs a look.
    Reworded {
        /// The item.
        item: ItemId,
        /// What differs, of the fields that carry the meaning.
        fields: Vec<FieldChange>,
    },
    /// Another id for one former item.
    Renamed {
        /// Id in the older model.
        from: ItemId,
        /// Id in the newer one.
        to: ItemId,
        /// What differs, of the fields that carry the meaning; needs a look unless empty.
        fields: Vec<FieldChange>,
    },
    /// One item became several: needs a look.
    Split {
        /// Id in the older model.
        from: ItemId,
        /// Ids in the newer one.
        into: Vec<ItemId>,
    },
    /// Several items became one: needs a look.
    Merged {
        /// Ids in the older model.
        from: Vec<ItemId>,
        /// Id in the newer one.
        into: ItemId,
    },
    /// Only in the newer model.
    New {
        /// The item.
        item: ItemId,
    },
    /// Only in the older model.
    Dropped {
        /// The item.
        item: ItemId,
    },
}

/// Answers to a newer model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carry {
    /// Answers by item of the newer model: one for each item with an answer, of whatever kind, to one it comes from.
    pub answers: BTreeMap<ItemId, Answer>,
    /// Items of the newer model whose answer a person has to look at, in reading order.
    pub look: Vec<ItemId>,
    /// Ids of the older model with an answer that has no place in the newer one, in the order of ids.
    pub dropped: Vec<ItemId>,
}

/// Fields in which a change may change what a rating means. Title, typical evidence, the proposal rule, the place in the
/// model and `former` do not: the same answer to the same question against the same anchors still holds.
const MEANING: [&str; 5] = ["question", "description", "anchors", "scope", "nature"];

/// What becomes of each item: in reading order of the newer model, then the dropped ones in that of the older. Every old
/// item is in one fate as where something comes from (or dropped), every new item in one as what became of it (or new);
/// only where items were split and merged at once, an item is in a split and in a merger.
#[must_use]
pub fn rehearse(old: &Model, new: &Model) -> Vec<Fate> {
    let origins = Origins::of(old, new);
    let mut fates = Vec::new();
    let mut split = BTreeSet::new();
    for (_, item) in new.items() {
        let from = origins.of_item(&item.id);
        for origin in from {
            let into = origins.parts(&origin.id);
            if into.len() > 1 && split.insert(&origin.id) {
                fates.push(Fate::Split { from: origin.id.clone(), into: into.to_vec() });
            }
        }
        match from {
            [] => fates.push(Fate::New { item: item.id.clone() }),
            [origin] if origins.parts(&origin.id).len() == 1 => fates.push(alone(origin, item)),
            [_] => {}
            _ => fates.push(Fate::Merged { from: from.iter().map(|o| o.id.clone()).collect(), into: item.id.clone() }),
        }
    }
    let gone = old.items().filter(|(_, i)| origins.parts(&i.id).is_empty());
    fates.extend(gone.map(|(_, i)| Fate::Dropped { item: i.id.clone() }));
    fates
}

/// The fate of an item that comes from one item, of which nothing else comes.
fn alone(from: &Item, to: &Item) -> Fate {
    let fields = meaning(from, to);
    match (from.id == to.id, fields.is_empty()) {
        (true, true) => Fate::Carried { item: to.id.clone() },
        (true, false) => Fate::Reworded { item: to.id.clone(), fields },
        (false, _) => Fate::Renamed { from: from.id.clone(), to: to.id.clone(), fields },
    }
}

/// Differences in fields that carry the meaning; other white space is none.
fn meaning(from: &Item, to: &Item) -> Vec<FieldChange> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut fields = item_fields(from, to);
    fields
        .retain(|f| MEANING.contains(&f.field.split('.').next().unwrap_or_default()) && plain(&f.old) != plain(&f.new));
    fields
}

/// Where items of a newer model come from, and what becomes of those of the older one.
struct Origins<'m> {
    from: BTreeMap<&'m ItemId, Vec<&'m Item>>,
    into: BTreeMap<&'m ItemId, Vec<ItemId>>,
}

impl<'m> Origins<'m> {
    fn of(old: &'m Model, new: &'m Model) -> Self {
        let known: BTreeMap<&ItemId, &Item> = old.items().map(|(_, i)| (&i.id, i)).collect();
        let mut origins = Self { from: BTreeMap::new(), into: BTreeMap::new() };
        for (_, item) in new.items() {
            let ids: BTreeSet<&ItemId> = std::iter::once(&item.id).chain(&item.former).collect();
            let from: Vec<&Item> = ids.iter().filter_map(|id| known.get(id).copied()).collect();
            for origin in &from {
                origins.into.entry(&origin.id).or_default().push(item.id.clone());
            }
            origins.from.insert(&item.id, from);
        }
        origins
    }

    fn of_item(&self, new: &ItemId) -> &[&'m Item] {
        self.from.get(new).map(Vec::as_slice).unwrap_or_default()
    }

    fn parts(&self, old: &ItemId) -> &[ItemId] {
        self.into.get(old).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Takes answers over to a newer model.
///
/// - Carried, reworded and renamed items keep their answer; each part of a split item starts with it.
/// - A merged item gets the lowest rating when all it comes from are rated, and else is unanswered.
/// - A rating that is not on the newer scale becomes unanswered.
/// - To look at: reworded, split and merged items and those whose rating left the scale, where any answer was given.
/// - Answers to dropped items, and to items that the older model does not have, are listed as dropped.
#[must_use]
pub fn carry(old: &Model, new: &Model, answers: &BTreeMap<ItemId, Answer>) -> Carry {
    let origins = Origins::of(old, new);
    let mut carry = Carry::default();
    for (_, item) in new.items() {
        let from = origins.of_item(&item.id);
        let given: Vec<&Answer> = from.iter().filter_map(|o| answers.get(&o.id)).collect();
        if given.is_empty() {
            continue;
        }
        let answer = if from.len() > 1 { merged(&given, from.len()) } else { given[0].clone() };
        let off = answer.rating().is_some_and(|r| !new.scale.contains(r));
        let whole = from.len() == 1 && origins.parts(&from[0].id).len() == 1 && meaning(from[0], item).is_empty();
        if (off || !whole) && given.iter().any(|a| **a != Answer::Unanswered) {
            carry.look.push(item.id.clone());
        }
        carry.answers.insert(item.id.clone(), if off { Answer::Unanswered } else { answer });
    }
    let lost = answers.iter().filter(|(id, a)| **a != Answer::Unanswered && origins.parts(id).is_empty());
    carry.dropped = lost.map(|(id, _)| id.clone()).collect();
    carry
}

/// The lowest rating when all are rated.
fn merged(given: &[&Answer], all: usize) -> Answer {
    let ratings: Vec<_> = given.iter().filter_map(|a| a.rating()).collect();
    match ratings.iter().min() {
        Some(lowest) if ratings.len() == all => Answer::Rated { rating: *lowest },
        _ => Answer::Unanswered,
    }
}
