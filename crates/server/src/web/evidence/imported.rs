//! Files of other programs that observations rest on: told in words, and given back where they are kept.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::observation::{Export, Observation};
use osmm_maturity::organisation::Organisation;
use osmm_maturity::unit::UnitId;
use osmm_store::Kept;

use super::{objects, seen};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::texts::Texts;
use crate::who::Visit;

/// A file of another program.
pub(super) struct Imported {
    pub words: String,
    /// Where it is to be had as it was given.
    pub href: Option<String>,
}

/// The files that an observation rests on.
pub(super) fn imported(
    t: &Texts,
    state: &Organisation,
    (id, unit): (&AssessmentId, &UnitId),
    observation: &Observation,
) -> Vec<Imported> {
    let one = |export: &Export| {
        let day = export.made_on.map_or_else(|| t.say("evidence-export-undated"), |day| t.day(day));
        let tool = export.tool.as_deref().unwrap_or(&export.format);
        let digest = Digest(export.digest.clone());
        Imported {
            words: t.fill("evidence-export", &[("file", &export.file), ("tool", tool), ("day", &day)]),
            href: state.keeps_original(unit, &digest).then(|| links::original(id, unit, &digest)),
        }
    };
    observation.exports.iter().map(one).collect()
}

/// `GET /a/{assessment}/unit/{unit}/scans/original/{digest}`: saved by browsers, never shown by them.
pub(crate) async fn original(
    State(app): State<App>,
    Path((assessment, unit, digest)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (unit, digest) = (UnitId(unit), Digest(digest));
    let name = {
        let live = app.read().await?;
        let (cycle, _) = live.cycle(&AssessmentId(assessment))?;
        visit.may_see(&app, &live, &unit)?;
        if !live.state.keeps_original(&unit, &digest) {
            return Err(Problem::NotFound);
        }
        let look = seen(&app, &live, cycle, &unit).await?;
        let export = look.as_deref().and_then(|set| set.exports().find(|export| export.digest == digest.0));
        export.map(|export| export.file.clone()).unwrap_or_default()
    };
    let bytes = app.store().named_blob(&digest).await?;
    Ok(objects::saved(&name, bytes).into_response())
}
