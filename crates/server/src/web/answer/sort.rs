//! `/a/{assessment}/unit/{unit}/sort`: the sort pass. Each activity gets a word before its items are asked; the word is no
//! rating, it only says what to ask first.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use askama::Template;
use axum::Json;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::{Cycle, Said};
use osmm_maturity::event::{Change, PersonId, Sorted};
use osmm_maturity::model::{Activity, ActivityId, ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_store::Plan;
use serde_json::json;

use super::{At, by_script, is_open};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "answer/sort.html")]
struct Page {
    shell: Shell,
    unit: Option<String>,
    levels: Vec<(String, Vec<Card>)>,
    sorted: usize,
    total: usize,
    open: bool,
    /// Items without an answer of activities that do not happen.
    idle: usize,
    /// Items that were recorded as 0 here.
    zeros: usize,
    here: String,
    queue: String,
    answer: String,
}

struct Card {
    id: String,
    title: String,
    purpose: String,
    items: String,
    sorted: Option<Sorted>,
}

/// `GET`
pub(crate) async fn show(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = at.open(&app, &live, &visit)?;
    let levels: Vec<(String, Vec<Card>)> = model
        .levels
        .iter()
        .map(|l| {
            let own = activities(cycle, model, &at).filter(|a| a.level == l.number);
            (l.title.clone(), own.map(|a| card(cycle, &at, &visit.person, a)).collect())
        })
        .filter(|(_, cards): &(String, Vec<Card>)| !cards.is_empty())
        .collect();
    let cards = || levels.iter().flat_map(|(_, cards)| cards);
    let page = Page {
        shell: visit.shell(&live, visit.t.say("answer-sort-title"), Section::Answer, Some(&at.id)),
        unit: at.title(cycle),
        sorted: cards().filter(|c| c.sorted.is_some()).count(),
        total: cards().count(),
        open: is_open(cycle),
        idle: idle(cycle, model, &at, &visit.person).len(),
        zeros: zeros(cycle, model, &at, &visit.person).len(),
        here: links::sort(&at.id, &at.unit),
        queue: super::form::queue(&at, &visit.person),
        answer: links::answer(&at.id, &at.unit),
        levels,
    };
    render(&page)
}

/// Activities with something that the unit is asked.
fn activities<'a>(cycle: &'a Cycle, model: &'a Model, at: &'a At) -> impl Iterator<Item = &'a Activity> {
    model.activities.iter().filter(|a| a.items.iter().any(|i| cycle.asks(&at.unit, i)))
}

fn card(cycle: &Cycle, at: &At, person: &PersonId, activity: &Activity) -> Card {
    let titles: Vec<&str> =
        activity.items.iter().filter(|i| cycle.asks(&at.unit, i)).map(|i| i.title.as_str()).collect();
    Card {
        id: activity.id.0.clone(),
        title: activity.title.clone(),
        purpose: activity.purpose.clone(),
        items: titles.join(" · "),
        sorted: cycle.sorted(&at.unit, person, &activity.id),
    }
}

/// `POST`: for each activity its word, and the one that stood there when the form was made (`was`). What was changed
/// elsewhere since is not overwritten.
pub(crate) async fn save(
    State(app): State<App>,
    Path(at): Path<At>,
    visit: Visit,
    headers: HeaderMap,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    at.open(&app, &*app.read().await?, &visit)?;
    let sent: BTreeMap<String, String> = sent.into_iter().collect();
    let stale = Mutex::new(Vec::new());
    app.change(&visit.person, |live| {
        let (cycle, _) = live.cycle(&at.id)?;
        let (changes, clash) = wanted(cycle, &at, &visit.person, &sent)?;
        *stale.lock().unwrap_or_else(PoisonError::into_inner) = clash;
        Ok(changes.into())
    })
    .await?;
    let stale = stale.into_inner().unwrap_or_else(PoisonError::into_inner);
    if by_script(&headers) {
        let status = if stale.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
        return Ok((status, Json(json!({ "conflict": !stale.is_empty() }))).into_response());
    }
    let to = if sent.get("go").is_some_and(|g| g == "answer") && stale.is_empty() {
        links::answer(&at.id, &at.unit)
    } else {
        links::sort(&at.id, &at.unit)
    };
    Ok(Redirect::to(&to).into_response())
}

type Wanted = (Vec<(Change, Option<String>)>, Vec<ActivityId>);

fn wanted(cycle: &Cycle, at: &At, person: &PersonId, sent: &BTreeMap<String, String>) -> Result<Wanted, Problem> {
    let (mut changes, mut stale) = (Vec::new(), Vec::new());
    for (field, word) in sent {
        let Some(activity) = field.strip_prefix("to:") else { continue };
        let sorted = Sorted::ALL.into_iter().find(|s| s.word() == word);
        let sorted = sorted.ok_or_else(|| Problem::Odd("problem-not-offered", word.clone()))?;
        let was = sent.get(&format!("was:{activity}")).map_or("", String::as_str);
        let activity = ActivityId(activity.to_owned());
        let now = cycle.sorted(&at.unit, person, &activity);
        if was == word || now == Some(sorted) {
            continue;
        }
        if now.map_or("", Sorted::word) == was {
            let (assessment, unit, respondent) = (at.id.clone(), at.unit.clone(), person.clone());
            changes.push((Change::Sorted { assessment, unit, respondent, activity, sorted }, None));
        } else {
            stale.push(activity);
        }
    }
    Ok((changes, stale))
}

/// `POST …/sort/zero`: the items of what does not happen are rated 0, all at once, by a person's own word; or that is
/// taken back.
pub(crate) async fn zero(
    State(app): State<App>,
    Path(at): Path<At>,
    visit: Visit,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    at.open(&app, &*app.read().await?, &visit)?;
    let back = sent.contains_key("undo");
    app.change(&visit.person, |live| zeroed(live, &at, &visit, back)).await?;
    Ok(Redirect::to(&links::sort(&at.id, &at.unit)).into_response())
}

fn zeroed(live: &Live, at: &At, visit: &Visit, back: bool) -> Result<Plan, Problem> {
    let (cycle, model) = live.cycle(&at.id)?;
    let (items, answer, why) = if back {
        (zeros(cycle, model, at, &visit.person), Answer::Unanswered, None)
    } else {
        let why = visit.t.say("answer-zero-note");
        (idle(cycle, model, at, &visit.person), Answer::Rated { rating: Rating(0) }, Some(why))
    };
    let change = |item| Change::Responded {
        assessment: at.id.clone(),
        unit: at.unit.clone(),
        item,
        respondent: visit.person.clone(),
        answer: answer.clone(),
        overrides: None,
        function: None,
        on: None,
    };
    let changes: Vec<_> = items.into_iter().map(|item| (change(item), why.clone())).collect();
    Ok(changes.into())
}

/// Items of activities that do not happen, without an answer now or before, each the person's to answer.
fn idle(cycle: &Cycle, model: &Model, at: &At, person: &PersonId) -> Vec<ItemId> {
    let idle = |a: &&Activity| cycle.sorted(&at.unit, person, &a.id) == Some(Sorted::NotHappening);
    let open = |item: &&ItemId| {
        let assigned = cycle.assigned(model, &at.unit, item);
        let own = assigned.is_empty() || assigned.contains_key(person);
        own && cycle.spot(&at.unit, item).is_none_or(|s| s.carried.is_none() && s.said.values().all(taken_back))
    };
    let items = activities(cycle, model, at).filter(idle).flat_map(|a| &a.items);
    items.filter(|i| cycle.asks(&at.unit, i)).map(|i| &i.id).filter(open).cloned().collect()
}

fn taken_back(said: &Said) -> bool {
    said.answer == Answer::Unanswered
}

/// Items that were rated 0 here and not touched since: the note says so, in whatever language.
fn zeros(cycle: &Cycle, model: &Model, at: &At, person: &PersonId) -> Vec<ItemId> {
    let notes: Vec<String> = Texts::all().iter().map(|t| t.say("answer-zero-note")).collect();
    let here = |item: &&ItemId| {
        let said = cycle.answer_of(&at.unit, item, person).filter(|s| !s.locked);
        said.is_some_and(|s| {
            s.answer.rating() == Some(Rating(0)) && s.trace.why.as_ref().is_some_and(|why| notes.contains(why))
        })
    };
    model.items().map(|(_, i)| &i.id).filter(here).cloned().collect()
}
