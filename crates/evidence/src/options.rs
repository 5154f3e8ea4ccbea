//! What the caller decides: the clock, the tool's name, the cache folder, the limits, and who hears of progress.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::observation::Tool;

use crate::exports::Import;
use crate::exports::tables::Columns;
use crate::organisation::{Kept, Organisation, Unit};
use crate::own::OwnSignals;

/// How to scan. The library reads no clock, no environment and no home folder: everything comes from here.
#[derive(Debug, Clone)]
pub struct ScanOptions {
    /// When the scan starts; written into the set.
    pub observed_at: Timestamp,
    /// The program that looks; written into the set.
    pub tool: Tool,
    /// Folder for results by commit, so that an unchanged commit is not read twice. `None`: no cache.
    pub cache: Option<PathBuf>,
    /// Where reading stops.
    pub limits: Limits,
    /// Who belongs to the organisation; by default nothing is known.
    pub organisation: Organisation,
    /// Exports of other programs about what is looked at.
    pub imports: Vec<Import>,
    /// Which column is which in tables among them, where their header does not say it.
    pub columns: Columns,
    /// Signals that the organisation defines for itself.
    pub own: OwnSignals,
}

impl ScanOptions {
    /// Options without a cache and imports, and with the default limits.
    #[must_use]
    pub fn new(observed_at: Timestamp, tool: Tool) -> Self {
        let (limits, organisation) = (Limits::default(), Organisation::default());
        let (columns, own) = (Columns::default(), OwnSignals::default());
        Self { observed_at, tool, cache: None, limits, organisation, imports: Vec::new(), columns, own }
    }
}

impl ScanOptions {
    /// How to read the repository of this name.
    pub(crate) fn reading<'a>(&'a self, name: &str, stop: &'a Stop<'a>) -> Reading<'a> {
        let on = self.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let organisation = &self.organisation;
        let (policies, unit) = (organisation.policies(name), organisation.owning(name));
        Reading { limits: &self.limits, organisation, own: &self.own, policies, unit, upstream: false, on, stop }
    }
}

/// Where reading stops. What lies behind a limit is reported as not read, never as absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest file that is read as text, in bytes.
    pub file_bytes: u64,
    /// Largest document that is no text (DOCX, PDF), in bytes.
    pub document_bytes: u64,
    /// Bytes of text kept of one repository.
    pub repository_bytes: u64,
    /// Entries of one tree (files, links and submodules).
    pub tree_entries: usize,
    /// Bytes of one tree: of its folders as git keeps them, and of the paths in full.
    pub tree_bytes: u64,
    /// Commits of one history.
    pub commits: usize,
    /// Bytes of all its commits together, unpacked.
    pub history_bytes: u64,
    /// Time for one repository, after which nothing of it is read any further.
    pub time: Duration,
    /// Tags of one repository.
    pub tags: usize,
    /// Documents read in search of policies, those with a fitting path first.
    pub documents: usize,
    /// Files of source code of which the first lines are read.
    pub samples: usize,
    /// Largest export of another program, in bytes.
    pub export_bytes: u64,
    /// Values (objects, lists, texts, numbers) of one export.
    pub export_values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A bill of materials of a larger product has several megabytes.
            file_bytes: 8 << 20,
            document_bytes: 4 << 20,
            repository_bytes: 64 << 20,
            tree_entries: 1_000_000,
            // A million paths of a hundred bytes, and as much again for their folders.
            tree_bytes: 256 << 20,
            // Linux has 1.4 million, of 1.3 gigabytes.
            commits: 4_000_000,
            history_bytes: 8 << 30,
            // Linux takes ten seconds.
            time: Duration::from_secs(3600),
            tags: 20_000,
            documents: 400,
            samples: 60,
            // What GitHub takes of a scanner has ten megabytes at most, compressed.
            export_bytes: 64 << 20,
            export_values: 4_000_000,
        }
    }
}

/// Why to end a reading, if there is a reason.
pub(crate) type Stop<'a> = dyn Fn() -> Option<&'static str> + 'a;

/// How one repository is read.
#[derive(Clone)]
pub(crate) struct Reading<'a> {
    pub(crate) limits: &'a Limits,
    pub(crate) organisation: &'a Organisation,
    pub(crate) own: &'a OwnSignals,
    /// Where this repository keeps policies, as the organisation says.
    pub(crate) policies: Kept,
    /// The one unit that owns this repository, as the organisation says.
    pub(crate) unit: Option<Unit>,
    /// Whether it is a project of others to which the organisation contributes.
    pub(crate) upstream: bool,
    /// The day of the scan.
    pub(crate) on: Date,
    /// Asked from time to time; a reason ends the reading.
    pub(crate) stop: &'a Stop<'a>,
}

impl Reading<'_> {
    /// Whether a repository with this `origin` is a project of others to which the organisation contributes.
    pub(crate) fn is_upstream(&self, origin: Option<&str>) -> bool {
        origin.is_some_and(|origin| self.organisation.is_upstream(origin))
    }
}

/// Hears how far a scan is. Called from several threads at once.
pub trait Progress: Sync {
    /// So many repositories will be looked at.
    fn found(&self, repositories: usize) {
        let _ = repositories;
    }
    /// Work on this one begins.
    fn started(&self, name: &str) {
        let _ = name;
    }
    /// This one is done.
    fn finished(&self, name: &str) {
        let _ = name;
    }
    /// Whether to stop. Asked before each repository; those that are left are reported as not looked at.
    fn stopped(&self) -> bool {
        false
    }
}

/// Progress that nobody hears.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}
