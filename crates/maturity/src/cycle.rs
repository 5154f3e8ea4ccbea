//! One assessment in the record: who is to answer what, who said what, what holds.
//!
//! A cycle is a part of [`Organisation`] and, like it, a fold over events. What holds for an item ([`settle`]), the
//! picture of a whole assessment ([`picture`]), what is still to be done ([`tasks`]), where respondents differ
//! ([`disagreement`]), what changed between two pictures ([`delta`]) and what another model would make of it
//! ([`rehearsal`]) are pure functions of it.

pub mod delta;
pub mod disagreement;
pub mod file;
pub mod lines;
pub mod opening;
pub mod picture;
pub mod rehearsal;
pub mod settle;
pub mod tasks;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::digest::Digest;
use crate::event::{AssessmentId, Change, PersonId, ProposalDecision, ScopeRecord, Stage, Subject};
use crate::model::{Item, ItemId, Model, Scope};
use crate::organisation::{Organisation, Trace};
use crate::rating::Rating;
use crate::response::Answer;
use crate::unit::{UnitId, UnitTree};

/// Somebody who is to answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// What.
    pub subject: Subject,
    /// Who.
    pub person: PersonId,
    /// Last day.
    pub due: Option<Date>,
}

/// What one respondent said of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The answer.
    pub answer: Answer,
    /// Why the unit differs from the central answer.
    pub overrides: Option<String>,
    /// Role or function.
    pub function: Option<String>,
    /// The day of the answer.
    pub on: Option<Date>,
    /// Whether it stands.
    pub locked: bool,
    /// When it was said; its reason is the note.
    pub trace: Trace,
}

/// A moderator's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What holds.
    pub answer: Answer,
    /// Who, when, why.
    pub trace: Trace,
}

/// An answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalAnswer {
    /// Low end of the proposal.
    pub low: Rating,
    /// High end of the proposal.
    pub high: Rating,
    /// What was done.
    pub decision: ProposalDecision,
    /// Who, when, why.
    pub trace: Trace,
}

/// A correction of something published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Unit.
    pub unit: UnitId,
    /// Item.
    pub item: ItemId,
    /// What was published.
    pub from: Answer,
    /// What holds.
    pub to: Answer,
    /// Where the old number went.
    pub went_to: Vec<String>,
    /// Who, when, why.
    pub trace: Trace,
}

/// Everything that the record holds of one item in one unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// By respondent.
    pub said: BTreeMap<PersonId, Said>,
    /// What was taken over from the assessment before, with the reason where it overrides a central answer.
    pub carried: Option<(Answer, Option<String>)>,
    /// Whether what was taken over needs a look because the item was re-worded, split or merged.
    pub look: bool,
    /// A moderator's decision.
    pub decision: Option<Decision>,
    /// What a reviewer confirmed.
    pub verified: Option<(Rating, Option<Trace>)>,
    /// What was done with the proposal.
    pub proposal: Option<ProposalAnswer>,
}

/// One assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// Its name.
    pub id: AssessmentId,
    /// What it is about.
    pub scope: ScopeRecord,
    /// Its units.
    pub tree: UnitTree,
    /// Where it is.
    pub stage: Stage,
    /// When it was opened.
    pub opened: Trace,
    /// When it was published, and the digest of what was.
    pub published: Option<(Digest, Trace)>,
    /// Who is to answer what, by unit.
    pub assignments: BTreeMap<UnitId, Vec<Assignment>>,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// Moves to another model: from, to.
    pub upgrades: Vec<(Digest, Digest, Trace)>,
    spots: BTreeMap<UnitId, BTreeMap<ItemId, Spot>>,
}

impl Cycle {
    /// Opens an assessment; nothing when its units are no tree.
    #[must_use]
    pub fn open(id: AssessmentId, scope: ScopeRecord, opened: Trace) -> Option<Self> {
        let tree = UnitTree::new(scope.units.clone()).ok()?;
        Some(Self {
            id,
            scope,
            tree,
            stage: Stage::Draft,
            opened,
            published: None,
            assignments: BTreeMap::new(),
            corrections: Vec::new(),
            upgrades: Vec::new(),
            spots: BTreeMap::new(),
        })
    }

    /// What the record holds of an item in a unit.
    #[must_use]
    pub fn spot(&self, unit: &UnitId, item: &ItemId) -> Option<&Spot> {
        self.spots.get(unit)?.get(item)
    }

    /// Whether a unit answers an item itself: local items in answering units, central items at the root.
    #[must_use]
    pub fn asks(&self, unit: &UnitId, item: &Item) -> bool {
        match item.scope {
            Scope::Central => &self.tree.root().id == unit,
            Scope::Local => self.scope.answering.contains(unit),
        }
    }

    /// Whether the unit has to do with the assessment: it answers, or it is the root, which answers central items.
    #[must_use]
    pub fn involves(&self, unit: &UnitId) -> bool {
        self.scope.answering.contains(unit) || &self.tree.root().id == unit
    }

    /// Units with something to answer, in the order of the tree.
    pub fn units(&self) -> impl Iterator<Item = &UnitId> {
        self.tree.units().iter().map(|u| &u.id).filter(|u| self.involves(u))
    }

    /// The people who are to answer an item in a unit, each with the last day.
    #[must_use]
    pub fn assigned(&self, model: &Model, unit: &UnitId, item: &ItemId) -> BTreeMap<&PersonId, Option<Date>> {
        let found = model.item(item);
        let covers = |subject: &Subject| match subject {
            Subject::Item(i) => found.is_some_and(|(_, item)| item.names().any(|name| name == i)),
            Subject::Activity(a) => found.is_some_and(|(activity, _)| &activity.id == a),
        };
        let of_item = self.assignments.get(unit).into_iter().flatten().filter(|a| covers(&a.subject));
        of_item.map(|a| (&a.person, a.due.or(self.scope.deadline))).collect()
    }

    /// Why a unit differs from a central answer, where it has one of its own.
    #[must_use]
    pub fn override_reason(&self, unit: &UnitId, item: &ItemId) -> Option<&str> {
        let spot = self.spot(unit, item)?;
        let said = spot.said.values().find_map(|s| s.overrides.as_deref());
        said.or_else(|| spot.carried.as_ref().and_then(|(_, reason)| reason.as_deref()))
    }

    /// Everyone whose answer to an item counts: those assigned, and those who answered.
    #[must_use]
    pub fn raters<'a>(&'a self, model: &Model, unit: &UnitId, item: &ItemId) -> BTreeSet<&'a PersonId> {
        let mut raters: BTreeSet<&PersonId> = self.assigned(model, unit, item).into_keys().collect();
        raters.extend(self.spot(unit, item).into_iter().flat_map(|s| s.said.keys()));
        raters
    }

    /// Takes a change over.
    pub(crate) fn apply(&mut self, change: &Change, trace: Trace) {
        match change {
            Change::Carried { unit, answers, verified, overrides, look, .. } => {
                for (item, answer) in answers {
                    let spot = self.at(unit, item);
                    spot.carried = Some((answer.clone(), overrides.get(item).cloned()));
                    spot.verified = verified.get(item).map(|r| (*r, None));
                    spot.look = look.contains(item);
                }
            }
            Change::Rescoped { units, answering, .. } => {
                if let Ok(tree) = UnitTree::new(units.clone()) {
                    self.tree = tree;
                    self.scope.units.clone_from(units);
                    self.scope.answering.clone_from(answering);
                }
            }
            Change::ModelUpgraded { from, to, .. } => {
                self.scope.model = to.clone();
                self.upgrades.push((from.clone(), to.clone(), trace));
                // What was said of the old items stays in the record; what holds of it comes as carried answers.
                self.spots.clear();
            }
            Change::Moved { to, .. } => self.stage = *to,
            Change::Published { digest, .. } => {
                self.stage = Stage::Published;
                self.published = Some((digest.clone(), trace));
            }
            Change::Corrected { unit, item, from, to, went_to, .. } => self.corrections.push(Correction {
                unit: unit.clone(),
                item: item.clone(),
                from: from.clone(),
                to: to.clone(),
                went_to: went_to.clone(),
                trace,
            }),
            Change::Assigned { unit, subject, person, due, .. } => {
                self.unassign(unit, subject, person);
                let assignment = Assignment { subject: subject.clone(), person: person.clone(), due: *due };
                self.assignments.entry(unit.clone()).or_default().push(assignment);
            }
            Change::Unassigned { unit, subject, person, .. } => self.unassign(unit, subject, person),
            change => self.apply_answer(change, trace),
        }
    }

    fn apply_answer(&mut self, change: &Change, trace: Trace) {
        match change {
            Change::Responded { unit, item, respondent, answer, overrides, function, on, .. } => {
                let said = Said {
                    answer: answer.clone(),
                    overrides: overrides.clone(),
                    function: function.clone(),
                    on: *on,
                    locked: false,
                    trace,
                };
                let spot = self.at(unit, item);
                // A verified rating was verified for the answer of then.
                spot.verified = None;
                spot.said.insert(respondent.clone(), said);
            }
            Change::Locked { unit, respondent, items, .. } => {
                for item in items {
                    if let Some(said) = self.at(unit, item).said.get_mut(respondent) {
                        said.locked = true;
                    }
                }
            }
            Change::Decided { unit, item, answer, .. } => {
                let decision = Decision { answer: answer.clone(), trace };
                let spot = self.at(unit, item);
                spot.verified = None;
                spot.decision = Some(decision);
            }
            Change::Verified { unit, item, rating, .. } => {
                self.at(unit, item).verified = rating.map(|r| (r, Some(trace)));
            }
            Change::ProposalAnswered { unit, item, low, high, decision, .. } => {
                let answer = ProposalAnswer { low: *low, high: *high, decision: *decision, trace };
                self.at(unit, item).proposal = Some(answer);
            }
            _ => {}
        }
    }

    fn at(&mut self, unit: &UnitId, item: &ItemId) -> &mut Spot {
        self.spots.entry(unit.clone()).or_default().entry(item.clone()).or_default()
    }

    fn unassign(&mut self, unit: &UnitId, subject: &Subject, person: &PersonId) {
        if let Some(list) = self.assignments.get_mut(unit) {
            list.retain(|a| (&a.subject, &a.person) != (subject, person));
        }
    }
}

impl Organisation {
    /// An assessment with its model, where both are known.
    #[must_use]
    pub fn cycle(&self, id: &AssessmentId) -> Option<(&Cycle, &Model)> {
        let cycle = self.cycles.get(id)?;
        Some((cycle, self.model(&cycle.scope.model)?))
    }
}
