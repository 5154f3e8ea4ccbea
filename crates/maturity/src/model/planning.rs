//! Starting values for plans: what a step takes, who does it, what it does for an objective. A model need not have them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ActivityId;
use crate::plan::{Effect, Source, Spread};
use crate::rating::Rating;

/// Starting values for plans; everyone replaces them by their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Planning {
    /// What a reader has to know of these values.
    pub note: String,
    /// What it takes to bring one item to a rating from the one below.
    pub steps: Vec<StepEffort>,
    /// The role that leads the work on an activity; where none is named, the first of its roles.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub owners: BTreeMap<ActivityId, String>,
    /// Where an effect is not [`Planning::NAMED`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<EffectOn>,
}

/// What it takes to bring one item to a rating from the one below.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepEffort {
    /// The rating.
    pub rating: Rating,
    /// Person-days.
    pub days: Spread,
    /// Quarters that it takes at least.
    pub quarters: u8,
}

/// What an activity does for an objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectOn {
    /// The activity.
    pub activity: ActivityId,
    /// The objective.
    pub objective: String,
    /// How much.
    pub effect: Effect,
    /// Who says so.
    pub source: Source,
    /// Why.
    pub why: String,
}

impl Planning {
    /// What counts for an objective that an activity names, where nothing else is said: the opinion of the model's authors.
    pub const NAMED: (Effect, Source) = (Effect::Medium, Source::CommunityOpinion);
    /// Most quarters that one piece of work takes.
    pub const LONGEST: u8 = 40;
    /// Largest number of days, or amount of money.
    pub const MOST: f64 = 1e12;

    /// What it takes to bring one item to a rating from the one below.
    #[must_use]
    pub fn step(&self, rating: Rating) -> Option<&StepEffort> {
        self.steps.iter().find(|step| step.rating == rating)
    }
}
