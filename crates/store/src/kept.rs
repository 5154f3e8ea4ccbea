//! What a record names by digest, put together from its parts: looks, pictures, imported files.
//!
//! Whoever gives the bytes behind a digest gives these things too: the store, which has the bytes, and a client of a
//! server, which fetches those that its reader may see.

use std::collections::BTreeMap;
use std::future::Future;

use osmm_maturity::assessment::parse;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::cycle::tasks::{Moved, moved};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, ScopeRecord};
use osmm_maturity::model::Model;
use osmm_maturity::observation::{Carried, Frame, ObservationSet, Problem, SeenAt};
use osmm_maturity::organisation::{Organisation, Snapshot};
use osmm_maturity::proposal::{Looked, proposals};
use osmm_maturity::unit::UnitId;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::StoreError;

/// Gives bytes by their digest.
pub trait Kept: Sync {
    /// Why something could not be given; what was given and is not what the record says is [`StoreError::Damaged`].
    type Error: From<StoreError> + Send;

    /// Bytes that the record names, and that have to be there.
    fn named_blob(&self, digest: &Digest) -> impl Future<Output = Result<Vec<u8>, Self::Error>> + Send;

    /// A part that is kept as JSON.
    fn part<T: DeserializeOwned>(&self, digest: &Digest) -> impl Future<Output = Result<T, Self::Error>> + Send {
        async move {
            let bytes = self.named_blob(digest).await?;
            serde_json::from_slice(&bytes).map_err(|e| {
                let problem = format!("it is not what the record says: {e}");
                StoreError::Damaged { table: "blobs", row: digest.0.clone(), problem }.into()
            })
        }
    }

    /// A look at a unit, put together from its parts.
    fn look(&self, snapshot: &Snapshot) -> impl Future<Output = Result<ObservationSet, Self::Error>> + Send {
        async move {
            let frame: Frame = self.part(&snapshot.frame).await?;
            let mut parts: Vec<SeenAt> = Vec::with_capacity(snapshot.subjects.len());
            for digest in snapshot.subjects.values() {
                parts.push(self.part(digest).await?);
            }
            Ok(ObservationSet::from_parts(snapshot.observed_at, frame, parts))
        }
    }

    /// What files of other programs said at a look, with its frame.
    fn imported(&self, snapshot: &Snapshot) -> impl Future<Output = Result<(Frame, Vec<SeenAt>), Self::Error>> + Send {
        async move {
            let frame: Frame = self.part(&snapshot.frame).await?;
            let mut parts = Vec::new();
            for digest in frame.imported.iter().filter_map(|name| snapshot.subjects.get(name)) {
                parts.push(self.part(digest).await?);
            }
            Ok((frame, parts))
        }
    }

    /// Takes over into new looks at units what files of other programs said at the looks before.
    fn carry(
        &self,
        state: &Organisation,
        by_unit: &mut BTreeMap<UnitId, ObservationSet>,
    ) -> impl Future<Output = Result<Carried, Self::Error>> + Send {
        async move {
            let mut all = Carried::default();
            for (unit, set) in by_unit {
                let Some(before) = state.newest_look(unit) else { continue };
                let (frame, parts) = self.imported(before).await?;
                let carried = set.carry(&frame, parts);
                all.on.extend(carried.on);
                all.replaced.extend(carried.replaced);
            }
            Ok(all)
        }
    }

    /// The look at each unit of an assessment that counts for its day.
    fn looks(&self, state: &Organisation, cycle: &Cycle) -> impl Future<Output = Result<Looks, Self::Error>> + Send {
        async move {
            let mut looks = Looks::new();
            for unit in cycle.units() {
                if let Some(snapshot) = state.last_look(unit, cycle.scope.as_of) {
                    looks.insert(unit.clone(), self.look(snapshot).await?);
                }
            }
            Ok(looks)
        }
    }

    /// What could not be taken over when an assessment was imported, as the imported file says.
    fn import_problems(
        &self,
        state: &Organisation,
        id: &AssessmentId,
    ) -> impl Future<Output = Result<Vec<Problem>, Self::Error>> + Send {
        async move {
            let of = |(_, digest, to): &(String, Digest, Option<AssessmentId>)| {
                to.as_ref().filter(|a| *a == id).map(|_| digest.clone())
            };
            let Some(digest) = state.imported.iter().rev().find_map(of) else { return Ok(Vec::new()) };
            let bytes = self.named_blob(&digest).await?;
            Ok(parse(&String::from_utf8_lossy(&bytes)).map(|f| f.problems).unwrap_or_default())
        }
    }

    /// Items whose proposals differ from those of the assessment that this one starts from, in these units.
    fn moved_in(
        &self,
        state: &Organisation,
        cycle: &Cycle,
        model: &Model,
        units: &[UnitId],
    ) -> impl Future<Output = Result<Moved, Self::Error>> + Send {
        async move {
            let mut all = Moved::new();
            let before = cycle.scope.after.as_ref().and_then(|a| state.cycles.get(a));
            for unit in units.iter().filter(|_| before.is_some()) {
                let last = |scope: &ScopeRecord| state.last_look(unit, scope.as_of);
                let (Some(now), Some((then, scope))) =
                    (last(&cycle.scope), before.and_then(|b| Some((last(&b.scope)?, &b.scope))))
                else {
                    continue;
                };
                if now.subjects != then.subjects {
                    let (now, then) = (self.look(now).await?, self.look(then).await?);
                    let of =
                        |set, scope: &ScopeRecord| proposals(model, &Looked::new(set, scope.as_of, scope.snapshots));
                    all.insert(unit.clone(), moved(&of(&now, &cycle.scope), &of(&then, scope)));
                }
            }
            Ok(all)
        }
    }

    /// The same for all units of the assessment.
    fn moved(
        &self,
        state: &Organisation,
        cycle: &Cycle,
        model: &Model,
    ) -> impl Future<Output = Result<Moved, Self::Error>> + Send {
        async move {
            let units: Vec<UnitId> = cycle.units().cloned().collect();
            self.moved_in(state, cycle, model, &units).await
        }
    }

    /// The picture of an assessment that was read whole: as it was published, or as it stands.
    fn picture(
        &self,
        state: &Organisation,
        cycle: &Cycle,
        model: &Model,
    ) -> impl Future<Output = Result<Picture, Self::Error>> + Send {
        async move {
            match &cycle.published {
                Some((digest, _)) => self.part(digest).await,
                None => Ok(picture(state, cycle, model, &self.looks(state, cycle).await?)),
            }
        }
    }
}

impl Kept for Store {
    type Error = StoreError;

    async fn named_blob(&self, digest: &Digest) -> Result<Vec<u8>, StoreError> {
        let missing = || StoreError::Damaged {
            table: "blobs",
            row: digest.0.clone(),
            problem: "it is named in the record but not kept".to_owned(),
        };
        self.blob(digest).await?.ok_or_else(missing)
    }
}
