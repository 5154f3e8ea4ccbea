//! Why a change is refused, and the way out. Nothing is changed then.

use jiff::civil::Date;

use crate::event::{AssessmentId, Confidentiality, EvidenceId, PersonId, Stage};
use crate::model::ItemId;
use crate::rating::Rating;
use crate::unit::{TreeError, UnitId};

/// A change that may not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The units would not make a tree.
    #[error("the units do not make one tree: {0}\n    hint: correct the `parent` column; the units stay as they were")]
    Tree(#[from] TreeError),
    /// A name with signs that do not belong into one.
    #[error("`{0}` is no name for this: use letters, digits, `-`, `_`, `.`, `/` and `:`, at most 64")]
    Name(String),
    /// A name that is taken.
    #[error("there is already {what} `{name}`\n    hint: choose another name")]
    Taken {
        /// What it names.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A thing that is not there.
    #[error("there is no {what} `{name}`{}", hint(.near))]
    Unknown {
        /// What it would be.
        what: &'static str,
        /// Its name.
        name: String,
        /// What could be meant.
        near: Option<String>,
    },
    /// Nobody of that pseudonym, or somebody whose data were erased.
    #[error("person {0} is not known, or was erased\n    hint: `osmm person list` shows who is known")]
    Person(PersonId),
    /// No right to do this.
    #[error(
        "{person} may not {what} in `{unit}`: that needs the role {roles} there or above\n    hint: a lead can grant it: `osmm person grant WHO --role {role} --unit {unit}`"
    )]
    Right {
        /// Who.
        person: PersonId,
        /// What they wanted to do.
        what: &'static str,
        /// Where.
        unit: UnitId,
        /// Roles that would do, in words.
        roles: String,
        /// The least of them.
        role: &'static str,
    },
    /// Evidence that this reader may not see.
    #[error(
        "evidence `{evidence}` is {}: only {} may see it\n    hint: `--as PERSON` says who you are; a lead can grant a role: `osmm person grant WHO --role auditor --unit {unit}`", .confidentiality.word(), readers(*.confidentiality, .unit)
    )]
    Hidden {
        /// Which.
        evidence: EvidenceId,
        /// Its unit.
        unit: UnitId,
        /// How confidential it is.
        confidentiality: Confidentiality,
    },
    /// The item is somebody else's to answer.
    #[error(
        "`{item}` in `{unit}` is assigned to others\n    hint: ask the lead to assign it to you: `osmm assign {unit} WHO --item {item}`"
    )]
    Others {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
    },
    /// The last day for an answer has passed.
    #[error(
        "the assignment of `{item}` in `{unit}` ended on {due}\n    hint: a lead can extend it: `osmm assign {unit} WHO --item {item} --due DATE`"
    )]
    Expired {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// Last day.
        due: Date,
    },
    /// The assessment is not in the right stage.
    #[error("{}", not_now(.assessment, *.stage, .what))]
    Stage {
        /// Which.
        assessment: AssessmentId,
        /// Where it is.
        stage: Stage,
        /// What was wanted.
        what: &'static str,
    },
    /// A unit that has nothing to do with the assessment, or not with this item.
    #[error("`{unit}` does not answer `{item}` in this assessment{}", if *.central { ": the item is central, it is answered once at the root\n    hint: to differ from it, give a reason: `--override REASON`" } else { "\n    hint: `osmm assessment rescope` takes the units anew" })]
    NotAsked {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// Whether it is a central item.
        central: bool,
    },
    /// A rating that the scale does not have.
    #[error("{rating} is not a rating on the scale from 0 to {top}")]
    Scale {
        /// As given.
        rating: Rating,
        /// Highest rating.
        top: Rating,
    },
    /// The answer has been locked.
    #[error(
        "the answer to `{item}` in `{unit}` is locked\n    hint: a lead can decide otherwise: `osmm decide {unit} {item} ANSWER --why REASON`"
    )]
    Locked {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
    },
    /// A reason is needed.
    #[error("{0} needs a reason\n    hint: say why with `--why \"...\"`")]
    Reason(&'static str),
    /// There is nothing to confirm, lock or decide.
    #[error("`{item}` in `{unit}` has no {what}")]
    Nothing {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
        /// What is missing.
        what: &'static str,
    },
    /// One's own work cannot be confirmed by oneself.
    #[error("nobody confirms their own {0}\n    hint: ask another reviewer")]
    Own(&'static str),
    /// An admin gives roles to others only.
    #[error("an admin gives roles to others, not to themselves\n    hint: ask a lead, or another admin")]
    Oneself,
    /// Something has to be settled before.
    #[error(
        "`{assessment}` cannot {what}: {open}\n    hint: `osmm disagreements` lists what is to be decided, `osmm todo --all` who has not locked"
    )]
    Unsettled {
        /// Which.
        assessment: AssessmentId,
        /// What was wanted.
        what: &'static str,
        /// What is open, in words.
        open: String,
    },
    /// Dates that contradict each other.
    #[error("{0}")]
    Dates(String),
    /// A published figure cannot be corrected like that.
    #[error("nothing to correct: {0}")]
    Correction(String),
}

fn hint(near: &Option<String>) -> String {
    near.as_ref().map(|n| format!("\n    hint: {n}")).unwrap_or_default()
}

fn readers(confidentiality: Confidentiality, unit: &UnitId) -> String {
    match confidentiality {
        Confidentiality::Public => "anyone".to_owned(),
        Confidentiality::Internal => "people with a role in the organisation".to_owned(),
        Confidentiality::Confidential => format!("people with a role in `{unit}` or above"),
        Confidentiality::Restricted => format!("who leads, reviews or audits `{unit}` or above, and who gave it,"),
    }
}

fn not_now(assessment: &AssessmentId, stage: Stage, what: &str) -> String {
    let out = match stage {
        Stage::Published => {
            format!(
                "a published figure is corrected beside it: `osmm correct UNIT ITEM ANSWER --assessment {assessment} --why REASON`"
            )
        }
        Stage::InReview => format!("take it back first: `osmm assessment reopen {assessment}`"),
        Stage::Draft => format!("put it up for review first: `osmm assessment review {assessment}`"),
    };
    format!("`{assessment}` is {}: {what}\n    hint: {out}", stage.word())
}
