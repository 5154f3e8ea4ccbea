//! What holds: events folded into the state of an organisation, with the models, looks and pictures that it names.

use std::ops::ControlFlow;
use std::sync::Arc;

use osmm_maturity::assessment::parse;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::{Looks, Picture, picture};
use osmm_maturity::cycle::tasks::{Moved, moved};
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Head, ScopeRecord};
use osmm_maturity::model::Model;
use osmm_maturity::observation::{Frame, ObservationSet, Problem, SeenAt};
use osmm_maturity::organisation::{Organisation, Snapshot};
use osmm_maturity::proposal::{Looked, proposals};
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::StoreError;
use crate::read::{Select, Within};

impl Store {
    /// The state after an event (absent: after the last one there is), of which the bulk of some assessments is read.
    /// Its models are known.
    pub async fn state(&self, within: Within, up_to: Option<&Head>) -> Result<Organisation, StoreError> {
        // The end is read first: what comes later is not part of what is decided on.
        let end = match up_to {
            Some(head) => Some(head.clone()),
            None => self.head().await?,
        };
        let mut state = Organisation::default();
        if let Some(end) = end {
            self.fold(&mut state, Select { up_to: Some(end.seq), within, ..Select::default() }).await?;
            state.head = Some(end);
        }
        self.know_models(&mut state).await?;
        Ok(state)
    }

    /// Takes over what came since a state was read whole. Says whether anything did.
    pub async fn catch_up(&self, state: &mut Organisation) -> Result<bool, StoreError> {
        let end = self.head().await?;
        if end == state.head {
            return Ok(false);
        }
        let after = state.head.as_ref().map_or(0, |h| h.seq);
        self.fold(state, Select { after, up_to: end.as_ref().map(|h| h.seq), ..Select::default() }).await?;
        state.head = end;
        self.know_models(state).await?;
        Ok(true)
    }

    async fn fold(&self, state: &mut Organisation, select: Select) -> Result<(), StoreError> {
        self.events(&select, |event| {
            state.apply(&event);
            ControlFlow::Continue(())
        })
        .await
    }

    async fn know_models(&self, state: &mut Organisation) -> Result<(), StoreError> {
        for digest in state.unknown_models() {
            let model: Model = self.kept(&digest).await?;
            state.know(Arc::new(model));
        }
        Ok(())
    }

    /// Bytes that the record names, and that have to be there.
    pub async fn named_blob(&self, digest: &Digest) -> Result<Vec<u8>, StoreError> {
        let missing = || StoreError::Damaged {
            table: "blobs",
            row: digest.0.clone(),
            problem: "it is named in the record but not kept".to_owned(),
        };
        self.blob(digest).await?.ok_or_else(missing)
    }

    /// A part that is kept as JSON.
    async fn kept<T: DeserializeOwned>(&self, digest: &Digest) -> Result<T, StoreError> {
        let bytes = self.named_blob(digest).await?;
        serde_json::from_slice(&bytes).map_err(|e| StoreError::Damaged {
            table: "blobs",
            row: digest.0.clone(),
            problem: format!("it is not what the record says: {e}"),
        })
    }

    /// A look at a unit, put together from its parts.
    pub async fn look(&self, snapshot: &Snapshot) -> Result<ObservationSet, StoreError> {
        let frame: Frame = self.kept(&snapshot.frame).await?;
        let mut parts: Vec<SeenAt> = Vec::with_capacity(snapshot.subjects.len());
        for digest in snapshot.subjects.values() {
            parts.push(self.kept(digest).await?);
        }
        Ok(ObservationSet::from_parts(snapshot.observed_at, frame, parts))
    }

    /// The look at each unit of an assessment that counts for its day.
    pub async fn looks(&self, state: &Organisation, cycle: &Cycle) -> Result<Looks, StoreError> {
        let mut looks = Looks::new();
        for unit in cycle.units() {
            if let Some(snapshot) = state.last_look(unit, cycle.scope.as_of) {
                looks.insert(unit.clone(), self.look(snapshot).await?);
            }
        }
        Ok(looks)
    }

    /// What could not be taken over when an assessment was imported, as the imported file says.
    pub async fn import_problems(&self, state: &Organisation, id: &AssessmentId) -> Result<Vec<Problem>, StoreError> {
        let of = |(_, digest, to): &(String, Digest, Option<AssessmentId>)| {
            to.as_ref().filter(|a| *a == id).map(|_| digest.clone())
        };
        let Some(digest) = state.imported.iter().rev().find_map(of) else { return Ok(Vec::new()) };
        let bytes = self.named_blob(&digest).await?;
        Ok(parse(&String::from_utf8_lossy(&bytes)).map(|f| f.problems).unwrap_or_default())
    }

    /// Items whose proposals differ from those of the assessment that this one starts from, by unit.
    pub async fn moved(&self, state: &Organisation, cycle: &Cycle, model: &Model) -> Result<Moved, StoreError> {
        let mut all = Moved::new();
        let before = cycle.scope.after.as_ref().and_then(|a| state.cycles.get(a));
        for unit in cycle.units().filter(|_| before.is_some()) {
            let last = |scope: &ScopeRecord| state.last_look(unit, scope.as_of);
            let (Some(now), Some((then, scope))) =
                (last(&cycle.scope), before.and_then(|b| Some((last(&b.scope)?, &b.scope))))
            else {
                continue;
            };
            if now.subjects != then.subjects {
                let (now, then) = (self.look(now).await?, self.look(then).await?);
                let of = |set, scope: &ScopeRecord| proposals(model, &Looked::new(set, scope.as_of, scope.snapshots));
                all.insert(unit.clone(), moved(&of(&now, &cycle.scope), &of(&then, scope)));
            }
        }
        Ok(all)
    }

    /// The picture of an assessment that was read whole: as it was published, or as it stands.
    pub async fn picture(&self, state: &Organisation, cycle: &Cycle, model: &Model) -> Result<Picture, StoreError> {
        match &cycle.published {
            Some((digest, _)) => self.kept(digest).await,
            None => Ok(picture(state, cycle, model, &self.looks(state, cycle).await?)),
        }
    }
}
