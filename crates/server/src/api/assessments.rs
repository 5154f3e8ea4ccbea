//! `/assessments`: each is opened, answered, reviewed, and published once.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Page, Paging, Tagged};
use super::place::InAssessment;
use super::tag::IfMatch;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Assessments", "Each is opened, answered, reviewed, and published once.")
        .get("/assessments", "All assessments", list)
        .get("/assessments/{assessment}", "An assessment: what it is about and where it is on its way", show)
        .put("/assessments/{assessment}/stage", "Put it up for review, take it back, or publish it", shift)
}

/// An assessment.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Assessment")]
pub(crate) struct Shown {
    /// Its name.
    assessment: AssessmentId,
    /// Title for a reader.
    title: String,
    /// Where it is on its way.
    stage: Stage,
    /// Model that it goes by, with its version.
    model: String,
    /// Digest of the model.
    model_digest: Digest,
    /// The day for which it holds.
    as_of: Date,
    /// Last day for answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<Date>,
    /// The published assessment that it starts from.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<AssessmentId>,
    /// Units that answer.
    answering: Vec<UnitId>,
    /// When it was opened.
    opened_at: Timestamp,
    /// When it was published, and the digest of its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Published>,
    /// Figures that were corrected since.
    corrections: usize,
}

/// A publication.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Published {
    /// When.
    at: Timestamp,
    /// Digest of the picture that was published.
    picture: Digest,
    /// Number of the event.
    event: u64,
}

pub(crate) fn shown((cycle, model): (&Cycle, &Model)) -> Shown {
    let published = cycle.published.as_ref();
    Shown {
        assessment: cycle.id.clone(),
        title: cycle.scope.title.clone(),
        stage: cycle.stage,
        model: format!("{} {}", model.id, model.version),
        model_digest: cycle.scope.model.clone(),
        as_of: cycle.scope.as_of,
        deadline: cycle.scope.deadline,
        after: cycle.scope.after.clone(),
        answering: cycle.scope.answering.clone(),
        opened_at: cycle.opened.at,
        published: published.map(|(d, t)| Published { at: t.at, picture: d.clone(), event: t.seq }),
        corrections: cycle.corrections.len(),
    }
}

async fn list(
    State(app): State<App>,
    _: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Shown>>, Problem> {
    let live = app.read().await?;
    let all: Vec<Shown> = live.state.cycles.keys().filter_map(|id| live.state.cycle(id)).map(shown).collect();
    Page::of(&uri, &paging, all, |a| a.assessment.0.clone())
}

async fn show(
    State(app): State<App>,
    _: Visit,
    At(at): At<InAssessment>,
    _: Asked<Nothing>,
) -> Result<Tagged<Shown>, Problem> {
    one(&app, &at.assessment).await
}

pub(crate) async fn one(app: &App, id: &AssessmentId) -> Result<Tagged<Shown>, Problem> {
    Ok(Tagged(shown(app.read().await?.cycle(id)?)))
}

/// A step on the way of an assessment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// Where it is to be.
    stage: Stage,
}

async fn shift(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    known: IfMatch,
    Sent(step): Sent<Step>,
) -> Result<Tagged<Shown>, Problem> {
    let id = at.assessment;
    app.change(&visit.person, |live: &Live| {
        known.holds(&shown(live.cycle(&id)?))?;
        match step.stage {
            Stage::Published => Ok(Plan::publication(&*live.picture(&id)?)),
            to => Ok(Change::Moved { assessment: id.clone(), to }.into()),
        }
    })
    .await?;
    one(&app, &id).await
}
