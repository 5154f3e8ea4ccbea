//! Steps: taken by a worker for a while, held, done, given back, or set aside.

use std::time::Duration;

use super::clock;
use super::scan::{ScanEnd, end_within};
use crate::Store;
use crate::error::StoreError;
use crate::pool::{Tx, each_row, execute, fetch_optional};

/// How often a step is taken before it is set aside.
pub const TRIES: i64 = 3;

/// What a step asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To find the repositories.
    Find,
    /// To look at one; it as the worker that found it described it.
    Look(String),
    /// To put together what was seen, and to keep it.
    Finish,
}

/// A step that a worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenStep {
    /// Number of the scan.
    pub scan: i64,
    /// Number of the step within it.
    pub number: i64,
    /// What is to be done.
    pub step: Step,
}

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What there is to say of the finding itself, as the workers understand it.
    pub said: Vec<u8>,
    /// The repositories, in the order in which they were found.
    pub parts: Vec<Part>,
}

/// A repository that was found, as a step of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name for a reader.
    pub name: String,
    /// It, as the worker that looks understands it.
    pub input: String,
    /// What was seen; absent: not looked at yet, or set aside.
    pub result: Option<Vec<u8>>,
}

type Columns = (i64, i64, String, String, i64);

/// The next step that nobody holds: of the oldest scan, in order, the last one only when all others are over.
const NEXT: &str = "select s.scan, s.step, s.kind, s.input, s.tries from scan_steps s join scans c on c.id = s.scan \
    where c.state in ('open', 'keeping') and c.tool = $1 and (s.state = 'waiting' or (s.state = 'running' and s.until < $2)) \
    and (s.kind <> 'finish' or not exists (select 1 from scan_steps o where o.scan = s.scan and o.kind <> 'finish' \
    and o.state in ('waiting', 'running'))) order by s.scan, s.step limit 1";
/// Those that another worker is just taking are passed over.
const NEXT_POSTGRES: &str = "select s.scan, s.step, s.kind, s.input, s.tries from scan_steps s \
    join scans c on c.id = s.scan \
    where c.state in ('open', 'keeping') and c.tool = $1 and (s.state = 'waiting' or (s.state = 'running' and s.until < $2)) \
    and (s.kind <> 'finish' or not exists (select 1 from scan_steps o where o.scan = s.scan and o.kind <> 'finish' \
    and o.state in ('waiting', 'running'))) order by s.scan, s.step limit 1 for update of s skip locked";

impl Store {
    /// Takes the next step for a worker, which holds it for the time of the lease; nothing when there is none for this
    /// program now.
    pub async fn take_step(&self, worker: &str, tool: &str, lease: Duration) -> Result<Option<TakenStep>, StoreError> {
        let mut tx = self.pool.write().await?;
        let now = clock(&mut tx).await?;
        let taken = loop {
            let sql = if let Tx::Postgres(_) = tx { NEXT_POSTGRES } else { NEXT };
            let next: Option<Columns> = fetch_optional!(&mut tx, sql, tool, now)?;
            let Some((scan, number, kind, input, tries)) = next else { break None };
            let step = match kind.as_str() {
                "find" => Step::Find,
                "look" => Step::Look(input),
                _ => Step::Finish,
            };
            let taken = TakenStep { scan, number, step };
            if tries < TRIES {
                let sql = "update scan_steps set state = 'running', worker = $1, until = $2, tries = tries + 1 \
                           where scan = $3 and step = $4";
                execute!(&mut tx, sql, worker, now + micros(lease), scan, number)?;
                break Some(taken);
            }
            set_aside(&mut tx, &taken).await?;
        };
        tx.commit().await?;
        Ok(taken)
    }

    /// Says that a worker still does some steps, by scan and number, and gives those that it holds no more: the scan was
    /// stopped, or somebody else took them.
    pub async fn hold_steps(
        &self,
        worker: &str,
        steps: &[(i64, i64)],
        lease: Duration,
    ) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut tx = self.pool.write().await?;
        let until = clock(&mut tx).await? + micros(lease);
        let mut lost = Vec::new();
        for &(scan, number) in steps {
            let sql = "update scan_steps set until = $1 \
                       where scan = $2 and step = $3 and worker = $4 and state = 'running'";
            if execute!(&mut tx, sql, until, scan, number, worker)? == 0 {
                lost.push((scan, number));
            }
        }
        tx.commit().await?;
        Ok(lost)
    }

    /// Gives back what a worker holds, as if it had never taken it: it ends.
    pub async fn give_back_steps(&self, worker: &str) -> Result<(), StoreError> {
        let mut tx = self.pool.write().await?;
        let sql = "update scan_steps set state = 'waiting', tries = tries - 1, worker = null \
                   where worker = $1 and state = 'running'";
        execute!(&mut tx, sql, worker)?;
        tx.commit().await
    }

    /// Keeps what was found as steps of their own. Says whether the worker still held its step; if not, nothing is kept.
    pub async fn keep_found(&self, taken: &TakenStep, worker: &str, found: &Found) -> Result<bool, StoreError> {
        let mut tx = self.pool.write().await?;
        if !finished(&mut tx, taken, worker, &found.said).await? {
            return Ok(false);
        }
        let sql = "insert into scan_steps (scan, step, kind, name, input, state, result) \
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let mut number = taken.number;
        for part in &found.parts {
            number += 1;
            let state = if part.result.is_some() { "done" } else { "waiting" };
            execute!(&mut tx, sql, taken.scan, number, "look", &part.name, &part.input, state, part.result.as_ref())?;
        }
        execute!(&mut tx, sql, taken.scan, number + 1, "finish", "", "", "waiting", None::<&[u8]>)?;
        tx.commit().await?;
        Ok(true)
    }

    /// Keeps what was seen. Says whether the worker still held its step; if not, nothing is kept.
    pub async fn keep_result(&self, taken: &TakenStep, worker: &str, result: &[u8]) -> Result<bool, StoreError> {
        let mut tx = self.pool.write().await?;
        let kept = finished(&mut tx, taken, worker, result).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// What was found and what was seen of it.
    pub async fn found(&self, scan: i64) -> Result<Found, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut found = Found::default();
        let sql = "select kind, name, input, result from scan_steps where scan = $1 and kind <> 'finish' order by step";
        each_row!(&mut tx, sql, [scan], (kind, name, input, result) => {
            let (kind, result): (String, Option<Vec<u8>>) = (kind, result);
            match kind.as_str() {
                "find" => found.said = result.unwrap_or_default(),
                _ => found.parts.push(Part { name, input, result }),
            }
        });
        Ok(found)
    }
}

async fn finished(tx: &mut Tx<'_>, taken: &TakenStep, worker: &str, result: &[u8]) -> Result<bool, StoreError> {
    let sql = "update scan_steps set state = 'done', result = $1, worker = null \
               where scan = $2 and step = $3 and worker = $4 and state = 'running'";
    Ok(execute!(&mut *tx, sql, result, taken.scan, taken.number, worker)? == 1)
}

/// What killed its workers again and again is left out, or ends the scan where the scan cannot do without it.
async fn set_aside(tx: &mut Tx<'_>, taken: &TakenStep) -> Result<(), StoreError> {
    if let Step::Look(_) = taken.step {
        let sql = "update scan_steps set state = 'aside', worker = null where scan = $1 and step = $2";
        execute!(&mut *tx, sql, taken.scan, taken.number)?;
        return Ok(());
    }
    let what = if taken.step == Step::Find { "looking for repositories" } else { "putting together what was seen" };
    let why = format!("{TRIES} workers ended while {what}");
    end_within(tx, taken.scan, &ScanEnd::Failed(why)).await?;
    Ok(())
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX >> 1)
}
