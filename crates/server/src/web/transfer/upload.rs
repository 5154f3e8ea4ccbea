//! `POST /a/{assessment}/transfer`: a file comes back. What it is, its content says: an edited sheet, a checklist with
//! titles and values, or an assessment file.

use axum::extract::{FromRequest, Path, Request, State};
use axum::response::Response;
use osmm_maturity::assessment::parse;
use osmm_maturity::cycle::file::{Destination, changes};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::unit::UnitId;
use osmm_report::checklist;
use osmm_store::{Originals, Plan};
use std::sync::Arc;

use super::super::running::{leads_all, refused};
use super::super::told::Told;
use super::{Outcome, page, sheet};
use crate::app::App;
use crate::error::Problem;
use crate::fields::{Fields, Sent, Upload};
use crate::who::Visit;

pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    may_send(&app, &visit, &id).await?;
    let upload = Upload::from_request(request, &app).await?;
    let outcome = match upload.files.first() {
        None => Err(Problem::Bad(visit.t.say("upload-none"))),
        Some(file) if file.is_json() => imported(&app, &visit, file, &upload.fields).await,
        Some(file) => match sheet::stamp(file) {
            Ok(stamp) => sheet::merge(&app, &visit, file, &stamp).await,
            Err(_) if !upload.fields.one("unit").is_empty() => {
                from_checklist(&app, &visit, &id, file, &upload.fields).await
            }
            Err(faults) => Ok(Outcome { told: Told::wrong(visit.t, &faults), ..Outcome::default() }),
        },
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(problem) => Outcome { told: Told::refused(refused(visit.t, problem)?), ..Outcome::default() },
    };
    page(&app, &visit, &id, upload.fields, outcome).await
}

/// A file of somebody who sees nothing of the assessment is not even read.
pub(super) async fn may_send(app: &App, visit: &Visit, id: &AssessmentId) -> Result<(), Problem> {
    let live = app.read().await?;
    visit.may_see_part(app, &live, live.cycle(id)?.0)
}

/// A checklist with item titles and values from 0 to 5, as answers of one unit in the sender's name.
async fn from_checklist(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    file: &Sent,
    given: &Fields,
) -> Result<Outcome, Problem> {
    let unit = UnitId(given.one("unit").to_owned());
    let model = {
        let live = app.read().await?;
        let (cycle, _) = live.cycle(id)?;
        live.state.model(&cycle.scope.model).cloned().ok_or(Problem::NotFound)?
    };
    let (answers, faults) = checklist::read(&file.name, &file.bytes, &model);
    let events = app
        .change(&visit.person, |live| {
            let (cycle, model) = live.cycle(id)?;
            let rated = answers.iter().filter(|(_, answer)| answer.rating().is_some());
            let asked = rated.filter(|(item, _)| model.item(item).is_some_and(|(_, i)| cycle.asks(&unit, i)));
            let changes = asked.map(|(item, answer)| {
                let change = Change::Responded {
                    assessment: id.clone(),
                    unit: unit.clone(),
                    item: item.clone(),
                    respondent: visit.person.clone(),
                    answer: answer.clone(),
                    overrides: None,
                    function: None,
                    on: None,
                };
                (change, Some(format!("from the checklist {}", file.name)))
            });
            Ok(changes.collect::<Vec<_>>().into())
        })
        .await?;
    let done = visit.t.count("transfer-taken-checklist", events.len());
    Ok(Outcome {
        told: Told { notes: Told::wrong(visit.t, &faults).faults, done: Some(done), ..Told::default() },
        ..Outcome::default()
    })
}

/// An assessment file becomes an assessment of one unit, the root of the tree.
async fn imported(app: &App, visit: &Visit, file: &Sent, given: &Fields) -> Result<Outcome, Problem> {
    if !leads_all(app, &*app.read().await?, visit) {
        return Err(Problem::Forbidden);
    }
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    let parsed = match parse(&text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let told = Told::unreadable(visit.t.say("transfer-no-assessment"), error.to_string());
            return Ok(Outcome { told, ..Outcome::default() });
        }
    };
    if parsed.model_digest != parsed.model.digest() {
        return Err(Problem::Bad(visit.t.say("transfer-model-changed")));
    }
    let id = AssessmentId(given.some("name").map_or_else(|| parsed.as_of.to_string(), str::to_owned));
    app.change(&visit.person, |live| {
        let unit = live.state.tree.as_ref().ok_or(Problem::Empty)?.root().clone();
        let mut plan = Plan { models: vec![Arc::new(parsed.model.clone())], ..Plan::default() };
        if let Some(scan) = &parsed.scan {
            let look = Plan::look(&live.state, &unit.id, scan.clone(), &Originals::new());
            plan.changes.extend(look.changes);
            plan.blobs.extend(look.blobs);
        }
        let to = Destination { assessment: id.clone(), unit, person: visit.person.clone(), at: app.now() };
        plan.changes.extend(changes(&parsed, &to));
        let digest = Digest::of_bytes(text.as_bytes());
        plan.blobs.push(text.clone().into_bytes());
        plan.changes.push((Change::Imported { name: file.name.clone(), digest, assessment: Some(id.clone()) }, None));
        Ok(plan)
    })
    .await?;
    let done = visit.t.fill("transfer-imported", &[("name", &id.0)]);
    Ok(Outcome { told: Told { done: Some(done), ..Told::default() }, ..Outcome::default() })
}
