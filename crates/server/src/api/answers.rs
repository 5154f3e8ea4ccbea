//! Answers: one respondent's to one item in one unit, and what makes them stand: locks, decisions, confirmations,
//! corrections.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{Change, PersonId};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Page, Paging, Tagged};
use super::place::{AtAnswer, AtItem, InUnit, Named};
use super::tag::IfMatch;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

const LIST: &str = "/assessments/{assessment}/units/{unit}/items/{item}/answers";
const ONE: &str = "/assessments/{assessment}/units/{unit}/items/{item}/answers/{respondent}";
const LOCKS: &str = "/assessments/{assessment}/units/{unit}/locks";

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Answers", "What respondents say. Where several answer, nobody sees the others' until all have locked.")
        .get(LIST, "Answers to an item that you may see", list)
        .get(ONE, "One respondent's answer to an item", show)
        .put(ONE, "Answer an item; in another's name as a lead", answer)
        .post(LOCKS, "Lock answers: they stand, and others may see them", lock)
}

/// What is said of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "state", deny_unknown_fields)]
pub(crate) enum Stated {
    /// A rating on the model's scale.
    Rated {
        /// The rating.
        rating: Rating,
    },
    /// Nothing yet.
    Unanswered {},
    /// The respondent does not know.
    DontKnow {
        /// Who would know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ask: Option<String>,
    },
    /// The respondent would not say.
    Declined {},
    /// The item does not apply.
    NotApplicable {
        /// Why; never empty.
        reason: String,
    },
}

impl From<Stated> for Answer {
    fn from(stated: Stated) -> Self {
        match stated {
            Stated::Rated { rating } => Self::Rated { rating },
            Stated::Unanswered {} => Self::Unanswered,
            Stated::DontKnow { ask } => Self::DontKnow { ask },
            Stated::Declined {} => Self::Declined,
            Stated::NotApplicable { reason } => Self::NotApplicable { reason },
        }
    }
}

/// An answer with its circumstances.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AnswerGiven")]
pub(crate) struct Shown {
    /// In whose name.
    respondent: PersonId,
    /// What was said.
    answer: Answer,
    /// Why this answer and no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Why the unit differs from the central answer, where it overrides one.
    #[serde(skip_serializing_if = "Option::is_none")]
    overrides: Option<String>,
    /// Role or function that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    function: Option<String>,
    /// The day of the answer, where it is not that of the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<Date>,
    /// Whether it stands.
    locked: bool,
    /// Number of the event that has it; absent while nothing was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<u64>,
}

pub(crate) fn shown(cycle: &Cycle, at: &AtItem, respondent: &PersonId) -> Shown {
    let said = cycle.spot(&at.unit, &at.item).and_then(|s| s.said.get(respondent));
    Shown {
        respondent: respondent.clone(),
        answer: said.map_or(Answer::Unanswered, |s| s.answer.clone()),
        note: said.and_then(|s| s.trace.why.clone()),
        overrides: said.and_then(|s| s.overrides.clone()),
        function: said.and_then(|s| s.function.clone()),
        on: said.and_then(|s| s.on),
        locked: said.is_some_and(|s| s.locked),
        event: said.map(|s| s.trace.seq),
    }
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtItem>,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Shown>>, Problem> {
    let live = app.read().await?;
    let (cycle, model, _) = at.open(&visit, &app, &live)?;
    let said = cycle.spot(&at.unit, &at.item).into_iter().flat_map(|s| s.said.keys());
    let seen = said.filter(|p| cycle.visible(model, &at.unit, &at.item, p, &visit.person));
    Page::of(&uri, &paging, seen.map(|p| shown(cycle, &at, p)), |a| a.respondent.0.clone())
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtAnswer>,
    _: Asked<Nothing>,
) -> Result<Tagged<Shown>, Problem> {
    one(&app, &visit, &at.item(), &at.respondent.id(&visit)).await
}

async fn one(app: &App, visit: &Visit, at: &AtItem, respondent: &PersonId) -> Result<Tagged<Shown>, Problem> {
    let live = app.read().await?;
    let (cycle, model, _) = at.open(visit, app, &live)?;
    may_see(&live, visit, cycle, model, at, respondent)?;
    Ok(Tagged(shown(cycle, at, respondent)))
}

/// Others' answers are there once they may be seen; until then not even whether there is one.
fn may_see(
    live: &Live,
    visit: &Visit,
    cycle: &Cycle,
    model: &Model,
    at: &AtItem,
    respondent: &PersonId,
) -> Result<(), Problem> {
    live.people.iter().find(|p| p.person == *respondent).ok_or(Problem::NotFound)?;
    let seen = cycle.visible(model, &at.unit, &at.item, respondent, &visit.person);
    if seen { Ok(()) } else { Err(Problem::Forbidden) }
}

/// An answer to give.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAnswer {
    /// What is said.
    answer: Stated,
    /// Why this answer and no other.
    #[serde(default)]
    note: Option<String>,
    /// Why the unit differs from the central answer, where it overrides one.
    #[serde(default)]
    overrides: Option<String>,
    /// Role or function that answers.
    #[serde(default)]
    function: Option<String>,
    /// The day of the answer, where it is not today.
    #[serde(default)]
    on: Option<Date>,
}

async fn answer(
    State(app): State<App>,
    visit: Visit,
    At(at): At<AtAnswer>,
    known: IfMatch,
    Sent(new): Sent<NewAnswer>,
) -> Result<Tagged<Shown>, Problem> {
    let (respondent, at) = (at.respondent.id(&visit), at.item());
    app.change(&visit.person, |live: &Live| {
        let (cycle, model, _) = at.open(&visit, &app, live)?;
        may_see(live, &visit, cycle, model, &at, &respondent)?;
        known.holds(&shown(cycle, &at, &respondent))?;
        let change = Change::Responded {
            assessment: at.assessment.clone(),
            unit: at.unit.clone(),
            item: at.item.clone(),
            respondent: respondent.clone(),
            answer: new.answer.clone().into(),
            overrides: new.overrides.clone(),
            function: new.function.clone(),
            on: new.on,
        };
        Ok(vec![(change, new.note.clone())].into())
    })
    .await?;
    one(&app, &visit, &at, &respondent).await
}

/// What to lock.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLock {
    /// Items; all that were answered if none is named.
    #[serde(default)]
    items: Vec<ItemId>,
    /// In whose name, for a lead; your own if nothing is said.
    #[serde(default)]
    respondent: Option<Named>,
}

/// What was locked.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Locked {
    /// In whose name.
    respondent: PersonId,
    /// Items whose answers stand now; empty when all stood already.
    items: Vec<ItemId>,
}

async fn lock(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InUnit>,
    Sent(new): Sent<NewLock>,
) -> Result<Json<Locked>, Problem> {
    let respondent = new.respondent.as_ref().map_or(visit.person.clone(), |r| r.id(&visit));
    let events = app
        .change(&visit.person, |live: &Live| {
            let (cycle, model) = at.open(&visit, &app, live)?;
            let said = |i: &ItemId| cycle.spot(&at.unit, i).and_then(|s| s.said.get(&respondent));
            let open = |i: &&ItemId| said(i).is_some_and(|s| !s.locked);
            let items: Vec<ItemId> = match new.items.as_slice() {
                [] => model.items().map(|(_, i)| &i.id).filter(open).cloned().collect(),
                named => named.to_vec(),
            };
            if items.is_empty() {
                return Ok(Plan::default());
            }
            let (assessment, unit) = (at.assessment.clone(), at.unit.clone());
            Ok(Change::Locked { assessment, unit, respondent: respondent.clone(), items }.into())
        })
        .await?;
    let items =
        events.into_iter().find_map(|e| if let Change::Locked { items, .. } = e.change { Some(items) } else { None });
    Ok(Json(Locked { respondent, items: items.unwrap_or_default() }))
}
