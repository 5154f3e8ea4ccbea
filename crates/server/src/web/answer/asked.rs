//! What an assessment asks, as far as a page needs it.

use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::order::{Order, order};
use osmm_maturity::cycle::pace::{minutes, pace};
use osmm_maturity::cycle::tasks::{Asked, Moved, asked_in, moved};
use osmm_maturity::event::PersonId;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::unit::UnitId;

use super::At;
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;

/// What is asked of some units.
pub(crate) async fn of(
    app: &App,
    live: &Live,
    cycle: &Cycle,
    model: &Model,
    units: &[UnitId],
) -> Result<Vec<Asked>, Problem> {
    let moved = looks_moved(app, live, cycle, model, units).await?;
    Ok(asked_in(&live.state, cycle, model, &moved, units.iter()))
}

/// Items whose proposals differ from those of the assessment before.
async fn looks_moved(app: &App, live: &Live, cycle: &Cycle, model: &Model, units: &[UnitId]) -> Result<Moved, Problem> {
    let mut found = Moved::new();
    let before = cycle.scope.after.as_ref().and_then(|a| live.state.cycles.get(a));
    let (Some(before), Some(looks)) = (before, live.looks(&cycle.id)) else { return Ok(found) };
    for unit in units {
        let snapshot = |scope: &osmm_maturity::event::ScopeRecord| live.state.last_look(unit, scope.as_of);
        let (Some(set), Some(now), Some(then)) = (looks.get(unit), snapshot(&cycle.scope), snapshot(&before.scope))
        else {
            continue;
        };
        if now.subjects != then.subjects {
            let then = app.store().look(then).await?;
            found.insert(unit.clone(), moved(model, (set, &cycle.scope), (&then, &before.scope)));
        }
    }
    Ok(found)
}

/// How far somebody is in a unit.
pub(crate) struct Way {
    pub order: Order,
    pub answered: usize,
    /// Minutes for the rest at this person's pace, where that is known.
    pub left: Option<u32>,
}

impl Way {
    /// In one unit.
    pub(crate) async fn load(
        app: &App,
        live: &Live,
        (cycle, model): (&Cycle, &Model),
        at: &At,
        person: &PersonId,
    ) -> Result<Self, Problem> {
        let asked = of(app, live, cycle, model, std::slice::from_ref(&at.unit)).await?;
        let order = order(cycle, model, &at.unit, person, &asked);
        let answered = order.asked.iter().filter(|i| !open(cycle, at, i, person)).count();
        let pace = pace(cycle.said_by(person).map(|(_, _, said)| said.trace.at).collect());
        let rest = order.asked.len() - answered;
        let left = pace.filter(|_| rest > 0).map(|p| minutes(p, rest));
        Ok(Self { order, answered, left })
    }

    /// What is asked next after an item.
    pub(crate) fn next(&self, cycle: &Cycle, at: &At, person: &PersonId, after: Option<&ItemId>) -> Option<&ItemId> {
        self.order.next(after, |i| open(cycle, at, i, person))
    }
}

fn open(cycle: &Cycle, at: &At, item: &ItemId, person: &PersonId) -> bool {
    cycle.answer_of(&at.unit, item, person).is_none()
}
