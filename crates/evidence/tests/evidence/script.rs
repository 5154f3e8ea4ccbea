//! Histories written for `git fast-import`, with authors, dates and parents of one's choice.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::made::{Made, git, git_fed};

pub const ANN: &str = "Ann <ann@example.org>";
const BO: &str = "Bo Old <bo@old.example>";

/// Commits given to `git fast-import`, each with its parents.
#[derive(Default)]
pub struct Script {
    text: String,
    marks: u32,
}

impl Script {
    /// Adds a commit at noon of a day.
    pub fn commit(&mut self, author: &str, day: &str, message: &str, parents: &[u32]) -> u32 {
        self.by(author, author, day, message, parents)
    }

    pub fn by(&mut self, author: &str, committer: &str, day: &str, message: &str, parents: &[u32]) -> u32 {
        self.marks += 1;
        let second = format!("{day}T12:00:00Z").parse::<jiff::Timestamp>().unwrap().as_second();
        let mut parents = parents.iter();
        let from = parents.next().map(|parent| format!("from :{parent}\n")).unwrap_or_default();
        let merges: String = parents.map(|parent| format!("merge :{parent}\n")).collect();
        write!(
            self.text,
            "commit refs/heads/main\nmark :{}\nauthor {author} {second} +0200\ncommitter {committer} {second} +0000\n\
             data {}\n{message}\n{from}{merges}M 644 inline file\ndata 2\n{}\n\n",
            self.marks,
            message.len(),
            self.marks % 10
        )
        .unwrap();
        self.marks
    }

    pub fn file(&mut self, path: &str, text: &str) {
        let at = self.text.trim_end().len();
        self.text.truncate(at);
        write!(self.text, "\nM 644 inline {path}\ndata {}\n{text}\n\n", text.len()).unwrap();
    }

    pub fn repository(&self, made: &Made, name: &str) -> PathBuf {
        git(made.folder.path(), &["init", "-q", "-b", "main", "--bare", name]);
        git_fed(&made.path(name), &["fast-import", "--quiet"], self.text.as_bytes());
        made.path(name)
    }
}

/// Merges, a mailmap, machines, squashed commits, sign-offs of all kinds, and two years.
pub fn rich(made: &Made) -> PathBuf {
    let mut script = Script::default();
    let first = script.commit(ANN, "2024-01-31", "start\n\nSigned-off-by: Ann <ann@example.org>\n", &[]);
    let side = script.commit(BO, "2024-02-01", "side\n\nSigned-off-by: Else <else@example.org>\n", &[first]);
    let second = script.commit(ANN, "2024-02-29", "second\n", &[first]);
    let merge = script.commit(ANN, "2024-03-01", "Merge branch 'side'\n", &[second, side]);
    let squashed =
        "squashed (#7)\n\n* one\n\nSigned-off-by: Ann <ann@home.example>\n\nCo-authored-by: Bo <bo@new.example>\n";
    let squashed = script.by(ANN, "GitHub <noreply@github.com>", "2025-06-01", squashed, &[merge]);
    let bump = "Bump x\n\nSigned-off-by: dependabot[bot] <support@github.com>\n";
    let bump =
        script.commit("dependabot[bot] <1+dependabot[bot]@users.noreply.github.com>", "2025-07-01", bump, &[squashed]);
    let reviewed = "work\n\nReviewed-by: Ann <ann@example.org>\nSigned-off-by: Bo <bo@new.example>\n";
    let reviewed = script.by("Bo <bo@new.example>", ANN, "2025-08-01", reviewed, &[bump]);
    let feature = script.commit("Cee <cee@example.net>", "2025-08-02", "feature\n", &[reviewed]);
    script.commit(ANN, "2025-12-31", "Merge pull request #9 from x/y\n\nfeature\n", &[reviewed, feature]);
    script.file(".mailmap", "Bo <bo@new.example> <bo@old.example>\n");
    script.repository(made, "rich.git")
}
