//! An action on its way out of the plan: into work, and to what has to be shown when it is done.

use super::{Plan, Planned};
use crate::cycle::picture::Picture;
use crate::event::{ActionId, ActionRecord, Forecast, Step};
use crate::evidence::EvidenceKind;
use crate::fault::{Near, near};
use crate::model::{ItemId, Model};
use crate::rating::Rating;

/// Why an action cannot be taken out of a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The plan has no such action.
    #[error("the plan has no action `{id}`{}", hint(.near.as_ref()))]
    Unknown {
        /// Its id.
        id: ActionId,
        /// What could be meant.
        near: Option<Near>,
    },
    /// It moves nothing that is rated, so it could never be seen to be done.
    #[error("action `{0}` moves no rating any more: what it was for is done")]
    MovesNothing(ActionId),
}

fn hint(near: Option<&Near>) -> String {
    near.map(|near| format!("\n    hint: {near}")).unwrap_or_default()
}

/// The piece of work that an action of a plan becomes: with what the plan says of it, so that the result can be compared.
pub fn taken(plan: &Plan, id: &ActionId, owner: Option<String>, doing: bool) -> Result<ActionRecord, NotTaken> {
    let ids = || plan.actions.iter().map(|planned| planned.action.id.0.as_str());
    let planned = plan.actions.iter().find(|planned| &planned.action.id == id);
    let Planned { action, start, finish, .. } =
        planned.ok_or_else(|| NotTaken::Unknown { id: id.clone(), near: near(&id.0, ids()) })?;
    if action.moves.is_empty() {
        return Err(NotTaken::MovesNothing(id.clone()));
    }
    let step = |moved: &super::Moved| Step { item: moved.item.clone(), from: moved.from, to: moved.to };
    Ok(ActionRecord {
        id: id.clone(),
        unit: action.unit.clone(),
        items: action.moves.iter().map(|moved| moved.item.clone()).collect(),
        title: action.title.clone(),
        owner,
        due: action.by.or(finish.map(super::Quarter::end)),
        doing,
        forecast: Some(Forecast {
            start: *start,
            finish: *finish,
            days: action.effort.clone(),
            money: action.money,
            moves: action.moves.iter().map(step).collect(),
        }),
    })
}

/// Evidence that a rating lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The item.
    pub item: ItemId,
    /// The rating that it was to come to.
    pub to: Rating,
    /// Kinds of evidence that are not in force.
    pub kinds: Vec<EvidenceKind>,
}

/// The evidence that the ratings lack to which an action was to lead, by what the picture of an assessment has. Without
/// it the ratings may be claimed, and are not supported. Nothing where the action came out of no plan.
#[must_use]
pub fn lacking(model: &Model, picture: &Picture, action: &ActionRecord) -> Vec<Lack> {
    let Some(unit) = picture.unit(&action.unit) else { return Vec::new() };
    let moves = action.forecast.iter().flat_map(|forecast| &forecast.moves);
    let lack = |step: &Step| {
        let item = unit.items.iter().find(|item| item.item == step.item)?;
        let steps = model.support.iter().filter(|support| support.rating <= step.to);
        let mut kinds: Vec<EvidenceKind> = steps.flat_map(|support| support.needs.iter().copied()).collect();
        kinds.retain(|kind| item.evidence.iter().all(|evidence| evidence.kind != *kind));
        kinds.sort();
        kinds.dedup();
        (!kinds.is_empty()).then(|| Lack { item: step.item.clone(), to: step.to, kinds })
    };
    moves.filter_map(lack).collect()
}
