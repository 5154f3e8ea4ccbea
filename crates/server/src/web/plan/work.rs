//! Actions on their way: out of the plan into work, and from there to done or dropped.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::event::{ActionId, ActionRecord, Change, Outcome};
use osmm_maturity::organisation::Refusal;
use osmm_maturity::plan::taken;

use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::who::Visit;

/// `POST /plan/take`
pub(crate) async fn take(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let ids: Vec<ActionId> = given.all("action").map(|id| ActionId(id.to_owned())).collect();
    into_work(&app, &visit, &ids, given.some("owner"), false).await?;
    Ok(Redirect::to(&format!("{}#board", links::PLAN)).into_response())
}

/// Takes actions out of the plan, with what it says of them.
pub(crate) async fn into_work(
    app: &App,
    visit: &Visit,
    ids: &[ActionId],
    owner: Option<&str>,
    doing: bool,
) -> Result<Vec<ActionRecord>, Problem> {
    let plan = super::plan(app, visit).await?;
    let record = |id| taken(&plan, id, owner.map(str::to_owned), doing);
    let records: Result<Vec<ActionRecord>, _> = ids.iter().map(record).collect();
    let records = records.map_err(|error| Problem::Odd("plan-not-taken", error.to_string()))?;
    app.change(&visit.person, |live: &Live| {
        let at_work = |id: &&ActionId| live.state.actions.get(*id).is_some_and(|kept| kept.closed.is_none());
        if let Some(id) = ids.iter().find(at_work) {
            return Err(live.refused(&Refusal::Taken { what: "action", name: id.0.clone() }));
        }
        let set = records.iter().map(|action| (Change::ActionSet { action: action.clone() }, None));
        Ok(set.collect::<Vec<_>>().into())
    })
    .await?;
    Ok(records)
}

/// `POST /plan/work`: how far an action is.
pub(crate) async fn shift(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let id = ActionId(given.one("action").to_owned());
    let why = given.some("why").map(str::to_owned);
    let took = given.some("took").map(|text| text.replace(',', ".").parse::<f64>());
    let took = took.transpose().map_err(|_| Problem::Odd("plan-not-days", given.one("took").to_owned()))?;
    let to = given.one("to");
    if to == "dropped" && why.is_none() {
        return Err(Problem::Bad(visit.t.say("plan-drop-why")));
    }
    app.change(&visit.person, |live: &Live| {
        let kept = live.state.actions.get(&id).ok_or(Problem::NotFound)?;
        let action = ActionRecord { doing: to == "doing", ..kept.record.clone() };
        let change = match to {
            "done" => Change::ActionClosed { action: id.clone(), outcome: Some(Outcome::Done), took },
            "dropped" => Change::ActionClosed { action: id.clone(), outcome: Some(Outcome::Dropped), took },
            "open" | "doing" => Change::ActionSet { action },
            _ => return Err(Problem::Odd("problem-not-offered", to.to_owned())),
        };
        Ok(vec![(change, why.clone())].into())
    })
    .await?;
    Ok(Redirect::to(&format!("{}#board", links::PLAN)).into_response())
}
