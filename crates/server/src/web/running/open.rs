//! `/assessments/open`: open a new assessment, also as the next one after a published one.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::opening::{Wanted, answering, corrected, open, scope};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::event::{AssessmentId, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;

use super::{Choice, Tab, leads_all, refused, tabs, unit_choices};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "running/open.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    given: Fields,
    fault: Option<String>,
    as_of: String,
    units: Vec<Choice>,
    after: Vec<Choice>,
    models: Vec<Choice>,
}

/// `GET /assessments/open`
pub(crate) async fn form(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let live = app.read().await?;
    if !leads_all(&app, &live, &visit) {
        return Err(Problem::Forbidden);
    }
    page(&app, &live, &visit, given, None)
}

fn page(app: &App, live: &Live, visit: &Visit, given: Fields, fault: Option<String>) -> Result<Response, Problem> {
    let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
    let usual = answering(tree);
    let chosen = |id: &UnitId| if fault.is_some() { given.has("unit", &id.0) } else { usual.contains(id) };
    let mut published: Vec<_> = live.state.in_order().into_iter().filter(|c| c.stage == Stage::Published).collect();
    published.reverse();
    let newest = published.first().map(|c| c.id.0.clone()).unwrap_or_default();
    let wanted = if fault.is_some() { given.one("after") } else { given.some("after").unwrap_or(&newest) };
    let after = published.iter().map(|c| Choice {
        value: c.id.0.clone(),
        label: format!("{} ({})", c.id, visit.t.day(c.scope.as_of)),
        chosen: c.id.0 == wanted,
        depth: 0,
    });
    let models = app.config().models.iter().map(|m| Choice {
        value: m.id.clone(),
        label: format!("{} {}", m.title, m.version),
        chosen: given.one("model") == m.id,
        depth: 0,
    });
    let page = Page {
        shell: visit.shell(live, visit.t.say("running-open-title"), Section::Running, None),
        tabs: tabs(visit.t, live, Tab::Assessments, None),
        as_of: given.some("as_of").map_or_else(|| app.today().to_string(), str::to_owned),
        units: unit_choices(tree, chosen),
        after: after.collect(),
        models: models.collect(),
        given,
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

/// `POST /assessments/open`
pub(crate) async fn submit(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let id = AssessmentId(given.one("name").to_owned());
    match opened(&app, &visit, &id, &given).await {
        Ok(()) => Ok(Redirect::to(&links::stage(&id)).into_response()),
        Err(problem) => {
            let fault = refused(visit.t, problem)?;
            let live = app.read().await?;
            page(&app, &live, &visit, given, Some(fault))
        }
    }
}

async fn opened(app: &App, visit: &Visit, id: &AssessmentId, given: &Fields) -> Result<(), Problem> {
    let models = &app.config().models;
    let model = models.iter().find(|m| m.id == given.one("model")).or(models.first()).ok_or(Problem::NotFound)?;
    let (as_of, deadline) = (given.day("as_of")?.unwrap_or(app.today()), given.day("deadline")?);
    let after = given.some("after").map(|name| AssessmentId(name.to_owned()));
    let before = match &after {
        Some(after) => Some(frozen(app, after).await?),
        None => None,
    };
    app.change(&visit.person, |live| {
        let wanted = Wanted {
            title: given.some("title").map(str::to_owned),
            as_of,
            deadline,
            units: given.all("unit").map(|u| UnitId(u.to_owned())).collect(),
            after: after.clone(),
        };
        let scope = scope(&live.state, model, wanted).ok_or(Problem::Empty)?;
        let changes = open(id, scope, model, before.as_ref().map(|(p, m)| (p, &**m)));
        let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
        Ok(Plan { models: vec![model.clone()], ..changes.into() })
    })
    .await?;
    Ok(())
}

/// What was published, with corrections carried out, and its model.
async fn frozen(app: &App, id: &AssessmentId) -> Result<(Picture, Arc<Model>), Problem> {
    let live = app.read().await?;
    let (cycle, _) = live.cycle(id)?;
    let model = live.state.model(&cycle.scope.model).ok_or(Problem::NotFound)?.clone();
    let picture = app.picture(&live, id).await?;
    Ok((corrected(cycle, (*picture).clone()), model))
}
