//! `GET /a/{assessment}/pack`: a published assessment with all that it rests on, in one file that can be checked without
//! this server.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Head, PersonId};
use osmm_report::pack::{Contents, write};
use osmm_store::{Kept, Select};

use super::super::running::root;
use super::{OVERSEEING, published};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::texts::Texts;
use crate::who::Visit;

pub(crate) async fn download(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let (scope, picture, digest, seq, end, people) = {
        let live = app.read().await?;
        let (cycle, _) = live.cycle(&id)?;
        // The chain tells of every unit, so it is for those who oversee all of them.
        let oversees = live.state.holds(&visit.person, OVERSEEING, root(cycle), app.today());
        if !oversees && !live.state.unled() {
            return Err(Problem::Forbidden);
        }
        let (cycle, _) = published(&live, &id)?;
        let (digest, trace) = cycle.published.clone().ok_or(Problem::NotFound)?;
        let end = cycle.corrections.iter().map(|c| c.trace.seq).fold(trace.seq, u64::max);
        let picture = app.picture(&live, &id).await?;
        let people = names(&live, &picture);
        (cycle.scope.clone(), picture, digest, trace.seq, end, people)
    };
    let store = app.store();
    let events = store.events_vec(&Select { up_to: Some(end), ..Select::default() }).await?;
    let mut evidence = Vec::new();
    for digest in proofs(&picture) {
        evidence.extend(store.blob(digest).await?);
    }
    let (kept, model) = (store.named_blob(&digest).await?, store.named_blob(&scope.model).await?);
    let published = events.iter().find(|e| e.seq == seq).map(osmm_maturity::event::Event::head);
    let contents = Contents {
        assessment: &id,
        as_of: scope.as_of,
        readme: readme(visit.t, &id, scope.as_of, published.as_ref()),
        picture: &kept,
        model: &model,
        published: seq,
        events: &events,
        people,
        evidence,
    };
    let bytes = write(&contents).map_err(|e| Problem::Failed(e.to_string()))?;
    let name = format!("attachment; filename=\"osmm-pack-{}.zip\"", links::part(&id.0));
    Ok(([(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

/// What the pack is and how to check it.
fn readme(t: &Texts, id: &AssessmentId, as_of: Date, published: Option<&Head>) -> String {
    let (seq, digest) = published.map(|head| (head.seq.to_string(), head.digest.0.clone())).unwrap_or_default();
    let day = as_of.to_string();
    t.fill("pack-readme", &[("name", &id.0), ("day", &day), ("event", &seq), ("digest", &digest)]) + "\n"
}

/// Digests of the files that an assessment rests on.
fn proofs(picture: &Picture) -> BTreeSet<&Digest> {
    let pieces = picture.units.iter().flat_map(|u| &u.items).flat_map(|i| &i.evidence);
    pieces.filter_map(|e| e.digest.as_ref()).collect()
}

/// Names of those who are spoken of.
fn names(live: &Live, picture: &Picture) -> BTreeMap<PersonId, String> {
    let items = || picture.units.iter().flat_map(|u| &u.items);
    let said = items().flat_map(|i| i.said.iter().map(|s| &s.respondent));
    let decided = items().filter_map(|i| match &i.how {
        How::Decided { by, .. } => Some(by),
        How::Single { respondent } => Some(respondent),
        _ => None,
    });
    said.chain(decided).map(|p| (p.clone(), live.name(p))).collect()
}
