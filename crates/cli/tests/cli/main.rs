//! The program as its users run it: real repositories, real files, real exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod assess;
mod bad_input;
mod case;
mod company;
mod docs;
mod documents;
mod guide;
mod imports;
mod mirror;
mod models;
mod organisation;
mod pages;
mod planning;
mod record;
mod report;
mod signals;
mod tables;
mod tracker;

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// 2026-11-22T12:00:00Z.
const NOW: &str = "1795348800";

/// A folder for one test, with the program pointed at it.
pub struct Place {
    dir: TempDir,
    clock: RefCell<String>,
}

/// What a run of the program gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

impl Place {
    pub fn new() -> Self {
        Self { dir: TempDir::new().unwrap(), clock: RefCell::new(NOW.to_owned()) }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Sets the clock of the program, in seconds since 1970.
    pub fn set_clock(&self, seconds: &str) {
        seconds.clone_into(&mut self.clock.borrow_mut());
    }

    /// Runs `osmm` in this folder with a fixed clock, width and cache.
    pub fn osmm(&self, args: &[&str]) -> Run {
        self.osmm_with(args, &[])
    }

    /// The same with further variables of the environment.
    pub fn osmm_with(&self, args: &[&str], environment: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_osmm"))
            .args(args)
            .current_dir(self.dir.path())
            .env("SOURCE_DATE_EPOCH", self.clock.borrow().as_str())
            .env("COLUMNS", "100")
            .env("XDG_CACHE_HOME", self.path(".cache"))
            .env_remove("NO_COLOR")
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(&self.dir.path().display().to_string(), "[DIR]")
        };
        Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Makes a repository with one commit of these files.
    pub fn repository(&self, name: &str, files: &[(&str, &str)]) -> PathBuf {
        let at = self.path(name);
        fs::create_dir_all(&at).unwrap();
        git(&at, &["init", "--quiet", "--initial-branch=main"]);
        for (file, text) in files {
            self.write(&format!("{name}/{file}"), text);
        }
        git(&at, &["add", "--all"]);
        git(&at, &["commit", "--quiet", "--allow-empty", "--message=Begin\n\nSigned-off-by: A <a@example.org>"]);
        at
    }
}

/// Runs git with an identity and clock of its own and no configuration of the machine.
pub fn git(at: &Path, args: &[&str]) {
    let output = Command::new("git")
        .args(args)
        .current_dir(at)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "A")
        .env("GIT_AUTHOR_EMAIL", "a@example.org")
        .env("GIT_AUTHOR_DATE", "2026-11-01T12:00:00Z")
        .env("GIT_COMMITTER_NAME", "A")
        .env("GIT_COMMITTER_EMAIL", "a@example.org")
        .env("GIT_COMMITTER_DATE", "2026-11-01T12:00:00Z")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Files of a well-kept repository.
pub const WELL_KEPT: &[(&str, &str)] = &[
    ("LICENSE", include_str!("files/mit.txt")),
    ("README.md", include_str!("files/readme.md")),
    ("SECURITY.md", include_str!("files/security.md")),
    ("CONTRIBUTING.md", include_str!("files/contributing.md")),
    (".github/CODEOWNERS", "* @example/platform\n"),
    (".github/dependabot.yml", include_str!("files/dependabot.yml")),
    (".github/workflows/ci.yml", include_str!("files/workflow.yml")),
    ("package.json", "{\"name\": \"x\", \"dependencies\": {\"left-pad\": \"1.3.0\"}}\n"),
    (
        "package-lock.json",
        "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/left-pad\": {\"version\": \"1.3.0\"}}}\n",
    ),
    ("docs/policy.md", include_str!("files/policy.md")),
];

/// The program's answer in one text, for snapshots.
pub fn told(run: &Run) -> String {
    format!("exit code {}\n--- standard output\n{}--- standard error\n{}", run.code, run.out, run.err)
}
