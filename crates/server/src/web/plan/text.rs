//! `/plan/text`: the settings as the file that they are, with comments and with what the form does not show.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::plan::{Quarter, plannable, read, template};

use super::words::no_plan;
use super::{Ground, keep};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::page::{NavEntry, Shell, render};
use crate::web::running::leads_all;
use crate::web::told::{Line, Told};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "plan/text.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    text: String,
    why: String,
    faults: Vec<Line>,
    /// Who kept what when, newest first, with the address of each but the last.
    history: Vec<(String, String)>,
    may: bool,
}

/// `GET /plan/text?event=`
pub(crate) async fn form(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let ground = Ground::new(&app, &visit).await?;
    let briefs = &ground.live.state.briefs;
    let asked = given.some("event").and_then(|event| event.parse::<u64>().ok());
    let kept = match asked {
        Some(event) => Some(briefs.iter().find(|kept| kept.set.seq == event).ok_or(Problem::NotFound)?),
        None => briefs.last(),
    };
    let fresh = || template(&ground.model, Quarter::of(app.today()).plus(1));
    let text = kept.map_or_else(fresh, |kept| kept.text.clone());
    let unread = kept.and_then(|kept| kept.read(&ground.model).err()).unwrap_or_default();
    page(&app, &visit, &ground, text, String::new(), Told::wrong(visit.t, &unread))
}

/// `POST /plan/text`
pub(crate) async fn save(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let ground = Ground::new(&app, &visit).await?;
    // A browser sends other ends of lines than it was given.
    let text = given.one("text").replace("\r\n", "\n") + "\n";
    let told = match read("", &text, &ground.model, app.today()) {
        Err(faults) => Told::wrong(visit.t, &faults),
        Ok(brief) => match plannable(&ground.model, &ground.standings, &brief) {
            Err(none) => Told::refused(no_plan(visit.t, &none)),
            Ok(()) => {
                drop(ground);
                keep(&app, &visit, text, given.some("why")).await?;
                return Ok(Redirect::to(links::PLAN).into_response());
            }
        },
    };
    let page = page(&app, &visit, &ground, text, given.one("why").to_owned(), told)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn page(
    app: &App,
    visit: &Visit,
    ground: &Ground<'_>,
    text: String,
    why: String,
    told: Told,
) -> Result<Response, Problem> {
    let t = visit.t;
    let said = |kept: &osmm_maturity::organisation::KeptBrief| {
        let day = t.day(kept.set.at.to_zoned(jiff::tz::TimeZone::UTC).date());
        let who = ground.live.name(&kept.set.by);
        let why = kept.set.why.clone().unwrap_or_else(|| "–".to_owned());
        (
            t.fill("plan-text-kept", &[("day", &day), ("who", &who), ("why", &why)]),
            format!("{}?event={}", links::PLAN_TEXT, kept.set.seq),
        )
    };
    let (shell, tabs) = ground.shell(visit, t.say("plan-text-title"));
    let history = ground.live.state.briefs.iter().rev().map(said).collect();
    let may = leads_all(app, &ground.live, visit);
    render(&Page { shell, tabs, text, why, faults: told.faults, history, may })
}
