//! `/a/{assessment}/verify?unit=`: what a reviewer confirms, item by item, next to what was claimed and what evidence
//! supports.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::picture::ItemPicture;
use osmm_maturity::event::{AssessmentId, Change, Role, Stage};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::rollup::Origin;
use osmm_maturity::unit::UnitId;

use super::super::running::{Choice, Tab, refused, tabs};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::page::{NavEntry, Section, Shell, render};
use crate::who::Visit;

#[derive(Template)]
#[template(path = "review/verify.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    unit: String,
    unit_id: String,
    units: Vec<Choice>,
    rows: Vec<Row>,
    verified: usize,
    may: bool,
    fault: Option<String>,
}

struct Row {
    item: String,
    item_id: String,
    href: String,
    claimed: String,
    anchor: String,
    supported: String,
    verified: Option<u8>,
    evidence: usize,
    choices: Vec<(u8, bool)>,
}

/// `GET /a/{assessment}/verify?unit=`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), &given, None).await
}

async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    given: &Fields,
    fault: Option<String>,
) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let (cycle, model) = live.cycle(id)?;
    let sees = |u: &UnitId| live.state.sees(&visit.person, u, app.today());
    let units: Vec<&UnitId> = cycle.units().filter(|u| sees(u)).collect();
    let wanted = given.some("unit").map(|u| UnitId(u.to_owned()));
    let unit = wanted.as_ref().or(units.first().copied()).ok_or(Problem::Forbidden)?;
    visit.may_see(app, &live, unit)?;
    let picture = app.picture(&live, id).await?;
    let own = picture.unit(unit).ok_or(Problem::NotFound)?.items.iter();
    let own = own.filter(|i| i.origin != Origin::Inherited && i.answer.rating().is_some());
    let rows: Vec<Row> = own.map(|i| row(id, unit, model, i)).collect();
    let title = |u: &UnitId| cycle.tree.unit(u).map_or_else(|| u.0.clone(), |x| x.title.clone());
    let reviews = live.state.holds(&visit.person, &[Role::Reviewer, Role::Lead], unit, app.today());
    let choice = |u: &&UnitId| Choice { value: u.0.clone(), label: title(u), chosen: *u == unit, depth: 0 };
    let page = Page {
        shell: visit.shell(&live, t.fill("verify-title", &[("unit", &title(unit))]), Section::Review, Some(id)),
        tabs: tabs(t, &live, Tab::Review, Some(id)),
        unit: title(unit),
        unit_id: unit.0.clone(),
        units: units.iter().map(choice).collect(),
        verified: rows.iter().filter(|r| r.verified.is_some()).count(),
        may: (reviews || live.state.unled()) && cycle.stage != Stage::Published,
        rows,
        id: id.clone(),
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

fn row(id: &AssessmentId, unit: &UnitId, model: &Model, item: &ItemPicture) -> Row {
    let known = model.item(&item.item).map(|(_, i)| i);
    let claimed = item.answer.rating();
    Row {
        item: known.map_or_else(|| item.item.0.clone(), |i| i.title.clone()),
        item_id: item.item.0.clone(),
        href: links::item(id, unit, &item.item),
        claimed: claimed.map(|r| r.to_string()).unwrap_or_default(),
        anchor: claimed.and_then(|r| known?.anchors.get(&r).cloned()).unwrap_or_default(),
        supported: item.supported.map_or_else(|| "–".to_owned(), |r| r.to_string()),
        verified: item.verified.map(|r| r.0),
        evidence: item.evidence.len(),
        choices: (0..=claimed.map_or(0, |r| r.0)).rev().map(|n| (n, item.verified == Some(Rating(n)))).collect(),
    }
}

/// `POST /a/{assessment}/verify`
pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let (unit, item) = (UnitId(given.one("unit").to_owned()), ItemId(given.one("item").to_owned()));
    let rating = match given.one("rating") {
        "none" => Ok(None),
        text => text.parse().map(|n| Some(Rating(n))).map_err(|_| Problem::Bad(visit.t.say("review-choose"))),
    };
    let done = match rating {
        Ok(rating) => {
            let change = Change::Verified { assessment: id.clone(), unit: unit.clone(), item, rating };
            let why = given.some("why").map(str::to_owned);
            app.change(&visit.person, |_| Ok(vec![(change.clone(), why.clone())].into())).await.map(drop)
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&links::verify(&id, &unit)).into_response()),
        Err(problem) => page(&app, &visit, &id, &given, Some(refused(visit.t, problem)?)).await,
    }
}
