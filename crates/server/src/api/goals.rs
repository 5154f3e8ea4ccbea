//! `/targets` and `/actions`: what is wanted, and what is done about it.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::civil::Date;
use osmm_maturity::event::{ActionId, ActionRecord, Change, Outcome as Came, Subject};
use osmm_maturity::model::ItemId;
use osmm_maturity::organisation::{KeptAction, Refusal};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Done, Made, Page, Paging, Tagged};
use super::tag::IfMatch;
use super::take::{Asked, At, Nothing, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::links::part;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Goals", "Ratings that are wanted, and the work to get there.")
        .get("/targets", "All targets", targets)
        .post("/targets", "Want a rating by some day, or take that back", aim)
        .get("/actions", "All actions", actions)
        .post("/actions", "Plan an action", plan)
        .get("/actions/{action}", "An action", action)
        .put("/actions/{action}", "Change an action; one that was closed is open again", change)
        .put("/actions/{action}/closing", "Close an action: it is done, or was given up", close)
}

/// A rating that is wanted.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Target")]
pub(crate) struct Wanted {
    /// Unit; it holds below unless a unit sets its own.
    unit: UnitId,
    /// An item, or an activity with all its items.
    subject: Subject,
    /// The rating.
    rating: Rating,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Date>,
}

async fn targets(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Wanted>>, Problem> {
    let live = app.read().await?;
    let seen = live.state.targets.iter().filter(|((unit, _), _)| live.state.sees(&visit.person, unit, app.today()));
    let all = seen.map(|((unit, subject), target)| Wanted {
        unit: unit.clone(),
        subject: subject.clone(),
        rating: target.rating,
        by: target.by,
    });
    let name = |subject: &Subject| match subject {
        Subject::Item(item) => format!("item {item}"),
        Subject::Activity(activity) => format!("activity {activity}"),
    };
    Page::of(&uri, &paging, all, |t| format!("{} {}", t.unit, name(&t.subject)))
}

/// A rating to want.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTarget {
    /// Unit; it holds below unless a unit sets its own.
    #[schemars(example = &"organisation")]
    unit: UnitId,
    /// An item, or an activity with all its items.
    subject: Subject,
    /// The rating; absent takes the target back.
    #[serde(default)]
    rating: Option<Rating>,
    /// By when.
    #[serde(default)]
    by: Option<Date>,
}

async fn aim(State(app): State<App>, visit: Visit, Sent(new): Sent<NewTarget>) -> Result<Done, Problem> {
    let NewTarget { unit, subject, rating, by } = new;
    let change = Change::TargetSet { unit, subject, rating, by };
    app.change(&visit.person, |_| Ok(change.clone().into())).await?;
    Ok(Done)
}

/// A piece of work.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Action")]
pub(crate) struct Shown {
    /// What it is.
    action: ActionRecord,
    /// Whether it is closed.
    closed: bool,
    /// How far it is: open, doing, done, dropped, or closed where nobody said which.
    state: &'static str,
    /// What came of it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    /// Person-days that it took, where somebody counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    took: Option<f64>,
}

fn shown(kept: &KeptAction) -> Shown {
    let closed = kept.closed.as_ref();
    Shown {
        action: kept.record.clone(),
        closed: closed.is_some(),
        state: kept.state().word(),
        outcome: closed.and_then(|t| t.why.clone()),
        took: kept.took,
    }
}

/// An action.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct One {
    /// Name of an action.
    #[schemars(example = &"write-policy")]
    action: ActionId,
}

fn find<'a>(app: &App, visit: &Visit, live: &'a Live, id: &ActionId) -> Result<&'a KeptAction, Problem> {
    let kept = live.state.actions.get(id).ok_or(Problem::NotFound)?;
    visit.may_see(app, live, &kept.record.unit)?;
    Ok(kept)
}

async fn actions(
    State(app): State<App>,
    visit: Visit,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Shown>>, Problem> {
    let live = app.read().await?;
    let all = live.state.actions.values();
    let seen = all.filter(|a| live.state.sees(&visit.person, &a.record.unit, app.today()));
    Page::of(&uri, &paging, seen.map(shown), |a| a.action.id.0.clone())
}

async fn action(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    _: Asked<Nothing>,
) -> Result<Tagged<Shown>, Problem> {
    one(&app, &visit, &at.action).await.map(Tagged)
}

async fn one(app: &App, visit: &Visit, id: &ActionId) -> Result<Shown, Problem> {
    Ok(shown(find(app, visit, &*app.read().await?, id)?))
}

async fn plan(State(app): State<App>, visit: Visit, Sent(action): Sent<ActionRecord>) -> Result<Made<Shown>, Problem> {
    app.change(&visit.person, |live: &Live| {
        if live.state.actions.contains_key(&action.id) {
            return Err(live.refused(&Refusal::Taken { what: "action", name: action.id.0.clone() }));
        }
        Ok(Change::ActionSet { action: action.clone() }.into())
    })
    .await?;
    Ok(Made { place: format!("/actions/{}", part(&action.id.0)), thing: one(&app, &visit, &action.id).await? })
}

/// What is to hold of an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionChange {
    /// The items that it is to move.
    #[serde(default)]
    items: Vec<ItemId>,
    /// What is to be done.
    title: String,
    /// Function or team that does it.
    #[serde(default)]
    owner: Option<String>,
    /// When it should be done.
    #[serde(default)]
    due: Option<Date>,
    /// Whether somebody works on it.
    #[serde(default)]
    doing: bool,
}

async fn change(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    known: IfMatch,
    Sent(new): Sent<ActionChange>,
) -> Result<Tagged<Shown>, Problem> {
    app.change(&visit.person, |live: &Live| {
        let kept = find(&app, &visit, live, &at.action)?;
        known.holds(&shown(kept))?;
        let ActionChange { items, title, owner, due, doing } = new.clone();
        // What a plan said of it stays what it was.
        let action = ActionRecord { items, title, owner, due, doing, ..kept.record.clone() };
        Ok(Change::ActionSet { action }.into())
    })
    .await?;
    one(&app, &visit, &at.action).await.map(Tagged)
}

/// What came of an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    /// Whether it is done or was given up.
    #[serde(default)]
    outcome: Option<Came>,
    /// Person-days that it took.
    #[serde(default)]
    took: Option<f64>,
    /// What came of it, in words.
    #[serde(default)]
    why: Option<String>,
}

async fn close(
    State(app): State<App>,
    visit: Visit,
    At(at): At<One>,
    known: IfMatch,
    Sent(outcome): Sent<Outcome>,
) -> Result<Tagged<Shown>, Problem> {
    app.change(&visit.person, |live: &Live| {
        known.holds(&shown(find(&app, &visit, live, &at.action)?))?;
        let Outcome { outcome, took, why } = outcome.clone();
        Ok(vec![(Change::ActionClosed { action: at.action.clone(), outcome, took }, why)].into())
    })
    .await?;
    one(&app, &visit, &at.action).await.map(Tagged)
}
