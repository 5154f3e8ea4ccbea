//! Scans that are shared among workers: a scan is a list of steps, and any number of workers on any machines take them.
//!
//! ```text
//! add --> find --listed--> look, look, look ... --done--> finish --end--> kept
//! ```
//!
//! A worker takes one step at a time for a while (its lease) and says from time to time that it is still there
//! ([`Store::hold_steps`]). Whoever does not is thought dead, and its step is taken by another. A step is therefore done
//! once or more, never less than once, and only one result is kept: that of whoever holds it. A step that was taken three
//! times without an end is set aside, so that a repository that kills its workers does not hold up the others.
//!
//! The clock of leases is that of the database; the clocks of the workers do not matter.

mod scan;
mod step;

use crate::error::StoreError;
use crate::pool::{Tx, fetch_optional};

pub use scan::{NewScan, QueuedFile, QueuedScan, ScanEnd, ScanState};
pub use step::{Found, Part, Step, TRIES, TakenStep};

/// The time of the database, in microseconds.
async fn clock(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let sql = match tx {
        Tx::Sqlite(_) => "select cast(unixepoch('subsec') * 1000000 as integer)",
        Tx::Postgres(_) => "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)",
    };
    let now: Option<(i64,)> = fetch_optional!(&mut *tx, sql)?;
    Ok(now.map_or(0, |(now,)| now))
}
