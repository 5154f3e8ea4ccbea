//! Where units stand when a plan is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::assessment::Assessment;
use crate::cycle::picture::{Picture, UnitPicture};
use crate::model::{ItemId, Model};
use crate::organisation::Organisation;
use crate::rating::Rating;
use crate::response::Answer;
use crate::rollup::Origin;
use crate::unit::UnitId;

/// Where a unit stands, as far as it answers for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The unit.
    pub unit: UnitId,
    /// Its title.
    pub title: String,
    /// Whether it is the topmost unit: what it does, others may wait for.
    pub topmost: bool,
    /// Its share of the organisation, 0 to 1, by people; 1 for what is answered once for all.
    pub share: f64,
    /// Ratings of its items.
    pub ratings: BTreeMap<ItemId, Rating>,
    /// Items whose rating it has from the topmost unit.
    pub inherited: BTreeSet<ItemId>,
    /// Applicable items that have no rating: what they take is not known before somebody finds out.
    pub open: Vec<ItemId>,
    /// Wanted ratings.
    pub targets: BTreeMap<ItemId, Rating>,
}

impl Standing {
    /// Whether an item is below a rating that it should have.
    pub(super) fn misses(&self, item: &ItemId, to: Rating) -> bool {
        let wanted = self.targets.get(item).is_some_and(|target| to <= *target);
        wanted && !self.inherited.contains(item) && self.ratings.get(item).is_some_and(|rating| *rating < to)
    }
}

/// The one unit of an assessment file.
#[must_use]
pub fn of_assessment(assessment: &Assessment) -> Vec<Standing> {
    let name = &assessment.scope.name;
    let mut standing = empty(UnitId(name.clone()), name.clone());
    for response in &assessment.responses {
        let target = response.target.unwrap_or(assessment.results.default_target);
        standing.take(&response.item, &response.answer, target);
    }
    vec![standing]
}

/// The units of an assessment in the record, each with what it answers for; claimed ratings.
#[must_use]
pub fn of_picture(picture: &Picture, model: &Model, organisation: &Organisation) -> Vec<Standing> {
    let default = crate::assessment::default_target(model);
    let of = |unit: &UnitId| picture.scope.units.iter().find(|u| &u.id == unit);
    let answering: Vec<&UnitId> = picture.scope.answering.iter().collect();
    let heads: u32 = answering.iter().filter_map(|unit| of(unit)).map(|unit| unit.headcount).sum();
    let known = answering.iter().filter_map(|unit| of(unit)).all(|unit| unit.headcount > 0);
    let share = |unit: &UnitId| match of(unit) {
        Some(unit) if known && heads > 0 => f64::from(unit.headcount) / f64::from(heads),
        #[expect(clippy::cast_precision_loss, reason = "units are few")]
        _ => 1.0 / answering.len().max(1) as f64,
    };
    let standing = |unit: &UnitPicture| {
        let targets = organisation.targets_of(model, &unit.unit);
        let title = of(&unit.unit).map_or_else(|| unit.unit.0.clone(), |unit| unit.title.clone());
        let mut standing = empty(unit.unit.clone(), title);
        standing.topmost = of(&unit.unit).is_some_and(|unit| unit.parent.is_none());
        standing.share = if standing.topmost { 1.0 } else { share(&unit.unit) };
        for item in &unit.items {
            standing.take(&item.item, &item.answer, targets.get(&item.item).map_or(default, |target| target.rating));
            if matches!(item.origin, Origin::Inherited) {
                standing.inherited.insert(item.item.clone());
            }
        }
        standing
    };
    picture.units.iter().map(standing).collect()
}

fn empty(unit: UnitId, title: String) -> Standing {
    Standing {
        unit,
        title,
        topmost: true,
        share: 1.0,
        ratings: BTreeMap::new(),
        inherited: BTreeSet::new(),
        open: Vec::new(),
        targets: BTreeMap::new(),
    }
}

impl Standing {
    fn take(&mut self, item: &ItemId, answer: &Answer, target: Rating) {
        match answer {
            Answer::Rated { rating } => {
                self.ratings.insert(item.clone(), *rating);
                self.targets.insert(item.clone(), target);
            }
            answer if answer.applicable() => self.open.push(item.clone()),
            _ => {}
        }
    }
}
