//! What a plan costs and what is expected of it, line by line, each with its range and where the number comes from.
//!
//! Both sums are told, and the difference only where every benefit is counted from the organisation's own data. A return is
//! never computed: published figures are about others (see [`Figures`]), and one about a whole economy cannot be a line.

mod figures;
mod read;
mod reckon;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::{Source, Spread};
use crate::unit::UnitId;

pub use figures::{About, Figure, Figures};
pub use read::read;
pub use reckon::{CaseFormat, NoDifference, Reckoned, ReckonedLine, Total, reckon};

/// A file of lines: `osmm-case/1`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The currency of all money.
    pub currency: String,
    /// Years that are counted, 1 to [`Case::LONGEST`].
    pub years: u8,
    /// Money for a person-day, by role; [`crate::plan::Brief::ANYONE`] stands for all roles that are not named. Empty when
    /// the days of a plan are not turned into money.
    pub day: BTreeMap<String, Spread>,
    /// Costs and benefits, in the order of the file.
    pub lines: Vec<Line>,
}

impl Case {
    /// Most years that are counted.
    pub const LONGEST: u8 = 10;
}

/// A cost or a benefit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Stable name.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Cost or benefit.
    pub kind: Kind,
    /// The unit that it concerns; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// Once or every year.
    pub per: Per,
    /// How much, each time.
    pub amount: Spread,
    /// What kind of source it has.
    pub source: Source,
    /// Where the number comes from, in words.
    pub from: String,
    /// The published figure that it leans on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
}

/// Which side a line is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Money that goes.
    Cost,
    /// Money that is expected to come, or not to go.
    Benefit,
}

impl Kind {
    /// Both, with their words.
    pub const ALL: [(&'static str, Self); 2] = [("cost", Self::Cost), ("benefit", Self::Benefit)];
}

/// How often an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Once.
    Once,
    /// In every year that is counted.
    Year,
}

impl Per {
    /// Both, with their words.
    pub const ALL: [(&'static str, Self); 2] = [("once", Self::Once), ("year", Self::Year)];
}
