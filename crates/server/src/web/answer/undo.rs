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
use crate::who::Visit;

/// What a person said last in a unit, where the reader can take it back: of what others said only what the reader
/// entered.
pub(crate) fn last<'a>(cycle: &'a Cycle, at: &At, visit: &Visit) -> Option<(&'a ItemId, &'a Said)> {
    let person = at.respondent(visit);
    let here = cycle.said_by(person).filter(|(unit, _, _)| *unit == &at.unit);
    let (_, item, said) = here.max_by_key(|(_, _, said)| said.trace.seq)?;
    let there = cycle.answer_of(&at.unit, item, person).is_some();
    let own = at.person.is_none() || said.trace.by == visit.person;
    (own && there && !said.locked && super::is_open(cycle)).then_some((item, said))
}

/// `POST`
pub(crate) async fn undo(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let (item, seq) = {
        let live = app.read().await?;
        let (cycle, _) = at.open(&app, &live, &visit)?;
        let Some((item, said)) = last(cycle, &at, &visit) else {
            return Ok(Redirect::to(&at.answer()).into_response());
        };
        (item.clone(), said.trace.seq)
    };
    let before = before(&app, &at, &item, at.respondent(&visit), seq).await?;
    app.change(&visit.person, |live| {
        let (cycle, _) = live.cycle(&at.id)?;
        // Somebody answered meanwhile: that is not what was to be taken back.
        if last(cycle, &at, &visit).is_none_or(|(_, said)| said.trace.seq != seq) {
            return Ok(Plan::default());
        }
        let carried = cycle.spot(&at.unit, &item).and_then(|s| s.carried.clone());
        let held = before.clone().unwrap_or_else(|| match carried {
            Some((answer, overrides)) => Given { answer, overrides, ..Given::nothing() },
            None => Given { overrides: cycle.override_reason(&at.unit, &item).map(str::to_owned), ..Given::nothing() },
        });
        let key = LineKey { unit: at.unit.clone(), item: item.clone(), respondent: at.respondent(&visit).clone() };
        Ok(vec![change(cycle, &key, held)].into())
    })
    .await?;
    Ok(Redirect::to(&at.question(&item)).into_response())
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
