//! What all handlers share: the record, what holds of it, and how the server was set up.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use osmm_evidence::exports::tables::Columns;
use osmm_evidence::{Organisation, OwnSignals};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Event, PersonId};
use osmm_maturity::model::{Framework, Model};
use osmm_maturity::observation::Tool;
use osmm_store::{CommitError, Kept, Plan, Store, StoreError};
use tokio::sync::{Mutex, Notify, RwLock, RwLockReadGuard};

use crate::access::Access;
use crate::access::log::Recent;
use crate::access::provider::Known;
use crate::access::throttle::Throttle;
use crate::error::Problem;
use crate::journal::Journal;
use crate::live::Live;
use crate::plans::Plans;
use crate::scans::Working;
use crate::workshop::Workshops;

/// How the server is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Models that an assessment can be opened by; the first is the default.
    pub models: Vec<Arc<Model>>,
    /// What their crosswalks point to, for the labels.
    pub frameworks: Vec<Framework>,
    /// This program, as it names itself in files.
    pub tool: Tool,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Who may use it.
    pub access: Access,
    /// Folders below which a lead may have repositories looked at; none: nobody may.
    pub repositories: Vec<PathBuf>,
    /// Who belongs to the organisation, for the scans.
    pub organisation: Organisation,
    /// Which column is which in tables that are handed in with scans.
    pub columns: Columns,
    /// Signals that the organisation defines for itself.
    pub own: OwnSignals,
    /// Where what was seen of a commit is kept, so that it is not read twice.
    pub cache: Option<PathBuf>,
    /// How scans are worked off in this program; nothing: other programs do.
    pub working: Option<Working>,
    /// Names under which it may be asked, as in the `Host` header, port included.
    pub hosts: Vec<String>,
    /// Where lines go for whoever runs it.
    pub journal: Journal,
}

/// The server as handlers see it; cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    config: Config,
    live: RwLock<Live>,
    /// Locked while one is read, so that many who open a page at once do not all read it.
    published: Mutex<BTreeMap<Digest, Arc<Picture>>>,
    workshops: Workshops,
    plans: Plans,
    bell: Notify,
    throttle: Throttle,
    provider: Known,
    recent: Recent,
}

/// How often a change is decided anew when others were faster.
const TRIES: u32 = 50;
/// How many published pictures are kept in memory.
const PICTURES: usize = 16;

impl App {
    /// Reads the record whole.
    pub async fn new(store: Store, config: Config) -> Result<Self, StoreError> {
        let live = Live::read(&store).await?;
        let inner = Inner {
            store,
            config,
            live: RwLock::new(live),
            published: Mutex::default(),
            workshops: Workshops::default(),
            plans: Plans::default(),
            throttle: Throttle::default(),
            provider: Known::default(),
            recent: Recent::default(),
            bell: Notify::new(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// How it was set up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The record, for what is not a fold over events.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Workshops that are going on.
    pub(crate) fn workshops(&self) -> &Workshops {
        &self.inner.workshops
    }

    /// Roadmaps that were made.
    pub(crate) fn plans(&self) -> &Plans {
        &self.inner.plans
    }

    /// Rung when there is work for the worker in this program.
    pub(crate) fn bell(&self) -> &Notify {
        &self.inner.bell
    }

    /// Failed logins.
    pub(crate) fn throttle(&self) -> &Throttle {
        &self.inner.throttle
    }

    /// What the provider of identities said of itself last.
    pub(crate) fn provider(&self) -> &Known {
        &self.inner.provider
    }

    /// Looks that were noted a moment ago.
    pub(crate) fn recent(&self) -> &Recent {
        &self.inner.recent
    }

    /// Tells whoever runs the server, in a line.
    pub(crate) fn note(&self, what: &str) {
        self.inner.config.journal.note(self.now(), what);
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.inner.config.now)()
    }

    /// The day, in UTC.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::UTC).date()
    }

    /// What holds now. Keep it as short as possible: nobody can change anything meanwhile.
    pub async fn read(&self) -> Result<RwLockReadGuard<'_, Live>, Problem> {
        let live = self.inner.live.read().await;
        if live.is_current(&self.inner.store).await? {
            return Ok(live);
        }
        drop(live);
        let mut live = self.inner.live.write().await;
        live.catch_up(&self.inner.store).await?;
        Ok(live.downgrade())
    }

    /// Changes the record by what `plan` says of what holds, all or nothing, and as of now. When somebody else was faster,
    /// the plan is made anew on what holds then.
    pub async fn change(
        &self,
        by: &PersonId,
        plan: impl Fn(&Live) -> Result<Plan, Problem>,
    ) -> Result<Vec<Event>, Problem> {
        let mut live = self.inner.live.write().await;
        for _ in 0..TRIES {
            live.catch_up(&self.inner.store).await?;
            let plan = plan(&live)?;
            if plan.changes.is_empty() {
                return Ok(Vec::new());
            }
            match live.commit(&self.inner.store, by, self.now(), plan).await {
                Ok(events) => return Ok(events),
                Err(CommitError::Store(StoreError::Moved { .. })) => {}
                Err(CommitError::Store(error)) => return Err(error.into()),
                Err(CommitError::Refused(refusal)) => return Err(live.refused(&refusal)),
            }
        }
        Err(Problem::Busy)
    }

    /// The picture of an assessment: as it was published, or as it stands.
    pub async fn picture(&self, live: &Live, id: &AssessmentId) -> Result<Arc<Picture>, Problem> {
        let (cycle, model) = live.cycle(id)?;
        let Some((digest, _)) = &cycle.published else { return live.picture(id) };
        let mut published = self.inner.published.lock().await;
        if let Some(found) = published.get(digest) {
            return Ok(found.clone());
        }
        let picture = Arc::new(self.inner.store.picture(&live.state, cycle, model).await?);
        while published.len() >= PICTURES {
            published.pop_first();
        }
        published.insert(digest.clone(), picture.clone());
        Ok(picture)
    }
}
