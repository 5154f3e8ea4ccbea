//! The state of an organisation's record: a fold over its events, and nothing else.
//!
//! [`Organisation::apply`] takes an event over as it stands; [`Organisation::check`] says before whether a change may be
//! made at all: by whom, and in which state. Everything shown is a pure function of this state (see [`crate::cycle`]).

mod check;
mod description;
mod refusal;
mod rights;
mod sight;
mod targets;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

pub use description::{Description, SECTORS, SIZES};
pub use refusal::{Clash, Refusal};
pub use rights::{EvidenceShown, Grant};
pub use sight::EventShown;
pub use targets::Target;

use crate::cycle::Cycle;
use crate::digest::Digest;
use crate::event::{
    ActionId, ActionRecord, AssessmentId, Change, Event, EvidenceId, EvidenceRecord, EvidenceVerdict, Head, Outcome,
    PersonId, Subject,
};
use crate::fault::Fault;
use crate::model::Model;
use crate::plan::{self, Brief};
use crate::unit::{Unit, UnitId, UnitTree};

/// Who did something, when, and in which event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Number of the event.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// Why, where words were given and are still there.
    pub why: Option<String>,
}

impl Trace {
    pub(crate) fn of(event: &Event) -> Self {
        Self { seq: event.seq, at: event.at, by: event.by.clone(), why: event.reason().map(str::to_owned) }
    }
}

/// A person as the record knows one: a pseudonym with roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Whether the personal data were erased.
    pub erased: bool,
    /// Roles.
    pub grants: Vec<Grant>,
}

/// A piece of evidence with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEvidence {
    /// The record.
    pub record: EvidenceRecord,
    /// When the record was made or last changed.
    pub set: Trace,
    /// The last review.
    pub reviewed: Option<(EvidenceVerdict, Trace)>,
    /// When it was withdrawn.
    pub withdrawn: Option<Trace>,
}

impl KeptEvidence {
    /// Whether it counts on a day: in force, neither refused by a reviewer nor withdrawn.
    #[must_use]
    pub fn counts(&self, on: Date) -> bool {
        let refused = self.reviewed.as_ref().is_some_and(|(v, _)| *v == EvidenceVerdict::Refused);
        !refused && self.withdrawn.is_none() && self.record.in_force(on)
    }

    /// What it is on a day.
    #[must_use]
    pub fn state(&self, on: Date) -> EvidenceState {
        let verdict = self.reviewed.as_ref().map(|(verdict, _)| *verdict);
        match verdict {
            _ if self.withdrawn.is_some() => EvidenceState::Withdrawn,
            Some(EvidenceVerdict::Refused) => EvidenceState::Refused,
            _ if self.record.until().is_some_and(|until| until < on) => EvidenceState::Expired,
            _ if !self.record.in_force(on) => EvidenceState::NotYet,
            Some(EvidenceVerdict::Confirmed) => EvidenceState::Confirmed,
            None => EvidenceState::InForce,
        }
    }
}

/// What a piece of evidence is on a day; it counts where it is in force or confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceState {
    /// Somebody took it out of force.
    Withdrawn,
    /// A reviewer refused it.
    Refused,
    /// Its period is over, or nobody attested it again.
    Expired,
    /// Its period has not begun.
    NotYet,
    /// In force, and a reviewer confirmed it.
    Confirmed,
    /// In force.
    InForce,
}

/// A piece of work with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptAction {
    /// The record.
    pub record: ActionRecord,
    /// When it was closed.
    pub closed: Option<Trace>,
    /// What came of it, where it is closed and somebody said.
    pub outcome: Option<Outcome>,
    /// Person-days that it took, where somebody counted.
    pub took: Option<f64>,
}

impl KeptAction {
    /// How far it is.
    #[must_use]
    pub fn state(&self) -> ActionState {
        match (&self.closed, self.outcome) {
            (None, _) if self.record.doing => ActionState::Doing,
            (None, _) => ActionState::Open,
            (Some(_), Some(Outcome::Done)) => ActionState::Done,
            (Some(_), Some(Outcome::Dropped)) => ActionState::Dropped,
            (Some(_), None) => ActionState::Closed,
        }
    }
}

/// How far a piece of work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionState {
    /// Nobody works on it yet.
    Open,
    /// Somebody does.
    Doing,
    /// It is done.
    Done,
    /// It was given up.
    Dropped,
    /// It is closed, and nobody said whether it was done.
    Closed,
}

impl ActionState {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Closed => "closed",
        }
    }
}

/// What people decide about the roadmap, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBrief {
    /// The plan file as it was written.
    pub text: String,
    /// When it was kept, and who did.
    pub set: Trace,
}

impl KeptBrief {
    /// Reads it for a model. Where it names no first quarter, that is the one after the day on which it was kept, so that
    /// it stays the same brief.
    pub fn read(&self, model: &Model) -> Result<Brief, Vec<Fault>> {
        plan::read("the kept settings", &self.text, model, self.set.at.to_zoned(jiff::tz::TimeZone::UTC).date())
    }
}

/// One look at a unit's repositories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Unit.
    pub unit: UnitId,
    /// When.
    pub observed_at: Timestamp,
    /// Digest of what is not about a subject.
    pub frame: Digest,
    /// Digest of what was seen, by subject.
    pub subjects: BTreeMap<String, Digest>,
    /// Files of other programs that came with it and are kept as they were given.
    pub originals: Vec<Digest>,
}

/// Everything that holds now.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// Its name.
    pub name: Option<String>,
    /// Its size and sector.
    pub description: Description,
    /// Its units; absent until the first ones are set.
    pub tree: Option<UnitTree>,
    /// People by pseudonym.
    pub people: BTreeMap<PersonId, Member>,
    /// Assessments.
    pub cycles: BTreeMap<AssessmentId, Cycle>,
    /// Evidence.
    pub evidence: BTreeMap<EvidenceId, KeptEvidence>,
    /// Wanted ratings.
    pub targets: BTreeMap<(UnitId, Subject), Target>,
    /// Pieces of work.
    pub actions: BTreeMap<ActionId, KeptAction>,
    /// What people decided about the roadmap, oldest first; the last one holds.
    pub briefs: Vec<KeptBrief>,
    /// Looks at repositories, oldest first.
    pub snapshots: Vec<Snapshot>,
    /// Files taken over: name, digest, and the assessment that they went into; oldest first.
    pub imported: Vec<(String, Digest, Option<AssessmentId>)>,
    /// Where the record ends.
    pub head: Option<Head>,
    models: BTreeMap<Digest, Arc<Model>>,
}

impl Organisation {
    /// Makes a model known; assessments name theirs by digest.
    pub fn know(&mut self, model: Arc<Model>) -> Digest {
        let digest = Digest(model.digest());
        self.models.insert(digest.clone(), model);
        digest
    }

    /// A known model.
    #[must_use]
    pub fn model(&self, digest: &Digest) -> Option<&Arc<Model>> {
        self.models.get(digest)
    }

    /// Digests of models that assessments name and that are not known yet.
    #[must_use]
    pub fn unknown_models(&self) -> Vec<Digest> {
        let mut named: Vec<Digest> = self.cycles.values().map(|c| c.scope.model.clone()).collect();
        named.sort();
        named.dedup();
        named.retain(|d| !self.models.contains_key(d));
        named
    }

    /// What people decide about the roadmap; nothing until somebody kept it.
    #[must_use]
    pub fn brief(&self) -> Option<&KeptBrief> {
        self.briefs.last()
    }

    /// Assessments in the order in which they were opened.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Cycle> {
        let mut all: Vec<&Cycle> = self.cycles.values().collect();
        all.sort_by_key(|c| c.opened.seq);
        all
    }

    /// The look at a unit that counts for a day: the last one on or before it, or where there is none, the first after it.
    #[must_use]
    pub fn last_look(&self, unit: &UnitId, on: Date) -> Option<&Snapshot> {
        let looks = || self.snapshots.iter().filter(|s| &s.unit == unit);
        let until = |s: &&Snapshot| s.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date() <= on;
        looks().filter(until).max_by_key(|s| s.observed_at).or_else(|| looks().min_by_key(|s| s.observed_at))
    }

    /// The look at a unit that was kept last.
    #[must_use]
    pub fn newest_look(&self, unit: &UnitId) -> Option<&Snapshot> {
        self.snapshots.iter().rev().find(|s| &s.unit == unit)
    }

    /// Whether a file of another program is kept as it was given, for a look at the unit.
    #[must_use]
    pub fn keeps_original(&self, unit: &UnitId, digest: &Digest) -> bool {
        self.snapshots.iter().any(|s| &s.unit == unit && s.originals.contains(digest))
    }

    /// Whether a look brings nothing that the last one at the unit did not: the same day, and nothing different. The day
    /// matters, since what was seen ages by days.
    #[must_use]
    pub fn seen_already(&self, look: &Change) -> bool {
        let Change::Observed { unit, observed_at, frame, changed, gone, originals } = look else { return false };
        let day = |at: Timestamp| at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let last = self.newest_look(unit);
        let same = changed.is_empty() && gone.is_empty() && originals.is_empty();
        last.is_some_and(|l| same && &l.frame == frame && day(l.observed_at) == day(*observed_at))
    }

    /// Takes an event over. Events come in the order of the record; what they say has been checked when they were made.
    pub fn apply(&mut self, event: &Event) {
        let trace = Trace::of(event);
        self.head = Some(event.head());
        match &event.change {
            Change::Named { name } => self.name = Some(name.clone()),
            Change::Described { description } => self.description = description.clone(),
            Change::UnitsSet { set, removed } => {
                if let Ok(tree) = changed_tree(self.tree.as_ref(), set, removed) {
                    self.tree = Some(tree);
                }
            }
            Change::PersonSet { person, .. } => self.people.entry(person.clone()).or_default().erased = false,
            Change::PersonErased { person, .. } => self.people.entry(person.clone()).or_default().erased = true,
            Change::RoleGranted { person, role, unit, until } => {
                let grant = Grant { role: *role, unit: unit.clone(), until: *until };
                let grants = &mut self.people.entry(person.clone()).or_default().grants;
                grants.retain(|g| (g.role, &g.unit) != (*role, unit));
                grants.push(grant);
            }
            Change::RoleRevoked { person, role, unit } => {
                let member = self.people.entry(person.clone()).or_default();
                member.grants.retain(|g| (g.role, &g.unit) != (*role, unit));
            }
            Change::Opened { assessment, scope } => {
                if let Some(cycle) = Cycle::open(assessment.clone(), scope.clone(), trace) {
                    self.cycles.insert(assessment.clone(), cycle);
                }
            }
            Change::TargetSet { unit, subject, rating, by } => {
                let key = (unit.clone(), subject.clone());
                match rating {
                    Some(rating) => self.targets.insert(key, Target { rating: *rating, by: *by }),
                    None => self.targets.remove(&key),
                };
            }
            Change::Observed { unit, observed_at, frame, changed, gone, originals } => {
                let before = self.newest_look(unit);
                let mut subjects = before.map(|s| s.subjects.clone()).unwrap_or_default();
                subjects.retain(|name, _| !gone.contains(name));
                subjects.extend(changed.clone());
                let (unit, frame, originals) = (unit.clone(), frame.clone(), originals.clone());
                self.snapshots.push(Snapshot { unit, observed_at: *observed_at, frame, subjects, originals });
            }
            Change::Imported { name, digest, assessment } => {
                self.imported.push((name.clone(), digest.clone(), assessment.clone()));
            }
            change => self.apply_kept(change, trace),
        }
    }

    fn apply_kept(&mut self, change: &Change, trace: Trace) {
        match change {
            Change::EvidenceSet { evidence } => {
                let kept = KeptEvidence { record: evidence.clone(), set: trace, reviewed: None, withdrawn: None };
                self.evidence.insert(evidence.id.clone(), kept);
            }
            Change::EvidenceReviewed { evidence, verdict } => {
                if let Some(kept) = self.evidence.get_mut(evidence) {
                    kept.reviewed = Some((*verdict, trace));
                }
            }
            Change::EvidenceWithdrawn { evidence } => {
                if let Some(kept) = self.evidence.get_mut(evidence) {
                    kept.withdrawn = Some(trace);
                }
            }
            Change::ActionSet { action } => {
                let kept = KeptAction { record: action.clone(), closed: None, outcome: None, took: None };
                self.actions.insert(action.id.clone(), kept);
            }
            Change::ActionClosed { action, outcome, took } => {
                if let Some(kept) = self.actions.get_mut(action) {
                    (kept.closed, kept.outcome, kept.took) = (Some(trace), *outcome, *took);
                }
            }
            Change::BriefKept { text } => self.briefs.push(KeptBrief { text: text.clone(), set: trace }),
            change => {
                if let Some(cycle) = change.assessment().and_then(|a| self.cycles.get_mut(a)) {
                    cycle.apply(change, trace);
                }
            }
        }
    }
}

/// The tree after units were set and removed.
pub(crate) fn changed_tree(
    tree: Option<&UnitTree>,
    set: &[Unit],
    removed: &[UnitId],
) -> Result<UnitTree, crate::unit::TreeError> {
    let mut units: Vec<Unit> = tree.map(|t| t.units().to_vec()).unwrap_or_default();
    units.retain(|u| !removed.contains(&u.id));
    for unit in set {
        match units.iter_mut().find(|u| u.id == unit.id) {
            Some(known) => *known = unit.clone(),
            None => units.push(unit.clone()),
        }
    }
    UnitTree::new(units)
}
