//! `/w`: voting from a phone, by a code and without an account. A vote has no name.

use askama::Template;
use axum::Json;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_store::new_salt;
use serde::Deserialize;
use serde_json::json;

use super::{Choice, DONT_KNOW, choices};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::render;
use crate::texts::Texts;
use crate::who::Reader;
use crate::workshop::{LENGTH, NotIn, Workshop};

/// Name of the cookie that makes several votes of one browser one.
const COOKIE: &str = "osmm_ballot";

#[derive(Template)]
#[template(path = "workshop/join.html")]
struct Join {
    t: &'static Texts,
    code: String,
    fault: Option<&'static str>,
}

/// What is typed to come in.
#[derive(Deserialize)]
pub(crate) struct Code {
    #[serde(default)]
    code: String,
}

/// `GET /w`
pub(crate) async fn join(Reader(t): Reader) -> Result<Response, Problem> {
    render(&Join { t, code: String::new(), fault: None })
}

/// `POST /w`
pub(crate) async fn enter(
    State(app): State<App>,
    Reader(t): Reader,
    Form(sent): Form<Code>,
) -> Result<Response, Problem> {
    let code = sent.code.trim().to_ascii_uppercase();
    match app.workshops().with(&code, app.now(), |_| ()) {
        Ok(()) => Ok(Redirect::to(&links::vote(&code)).into_response()),
        Err(why) => not_in(t, code, why),
    }
}

fn not_in(t: &'static Texts, code: String, why: NotIn) -> Result<Response, Problem> {
    let (status, fault) = match why {
        NotIn::Unknown => (StatusCode::NOT_FOUND, "workshop-unknown"),
        NotIn::TooMany => (StatusCode::TOO_MANY_REQUESTS, "workshop-too-many"),
    };
    Ok((status, render(&Join { t, code, fault: Some(fault) })?).into_response())
}

#[derive(Template)]
#[template(path = "workshop/vote.html")]
struct Page {
    t: &'static Texts,
    question: String,
    item: String,
    choices: Vec<Choice>,
    own: Option<String>,
    revealed: bool,
    votes: usize,
    version: u64,
    here: String,
    state: String,
}

/// The ballot of a browser.
fn ballot(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let mut all = cookies.split(';').filter_map(|c| c.trim().split_once('='));
    let found = all.find(|(name, _)| *name == COOKIE)?.1;
    Some(found.to_owned()).filter(|b| b.len() == 32 && b.bytes().all(|c| c.is_ascii_hexdigit()))
}

/// `GET /w/{code}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    Reader(t): Reader,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let workshop = match app.workshops().with(&code, app.now(), |w| w.clone()) {
        Ok(workshop) => workshop,
        Err(why) => return not_in(t, code, why),
    };
    let live = app.read().await?;
    let (_, model) = live.cycle(&workshop.assessment)?;
    let (activity, item) = workshop.item().and_then(|i| model.item(i)).ok_or(Problem::NotFound)?;
    let known = ballot(&headers);
    let own = known.as_deref().and_then(|b| workshop.vote_of(b));
    let page = Page {
        t,
        question: item.question.clone(),
        item: format!("{}: {}", activity.title, item.title),
        choices: choices(t, model, item, &workshop),
        own: own.map(|v| v.map_or_else(|| DONT_KNOW.to_owned(), |r| r.to_string())),
        revealed: workshop.revealed,
        votes: workshop.votes(),
        version: workshop.version,
        here: links::vote(&code),
        state: links::vote_state(&code),
    };
    let page = render(&page)?;
    if known.is_some() {
        return Ok(page);
    }
    let cookie = format!("{COOKIE}={}; Path={}; Max-Age=43200; SameSite=Lax; HttpOnly", new_salt()?, links::JOIN);
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

/// What is voted.
#[derive(Deserialize)]
pub(crate) struct Vote {
    #[serde(default)]
    answer: String,
    /// Of which state of the workshop the form was made: a vote for the item before is none for this one.
    #[serde(default)]
    version: u64,
}

/// `POST /w/{code}`
pub(crate) async fn vote(
    State(app): State<App>,
    Path(code): Path<String>,
    Reader(t): Reader,
    headers: HeaderMap,
    Form(sent): Form<Vote>,
) -> Result<Response, Problem> {
    let vote = match sent.answer.as_str() {
        DONT_KNOW => Some(None),
        rating => rating.parse::<u8>().ok().map(Some),
    };
    let scale = app.workshops().with(&code, app.now(), |w| w.assessment.clone());
    let assessment = match scale {
        Ok(assessment) => assessment,
        Err(why) => return not_in(t, code, why),
    };
    let fits = {
        let live = app.read().await?;
        let (_, model) = live.cycle(&assessment)?;
        let on_scale = |r: u8| model.scale.contains(osmm_maturity::rating::Rating(r));
        vote.is_some_and(|v| v.is_none_or(on_scale))
    };
    if let (Some(vote), true, Some(ballot)) = (vote, fits, ballot(&headers)) {
        let cast = |w: &mut Workshop| w.version == sent.version && w.vote(&ballot, vote);
        // What comes too late changes nothing; the page shows what holds.
        let _ = app.workshops().with(&code, app.now(), cast);
    }
    Ok(Redirect::to(&links::vote(&code)).into_response())
}

/// `GET /w/{code}/state`: for the script on the phone.
pub(crate) async fn state(State(app): State<App>, Path(code): Path<String>) -> Result<Response, Problem> {
    let version = app.workshops().with(&code, app.now(), |w| w.version).map_err(|_| Problem::NotFound)?;
    Ok(Json(json!({ "version": version })).into_response())
}
