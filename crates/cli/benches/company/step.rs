//! What is measured: one step from opening the record to its result. Each runs in a process of its own, so that time is
//! what a user waits, and memory is that of this step alone.

use std::fs::File;
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::sync::Arc;

use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::observation::ObservationSet;
use osmm_maturity::organisation::Organisation;
use osmm_maturity::rollup::{Rollup, RollupRule, rollup};
use osmm_maturity::score::Basis;
use osmm_store::{Place, Select, Store, Within};
use serde::de::DeserializeOwned;

use crate::company::Company;

/// The rules by which scores of units become one number.
pub const RULES: [RollupRule; 4] =
    [RollupRule::Mean, RollupRule::HeadcountWeighted, RollupRule::WeakestUnit, RollupRule::ShareAtOrAbove { n: 3.0 }];

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Open,
    Score,
    RollUp,
    FoldAll,
    Export,
}

impl Step {
    pub const ALL: [Self; 5] = [Self::Open, Self::Score, Self::RollUp, Self::FoldAll, Self::Export];

    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "open, fold one assessment",
            Self::Score => "open, score all units of one",
            Self::RollUp => "open, roll up by all rules",
            Self::FoldAll => "open, fold all assessments",
            Self::Export => "export",
        }
    }

    /// Does it, and says how many events it read.
    pub async fn run(self, place: &Place) -> usize {
        let first = [Company::assessment(0)];
        match self {
            Self::Open => Record::open(place, Some(&first)).await.events,
            Self::Score => {
                let record = Record::open(place, Some(&first)).await;
                assert!(!record.picture(&first[0]).await.units.is_empty());
                record.events
            }
            Self::RollUp => {
                let record = Record::open(place, Some(&first)).await;
                assert!(!roll_up(&record, &record.published(&first[0]).await).is_empty());
                record.events
            }
            Self::FoldAll => Record::open(place, None).await.events,
            Self::Export => {
                let store = Store::open_existing(place).await.unwrap();
                let mut out = BufWriter::new(File::create("/dev/null").unwrap());
                usize::try_from(store.export(&mut out).await.unwrap().events).unwrap()
            }
        }
    }
}

/// An open record, folded as the program folds it: what every reader needs, and some assessments whole or all of them.
pub struct Record {
    pub store: Store,
    pub state: Organisation,
    pub events: usize,
}

impl Record {
    pub async fn open(place: &Place, whole: Option<&[AssessmentId]>) -> Self {
        let store = Store::open_existing(place).await.unwrap();
        let up_to = store.head().await.unwrap().map(|head| head.seq);
        let within = whole.map_or(Within::Everything, |ids| Within::SkeletonAnd(ids.to_vec()));
        let mut record = Self { store, state: Organisation::default(), events: 0 };
        let each = |event| {
            record.state.apply(&event);
            record.events += 1;
            ControlFlow::Continue(())
        };
        record.store.events(&Select { up_to, within, ..Select::default() }, each).await.unwrap();
        assert!(!record.store.people().await.unwrap().is_empty());
        for digest in record.state.unknown_models() {
            let model = record.read(&digest).await;
            record.state.know(Arc::new(model));
        }
        record
    }

    async fn read<T: DeserializeOwned>(&self, digest: &Digest) -> T {
        serde_json::from_slice(&self.store.blob(digest).await.unwrap().unwrap()).unwrap()
    }

    /// The picture of an assessment as it stands, with what machines saw.
    pub async fn picture(&self, id: &AssessmentId) -> Picture {
        let (cycle, model) = self.state.cycle(id).unwrap();
        let mut looks = Looks::new();
        for unit in cycle.units() {
            let Some(look) = self.state.last_look(unit, cycle.scope.as_of) else { continue };
            let mut parts = Vec::new();
            for digest in look.subjects.values() {
                parts.push(self.read(digest).await);
            }
            let frame = self.read(&look.frame).await;
            looks.insert(unit.clone(), ObservationSet::from_parts(look.observed_at, frame, parts));
        }
        picture(&self.state, cycle, model, &looks)
    }

    /// The picture that was published.
    pub async fn published(&self, id: &AssessmentId) -> Picture {
        self.read(&self.state.cycles[id].published.as_ref().unwrap().0).await
    }
}

/// The scores of all units as one number, by every rule and on every basis.
pub fn roll_up(record: &Record, picture: &Picture) -> Vec<(Basis, Rollup)> {
    let tree = &record.state.cycles[&picture.assessment].tree;
    let heads = |unit| tree.unit(unit).map_or(0, |u| u.headcount);
    let of =
        |basis| picture.units.iter().map(move |u| (u.standing(basis).and_then(|s| s.overall.mean), heads(&u.unit)));
    let scores = Basis::ALL.map(|basis| (basis, of(basis).collect::<Vec<_>>()));
    scores.iter().flat_map(|(basis, scores)| RULES.map(|rule| (*basis, rollup(rule, scores)))).collect()
}
