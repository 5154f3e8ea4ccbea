//! What an organisation is like, as coarsely as comparisons need it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::fault::{Near, near};

/// Bands of headcount.
pub const SIZES: [&str; 6] = ["1-49", "50-249", "250-999", "1000-4999", "5000-19999", "20000-or-more"];

/// Sectors, wide enough that none is one firm.
pub const SECTORS: [&str; 12] = [
    "finance",
    "insurance",
    "public",
    "education",
    "health",
    "software",
    "telecom",
    "manufacturing",
    "energy",
    "retail",
    "media",
    "other",
];

/// Size and sector, each of a list; absent where it was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// One of [`SIZES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// One of [`SECTORS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
}

impl Description {
    /// Whether both are on their lists.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        listed("size band", self.size.as_deref(), &SIZES)?;
        listed("sector", self.sector.as_deref(), &SECTORS)
    }
}

fn listed(what: &'static str, value: Option<&str>, list: &[&str]) -> Result<(), Refusal> {
    match value {
        Some(value) if !list.contains(&value) => {
            let near = near(value, list.iter().copied())
                .or_else(|| Some(Near::Known(list.iter().map(|w| (*w).to_owned()).collect())));
            Err(Refusal::Unknown { what, name: value.to_owned(), near })
        }
        _ => Ok(()),
    }
}
