//! Ratings and the scale they live on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value on a model's rating scale, 0 at the bottom. Which values exist is the model's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Rating(pub u8);

impl Rating {
    /// The rating as a number to compute with.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0)
    }

    /// Distance to another rating.
    #[must_use]
    pub fn distance(self, other: Self) -> u8 {
        self.0.abs_diff(other.0)
    }
}

impl std::fmt::Display for Rating {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The steps of a rating scale, ascending without a hole from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Scale(pub Vec<ScaleStep>);

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleStep {
    /// The rating.
    pub value: Rating,
    /// Short name, lower case.
    pub name: String,
    /// What it means in general.
    pub meaning: String,
}

impl Scale {
    /// The highest rating; 0 for a scale without steps.
    #[must_use]
    pub fn top(&self) -> Rating {
        self.0.last().map_or(Rating(0), |s| s.value)
    }

    /// Whether a rating is on the scale.
    #[must_use]
    pub fn contains(&self, rating: Rating) -> bool {
        self.0.iter().any(|s| s.value == rating)
    }

    /// Name of a rating, empty when it is not on the scale.
    #[must_use]
    pub fn name(&self, rating: Rating) -> &str {
        self.0.iter().find(|s| s.value == rating).map_or("", |s| s.name.as_str())
    }
}
