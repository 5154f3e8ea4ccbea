//! Answers as a spreadsheet has them: one line per unit, item and respondent, with a stamp that says what was exported.
//! How a workbook or a CSV file looks is the report crate's business; what becomes of an edited one is decided here.

mod merge;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use merge::{Conflict, Merge, merge};

use crate::digest::Digest;
use crate::event::{AssessmentId, Head, PersonId};
use crate::model::ItemId;
use crate::response::Answer;
use crate::unit::UnitId;

/// Where a sheet comes from. It travels with the sheet, and is checked when the sheet comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The assessment.
    pub assessment: AssessmentId,
    /// Digest of its model.
    pub model: Digest,
    /// Where the record ended when the sheet was written: what the lines said then is known from it.
    pub head: Head,
    /// For whom it was written.
    pub person: PersonId,
}

/// Which answer a line holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineKey {
    /// Unit.
    pub unit: UnitId,
    /// Item.
    pub item: ItemId,
    /// In whose name.
    pub respondent: PersonId,
}

/// What a person can edit in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// What was said.
    pub answer: Answer,
    /// Why this answer and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Role or function that answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The day of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Why the unit differs from the central answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overrides: Option<String>,
}

impl Given {
    /// Nothing said yet.
    #[must_use]
    pub fn nothing() -> Self {
        Self { answer: Answer::Unanswered, note: None, function: None, on: None, overrides: None }
    }
}

/// The lines of a sheet.
pub type Lines = BTreeMap<LineKey, Given>;
