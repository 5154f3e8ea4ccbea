//! Correspondence between a model and other frameworks, with strength, reason and explicit "no match".

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How one model corresponds to one other framework or model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    /// Id of the other framework or model.
    pub framework: String,
    /// Its title.
    pub title: String,
    /// Pairs that correspond.
    pub links: Vec<Link>,
    /// Elements of either side that have no counterpart.
    pub no_match: Vec<NoMatch>,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Activity or item of this model.
    pub from: String,
    /// Element of the other framework.
    pub to: String,
    /// How close they are.
    pub strength: Strength,
    /// Why.
    pub rationale: String,
}

/// How close two elements are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Touches: doing one helps a little with the other.
    Weak,
    /// Overlaps: doing one does part of the other.
    Partial,
    /// Covers: doing one does most of the other.
    Strong,
    /// Both ask for the same thing.
    Equivalent,
}

/// Elements without a counterpart, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoMatch {
    /// Activities of this model.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Elements of the other framework.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Why there is none.
    pub reason: String,
}
