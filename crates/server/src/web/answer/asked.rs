//! What an assessment asks, as far as a page needs it.

use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::order::{Order, order};
use osmm_maturity::cycle::pace::{minutes, pace};
use osmm_maturity::cycle::tasks::{Asked, asked_in};
use osmm_maturity::event::PersonId;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::unit::UnitId;
use osmm_store::Kept;

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
    let moved = app.store().moved_in(&live.state, cycle, model, units).await?;
    Ok(asked_in(&live.state, cycle, model, &moved, units.iter()))
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
