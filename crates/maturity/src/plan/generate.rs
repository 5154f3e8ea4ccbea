//! Gaps become actions: one for each unit, activity and rating, and what people said of them goes before.

use std::collections::{BTreeMap, BTreeSet};

use super::action::{Action, Moved, Origin, Served, Spread};
use super::brief::{Brief, Change, Own};
use super::standing::Standing;
use crate::event::ActionId;
use crate::evidence::EvidenceKind;
use crate::model::planning::Planning;
use crate::model::{Activity, ActivityId, ItemId, Model, PrerequisiteStrength};
use crate::rating::Rating;
use crate::unit::UnitId;

/// Why no plan can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// The model has no starting values.
    #[error("the model `{0}` says nothing of effort: it has no planning.yaml")]
    NoValues(String),
    /// Nobody is there to do anything.
    #[error("no capacity: `capacity` says how many person-days there are in a quarter, by role or for all together")]
    NoCapacity,
    /// A unit that is not there.
    #[error("action `{0}`: there is no unit `{1}`")]
    UnknownUnit(ActionId, UnitId),
    /// A unit that does not answer for an item.
    #[error("action `{0}`: `{1}` is not rated by `{2}`")]
    NotRated(ActionId, ItemId, UnitId),
    /// An action that nothing is known of.
    #[error("action `{0}` names `{1}`, which is no action")]
    UnknownAction(ActionId, ActionId),
    /// Actions that wait for each other.
    #[error("actions wait for each other: {}", .0.iter().map(|a| a.0.as_str()).collect::<Vec<_>>().join(" -> "))]
    Cycle(Vec<ActionId>),
}

/// The actions that follow from the gaps of units and from what people decided, in the order of units and of the model.
pub fn actions(model: &Model, standings: &[Standing], brief: &Brief) -> Result<Vec<Action>, NoPlan> {
    let planning = model.planning.as_ref().ok_or_else(|| NoPlan::NoValues(model.id.clone()))?;
    let maker = Maker { model, planning, standings, brief };
    let mut made: Vec<Action> = standings.iter().flat_map(|standing| maker.of_unit(standing)).collect();
    let own: Vec<Action> = brief.own.iter().map(|own| maker.own(own)).collect::<Result<_, _>>()?;
    let mut instead: BTreeMap<&ActionId, &ActionId> = BTreeMap::new();
    for added in &brief.own {
        instead.extend(added.instead_of.iter().map(|gone| (gone, &added.id)));
    }
    for action in &mut made {
        maker.without(action, &own);
    }
    made.retain(|action| !action.moves.is_empty() && !instead.contains_key(&action.id));
    for action in &mut made {
        if let Some(change) = brief.changes.get(&action.id) {
            action.origin = Origin::Changed;
            apply(action, change);
        }
    }
    made.extend(own);
    let there: BTreeSet<ActionId> = made.iter().map(|a| a.id.clone()).collect();
    let possible = maker.possible();
    for action in &mut made {
        let (id, after) = (action.id.clone(), std::mem::take(&mut action.after));
        let wanted = after.into_iter().map(|before| instead.get(&before).map_or(before, |own| (*own).clone()));
        let mut known = BTreeSet::new();
        for before in wanted.filter(|before| *before != id) {
            if there.contains(&before) {
                known.insert(before);
            } else if !possible.contains(&before) {
                return Err(NoPlan::UnknownAction(id, before));
            }
        }
        action.after = known.into_iter().collect();
        action.helped_by.retain(|before| there.contains(before));
    }
    Ok(made)
}

struct Maker<'a> {
    model: &'a Model,
    planning: &'a Planning,
    standings: &'a [Standing],
    brief: &'a Brief,
}

impl Maker<'_> {
    fn of_unit(&self, standing: &Standing) -> Vec<Action> {
        let steps = || self.model.scale.0.iter().map(|step| step.value);
        let of = |activity| steps().filter_map(move |to| self.of_step(standing, activity, to));
        self.model.activities.iter().flat_map(of).collect()
    }

    /// The action that brings the items of an activity to a rating, those that are below it and should be there.
    fn of_step(&self, standing: &Standing, activity: &Activity, to: Rating) -> Option<Action> {
        let effort = self.planning.step(to)?;
        let moves: Vec<Moved> = activity
            .items
            .iter()
            .filter(|item| standing.misses(&item.id, to))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|item| Moved {
                item: item.id.clone(),
                from: Rating(to.0.saturating_sub(1)),
                to,
                done: item.anchors.get(&to).cloned().unwrap_or_default(),
            })
            .collect();
        if moves.is_empty() {
            return None;
        }
        let role = self.planning.owners.get(&activity.id).or(activity.roles.first());
        let role = role.cloned().unwrap_or_else(|| Brief::ANYONE.to_owned());
        let title = format!("{}: {} ({to})", activity.title, self.model.scale.name(to));
        let (mut action, previous) = (self.empty(standing, title), Rating(to.0.saturating_sub(1)));
        action.id = name(standing, &activity.id, to);
        action.activity = Some(activity.id.clone());
        action.proof = self.proof(to);
        action.effort = BTreeMap::from([(role, times(effort.days, moves.len()))]);
        action.quarters = effort.quarters;
        action.serves = self.serves(&activity.id);
        action.moves = moves;
        action.after.push(name(standing, &activity.id, previous));
        self.prerequisites(standing, activity, to, &mut action);
        Some(action)
    }

    fn empty(&self, standing: &Standing, title: String) -> Action {
        Action {
            id: ActionId(String::new()),
            unit: standing.unit.clone(),
            activity: None,
            title,
            moves: Vec::new(),
            proof: Vec::new(),
            effort: BTreeMap::new(),
            money: None,
            quarters: 1,
            after: Vec::new(),
            helped_by: Vec::new(),
            by: None,
            serves: Vec::new(),
            origin: Origin::Gap,
        }
    }

    /// What the model wants before: the other activity as far as this one is to go, but no further than to the rating that
    /// a level asks of every item. What the topmost unit does counts for all.
    fn prerequisites(&self, standing: &Standing, activity: &Activity, to: Rating, action: &mut Action) {
        let enough = self.model.achievement.map_or(Rating(1), |rule| rule.floor).min(to);
        for needed in self.model.prerequisites.iter().filter(|p| p.after == activity.id) {
            let units = self.standings.iter().filter(|s| s.topmost || s.unit == standing.unit);
            let ids = units.map(|unit| name(unit, &needed.before, enough));
            match needed.strength {
                PrerequisiteStrength::Hard => action.after.extend(ids),
                PrerequisiteStrength::Soft => action.helped_by.extend(ids),
            }
        }
    }

    fn proof(&self, to: Rating) -> Vec<EvidenceKind> {
        let steps = self.model.support.iter().filter(|step| step.rating <= to);
        steps.max_by_key(|step| step.rating).map(|step| step.needs.clone()).unwrap_or_default()
    }

    /// What an activity does for objectives: people before the model, the model before what counts where nothing is said.
    fn serves(&self, activity: &ActivityId) -> Vec<Served> {
        let (effect, source) = Planning::NAMED;
        let mut serves: BTreeMap<String, Served> = BTreeMap::new();
        let mut say = |served: Served| drop(serves.insert(served.objective.clone(), served));
        if let Some(activity) = self.model.activity(activity) {
            activity.objectives.iter().for_each(|o| say(Served { objective: o.clone(), effect, source }));
        }
        let of_model = self.planning.effects.iter().filter(|e| &e.activity == activity);
        of_model.for_each(|e| say(Served { objective: e.objective.clone(), effect: e.effect, source: e.source }));
        self.brief.effects.iter().filter(|(a, _)| a == activity).for_each(|(_, served)| say(served.clone()));
        serves.into_values().filter(|served| served.effect.share() > 0.0).collect()
    }

    fn own(&self, own: &Own) -> Result<Action, NoPlan> {
        let mut units = self.standings.iter();
        let unit = match &own.unit {
            Some(unit) => {
                units.find(|s| &s.unit == unit).ok_or_else(|| NoPlan::UnknownUnit(own.id.clone(), unit.clone()))
            }
            None => units.find(|s| s.topmost).ok_or_else(|| NoPlan::UnknownUnit(own.id.clone(), UnitId(String::new()))),
        }?;
        let mut action = self.empty(unit, String::new());
        (action.id, action.origin) = (own.id.clone(), Origin::Own);
        apply(&mut action, &own.said);
        let mut serves: BTreeMap<String, Served> = BTreeMap::new();
        for moved in &own.moves {
            let rated = unit.ratings.get(&moved.item).filter(|_| !unit.inherited.contains(&moved.item));
            let from = *rated.ok_or_else(|| NoPlan::NotRated(own.id.clone(), moved.item.clone(), unit.unit.clone()))?;
            let Some((activity, item)) = self.model.item(&moved.item) else { continue };
            serves.extend(self.serves(&activity.id).into_iter().map(|s| (s.objective.clone(), s)));
            if from < moved.to {
                let done = item.anchors.get(&moved.to).cloned().unwrap_or_default();
                action.moves.push(Moved { item: moved.item.clone(), from, to: moved.to, done });
            }
        }
        serves.extend(own.serves.iter().map(|s| (s.objective.clone(), s.clone())));
        action.serves = serves.into_values().collect();
        action.proof = action.moves.iter().map(|m| m.to).max().map(|to| self.proof(to)).unwrap_or_default();
        Ok(action)
    }

    /// Takes out of an action what an action of their own does.
    fn without(&self, action: &mut Action, own: &[Action]) {
        let before = action.moves.len();
        let by_own = |moved: &Moved| {
            let same = |o: &&Action| o.unit == action.unit;
            own.iter().filter(same).flat_map(|o| &o.moves).any(|o| o.item == moved.item && moved.to <= o.to)
        };
        let kept: Vec<Moved> = action.moves.iter().filter(|moved| !by_own(moved)).cloned().collect();
        if kept.len() < before && !kept.is_empty() {
            let days = kept.first().and_then(|m| self.planning.step(m.to)).map(|step| times(step.days, kept.len()));
            action.effort.values_mut().zip(days).for_each(|(effort, days)| *effort = days);
        }
        action.moves = kept;
    }

    /// The ids of all actions that could follow from gaps; one that is not there now is done.
    fn possible(&self) -> BTreeSet<ActionId> {
        let ratings = || self.model.scale.0.iter().map(|s| s.value);
        let of = |unit| self.model.activities.iter().flat_map(move |a| ratings().map(move |to| name(unit, &a.id, to)));
        self.standings.iter().flat_map(of).collect()
    }
}

fn name(standing: &Standing, activity: &ActivityId, to: Rating) -> ActionId {
    let unit = if standing.topmost { String::new() } else { format!("{}/", standing.unit) };
    ActionId(format!("{unit}{activity}.{to}"))
}

fn times(days: Spread, items: usize) -> Spread {
    #[expect(clippy::cast_precision_loss, reason = "items are few")]
    let items = items as f64;
    Spread { low: days.low * items, likely: days.likely * items, high: days.high * items }
}

fn apply(action: &mut Action, change: &Change) {
    if let Some(title) = &change.title {
        action.title.clone_from(title);
    }
    if let Some(effort) = &change.effort {
        action.effort.clone_from(effort);
    }
    action.money = change.money.or(action.money);
    action.quarters = change.quarters.unwrap_or(action.quarters);
    action.by = change.by.or(action.by);
    action.after.extend(change.after.iter().cloned());
}
