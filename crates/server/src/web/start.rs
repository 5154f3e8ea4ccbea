//! `/start`: the first minute. A name, a size, a sector, and the first assessment is open.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use osmm_maturity::cycle::opening::answering;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, PersonId, Role, ScopeRecord};
use osmm_maturity::model::Model;
use osmm_maturity::organisation::{Description, SECTORS, SIZES};
use osmm_maturity::unit::{Unit, UnitId, UnitTree};
use osmm_store::{PersonData, Plan, new_person_id};
use serde::Deserialize;

use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::render;
use crate::texts::Texts;
use crate::who::Reader;

#[derive(Template)]
#[template(path = "start.html")]
struct Page {
    t: &'static Texts,
    models: Vec<Arc<Model>>,
    /// What was typed, when it has to be corrected.
    given: Begin,
    fault: Option<&'static str>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Begin {
    #[serde(default)]
    name: String,
    #[serde(default)]
    you: String,
    #[serde(default)]
    size: String,
    #[serde(default)]
    sector: String,
    #[serde(default)]
    model: String,
}

/// `GET /start`
pub(crate) async fn form(State(app): State<App>, Reader(t): Reader) -> Result<Response, Problem> {
    closed(&app)?;
    if app.read().await?.state.tree.is_some() {
        return Ok(Redirect::to(links::HOME).into_response());
    }
    render(&Page { t, models: app.config().models.clone(), given: Begin::default(), fault: None })
}

/// `POST /start`
pub(crate) async fn begin(
    State(app): State<App>,
    Reader(t): Reader,
    Form(given): Form<Begin>,
) -> Result<Response, Problem> {
    closed(&app)?;
    let models = &app.config().models;
    if given.name.trim().is_empty() {
        return render(&Page { t, models: models.clone(), given, fault: Some("start-name-missing") });
    }
    let model = models.iter().find(|m| m.id == given.model).or(models.first()).ok_or(Problem::NotFound)?;
    let you = given.you.trim();
    let you = if you.is_empty() { t.say("start-you-default") } else { you.to_owned() };
    let person = PersonData::new(new_person_id()?, "me", &you, "")?;
    let by = person.person.clone();
    let (assessment, root) = (quarter(app.today()), UnitId("organisation".to_owned()));
    app.change(&by, |live| {
        // Somebody may have begun in another window.
        if live.state.tree.is_some() {
            Ok(Plan::default())
        } else {
            founding(&given, &person, &assessment, &root, model, app.today())
        }
    })
    .await?;
    Ok(Redirect::to(&links::sort(&assessment, &root)).into_response())
}

/// Where people have accounts, nobody who merely finds the address founds the organisation.
fn closed(app: &App) -> Result<(), Problem> {
    if app.config().access.accounts().is_some() { Err(Problem::SignIn) } else { Ok(()) }
}

/// The quarter of a day, as the name of an assessment.
fn quarter(day: Date) -> AssessmentId {
    AssessmentId(format!("{}-q{}", day.year(), (day.month() - 1) / 3 + 1))
}

/// Everything that the first answer needs: a person who leads, a unit, an assessment.
fn founding(
    given: &Begin,
    person: &PersonData,
    assessment: &AssessmentId,
    root: &UnitId,
    model: &Arc<Model>,
    today: Date,
) -> Result<Plan, Problem> {
    let name = given.name.trim().to_owned();
    let unit = Unit { id: root.clone(), title: name.clone(), parent: None, headcount: 0, repositories: Vec::new() };
    let tree = UnitTree::new(vec![unit.clone()]).map_err(|e| Problem::Odd("problem-unfit", e.to_string()))?;
    let chosen = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
    let description = Description { size: chosen(&given.size), sector: chosen(&given.sector) };
    let scope = ScopeRecord {
        title: name.clone(),
        model: Digest(model.digest()),
        units: vec![unit.clone()],
        answering: answering(&tree),
        as_of: today,
        deadline: None,
        after: None,
        snapshots: 1,
    };
    let id: PersonId = person.person.clone();
    let changes = [
        Change::PersonSet { person: id.clone(), commitment: person.commitment() },
        Change::Named { name },
        Change::Described { description },
        Change::UnitsSet { set: vec![unit], removed: Vec::new() },
        Change::RoleGranted { person: id, role: Role::Lead, unit: root.clone(), until: None },
        Change::Opened { assessment: assessment.clone(), scope },
    ];
    Ok(Plan {
        changes: changes.into_iter().map(|c| (c, None)).collect(),
        people: vec![person.clone()],
        models: vec![model.clone()],
        ..Plan::default()
    })
}
