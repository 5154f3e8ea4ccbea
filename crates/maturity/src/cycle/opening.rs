//! Opening an assessment, also as the next one after a published one, and moving a draft to another model: the changes
//! that do it. Answers are taken over by item id; what a re-worded, split or merged item gets is said in
//! [`crate::model::upgrade::carry`].

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Cycle;
use super::picture::{ItemPicture, Picture, UnitPicture};
use crate::digest::Digest;
use crate::event::{AssessmentId, Change, ScopeRecord, Stage};
use crate::model::upgrade::{Carry, carry};
use crate::model::{ItemId, Model, Scope};
use crate::organisation::Organisation;
use crate::rating::Rating;
use crate::response::Answer;
use crate::rollup::Origin;
use crate::unit::{Unit, UnitId, UnitTree};

/// The units that answer when nobody says otherwise: those with people, and those without units below.
#[must_use]
pub fn answering(tree: &UnitTree) -> Vec<UnitId> {
    let leaf = |unit: &Unit| !tree.units().iter().any(|u| u.parent.as_ref() == Some(&unit.id));
    tree.units().iter().filter(|u| u.headcount > 0 || leaf(u)).map(|u| u.id.clone()).collect()
}

/// The named units, or those that answer when nobody says otherwise.
#[must_use]
pub fn chosen(tree: &UnitTree, units: &[UnitId]) -> Vec<UnitId> {
    if units.is_empty() { answering(tree) } else { units.to_vec() }
}

/// What is wanted of an assessment that is to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Title for readers; the organisation's name when absent.
    pub title: Option<String>,
    /// The day for which it holds.
    pub as_of: Date,
    /// Last day for answers.
    pub deadline: Option<Date>,
    /// Units that answer; see [`answering`] for none.
    pub units: Vec<UnitId>,
    /// Published assessment to start from.
    pub after: Option<AssessmentId>,
}

/// What an assessment is about that is opened now; nothing while the organisation has no units.
#[must_use]
pub fn scope(organisation: &Organisation, model: &Model, wanted: Wanted) -> Option<ScopeRecord> {
    let tree = organisation.tree.as_ref()?;
    let title = wanted.title.or_else(|| organisation.name.clone()).unwrap_or_else(|| tree.root().title.clone());
    Some(ScopeRecord {
        title,
        model: Digest(model.digest()),
        units: tree.subtree(tree.root()).into_iter().cloned().collect(),
        answering: chosen(tree, &wanted.units),
        as_of: wanted.as_of,
        deadline: wanted.deadline,
        after: wanted.after,
        snapshots: 1 + earlier(organisation, wanted.as_of),
    })
}

/// Published assessments of the twelve months before a day, each day once.
fn earlier(organisation: &Organisation, as_of: Date) -> u32 {
    let start = as_of.checked_sub(12.months()).unwrap_or(as_of);
    let published = organisation.cycles.values().filter(|c| c.stage == Stage::Published);
    let mut days: Vec<Date> = published.map(|c| c.scope.as_of).filter(|d| (start..as_of).contains(d)).collect();
    days.sort();
    days.dedup();
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}

/// Opens an assessment. `before` is the published one that it starts from, with its model and its corrections applied by
/// [`corrected`].
#[must_use]
pub fn open(id: &AssessmentId, scope: ScopeRecord, model: &Model, before: Option<(&Picture, &Model)>) -> Vec<Change> {
    let units: Vec<UnitId> = scope.units.iter().map(|u| u.id.clone()).collect();
    let mut changes = vec![Change::Opened { assessment: id.clone(), scope }];
    if let Some((picture, old)) = before {
        let known = picture.units.iter().filter(|u| units.contains(&u.unit));
        changes.extend(known.filter_map(|unit| carried(id, unit, old, model)));
    }
    changes
}

/// Moves a draft to another model. What holds at the moment is taken over; who said it stays in the record.
#[must_use]
pub fn upgrade(cycle: &Cycle, picture: &Picture, old: &Model, new: &Model) -> Vec<Change> {
    let (from, to) = (cycle.scope.model.clone(), Digest(new.digest()));
    let mut changes = vec![Change::ModelUpgraded { assessment: cycle.id.clone(), from, to }];
    changes.extend(picture.units.iter().filter_map(|unit| carried(&cycle.id, unit, old, new)));
    changes
}

/// A picture in which corrections have been carried out.
#[must_use]
pub fn corrected(cycle: &Cycle, mut picture: Picture) -> Picture {
    for correction in &cycle.corrections {
        let unit = picture.units.iter_mut().find(|u| u.unit == correction.unit);
        if let Some(item) = unit.and_then(|u| u.items.iter_mut().find(|i| i.item == correction.item)) {
            item.answer = correction.to.clone();
            item.supported = item.supported.and_then(|s| Some(s.min(correction.to.rating()?)));
            item.verified = None;
        }
    }
    picture
}

/// What becomes of the answers that a unit gave itself.
pub(super) fn taken(unit: &UnitPicture, old: &Model, new: &Model) -> Carry {
    carry(old, new, &own(unit).map(|i| (i.item.clone(), i.answer.clone())).collect())
}

fn own(unit: &UnitPicture) -> impl Iterator<Item = &ItemPicture> {
    unit.items.iter().filter(|i| i.origin != Origin::Inherited && i.answer != Answer::Unanswered)
}

/// What a unit takes over: what it answered itself.
fn carried(id: &AssessmentId, unit: &UnitPicture, old: &Model, new: &Model) -> Option<Change> {
    let taken = taken(unit, old, new);
    let same = |item: &ItemId| taken.answers.contains_key(item) && !taken.look.contains(item);
    let verified: BTreeMap<ItemId, Rating> =
        own(unit).filter(|i| same(&i.item)).filter_map(|i| Some((i.item.clone(), i.verified?))).collect();
    let reason = |i: &ItemPicture| match &i.origin {
        Origin::Override { reason } => Some((i.item.clone(), reason.clone())),
        _ => None,
    };
    let overrides: BTreeMap<ItemId, String> = own(unit).filter_map(reason).collect();
    let central = |item: &ItemId| new.item(item).is_some_and(|(_, i)| i.scope == Scope::Central);
    (!taken.answers.is_empty()).then(|| Change::Carried {
        assessment: id.clone(),
        unit: unit.unit.clone(),
        answers: taken.answers,
        verified,
        overrides: overrides.into_iter().filter(|(i, _)| central(i)).collect(),
        look: taken.look,
    })
}
