//! A plan as it is told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Action, Missing, Quarter, Spread};
use crate::event::ActionId;
use crate::model::ItemId;
use crate::unit::UnitId;

/// A plan: a public, versioned format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name and version of this format.
    pub format: PlanFormat,
    /// Digest of the model.
    pub model_digest: String,
    /// The day of the ratings that it starts from.
    pub as_of: Date,
    /// Quarters, in order.
    pub quarters: Vec<Quarter>,
    /// The currency of all money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Actions: those with a place by start and value for effort, then those without.
    pub actions: Vec<Planned>,
    /// No plan that keeps the same dates brings more than this share, 0 to 1, above it; 0: proven to be the best.
    pub gap: f64,
    /// What is used of what there is.
    pub used: Vec<Use>,
    /// Where each unit stands at the end of each quarter if the plan holds.
    pub projection: Vec<Projected>,
    /// Person-days of all actions with a place.
    pub effort: Spread,
    /// Money of all actions with a place.
    pub money: Spread,
    /// What other capacity or budget would change.
    pub alternatives: Vec<Alternative>,
    /// Items without a rating, by unit: somebody has to find out before they can be planned.
    pub find_out: BTreeMap<UnitId, Vec<ItemId>>,
    /// Answers that the goal of the plan lacks, by unit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub missing: BTreeMap<UnitId, Vec<Missing>>,
    /// Changes in the plan file whose action does not follow from a gap any more.
    pub closed: Vec<ActionId>,
}

/// Version tag of the plan format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PlanFormat {
    /// First version.
    #[serde(rename = "osmm-roadmap/1")]
    V1,
}

/// An action and its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// The action.
    pub action: Action,
    /// What it is worth, see [`crate::plan`].
    pub value: f64,
    /// When it starts; absent when it has no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Quarter>,
    /// The quarter at whose end it is finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finish: Option<Quarter>,
    /// Why it is where it is.
    pub why: Why,
    /// How sure it is that it is among the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chance: Option<Chance>,
    /// Whether its date is missed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// What would help if it were done before, and is not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<ActionId>,
}

/// Why an action is where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Why {
    /// It has a place.
    Placed {
        /// Its place by value for effort among all, from 1.
        rank: usize,
        /// How many there are.
        of: usize,
        /// Actions with a place that wait for it.
        opens: Vec<ActionId>,
        /// It could not start before these were finished.
        waited_for: Vec<ActionId>,
    },
    /// It has none.
    Waits(Waits),
}

/// Why an action has no place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "because", deny_unknown_fields)]
pub enum Waits {
    /// There is no more room for it within the plan.
    Room {
        /// What is used up first.
        full: Full,
    },
    /// An action before it has no place.
    For {
        /// Which.
        action: ActionId,
    },
    /// Nobody has the role that it needs.
    Nobody {
        /// The role.
        role: String,
    },
    /// It needs more than there is in any quarter, however long it takes.
    TooLarge {
        /// The role; money when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<String>,
    },
    /// It moves a score, but serves no objective that has points.
    NoObjective,
    /// Somebody dropped it.
    Dropped {
        /// Why.
        reason: String,
    },
    /// The quarter in which it is to start is before the plan.
    Before,
}

/// What leaves no room for an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Full {
    /// The days of a role.
    Days(String),
    /// The money.
    Money,
    /// What a unit works on at once.
    AtOnce,
    /// The quarters that are left after what it waits for.
    Quarters,
}

/// How sure it is that an action is among the first, with efforts drawn from their ranges.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chance {
    /// Share of the draws, 0 to 1, in which it is among the first five by value for effort, after what it waits for.
    pub first_five: f64,
    /// Whether the next action in the list cannot be told from it: in a quarter of the draws or more it is the other way round.
    pub tied: bool,
}

/// What is used of a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Use {
    /// The role; money when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// What is used in each quarter.
    pub used: Vec<f64>,
    /// What there is in each quarter.
    pub there: Vec<f64>,
}

/// Where a unit stands, quarter by quarter, if the plan holds; claimed ratings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Projected {
    /// The unit.
    pub unit: UnitId,
    /// Its title.
    pub title: String,
    /// The mean of its rated items now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<f64>,
    /// Level achieved now, where the model's levels are a ladder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_now: Option<u8>,
    /// At the end of each quarter.
    pub then: Vec<Then>,
}

/// Where a unit stands at the end of a quarter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// The quarter.
    pub quarter: Quarter,
    /// The mean of its rated items as planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// Nine of ten draws of the efforts lead to at least this mean, by the same order of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// One of ten leads to this mean or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Level achieved as planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Share of the draws, 0 to 1, in which that level is achieved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level_chance: Option<f64>,
}

/// What other capacity or budget would change, found by planning anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// What is different: the role that has more days, or money when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Days more in the first quarter, or money more in all together; negative for less.
    pub by: f64,
    /// Value of the whole plan, as a share of what it is without the change: 0.05 is a twentieth more.
    pub value: f64,
    /// Actions that get a place.
    pub gained: Vec<ActionId>,
    /// Actions that lose theirs.
    pub lost: Vec<ActionId>,
    /// Actions that are finished earlier.
    pub earlier: usize,
    /// Actions that are finished later.
    pub later: usize,
}
