//! Actions: pieces of work that move ratings.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event::ActionId;
use crate::evidence::EvidenceKind;
use crate::model::{ActivityId, ItemId};
use crate::rating::Rating;
use crate::unit::UnitId;

/// A piece of work that moves ratings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Stable name: what is generated is `<activity>.<rating>`, after `<unit>/` where the unit is not the topmost.
    pub id: ActionId,
    /// The unit.
    pub unit: UnitId,
    /// The activity, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ActivityId>,
    /// What is to be done.
    pub title: String,
    /// Which items it moves, and when each is done.
    pub moves: Vec<Moved>,
    /// Kinds of evidence that have to be in force at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<EvidenceKind>,
    /// Person-days by role.
    pub effort: BTreeMap<String, Spread>,
    /// Money, in the currency of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Spread>,
    /// Quarters that it takes at least.
    pub quarters: u8,
    /// Actions that have to be finished before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<ActionId>,
    /// Actions that help when they are finished before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helped_by: Vec<ActionId>,
    /// The day by which it has to be finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// Objectives that it serves.
    pub serves: Vec<Served>,
    /// Who put it there.
    pub origin: Origin,
}

/// An item that an action moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The item.
    pub item: ItemId,
    /// Its rating before.
    pub from: Rating,
    /// Its rating after.
    pub to: Rating,
    /// When it is done: the anchor of the rating after.
    pub done: String,
}

/// A number that is not known exactly: person-days or money.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Hardly less.
    pub low: f64,
    /// Most likely.
    pub likely: f64,
    /// Hardly more.
    pub high: f64,
}

impl Spread {
    /// The sum of two: low with low, high with high.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, likely: self.likely + other.likely, high: self.high + other.high }
    }

    /// The number at a share of a triangular distribution, 0 to 1.
    #[must_use]
    pub fn at(self, share: f64) -> f64 {
        let (low, width) = (self.low, self.high - self.low);
        if width <= 0.0 {
            return self.likely;
        }
        let rise = (self.likely - low) / width;
        if share < rise {
            low + (share * width * (self.likely - low)).sqrt()
        } else {
            self.high - ((1.0 - share) * width * (self.high - self.likely)).sqrt()
        }
    }
}

/// How far an action serves an objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Served {
    /// The objective.
    pub objective: String,
    /// How much.
    pub effect: Effect,
    /// Who says so.
    pub source: Source,
}

/// How much an activity does for an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Nothing.
    None,
    /// A little.
    Low,
    /// Something.
    Medium,
    /// Much.
    High,
}

impl Effect {
    /// All of them, with their words.
    pub const ALL: [(&'static str, Self); 4] =
        [("none", Self::None), ("low", Self::Low), ("medium", Self::Medium), ("high", Self::High)];

    /// What it counts: 0, 1/3, 2/3, 1.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Low => 1.0 / 3.0,
            Self::Medium => 2.0 / 3.0,
            Self::High => 1.0,
        }
    }
}

/// Who says how much an activity does for an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A law or a supervisor asks for it.
    Regulation,
    /// It was studied and published.
    PublishedEvidence,
    /// Those who know the field say so; nobody measured it.
    CommunityOpinion,
    /// The organisation's own figures.
    OwnData,
}

impl Source {
    /// All of them, with their words.
    pub const ALL: [(&'static str, Self); 4] = [
        ("regulation", Self::Regulation),
        ("published-evidence", Self::PublishedEvidence),
        ("community-opinion", Self::CommunityOpinion),
        ("own-data", Self::OwnData),
    ];
}

/// Who put an action there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// It follows from a gap.
    Gap,
    /// It follows from a gap, and somebody changed it.
    Changed,
    /// Somebody added it.
    Own,
}
