//! What the provider said of itself last: its addresses and its keys.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreProviderMetadata;

/// How long it is believed without asking again; addresses and keys change rarely.
const BELIEVED: SignedDuration = SignedDuration::from_mins(5);

/// Kept for all who sign in. Nobody waits for it while another asks: a provider that is away takes long to be silent.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<Option<(Timestamp, CoreProviderMetadata)>>);

impl Known {
    pub(super) fn metadata(&self, now: Timestamp) -> Option<CoreProviderMetadata> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|(at, _)| now.duration_since(*at) < BELIEVED).map(|(_, metadata)| metadata.clone())
    }

    pub(super) fn set(&self, metadata: CoreProviderMetadata, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, metadata));
    }
}
