//! In which order one person is asked the items of a unit: what discriminates first.
//!
//! Low levels come before high ones, since a high level means nothing without those below it. Within a level, activities
//! of which some happens tell most; then established ones, those that nobody placed, those that the person does not
//! know, and those that do not happen. High levels of what does not happen are not asked; they can still be answered.

use super::Cycle;
use super::tasks::{AskReason, Asked};
use crate::event::{PersonId, Sorted};
use crate::model::{Activity, ItemId, Model};
use crate::unit::UnitId;

/// The items of a unit for one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Those that are asked, first things first.
    pub asked: Vec<ItemId>,
    /// Those that can wait: high levels of activities that do not happen, and what others have answered.
    pub apart: Vec<ItemId>,
}

impl Order {
    /// All of them, what is asked first.
    pub fn all(&self) -> impl Iterator<Item = &ItemId> {
        self.asked.iter().chain(&self.apart)
    }

    /// The items before and after one.
    #[must_use]
    pub fn around(&self, item: &ItemId) -> (Option<&ItemId>, Option<&ItemId>) {
        let all: Vec<&ItemId> = self.all().collect();
        let Some(here) = all.iter().position(|i| *i == item) else { return (None, None) };
        (here.checked_sub(1).map(|i| all[i]), all.get(here + 1).copied())
    }

    /// The first item that is asked and open, searched after an item and then from the beginning.
    pub fn next(&self, after: Option<&ItemId>, open: impl Fn(&ItemId) -> bool) -> Option<&ItemId> {
        let start = after.and_then(|a| self.asked.iter().position(|i| i == a)).map_or(0, |i| i + 1);
        let (before, rest) = self.asked.split_at(start);
        rest.iter().chain(before).find(|i| open(i))
    }
}

/// The order in which a person is asked what is asked of a unit (`asked`, see [`super::tasks`]).
#[must_use]
pub fn order(cycle: &Cycle, model: &Model, unit: &UnitId, person: &PersonId, asked: &[Asked]) -> Order {
    let ladder = model.achievement.is_some();
    let mut keyed = Vec::new();
    let mut apart = Vec::new();
    for (place, (activity, item)) in model.items().enumerate() {
        let Some(ask) = asked.iter().find(|a| &a.unit == unit && a.item == item.id) else { continue };
        if !ask.concerns(cycle, model, person) {
            continue;
        }
        // Nobody in particular is asked, and somebody else has answered.
        let own = cycle.answer_of(unit, &item.id, person).is_some();
        let elsewhere = ask.done && !own && cycle.assigned(model, unit, &item.id).is_empty();
        let sorted = cycle.sorted(unit, person, &activity.id);
        let only_open = ask.reasons.iter().all(|r| matches!(r, AskReason::NotAnswered | AskReason::DontKnow));
        let idle = sorted == Some(Sorted::NotHappening) && ladder && high(model, activity);
        if elsewhere || (idle && only_open) {
            apart.push(item.id.clone());
        } else {
            let level = if ladder { activity.level } else { 0 };
            keyed.push(((level, rank(sorted), place), item.id.clone()));
        }
    }
    keyed.sort();
    Order { asked: keyed.into_iter().map(|(_, item)| item).collect(), apart }
}

/// How much an activity tells, by where it was placed.
fn rank(sorted: Option<Sorted>) -> u8 {
    match sorted {
        Some(Sorted::Some) => 0,
        Some(Sorted::Established) => 1,
        None => 2,
        Some(Sorted::DontKnow) => 3,
        Some(Sorted::NotHappening) => 4,
    }
}

/// Whether an activity belongs to the upper two fifths of the levels.
fn high(model: &Model, activity: &Activity) -> bool {
    let below = model.levels.iter().filter(|l| l.number < activity.level).count();
    below * 5 >= model.levels.len() * 3
}
