//! The weakest activities that block others: what keeps the next level from being reached, or what others build on.

use std::collections::BTreeSet;

use crate::assessment::Assessment;
use crate::model::{Activity, ActivityId, ItemId, Model};
use crate::rating::Rating;
use crate::score::Score;

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Weak {
    /// Which.
    pub activity: ActivityId,
    /// Its score, with what it rests on.
    pub score: Score,
    /// The level that it blocks, where it blocks the next one.
    pub blocks: Option<u8>,
    /// Activities that build on it, near and far, in reading order.
    pub before: Vec<ActivityId>,
    /// Its lowest item.
    pub lowest: (ItemId, Rating),
}

/// The weakest of those that block something, on what is claimed, weakest first; at most `most`. What nobody has rated is
/// not weak: it is to be found out.
#[must_use]
pub fn weakest(of: &Assessment, most: usize) -> Vec<Weak> {
    let (model, claimed) = (&of.model, &of.results.claimed);
    let next = claimed.position.as_ref().and_then(|p| p.next);
    let blocks = |id: &ActivityId| {
        let blockers = claimed.position.iter().flat_map(|p| &p.blockers);
        next.filter(|_| blockers.into_iter().any(|b| &b.activity == id))
    };
    let wanted = model.achievement.map_or(model.scale.top().value() * 0.6, |a| a.mean);
    let scored = claimed.profile.levels.iter().flat_map(|l| &l.activities);
    let mut found: Vec<Weak> = scored
        .filter(|a| a.score.mean.is_some_and(|m| m < wanted) || blocks(&a.activity).is_some())
        .filter_map(|a| {
            let lowest = a.score.lowest.as_ref()?;
            Some(Weak {
                activity: a.activity.clone(),
                score: a.score.clone(),
                blocks: blocks(&a.activity),
                before: building_on(model, &a.activity),
                lowest: (lowest.item.clone(), lowest.rating),
            })
        })
        .filter(|w| w.blocks.is_some() || !w.before.is_empty())
        .collect();
    // Stable, so that equal ones stay in reading order.
    found.sort_by(|a, b| {
        let mean = |w: &Weak| w.score.mean.unwrap_or_default();
        let ways = b.blocks.is_some().cmp(&a.blocks.is_some());
        ways.then(mean(a).total_cmp(&mean(b))).then(b.before.len().cmp(&a.before.len()))
    });
    found.truncate(most);
    found
}

/// Activities that have this one among what should come before them, directly or by way of others.
fn building_on(model: &Model, activity: &ActivityId) -> Vec<ActivityId> {
    let mut reached: BTreeSet<&ActivityId> = BTreeSet::new();
    let mut open = vec![activity];
    while let Some(before) = open.pop() {
        for step in model.prerequisites.iter().filter(|p| &p.before == before) {
            if &step.after != activity && reached.insert(&step.after) {
                open.push(&step.after);
            }
        }
    }
    let all = model.activities.iter().map(|a: &Activity| &a.id);
    all.filter(|id| reached.contains(id)).cloned().collect()
}
