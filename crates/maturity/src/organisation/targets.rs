//! Wanted ratings: set for a unit on an item or a whole activity, holding below the unit unless a unit sets its own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Organisation;
use crate::event::Subject;
use crate::model::{ItemId, Model};
use crate::rating::Rating;
use crate::unit::UnitId;

/// A wanted rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The rating.
    pub rating: Rating,
    /// By when.
    pub by: Option<Date>,
}

impl Organisation {
    /// The target for an item in a unit: the nearest unit upwards that sets one; there, the item's before its activity's.
    #[must_use]
    pub fn target(&self, model: &Model, unit: &UnitId, item: &ItemId) -> Option<Target> {
        let line = self.tree.as_ref()?.line(unit);
        let (activity, item) = model.item(item)?;
        line.into_iter().find_map(|unit| {
            let of = |subject: Subject| self.targets.get(&(unit.clone(), subject)).copied();
            let own = item.names().find_map(|name| of(Subject::Item(name.clone())));
            own.or_else(|| of(Subject::Activity(activity.id.clone())))
        })
    }

    /// The targets of a unit for all items that have one, as [`Organisation::target`] finds them one by one.
    #[must_use]
    pub fn targets_of<'m>(&self, model: &'m Model, unit: &UnitId) -> BTreeMap<&'m ItemId, Target> {
        let mut found = BTreeMap::new();
        let line = self.tree.as_ref().filter(|_| !self.targets.is_empty()).map(|t| t.line(unit)).unwrap_or_default();
        // From the root down: what is set nearer replaces what is set further up, and an item's replaces its activity's.
        for unit in line.into_iter().rev() {
            let mut own: BTreeMap<&Subject, Target> = BTreeMap::new();
            let first = (unit.clone(), Subject::Item(ItemId(String::new())));
            for ((at, subject), target) in self.targets.range(first..) {
                if at != unit {
                    break;
                }
                own.insert(subject, *target);
            }
            if own.is_empty() {
                continue;
            }
            for (activity, item) in model.items() {
                let of_item = item.names().find_map(|name| own.get(&Subject::Item(name.clone())));
                if let Some(target) = of_item.or_else(|| own.get(&Subject::Activity(activity.id.clone()))) {
                    found.insert(&item.id, *target);
                }
            }
        }
        found
    }
}
