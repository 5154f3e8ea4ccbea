//! `/a/{assessment}/unit/{unit}/lock`: where several people answer the same, each says when they are done.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{Change, PersonId};
use osmm_maturity::model::{ItemId, Model};
use osmm_store::Plan;

use super::asked::Way;
use super::{At, is_open};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "answer/lock.html")]
struct Page {
    shell: Shell,
    unit: Option<String>,
    /// In whose name, where it is not the reader's.
    whom: Option<String>,
    /// Answers that can be locked.
    ready: usize,
    locked: usize,
    unanswered: usize,
    open: bool,
    /// Everybody who answers here, and how many answers of each are locked.
    raters: Vec<(String, usize)>,
    here: String,
    answer: String,
    done: String,
}

/// `GET`
pub(crate) async fn show(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = at.open(&app, &live, &visit)?;
    let way = Way::load(&app, &live, (cycle, model), &at, at.respondent(&visit)).await?;
    let locked_by = |person: &PersonId| {
        let here = cycle.said_by(person).filter(|(unit, _, _)| *unit == &at.unit);
        here.filter(|(_, _, said)| said.locked).count()
    };
    let mut raters: Vec<&PersonId> = model.items().flat_map(|(_, i)| cycle.raters(model, &at.unit, &i.id)).collect();
    raters.sort();
    raters.dedup();
    let page = Page {
        shell: visit.shell(&live, visit.t.say("answer-lock-title"), Section::Answer, Some(&at.id)),
        unit: at.title(cycle),
        whom: at.whom(&live),
        ready: ready(cycle, model, &at, at.respondent(&visit)).len(),
        locked: locked_by(at.respondent(&visit)),
        unanswered: way.order.asked.len() - way.answered,
        open: is_open(cycle),
        raters: raters.iter().map(|p| (live.name(p), locked_by(p))).collect(),
        here: at.lock(),
        answer: at.answer(),
        done: links::done(&at.id, &at.unit),
    };
    render(&page)
}

/// Answers of a person that do not stand yet.
pub(crate) fn ready(cycle: &Cycle, model: &Model, at: &At, person: &PersonId) -> Vec<ItemId> {
    let open = |i: &&ItemId| cycle.answer_of(&at.unit, i, person).is_some_and(|s| !s.locked);
    model.items().map(|(_, i)| &i.id).filter(open).cloned().collect()
}

/// Whether others answer something here too, so that locking means something.
pub(crate) fn shared(cycle: &Cycle, model: &Model, at: &At, person: &PersonId) -> bool {
    model.items().any(|(_, i)| {
        let raters = cycle.raters(model, &at.unit, &i.id);
        raters.len() > 1 && raters.contains(person)
    })
}

/// `POST`
pub(crate) async fn lock(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    at.open(&app, &*app.read().await?, &visit)?;
    app.change(&visit.person, |live| {
        let (cycle, model) = live.cycle(&at.id)?;
        let respondent = at.respondent(&visit).clone();
        let items = ready(cycle, model, &at, &respondent);
        if items.is_empty() {
            return Ok(Plan::default());
        }
        let (assessment, unit) = (at.id.clone(), at.unit.clone());
        Ok(Change::Locked { assessment, unit, respondent, items }.into())
    })
    .await?;
    Ok(Redirect::to(&links::done(&at.id, &at.unit)).into_response())
}
