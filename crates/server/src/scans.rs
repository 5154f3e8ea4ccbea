//! Scans that run in this program, one after another. They are not part of the record: only what a whole scan saw is, so
//! that one that was stopped, or whose program ended, changes nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use osmm_evidence::exports::Import;
use osmm_evidence::{Progress, ScanOptions, scan};
use osmm_maturity::event::{Change, PersonId};
use osmm_maturity::observation::Standing;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::Problem;

/// How many scans may wait or run.
const WAITING: usize = 20;
/// How many are remembered.
const REMEMBERED: usize = 100;

/// The scans of this program, oldest first.
#[derive(Debug)]
pub(crate) struct Scans {
    all: Mutex<Vec<Arc<Job>>>,
    next: AtomicU64,
    /// A scan uses all processors by itself, so one runs at a time.
    turn: Arc<Semaphore>,
}

impl Default for Scans {
    fn default() -> Self {
        Self { all: Mutex::default(), next: AtomicU64::new(1), turn: Arc::new(Semaphore::new(1)) }
    }
}

/// One scan.
#[derive(Debug)]
pub(crate) struct Job {
    pub id: u64,
    pub unit: UnitId,
    pub input: Input,
    pub by: PersonId,
    pub began: Timestamp,
    total: AtomicUsize,
    done: AtomicUsize,
    current: Mutex<BTreeSet<String>>,
    stop: AtomicBool,
    state: Mutex<State>,
}

/// What a scan looks at.
#[derive(Debug)]
pub(crate) struct Input {
    pub folders: Vec<PathBuf>,
    /// Results of other programs.
    pub imports: Vec<Import>,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Another one runs.
    Waiting,
    /// It looks.
    Looking,
    /// What it saw is in the record.
    Kept {
        /// Repositories that count.
        subjects: usize,
        /// Those that are new or changed since the look before.
        changed: usize,
    },
    /// Somebody stopped it.
    Stopped,
    /// It ended otherwise; in words for the one who asked.
    Failed(String),
}

impl Job {
    pub fn state(&self) -> State {
        lock(&self.state).clone()
    }

    pub fn over(&self) -> bool {
        !matches!(self.state(), State::Waiting | State::Looking)
    }

    /// Repositories looked at, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// One of the repositories that are looked at now.
    pub fn current(&self) -> Option<String> {
        lock(&self.current).first().cloned()
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn set(&self, state: State) {
        *lock(&self.state) = state;
    }
}

impl Progress for Job {
    fn found(&self, repositories: usize) {
        self.total.store(repositories, Ordering::Relaxed);
    }

    fn started(&self, name: &str) {
        lock(&self.current).insert(name.to_owned());
    }

    fn finished(&self, name: &str) {
        lock(&self.current).remove(name);
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scans {
    /// All that are remembered, the newest first.
    pub fn list(&self) -> Vec<Arc<Job>> {
        lock(&self.all).iter().rev().cloned().collect()
    }

    pub fn get(&self, id: u64) -> Option<Arc<Job>> {
        lock(&self.all).iter().find(|j| j.id == id).cloned()
    }

    /// Stops all that are not over: the program ends.
    pub fn stop_all(&self) {
        lock(&self.all).iter().for_each(|j| j.stop());
    }

    fn add(&self, unit: UnitId, input: Input, by: PersonId, began: Timestamp) -> Result<Arc<Job>, Problem> {
        let mut all = lock(&self.all);
        if all.iter().filter(|j| !j.over()).count() >= WAITING {
            return Err(Problem::Busy);
        }
        while all.len() >= REMEMBERED {
            let Some(old) = all.iter().position(|j| j.over()) else { break };
            all.remove(old);
        }
        let job = Arc::new(Job {
            id: self.next.fetch_add(1, Ordering::Relaxed),
            unit,
            input,
            by,
            began,
            total: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            current: Mutex::default(),
            stop: AtomicBool::new(false),
            state: Mutex::new(State::Waiting),
        });
        all.push(job.clone());
        Ok(job)
    }
}

/// Begins to look at folders for a unit; what is seen is kept in the name of who asked.
pub(crate) fn begin(app: &App, unit: UnitId, input: Input, by: PersonId) -> Result<Arc<Job>, Problem> {
    let job = app.scans().add(unit, input, by, app.now())?;
    let (app, running) = (app.clone(), job.clone());
    tokio::spawn(async move {
        let end = run(&app, &running).await.unwrap_or_else(|problem| State::Failed(problem.to_string()));
        running.set(end);
    });
    Ok(job)
}

async fn run(app: &App, job: &Arc<Job>) -> Result<State, Problem> {
    let failed = |error: &dyn std::fmt::Display| Problem::Failed(error.to_string());
    let _turn = app.scans().turn.acquire().await.map_err(|e| failed(&e))?;
    if job.stopped() {
        return Ok(State::Stopped);
    }
    job.set(State::Looking);
    let mut options = ScanOptions::new(app.now(), app.config().tool.clone());
    options.cache.clone_from(&app.config().cache);
    options.organisation.clone_from(&app.config().organisation);
    options.columns.clone_from(&app.config().columns);
    options.own.clone_from(&app.config().own);
    options.imports.clone_from(&job.input.imports);
    let looking = job.clone();
    let set = tokio::task::spawn_blocking(move || scan(&looking.input.folders, &options, &*looking));
    let set = set.await.map_err(|e| failed(&e))?;
    if job.stopped() {
        return Ok(State::Stopped);
    }
    let subjects = set.subjects.iter().filter(|s| s.standing == Standing::Counted).count();
    let events = app.change(&job.by, |live| Ok(Plan::look(&live.state, &job.unit, set.clone()))).await?;
    let changed = events.iter().map(|e| match &e.change {
        Change::Observed { changed, .. } => changed.len(),
        _ => 0,
    });
    Ok(State::Kept { subjects, changed: changed.sum() })
}

/// A typed folder as it is on the disk, if it lies below one of the allowed ones; links are followed before that is
/// asked. The error names a message. What lies elsewhere is not even said to be there or not.
pub(crate) fn allowed(below: &[PathBuf], typed: &str) -> Result<PathBuf, &'static str> {
    let path = Path::new(typed);
    if !path.is_absolute() {
        return Err("scans-fault-absolute");
    }
    let roots: Vec<PathBuf> = below.iter().filter_map(|root| root.canonicalize().ok()).collect();
    let plain = path.components().all(|c| c != std::path::Component::ParentDir);
    match path.canonicalize() {
        Ok(real) if !roots.iter().any(|root| real.starts_with(root)) => Err("scans-fault-outside"),
        Ok(real) if !real.is_dir() => Err("scans-fault-missing"),
        Ok(real) => Ok(real),
        Err(_) if plain && below.iter().chain(&roots).any(|root| path.starts_with(root)) => Err("scans-fault-missing"),
        Err(_) => Err("scans-fault-outside"),
    }
}

#[cfg(test)]
mod tests;
