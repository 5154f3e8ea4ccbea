//! Keeping: the record of an organisation, in a SQLite file or a PostgreSQL database. The only crate that knows SQL.
//!
//! A record is a list of events that is only ever added to (see [`osmm_maturity::event`]). What holds now is a fold over
//! them and is done elsewhere; nothing here knows what an event means, except for what it has to keep with it.
//!
//! What is a row: an event (`events`), a file by its digest (`blobs`), what is known of a person (`people`), the end of
//! the record (`head`), the version of the tables (`osmm`). What is JSON: the change of an event, as the text that was
//! hashed. It is never looked into by SQL; the columns `kind`, `within`, `unit` and `item` repeat from it what events are
//! found by, and [`Store::verify`] compares them.
//!
//! The price of two databases with one text of SQL: queries are not checked when they are compiled, and only what both
//! databases understand can be used. Every test runs on both. Times are kept to the microsecond, which is what the chain
//! covers. Both databases are asked for the same order of texts, byte by byte. NUL characters, which PostgreSQL cannot
//! keep, are refused everywhere.
//!
//! The price of keeping events: who wants the state reads them all, or those that a [`Select`] leaves. A wish to read one
//! thing fast is answered with a selection, not with a table that would have to be kept in step.
//!
//! Beside the record are accounts, keys and the log of who looked at what (`access`), and scans that workers share
//! (`queue`): no history, and not part of it.
//!
//! What can be erased: the data of people, and the words of reasons. Words inside a change (titles, notes on an answer
//! that does not apply) are covered by the chain for ever. In SQLite what was erased is overwritten, also in the log
//! beside the file. A PostgreSQL server keeps old rows until it vacuums, and its own log as long as it is set to; that is
//! up to whoever runs it, as are backups.
//!
//! For PostgreSQL, the driver reads the usual variables (`PGPASSFILE`, `PGSSLROOTCERT`, ...) for what the address leaves
//! open, so that no password has to stand in a command.

mod access;
mod append;
mod audit;
mod commit;
mod dump;
mod error;
mod export;
mod files;
mod import;
mod kept;
mod open;
mod person;
mod place;
mod pool;
mod queue;
mod read;
mod row;
mod schema;
mod state;
mod verify;

pub use access::{Access, Account, Key, KeyKind, new_secret};
pub use append::{Append, MAX_BLOB};
pub use audit::{Counts, Finding, Verification};
pub use commit::{CommitError, Originals, Plan};
pub use dump::FORMAT;
pub use error::StoreError;
pub use import::Mode;
pub use kept::Kept;
pub use person::{Person, PersonData, new_person_id, new_salt};
pub use place::{Address, Place};
pub use queue::{Found, NewScan, Part, QueuedFile, QueuedScan, ScanEnd, ScanState, Step, TRIES, TakenStep};
pub use read::{Select, Within};
pub use schema::SCHEMA;

/// An open record. It can be shared between tasks; each call is a transaction of its own.
#[derive(Debug)]
pub struct Store {
    pool: pool::Pool,
    place: Place,
    created: bool,
}

impl Store {
    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether there was nothing at the place before it was opened.
    #[must_use]
    pub fn created(&self) -> bool {
        self.created
    }

    /// Closes all connections; a SQLite file stands alone after that, without a log beside it.
    pub async fn close(self) {
        self.pool.close().await;
    }
}
