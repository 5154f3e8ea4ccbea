//! A worker: takes steps of scans from the queue, on any machine that reaches the database and the folders.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use osmm_evidence::exports::Import;
use osmm_evidence::{Candidate, Looked, Progress, Scan, ScanOptions, find, look_at, put_together};
use osmm_maturity::event::Change;
use osmm_maturity::observation::{Carried, Problem as Unread, Shares, Standing, Subject};
use osmm_store::{Found, Kept, Part, Plan, ScanEnd, ScanState, Step, StoreError, TRIES, TakenStep, new_secret};
use tokio::task::JoinSet;

use super::options::Work;
use super::{Outcome, named};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct Working {
    /// Repositories that it looks at at a time; each takes a processor.
    pub threads: usize,
    /// After this long without a sign of life, others take what it was doing.
    pub lease: Duration,
    /// Whether it ends when nothing is left to do.
    pub until_idle: bool,
}

impl Default for Working {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { threads, lease: Duration::from_secs(30), until_idle: false }
    }
}

/// How long a worker with nothing to do waits before it asks again.
const PAUSE: Duration = Duration::from_secs(1);
/// How long it waits when the database does not answer.
const PATIENCE: Duration = Duration::from_secs(5);

struct Worker {
    app: App,
    name: String,
    tool: String,
    how: Working,
    /// Steps that are worked on, each with the word to stop.
    at: Mutex<BTreeMap<(i64, i64), Arc<Flag>>>,
    /// The scan that was worked on last.
    last: Mutex<Option<Arc<Work>>>,
    ended: AtomicBool,
}

/// The word to stop.
#[derive(Debug, Default)]
struct Flag(AtomicBool);

impl Progress for Flag {
    fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Works until `stop` is done, or until nothing is left when that is wanted. What was begun and not ended then is given
/// back to others.
///
/// # Errors
///
/// When the database cannot be asked at the beginning.
pub async fn work(app: App, how: Working, stop: impl Future<Output = ()>) -> Result<(), StoreError> {
    let worker = Arc::new(Worker {
        name: new_secret()?,
        tool: named(&app.config().tool),
        app,
        how,
        at: Mutex::default(),
        last: Mutex::default(),
        ended: AtomicBool::new(false),
    });
    worker.store().scans().await?;
    let mut hands = JoinSet::new();
    for _ in 0..worker.how.threads.max(1) {
        hands.spawn(worker.clone().hand());
    }
    let pulse = tokio::spawn(worker.clone().pulse());
    tokio::select! {
        () = stop => worker.end(),
        () = async { while hands.join_next().await.is_some() {} } => {}
    }
    while hands.join_next().await.is_some() {}
    pulse.abort();
    worker.store().give_back_steps(&worker.name).await
}

impl Worker {
    fn store(&self) -> &osmm_store::Store {
        self.app.store()
    }

    fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        lock(&self.at).values().for_each(|flag| flag.0.store(true, Ordering::Relaxed));
        self.app.bell().notify_waiters();
    }

    /// Takes one step after another.
    async fn hand(self: Arc<Self>) {
        while !self.ended.load(Ordering::Relaxed) {
            let pause = match self.next().await {
                Ok(true) => continue,
                Ok(false) if self.how.until_idle && self.idle().await => return,
                Ok(false) => PAUSE,
                Err(problem) => {
                    self.app.note(&format!("worker: {problem}"));
                    PATIENCE
                }
            };
            tokio::select! {
                () = self.app.bell().notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Whether no scan of this program is open.
    async fn idle(&self) -> bool {
        let scans = self.store().scans().await.unwrap_or_default();
        !scans.iter().any(|scan| scan.tool == self.tool && !matches!(scan.state, ScanState::Over(_)))
    }

    /// Does the next step, if there is one.
    async fn next(&self) -> Result<bool, Problem> {
        let Some(taken) = self.store().take_step(&self.name, &self.tool, self.how.lease).await? else {
            return Ok(false);
        };
        let (key, flag) = ((taken.scan, taken.number), Arc::new(Flag::default()));
        lock(&self.at).insert(key, flag.clone());
        let done = self.step(&taken, &flag).await;
        lock(&self.at).remove(&key);
        done.map(|()| true)
    }

    async fn step(&self, taken: &TakenStep, flag: &Arc<Flag>) -> Result<(), Problem> {
        let Some(work) = self.work(taken.scan).await? else { return Ok(()) };
        match &taken.step {
            Step::Find => self.find(taken, work).await,
            Step::Look(candidate) => self.look(taken, work, candidate, flag.clone()).await,
            Step::Finish => {
                let end = match self.finish(&work).await {
                    Ok(None) => return Ok(()),
                    Ok(Some(outcome)) => ScanEnd::Kept(serde_json::to_string(&outcome).unwrap_or_default()),
                    Err(Problem::Busy) => return Err(Problem::Busy),
                    Err(problem) => ScanEnd::Failed(problem.to_string()),
                };
                self.store().end_scan(taken.scan, &end).await?;
                Ok(())
            }
        }
    }

    /// The scan that a step belongs to; nothing when it is over meanwhile, or cannot be worked off.
    async fn work(&self, scan: i64) -> Result<Option<Arc<Work>>, Problem> {
        if let Some(last) = lock(&self.last).as_ref().filter(|last| last.scan.id == scan) {
            return Ok(Some(last.clone()));
        }
        let Some(queued) = self.store().scan(scan).await? else { return Ok(None) };
        match Work::new(queued, self.app.config()) {
            Ok(work) => {
                let work = Arc::new(work);
                *lock(&self.last) = Some(work.clone());
                Ok(Some(work))
            }
            Err(why) => {
                self.store().end_scan(scan, &ScanEnd::Failed(why)).await?;
                Ok(None)
            }
        }
    }

    async fn find(&self, taken: &TakenStep, work: Arc<Work>) -> Result<(), Problem> {
        let found = tokio::task::spawn_blocking(move || found(&work)).await.map_err(failed)?;
        self.store().keep_found(taken, &self.name, &found).await?;
        self.app.bell().notify_waiters();
        Ok(())
    }

    async fn look(&self, taken: &TakenStep, work: Arc<Work>, candidate: &str, flag: Arc<Flag>) -> Result<(), Problem> {
        let candidate: Candidate = serde_json::from_str(candidate).map_err(failed)?;
        let looking = flag.clone();
        let looked = tokio::task::spawn_blocking(move || look_at(&candidate, &work.options, &*looking));
        let looked = serde_json::to_vec(&looked.await.map_err(failed)?).map_err(failed)?;
        // What was stopped is not whole.
        if !flag.stopped() {
            self.store().keep_result(taken, &self.name, &looked).await?;
        }
        Ok(())
    }

    /// Puts together what was seen and keeps it; nothing when the scan was stopped meanwhile. When another worker did so
    /// before, nothing changes any more.
    async fn finish(&self, work: &Work) -> Result<Option<Outcome>, Problem> {
        let mut options = work.options.clone();
        let files = self.store().scan_files(work.scan.id).await?;
        let import = |f: osmm_store::QueuedFile| Import { file: f.name, repository: f.repository, bytes: f.bytes };
        options.imports = files.into_iter().map(import).collect();
        let Found { said, parts } = self.store().found(work.scan.id).await?;
        let (scan, set_aside) = tokio::task::spawn_blocking(move || {
            let problems: Vec<Unread> = serde_json::from_slice(&said).map_err(failed)?;
            let aside = parts.iter().filter(|p| p.result.is_none()).map(|p| p.name.clone()).collect();
            let looked: Vec<Looked> = parts.iter().map(|part| looked(part, &options)).collect::<Result<_, _>>()?;
            Ok::<_, Problem>((put_together(looked, problems, &options), aside))
        })
        .await
        .map_err(failed)??;
        if !self.store().begin_to_keep(work.scan.id).await? {
            return Ok(None);
        }
        self.keep(work, scan, set_aside).await.map(Some)
    }

    async fn keep(&self, work: &Work, scan: Scan, set_aside: Vec<String>) -> Result<Outcome, Problem> {
        let notes: Vec<Unread> = scan.notes.iter().chain(&scan.seen.problems).cloned().collect();
        let (shares, carried, looks) = {
            let live = self.app.read().await?;
            let mut shares = match &work.scan.unit {
                Some(unit) => Shares { by_unit: [(unit.clone(), scan.seen)].into(), unowned: Vec::new() },
                None => scan.shares(live.state.tree.as_ref().ok_or(Problem::NotFound)?),
            };
            let carry = !work.input.forget;
            let carried =
                if carry { self.store().carry(&live.state, &mut shares.by_unit).await? } else { Carried::default() };
            (shares, carried, live.state.snapshots.len())
        };
        let counted = |s: &&Subject| s.standing == Standing::Counted;
        let subjects = shares.by_unit.values().flat_map(|set| &set.subjects).filter(counted).count();
        let plan = |live: &Live| match live.state.snapshots.len() == looks {
            true => Ok(Plan::looks(&live.state, &shares.by_unit, &scan.originals)),
            // Another look came between: what goes on counting is that of then.
            false => Err(Problem::Busy),
        };
        let events = self.app.change(&work.scan.by, plan).await?;
        let changed = events.iter().map(|event| match &event.change {
            Change::Observed { changed, .. } => changed.len(),
            _ => 0,
        });
        let carried = carried.on.into_iter().map(|export| export.file).collect();
        let unowned = shares.unowned;
        let came = Outcome { subjects, changed: changed.sum(), unowned, set_aside, carried, ..Outcome::default() };
        Ok(came.noting(notes))
    }

    /// Says from time to time that the worker is there, and hears what it need not do any more.
    async fn pulse(self: Arc<Self>) {
        let every = (self.how.lease / 10).clamp(Duration::from_millis(50), Duration::from_secs(2));
        loop {
            tokio::time::sleep(every).await;
            let at: Vec<(i64, i64)> = lock(&self.at).keys().copied().collect();
            if at.is_empty() {
                continue;
            }
            for key in self.store().hold_steps(&self.name, &at, self.how.lease).await.unwrap_or_default() {
                if let Some(flag) = lock(&self.at).get(&key) {
                    flag.0.store(true, Ordering::Relaxed);
                }
            }
        }
    }
}

fn failed(error: impl std::fmt::Display) -> Problem {
    Problem::Failed(error.to_string())
}

/// What there is to look at; what does not count is done with at once.
fn found(work: &Work) -> Found {
    let mut discovery = find(&work.input.folders, &work.options);
    let mut parts = Vec::with_capacity(discovery.candidates.len());
    for candidate in &discovery.candidates {
        let result = (!candidate.counts())
            .then(|| serde_json::to_vec(&look_at(candidate, &work.options, &osmm_evidence::Silent)).ok())
            .flatten();
        match serde_json::to_string(candidate) {
            Ok(input) => parts.push(Part { name: candidate.name().to_owned(), input, result }),
            Err(error) => discovery.problems.push(Unread {
                place: candidate.name().to_owned(),
                message: format!("its path cannot be handed on: {error}"),
                hint: Some("rename the folder, or scan it without the queue".to_owned()),
            }),
        }
    }
    Found { said: serde_json::to_vec(&discovery.problems).unwrap_or_default(), parts }
}

/// What a worker saw of a repository, or why nobody did.
fn looked(part: &Part, options: &ScanOptions) -> Result<Looked, Problem> {
    if let Some(result) = &part.result {
        return serde_json::from_slice(result).map_err(failed);
    }
    let candidate: Candidate = serde_json::from_str(&part.input).map_err(failed)?;
    Ok(Looked::failed(&candidate, options, &format!("{TRIES} workers ended while they looked at it")))
}
