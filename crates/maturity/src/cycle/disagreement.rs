//! Where respondents differ: ranked by distance times weight, the weight being the number of people in the units for
//! which the answer holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Cycle;
use super::picture::{Picture, SaidPicture};
use super::settle::How;
use crate::agreement::{Agreement, agreement};
use crate::model::{ItemId, Model, Scope};
use crate::rating::Rating;
use crate::rollup::Origin;
use crate::unit::UnitId;

/// One item that respondents of a unit rated differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// Unit.
    pub unit: UnitId,
    /// Item.
    pub item: ItemId,
    /// How far apart, in steps of the scale; its top for a rating against "not applicable".
    pub distance: u8,
    /// People in the units for which the answer holds; 1 where no headcount is known.
    pub weight: u32,
    /// How it stands: by rule, decided or open.
    pub how: How,
    /// Who said what.
    pub said: Vec<SaidPicture>,
}

impl Disagreement {
    /// Distance times weight: the larger, the earlier.
    #[must_use]
    pub fn priority(&self) -> u64 {
        u64::from(self.distance) * u64::from(self.weight)
    }
}

/// All disagreements of a picture, the most important first, then in its order.
#[must_use]
pub fn disagreements(cycle: &Cycle, model: &Model, picture: &Picture) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for unit in &picture.units {
        for item in unit.items.iter().filter(|i| i.origin != Origin::Inherited) {
            let Some(distance) = distance(&item.said, model.scale.top()).filter(|d| *d > 0) else { continue };
            if matches!(item.how, How::Waiting { .. }) {
                continue;
            }
            let central = model.item(&item.item).is_some_and(|(_, i)| i.scope == Scope::Central);
            found.push(Disagreement {
                unit: unit.unit.clone(),
                item: item.item.clone(),
                distance,
                weight: weight(cycle, &unit.unit, central && item.origin == Origin::Own),
                how: item.how.clone(),
                said: item.said.clone(),
            });
        }
    }
    found.sort_by_key(|d| std::cmp::Reverse(d.priority()));
    found
}

/// How far answers are apart; nothing where fewer than two say something.
fn distance(said: &[SaidPicture], top: Rating) -> Option<u8> {
    let ratings: Vec<Rating> = said.iter().filter_map(|s| s.answer.rating()).collect();
    let (low, high) = (ratings.iter().min()?, ratings.iter().max()?);
    if said.iter().any(|s| !s.answer.applicable()) {
        return Some(top.0.max(2));
    }
    (ratings.len() > 1).then(|| low.distance(*high))
}

fn weight(cycle: &Cycle, unit: &UnitId, everywhere: bool) -> u32 {
    let heads = |u: &&crate::unit::Unit| u.headcount;
    let all = cycle.tree.units().iter();
    let people: u32 = if everywhere {
        all.map(|u| heads(&u)).fold(0, u32::saturating_add)
    } else {
        cycle.tree.unit(unit).map_or(0, |u| u.headcount)
    };
    people.max(1)
}

/// How far raters agree over the whole assessment: items that at least two of them rated, all locked.
#[must_use]
pub fn calibration(model: &Model, picture: &Picture) -> Agreement {
    let own = |i: &&super::picture::ItemPicture| {
        i.origin != Origin::Inherited && !matches!(i.how, How::Waiting { .. } | How::Single { .. })
    };
    let items = picture.units.iter().flat_map(|u| u.items.iter().filter(own));
    let ratings = items.map(|i| i.said.iter().filter_map(|s| s.answer.rating()).collect::<Vec<Rating>>());
    let double: Vec<Vec<Rating>> = ratings.filter(|r| r.len() > 1).collect();
    agreement(&double, model.scale.top())
}
