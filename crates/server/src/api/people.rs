//! `/people`: who is known, under which pseudonym, and with which roles. Contact data is for oneself and for who reads
//! everything.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::civil::Date;
use osmm_maturity::event::{Change, PersonId, Role};
use osmm_maturity::organisation::Refusal;
use osmm_maturity::unit::UnitId;
use osmm_store::{Person, PersonData, Plan, new_person_id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Done, Made, Page, Paging, Tagged};
use super::place::Who;
use super::sight::reads_everything;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;
use crate::wire::Mentions;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("People", "Who is known, and who may do what. The record knows pseudonyms; names can be erased.")
        .get("/people", "All people", list)
        .post("/people", "Make a person known", add)
        .get("/people/{person}", "A person", show)
        .delete("/people/{person}", "Erase a person's data for ever; the pseudonym stays", erase)
        .get("/people/{person}/mentions", "Events whose reasons name a person, which an erasure blanks", mentions)
        .post("/people/{person}/roles", "Give a person a role in a unit and all below", grant)
        .delete("/people/{person}/roles/{role}/{unit}", "Take a role back", revoke)
}

/// A person.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Person")]
pub(crate) struct Shown {
    /// Pseudonym.
    person: PersonId,
    /// Short name; absent once the person was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    handle: Option<String>,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Mail address or the like; only for oneself and for who reads everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    /// What the person may do, and where.
    roles: Vec<Granted>,
}

/// A role in a unit and all units below.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Grant")]
pub(crate) struct Granted {
    /// What.
    role: Role,
    /// Where.
    unit: UnitId,
    /// Last day; absent for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
}

fn shown(app: &App, visit: &Visit, live: &Live, person: &Person) -> Shown {
    let id = &person.person;
    let whole = *id == visit.person || reads_everything(live, &visit.person, app.today());
    let grants = live.state.people.get(id).into_iter().flat_map(|m| &m.grants);
    let data = person.data.as_ref();
    Shown {
        person: id.clone(),
        handle: data.map(|d| d.handle.clone()),
        name: data.map(|d| d.name.clone()),
        contact: data.filter(|_| whole).map(|d| d.contact.clone()),
        roles: grants.map(|g| Granted { role: g.role, unit: g.unit.clone(), until: g.until }).collect(),
    }
}

fn find<'a>(live: &'a Live, id: &PersonId) -> Result<&'a Person, Problem> {
    live.people.iter().find(|p| p.person == *id).ok_or(Problem::NotFound)
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Shown>>, Problem> {
    let live = app.read().await?;
    let all: Vec<Shown> = live.people.iter().map(|p| shown(&app, &visit, &live, p)).collect();
    Page::of(&uri, &paging, all, |p| p.person.0.clone())
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    At(at): At<Who>,
    _: Asked<Nothing>,
) -> Result<Tagged<Shown>, Problem> {
    one(&app, &visit, &at.person.id(&visit)).await.map(Tagged)
}

async fn one(app: &App, visit: &Visit, id: &PersonId) -> Result<Shown, Problem> {
    let live = app.read().await?;
    Ok(shown(app, visit, &live, find(&live, id)?))
}

/// Who is to be known.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPerson {
    /// Short name; no two people have the same.
    #[schemars(length(min = 1), example = &"ada")]
    handle: String,
    /// Name.
    #[schemars(example = &"Ada Jansen")]
    name: String,
    /// Mail address or the like.
    #[serde(default)]
    contact: String,
}

async fn add(State(app): State<App>, visit: Visit, Sent(new): Sent<NewPerson>) -> Result<Made<Shown>, Problem> {
    let data = PersonData::new(new_person_id()?, &new.handle, &new.name, &new.contact)?;
    app.change(&visit.person, |live: &Live| {
        if live.person(&data.handle).is_some() {
            return Err(live.refused(&Refusal::Taken { what: "person", name: data.handle.clone() }));
        }
        let change = Change::PersonSet { person: data.person.clone(), commitment: data.commitment() };
        Ok(Plan { people: vec![data.clone()], ..change.into() })
    })
    .await?;
    Ok(Made { place: format!("/people/{}", data.person), thing: one(&app, &visit, &data.person).await? })
}

/// A person by pseudonym alone: nobody erases themselves by a slip.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Pseudonym {
    /// A pseudonym.
    person: PersonId,
}

async fn erase(State(app): State<App>, visit: Visit, At(Pseudonym { person }): At<Pseudonym>) -> Result<Done, Problem> {
    let data = find(&*app.read().await?, &person)?.data.clone().ok_or(Problem::NotFound)?;
    let reasons = app.store().mentions(&data).await?;
    let change = Change::PersonErased { person, reasons };
    app.change(&visit.person, |_| Ok(change.clone().into())).await?;
    Ok(Done)
}

async fn mentions(
    State(app): State<App>,
    visit: Visit,
    At(Pseudonym { person }): At<Pseudonym>,
    _: Asked<Nothing>,
) -> Result<Json<Mentions>, Problem> {
    let data = {
        let live = app.read().await?;
        let root = live.state.tree.as_ref().map(|t| &t.root().id);
        let manages = |root| live.state.holds(&visit.person, &[Role::Admin, Role::Lead], root, app.today());
        if !live.state.unled() && !root.is_some_and(manages) {
            return Err(Problem::Forbidden);
        }
        find(&live, &person)?.data.clone().ok_or(Problem::NotFound)?
    };
    Ok(Json(Mentions { events: app.store().mentions(&data).await? }))
}

async fn grant(
    State(app): State<App>,
    visit: Visit,
    At(at): At<Who>,
    Sent(granted): Sent<Granted>,
) -> Result<Tagged<Shown>, Problem> {
    let (person, Granted { role, unit, until }) = (at.person.id(&visit), granted);
    let change = Change::RoleGranted { person: person.clone(), role, unit, until };
    app.change(&visit.person, |_| Ok(change.clone().into())).await?;
    one(&app, &visit, &person).await.map(Tagged)
}

/// A role of a person.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct OneRole {
    /// A pseudonym, or `me`.
    #[schemars(example = &"me")]
    person: super::place::Named,
    /// What.
    role: Role,
    /// Where.
    #[schemars(example = &"organisation")]
    unit: UnitId,
}

async fn revoke(State(app): State<App>, visit: Visit, At(at): At<OneRole>) -> Result<Done, Problem> {
    let change = Change::RoleRevoked { person: at.person.id(&visit), role: at.role, unit: at.unit };
    app.change(&visit.person, |_| Ok(change.clone().into())).await?;
    Ok(Done)
}
