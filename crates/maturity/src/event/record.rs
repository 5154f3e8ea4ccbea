//! The things that events speak of, as they are kept.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::evidence::EvidenceKind;
use crate::model::ItemId;
use crate::plan::{Quarter, Spread};
use crate::rating::Rating;
use crate::unit::{Unit, UnitId};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// Stable name of an assessment, for example `2026-q4`.
    AssessmentId
);
id!(
    /// Pseudonym of a person: random, so that it says nothing once the person is erased.
    PersonId
);
id!(
    /// Stable name of a piece of evidence.
    EvidenceId
);
id!(
    /// Stable name of a piece of work.
    ActionId
);

/// What a person may do in a unit and all units below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs assessments: everything that the other roles may, and decides.
    Lead,
    /// Answers, gives evidence.
    Respondent,
    /// Confirms ratings and evidence.
    Reviewer,
    /// Reads everything, changes nothing.
    Auditor,
    /// Lets people in, gives them roles and keeps the units; sees no answers and gives none.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Lead, Self::Respondent, Self::Reviewer, Self::Auditor, Self::Admin];
    /// Roles that see answers.
    pub const SEEING: [Self; 4] = [Self::Lead, Self::Respondent, Self::Reviewer, Self::Auditor];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Respondent => "respondent",
            Self::Reviewer => "reviewer",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }
}

/// What one assessment is about, fixed when it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeRecord {
    /// Title for a reader.
    pub title: String,
    /// Digest of the model, whose JSON is kept as a blob.
    pub model: Digest,
    /// Units in scope with those above them, as the tree was then, parents before children.
    pub units: Vec<Unit>,
    /// Ids of the units that answer.
    pub answering: Vec<UnitId>,
    /// The day for which it holds.
    pub as_of: Date,
    /// Last day for answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
    /// The published assessment that it starts from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<AssessmentId>,
    /// Snapshots of the last 12 months, this one included.
    pub snapshots: u32,
}

/// Who may see a piece of evidence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidentiality {
    /// Anyone.
    Public,
    /// Everyone with a role in the organisation.
    #[default]
    Internal,
    /// Those with a role in the unit.
    Confidential,
    /// Who leads, reviews or audits the unit.
    Restricted,
}

impl Confidentiality {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Confidential => "confidential",
            Self::Restricted => "restricted",
        }
    }
}

/// Something that backs ratings of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRecord {
    /// Stable name.
    pub id: EvidenceId,
    /// The unit whose ratings it backs; what the root has also backs what units inherit.
    pub unit: UnitId,
    /// The items that it backs.
    pub items: Vec<ItemId>,
    /// What it shows.
    pub kind: EvidenceKind,
    /// Title for a reader.
    pub title: String,
    /// Where it is: a link, a path, a record number, or the name of the file that is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Digest of the file that is kept as a blob.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// First day of the period for which it holds; absent means it always held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Last day of the period for which it holds; absent means open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Last day before somebody has to attest it again; absent means it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// When it was collected.
    pub collected_at: Timestamp,
    /// Who collected it.
    pub collected_by: PersonId,
    /// Function or team that answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Who may see it.
    #[serde(default)]
    pub confidentiality: Confidentiality,
    /// The evidence that it renews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<EvidenceId>,
}

impl EvidenceRecord {
    /// Whether it holds on a day.
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until().is_none_or(|until| on <= until)
    }

    /// The last day on which it holds: the end of its period or its expiry, whichever comes first.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        match (self.to, self.expires) {
            (Some(to), Some(expires)) => Some(to.min(expires)),
            (to, expires) => to.or(expires),
        }
    }
}

/// A piece of work to raise a rating, as it was taken out of a plan or opened by itself. Its items are asked again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionRecord {
    /// Stable name.
    pub id: ActionId,
    /// The unit.
    pub unit: UnitId,
    /// The items that it is to move.
    pub items: Vec<ItemId>,
    /// What is to be done.
    pub title: String,
    /// Function or team that does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// When it should be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Whether somebody works on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doing: bool,
    /// What was thought of it when it was taken out of a plan, to be compared with what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
}

/// What a plan says of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// The quarter in which it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Quarter>,
    /// The quarter at whose end it is finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finish: Option<Quarter>,
    /// Person-days by role.
    pub days: BTreeMap<String, Spread>,
    /// Money, in the currency of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Spread>,
    /// Which ratings it moves.
    pub moves: Vec<Step>,
}

/// A rating that an action moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The item.
    pub item: ItemId,
    /// Its rating before.
    pub from: Rating,
    /// Its rating after.
    pub to: Rating,
}

/// What came of an action that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// What was to be done is done.
    Done,
    /// It was given up.
    Dropped,
}
