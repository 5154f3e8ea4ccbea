//! Where the record comes from: a database, which has all of it, or a server, which gives what one may see.

use std::ops::ControlFlow;

use anyhow::{Result, anyhow, bail};
use jiff::Timestamp;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Event, Head, PersonId};
use osmm_maturity::model::Model;
use osmm_maturity::organisation::{Organisation, Refusal};
use osmm_server::{Remote, RemoteError};
use osmm_store::{CommitError, Kept, Person, Plan, Select, Store, StoreError, Within};
use tokio::runtime::Runtime;

use super::Keeping;
use crate::console::Console;

/// A source of a record.
pub(super) enum Source {
    Database(Store),
    Server(Box<Remote>),
}

/// Why nothing was changed.
pub(super) enum Unchanged {
    /// Somebody was faster: read again, decide anew.
    Moved,
    /// The rules of the record do not allow it.
    Refused(Refusal),
    /// Anything else.
    Failed(anyhow::Error),
}

impl Source {
    /// The source that is meant; with a console to say so, a database is made where there is none.
    pub(super) fn open(keeping: &Keeping, runtime: &Runtime, create: Option<&mut Console>) -> Result<Self> {
        if let Some(remote) = keeping.remote()? {
            return Ok(Self::Server(Box::new(remote)));
        }
        let place = keeping.place()?;
        if let Some(console) = create {
            let store = runtime.block_on(Store::open(&place))?;
            if store.created() {
                console.note(&format!("New database: {place}"));
            }
            return Ok(Self::Database(store));
        }
        match runtime.block_on(Store::open_existing(&place)) {
            Err(StoreError::Missing { place }) => bail!(
                "there is no database at {place}\n    hint: `osmm unit import FILE` or `osmm import FILE` starts one; \
                 another one is named by `--database`, a server by `--server`"
            ),
            other => Ok(Self::Database(other?)),
        }
    }

    /// The state after an event (absent: after the last one), with the bulk of some assessments.
    pub(super) async fn state(&self, within: Within, up_to: Option<&Head>) -> Result<Organisation> {
        match self {
            Self::Database(store) => Ok(store.state(within, up_to).await?),
            Self::Server(remote) => Ok(remote.state(within, up_to).await?),
        }
    }

    /// Hands out events in order.
    pub(super) async fn events(
        &self,
        select: &Select,
        each: impl FnMut(Event) -> ControlFlow<()> + Send,
    ) -> Result<()> {
        match self {
            Self::Database(store) => Ok(store.events(select, each).await?),
            Self::Server(remote) => Ok(remote.events(select, each).await?),
        }
    }

    /// Everybody who is known.
    pub(super) async fn people(&self) -> Result<Vec<Person>> {
        match self {
            Self::Database(store) => Ok(store.people().await?),
            Self::Server(remote) => Ok(remote.people().await?),
        }
    }

    /// Whether an event with this number has this digest.
    pub(super) async fn passed(&self, head: &Head) -> Result<bool> {
        if let Self::Server(remote) = self {
            return Ok(remote.passed(head).await?);
        }
        let select = Select { after: head.seq.saturating_sub(1), up_to: Some(head.seq), ..Select::default() };
        let mut passed = false;
        let each = |event: Event| {
            passed = event.digest == head.digest;
            ControlFlow::Break(())
        };
        self.events(&select, each).await?;
        Ok(passed)
    }

    /// Events whose reasons name a person.
    pub(super) async fn mentions(&self, person: &Person) -> Result<Vec<u64>> {
        match (self, &person.data) {
            (_, None) => Ok(Vec::new()),
            (Self::Database(store), Some(data)) => Ok(store.mentions(data).await?),
            (Self::Server(remote), Some(_)) => Ok(remote.mentions(&person.person).await?),
        }
    }

    /// Checks changes and keeps them, all or nothing.
    pub(super) async fn commit(
        &self,
        state: &mut Organisation,
        by: &PersonId,
        at: Timestamp,
        plan: Plan,
    ) -> Result<Vec<Event>, Unchanged> {
        match self {
            Self::Database(store) => store.commit(state, by, at, plan).await.map_err(|e| match e {
                CommitError::Store(StoreError::Moved { .. }) => Unchanged::Moved,
                CommitError::Refused(refusal) => Unchanged::Refused(refusal),
                CommitError::Store(other) => Unchanged::Failed(other.into()),
            }),
            Self::Server(remote) => remote.commit(state, by, at, plan).await.map_err(|e| match e {
                RemoteError::Moved => Unchanged::Moved,
                RemoteError::Refused(refusal) => Unchanged::Refused(refusal),
                other => Unchanged::Failed(other.into()),
            }),
        }
    }

    /// Writes the whole record; gives the number of its events.
    pub(super) async fn export(&self, to: &mut (dyn std::io::Write + Send)) -> Result<u64> {
        match self {
            Self::Database(store) => Ok(store.export(to).await?.events),
            Self::Server(remote) => Ok(remote.export(to).await?),
        }
    }

    /// The database, for what is done on one only.
    pub(super) fn store(&self, what: &str, way: &str) -> Result<&Store> {
        match self {
            Self::Database(store) => Ok(store),
            Self::Server(remote) => Err(anyhow!(
                "`{what}` works on a database, and `--server` names {}: nothing was done\n    hint: {way}",
                remote.url()
            )),
        }
    }
}

impl Kept for Source {
    type Error = anyhow::Error;

    async fn named_blob(&self, digest: &Digest) -> Result<Vec<u8>> {
        match self {
            Self::Database(store) => Ok(store.named_blob(digest).await?),
            Self::Server(remote) => Ok(remote.named_blob(digest).await?),
        }
    }

    /// A server draws itself: what units inherit from one that the reader does not see is known there only.
    async fn picture(&self, state: &Organisation, cycle: &Cycle, model: &Model) -> Result<Picture> {
        match self {
            Self::Database(store) => Ok(store.picture(state, cycle, model).await?),
            Self::Server(remote) => Ok(remote.drawn(&cycle.id).await?),
        }
    }
}
