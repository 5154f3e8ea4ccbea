//! Repositories made by the git program in temporary folders, and short ways to look at a scan of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use osmm_evidence::{Limits, ScanOptions, Silent, scan};
use osmm_maturity::observation::{Observation, ObservationSet, Standing, Tool, Verdict};
use tempfile::TempDir;

/// A folder that is removed at the end.
pub struct Made {
    pub folder: TempDir,
}

impl Made {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A work tree with one commit of these files.
    pub fn repository(&self, name: &str, files: &[(&str, &str)]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(&path).unwrap();
        git(&path, &["init", "-q", "-b", "main"]);
        for (file, text) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        commit(&path, "first\n\nSigned-off-by: Ann <ann@example.org>");
        path
    }
}

/// Adds everything and commits it.
pub fn commit(path: &Path, message: &str) {
    git(path, &["add", "-A"]);
    git(path, &["commit", "-q", "--allow-empty", "-m", message]);
}

/// Runs git apart from the user's and the system's settings.
pub fn git(path: &Path, arguments: &[&str]) -> String {
    git_fed(path, arguments, b"")
}

pub fn git_fed(path: &Path, arguments: &[&str], input: &[u8]) -> String {
    use std::io::Write;
    let mut child = command(path, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "git {arguments:?} in {}", path.display());
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn command(path: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(path)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        // References that replace commits are not followed, and git is asked the same.
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_AUTHOR_NAME", "Ann")
        .env("GIT_AUTHOR_EMAIL", "ann@example.org")
        .env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
        .env("GIT_COMMITTER_NAME", "Ann")
        .env("GIT_COMMITTER_EMAIL", "ann@example.org")
        .env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
        .args(["-c", "protocol.file.allow=always", "-c", "uploadpack.allowFilter=true", "-c", "gc.auto=0"])
        .args(["-c", "advice.detachedHead=false"])
        .args(arguments);
    command
}

pub fn options() -> ScanOptions {
    let tool = Tool { name: "osmm".to_owned(), version: "0.0.0".to_owned() };
    ScanOptions::new("2026-11-22T00:00:00Z".parse().unwrap(), tool)
}

pub fn scanned(paths: &[&Path]) -> ObservationSet {
    scan(&paths.iter().map(|path| path.to_path_buf()).collect::<Vec<_>>(), &options(), &Silent)
}

pub fn scanned_within(path: &Path, limits: Limits) -> ObservationSet {
    scan(&[path.to_path_buf()], &ScanOptions { limits, ..options() }, &Silent)
}

/// The answer of one signal about one subject.
pub fn answer<'a>(set: &'a ObservationSet, subject: &str, signal: &str) -> &'a Observation {
    let found = set.observations.iter().find(|one| one.subject == subject && one.signal.0 == signal);
    found.unwrap_or_else(|| panic!("no {signal} of {subject} in {:?}", names(set)))
}

pub fn names(set: &ObservationSet) -> Vec<&str> {
    set.subjects.iter().map(|subject| subject.name.as_str()).collect()
}

/// Names with a mark on those that do not count.
pub fn standings(set: &ObservationSet) -> Vec<String> {
    let shown = |standing: &Standing| match standing {
        Standing::Counted => String::new(),
        Standing::LeftOut { reason } => format!(" ({reason})"),
        Standing::Upstream => " (upstream)".to_owned(),
        Standing::Whole => " (all)".to_owned(),
    };
    set.subjects.iter().map(|subject| format!("{}{}", subject.name, shown(&subject.standing))).collect()
}

/// The reason why a signal could not look.
pub fn reason(observation: &Observation) -> &str {
    match &observation.verdict {
        Verdict::CouldNotLook { reason } => reason,
        other => panic!("{} is {other:?}", observation.signal),
    }
}

/// A README of the needed length.
pub fn readme() -> String {
    "# App\n\n".to_owned() + &"It does a thing for people who need it. ".repeat(10)
}
