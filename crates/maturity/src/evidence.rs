//! What backs a rating, and how far.
//!
//! Supported rating: the highest rating up to the claimed one whose evidence requirement is met by evidence in
//! force on the as-of date (PRODUCT.md, "Scoring"; the requirement per rating is model data). Expired evidence supports nothing.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{ItemId, Model};
use crate::rating::Rating;

/// What a piece of evidence shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// Something that was made: a policy, a configuration, a list.
    Artefact,
    /// A record that it was done: a log, minutes, a ticket, commits.
    Operation,
    /// A series of figures against a target.
    Measurement,
    /// A change for the better, made because of a figure.
    Improvement,
}

impl EvidenceKind {
    /// All kinds, in the order in which ratings ask for them.
    pub const ALL: [Self; 4] = [Self::Artefact, Self::Operation, Self::Measurement, Self::Improvement];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Artefact => "artefact",
            Self::Operation => "operation",
            Self::Measurement => "measurement",
            Self::Improvement => "improvement",
        }
    }
}

/// A piece of evidence for one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The item that it backs.
    pub item: ItemId,
    /// What it shows.
    pub kind: EvidenceKind,
    /// Title for a reader.
    pub title: String,
    /// Where it is: a link, a path, a record number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// First day on which it holds; absent means it always held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day on which it holds; absent means it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Function or team that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

impl Evidence {
    /// Whether it holds on a day.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

/// The part of a claimed rating that evidence in force supports: at most `claimed`, and the highest rating all of whose
/// needs, and those of all lower ratings, are met by `kinds`.
#[must_use]
pub fn supported(model: &Model, claimed: Rating, kinds: &[EvidenceKind]) -> Rating {
    let mut steps: Vec<_> = model.support.iter().collect();
    steps.sort_by_key(|s| s.rating);
    steps
        .iter()
        .find(|s| !s.needs.iter().all(|k| kinds.contains(k)))
        .map_or(claimed, |unmet| claimed.min(Rating(unmet.rating.0.saturating_sub(1))))
}
