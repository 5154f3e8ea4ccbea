//! What is in work: the actions of the record by how far they are, and what is missing before their ratings count.

use osmm_maturity::event::Role;
use osmm_maturity::organisation::{ActionState, KeptAction};
use osmm_maturity::plan::{Spread, lacking};

use super::Ground;
use super::words::{number, spread};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::texts::Texts;
use crate::who::Visit;

/// All actions of one state.
pub(super) struct Column {
    pub title: String,
    /// The state, as forms name it.
    pub state: &'static str,
    pub cards: Vec<Card>,
}

/// An action in work.
pub(super) struct Card {
    pub id: String,
    pub title: String,
    pub facts: Vec<String>,
    pub overdue: bool,
    /// Evidence that its ratings lack, once it is done.
    pub lacks: Vec<String>,
    /// Where evidence is given.
    pub give: String,
}

/// Whether somebody may take actions and say how far they are.
pub(super) fn acts(app: &App, live: &Live, visit: &Visit) -> bool {
    let root = live.state.tree.as_ref().map(|tree| &tree.root().id);
    let roles = [Role::Lead, Role::Respondent];
    live.state.unled() || root.is_some_and(|root| live.state.holds(&visit.person, &roles, root, app.today()))
}

pub(super) async fn columns(app: &App, visit: &Visit, ground: &Ground<'_>) -> Result<Vec<Column>, Problem> {
    let (t, picture) = (visit.t, app.picture(&ground.live, &ground.id).await?);
    let card = |kept: &KeptAction| {
        let record = &kept.record;
        let lacks = match kept.state() {
            ActionState::Done => lacking(&ground.model, &picture, record),
            _ => Vec::new(),
        };
        let lack = |lack: &osmm_maturity::plan::Lack| {
            let kinds: Vec<String> = lack.kinds.iter().map(|k| t.say(&format!("evidence-kind-{}", k.word()))).collect();
            let title = ground.model.item(&lack.item).map_or(lack.item.0.as_str(), |(_, item)| item.title.as_str());
            t.fill("plan-lack", &[("item", title), ("to", &lack.to.to_string()), ("kinds", &kinds.join(", "))])
        };
        Card {
            id: record.id.0.clone(),
            title: record.title.clone(),
            facts: facts(t, ground, kept),
            overdue: kept.closed.is_none() && record.due.is_some_and(|due| due < app.today()),
            lacks: lacks.iter().map(lack).collect(),
            give: links::evidence_new(&ground.id, &record.unit),
        }
    };
    let of = |states: &[ActionState], state: &'static str| Column {
        title: t.say(&format!("plan-state-{state}")),
        state,
        cards: ground.live.state.actions.values().filter(|kept| states.contains(&kept.state())).map(card).collect(),
    };
    Ok(vec![
        of(&[ActionState::Open], "open"),
        of(&[ActionState::Doing], "doing"),
        of(&[ActionState::Done, ActionState::Closed], "done"),
        of(&[ActionState::Dropped], "dropped"),
    ])
}

fn facts(t: &Texts, ground: &Ground<'_>, kept: &KeptAction) -> Vec<String> {
    let record = &kept.record;
    let unit = ground.live.state.tree.as_ref().and_then(|tree| tree.unit(&record.unit));
    let mut facts = vec![unit.map_or_else(|| record.unit.0.clone(), |unit| unit.title.clone())];
    facts.extend(record.owner.clone());
    facts.extend(record.due.map(|due| t.fill("plan-due", &[("day", &t.day(due))])));
    if let Some(forecast) = &record.forecast {
        let none = Spread { low: 0.0, likely: 0.0, high: 0.0 };
        let days = spread(t, forecast.days.values().copied().fold(none, Spread::plus));
        facts.push(match kept.took {
            Some(took) => t.fill("plan-took", &[("days", &days), ("took", &number(t, took))]),
            None => t.fill("plan-forecast", &[("days", &days)]),
        });
    }
    facts.extend(kept.closed.as_ref().and_then(|closed| closed.why.clone()));
    facts
}
