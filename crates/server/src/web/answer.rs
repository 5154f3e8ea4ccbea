//! Answering: the sort pass, the rating pass, what is still asked of whom, and what came of it.

pub(crate) mod asked;
pub(crate) mod done;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod lock;
pub(crate) mod others;
pub(crate) mod rate;
pub(crate) mod save;
pub(crate) mod sort;
pub(crate) mod todo;
pub(crate) mod undo;

use axum::http::{HeaderMap, header};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, PersonId, Role, Stage};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::unit::UnitId;
use serde::Deserialize;

use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::who::Visit;

/// A unit in an assessment, as an address names it, and in whose name something is said there.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct At {
    #[serde(rename = "assessment")]
    pub id: AssessmentId,
    pub unit: UnitId,
    /// Somebody whose answers a lead enters; absent where people answer for themselves.
    #[serde(default)]
    pub person: Option<PersonId>,
}

/// An item there.
#[derive(Debug, Deserialize)]
pub(crate) struct Spot {
    assessment: AssessmentId,
    unit: UnitId,
    #[serde(default)]
    person: Option<PersonId>,
    item: ItemId,
}

impl Spot {
    pub(crate) fn parts(self) -> (At, ItemId) {
        (At { id: self.assessment, unit: self.unit, person: self.person }, self.item)
    }
}

impl At {
    /// The assessment, for somebody who may answer in the unit, in their own name or in that of the person.
    pub(crate) fn open<'a>(&self, app: &App, live: &'a Live, visit: &Visit) -> Result<(&'a Cycle, &'a Model), Problem> {
        let (cycle, model) = live.cycle(&self.id)?;
        cycle.tree.unit(&self.unit).filter(|_| cycle.involves(&self.unit)).ok_or(Problem::NotFound)?;
        let may = match &self.person {
            None => may_answer(app, live, visit, &self.unit),
            Some(_) => may_answer_for_others(app, live, visit, &self.unit),
        };
        if !may {
            return Err(Problem::Forbidden);
        }
        let known = |p: &PersonId| live.people.iter().any(|q| &q.person == p && q.data.is_some());
        if self.person.as_ref().is_none_or(known) { Ok((cycle, model)) } else { Err(Problem::NotFound) }
    }

    /// Who answers: the reader, or the person whose answers a lead enters.
    pub(crate) fn respondent<'a>(&'a self, visit: &'a Visit) -> &'a PersonId {
        self.person.as_ref().unwrap_or(&visit.person)
    }

    /// What readers call the person whose answers are entered.
    pub(crate) fn whom(&self, live: &Live) -> Option<String> {
        self.person.as_ref().map(|p| live.name(p))
    }

    /// Whether the person said something themselves that the reader may not see yet.
    pub(crate) fn hides(&self, cycle: &Cycle, model: &Model, item: &ItemId, visit: &Visit) -> bool {
        let Some(person) = &self.person else { return false };
        let said = cycle.spot(&self.unit, item).and_then(|s| s.said.get(person));
        let themselves = said.is_some_and(|s| s.trace.by != visit.person);
        themselves && !cycle.visible(model, &self.unit, item, person, &visit.person)
    }

    /// The questions, at whatever comes next.
    pub(crate) fn answer(&self) -> String {
        format!("{}/answer", self.address())
    }

    /// The question of an item.
    pub(crate) fn question(&self, item: &ItemId) -> String {
        format!("{}/{}", self.answer(), links::part(&item.0))
    }

    /// Taking the last answer back.
    pub(crate) fn undo(&self) -> String {
        format!("{}/undo", self.address())
    }

    /// Locking answers.
    pub(crate) fn lock(&self) -> String {
        format!("{}/lock", self.address())
    }

    fn address(&self) -> String {
        links::answering(&self.id, &self.unit, self.person.as_ref())
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

/// Whether somebody enters what others said in a unit.
pub(crate) fn may_answer_for_others(app: &App, live: &Live, visit: &Visit, unit: &UnitId) -> bool {
    live.state.unled() || live.state.holds(&visit.person, &[Role::Lead], unit, app.today())
}

/// Whether answers can be given at all.
pub(crate) fn is_open(cycle: &Cycle) -> bool {
    cycle.stage == Stage::Draft
}

/// Whether a script asks, which wants to know what came of it and stays on its page.
pub(crate) fn by_script(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|a| a.as_bytes().starts_with(b"application/json"))
}
