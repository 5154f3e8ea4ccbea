//! What machines saw, in and out of the record: sets of observations in parts, each kept once by its digest.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::Change;
use osmm_maturity::model::Model;
use osmm_maturity::observation::{Frame, ObservationSet, SeenAt};
use osmm_maturity::organisation::{Organisation, Snapshot};
use osmm_maturity::unit::UnitId;

use super::{Plan, Record};

impl Record {
    /// A set of observations put together again.
    pub(crate) fn look(&self, snapshot: &Snapshot) -> Result<ObservationSet> {
        let read = |digest: &Digest| -> Result<Vec<u8>> { self.blob(digest) };
        let frame: Frame = serde_json::from_slice(&read(&snapshot.frame)?).context("observations in the database")?;
        let mut parts: Vec<SeenAt> = Vec::new();
        for digest in snapshot.subjects.values() {
            parts.push(serde_json::from_slice(&read(digest)?).context("observations in the database")?);
        }
        Ok(ObservationSet::from_parts(snapshot.observed_at, frame, parts))
    }

    /// The last look at each unit of an assessment on or before its day.
    pub(crate) fn looks(&self, cycle: &Cycle) -> Result<Looks> {
        let mut looks = Looks::new();
        for unit in cycle.units() {
            if let Some(snapshot) = self.state.last_look(unit, cycle.scope.as_of) {
                looks.insert(unit.clone(), self.look(snapshot)?);
            }
        }
        Ok(looks)
    }

    /// The picture of an assessment: as it was published, or as it stands.
    pub(crate) fn picture(&self, cycle: &Cycle, model: &Model) -> Result<Picture> {
        match &cycle.published {
            Some((digest, _)) => {
                let bytes = self.blob(digest)?;
                serde_json::from_slice(&bytes).with_context(|| format!("what was published as `{}`", cycle.id))
            }
            None => Ok(picture(&self.state, cycle, model, &self.looks(cycle)?)),
        }
    }
}

/// The change that keeps a look at a unit. What is as it was at the look before costs nothing.
pub(crate) fn keep(state: &Organisation, unit: &UnitId, set: ObservationSet) -> Plan {
    let before = state.snapshots.iter().rev().find(|s| &s.unit == unit);
    let before = before.map(|s| s.subjects.clone()).unwrap_or_default();
    let (observed_at, frame, parts) = set.into_parts();
    let mut blobs = vec![canonical_json(&frame).into_bytes()];
    let frame = Digest::of_bytes(&blobs[0]);
    let gone = before.keys().filter(|name| !parts.contains_key(*name)).cloned().collect();
    let mut changed = BTreeMap::new();
    for (name, part) in parts {
        let bytes = canonical_json(&part).into_bytes();
        let digest = Digest::of_bytes(&bytes);
        if before.get(&name) != Some(&digest) {
            changed.insert(name, digest);
            blobs.push(bytes);
        }
    }
    let change = Change::Observed { unit: unit.clone(), observed_at, frame, changed, gone };
    Plan { blobs, ..change.into() }
}
