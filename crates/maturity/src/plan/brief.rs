//! What people decide about a plan: what counts, what there is, by when, and every change to an action.

mod read;
mod write;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Goal, Moved, Quarter, Served, Spread};
use crate::event::ActionId;
use crate::model::{ActivityId, Term};
use crate::unit::UnitId;

pub use read::read;
pub use write::{Line, write};

/// What people decide about a plan. What is not decided has a default that says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The first quarter.
    pub start: Quarter,
    /// How many quarters are planned, 1 to [`Brief::LONGEST`].
    pub quarters: u8,
    /// Points by objective, 100 in all; empty when nobody split them: then all objectives count the same.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub objectives: BTreeMap<String, f64>,
    /// The same for units that want it otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unit_objectives: BTreeMap<UnitId, BTreeMap<String, f64>>,
    /// Objectives that the model does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_objectives: Vec<Term>,
    /// Person-days in each quarter, by role; [`Brief::ANYONE`] stands for people who take any role.
    pub capacity: BTreeMap<String, Amounts>,
    /// Money in each quarter; absent when it is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Amounts>,
    /// The currency of all money, for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Most actions that a unit works on in one quarter.
    pub at_once: u8,
    /// Where to get to at the least effort; absent: to the targets of the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<Goal>,
    /// The day by which all actions without a day of their own have to be finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// What activities do for objectives, where people think otherwise than the model.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<(ActivityId, Served)>,
    /// Changes to actions that follow from gaps, by their id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub changes: BTreeMap<ActionId, Change>,
    /// Actions that people added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Own>,
    /// Where the draws begin. The same seed gives the same plan.
    pub seed: u64,
}

/// Amounts by quarter; the last one holds for all quarters after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Amounts(pub Vec<f64>);

impl Amounts {
    /// The amounts for so many quarters.
    #[must_use]
    pub fn over(&self, quarters: usize) -> Vec<f64> {
        let last = self.0.last().copied().unwrap_or(0.0);
        (0..quarters).map(|quarter| self.0.get(quarter).copied().unwrap_or(last)).collect()
    }
}

/// A change to an action that follows from a gap; what is absent stays as it was made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Why it is not planned at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<String>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Person-days by role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<BTreeMap<String, Spread>>,
    /// Money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Spread>,
    /// Quarters that it takes at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarters: Option<u8>,
    /// Further actions that come before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<ActionId>,
    /// The day by which it has to be finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// The quarter in which it starts, whatever would be better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Quarter>,
}

/// An action that somebody added; it may stand in the place of others, which splits and merges them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// Stable name.
    pub id: ActionId,
    /// The unit; the topmost one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// What is said of it, `title` and `effort` always.
    pub said: Change,
    /// Which items it moves, and to which rating. The rating before is filled in when the plan is made.
    pub moves: Vec<Moved>,
    /// Objectives that it serves beyond what its items' activities do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Served>,
    /// Actions in whose place it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<ActionId>,
}

impl Brief {
    /// The role that stands for people who take any role.
    pub const ANYONE: &'static str = "anyone";
    /// Most quarters of a plan.
    pub const LONGEST: u8 = 20;
    /// Quarters of a plan that does not say how many.
    pub const QUARTERS: u8 = 8;
    /// Most actions that a unit works on at once, where nothing else is said.
    pub const AT_ONCE: u8 = 5;

    /// What an objective counts in a unit, 0 to 1.
    #[must_use]
    pub fn weight(&self, objective: &str, unit: &UnitId, objectives: usize) -> f64 {
        let points = self.unit_objectives.get(unit).unwrap_or(&self.objectives);
        if points.is_empty() {
            #[expect(clippy::cast_precision_loss, reason = "objectives are few")]
            return 1.0 / objectives.max(1) as f64;
        }
        points.get(objective).copied().unwrap_or(0.0) / 100.0
    }

    /// Objectives that units weight differently, with the least and the most points; the widest apart first.
    #[must_use]
    pub fn conflicts(&self) -> Vec<(String, f64, f64)> {
        let splits =
            || std::iter::once(&self.objectives).filter(|o| !o.is_empty()).chain(self.unit_objectives.values());
        let mut named: Vec<&String> = splits().flat_map(BTreeMap::keys).collect();
        named.sort();
        named.dedup();
        let of = |objective: &String| {
            let points = || splits().map(|split| split.get(objective).copied().unwrap_or(0.0));
            (objective.clone(), points().fold(f64::INFINITY, f64::min), points().fold(0.0, f64::max))
        };
        let mut apart: Vec<_> = named.into_iter().map(of).filter(|(_, least, most)| most - least > 0.0).collect();
        apart.sort_by(|a, b| (b.2 - b.1).total_cmp(&(a.2 - a.1)).then(a.0.cmp(&b.0)));
        apart
    }
}
