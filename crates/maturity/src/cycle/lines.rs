//! An assessment as the lines of a sheet: what a person may edit, and what an edited sheet changes.

use std::collections::BTreeSet;

use super::Cycle;
use crate::event::{Change, PersonId, Role};
use crate::model::{ItemId, Model, Scope};
use crate::organisation::Organisation;
use crate::response::Answer;
use crate::sheet::{Given, LineKey, Lines};
use crate::unit::UnitId;

/// The lines that a person may edit in some units (all where none is named): one for each item that a unit is asked and
/// each respondent. Other respondents' answers are there for a lead only, and only once they may be seen.
#[must_use]
pub fn lines(organisation: &Organisation, cycle: &Cycle, model: &Model, person: &PersonId, units: &[UnitId]) -> Lines {
    let mut lines = Lines::new();
    for unit in cycle.units().filter(|u| units.is_empty() || units.contains(u)) {
        let holds = |roles| organisation.unled() || organisation.holds(person, roles, unit, cycle.scope.as_of);
        if !holds(&[Role::Respondent, Role::Lead]) {
            continue;
        }
        let leads = holds(&[Role::Lead]);
        for (_, item) in model.items() {
            let overridden = item.scope == Scope::Central && cycle.override_reason(unit, &item.id).is_some();
            if !cycle.asks(unit, item) && !overridden {
                continue;
            }
            for respondent in respondents(cycle, model, (unit, &item.id), person, leads) {
                let given = given(cycle, unit, &item.id, respondent);
                let key = LineKey { unit: unit.clone(), item: item.id.clone(), respondent: respondent.clone() };
                lines.insert(key, given);
            }
        }
    }
    lines
}

/// In whose names a person may edit an item: the own one where the item is theirs or nobody's, and, for a lead, those of
/// others that may be seen.
fn respondents<'a>(
    cycle: &'a Cycle,
    model: &Model,
    (unit, item): (&UnitId, &ItemId),
    person: &'a PersonId,
    leads: bool,
) -> BTreeSet<&'a PersonId> {
    let raters = cycle.raters(model, unit, item);
    if raters.is_empty() || (raters.contains(person) && !leads) {
        return BTreeSet::from([person]);
    }
    let seen = |p: &&PersonId| leads && cycle.visible(model, unit, item, p, person);
    let own = raters.contains(person).then_some(person);
    raters.iter().copied().filter(seen).chain(own).collect()
}

/// What a respondent said of an item; else what was taken over from the assessment before; else nothing.
#[must_use]
pub fn given(cycle: &Cycle, unit: &UnitId, item: &ItemId, respondent: &PersonId) -> Given {
    let Some(spot) = cycle.spot(unit, item) else { return Given::nothing() };
    if let Some(said) = spot.said.get(respondent) {
        return Given {
            answer: said.answer.clone(),
            note: said.trace.why.clone(),
            function: said.function.clone(),
            on: said.on,
            overrides: said.overrides.clone(),
        };
    }
    match &spot.carried {
        Some((answer, overrides)) => Given { answer: answer.clone(), overrides: overrides.clone(), ..Given::nothing() },
        None => Given::nothing(),
    }
}

/// The change that a line asks for, with its reason.
#[must_use]
pub fn change(cycle: &Cycle, key: &LineKey, given: Given) -> (Change, Option<String>) {
    let overrides = given.overrides.filter(|o| !o.trim().is_empty());
    let answer: Answer = given.answer;
    let change = Change::Responded {
        assessment: cycle.id.clone(),
        unit: key.unit.clone(),
        item: key.item.clone(),
        respondent: key.respondent.clone(),
        answer,
        overrides,
        function: given.function,
        on: given.on,
    };
    (change, given.note)
}
