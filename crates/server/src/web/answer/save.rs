//! Saving an answer: at once, never over something newer, and said to be saved only when it is in the record.

use std::sync::{Mutex, PoisonError};

use askama::Template;
use axum::Json;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::lines::{change, given};
use osmm_maturity::cycle::tasks::pass_on;
use osmm_maturity::model::ItemId;
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::{Given, LineKey};
use osmm_store::Plan;
use serde_json::json;

use super::asked::Way;
use super::form::{Fault, Sent, queue, stands_on, words};
use super::rate::{self, Shown, after};
use super::{At, Spot, by_script};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::who::Visit;

/// What came of it.
#[derive(Debug, Clone)]
enum Came {
    Saved,
    Fault(Fault),
    /// The person's answer changed since the form was made.
    Clash,
}

/// `POST …/answer/{item}`
pub(crate) async fn save(
    State(app): State<App>,
    Path(spot): Path<Spot>,
    visit: Visit,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (at, item) = spot.parts();
    at.open(&app, &*app.read().await?, &visit)?;
    let script = by_script(&headers);
    if sent.says_nothing() {
        return forward(&app, &visit, &at, &item).await;
    }
    let came = Mutex::new(Came::Saved);
    let tried = app
        .change(&visit.person, |live| {
            let (plan, so) = planned(live, &at, &item, &visit, &sent)?;
            *came.lock().unwrap_or_else(PoisonError::into_inner) = so;
            Ok(plan)
        })
        .await;
    let refused = match tried {
        Ok(_) => None,
        Err(problem @ Problem::Refused { .. }) if !script => Some((problem.status(), problem.detail(visit.t))),
        Err(problem) => return Err(problem),
    };
    if let Some((status, words)) = refused {
        let shown = Shown { sent: Some(sent), refused: Some(words), status, ..Shown::default() };
        return rate::page(&app, &visit, &at, &item, shown).await;
    }
    match came.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Came::Saved if script => saved(&app, &visit, &at, &item).await,
        Came::Saved if sent.go == "next" => forward(&app, &visit, &at, &item).await,
        Came::Saved => Ok(Redirect::to(&at.question(&item)).into_response()),
        Came::Fault(fault) if script => {
            let said = json!({ "field": fault.0, "fault": visit.t.say(fault.1) });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(said)).into_response())
        }
        Came::Fault(fault) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let shown = Shown { sent: Some(sent), fault: Some(fault), status, ..Shown::default() };
            rate::page(&app, &visit, &at, &item, shown).await
        }
        Came::Clash if script => Ok((StatusCode::CONFLICT, Json(json!({ "conflict": true }))).into_response()),
        Came::Clash => clash(&app, &visit, &at, &item, sent).await,
    }
}

impl Sent {
    /// Nothing was chosen or typed: the reader only wants to go on.
    fn says_nothing(&self) -> bool {
        let typed = [&self.answer, &self.ask, &self.reason, &self.note, &self.overrides];
        typed.iter().all(|t| t.trim().is_empty())
    }
}

/// What a form changes, on what holds now. Sent twice it changes nothing the second time.
fn planned(live: &Live, at: &At, item: &ItemId, visit: &Visit, sent: &Sent) -> Result<(Plan, Came), Problem> {
    let (cycle, model) = live.cycle(&at.id)?;
    let person = at.respondent(visit);
    let (wanted, asked) = match sent.given(live, model) {
        Ok(found) => found,
        Err(fault) => return Ok((Plan::default(), Came::Fault(fault))),
    };
    let said = cycle.spot(&at.unit, item).and_then(|s| s.said.get(person));
    let same =
        said.is_some() && !at.hides(cycle, model, item, visit) && same(&given(cycle, &at.unit, item, person), &wanted);
    let clash = stands_on(cycle, at, item, person) != sent.based_on;
    if clash && !same {
        return Ok((Plan::default(), Came::Clash));
    }
    let key = LineKey { unit: at.unit.clone(), item: item.clone(), respondent: person.clone() };
    let mut changes = if same { Vec::new() } else { vec![change(cycle, &key, wanted)] };
    // Who is only being typed is not asked yet.
    let asked = asked.filter(|to| to != person && sent.go == "next" && !said.is_some_and(|s| s.locked));
    if let Some(to) = asked {
        changes.extend(pass_on(cycle, model, (&at.unit, item), person, &to));
    }
    Ok((changes.into(), Came::Saved))
}

fn same(a: &Given, b: &Given) -> bool {
    let text = |t: &Option<String>| t.as_deref().map(str::trim).unwrap_or_default().replace("\r\n", "\n");
    a.answer == b.answer
        && a.on == b.on
        && text(&a.note) == text(&b.note)
        && text(&a.function) == text(&b.function)
        && text(&a.overrides) == text(&b.overrides)
}

async fn forward(app: &App, visit: &Visit, at: &At, item: &ItemId) -> Result<Response, Problem> {
    let live = app.read().await?;
    let assessment = at.open(app, &live, visit)?;
    let way = Way::load(app, &live, assessment, at, at.respondent(visit)).await?;
    Ok(Redirect::to(&after(&way, assessment.0, at, at.respondent(visit), Some(item))).into_response())
}

/// For the script: on what the answer stands now, how far the person is, and where to go on.
async fn saved(app: &App, visit: &Visit, at: &At, item: &ItemId) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = at.open(app, &live, visit)?;
    let person = at.respondent(visit);
    let way = Way::load(app, &live, (cycle, model), at, person).await?;
    let answer = cycle.answer_of(&at.unit, item, person).map_or(&Answer::Unanswered, |s| &s.answer);
    let words = words(visit.t, &live, model, answer);
    let said = json!({
        "seq": stands_on(cycle, at, item, person),
        "saved": visit.t.fill("answer-saved", &[("answer", &words)]),
        "answered": way.answered,
        "progress": progress(visit, &way),
        "next": after(&way, cycle, at, person, Some(item)),
    });
    Ok(Json(said).into_response())
}

/// How far somebody is, in words.
pub(crate) fn progress(visit: &Visit, way: &Way) -> String {
    let (n, of) = (way.answered.to_string(), way.order.asked.len().to_string());
    visit.t.fill("answer-progress", &[("n", &n), ("of", &of)])
}

#[derive(Template)]
#[template(path = "answer/clash.html")]
struct Clash {
    shell: Shell,
    item: String,
    mine: (String, String),
    theirs: (String, String, String),
    sent: Sent,
    now: u64,
    here: String,
    queue: String,
}

/// Both values, and a choice.
async fn clash(app: &App, visit: &Visit, at: &At, item: &ItemId, sent: Sent) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = at.open(app, &live, visit)?;
    let (activity, about) = model.item(item).ok_or(Problem::NotFound)?;
    let person = at.respondent(visit);
    let said = cycle.spot(&at.unit, item).and_then(|s| s.said.get(person));
    let theirs = if at.hides(cycle, model, item, visit) {
        (visit.t.say("answer-hidden"), String::new())
    } else {
        let theirs = given(cycle, &at.unit, item, person);
        (words(visit.t, &live, model, &theirs.answer), theirs.note.unwrap_or_default())
    };
    let mine = sent.given(&live, model).map(|(g, _)| words(visit.t, &live, model, &g.answer)).unwrap_or_default();
    let page = Clash {
        shell: visit.shell(&live, visit.t.say("answer-clash-title"), Section::Answer, Some(&at.id)),
        item: format!("{}: {}", activity.title, about.title),
        mine: (mine, sent.note.clone()),
        theirs: (theirs.0, theirs.1, said.map(|s| live.name(&s.trace.by)).unwrap_or_default()),
        now: stands_on(cycle, at, item, person),
        sent,
        here: at.question(item),
        queue: queue(at, &visit.person),
    };
    Ok((StatusCode::CONFLICT, render(&page)?).into_response())
}
