//! `/record/events`: the record as the reader may have it, from which a client folds what holds.

use std::ops::ControlFlow;

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Event, Head};
use osmm_store::{Select, Within};
use schemars::JsonSchema;
use serde::Deserialize;

use super::super::give::following;
use super::super::tag::tag;
use super::super::take::Asked;
use super::{LAST, number};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;
use crate::wire::{Format, MOST, Passed, Seen};

/// Which part of the events.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    /// How many are looked at, at most; 1000 if nothing is said. Fewer come back where the reader may not have all.
    #[schemars(range(min = 1, max = MOST), extend("examples" = [1000]))]
    limit: Option<u16>,
    /// Those after this number.
    #[schemars(range(max = LAST), extend("examples" = [0]))]
    after: Option<u64>,
    /// Those up to this number.
    #[schemars(range(max = LAST))]
    up_to: Option<u64>,
    /// Assessments, with commas between, of which answers and what belongs to them are wanted: of all if nothing is said, of
    /// none if it is empty.
    #[schemars(extend("examples" = ["2026-q4"]))]
    whole: Option<String>,
}

impl Part {
    fn within(&self) -> Within {
        let Some(list) = &self.whole else { return Within::Everything };
        let ids = list.split(',').filter(|id| !id.is_empty()).map(|id| AssessmentId(id.to_owned()));
        Within::SkeletonAnd(ids.collect())
    }
}

pub(super) async fn events(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(part): Asked<Part>,
) -> Result<Json<Seen>, Problem> {
    let limit = match part.limit.unwrap_or(1_000) {
        n @ 1..=MOST => usize::from(n),
        n => return Err(Problem::Bad(format!("limit is {n}, and can be 1 to {MOST}"))),
    };
    let live = app.read().await?;
    let end = live.state.head.as_ref().map_or(0, |h| h.seq);
    let up_to = number(part.up_to.unwrap_or(end))?.min(end);
    let select = Select {
        after: number(part.after.unwrap_or_default())?,
        up_to: Some(up_to),
        within: part.within(),
        ..Select::default()
    };
    let (mut found, mut more) = (Vec::new(), false);
    let each = |event| {
        more = found.len() == limit;
        if more {
            return ControlFlow::Break(());
        }
        found.push(event);
        ControlFlow::Continue(())
    };
    app.store().events(&select, each).await?;
    let last = found.last().map(|e: &Event| e.seq).filter(|_| more);
    Ok(Json(Seen { next: last.map(|seq| following(&uri, &seq.to_string())), ..seen(&app, &visit, &live, found) }))
}

/// Events as the reader may have them.
pub(super) fn seen(app: &App, visit: &Visit, live: &Live, events: Vec<Event>) -> Seen {
    let (state, on) = (&live.state, app.today());
    let (mut items, mut in_part) = (Vec::with_capacity(events.len()), Vec::new());
    for shown in events.into_iter().filter_map(|event| state.event_for(&visit.person, event, on)) {
        in_part.extend(Some(shown.event.seq).filter(|_| shown.in_part));
        items.push(shown.event);
    }
    Seen {
        format: Format::V1,
        reader: visit.person.clone(),
        whole: state.may_have_all(Some(&visit.person), on).is_ok(),
        head: state.head.clone(),
        tag: tag(&state.head),
        items,
        in_part,
        next: None,
    }
}

/// An event that was noted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Noted {
    /// Its number.
    #[schemars(range(min = 1, max = LAST), extend("examples" = [1]))]
    event: u64,
    /// Its digest.
    digest: Digest,
}

pub(super) async fn passed(
    State(app): State<App>,
    _: Visit,
    Asked(noted): Asked<Noted>,
) -> Result<Json<Passed>, Problem> {
    let seq = number(noted.event)?;
    let head = Head { seq, digest: noted.digest };
    let select = Select { after: seq.saturating_sub(1), up_to: Some(seq), ..Select::default() };
    let found = app.store().events_vec(&select).await?;
    Ok(Json(Passed { passed: found.first().is_some_and(|event| event.head() == head) }))
}
