//! Opening assessments, taking the units of a draft anew, and moving a draft to another model.

use std::sync::Arc;

use axum::extract::State;
use jiff::civil::Date;
use osmm_maturity::cycle::opening::{Wanted, chosen, corrected, open, scope, upgrade};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::Deserialize;

use super::assessments::{Shown, one, shown};
use super::describe::Api;
use super::give::{Made, Tagged};
use super::place::InAssessment;
use super::tag::IfMatch;
use super::take::{At, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::links::part;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.post("/assessments", "Open an assessment as a draft, also as the next one after a published one", begin)
        .put("/assessments/{assessment}/units", "Take the units of a draft anew from the organisation's tree", rescope)
        .put("/assessments/{assessment}/model", "Move a draft to another model", move_to)
}

/// An assessment to open.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAssessment {
    /// A short name that no other assessment has.
    #[schemars(length(min = 1, max = 64), example = &"2027-q1")]
    assessment: AssessmentId,
    /// Title for readers; the name of the organisation if nothing is said.
    #[serde(default)]
    title: Option<String>,
    /// The day for which it holds; today if nothing is said.
    #[serde(default)]
    as_of: Option<Date>,
    /// Last day for answers.
    #[serde(default)]
    deadline: Option<Date>,
    /// Units that answer; those with people, and those without units below, if none is named.
    #[serde(default)]
    units: Vec<UnitId>,
    /// Published assessment to start from.
    #[serde(default)]
    after: Option<AssessmentId>,
    /// Digest of the model; the first of the server if nothing is said.
    #[serde(default)]
    model: Option<Digest>,
}

/// A model that the server or the record has.
fn model(app: &App, live: &Live, digest: Option<&Digest>) -> Result<Arc<Model>, Problem> {
    let here = &app.config().models;
    let found = match digest {
        None => here.first(),
        Some(digest) => live.state.model(digest).or(here.iter().find(|m| m.digest() == digest.0)),
    };
    found.cloned().ok_or(Problem::NotFound)
}

async fn begin(State(app): State<App>, visit: Visit, Sent(new): Sent<NewAssessment>) -> Result<Made<Shown>, Problem> {
    let (model, before) = {
        let live = app.read().await?;
        let before = match &new.after {
            Some(after) => Some(frozen(&app, &live, after).await?),
            None => None,
        };
        (model(&app, &live, new.model.as_ref())?, before)
    };
    let id = &new.assessment;
    app.change(&visit.person, |live: &Live| {
        let wanted = Wanted {
            title: new.title.clone(),
            as_of: new.as_of.unwrap_or(app.today()),
            deadline: new.deadline,
            units: new.units.clone(),
            after: new.after.clone(),
        };
        let scope = scope(&live.state, &model, wanted).ok_or(Problem::Empty)?;
        let changes = open(id, scope, &model, before.as_ref().map(|(p, m)| (p, &**m)));
        let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
        Ok(Plan { models: vec![model.clone()], ..changes.into() })
    })
    .await?;
    Ok(Made { place: format!("/assessments/{}", part(&id.0)), thing: one(&app, id).await?.0 })
}

/// What was published, with corrections carried out, and its model.
async fn frozen(app: &App, live: &Live, id: &AssessmentId) -> Result<(Picture, Arc<Model>), Problem> {
    let (cycle, _) = live.cycle(id)?;
    let model = live.state.model(&cycle.scope.model).ok_or(Problem::NotFound)?.clone();
    Ok((corrected(cycle, (*app.picture(live, id).await?).clone()), model))
}

/// Which units answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answering {
    /// Units; those with people, and those without units below, if none is named.
    #[serde(default)]
    units: Vec<UnitId>,
}

async fn rescope(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    known: IfMatch,
    Sent(wanted): Sent<Answering>,
) -> Result<Tagged<Shown>, Problem> {
    let id = &at.assessment;
    app.change(&visit.person, |live: &Live| {
        known.holds(&shown(live.cycle(id)?))?;
        let tree = live.state.tree.as_ref().ok_or(Problem::Empty)?;
        let units = tree.subtree(tree.root()).into_iter().cloned().collect();
        Ok(Change::Rescoped { assessment: id.clone(), units, answering: chosen(tree, &wanted.units) }.into())
    })
    .await?;
    one(&app, id).await
}

/// Which model to go by.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByModel {
    /// Digest of the model.
    model: Digest,
}

async fn move_to(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    known: IfMatch,
    Sent(wanted): Sent<ByModel>,
) -> Result<Tagged<Shown>, Problem> {
    let id = &at.assessment;
    app.change(&visit.person, |live: &Live| {
        let (cycle, from) = live.cycle(id)?;
        known.holds(&shown((cycle, from)))?;
        let to = model(&app, live, Some(&wanted.model))?;
        let changes = upgrade(cycle, &*live.picture(id)?, from, &to);
        let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
        Ok(Plan { models: vec![to], ..changes.into() })
    })
    .await?;
    one(&app, id).await
}
