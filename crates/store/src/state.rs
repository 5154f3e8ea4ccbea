//! What holds: events folded into the state of an organisation, with the models that it names.

use std::ops::ControlFlow;
use std::sync::Arc;

use osmm_maturity::event::Head;
use osmm_maturity::model::Model;
use osmm_maturity::organisation::Organisation;

use crate::Store;
use crate::error::StoreError;
use crate::kept::Kept;
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
            let model: Model = self.part(&digest).await?;
            state.know(Arc::new(model));
        }
        Ok(())
    }
}
