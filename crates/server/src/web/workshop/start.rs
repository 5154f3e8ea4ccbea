//! `/workshop`: for whom, and about which questions, is one to begin?

use askama::Template;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::Role;
use osmm_maturity::model::{ActivityId, ItemId, Model};
use osmm_maturity::unit::UnitId;
use osmm_store::new_salt;
use serde::Deserialize;

use super::lead::{host, loopback};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::who::Visit;
use crate::workshop::Workshop;

#[derive(Template)]
#[template(path = "workshop/start.html")]
struct Start {
    shell: Shell,
    units: Vec<(String, String)>,
    parts: Vec<(String, Vec<(String, String)>)>,
    running: Vec<(String, String)>,
    loopback: bool,
    chosen: Begin,
    fault: Option<String>,
}

/// What is sent to begin one.
#[derive(Default, Deserialize)]
pub(crate) struct Begin {
    unit: String,
    activity: String,
}

/// `GET /workshop`
pub(crate) async fn show(State(app): State<App>, visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    page(&app, &visit, &headers, Begin::default(), None).await
}

/// The form; with what was chosen when nothing can begin with it.
async fn page(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    chosen: Begin,
    fault: Option<String>,
) -> Result<Response, Problem> {
    let live = app.read().await?;
    let id = live.current().ok_or(Problem::NotFound)?.clone();
    let (cycle, model) = live.cycle(&id)?;
    let units = cycle.units().filter(|u| leads(app, &live, visit, u));
    let units: Vec<(String, String)> = units.map(|u| (u.0.clone(), title(cycle, u))).collect();
    if units.is_empty() {
        return Err(Problem::Forbidden);
    }
    let of = |level: u8| model.activities_of(level).map(|a| (a.id.0.clone(), a.title.clone())).collect::<Vec<_>>();
    let parts = model.levels.iter().map(|l| (l.title.clone(), of(l.number))).filter(|(_, a)| !a.is_empty());
    let running = app.workshops().of(&visit.person);
    render(&Start {
        shell: visit.shell(&live, visit.t.say("workshop-title"), Section::Answer, Some(&id)),
        units,
        parts: parts.collect(),
        running: running.into_iter().map(|(code, _)| (links::workshop(&code), code)).collect(),
        loopback: loopback(&host(headers)),
        chosen,
        fault,
    })
}

fn title(cycle: &Cycle, unit: &UnitId) -> String {
    cycle.tree.unit(unit).map_or_else(|| unit.0.clone(), |u| u.title.clone())
}

fn leads(app: &App, live: &Live, visit: &Visit, unit: &UnitId) -> bool {
    live.state.unled() || live.state.holds(&visit.person, &[Role::Lead], unit, app.today())
}

/// `POST /workshop`
pub(crate) async fn begin(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Form(sent): Form<Begin>,
) -> Result<Response, Problem> {
    let workshop = {
        let live = app.read().await?;
        let id = live.current().ok_or(Problem::NotFound)?.clone();
        let (cycle, model) = live.cycle(&id)?;
        let unit = UnitId(sent.unit.clone());
        if !leads(&app, &live, &visit, &unit) {
            return Err(Problem::Forbidden);
        }
        match asked(cycle, model, &unit, &ActivityId(sent.activity.clone())).ok_or(Problem::NotFound)? {
            (_, items) if !items.is_empty() => Ok(Workshop::new(visit.person.clone(), (id, unit), items, app.now())),
            (activity, _) => Err([("unit", title(cycle, &unit)), ("activity", activity)]),
        }
    };
    match workshop {
        Ok(workshop) => {
            let code = app.workshops().start(workshop, &new_salt()?).ok_or(Problem::Busy)?;
            Ok(Redirect::to(&links::workshop(&code)).into_response())
        }
        Err(words) => {
            let fault =
                visit.t.fill("workshop-not-asked", &words.each_ref().map(|(name, value)| (*name, value.as_str())));
            let form = page(&app, &visit, &headers, sent, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form).into_response())
        }
    }
}

/// The title of an activity, and those of its items that a unit is asked.
fn asked(cycle: &Cycle, model: &Model, unit: &UnitId, activity: &ActivityId) -> Option<(String, Vec<ItemId>)> {
    let activity = model.activity(activity)?;
    let items = activity.items.iter().filter(|i| cycle.asks(unit, i)).map(|i| i.id.clone());
    Some((activity.title.clone(), items.collect()))
}
