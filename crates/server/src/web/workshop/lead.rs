//! `/workshop`: for who leads: start one, show it on the wall, record what was decided.

use askama::Template;
use axum::Json;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::Change;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::response::Answer;
use osmm_store::Plan;
use serde::Deserialize;
use serde_json::json;

use super::{Choice, DONT_KNOW, choices};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;
use crate::workshop::Workshop;

#[derive(Template)]
#[template(path = "workshop/wall.html")]
struct Wall {
    shell: Shell,
    code: String,
    address: String,
    loopback: bool,
    unit: String,
    activity: String,
    item: String,
    question: String,
    choices: Vec<Choice>,
    votes: usize,
    revealed: bool,
    version: u64,
    place: usize,
    total: usize,
    stands: Option<String>,
    here: String,
    state: String,
}

/// A workshop for who leads it.
fn own(app: &App, visit: &Visit, code: &str) -> Result<Workshop, Problem> {
    // Who leads knows the code: it is no guess, and does not count as one.
    let own = app.workshops().of(&visit.person);
    own.into_iter().find(|(c, _)| c == code).map(|(_, w)| w).ok_or(Problem::NotFound)
}

/// `GET /workshop/{code}`
pub(crate) async fn wall(
    State(app): State<App>,
    Path(code): Path<String>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let workshop = own(&app, &visit, &code)?;
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&workshop.assessment)?;
    let id = workshop.item().ok_or(Problem::NotFound)?;
    let (activity, item) = model.item(id).ok_or(Problem::NotFound)?;
    let host = host(&headers);
    let said = cycle.answer_of(&workshop.unit, id, &visit.person);
    let page = Wall {
        shell: visit.shell(&live, item.question.clone(), Section::Answer, Some(&workshop.assessment)),
        address: format!("{host}{}", links::JOIN),
        loopback: loopback(&host),
        unit: cycle.tree.unit(&workshop.unit).map(|u| u.title.clone()).unwrap_or_default(),
        activity: activity.title.clone(),
        item: item.title.clone(),
        question: item.question.clone(),
        choices: choices(visit.t, model, item, &workshop),
        votes: workshop.votes(),
        revealed: workshop.revealed,
        version: workshop.version,
        place: workshop.place + 1,
        total: workshop.items.len(),
        stands: said.map(|s| crate::web::answer::form::words(visit.t, &live, model, &s.answer)),
        here: links::workshop(&code),
        state: links::workshop_state(&code),
        code,
    };
    render(&page)
}

/// `GET /workshop/{code}/state`: for the script on the wall.
pub(crate) async fn state(State(app): State<App>, Path(code): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let workshop = own(&app, &visit, &code)?;
    let votes = visit.t.count("workshop-votes", workshop.votes());
    Ok(Json(json!({ "version": workshop.version, "votes": votes })).into_response())
}

/// What the facilitator does.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(crate) struct Step {
    #[serde(rename = "do")]
    what: String,
    answer: String,
    note: String,
}

/// `POST /workshop/{code}`
pub(crate) async fn step(
    State(app): State<App>,
    Path(code): Path<String>,
    visit: Visit,
    Form(sent): Form<Step>,
) -> Result<Response, Problem> {
    let workshop = own(&app, &visit, &code)?;
    let change =
        |act: &dyn Fn(&mut Workshop)| app.workshops().with(&code, app.now(), |w| act(w)).map_err(|_| Problem::NotFound);
    match sent.what.as_str() {
        "reveal" => change(&Workshop::reveal)?,
        "again" => change(&|w| w.go(w.place))?,
        "next" => change(&|w| w.go(w.place + 1))?,
        "back" => change(&|w| w.go(w.place.saturating_sub(1)))?,
        "record" => {
            record(&app, &visit, &workshop, &sent).await?;
            if workshop.place + 1 < workshop.items.len() {
                change(&|w| w.go(w.place + 1))?;
            }
        }
        "end" => {
            app.workshops().end(&code);
            return Ok(Redirect::to(&links::done(&workshop.assessment, &workshop.unit)).into_response());
        }
        other => return Err(Problem::Odd("problem-not-offered", other.to_owned())),
    }
    Ok(Redirect::to(&links::workshop(&code)).into_response())
}

async fn record(app: &App, visit: &Visit, workshop: &Workshop, sent: &Step) -> Result<(), Problem> {
    let item = workshop.item().ok_or(Problem::NotFound)?;
    app.change(&visit.person, |live| {
        let (cycle, model) = live.cycle(&workshop.assessment)?;
        let answer = match sent.answer.as_str() {
            DONT_KNOW => Answer::DontKnow { ask: None },
            rating => osmm_maturity::answers::parse(rating, None, None, model)
                .map_err(|_| Problem::Bad(visit.t.say("answer-fault-answer")))?,
        };
        Ok(decided(cycle, model, visit, workshop, item, answer, &reason(visit.t, workshop, &sent.note)))
    })
    .await?;
    Ok(())
}

/// How it was decided, in words that stay with the answer.
fn reason(t: &Texts, workshop: &Workshop, note: &str) -> String {
    let vote = |(vote, n): (Option<u8>, usize)| match vote {
        Some(rating) => format!("{rating}: {n}"),
        None => format!("{}: {n}", t.say("answer-dont-know")),
    };
    let votes: Vec<String> = workshop.counts().unwrap_or_default().into_iter().map(vote).collect();
    let said = t.fill("workshop-reason", &[("n", &workshop.votes().to_string()), ("votes", &votes.join(", "))]);
    format!("{said} {}", note.trim()).trim().to_owned()
}

/// The answer of the unit, in the name of who leads; where others answer too, it is a decision over what they said.
fn decided(
    cycle: &Cycle,
    model: &Model,
    visit: &Visit,
    workshop: &Workshop,
    item: &ItemId,
    answer: Answer,
    why: &str,
) -> Plan {
    let (assessment, unit, item) = (workshop.assessment.clone(), workshop.unit.clone(), item.clone());
    let said = cycle.spot(&unit, &item).and_then(|s| s.said.get(&visit.person));
    let others = cycle.raters(model, &unit, &item).into_iter().any(|p| p != &visit.person);
    let locked = said.is_some_and(|s| s.locked);
    let mut changes = Vec::new();
    if !locked {
        let responded = Change::Responded {
            assessment: assessment.clone(),
            unit: unit.clone(),
            item: item.clone(),
            respondent: visit.person.clone(),
            answer: answer.clone(),
            overrides: None,
            function: None,
            on: None,
        };
        changes.push((responded, Some(why.to_owned())));
    }
    if others || locked || cycle.spot(&unit, &item).is_some_and(|s| s.decision.is_some()) {
        changes.push((Change::Decided { assessment, unit, item, answer }, Some(why.to_owned())));
    }
    changes.into()
}

pub(super) fn host(headers: &HeaderMap) -> String {
    headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default().to_owned()
}

/// Whether an address is one of this machine alone.
pub(super) fn loopback(host: &str) -> bool {
    ["localhost", "127.", "[::1]"].iter().any(|own| host.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::loopback;

    #[test]
    fn addresses_that_phones_cannot_reach_are_known() {
        assert!(loopback("localhost:7878") && loopback("127.0.0.1:7878") && loopback("[::1]:7878"));
        assert!(!loopback("192.168.1.7:7878") && !loopback("osmm.example.org"));
    }
}
