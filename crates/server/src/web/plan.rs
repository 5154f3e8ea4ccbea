//! `/plan`: what is done next, and where it leads. The plan is made of the ratings and of the settings that are kept.

pub(crate) mod action;
mod board;
mod lines;
mod rows;
pub(crate) mod settings;
pub(crate) mod text;
mod words;
pub(crate) mod work;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::Model;
use osmm_maturity::plan::{Plan, Standing, of_picture};
use tokio::sync::RwLockReadGuard;

use super::running::{Tab, leads_all, tabs};
use super::told::Line;
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::plans::{Asked, Made};
use crate::who::Visit;

/// How often somebody who needs the plan itself asks for it: some minutes.
const TRIES: u32 = 100;

#[derive(Template)]
#[template(path = "plan/plan.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    told: rows::Told,
    board: Vec<board::Column>,
    may: bool,
    may_act: bool,
}

/// What stands in the place of a plan.
#[derive(Template)]
#[template(path = "plan/none.html")]
struct Instead {
    shell: Shell,
    tabs: Vec<NavEntry>,
    /// Nobody decided anything yet.
    empty: bool,
    /// It is being made, for so many seconds.
    since: Option<usize>,
    /// Why there is none.
    fault: String,
    /// What in the settings cannot be read.
    faults: Vec<Line>,
    may: bool,
}

/// What all pages of the roadmap are about.
pub(super) struct Ground<'a> {
    pub live: RwLockReadGuard<'a, Live>,
    pub id: AssessmentId,
    pub model: Model,
    pub standings: Vec<Standing>,
    pub as_of: jiff::civil::Date,
}

impl<'a> Ground<'a> {
    /// For who sees the whole organisation: a plan names actions of all units.
    pub(super) async fn new(app: &'a App, visit: &Visit) -> Result<Self, Problem> {
        let live = app.read().await?;
        let root = live.state.tree.as_ref().map(|tree| tree.root().id.clone()).ok_or(Problem::Empty)?;
        visit.may_see(app, &live, &root)?;
        let id = live.current().cloned().ok_or(Problem::NotFound)?;
        let picture = app.picture(&live, &id).await?;
        let (cycle, model) = live.cycle(&id)?;
        let (model, as_of) = (model.clone(), cycle.scope.as_of);
        let standings = of_picture(&picture, &model, &live.state);
        Ok(Self { live, id, model, standings, as_of })
    }

    pub(super) fn shell(&self, visit: &Visit, title: String) -> (Shell, Vec<NavEntry>) {
        let shell = visit.shell(&self.live, title, Section::Running, Some(&self.id));
        (shell, tabs(visit.t, &self.live, Tab::Plan, Some(&self.id)))
    }
}

/// What asking for the plan of the record comes to.
pub(crate) enum Found {
    /// Nobody kept settings.
    Nothing,
    /// The settings that are kept do not fit the model.
    Unread(Vec<osmm_maturity::fault::Fault>),
    /// They do.
    Made(Made),
}

/// The plan by the settings that are kept.
pub(crate) async fn find(app: &App, visit: &Visit) -> Result<(Found, Model), Problem> {
    let ground = Ground::new(app, visit).await?;
    let Some(kept) = ground.live.state.brief() else { return Ok((Found::Nothing, ground.model)) };
    let brief = match kept.read(&ground.model) {
        Ok(brief) => brief,
        Err(faults) => return Ok((Found::Unread(faults), ground.model)),
    };
    let Ground { live, id, model, standings, as_of } = ground;
    // Nobody can change anything as long as it is held.
    drop(live);
    let asked = Asked { model: model.clone(), standings, brief, as_of };
    Ok((Found::Made(app.plans().get(&id, asked, app.now()).await), model))
}

/// The plan, where it is there, for what is done with one of its actions.
pub(crate) async fn plan(app: &App, visit: &Visit) -> Result<std::sync::Arc<Plan>, Problem> {
    for _ in 0..TRIES {
        match find(app, visit).await?.0 {
            Found::Nothing => return Err(Problem::NotFound),
            Found::Unread(_) => return Err(Problem::Bad(visit.t.say("plan-unread"))),
            Found::Made(Made::Done(Ok(plan))) => return Ok(plan),
            Found::Made(Made::Done(Err(none))) => return Err(Problem::Bad(words::no_plan(visit.t, &none))),
            Found::Made(Made::Since(_)) => {}
        }
    }
    Err(Problem::Busy)
}

/// `GET /plan`
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let t = visit.t;
    let (found, _) = find(&app, &visit).await?;
    let ground = Ground::new(&app, &visit).await?;
    let may = leads_all(&app, &ground.live, &visit);
    let (shell, tabs) = ground.shell(&visit, t.say("plan-title"));
    let none = Instead { shell, tabs, empty: false, since: None, fault: String::new(), faults: Vec::new(), may };
    match found {
        Found::Nothing => render(&Instead { empty: true, ..none }),
        Found::Unread(faults) => {
            let faults = faults.iter().map(|fault| Line::of(t, fault)).collect();
            render(&Instead { fault: t.say("plan-unread"), faults, ..none })
        }
        Found::Made(Made::Since(since)) => {
            let page =
                render(&Instead { since: usize::try_from(app.now().duration_since(since).as_secs()).ok(), ..none })?;
            // Without script, too, the page asks again.
            Ok(([(header::REFRESH, "2")], page).into_response())
        }
        Found::Made(Made::Done(Err(no))) => render(&Instead { fault: words::no_plan(t, &no), ..none }),
        Found::Made(Made::Done(Ok(plan))) => {
            let Instead { shell, tabs, .. } = none;
            let told = rows::Told::new(t, &ground, &plan)?;
            let board = board::columns(&app, &visit, &ground).await?;
            let may_act = board::acts(&app, &ground.live, &visit);
            render(&Page { shell, tabs, told, board, may, may_act })
        }
    }
}

/// Keeps settings that were checked.
pub(super) async fn keep(app: &App, visit: &Visit, text: String, why: Option<&str>) -> Result<(), Problem> {
    let change = (Change::BriefKept { text }, why.map(str::to_owned));
    app.change(&visit.person, |_| Ok(vec![change.clone()].into())).await?;
    Ok(())
}
