//! `/organisation` and `/models`: what is assessed, and by what.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::Change;
use osmm_maturity::model::Model;
use osmm_maturity::organisation::{Description, Organisation};
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Page, Paging, Tagged};
use super::tag::IfMatch;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Organisation", "What is assessed, and by what.")
        .get("/organisation", "The organisation", show)
        .put("/organisation", "Name and describe the organisation", change)
        .get("/models", "Models that assessments can be opened by", models)
        .get("/models/{digest}", "A model whole: levels, activities, items, rules", model)
}

/// The organisation.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Organisation")]
pub(crate) struct Shown {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Its size and sector, as coarsely as comparisons need it.
    description: Description,
    /// The unit at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<UnitId>,
}

fn shown(state: &Organisation) -> Shown {
    let root = state.tree.as_ref().map(|t| t.root().id.clone());
    Shown { name: state.name.clone(), description: state.description.clone(), root }
}

async fn show(State(app): State<App>, _: Visit, _: Asked<Nothing>) -> Result<Tagged<Shown>, Problem> {
    Ok(Tagged(shown(&app.read().await?.state)))
}

/// What is to hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OrganisationChange")]
pub(crate) struct Wanted {
    /// Its name.
    #[schemars(example = &"Example Group")]
    name: String,
    /// Its size and sector.
    #[serde(default)]
    description: Description,
}

async fn change(
    State(app): State<App>,
    visit: Visit,
    known: IfMatch,
    Sent(wanted): Sent<Wanted>,
) -> Result<Tagged<Shown>, Problem> {
    app.change(&visit.person, |live: &Live| {
        known.holds(&shown(&live.state))?;
        let mut changes = Vec::new();
        if live.state.name.as_ref() != Some(&wanted.name) {
            changes.push((Change::Named { name: wanted.name.clone() }, None));
        }
        if live.state.description != wanted.description {
            changes.push((Change::Described { description: wanted.description.clone() }, None));
        }
        Ok(Plan::from(changes))
    })
    .await?;
    Ok(Tagged(shown(&app.read().await?.state)))
}

/// A model in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ModelEntry")]
pub(crate) struct Entry {
    /// Stable name.
    id: String,
    /// Version of the content.
    version: String,
    /// Title.
    title: String,
    /// Digest of the content: the name under which assessments know it.
    digest: Digest,
    /// Number of activities.
    activities: usize,
    /// Number of items.
    items: usize,
}

async fn models(
    State(app): State<App>,
    _: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Entry>>, Problem> {
    let live = app.read().await?;
    let used = live.state.cycles.values().filter_map(|c| live.state.model(&c.scope.model));
    let mut all: Vec<Entry> = app.config().models.iter().chain(used).map(|m| entry(m)).collect();
    all.sort_by(|a, b| a.digest.cmp(&b.digest));
    all.dedup_by(|a, b| a.digest == b.digest);
    Page::of(&uri, &paging, all, |m| m.digest.0.clone())
}

fn entry(model: &Model) -> Entry {
    Entry {
        id: model.id.clone(),
        version: model.version.clone(),
        title: model.title.clone(),
        digest: Digest(model.digest()),
        activities: model.activities.len(),
        items: model.items().count(),
    }
}

/// A model by its digest.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ByDigest {
    /// Digest of a model, as the list of models has it.
    pub digest: Digest,
}

async fn model(
    State(app): State<App>,
    _: Visit,
    At(at): At<ByDigest>,
    _: Asked<Nothing>,
) -> Result<Tagged<Model>, Problem> {
    let live = app.read().await?;
    let here = app.config().models.iter().find(|m| m.digest() == at.digest.0);
    let model = live.state.model(&at.digest).or(here).ok_or(Problem::NotFound)?;
    Ok(Tagged(Model::clone(model)))
}
