//! Copies of remote repositories in a folder, for a scan that needs no network.
//!
//! ```text
//! list --listing--> Remotes --git program--> bare repositories --scan--> Observations
//! ```
//!
//! This is the only part that reaches the network, and it does so by the `git` program alone: with the user's own ways to
//! sign in, and never asking for a password. A repository is fetched without the contents of files where its server can do
//! that, and then with those that signals want. Nothing of it is checked out or run.

mod listing;
mod program;
mod remote;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::options::{Progress, ScanOptions};
use crate::scan::absent_contents;
use crate::sources::git::{Head, Repository};
pub use listing::Listing;
use program::Git;
pub use remote::Remote;

/// Folder below that of the copies in which new ones are made; a scan does not enter it.
pub(crate) const WORKSHOP: &str = ".osmm-mirror";

/// File there that is locked by who copies.
const LOCK: &str = ".osmm-mirror.lock";

/// How often wanted contents are asked for: a link among them leads to further ones.
const ROUNDS: usize = 6;

/// How to copy.
#[derive(Debug)]
pub struct Mirroring<'a> {
    /// Where the copies are.
    pub folder: &'a Path,
    /// Repositories that are fetched at a time.
    pub threads: usize,
    /// Longest time for one command of git.
    pub patience: Duration,
    /// Whether the contents of all files are fetched, wanted or not.
    pub whole: bool,
    /// How the copies will be scanned, which says what is wanted of them.
    pub scanned: &'a ScanOptions,
}

/// What became of a remote repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mirrored {
    /// The name under which a scan of the folder will list it.
    pub name: String,
    /// What came, or why nothing did.
    pub came: Result<Came, String>,
}

/// What came of a remote repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It was not there before.
    New,
    /// There was something new.
    Updated,
    /// Nothing was new.
    Unchanged,
    /// It has no commit yet.
    Empty,
}

/// Copies all of them, several at a time, in the order given. One that cannot be had, or that nobody waited for, says why;
/// the copy that was there before stays.
///
/// # Errors
///
/// Why nothing could be begun: there is no git, the folder cannot be written to, or somebody else copies into it.
pub fn mirror(remotes: &[Remote], how: &Mirroring<'_>, progress: &dyn Progress) -> Result<Vec<Mirrored>, String> {
    let git = Git::found(how.patience)?;
    let _alone = alone(how.folder)?;
    // What an earlier run left when it was ended.
    let workshop = how.folder.join(WORKSHOP);
    let _ = std::fs::remove_dir_all(&workshop);
    progress.found(remotes.len());
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..how.threads.clamp(1, remotes.len().max(1)) {
            scope.spawn(|| {
                while let Some((at, remote)) = take(&next, remotes) {
                    let came = one(&git, remote, how, &workshop.join(at.to_string()), progress);
                    let mirrored = Mirrored { name: remote.name(), came };
                    done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(at, mirrored);
                }
            });
        }
    });
    let _ = std::fs::remove_dir_all(&workshop);
    Ok(done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).into_values().collect())
}

/// Holds others off while it lives.
fn alone(folder: &Path) -> Result<File, String> {
    let path = folder.join(LOCK);
    let lock = std::fs::create_dir_all(folder).and_then(|()| File::create(&path));
    let lock = lock.map_err(|error| format!("{}: {error}", path.display()))?;
    match lock.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(format!("{}: another one copies into this folder", folder.display()))
        }
        // Some file systems have no locks.
        Ok(()) | Err(std::fs::TryLockError::Error(_)) => Ok(lock),
    }
}

fn take<'r>(next: &AtomicUsize, remotes: &'r [Remote]) -> Option<(usize, &'r Remote)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((at, remotes.get(at)?))
}

/// Names of copies in the folder that none of these is a copy of.
#[must_use]
pub fn unlisted(remotes: &[Remote], folder: &Path) -> Vec<String> {
    let listed: BTreeSet<String> = remotes.iter().map(Remote::name).collect();
    let there = crate::discover::discover(&[folder.to_owned()]);
    there.candidates.iter().map(|one| one.name().to_owned()).filter(|name| !listed.contains(name)).collect()
}

fn one(
    git: &Git,
    remote: &Remote,
    how: &Mirroring<'_>,
    workshop: &Path,
    progress: &dyn Progress,
) -> Result<Came, String> {
    if progress.stopped() {
        return Err("stopped before this one".to_owned());
    }
    let name = remote.name();
    progress.started(&name);
    let place = how.folder.join(remote.place());
    let new = !place.exists();
    let folder: PathBuf = if new { workshop.to_owned() } else { place.clone() };
    let copy = Copy { git, remote, how, folder: &folder, stopped: &|| progress.stopped() };
    let came = copy.brought(new).and_then(|came| {
        if new {
            let above = place.parent().unwrap_or(how.folder);
            let moved = std::fs::create_dir_all(above).and_then(|()| std::fs::rename(&folder, &place));
            moved.map_err(|error| format!("{}: {error}", place.display()))?;
        }
        Ok(came)
    });
    progress.finished(&name);
    came
}

/// One copy, being made or brought up to date.
struct Copy<'a> {
    git: &'a Git,
    remote: &'a Remote,
    how: &'a Mirroring<'a>,
    folder: &'a Path,
    stopped: &'a dyn Fn() -> bool,
}

impl Copy<'_> {
    fn run(&self, args: &[&str], input: &str) -> Result<String, String> {
        self.git.run(self.folder, args, input, self.stopped)
    }

    fn brought(&self, new: bool) -> Result<Came, String> {
        if new {
            std::fs::create_dir_all(self.folder).map_err(|error| format!("{}: {error}", self.folder.display()))?;
            self.run(&["init", "--bare", "--quiet", "--template=", "--ref-format=files", "."], "")?;
        }
        self.run(&["config", "remote.origin.url", self.remote.url()], "")?;
        let before = self.commit();
        let Some(branch) = self.branch()? else { return Ok(Came::Empty) };
        self.fetch(&branch)?;
        let contents = if self.how.whole { false } else { self.contents(&branch)? };
        Ok(match before {
            None => Came::New,
            before if before != self.commit() || contents => Came::Updated,
            _ => Came::Unchanged,
        })
    }

    fn commit(&self) -> Option<String> {
        match Repository::open(self.folder).ok()?.head().ok()? {
            Head::Commit(id) => Some(id),
            Head::NoCommit => None,
        }
    }

    /// The branch that HEAD of the remote names; nothing where it has no commit.
    fn branch(&self) -> Result<Option<String>, String> {
        let told = self.run(&["ls-remote", "--symref", "origin", "HEAD"], "")?;
        let named = told.lines().find_map(|line| line.strip_prefix("ref: refs/heads/")?.strip_suffix("\tHEAD"));
        if !told.lines().any(|line| !line.starts_with("ref: ")) {
            return Ok(None);
        }
        // An old server tells the commit only.
        Ok(Some(named.unwrap_or("mirrored").to_owned()))
    }

    /// Commits, trees and tags; what was another branch before goes.
    fn fetch(&self, branch: &str) -> Result<(), String> {
        let from = if branch == "mirrored" { "HEAD".to_owned() } else { format!("refs/heads/{branch}") };
        let (head, tags) = (format!("+{from}:refs/heads/{branch}"), "+refs/tags/*:refs/tags/*");
        let fetch = ["fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
        let part = self.run(&["config", "--get", "remote.origin.promisor"], "").is_ok();
        let filter: &[&str] = match (self.how.whole, part) {
            (false, _) => &["--filter=blob:none"],
            (true, false) => &["--no-filter"],
            // What is here is not all, whatever it says.
            (true, true) => &["--no-filter", "--refetch"],
        };
        self.run(&[&fetch[..], filter, &["--no-auto-maintenance", "origin", &head, tags]].concat(), "")?;
        if self.how.whole && part {
            for key in ["remote.origin.promisor", "remote.origin.partialclonefilter", "extensions.partialclone"] {
                self.run(&["config", "--unset-all", key], "").ok();
            }
        }
        let old = self.run(&["symbolic-ref", "HEAD"], "").unwrap_or_default();
        let now = format!("refs/heads/{branch}");
        self.run(&["symbolic-ref", "HEAD", &now], "")?;
        if !old.trim().is_empty() && old.trim() != now {
            self.run(&["update-ref", "-d", old.trim()], "").ok();
        }
        Ok(())
    }

    /// The contents of files that signals want and that are not here. Says whether there were any.
    fn contents(&self, branch: &str) -> Result<bool, String> {
        let name = self.remote.name();
        let mut before = BTreeSet::new();
        for _ in 0..ROUNDS {
            let repository = Repository::open(self.folder).map_err(|error| error.to_string())?;
            let missing = absent_contents(&repository, &name, self.how.scanned).map_err(|error| error.to_string())?;
            if missing.is_empty() || missing.is_subset(&before) {
                // What the server does not give is told by the scan, file by file.
                return Ok(!before.is_empty());
            }
            let ids: String = missing.iter().map(|id| format!("{id}\n")).collect();
            let fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
            let some = ["--no-auto-maintenance", "--filter=blob:none", "origin", "--stdin"];
            if self.run(&[&["-c", "fetch.negotiationAlgorithm=noop"], &fetch[..], &some].concat(), &ids).is_err() {
                let head = format!("+refs/heads/{branch}:refs/heads/{branch}");
                let all = ["--no-auto-maintenance", "--refetch", "--no-filter", "origin", &head];
                self.run(&[&fetch[..], &all].concat(), "")?;
            }
            before.extend(missing);
        }
        Ok(true)
    }
}
