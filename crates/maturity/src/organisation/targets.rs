//! Wanted ratings: set for a unit on an item or a whole activity, holding below the unit unless a unit sets its own.

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
}
