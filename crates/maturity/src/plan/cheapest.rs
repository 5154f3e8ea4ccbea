//! The cheapest ratings that reach a goal.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::standing::Standing;
use crate::model::planning::Planning;
use crate::model::{Achievement, Activity, ActivityId, ItemId, Model};
use crate::rating::Rating;

/// Where to get to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// A level and all below it, as the model's rule says.
    Level(u8),
    /// A rating for every item.
    Rating(Rating),
}

/// What a goal lacks beside work: answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The activity.
    pub activity: ActivityId,
    /// How many more of its items need a rating before its level can be satisfied.
    pub answers: u32,
}

/// The ratings that a unit needs for a goal at the least effort (person-days as most likely), and the answers that it lacks.
/// Items that reach what they need already are left out.
#[must_use]
pub fn cheapest(model: &Model, standing: &Standing, goal: Goal) -> (BTreeMap<ItemId, Rating>, Vec<Missing>) {
    let (Goal::Level(level), Some(rule), Some(planning)) = (goal, model.achievement, &model.planning) else {
        let wanted = if let Goal::Rating(rating) = goal { rating } else { model.scale.top() };
        let below = standing.ratings.iter().filter(|(_, rating)| **rating < wanted);
        return (below.map(|(item, _)| (item.clone(), wanted)).collect(), Vec::new());
    };
    let (mut targets, mut missing) = (BTreeMap::new(), Vec::new());
    for activity in model.activities.iter().filter(|a| a.level <= level) {
        targets.extend(of_activity(model, planning, rule, standing, activity));
        missing.extend(answers(rule, standing, activity));
    }
    (targets, missing)
}

fn answers(rule: Achievement, standing: &Standing, activity: &Activity) -> Option<Missing> {
    let count = |there: &dyn Fn(&ItemId) -> bool| activity.items.iter().filter(|i| there(&i.id)).count();
    let rated = count(&|id| standing.ratings.contains_key(id));
    let applicable = rated + count(&|id| standing.open.contains(id));
    #[expect(clippy::cast_precision_loss, reason = "items are few")]
    let missing = (0..=applicable - rated).find(|n| (rated + n) as f64 >= rule.coverage * applicable as f64)?;
    let answers = u32::try_from(missing).ok().filter(|n| *n > 0)?;
    Some(Missing { activity: activity.id.clone(), answers })
}

/// The cheapest ratings of an activity with the least mean and none below the floor: the cheapest way to each sum of ratings,
/// item by item.
fn of_activity(
    model: &Model,
    planning: &Planning,
    rule: Achievement,
    standing: &Standing,
    activity: &Activity,
) -> BTreeMap<ItemId, Rating> {
    let rated = activity.items.iter().filter_map(|i| Some((&i.id, *standing.ratings.get(&i.id)?)));
    let rated: Vec<(&ItemId, Rating)> = rated.collect();
    // For each sum: what it costs, and the rating of each item on the cheapest way.
    let mut ways: BTreeMap<usize, (f64, Vec<Rating>)> = BTreeMap::from([(0, (0.0, Vec::new()))]);
    for (item, now) in &rated {
        let mut next: BTreeMap<usize, (f64, Vec<Rating>)> = BTreeMap::new();
        let choices = model.scale.0.iter().map(|s| s.value).filter(|to| to >= now && *to >= rule.floor);
        // What is inherited cannot be moved here.
        let choices: Vec<Rating> = if standing.inherited.contains(item) { vec![*now] } else { choices.collect() };
        for (sum, (cost, way)) in &ways {
            for to in &choices {
                let cost = cost + days(planning, *now, *to);
                let entry = next.entry(sum + usize::from(to.0));
                let known = entry.or_insert_with(|| (f64::INFINITY, Vec::new()));
                if cost < known.0 {
                    *known = (cost, way.iter().copied().chain([*to]).collect());
                }
            }
        }
        ways = next;
    }
    #[expect(clippy::cast_precision_loss, reason = "items are few")]
    let enough = |sum: usize| sum as f64 >= rule.mean * rated.len() as f64 - 1e-9;
    let best = ways.into_iter().filter(|(sum, _)| enough(*sum)).min_by(|(_, a), (_, b)| a.0.total_cmp(&b.0));
    let way = best.map(|(_, (_, way))| way).unwrap_or_default();
    rated.into_iter().zip(way).filter(|((_, now), to)| to > now).map(|((item, _), to)| (item.clone(), to)).collect()
}

fn days(planning: &Planning, from: Rating, to: Rating) -> f64 {
    planning.steps.iter().filter(|step| from < step.rating && step.rating <= to).map(|step| step.days.likely).sum()
}
