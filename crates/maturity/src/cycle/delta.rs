//! What changed between two assessments, and why.
//!
//! Compared is every (unit, item) that a unit answers itself; inherited answers count once, at the root. Each change has
//! one of five causes. The movement of the mean is split over the causes so that the parts add up to it: entries that
//! come are added, then changed ones changed, then entries that go removed, each in the order of the causes; a part is
//! the change of the mean in its step.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::picture::{ItemPicture, Picture};
use crate::event::{AssessmentId, EvidenceId};
use crate::model::upgrade::{Fate, rehearse};
use crate::model::{ItemId, Model};
use crate::response::Answer;
use crate::rollup::Origin;
use crate::score::{Basis, difference};
use crate::unit::UnitId;

/// Why something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The model changed: items came, went, or mean something else.
    ModelChanged,
    /// The scope changed: units came or went, or an item applies now or no longer.
    ScopeChanged,
    /// Evidence came that was not in force before.
    NewEvidence,
    /// Evidence is no longer in force.
    EvidenceExpired,
    /// People rate it differently, or rated it for the first time.
    ReRated,
}

impl Cause {
    /// All causes, in the order in which a movement is split.
    pub const ALL: [Self; 5] =
        [Self::ModelChanged, Self::ScopeChanged, Self::NewEvidence, Self::EvidenceExpired, Self::ReRated];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ModelChanged => "model changed",
            Self::ScopeChanged => "scope changed",
            Self::NewEvidence => "new evidence",
            Self::EvidenceExpired => "evidence expired",
            Self::ReRated => "re-rated",
        }
    }
}

/// One item of one unit that changed on a basis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemChange {
    /// Unit.
    pub unit: UnitId,
    /// Item; its id in the newer model where it is in both.
    pub item: ItemId,
    /// Before; absent when it was not part of the assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Answer>,
    /// After; absent when it is not part of it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Answer>,
    /// Why.
    pub cause: Cause,
}

/// How the mean over all units' items moved on one basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// Which basis.
    pub basis: Basis,
    /// Mean before; absent when nothing was rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Items rated before.
    pub rated_before: u32,
    /// Mean after; absent when nothing is rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// Items rated after.
    pub rated_after: u32,
    /// Parts by cause, adding up to the difference; empty when one of the means is absent.
    pub parts: BTreeMap<Cause, f64>,
    /// The changes behind it, in the order of units and items.
    pub changes: Vec<ItemChange>,
}

impl Movement {
    /// The difference as it is printed, see [`difference`]; absent when one of the means is.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(difference(self.from?, self.to?))
    }

    /// The parts as they are printed. Each is the printed difference of the means before and after its step, so that what
    /// is printed adds up to the difference that is printed.
    #[must_use]
    pub fn printed_parts(&self) -> Vec<(Cause, f64)> {
        let (Some(mut before), Some(to)) = (self.from, self.to) else { return Vec::new() };
        let mut printed = Vec::new();
        for (n, (cause, part)) in self.parts.iter().enumerate() {
            let after = if n + 1 == self.parts.len() { to } else { before + part };
            printed.push((*cause, difference(before, after)));
            before = after;
        }
        printed
    }
}

/// What changed between two assessments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delta {
    /// The earlier one.
    pub from: AssessmentId,
    /// The later one.
    pub to: AssessmentId,
    /// On each basis.
    pub movements: Vec<Movement>,
}

/// Compares two pictures, each with its model.
#[must_use]
pub fn delta(old: (&Picture, &Model), new: (&Picture, &Model)) -> Delta {
    let fates = Fates::new(old.1, new.1);
    let (before, after) = (entries(old.0, |i| fates.now(i)), entries(new.0, Clone::clone));
    let units: BTreeSet<&UnitId> = old.0.units.iter().map(|u| &u.unit).collect();
    let compare = Compare { fates, units, still: new.0.units.iter().map(|u| &u.unit).collect(), before, after };
    Delta {
        from: old.0.assessment.clone(),
        to: new.0.assessment.clone(),
        movements: Basis::ALL.map(|basis| compare.movement(basis)).into(),
    }
}

/// The changes alone, on one basis and of the wanted units: cheaper than all of [`delta`].
pub fn changes(
    old: (&Picture, &Model),
    new: (&Picture, &Model),
    basis: Basis,
    wanted: impl Fn(&UnitId) -> bool,
) -> Vec<ItemChange> {
    let fates = Fates::new(old.1, new.1);
    let (mut before, mut after) = (entries(old.0, |i| fates.now(i)), entries(new.0, Clone::clone));
    before.retain(|(unit, _), _| wanted(unit));
    after.retain(|(unit, _), _| wanted(unit));
    let units = old.0.units.iter().map(|u| &u.unit).collect();
    let still = new.0.units.iter().map(|u| &u.unit).collect();
    Compare { fates, units, still, before, after }.movement(basis).changes
}

type Key = (UnitId, ItemId);

/// What a picture's units answer themselves.
fn entries(picture: &Picture, rename: impl Fn(&ItemId) -> ItemId) -> BTreeMap<Key, &ItemPicture> {
    let own = picture.units.iter().flat_map(|u| u.items.iter().map(move |i| (&u.unit, i)));
    let own = own.filter(|(_, i)| i.origin != Origin::Inherited);
    own.map(|(unit, item)| ((unit.clone(), rename(&item.item)), item)).collect()
}

/// What became of items between two models.
struct Fates {
    renamed: BTreeMap<ItemId, ItemId>,
    changed: BTreeSet<ItemId>,
    fresh: BTreeSet<ItemId>,
    gone: BTreeSet<ItemId>,
}

impl Fates {
    fn new(old: &Model, new: &Model) -> Self {
        let mut fates =
            Self { renamed: BTreeMap::new(), changed: BTreeSet::new(), fresh: BTreeSet::new(), gone: BTreeSet::new() };
        for fate in rehearse(old, new) {
            match fate {
                Fate::Carried { .. } => {}
                Fate::Reworded { item, .. } => drop(fates.changed.insert(item)),
                Fate::Renamed { from, to, .. } => drop(fates.renamed.insert(from, to)),
                Fate::Split { from, into } => {
                    fates.fresh.extend(into);
                    fates.gone.insert(from);
                }
                Fate::Merged { from, into } => {
                    fates.gone.extend(from);
                    fates.fresh.insert(into);
                }
                Fate::New { item } => drop(fates.fresh.insert(item)),
                Fate::Dropped { item } => drop(fates.gone.insert(item)),
            }
        }
        fates
    }

    /// The id that an old item has now.
    fn now(&self, item: &ItemId) -> ItemId {
        self.renamed.get(item).unwrap_or(item).clone()
    }
}

struct Compare<'a> {
    fates: Fates,
    /// Units of the old picture.
    units: BTreeSet<&'a UnitId>,
    /// Units of the new picture.
    still: BTreeSet<&'a UnitId>,
    before: BTreeMap<Key, &'a ItemPicture>,
    after: BTreeMap<Key, &'a ItemPicture>,
}

impl Compare<'_> {
    fn movement(&self, basis: Basis) -> Movement {
        let keys: BTreeSet<&Key> = self.before.keys().chain(self.after.keys()).collect();
        let mut changes = Vec::new();
        for key in keys {
            let (old, new) = (self.before.get(key), self.after.get(key));
            let (from, to) = (old.map(|i| i.on(basis)), new.map(|i| i.on(basis)));
            if from != to && (rating(&from).is_some() || rating(&to).is_some()) {
                let cause = self.cause(key, (&from, old.copied()), (&to, new.copied()));
                changes.push(ItemChange { unit: key.0.clone(), item: key.1.clone(), from, to, cause });
            }
        }
        let old = Mean::of(self.before.values().filter_map(|i| i.on(basis).rating()));
        let new = Mean::of(self.after.values().filter_map(|i| i.on(basis).rating()));
        let parts = if old.count > 0 && new.count > 0 { parts(old, &changes) } else { BTreeMap::new() };
        Movement {
            basis,
            from: old.value(),
            rated_before: old.count,
            to: new.value(),
            rated_after: new.count,
            parts,
            changes,
        }
    }

    fn cause(
        &self,
        (unit, item): &Key,
        (from, old): (&Option<Answer>, Option<&ItemPicture>),
        (to, new): (&Option<Answer>, Option<&ItemPicture>),
    ) -> Cause {
        if self.fates.fresh.contains(item) || self.fates.gone.contains(item) || self.fates.changed.contains(item) {
            return Cause::ModelChanged;
        }
        let not = |a: &Option<Answer>| a.as_ref().is_some_and(|a| !a.applicable());
        let (Some(old), Some(new)) = (old, new) else { return Cause::ScopeChanged };
        if !self.units.contains(unit) || !self.still.contains(unit) || not(from) || not(to) {
            return Cause::ScopeChanged;
        }
        let ids = |i: &ItemPicture| i.evidence.iter().map(|e| e.id.clone()).collect::<BTreeSet<EvidenceId>>();
        let (had, has) = (ids(old), ids(new));
        let rose = rating(to) > rating(from);
        let same_claim = old.answer == new.answer;
        if has.difference(&had).next().is_some() && (rose || had.is_subset(&has))
            || (same_claim && rose && old.verified == new.verified)
        {
            Cause::NewEvidence
        } else if !rose && (had.difference(&has).next().is_some() || same_claim && old.verified == new.verified) {
            Cause::EvidenceExpired
        } else {
            Cause::ReRated
        }
    }
}

fn rating(answer: &Option<Answer>) -> Option<u8> {
    answer.as_ref().and_then(Answer::rating).map(|r| r.0)
}

/// A running mean.
#[derive(Clone, Copy)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn of(ratings: impl Iterator<Item = crate::rating::Rating>) -> Self {
        ratings.fold(Self { sum: 0.0, count: 0 }, |m, r| Self { sum: m.sum + r.value(), count: m.count + 1 })
    }

    fn value(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }

    /// The same with one rating replaced, added or removed.
    fn with(self, change: &ItemChange) -> Self {
        let (from, to) = (rating(&change.from), rating(&change.to));
        let sum = self.sum + f64::from(to.unwrap_or(0)) - f64::from(from.unwrap_or(0));
        Self { sum, count: self.count + u32::from(to.is_some()) - u32::from(from.is_some()) }
    }
}

/// Splits the movement: what comes, what changes, what goes, each by cause. The mean always exists on the way.
fn parts(start: Mean, changes: &[ItemChange]) -> BTreeMap<Cause, f64> {
    let phase = |c: &ItemChange| match (rating(&c.from), rating(&c.to)) {
        (None, _) => 0,
        (_, Some(_)) => 1,
        _ => 2,
    };
    let mut parts = BTreeMap::new();
    let mut mean = start;
    for step in 0..3 {
        for cause in Cause::ALL {
            let after = changes.iter().filter(|c| c.cause == cause && phase(c) == step).fold(mean, Mean::with);
            if let (Some(old), Some(new)) = (mean.value(), after.value())
                && (old - new).abs() > 0.0
            {
                *parts.entry(cause).or_insert(0.0) += new - old;
            }
            mean = after;
        }
    }
    parts
}
