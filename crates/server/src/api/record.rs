//! The record itself: its events, its files, the whole of it, and whether it holds together.

mod changes;
mod seen;

use std::ops::ControlFlow;

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Event, Head};
use osmm_store::{Finding, Select};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Bytes, Page, Tagged, following, limit};
use super::organisation::ByDigest;
use super::sight::{reads_everything, reads_file};
use super::stream::Lines;
use super::take::{Asked, At, Nothing};
use crate::app::App;
use crate::error::Problem;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Record", "All that ever changed. Read whole by who leads or audits the organisation: it has every answer.")
        .get("/events", "Events in order", events)
        .get("/events/{event}", "An event", event)
        .get("/files/{digest}", "A file by its digest", file)
        .get("/export", "The whole record as lines of JSON, osmm-record/1", export)
        .get("/verification", "Whether the record holds together", verification)
        .get("/record/events", "The events that you may have, to fold what holds from them", seen::events)
        .get("/record/passed", "Whether an event that was noted elsewhere is one of this record", seen::passed)
        .post("/record/changes", "Make changes that belong together, planned on what was read", changes::change)
}

/// The last number that every reader of JSON can read.
const LAST: u64 = 9_007_199_254_740_991;

fn number(event: u64) -> Result<u64, Problem> {
    if event <= LAST { Ok(event) } else { Err(Problem::Bad(format!("no event can have the number {event}"))) }
}

async fn whole(app: &App, visit: &Visit) -> Result<(), Problem> {
    let live = app.read().await?;
    if reads_everything(&live, &visit.person, app.today()) { Ok(()) } else { Err(Problem::Forbidden) }
}

/// Which part of the events.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    /// How many at most; 100 if nothing is said.
    #[schemars(range(min = 1, max = 500), extend("examples" = [100]))]
    limit: Option<u16>,
    /// Those after this number.
    #[schemars(range(max = LAST), extend("examples" = [0]))]
    after: Option<u64>,
}

async fn events(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(part): Asked<Part>,
) -> Result<Json<Page<Event>>, Problem> {
    whole(&app, &visit).await?;
    let (limit, after) = (limit(part.limit)?, number(part.after.unwrap_or_default())?);
    let (mut items, mut more) = (Vec::new(), false);
    let select = Select { after, ..Select::default() };
    let each = |event| {
        more = items.len() == limit;
        if more {
            return ControlFlow::Break(());
        }
        items.push(event);
        ControlFlow::Continue(())
    };
    app.store().events(&select, each).await?;
    let last = items.last().map(|e: &Event| e.seq).filter(|_| more);
    Ok(Json(Page { items, next: last.map(|seq| following(&uri, &seq.to_string())) }))
}

/// An event.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct OneEvent {
    /// Number of an event.
    #[schemars(range(min = 1, max = LAST), extend("examples" = [1]))]
    event: u64,
}

async fn event(
    State(app): State<App>,
    visit: Visit,
    At(at): At<OneEvent>,
    _: Asked<Nothing>,
) -> Result<Tagged<Event>, Problem> {
    whole(&app, &visit).await?;
    let select = Select { after: at.event.saturating_sub(1), up_to: Some(at.event), ..Select::default() };
    app.store().events_vec(&select).await?.into_iter().next().map(Tagged).ok_or(Problem::NotFound)
}

async fn file(State(app): State<App>, visit: Visit, At(at): At<ByDigest>, _: Asked<Nothing>) -> Result<Bytes, Problem> {
    let seen = reads_file(&*app.read().await?, &visit.person, app.today(), &at.digest);
    let bytes = if seen { app.store().blob(&at.digest).await? } else { None };
    bytes.map(Bytes).ok_or(Problem::NotFound)
}

async fn export(State(app): State<App>, visit: Visit, _: Asked<Nothing>) -> Result<Lines, Problem> {
    whole(&app, &visit).await?;
    Ok(Lines::of(app))
}

/// What is known of an earlier time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// Number of an event that was noted earlier, with its digest: says whether all before it is untouched.
    #[schemars(range(min = 1, max = LAST))]
    event: Option<u64>,
    /// Digest of that event.
    digest: Option<Digest>,
}

/// What came of the check.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Verified {
    /// Whether everything holds.
    holds: bool,
    /// What does not; empty for a record that is whole.
    findings: Vec<Found>,
    /// Findings beyond the first thousand, which are not listed.
    omitted: u64,
    /// Events that were checked.
    events: u64,
    /// Files that were checked.
    files: u64,
    /// People that were checked.
    people: u64,
    /// The last event, to note elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<Head>,
}

/// Something that does not hold.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Found {
    /// The table.
    table: String,
    /// Key of the row.
    row: String,
    /// What does not hold.
    problem: String,
}

async fn verification(
    State(app): State<App>,
    visit: Visit,
    Asked(expected): Asked<Expected>,
) -> Result<Json<Verified>, Problem> {
    whole(&app, &visit).await?;
    let expected = match (expected.event, expected.digest) {
        (Some(seq @ 1..), Some(digest)) => Some(Head { seq: number(seq)?, digest }),
        (None, None) => None,
        _ => return Err(Problem::Bad("event, from 1, and digest belong together".to_owned())),
    };
    let checked = app.store().verify(expected.as_ref()).await?;
    let found = |f: &Finding| Found { table: f.table.to_owned(), row: f.row.clone(), problem: f.problem.clone() };
    Ok(Json(Verified {
        holds: checked.holds(),
        findings: checked.findings.iter().map(found).collect(),
        omitted: checked.omitted,
        events: checked.counts.events,
        files: checked.counts.blobs,
        people: checked.counts.people,
        head: checked.head,
    }))
}
