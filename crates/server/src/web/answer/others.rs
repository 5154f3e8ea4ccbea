//! `/a/{assessment}/unit/{unit}/for`: a lead enters what somebody else said, in that person's name.

use std::collections::BTreeSet;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{PersonId, Role};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;
use serde::Deserialize;

use super::{At, is_open, may_answer_for_others};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

/// Whose answers are to be entered.
#[derive(Debug, Deserialize)]
pub(crate) struct Whose {
    person: PersonId,
}

/// `GET …/for?person=`: to the questions of a person.
pub(crate) async fn go(
    State(app): State<App>,
    Path(at): Path<At>,
    Query(whose): Query<Whose>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = At { person: Some(whose.person), ..at };
    at.open(&app, &*app.read().await?, &visit)?;
    Ok(Redirect::to(&at.answer()).into_response())
}

/// Those for whom the reader may enter answers in a unit, by name: whoever answers there.
pub(crate) fn choice(
    app: &App,
    live: &Live,
    cycle: &Cycle,
    model: &Model,
    unit: &UnitId,
    visit: &Visit,
) -> Vec<(String, String)> {
    if !is_open(cycle) || !cycle.involves(unit) || !may_answer_for_others(app, live, visit, unit) {
        return Vec::new();
    }
    let assigned = model.items().flat_map(|(_, i)| cycle.assigned(model, unit, &i.id).into_keys());
    let roles = [Role::Respondent, Role::Lead].into_iter().flat_map(|r| live.state.holders(r, unit, app.today()));
    let people: BTreeSet<&PersonId> = assigned.chain(roles).filter(|p| *p != &visit.person).collect();
    let mut named: Vec<_> = people.into_iter().map(|p| (p.0.clone(), live.name(p))).collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    named
}
