//! `/goals`: which ratings are wanted by when, and what is done about it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::{ActionId, ActionRecord, Change};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::organisation::KeptAction;
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;

use super::assign::{subject, subject_words};
use super::{Choice, Tab, leads, refused, tabs, unit_choices, works};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "running/goals.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    units: Vec<Choice>,
    unit_id: String,
    targets: Vec<TargetRow>,
    open: Vec<ActionRow>,
    closed: Vec<ActionRow>,
    activities: Vec<(Choice, Vec<Choice>)>,
    top: u8,
    may: bool,
    may_act: bool,
    given: Fields,
    fault: Option<String>,
}

struct TargetRow {
    unit: String,
    unit_id: String,
    what: String,
    subject: String,
    rating: String,
    by: String,
    /// Whether another unit, above, sets it.
    inherited: bool,
}

struct ActionRow {
    id: String,
    title: String,
    unit: String,
    items: String,
    owner: String,
    due: String,
    overdue: bool,
    closed: String,
}

/// `GET /goals?unit=`
pub(crate) async fn show(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    page(&app, &visit, given, None).await
}

async fn page(app: &App, visit: &Visit, given: Fields, fault: Option<String>) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
    let (_, model) = live.current().and_then(|id| live.state.cycle(id)).ok_or(Problem::NotFound)?;
    let seen = |u: &UnitId| live.state.sees(&visit.person, u, app.today());
    let first = tree.units().iter().map(|u| &u.id).find(|u| seen(u)).ok_or(Problem::Forbidden)?;
    let unit = given.some("unit").map_or_else(|| first.clone(), |u| UnitId(u.to_owned()));
    let known = tree.unit(&unit).ok_or(Problem::NotFound)?;
    visit.may_see(app, &live, &unit)?;
    let below: Vec<&UnitId> = tree.subtree(known).into_iter().map(|u| &u.id).collect();
    let actions = live.state.actions.values().filter(|a| below.contains(&&a.record.unit));
    let rows = actions.map(|a| (a.closed.is_some(), action_row(app, t, &live, model, a)));
    let (closed, open): (Vec<_>, Vec<_>) = rows.partition(|(closed, _)| *closed);
    let page = Page {
        shell: visit.shell(&live, t.fill("goals-title", &[("unit", &known.title)]), Section::Running, None),
        tabs: tabs(t, &live, Tab::Goals, None),
        units: unit_choices(tree, |u| *u == unit).into_iter().filter(|c| seen(&UnitId(c.value.clone()))).collect(),
        targets: targets(t, &live, model, &unit),
        open: open.into_iter().map(|(_, a)| a).collect(),
        closed: closed.into_iter().map(|(_, a)| a).collect(),
        activities: subjects(model, &given),
        top: model.scale.top().0,
        may: leads(app, &live, visit, &unit),
        may_act: works(app, &live, visit, &unit),
        unit_id: unit.0,
        given,
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

/// The targets that hold in a unit: its own, and those of units above it.
fn targets(t: &Texts, live: &Live, model: &Model, unit: &UnitId) -> Vec<TargetRow> {
    let Some(tree) = &live.state.tree else { return Vec::new() };
    let line = tree.line(unit);
    let mut found: Vec<TargetRow> = Vec::new();
    for at in line {
        for ((_, about), target) in live.state.targets.iter().filter(|((u, _), _)| u == at) {
            let (what, name) = subject_words(model, about);
            if found.iter().all(|r| r.subject != name) {
                found.push(TargetRow {
                    unit: tree.unit(at).map_or_else(|| at.0.clone(), |u| u.title.clone()),
                    unit_id: at.0.clone(),
                    what,
                    subject: name,
                    rating: target.rating.to_string(),
                    by: target.by.map(|d| t.day(d)).unwrap_or_default(),
                    inherited: at != unit,
                });
            }
        }
    }
    found
}

fn action_row(app: &App, t: &Texts, live: &Live, model: &Model, kept: &KeptAction) -> ActionRow {
    let record = &kept.record;
    let unit = live.state.tree.as_ref().and_then(|tree| tree.unit(&record.unit));
    let item = |id: &ItemId| model.item(id).map_or_else(|| id.0.clone(), |(_, i)| i.title.clone());
    ActionRow {
        id: record.id.0.clone(),
        title: record.title.clone(),
        unit: unit.map_or_else(|| record.unit.0.clone(), |u| u.title.clone()),
        items: record.items.iter().map(item).collect::<Vec<_>>().join("; "),
        owner: record.owner.clone().unwrap_or_default(),
        due: record.due.map(|d| t.day(d)).unwrap_or_default(),
        overdue: kept.closed.is_none() && record.due.is_some_and(|d| d < app.today()),
        closed: kept
            .closed
            .as_ref()
            .map(|c| c.why.clone().unwrap_or_else(|| t.say("goals-closed")))
            .unwrap_or_default(),
    }
}

/// Activities with their items, as choices.
fn subjects(model: &Model, given: &Fields) -> Vec<(Choice, Vec<Choice>)> {
    let of = |value: String, label: &str| Choice {
        chosen: given.has("subject", &value),
        value,
        label: label.to_owned(),
        depth: 0,
    };
    let items = |a: &osmm_maturity::model::Activity| {
        a.items.iter().map(|i| of(format!("item {}", i.id), &i.title)).collect::<Vec<_>>()
    };
    model.activities.iter().map(|a| (of(format!("activity {}", a.id.0), &a.title), items(a))).collect()
}

/// `POST /goals/target`: sets a target, or takes it back.
pub(crate) async fn target(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let plan = target_change(&visit, &given).map(Plan::from);
    done(&app, &visit, given, plan).await
}

fn target_change(visit: &Visit, given: &Fields) -> Result<Change, Problem> {
    let rating = match given.one("rating") {
        "none" => None,
        text => Some(Rating(text.parse().map_err(|_| Problem::Bad(visit.t.say("goals-choose-rating")))?)),
    };
    Ok(Change::TargetSet {
        unit: UnitId(given.one("unit").to_owned()),
        subject: subject(given.one("subject"))?,
        rating,
        by: given.day("by")?,
    })
}

/// `POST /goals/action`: a piece of work.
pub(crate) async fn action(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let plan = action_change(&app, &visit, &given).await.map(Plan::from);
    done(&app, &visit, given, plan).await
}

async fn action_change(app: &App, visit: &Visit, given: &Fields) -> Result<Change, Problem> {
    let title = given.some("title").ok_or_else(|| Problem::Bad(visit.t.say("goals-title-missing")))?;
    let live = app.read().await?;
    let items = given.all("subject").map(|s| match subject(s)? {
        osmm_maturity::event::Subject::Item(item) => Ok(vec![item]),
        osmm_maturity::event::Subject::Activity(activity) => {
            let current = live.current().and_then(|id| live.state.cycle(id));
            let of = current.and_then(|(_, model)| model.activity(&activity));
            Ok(of.map(|a| a.items.iter().map(|i| i.id.clone()).collect()).unwrap_or_default())
        }
    });
    let items: Vec<ItemId> = items.collect::<Result<Vec<_>, Problem>>()?.into_iter().flatten().collect();
    Ok(Change::ActionSet {
        action: ActionRecord {
            id: fresh_name(&live, title),
            unit: UnitId(given.one("unit").to_owned()),
            items,
            title: title.to_owned(),
            owner: given.some("owner").map(str::to_owned),
            due: given.day("due")?,
            doing: false,
            forecast: None,
        },
    })
}

/// A short name of a title that no other action has.
fn fresh_name(live: &Live, title: &str) -> ActionId {
    let plain: String = title.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|w| !w.is_empty()).collect();
    let name: String = words.join("-").chars().take(40).collect();
    let name = if name.is_empty() { "action".to_owned() } else { name };
    let mut names = std::iter::once(name.clone()).chain((2..10_000).map(|n| format!("{name}-{n}"))).map(ActionId);
    names.find(|id| !live.state.actions.contains_key(id)).unwrap_or(ActionId(name))
}

/// `POST /goals/close`
pub(crate) async fn close(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let action = ActionId(given.one("action").to_owned());
    let change = Change::ActionClosed { action, outcome: None, took: None };
    let plan = Ok(vec![(change, given.some("why").map(str::to_owned))].into());
    done(&app, &visit, given, plan).await
}

async fn done(app: &App, visit: &Visit, given: Fields, plan: Result<Plan, Problem>) -> Result<Response, Problem> {
    let done = match plan {
        Ok(plan) => app.change(&visit.person, |_| Ok(plan.clone())).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&links::goals(&UnitId(given.one("unit").to_owned()))).into_response()),
        Err(problem) => page(app, visit, given, Some(refused(visit.t, problem)?)).await,
    }
}
