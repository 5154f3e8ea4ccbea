//! What an event changes. Public format: new kinds may come, what a kind means never changes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    About, ActionId, ActionRecord, AssessmentId, EvidenceId, EvidenceRecord, Outcome, PersonId, Role, ScopeRecord,
};
use crate::digest::Digest;
use crate::model::{ActivityId, ItemId};
use crate::organisation::Description;
use crate::rating::Rating;
use crate::response::Answer;
use crate::unit::{Unit, UnitId};

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Change {
    /// The organisation got a name.
    Named {
        /// Its name.
        name: String,
    },
    /// The organisation was described, as coarsely as comparisons need it.
    Described {
        /// What holds from now on.
        description: Description,
    },
    /// Units were added, changed or removed, all at once: the tree is checked as a whole.
    UnitsSet {
        /// Added and changed units.
        set: Vec<Unit>,
        /// Removed units.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<UnitId>,
    },
    /// A person became known, or the person's data changed.
    PersonSet {
        /// Pseudonym.
        person: PersonId,
        /// What stands for the personal data in the chain.
        commitment: Digest,
    },
    /// A person's data were erased; the pseudonym stays.
    PersonErased {
        /// Pseudonym.
        person: PersonId,
        /// Events whose reasons were blanked because they named the person.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<u64>,
    },
    /// A person got a role.
    RoleGranted {
        /// Who.
        person: PersonId,
        /// What.
        role: Role,
        /// Where, and in all units below.
        unit: UnitId,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
    /// A person lost a role.
    RoleRevoked {
        /// Who.
        person: PersonId,
        /// What.
        role: Role,
        /// Where.
        unit: UnitId,
    },
    /// An assessment was opened as a draft.
    Opened {
        /// Its name.
        assessment: AssessmentId,
        /// What it is about.
        scope: ScopeRecord,
    },
    /// Answers of the assessment before were taken over for a unit; they stand until somebody answers anew.
    Carried {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// By item.
        answers: BTreeMap<ItemId, Answer>,
        /// Ratings that had been verified.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        verified: BTreeMap<ItemId, Rating>,
        /// Why the unit differs from central answers that it overrides.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        overrides: BTreeMap<ItemId, String>,
        /// Items to look at again because their wording or shape changed.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        look: Vec<ItemId>,
    },
    /// The units of a draft were taken anew from the organisation's tree.
    Rescoped {
        /// Assessment.
        assessment: AssessmentId,
        /// As in [`ScopeRecord::units`].
        units: Vec<Unit>,
        /// As in [`ScopeRecord::answering`].
        answering: Vec<UnitId>,
    },
    /// A draft moved to another model.
    ModelUpgraded {
        /// Assessment.
        assessment: AssessmentId,
        /// Digest of the model before.
        from: Digest,
        /// Digest of the model after.
        to: Digest,
    },
    /// An assessment moved to review, or back to draft.
    Moved {
        /// Assessment.
        assessment: AssessmentId,
        /// Where to; never published.
        to: Stage,
    },
    /// An assessment was published: frozen.
    Published {
        /// Assessment.
        assessment: AssessmentId,
        /// Digest of what was published, kept as a blob.
        digest: Digest,
    },
    /// A published figure was found to be wrong. It stays as published; the correction stands beside it.
    Corrected {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// What was published.
        from: Answer,
        /// What holds.
        to: Answer,
        /// Where the old number went: reports, submissions, decks.
        went_to: Vec<String>,
    },
    /// Somebody is to answer.
    Assigned {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// What.
        subject: Subject,
        /// Who.
        person: PersonId,
        /// Last day; the assessment's deadline when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// Somebody need not answer any more.
    Unassigned {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// What.
        subject: Subject,
        /// Who.
        person: PersonId,
    },
    /// Somebody placed an activity at first sight, before its items: what to ask first follows from it. It is no rating.
    Sorted {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// In whose name.
        respondent: PersonId,
        /// Activity.
        activity: ActivityId,
        /// Where it was placed.
        sorted: Sorted,
    },
    /// Somebody answered; the note, if any, is the event's reason.
    Responded {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// In whose name: usually the event's own person, a lead may enter what others said.
        respondent: PersonId,
        /// What was said.
        answer: Answer,
        /// Why the unit differs from the central answer, where it overrides one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        overrides: Option<String>,
        /// Role or function that answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        function: Option<String>,
        /// The day of the answer, where it is not the day of the event.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    /// A respondent is done with items of a unit: their answers stand, and others may see them.
    Locked {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// In whose name.
        respondent: PersonId,
        /// Items.
        items: Vec<ItemId>,
    },
    /// A moderator decided what holds where respondents differ; the reason is the event's.
    Decided {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// What holds.
        answer: Answer,
    },
    /// A reviewer confirmed a rating on evidence, or took that back.
    Verified {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// The confirmed rating; absent takes it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rating: Option<Rating>,
    },
    /// A piece of evidence was added, or its record changed.
    EvidenceSet {
        /// The record.
        evidence: EvidenceRecord,
    },
    /// A reviewer looked at a piece of evidence.
    EvidenceReviewed {
        /// Which.
        evidence: EvidenceId,
        /// What came of it.
        verdict: EvidenceVerdict,
    },
    /// A piece of evidence does not count any more.
    EvidenceWithdrawn {
        /// Which.
        evidence: EvidenceId,
    },
    /// Repositories of a unit were looked at.
    Observed {
        /// Unit.
        unit: UnitId,
        /// When.
        observed_at: Timestamp,
        /// Digest of what is not about a subject: program, signals, problems.
        frame: Digest,
        /// Digest of what was seen, by subject, for those that are new or changed since the look before. An unchanged
        /// commit keeps its digest, so looking again costs nothing.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        changed: BTreeMap<String, Digest>,
        /// Subjects of the look before that are gone.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        gone: Vec<String>,
        /// Files of other programs that this look is the first of the unit to rest on, and that are kept as they were given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        originals: Vec<Digest>,
    },
    /// A person answered a proposal; accepted and adjusted ones come with a response.
    ProposalAnswered {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// Low end of the proposal.
        low: Rating,
        /// High end of the proposal.
        high: Rating,
        /// What was done.
        decision: ProposalDecision,
    },
    /// Somebody said something about an item; the words are the event's reason, so that they can be erased.
    Noted {
        /// Assessment.
        assessment: AssessmentId,
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
    },
    /// A rating is wanted by some day, or no longer.
    TargetSet {
        /// Unit; holds below it unless a unit sets its own.
        unit: UnitId,
        /// What.
        subject: Subject,
        /// The rating; absent takes the target back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rating: Option<Rating>,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Date>,
    },
    /// A piece of work was planned or changed.
    ActionSet {
        /// The record.
        action: ActionRecord,
    },
    /// A piece of work is done or was given up.
    ActionClosed {
        /// Which.
        action: ActionId,
        /// Which of the two; absent where nobody said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Outcome>,
        /// Person-days that it took, where somebody counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        took: Option<f64>,
    },
    /// What people decide about the roadmap was kept: it holds for the whole record until the next one.
    BriefKept {
        /// A plan file (`osmm-plan/1`), as it was written.
        text: String,
    },
    /// A file was taken over; it is kept as a blob.
    Imported {
        /// Name of the file.
        name: String,
        /// Its digest.
        digest: Digest,
        /// The assessment that it went into.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assessment: Option<AssessmentId>,
    },
}

/// Where an assessment is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// People answer.
    Draft,
    /// Answers stand still while they are reviewed.
    InReview,
    /// Frozen.
    Published,
}

impl Stage {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in review",
            Self::Published => "published",
        }
    }
}

/// An item, or an activity with all its items.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// One item.
    Item(ItemId),
    /// All items of an activity.
    Activity(ActivityId),
}

/// Where an activity was placed at first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sorted {
    /// Nobody does it.
    NotHappening,
    /// Some of it happens.
    Some,
    /// It is an established way of working.
    Established,
    /// The respondent does not know.
    DontKnow,
}

impl Sorted {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::NotHappening, Self::Some, Self::Established, Self::DontKnow];

    /// The word for it, as it is written in files and forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotHappening => "not-happening",
            Self::Some => "some",
            Self::Established => "established",
            Self::DontKnow => "dont-know",
        }
    }
}

/// What a person did with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalDecision {
    /// Took its low end.
    Accepted,
    /// Took another rating, with a reason.
    Adjusted,
    /// Took nothing, with a reason.
    Rejected,
    /// Took back what was done with it before.
    Reopened,
}

/// What came of a look at evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceVerdict {
    /// It shows what it should.
    Confirmed,
    /// It does not; it counts no more until it is changed.
    Refused,
}

impl Change {
    /// The assessment that it belongs to.
    #[must_use]
    pub fn assessment(&self) -> Option<&AssessmentId> {
        match self {
            Self::Opened { assessment, .. }
            | Self::Carried { assessment, .. }
            | Self::Rescoped { assessment, .. }
            | Self::ModelUpgraded { assessment, .. }
            | Self::Moved { assessment, .. }
            | Self::Published { assessment, .. }
            | Self::Corrected { assessment, .. }
            | Self::Assigned { assessment, .. }
            | Self::Unassigned { assessment, .. }
            | Self::Sorted { assessment, .. }
            | Self::Responded { assessment, .. }
            | Self::Locked { assessment, .. }
            | Self::Decided { assessment, .. }
            | Self::Verified { assessment, .. }
            | Self::ProposalAnswered { assessment, .. }
            | Self::Noted { assessment, .. } => Some(assessment),
            Self::Imported { assessment, .. } => assessment.as_ref(),
            _ => None,
        }
    }

    /// What it is about.
    #[must_use]
    pub fn about(&self) -> About {
        let (within, unit, item) = match self {
            Self::Carried { assessment, unit, .. }
            | Self::Assigned { assessment, unit, .. }
            | Self::Unassigned { assessment, unit, .. }
            | Self::Sorted { assessment, unit, .. }
            | Self::Locked { assessment, unit, .. } => (Some(assessment), Some(unit), None),
            Self::Responded { assessment, unit, item, .. }
            | Self::Decided { assessment, unit, item, .. }
            | Self::Verified { assessment, unit, item, .. }
            | Self::ProposalAnswered { assessment, unit, item, .. }
            | Self::Noted { assessment, unit, item } => (Some(assessment), Some(unit), Some(item)),
            Self::Corrected { unit, item, .. } => (None, Some(unit), Some(item)),
            Self::RoleGranted { unit, .. } | Self::RoleRevoked { unit, .. } | Self::Observed { unit, .. } => {
                (None, Some(unit), None)
            }
            Self::TargetSet { unit, subject, .. } => {
                let item = if let Subject::Item(item) = subject { Some(item) } else { None };
                (None, Some(unit), item)
            }
            Self::EvidenceSet { evidence } => (None, Some(&evidence.unit), None),
            Self::ActionSet { action } => (None, Some(&action.unit), None),
            _ => (None, None, None),
        };
        About { within: within.cloned(), unit: unit.cloned(), item: item.cloned() }
    }

    /// Digests of the blobs that it refers to and that must be kept with it.
    #[must_use]
    pub fn blobs(&self) -> Vec<&Digest> {
        match self {
            Self::Opened { scope, .. } => vec![&scope.model],
            Self::ModelUpgraded { to, .. } => vec![to],
            Self::Published { digest, .. } | Self::Imported { digest, .. } => vec![digest],
            Self::EvidenceSet { evidence } => evidence.digest.iter().collect(),
            Self::Observed { frame, changed, originals, .. } => {
                std::iter::once(frame).chain(changed.values()).chain(originals).collect()
            }
            _ => Vec::new(),
        }
    }
}
