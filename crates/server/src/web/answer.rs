//! Answering: the sort pass, the rating pass, what is still asked of whom, and what came of it.

pub(crate) mod asked;
pub(crate) mod done;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod lock;
pub(crate) mod rate;
pub(crate) mod save;
pub(crate) mod sort;
pub(crate) mod todo;
pub(crate) mod undo;

use axum::http::{HeaderMap, header};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, Role, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;

use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

/// A unit in an assessment, as an address names it.
#[derive(Debug, Clone)]
pub(crate) struct At {
    pub id: AssessmentId,
    pub unit: UnitId,
}

impl From<(String, String)> for At {
    fn from((assessment, unit): (String, String)) -> Self {
        Self { id: AssessmentId(assessment), unit: UnitId(unit) }
    }
}

impl At {
    /// The assessment, for somebody who may answer in the unit.
    pub(crate) fn open<'a>(&self, app: &App, live: &'a Live, visit: &Visit) -> Result<(&'a Cycle, &'a Model), Problem> {
        let (cycle, model) = live.cycle(&self.id)?;
        cycle.tree.unit(&self.unit).filter(|_| cycle.involves(&self.unit)).ok_or(Problem::NotFound)?;
        if may_answer(app, live, visit, &self.unit) { Ok((cycle, model)) } else { Err(Problem::Forbidden) }
    }

    /// What readers call the unit; nothing where there is only one.
    pub(crate) fn title(&self, cycle: &Cycle) -> Option<String> {
        let several = cycle.units().nth(1).is_some();
        cycle.tree.unit(&self.unit).filter(|_| several).map(|u| u.title.clone())
    }
}

/// Whether somebody answers in a unit.
pub(crate) fn may_answer(app: &App, live: &Live, visit: &Visit, unit: &UnitId) -> bool {
    let roles = [Role::Respondent, Role::Lead];
    live.state.unled() || live.state.holds(&visit.person, &roles, unit, app.today())
}

/// Whether answers can be given at all.
pub(crate) fn is_open(cycle: &Cycle) -> bool {
    cycle.stage == Stage::Draft
}

/// Whether a script asks, which wants to know what came of it and stays on its page.
pub(crate) fn by_script(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|a| a.as_bytes().starts_with(b"application/json"))
}
