//! Why a change is refused, and the way out. Nothing is changed then.

use jiff::civil::Date;

use crate::event::{AssessmentId, Confidentiality, EvidenceId, PersonId, Stage};
use crate::fault::{Fault, Near};
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
        near: Option<Near>,
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
    /// Answers that this reader may not see.
    #[error(
        "{} may not see what {what} answered: that needs a role there or above\n    hint: `--as PERSON` says who you are; a lead can grant a role: `osmm person grant WHO --role auditor --unit {unit}`", .reader.as_ref().map_or("somebody unknown", |r| &r.0)
    )]
    Unseen {
        /// Who, if it is known.
        reader: Option<PersonId>,
        /// The unit, or the assessment, in words.
        what: String,
        /// The unit in which a role would do.
        unit: UnitId,
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
    /// Somebody has to lead.
    #[error(
        "{0} is the last lead of the organisation, and without one nobody could be let in again\n    hint: make somebody else its lead first: `osmm person grant WHO --role lead --unit UNIT`"
    )]
    LastLead(PersonId),
    /// An admin gives roles to others only.
    #[error("an admin gives roles to others, not to themselves\n    hint: ask a lead, or another admin")]
    Oneself,
    /// Something has to be settled before.
    #[error(
        "`{assessment}` cannot {what}: {}\n    hint: `osmm disagreements` lists what is to be decided, `osmm todo --all` who has not locked", open(*.differ, *.wait)
    )]
    Unsettled {
        /// Which.
        assessment: AssessmentId,
        /// What was wanted.
        what: &'static str,
        /// Items that wait for a decision.
        differ: u32,
        /// Items that wait for respondents to lock.
        wait: u32,
    },
    /// Dates that contradict each other.
    #[error(transparent)]
    Dates(#[from] Clash),
    /// A published figure that is as the correction says.
    #[error("nothing to correct: `{item}` in `{unit}` was published like that")]
    Correction {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
    },
    /// What was decided about the roadmap cannot be taken.
    #[error("the settings of the roadmap cannot be taken\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Brief(Vec<Fault>),
    /// Days or money that nobody can have.
    #[error("{0} is no amount: expected 0 or more")]
    Amount(String),
    /// A correction that does not say where the old number went.
    #[error(
        "the correction of `{item}` in `{unit}` does not say where the old number went\n    hint: name each report, deck or submission: `--went-to \"board deck of March\"`; for one that nobody was given: `--went-to nowhere`"
    )]
    WentTo {
        /// Unit.
        unit: UnitId,
        /// Item.
        item: ItemId,
    },
}

/// Dates that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// A role that would have ended before it is granted.
    #[error("a role cannot end on {0}, which is in the past")]
    RoleEnded(Date),
    /// An assignment that would have ended before it is made.
    #[error("nobody can answer until {0}, which is in the past")]
    DuePast(Date),
    /// Evidence that would end before it begins.
    #[error("the evidence would end on {until}, before it begins on {from}")]
    Evidence {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// An assessment for a day that is not later than that of the one before.
    #[error("{new} is not after {old}, the day of `{before}`")]
    NotAfter {
        /// Its day.
        new: Date,
        /// The day of the one before.
        old: Date,
        /// The one before.
        before: AssessmentId,
    },
}

impl Refusal {
    /// The person that it names.
    #[must_use]
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(person) | Self::Right { person, .. } | Self::LastLead(person) => Some(person),
            Self::Unseen { reader, .. } => reader.as_ref(),
            _ => None,
        }
    }
}

fn open(differ: u32, wait: u32) -> String {
    let items = |n: u32| if n == 1 { "1 item waits".to_owned() } else { format!("{n} items wait") };
    let open = [(differ, "a decision"), (wait, "respondents to lock")];
    let open = open.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} for {what}", items(n)));
    open.collect::<Vec<_>>().join(", ")
}

fn hint(near: &Option<Near>) -> String {
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
                "a published figure is corrected beside it: `osmm correct UNIT ITEM ANSWER --assessment {assessment} --why REASON --went-to PLACE`"
            )
        }
        Stage::InReview => format!("take it back first: `osmm assessment reopen {assessment}`"),
        Stage::Draft => format!("put it up for review first: `osmm assessment review {assessment}`"),
    };
    format!("`{assessment}` is {}: {what}\n    hint: {out}", stage.word())
}
