//! Level achieved, and what blocks the next one, item by item.
//!
//! Level L is satisfied when each of its activities has enough coverage, a high enough mean and no answered item
//! below the floor (thresholds: model data); an activity none of whose items applies does not count, but a level none
//! of whose items applies is not satisfied. A level without any item, such as a starting point, is. The level achieved is the highest L such that all levels up to L are satisfied.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Achievement, ActivityId, ItemId, Model};
use crate::rating::Rating;
use crate::score::{ActivityScore, Profile, Score};

/// Where an organisation stands on the ladder, on one basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Highest level such that it and all below are satisfied; absent when the first is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achieved: Option<u8>,
    /// The level to work on: the first that is not satisfied; absent when all are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u8>,
    /// What keeps `next` from being satisfied, in reading order.
    pub blockers: Vec<Blocker>,
    /// Per level: whether it is satisfied by itself.
    pub satisfied: Vec<Satisfied>,
}

/// Whether one level is satisfied by itself, whatever lies below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Satisfied {
    /// Level number.
    pub level: u8,
    /// Whether it is satisfied.
    pub satisfied: bool,
}

/// What an activity lacks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Blocker {
    /// Which activity.
    pub activity: ActivityId,
    /// Reasons; at least one.
    pub reasons: Vec<Reason>,
}

/// One reason why an activity does not satisfy its level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Reason {
    /// Too few items are answered.
    Coverage {
        /// Answered items.
        answered: u32,
        /// Applicable items.
        applicable: u32,
        /// Least share wanted.
        needed: f64,
        /// The items without a rating.
        missing: Vec<ItemId>,
    },
    /// The mean is too low.
    Mean {
        /// The mean.
        mean: f64,
        /// Least mean wanted.
        needed: f64,
        /// Items below the wanted mean, lowest first.
        below: Vec<ItemId>,
    },
    /// An item is below the floor.
    Floor {
        /// Which item.
        item: ItemId,
        /// Its rating.
        rating: Rating,
        /// Least rating wanted.
        needed: Rating,
    },
    /// No item of the whole level applies, so nothing can be shown for it.
    NothingApplies,
}

/// The position that follows from a profile; `None` for a model whose levels are not a ladder.
/// `rating_of` gives the rating of an item on the profile's basis, and `applies` whether it applies.
pub fn position(
    model: &Model,
    profile: &Profile,
    rating_of: impl Fn(&ItemId) -> Option<Rating>,
    applies: impl Fn(&ItemId) -> bool,
) -> Option<Position> {
    let rule = model.achievement?;
    let blockers_of = |level: u8| -> Vec<Blocker> {
        let Some(scores) = profile.levels.iter().find(|l| l.level == level) else {
            return Vec::new();
        };
        if scores.score.counts.applicable() == 0 {
            let empty =
                |a: &ActivityScore| Blocker { activity: a.activity.clone(), reasons: vec![Reason::NothingApplies] };
            return scores.activities.iter().map(empty).collect();
        }
        scores
            .activities
            .iter()
            .filter_map(|a| {
                let items: Vec<ItemId> = model
                    .activity(&a.activity)
                    .map(|activity| activity.items.iter().map(|i| i.id.clone()).filter(|i| applies(i)).collect())
                    .unwrap_or_default();
                let reasons = reasons(rule, &a.score, &items, &rating_of);
                (!reasons.is_empty()).then(|| Blocker { activity: a.activity.clone(), reasons })
            })
            .collect()
    };
    let per_level: Vec<(u8, Vec<Blocker>)> = model.levels.iter().map(|l| (l.number, blockers_of(l.number))).collect();
    let next = per_level.iter().find(|(_, b)| !b.is_empty());
    Some(Position {
        achieved: per_level.iter().take_while(|(_, b)| b.is_empty()).last().map(|(l, _)| *l),
        next: next.map(|(l, _)| *l),
        blockers: next.map(|(_, b)| b.clone()).unwrap_or_default(),
        satisfied: per_level.iter().map(|(level, b)| Satisfied { level: *level, satisfied: b.is_empty() }).collect(),
    })
}

/// Whether an activity of this score satisfies the rule. One none of whose items applies is in nobody's way.
#[must_use]
pub fn satisfies(rule: Achievement, score: &Score) -> bool {
    let floor = score.lowest.as_ref().is_none_or(|lowest| lowest.rating >= rule.floor);
    let mean = score.mean.is_none_or(|mean| mean >= rule.mean);
    score.counts.applicable() == 0 || (score.counts.coverage() >= rule.coverage && mean && floor)
}

/// Why an activity does not satisfy the rule; empty when it does.
fn reasons(
    rule: Achievement,
    score: &Score,
    items: &[ItemId],
    rating_of: &impl Fn(&ItemId) -> Option<Rating>,
) -> Vec<Reason> {
    if satisfies(rule, score) {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    if score.counts.coverage() < rule.coverage {
        reasons.push(Reason::Coverage {
            answered: score.counts.rated,
            applicable: score.counts.applicable(),
            needed: rule.coverage,
            missing: items.iter().filter(|i| rating_of(i).is_none()).cloned().collect(),
        });
    }
    let mut rated: Vec<(Rating, &ItemId)> = items.iter().filter_map(|i| Some((rating_of(i)?, i))).collect();
    rated.sort_by_key(|(r, _)| *r);
    if let Some(mean) = score.mean.filter(|m| *m < rule.mean) {
        let below = rated.iter().filter(|(r, _)| r.value() < rule.mean).map(|(_, i)| (*i).clone()).collect();
        reasons.push(Reason::Mean { mean, needed: rule.mean, below });
    }
    for (rating, item) in rated.into_iter().filter(|(r, _)| *r < rule.floor) {
        reasons.push(Reason::Floor { item: item.clone(), rating, needed: rule.floor });
    }
    reasons
}
