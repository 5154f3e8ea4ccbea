//! The picture of an assessment: for every unit and item what holds, where it comes from, and what backs it.
//!
//! What is published is such a picture, frozen: public format `osmm-picture/1`, kept whole, so that it can be read and
//! re-performed later whatever became of the program. It names events for reasons and notes, whose words may be erased.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::settle::{How, Settled};
use super::{Cycle, Said};
use crate::digest::Digest;
use crate::event::{AssessmentId, EvidenceId, Head, PersonId, ScopeRecord};
use crate::evidence::{EvidenceKind, supported};
use crate::level::{Position, position};
use crate::model::{Item, ItemId, Model, Scope};
use crate::observation::ObservationSet;
use crate::organisation::{KeptEvidence, Organisation};
use crate::proposal::Looked;
use crate::rating::Rating;
use crate::response::Answer;
use crate::rollup::Origin;
use crate::score::{Basis, Counts, Score, profile, score};
use crate::unit::UnitId;

/// What machines saw, by unit.
pub type Looks = BTreeMap<UnitId, ObservationSet>;

/// An assessment as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// Name and version of this format.
    pub format: PictureFormat,
    /// The assessment.
    pub assessment: AssessmentId,
    /// What it is about.
    pub scope: ScopeRecord,
    /// Where the record ended when the picture was taken.
    pub head: Option<Head>,
    /// Units with something to answer, in the order of the tree.
    pub units: Vec<UnitPicture>,
}

/// Version tag of the picture format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PictureFormat {
    /// First version.
    #[serde(rename = "osmm-picture/1")]
    V1,
}

/// One unit in the picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitPicture {
    /// Which.
    pub unit: UnitId,
    /// Its items: those it answers, and for answering units the central ones, in the model's order.
    pub items: Vec<ItemPicture>,
    /// Scores and position on each basis.
    pub standings: Vec<BasisStanding>,
}

/// A unit's score and position on one basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisStanding {
    /// Which.
    pub basis: Basis,
    /// Over all items of the unit.
    pub overall: Score,
    /// Per level with items.
    pub levels: BTreeMap<u8, Score>,
    /// The highest level such that it and all below are satisfied; absent when the first is not, or levels are no ladder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achieved: Option<u8>,
}

/// One item of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemPicture {
    /// Which.
    pub item: ItemId,
    /// What holds.
    pub answer: Answer,
    /// Where it comes from.
    pub origin: Origin,
    /// How it came to hold.
    pub how: How,
    /// The part of the rating that evidence in force supports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported: Option<Rating>,
    /// The rating that a reviewer confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Rating>,
    /// What each respondent said; empty for an inherited or carried answer, and until all have locked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<SaidPicture>,
    /// Evidence in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidencePicture>,
}

/// What one respondent said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SaidPicture {
    /// Who.
    pub respondent: PersonId,
    /// What.
    pub answer: Answer,
    /// Number of the event, which has the note.
    pub event: u64,
}

/// A piece of evidence as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidencePicture {
    /// Which.
    pub id: EvidenceId,
    /// What it shows.
    pub kind: EvidenceKind,
    /// Digest of the file, where one is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// Number of the event that has its record.
    pub event: u64,
}

impl ItemPicture {
    /// The state of the item on a basis; an item that is rated, but not on this basis, counts as unanswered.
    #[must_use]
    pub fn on(&self, basis: Basis) -> Answer {
        let rating = match basis {
            Basis::Claimed => return self.answer.clone(),
            Basis::Supported => self.supported,
            Basis::Verified => self.verified,
        };
        match (&self.answer, rating) {
            (Answer::Rated { .. }, Some(rating)) => Answer::Rated { rating },
            (Answer::Rated { .. }, None) => Answer::Unanswered,
            (other, _) => other.clone(),
        }
    }
}

impl Picture {
    /// A unit.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<&UnitPicture> {
        self.units.iter().find(|u| &u.unit == id)
    }

    /// Own scores of the answering units on a basis, each with its headcount: what [`crate::rollup::rollup`] takes.
    #[must_use]
    pub fn scores(&self, basis: Basis) -> Vec<(Option<f64>, u32)> {
        let answering = self.units.iter().filter(|u| self.scope.answering.contains(&u.unit));
        let heads = |id: &UnitId| self.scope.units.iter().find(|u| &u.id == id).map_or(0, |u| u.headcount);
        answering.map(|u| (u.standing(basis).and_then(|s| s.overall.mean), heads(&u.unit))).collect()
    }

    /// What the scores of the answering units rest on.
    #[must_use]
    pub fn coverage(&self, basis: Basis) -> Counts {
        let answering = self.units.iter().filter(|u| self.scope.answering.contains(&u.unit));
        answering.filter_map(|u| u.standing(basis)).map(|s| s.overall.counts).fold(Counts::default(), Counts::plus)
    }

    /// What stands for it in the record.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}

impl UnitPicture {
    /// An item.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&ItemPicture> {
        self.items.iter().find(|i| &i.item == id)
    }

    /// The unit on a basis.
    #[must_use]
    pub fn standing(&self, basis: Basis) -> Option<&BasisStanding> {
        self.standings.iter().find(|s| s.basis == basis)
    }
}

/// Takes the picture of an assessment.
#[must_use]
pub fn picture(organisation: &Organisation, cycle: &Cycle, model: &Model, looks: &Looks) -> Picture {
    let painter = Painter::new(organisation, cycle, model, looks);
    let root = &cycle.tree.root().id;
    let central: BTreeMap<&ItemId, ItemPicture> = model
        .items()
        .filter(|(_, i)| i.scope == Scope::Central)
        .map(|(_, i)| (&i.id, painter.own(root, i, Origin::Own)))
        .collect();
    let units = cycle.units().map(|unit| {
        let items: Vec<ItemPicture> =
            model.items().filter_map(|(_, item)| painter.item(unit, item, root, &central)).collect();
        UnitPicture { unit: unit.clone(), standings: standings(model, &items), items }
    });
    Picture {
        format: PictureFormat::V1,
        assessment: cycle.id.clone(),
        scope: cycle.scope.clone(),
        head: organisation.head.clone(),
        units: units.collect(),
    }
}

struct Painter<'a> {
    cycle: &'a Cycle,
    model: &'a Model,
    looked: BTreeMap<&'a UnitId, Looked<'a>>,
    evidence: BTreeMap<(&'a UnitId, &'a ItemId), Vec<&'a KeptEvidence>>,
}

impl<'a> Painter<'a> {
    fn new(organisation: &'a Organisation, cycle: &'a Cycle, model: &'a Model, looks: &'a Looks) -> Self {
        let (as_of, snapshots) = (cycle.scope.as_of, cycle.scope.snapshots);
        let mut evidence: BTreeMap<_, Vec<&KeptEvidence>> = BTreeMap::new();
        for kept in organisation.evidence.values().filter(|e| e.counts(as_of)) {
            for item in &kept.record.items {
                evidence.entry((&kept.record.unit, item)).or_default().push(kept);
            }
        }
        let looked = looks.iter().map(|(unit, set)| (unit, Looked::new(set, as_of, snapshots))).collect();
        Self { cycle, model, looked, evidence }
    }

    fn item(
        &self,
        unit: &UnitId,
        item: &Item,
        root: &UnitId,
        central: &BTreeMap<&ItemId, ItemPicture>,
    ) -> Option<ItemPicture> {
        if item.scope == Scope::Local {
            return self.cycle.asks(unit, item).then(|| self.own(unit, item, Origin::Own));
        }
        let above = central.get(&item.id)?;
        if unit == root {
            return Some(above.clone());
        }
        match self.cycle.override_reason(unit, &item.id) {
            Some(reason) => Some(self.own(unit, item, Origin::Override { reason: reason.to_owned() })),
            None => Some(ItemPicture { origin: Origin::Inherited, said: Vec::new(), ..above.clone() }),
        }
    }

    /// An item that the unit answers itself.
    fn own(&self, unit: &UnitId, item: &Item, origin: Origin) -> ItemPicture {
        let mut seen = BTreeSet::new();
        let evidence = item.names().filter_map(|name| self.evidence.get(&(unit, name))).flatten();
        let evidence: Vec<&KeptEvidence> = evidence.filter(|e| seen.insert(&e.record.id)).copied().collect();
        let mut kinds: Vec<EvidenceKind> = evidence.iter().map(|e| e.record.kind).collect();
        kinds.extend(self.looked.get(unit).map(|l| l.kinds(item, self.model.freshness)).unwrap_or_default());
        let backed = |rating: Rating| supported(self.model, rating, &kinds);
        let Settled { answer, how } = self.cycle.settle(self.model, unit, &item.id, |r| backed(r) == r);
        let rating = answer.rating();
        let spot = self.cycle.spot(unit, &item.id);
        // Nobody sees what others said before all have locked.
        let blind = matches!(how, How::Waiting { .. });
        let said = spot.into_iter().filter(|_| !blind).flat_map(|s| &s.said);
        ItemPicture {
            item: item.id.clone(),
            supported: rating.map(backed),
            verified: rating.and(spot.and_then(|s| s.verified.as_ref()).map(|(r, _)| *r)),
            answer,
            origin,
            how,
            said: said.map(|(respondent, said)| said_picture(respondent, said)).collect(),
            evidence: evidence.iter().map(|e| evidence_picture(e)).collect(),
        }
    }
}

fn said_picture(respondent: &PersonId, said: &Said) -> SaidPicture {
    SaidPicture { respondent: respondent.clone(), answer: said.answer.clone(), event: said.trace.seq }
}

fn evidence_picture(kept: &KeptEvidence) -> EvidencePicture {
    let record = &kept.record;
    EvidencePicture { id: record.id.clone(), kind: record.kind, digest: record.digest.clone(), event: kept.set.seq }
}

/// Scores over the items that a unit has; other items of the model are no business of it.
fn standings(model: &Model, items: &[ItemPicture]) -> Vec<BasisStanding> {
    let known: BTreeMap<&ItemId, &ItemPicture> = items.iter().map(|i| (&i.item, i)).collect();
    Basis::ALL.map(|basis| standing(model, &known, basis)).into()
}

fn standing(model: &Model, items: &BTreeMap<&ItemId, &ItemPicture>, basis: Basis) -> BasisStanding {
    let top = model.scale.top();
    let answers: Vec<(u8, &ItemId, Answer)> =
        model.items().filter_map(|(a, i)| Some((a.level, &i.id, items.get(&i.id)?.on(basis)))).collect();
    let of =
        |keep: &dyn Fn(u8) -> bool| score(answers.iter().filter(|(l, _, _)| keep(*l)).map(|(_, i, a)| (*i, a)), top);
    let levels = model.levels.iter().map(|l| l.number).filter(|l| answers.iter().any(|(level, _, _)| level == l));
    BasisStanding {
        basis,
        overall: of(&|_| true),
        levels: levels.map(|number| (number, of(&|l| l == number))).collect(),
        achieved: place(model, items, basis).and_then(|p| p.achieved),
    }
}

/// Where a unit stands on the ladder. An item that is no business of it counts like one that does not apply.
fn place(model: &Model, items: &BTreeMap<&ItemId, &ItemPicture>, basis: Basis) -> Option<Position> {
    let elsewhere = || Answer::NotApplicable { reason: "not answered by this unit".to_owned() };
    let of = |id: &ItemId| items.get(id).map_or_else(elsewhere, |i| i.on(basis));
    let profile = profile(model, of);
    position(model, &profile, |i| of(i).rating(), |i| of(i).applicable())
}
