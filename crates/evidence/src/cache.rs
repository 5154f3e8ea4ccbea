//! Keeps what was seen at a commit, so that an unchanged commit is not read twice.
//!
//! What is read depends on the commit, on where a shallow history is cut, on the tags, on who belongs to the organisation and what it asks for itself,
//! on the limits and on this program; the key is a digest over all of them. Of the history the facts are kept and not the
//! answers, because some answers change with the day. What could not be read is not kept, since it may be readable tomorrow; what
//! was left out because of a limit is, since the next run would leave out the same. A file that is damaged or of
//! another form is as good as none.

use std::path::PathBuf;

use jiff::civil::Date;
use osmm_maturity::observation::{Observation, Verdict};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::facts::{History, Unavailable};
use crate::options::{Reading, ScanOptions};
use crate::signals::ALL;
use crate::sources::git::Repository;

/// The folder with results, or nothing.
pub(crate) struct Cache {
    folder: Option<PathBuf>,
    /// What all keys of this run share.
    circumstances: String,
}

/// What is kept of one commit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    pub(crate) commit: String,
    pub(crate) committed_on: Option<Date>,
    pub(crate) submodules: Vec<String>,
    pub(crate) committed_repositories: Vec<String>,
    /// What the files show. Their subject is the name at the time, and is set anew when they are read.
    pub(crate) observations: Vec<Observation>,
    pub(crate) history: Result<History, Unavailable>,
}

impl Kept {
    fn lasting(&self) -> bool {
        !self.observations.iter().any(|one| matches!(one.verdict, Verdict::CouldNotLook { .. })) && self.history.is_ok()
    }
}

impl Cache {
    pub(crate) fn new(options: &ScanOptions) -> Self {
        let signals: Vec<&str> = ALL.iter().map(|signal| signal.id).collect();
        let circumstances = format!(
            "{}\n{} {}\n{:?}\n{}\n{}\n{}",
            env!("CARGO_PKG_VERSION"),
            options.tool.name,
            options.tool.version,
            options.limits,
            options.organisation.digest(),
            options.own.digest(),
            signals.join(" ")
        );
        Self { folder: options.cache.clone(), circumstances }
    }

    /// The key of a commit in a repository of this state.
    pub(crate) fn key(&self, commit: &str, repository: &Repository, reading: &Reading<'_>) -> String {
        let Reading { policies, unit, upstream, .. } = reading;
        let mut text = format!(
            "{}\n{commit}\n{}\n{policies:?}\n{unit:?} {upstream}\n",
            self.circumstances,
            repository.shallow().join(" ")
        );
        text.push_str(&repository.tags_digest().unwrap_or_else(|why| why));
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What is kept under a key.
    pub(crate) fn get(&self, key: &str) -> Option<Kept> {
        let text = std::fs::read(self.folder.as_ref()?.join(format!("{key}.json"))).ok()?;
        serde_json::from_slice::<Kept>(&text).ok().filter(Kept::lasting)
    }

    /// Keeps a lasting result; a cache that cannot be written is no reason to fail.
    pub(crate) fn put(&self, key: &str, kept: &Kept) {
        let Some(folder) = self.folder.as_ref().filter(|_| kept.lasting()) else {
            return;
        };
        let Ok(text) = serde_json::to_vec(kept) else {
            return;
        };
        let _ = std::fs::create_dir_all(folder);
        let part = folder.join(format!("{key}.{}.part", std::process::id()));
        if std::fs::write(&part, text).is_ok() && std::fs::rename(&part, folder.join(format!("{key}.json"))).is_ok() {
            return;
        }
        let _ = std::fs::remove_file(&part);
    }
}
