//! Several units taken together: every answer counts once, whoever gave it; an answer that many units inherit counts once.
//!
//! The scores are the ones of PRODUCT.md over all these answers, so that a pool of one unit is that unit. A level is in
//! place for all of them when it is by the same rule: no answered item below the floor in any unit.

use std::collections::{BTreeMap, BTreeSet};

use super::picture::{ItemPicture, Picture, UnitPicture};
use crate::level::{Position, position};
use crate::model::{Activity, Item, ItemId, Model};
use crate::rating::Rating;
use crate::response::Answer;
use crate::rollup::Origin;
use crate::score::{ActivityScore, Basis, LevelScore, Profile, Score, score};
use crate::unit::UnitId;

/// What holds for an item in a unit.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The unit.
    pub unit: &'a UnitId,
    /// The item.
    pub item: &'a ItemPicture,
}

/// The answers of some units.
#[derive(Debug)]
pub struct Pool<'a> {
    model: &'a Model,
    /// The units.
    pub units: Vec<&'a UnitPicture>,
    entries: BTreeMap<&'a ItemId, Vec<Entry<'a>>>,
}

impl<'a> Pool<'a> {
    /// The units of a picture that are wanted.
    pub fn new(model: &'a Model, picture: &'a Picture, wanted: impl Fn(&UnitId) -> bool) -> Self {
        let units: Vec<&UnitPicture> = picture.units.iter().filter(|u| wanted(&u.unit)).collect();
        let mut entries: BTreeMap<&ItemId, Vec<Entry<'_>>> = BTreeMap::new();
        // The root comes first, so that its own central answers are there before others inherit them.
        let mut shared: BTreeSet<&ItemId> = BTreeSet::new();
        let root = picture.scope.units.iter().find(|u| u.parent.is_none()).map(|u| &u.id);
        for unit in &units {
            for item in &unit.items {
                let counted = match item.origin {
                    Origin::Inherited => shared.insert(&item.item),
                    Origin::Override { .. } => true,
                    Origin::Own => {
                        if root == Some(&unit.unit) {
                            shared.insert(&item.item);
                        }
                        true
                    }
                };
                if counted {
                    entries.entry(&item.item).or_default().push(Entry { unit: &unit.unit, item });
                }
            }
        }
        Self { model, units, entries }
    }

    /// What the units say of an item.
    #[must_use]
    pub fn of(&self, item: &ItemId) -> &[Entry<'a>] {
        self.entries.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// Everything in reading order.
    pub fn all(&self) -> impl Iterator<Item = (&'a Activity, &'a Item, &Entry<'a>)> {
        self.model.items().flat_map(|(a, i)| self.of(&i.id).iter().map(move |e| (a, i, e)))
    }

    /// The scores on a basis.
    #[must_use]
    pub fn profile(&self, basis: Basis) -> Profile {
        let answers: BTreeMap<&ItemId, Vec<Answer>> =
            self.entries.iter().map(|(i, e)| (*i, e.iter().map(|e| e.item.on(basis)).collect())).collect();
        let level = |number: u8| {
            let activities = self.model.activities_of(number);
            let scores = activities.map(|a| ActivityScore { activity: a.id.clone(), score: self.score(&answers, [a]) });
            LevelScore {
                level: number,
                score: self.score(&answers, self.model.activities_of(number)),
                activities: scores.collect(),
            }
        };
        let levels = self.model.levels.iter().map(|l| l.number);
        let levels = levels.filter(|l| self.model.activities_of(*l).next().is_some());
        Profile { overall: self.score(&answers, &self.model.activities), levels: levels.map(level).collect() }
    }

    fn score<'m>(
        &self,
        answers: &BTreeMap<&ItemId, Vec<Answer>>,
        activities: impl IntoIterator<Item = &'m Activity>,
    ) -> Score {
        let items = activities.into_iter().flat_map(|a| &a.items).map(|i| &i.id);
        let given = items.flat_map(|i| answers.get(i).into_iter().flatten().map(move |a| (i, a)));
        score(given, self.model.scale.top())
    }

    /// Where the units stand together: an item counts with its lowest rating.
    #[must_use]
    pub fn position(&self, basis: Basis, profile: &Profile) -> Option<Position> {
        let applies = |item: &ItemId| self.of(item).iter().any(|e| e.item.answer.applicable());
        position(self.model, profile, |item| self.lowest(basis, item).map(|(r, _)| r), applies)
    }

    /// The lowest rating of an item, with the first unit that has it.
    #[must_use]
    pub fn lowest(&self, basis: Basis, item: &ItemId) -> Option<(Rating, &'a UnitId)> {
        let rated = self.of(item).iter().filter_map(|e| Some((e.item.on(basis).rating()?, e.unit)));
        rated.min_by_key(|(rating, _)| *rating)
    }
}
