//! Scans as a whole: asked for, watched, stopped, ended.

use std::collections::BTreeMap;

use jiff::Timestamp;
use osmm_maturity::event::PersonId;
use osmm_maturity::unit::UnitId;

use super::clock;
use crate::Store;
use crate::error::StoreError;
use crate::pool::{Tx, each_row, execute, fetch_optional};

/// How many scans may wait or run at a time.
const OPEN: i64 = 20;
/// How many that are over are remembered.
const REMEMBERED: i64 = 100;

/// A scan that somebody asks for.
#[derive(Debug, Clone)]
pub struct NewScan {
    /// Who asks; what is seen is kept in this name.
    pub by: PersonId,
    /// The unit that is looked at; absent: each unit gets what its own repositories show.
    pub unit: Option<UnitId>,
    /// The program and version that can work it off.
    pub tool: String,
    /// When it was asked for.
    pub began: Timestamp,
    /// What to look at, as the workers understand it.
    pub input: String,
    /// Files that go with it.
    pub files: Vec<QueuedFile>,
}

/// A file of another program that goes with a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedFile {
    /// Its name without folders.
    pub name: String,
    /// The repository that it is about, where the one who handed it in said so.
    pub repository: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A scan as the queue knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedScan {
    /// Its number.
    pub id: i64,
    /// Who asked.
    pub by: PersonId,
    /// The unit, if it is about one.
    pub unit: Option<UnitId>,
    /// The program that can work it off.
    pub tool: String,
    /// When it was asked for.
    pub began: Timestamp,
    /// What to look at.
    pub input: String,
    /// How far it is.
    pub state: ScanState,
    /// Repositories looked at.
    pub done: u64,
    /// Repositories to look at; 0 while they are not known.
    pub total: u64,
    /// Some that are looked at now.
    pub current: Vec<String>,
}

/// How far a scan is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanState {
    /// No worker took it yet.
    Waiting,
    /// Workers look.
    Looking,
    /// It is over.
    Over(ScanEnd),
}

/// How a scan ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScanEnd {
    /// What it saw is in the record; what came of it, as the workers say it.
    Kept(String),
    /// Somebody stopped it; nothing was kept.
    Stopped,
    /// It ended otherwise and nothing was kept; why, in words.
    Failed(String),
}

impl ScanEnd {
    fn columns(&self) -> (&'static str, Option<&str>) {
        match self {
            Self::Kept(told) => ("kept", Some(told)),
            Self::Stopped => ("stopped", None),
            Self::Failed(why) => ("failed", Some(why)),
        }
    }
}

type Columns = (i64, String, Option<String>, String, i64, String, String, Option<String>, i64, i64);

/// Counts of one open scan.
#[derive(Debug, Default)]
struct Counts {
    taken: bool,
    done: u64,
    total: u64,
    current: Vec<String>,
}

impl Store {
    /// Asks for a scan and gives its number, or nothing when too many wait already.
    pub async fn add_scan(&self, scan: &NewScan) -> Result<Option<i64>, StoreError> {
        let mut tx = self.pool.write().await?;
        let open: Option<(i64,)> =
            fetch_optional!(&mut tx, "select count(*) from scans where state in ('open', 'keeping')")?;
        if open.is_some_and(|(open,)| open >= OPEN) {
            return Ok(None);
        }
        let sql = "delete from scans where state not in ('open', 'keeping') \
             and id not in (select id from scans order by id desc limit $1)";
        execute!(&mut tx, sql, REMEMBERED)?;
        let sql = "insert into scans (by_person, unit, tool, began, input, state) values ($1, $2, $3, $4, $5, 'open') \
                   returning id";
        let unit = scan.unit.as_ref().map(|unit| &unit.0);
        let began = scan.began.as_microsecond();
        let id: Option<(i64,)> = fetch_optional!(&mut tx, sql, &scan.by.0, unit, &scan.tool, began, &scan.input)?;
        let id = id.map(|(id,)| id).unwrap_or_default();
        let sql =
            "insert into scan_steps (scan, step, kind, name, input, state) values ($1, 0, 'find', '', '', 'waiting')";
        execute!(&mut tx, sql, id)?;
        for (number, file) in (0_i64..).zip(&scan.files) {
            let sql = "insert into scan_files (scan, number, name, repository, bytes) values ($1, $2, $3, $4, $5)";
            execute!(&mut tx, sql, id, number, &file.name, file.repository.as_ref(), &file.bytes)?;
        }
        tx.commit().await?;
        Ok(Some(id))
    }

    /// All scans that are remembered, the newest first.
    pub async fn scans(&self) -> Result<Vec<QueuedScan>, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut counts = counts(&mut tx).await?;
        let sql =
            "select id, by_person, unit, tool, began, input, state, told, done, total from scans order by id desc";
        let mut all = Vec::new();
        each_row!(&mut tx, sql, [], columns => {
            let columns: Columns = columns;
            let counted = counts.remove(&columns.0).unwrap_or_default();
            all.push(queued(columns, counted)?);
        });
        Ok(all)
    }

    /// One scan.
    pub async fn scan(&self, id: i64) -> Result<Option<QueuedScan>, StoreError> {
        Ok(self.scans().await?.into_iter().find(|scan| scan.id == id))
    }

    /// The files that go with a scan, in the order in which they were handed in.
    pub async fn scan_files(&self, id: i64) -> Result<Vec<QueuedFile>, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut files = Vec::new();
        let sql = "select name, repository, bytes from scan_files where scan = $1 order by number";
        each_row!(&mut tx, sql, [id], (name, repository, bytes) => {
            files.push(QueuedFile { name, repository, bytes });
        });
        Ok(files)
    }

    /// Says that what a scan saw is being kept: nobody can stop it from now on, so that a scan that was stopped is never in
    /// the record. Says whether that may be done.
    pub async fn begin_to_keep(&self, id: i64) -> Result<bool, StoreError> {
        let mut tx = self.pool.write().await?;
        let sql = "update scans set state = 'keeping' where id = $1 and state in ('open', 'keeping')";
        let may = execute!(&mut tx, sql, id)? == 1;
        tx.commit().await?;
        Ok(may)
    }

    /// Ends a scan that is not over: its steps and files are forgotten. Says whether it was done: a scan that is over stays
    /// as it is, and one that is being kept cannot be stopped.
    pub async fn end_scan(&self, id: i64, end: &ScanEnd) -> Result<bool, StoreError> {
        let mut tx = self.pool.write().await?;
        let ended = end_within(&mut tx, id, end).await?;
        tx.commit().await?;
        Ok(ended)
    }
}

/// Ends a scan within a transaction.
pub(super) async fn end_within(tx: &mut Tx<'_>, id: i64, end: &ScanEnd) -> Result<bool, StoreError> {
    let counted = counts(tx).await?.remove(&id).unwrap_or_default();
    let (state, told) = end.columns();
    let (done, total) = (counted.done.cast_signed(), counted.total.cast_signed());
    let sql = "update scans set state = $1, told = $2, done = $3, total = $4 \
               where id = $5 and (state = 'open' or (state = 'keeping' and $1 <> 'stopped'))";
    let ended = execute!(&mut *tx, sql, state, told, done, total, id)? == 1;
    if ended {
        execute!(&mut *tx, "delete from scan_steps where scan = $1", id)?;
        execute!(&mut *tx, "delete from scan_files where scan = $1", id)?;
    }
    Ok(ended)
}

/// How many steps of each scan are in which state.
async fn counts(tx: &mut Tx<'_>) -> Result<BTreeMap<i64, Counts>, StoreError> {
    let mut all: BTreeMap<i64, Counts> = BTreeMap::new();
    let sql = "select scan, kind, state, count(*) from scan_steps group by scan, kind, state";
    each_row!(&mut *tx, sql, [], (scan, kind, state, number) => {
        let (scan, kind, state, number): (i64, String, String, i64) = (scan, kind, state, number);
        let counts = all.entry(scan).or_default();
        counts.taken |= state != "waiting";
        if kind == "look" {
            counts.total += number.unsigned_abs();
            counts.done += if ["done", "aside"].contains(&state.as_str()) { number.unsigned_abs() } else { 0 };
        }
    });
    // Whose lease is over looks at nothing any more.
    let now = clock(tx).await?;
    let sql = "select scan, name from scan_steps where state = 'running' and kind = 'look' and until >= $1 \
               order by scan, step";
    each_row!(&mut *tx, sql, [now], (scan, name) => {
        let (scan, name): (i64, String) = (scan, name);
        all.entry(scan).or_default().current.push(name);
    });
    Ok(all)
}

fn queued(columns: Columns, counted: Counts) -> Result<QueuedScan, StoreError> {
    let (id, by, unit, tool, began, input, state, told, done, total) = columns;
    let damaged = |problem: String| StoreError::Damaged { table: "scans", row: id.to_string(), problem };
    let began = Timestamp::from_microsecond(began).map_err(|_| damaged(format!("{began} is not a time")))?;
    let told = told.unwrap_or_default();
    let state = match state.as_str() {
        "open" if !counted.taken => ScanState::Waiting,
        "open" | "keeping" => ScanState::Looking,
        "kept" => ScanState::Over(ScanEnd::Kept(told)),
        "stopped" => ScanState::Over(ScanEnd::Stopped),
        "failed" => ScanState::Over(ScanEnd::Failed(told)),
        other => return Err(damaged(format!("`{other}` is no state of a scan"))),
    };
    let (done, total) = match state {
        ScanState::Over(_) => (done.unsigned_abs(), total.unsigned_abs()),
        _ => (counted.done, counted.total),
    };
    let (by, unit, current) = (PersonId(by), unit.map(UnitId), counted.current);
    Ok(QueuedScan { id, by, unit, tool, began, input, state, done, total, current })
}
