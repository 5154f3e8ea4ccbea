//! Items of a unit: the question, what each rating means, what holds, and what machines propose.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use osmm_maturity::cycle::picture::ItemPicture;
use osmm_maturity::event::PersonId;
use osmm_maturity::model::{ActivityId, Item, Model, Scope};
use osmm_maturity::proposal::Proposal;
use osmm_maturity::rating::Rating;
use schemars::JsonSchema;
use serde::Serialize;

use super::describe::Api;
use super::give::{Page, Paging, Tagged};
use super::place::{AtItem, InUnit};
use super::take::{Asked, At, Nothing};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

const LIST: &str = "/assessments/{assessment}/units/{unit}/items";
const ONE: &str = "/assessments/{assessment}/units/{unit}/items/{item}";
const PROPOSAL: &str = "/assessments/{assessment}/units/{unit}/items/{item}/proposal";

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Items", "What a unit is asked, what the ratings mean, what holds, and what machines propose.")
        .get(LIST, "The items of a unit, each with what holds", list)
        .get(ONE, "An item of a unit: question, anchors, what holds", show)
        .get(PROPOSAL, "What machines propose for an item", proposal)
}

/// What holds for an item of a unit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ItemEntry")]
pub(crate) struct Entry {
    /// Its activity.
    activity: ActivityId,
    /// Level of the activity.
    level: u8,
    /// Title.
    title: String,
    /// What holds.
    state: ItemPicture,
}

fn entry(model: &Model, state: &ItemPicture) -> Option<Entry> {
    let (activity, item) = model.item(&state.item)?;
    Some(Entry {
        activity: activity.id.clone(),
        level: activity.level,
        title: item.title.clone(),
        state: state.clone(),
    })
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InUnit>,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Entry>>, Problem> {
    let live = app.read().await?;
    let (_, model) = at.open(&visit, &app, &live)?;
    let picture = app.picture(&live, &at.assessment).await?;
    let unit = picture.unit(&at.unit).ok_or(Problem::NotFound)?;
    Page::of(&uri, &paging, unit.items.iter().filter_map(|i| entry(model, i)), |e| e.state.item.0.clone())
}

/// An item of a unit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Item")]
pub(crate) struct Shown {
    /// What holds.
    #[serde(flatten)]
    entry: Entry,
    /// What the item is about.
    description: String,
    /// The question to a respondent.
    question: String,
    /// Observable anchor text for each rating above the lowest.
    anchors: BTreeMap<Rating, String>,
    /// Typical evidence.
    typical_evidence: Vec<String>,
    /// Whether it is answered once for the organisation, or by each unit.
    scope: Scope,
    /// Whose answer counts: those assigned, and those who answered.
    raters: Vec<PersonId>,
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    _: Asked<Nothing>,
) -> Result<Tagged<Shown>, Problem> {
    let live = app.read().await?;
    let (cycle, model, item) = at.open(&visit, &app, &live)?;
    let picture = app.picture(&live, &at.assessment).await?;
    let state = picture.unit(&at.unit).and_then(|u| u.item(&at.item)).ok_or(Problem::NotFound)?;
    let raters = cycle.raters(model, &at.unit, &at.item).into_iter().cloned().collect();
    let entry = entry(model, state).ok_or(Problem::NotFound)?;
    Ok(Tagged(shown(item, entry, raters)))
}

fn shown(item: &Item, entry: Entry, raters: Vec<PersonId>) -> Shown {
    Shown {
        entry,
        description: item.description.clone(),
        question: item.question.clone(),
        anchors: item.anchors.clone(),
        typical_evidence: item.typical_evidence.clone(),
        scope: item.scope,
        raters,
    }
}

/// What is proposed for an item, by the look that counts for the day of the assessment.
pub(crate) fn proposed(live: &Live, at: &AtItem) -> Result<Proposal, Problem> {
    let all = live.proposals(&at.assessment, &at.unit)?;
    all.iter().find(|p| p.item == at.item).cloned().ok_or(Problem::NotFound)
}

async fn proposal(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    _: Asked<Nothing>,
) -> Result<Tagged<Proposal>, Problem> {
    let live = app.read().await?;
    at.open(&visit, &app, &live)?;
    proposed(&live, &at).map(Tagged)
}
