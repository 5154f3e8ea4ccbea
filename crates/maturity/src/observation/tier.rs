//! How much depends on a repository.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much depends on a repository, by the organisation's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Its failure harms the organisation or its customers.
    Critical,
    /// It is in use.
    Production,
    /// It is tried out, and nobody relies on it yet.
    Experimental,
}

impl Tier {
    /// All tiers, what most depends on first.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Production, Self::Experimental];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Production => "production",
            Self::Experimental => "experimental",
        }
    }
}
