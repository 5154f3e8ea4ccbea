//! What is still to be done in an assessment: items to answer and why, evidence to attest again, and whose turn it is.
//!
//! A first assessment asks everything. One that starts from another asks only what expired, changed, or has open actions;
//! everything else stands as it was taken over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::Cycle;
use crate::event::{ActionId, Change, EvidenceId, PersonId, Subject};
use crate::model::{Item, ItemId, Model, Scope};
use crate::organisation::{KeptEvidence, Organisation};
use crate::proposal::Proposal;
use crate::response::Answer;
use crate::unit::UnitId;

/// Why an item is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum AskReason {
    /// Nobody has answered it, now or before.
    NotAnswered,
    /// The answer before was that nobody knew.
    DontKnow,
    /// The item was re-worded, split or merged.
    Reworded,
    /// Evidence has expired.
    Expired {
        /// Which.
        evidence: Vec<EvidenceId>,
    },
    /// There are open actions.
    OpenActions {
        /// Which.
        actions: Vec<ActionId>,
    },
    /// Machines see something else than before.
    SeenDifferently,
}

/// An item to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// Unit.
    pub unit: UnitId,
    /// Item.
    pub item: ItemId,
    /// Why; at least one reason.
    pub reasons: Vec<AskReason>,
    /// Whether everyone whose answer counts has answered, and locked where several do.
    pub done: bool,
}

/// Items whose proposals changed since the assessment before, by unit.
pub type Moved = BTreeMap<UnitId, BTreeSet<ItemId>>;

impl Asked {
    /// Whether a person is to answer it: assigned, or nobody is.
    #[must_use]
    pub fn concerns(&self, cycle: &Cycle, model: &Model, person: &PersonId) -> bool {
        let assigned = cycle.assigned(model, &self.unit, &self.item);
        assigned.is_empty() || assigned.contains_key(person)
    }
}

/// Hands an item on from who does not know to who would, and who is asked then.
#[must_use]
pub fn pass_on(
    cycle: &Cycle,
    model: &Model,
    (unit, item): (&UnitId, &ItemId),
    from: &PersonId,
    to: &PersonId,
) -> Vec<(Change, Option<String>)> {
    let due = cycle.assigned(model, unit, item).get(from).copied().flatten();
    let why = Some("the answer was \"don't know\", and named who would".to_owned());
    let (assessment, unit) = (cycle.id.clone(), unit.clone());
    let subject = Subject::Item(item.clone());
    let assigned =
        Change::Assigned { assessment: assessment.clone(), unit: unit.clone(), subject, person: to.clone(), due };
    // Otherwise the answer of who would know would wait for who does not.
    let locked = Change::Locked { assessment, unit, respondent: from.clone(), items: vec![item.clone()] };
    vec![(assigned, why), (locked, None)]
}

/// Items that are proposed differently now and then, or in one of both only.
#[must_use]
pub fn moved(now: &[Proposal], then: &[Proposal]) -> BTreeSet<ItemId> {
    let of = |all: &[Proposal]| all.iter().map(|p| (p.item.clone(), p.low, p.high)).collect::<BTreeSet<_>>();
    of(now).symmetric_difference(&of(then)).map(|(item, _, _)| item.clone()).collect()
}

/// Everything that the assessment asks, in the order of units and items.
#[must_use]
pub fn asked(organisation: &Organisation, cycle: &Cycle, model: &Model, moved: &Moved) -> Vec<Asked> {
    asked_in(organisation, cycle, model, moved, cycle.units())
}

/// The same for some units alone.
pub fn asked_in<'a>(
    organisation: &Organisation,
    cycle: &Cycle,
    model: &Model,
    moved: &Moved,
    units: impl Iterator<Item = &'a UnitId>,
) -> Vec<Asked> {
    let units: Vec<&UnitId> = units.collect();
    let wanted: BTreeSet<&UnitId> = units.iter().copied().collect();
    let expired = expired(organisation, cycle).into_iter().filter(|e| wanted.contains(&e.record.unit));
    let expired = by_spot(expired.map(|e| (&e.record.unit, &e.record.items, &e.record.id)));
    let open = organisation.actions.values().filter(|a| a.closed.is_none() && wanted.contains(&a.record.unit));
    let actions = by_spot(open.map(|a| (&a.record.unit, &a.record.items, &a.record.id)));
    let mut all = Vec::new();
    for unit in units {
        for (_, item) in model.items() {
            let overridden = item.scope == Scope::Central && cycle.override_reason(unit, &item.id).is_some();
            if !cycle.asks(unit, item) && !overridden {
                continue;
            }
            let mut reasons: Vec<AskReason> = cycle.unanswered(unit, &item.id).into_iter().collect();
            if let Some(evidence) = recorded(&expired, unit, item) {
                reasons.push(AskReason::Expired { evidence });
            }
            if let Some(actions) = recorded(&actions, unit, item) {
                reasons.push(AskReason::OpenActions { actions });
            }
            if moved.get(unit).is_some_and(|items| items.contains(&item.id)) {
                reasons.push(AskReason::SeenDifferently);
            }
            if !reasons.is_empty() {
                let done = cycle.answered(model, unit, &item.id);
                all.push(Asked { unit: unit.clone(), item: item.id.clone(), reasons, done });
            }
        }
    }
    all
}

/// Evidence that has expired by the as-of day and that nothing in force renews: to be attested again or withdrawn.
#[must_use]
pub fn expired<'a>(organisation: &'a Organisation, cycle: &Cycle) -> Vec<&'a KeptEvidence> {
    let as_of = cycle.scope.as_of;
    let renewed: BTreeSet<&EvidenceId> =
        organisation.evidence.values().filter(|e| e.counts(as_of)).filter_map(|e| e.record.renews.as_ref()).collect();
    let over = |e: &&KeptEvidence| e.record.until().is_some_and(|until| until < as_of) && e.withdrawn.is_none();
    organisation.evidence.values().filter(over).filter(|e| !renewed.contains(&e.record.id)).collect()
}

/// What was recorded for an item under its id or a former one; nothing when there is nothing.
fn recorded<T: Clone + Ord>(
    by_spot: &BTreeMap<(&UnitId, &ItemId), Vec<T>>,
    unit: &UnitId,
    item: &Item,
) -> Option<Vec<T>> {
    let found: BTreeSet<&T> = item.names().filter_map(|name| by_spot.get(&(unit, name))).flatten().collect();
    (!found.is_empty()).then(|| found.into_iter().cloned().collect())
}

fn by_spot<'a, T: Clone + 'a>(
    records: impl Iterator<Item = (&'a UnitId, &'a Vec<ItemId>, &'a T)>,
) -> BTreeMap<(&'a UnitId, &'a ItemId), Vec<T>> {
    let mut found: BTreeMap<_, Vec<T>> = BTreeMap::new();
    for (unit, items, id) in records {
        for item in items {
            found.entry((unit, item)).or_default().push(id.clone());
        }
    }
    found
}

/// What one person is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Todo {
    /// The item, with why it is asked.
    #[serde(flatten)]
    pub asked: Asked,
    /// Last day.
    pub due: Option<Date>,
    /// Whether only the lock is missing.
    pub only_lock: bool,
}

/// Open items by the person assigned, and those that nobody is assigned to.
#[must_use]
pub fn work(cycle: &Cycle, model: &Model, asked: &[Asked]) -> (BTreeMap<PersonId, Vec<Todo>>, Vec<Asked>) {
    let mut by_person: BTreeMap<PersonId, Vec<Todo>> = BTreeMap::new();
    let mut nobody = Vec::new();
    for task in asked.iter().filter(|a| !a.done) {
        let assigned = cycle.assigned(model, &task.unit, &task.item);
        if assigned.is_empty() {
            nobody.push(task.clone());
        }
        let several = cycle.raters(model, &task.unit, &task.item).len() > 1;
        for (person, due) in assigned {
            let said = cycle.answer_of(&task.unit, &task.item, person);
            if said.is_none_or(|s| several && !s.locked) {
                let todo = Todo { asked: task.clone(), due, only_lock: said.is_some() };
                by_person.entry(person.clone()).or_default().push(todo);
            }
        }
    }
    (by_person, nobody)
}

impl Cycle {
    /// Why an item is asked for want of an answer.
    fn unanswered(&self, unit: &UnitId, item: &ItemId) -> Option<AskReason> {
        let Some((carried, look)) = self.spot(unit, item).and_then(|s| Some((&s.carried.as_ref()?.0, s.look))) else {
            return Some(AskReason::NotAnswered);
        };
        match carried {
            Answer::Unanswered => Some(AskReason::NotAnswered),
            Answer::DontKnow { .. } => Some(AskReason::DontKnow),
            _ => look.then_some(AskReason::Reworded),
        }
    }

    /// Whether everyone whose answer counts has answered, and locked where several do, or a moderator has decided.
    fn answered(&self, model: &Model, unit: &UnitId, item: &ItemId) -> bool {
        let Some(spot) = self.spot(unit, item) else { return false };
        let raters = self.raters(model, unit, item);
        let several = raters.len() > 1;
        let done = |p: &&PersonId| self.answer_of(unit, item, p).is_some_and(|s| s.locked || !several);
        spot.decision.is_some() || (!spot.said.is_empty() && raters.iter().all(done))
    }
}
