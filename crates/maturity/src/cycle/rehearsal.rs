//! The rehearsal of a move to another model: what would become of items, answers and scores. The move is made on a copy
//! of the assessment; nothing else is changed.

use serde::Serialize;

use super::Cycle;
use super::opening::{taken, upgrade};
use super::picture::{BasisStanding, Looks, Picture, picture};
use crate::digest::Digest;
use crate::event::{AssessmentId, Stage};
use crate::model::upgrade::{Fate, rehearse};
use crate::model::{ItemId, Model};
use crate::organisation::Organisation;
use crate::rollup::{Rollup, RollupRule, rollup};
use crate::score::Basis;
use crate::unit::UnitId;

/// What a move to another model would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rehearsal {
    /// The assessment.
    pub assessment: AssessmentId,
    /// Where it is; only a draft can really move.
    pub stage: Stage,
    /// Its model.
    pub from: ModelName,
    /// The other one.
    pub to: ModelName,
    /// What becomes of each item.
    pub items: Vec<Fate>,
    /// What becomes of each unit, in the order of the tree.
    pub units: Vec<UnitRehearsal>,
    /// The mean over answering units on each basis, with its spread.
    pub rollups: Vec<RollupRehearsal>,
}

/// Which model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelName {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
    /// Digest.
    pub digest: Digest,
}

/// What becomes of a unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitRehearsal {
    /// Which.
    pub unit: UnitId,
    /// Items of the other model that a person has to look at, because the answer was given to another wording.
    pub look: Vec<ItemId>,
    /// Items with an answer that has no place in the other model.
    pub dropped: Vec<ItemId>,
    /// Scores and position as they are, on each basis.
    pub before: Vec<BasisStanding>,
    /// The same after the move.
    pub after: Vec<BasisStanding>,
}

/// All units as one number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RollupRehearsal {
    /// On which basis.
    pub basis: Basis,
    /// As it is.
    pub before: Rollup,
    /// After the move.
    pub after: Rollup,
}

impl ModelName {
    fn of(model: &Model) -> Self {
        Self { id: model.id.clone(), version: model.version.clone(), digest: Digest(model.digest()) }
    }
}

/// Rehearses a move. `before` is the picture of the assessment as it stands, or as it was published with its corrections
/// carried out ([`super::opening::corrected`]).
#[must_use]
pub fn rehearsal(
    organisation: &Organisation,
    cycle: &Cycle,
    before: &Picture,
    (old, new): (&Model, &Model),
    looks: &Looks,
) -> Rehearsal {
    let mut moved = cycle.clone();
    for change in upgrade(cycle, before, old, new) {
        moved.apply(&change, cycle.opened.clone());
    }
    let after = picture(organisation, &moved, new, looks);
    let units = before.units.iter().map(|unit| {
        let taken = taken(unit, old, new);
        UnitRehearsal {
            unit: unit.unit.clone(),
            look: taken.look,
            dropped: taken.dropped,
            before: unit.standings.clone(),
            after: after.unit(&unit.unit).map(|u| u.standings.clone()).unwrap_or_default(),
        }
    });
    let mean = |picture: &Picture, basis| rollup(RollupRule::Mean, &picture.scores(basis));
    Rehearsal {
        assessment: cycle.id.clone(),
        stage: cycle.stage,
        from: ModelName::of(old),
        to: ModelName::of(new),
        items: rehearse(old, new),
        units: units.collect(),
        rollups: Basis::ALL
            .map(|basis| RollupRehearsal { basis, before: mean(before, basis), after: mean(&after, basis) })
            .into(),
    }
}
