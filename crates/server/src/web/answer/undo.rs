//! `POST /a/{assessment}/unit/{unit}/undo`: takes the last answer back. The record keeps both, what was said before holds.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::lines::change;
use osmm_maturity::cycle::{Cycle, Said};
use osmm_maturity::event::{Change, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::sheet::{Given, LineKey};
use osmm_store::{Plan, Select};

use super::At;
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::who::Visit;

/// What a person said last in a unit, where it can be taken back.
pub(crate) fn last<'a>(cycle: &'a Cycle, at: &At, person: &PersonId) -> Option<(&'a ItemId, &'a Said)> {
    let here = cycle.said_by(person).filter(|(unit, _, _)| *unit == &at.unit);
    let (_, item, said) = here.max_by_key(|(_, _, said)| said.trace.seq)?;
    let there = cycle.answer_of(&at.unit, item, person).is_some();
    (there && !said.locked && super::is_open(cycle)).then_some((item, said))
}

/// `POST`
pub(crate) async fn undo(
    State(app): State<App>,
    Path(at): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let at = At::from(at);
    let (item, seq) = {
        let live = app.read().await?;
        let (cycle, _) = at.open(&app, &live, &visit)?;
        let Some((item, said)) = last(cycle, &at, &visit.person) else {
            return Ok(Redirect::to(&links::answer(&at.id, &at.unit)).into_response());
        };
        (item.clone(), said.trace.seq)
    };
    let before = before(&app, &at, &item, &visit.person, seq).await?;
    app.change(&visit.person, |live| {
        let (cycle, _) = live.cycle(&at.id)?;
        // Somebody answered meanwhile: that is not what was to be taken back.
        if last(cycle, &at, &visit.person).is_none_or(|(_, said)| said.trace.seq != seq) {
            return Ok(Plan::default());
        }
        let carried = cycle.spot(&at.unit, &item).and_then(|s| s.carried.clone());
        let held = before.clone().unwrap_or_else(|| match carried {
            Some((answer, overrides)) => Given { answer, overrides, ..Given::nothing() },
            None => Given { overrides: cycle.override_reason(&at.unit, &item).map(str::to_owned), ..Given::nothing() },
        });
        let key = LineKey { unit: at.unit.clone(), item: item.clone(), respondent: visit.person.clone() };
        Ok(vec![change(cycle, &key, held)].into())
    })
    .await?;
    Ok(Redirect::to(&links::answer_item(&at.id, &at.unit, &item)).into_response())
}

/// What the person said of an item before an event.
async fn before(app: &App, at: &At, item: &ItemId, person: &PersonId, seq: u64) -> Result<Option<Given>, Problem> {
    let (unit, item) = (Some(at.unit.clone()), Some(item.clone()));
    let select = Select { unit, item, up_to: Some(seq.saturating_sub(1)), ..Select::default() };
    let events = app.store().events_vec(&select).await?;
    Ok(events.into_iter().rev().find_map(|event| {
        let note = event.reason().map(str::to_owned);
        match event.change {
            Change::Responded { assessment, respondent, answer, overrides, function, on, .. }
                if assessment == at.id && &respondent == person =>
            {
                Some(Given { answer, note, function, on, overrides })
            }
            _ => None,
        }
    }))
}
