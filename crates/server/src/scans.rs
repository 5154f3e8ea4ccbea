//! Scans: what is to be looked at goes into the queue of the database, and workers take it from there. A scan is not part
//! of the record: only what a whole scan saw is, so that one that was stopped, or whose workers ended, changes nothing.

mod options;
mod worker;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use osmm_evidence::exports::Import;
use osmm_evidence::exports::tables::Columns;
use osmm_evidence::{Organisation, OwnSignals};
use osmm_maturity::event::PersonId;
use osmm_maturity::observation::{Problem, Tool};
use osmm_maturity::unit::UnitId;
use osmm_store::{NewScan, QueuedFile, QueuedScan, Store, StoreError};
use serde::{Deserialize, Serialize};

pub use worker::{Working, work};

/// A scan to be queued.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Who asks for it; what is seen is kept in this name.
    pub by: PersonId,
    /// The unit that is looked at; absent: each unit gets what its own repositories show.
    pub unit: Option<UnitId>,
    /// Folders, in full, as the workers know them.
    pub folders: Vec<PathBuf>,
    /// Files of other programs.
    pub imports: Vec<Import>,
    /// Who belongs to the organisation.
    pub organisation: Organisation,
    /// Signals that it defines for itself.
    pub own: OwnSignals,
    /// How columns of company exports are read.
    pub columns: Columns,
    /// Whether commits that were read before are read again.
    pub afresh: bool,
    /// Whether what files of other programs said at earlier looks does not count any more.
    pub forget: bool,
}

/// What a scan looks at, for all of its workers alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Input {
    pub folders: Vec<PathBuf>,
    pub organisation: Option<String>,
    /// Files of signals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
    /// The file of mappings of columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    pub afresh: bool,
    #[serde(default)]
    pub forget: bool,
}

/// What came of a scan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Repositories that count.
    pub subjects: usize,
    /// Those that are new or changed since the look before.
    pub changed: usize,
    /// Repositories that belong to no unit, and were not kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unowned: Vec<String>,
    /// Repositories that could not be looked at, because workers ended again and again meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<String>,
    /// Files of other programs that go on counting from the looks before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<String>,
    /// What could not be read, and what does not fit what was looked at; of many the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Problem>,
    /// So many more there were.
    #[serde(default)]
    pub more_notes: usize,
}

/// Notes of a scan that its end keeps; all that concern a unit are in what is kept for it.
const NOTES: usize = 100;

impl Outcome {
    /// With these notes, as many as are kept.
    fn noting(mut self, notes: impl IntoIterator<Item = Problem>) -> Self {
        self.notes = notes.into_iter().collect();
        self.more_notes = self.notes.len().saturating_sub(NOTES);
        self.notes.truncate(NOTES);
        self
    }

    /// What came of a scan that was kept, as the queue has it.
    #[must_use]
    pub fn read(told: &str) -> Self {
        serde_json::from_str(told).unwrap_or_default()
    }
}

/// Puts a scan into the queue and gives its number; nothing when too many wait already.
///
/// # Errors
///
/// When the database does not take it, or a folder has a name that is no text.
pub async fn queue(store: &Store, wish: Wish, tool: &Tool, began: Timestamp) -> Result<Option<i64>, StoreError> {
    let organisation = wish.organisation.text().map(ToOwned::to_owned);
    let own = wish.own.texts().to_vec();
    let columns = wish.columns.text().map(ToOwned::to_owned);
    let Wish { folders, afresh, forget, .. } = wish;
    let input = Input { folders, organisation, own, columns, afresh, forget };
    let input = serde_json::to_string(&input).map_err(|error| StoreError::Unfit(error.to_string()))?;
    let file = |import: Import| QueuedFile { name: import.file, repository: import.repository, bytes: import.bytes };
    let files = wish.imports.into_iter().map(file).collect();
    store.add_scan(&NewScan { by: wish.by, unit: wish.unit, tool: named(tool), began, input, files }).await
}

/// The folders that a scan looks at, for a reader.
#[must_use]
pub fn folders(scan: &QueuedScan) -> Vec<String> {
    let input = serde_json::from_str::<Input>(&scan.input);
    input.map(|input| input.folders.iter().map(|f| f.display().to_string()).collect()).unwrap_or_default()
}

/// A program by name and version: only the same one works a scan off, since others may look for other things.
#[must_use]
pub fn named(tool: &Tool) -> String {
    format!("{} {}", tool.name, tool.version)
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
