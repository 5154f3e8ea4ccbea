//! Made repositories, each written in one text: what it shows, its history, and its files.
//!
//! ```text
//! What it is for.
//!
//! 2026-03-01 Ann <ann@example.org>: Subject\n\nbody
//! 2026-03-02 Ann <ann@example.org> signed: with a signature
//! 2026-03-03 Ann <ann@example.org> on GitHub: committed and signed by the forge
//! tag v1.0
//! origin https://git.example/a/b
//! -- README.md --
//! text
//! -- LICENSE = text of MIT --
//! ```
//!
//! All commits have the same files. Marks between files are those of txtar.

use std::fs;
use std::path::{Path, PathBuf};

use crate::made::{Made, git, git_fed};

const SIGNATURE: &str = "gpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n -----END SSH SIGNATURE-----\n";

/// Makes the repository of an archive.
pub fn repository(made: &Made, name: &str, text: &str) -> PathBuf {
    let path = made.path(name);
    fs::create_dir_all(&path).unwrap();
    git(&path, &["init", "-q", "-b", "main"]);
    let (story, files) = text.split_once("\n-- ").unwrap();
    for file in format!("\n-- {files}").split("\n-- ").skip(1) {
        // A file without lines of its own ends with its title.
        let split = file.split_once(" --\n").or_else(|| Some((file.strip_suffix(" --")?, "")));
        let (title, body) = split.unwrap_or_else(|| panic!("{name}: {file:.60}"));
        write(&path, title, &format!("{}\n", body.trim_end_matches('\n')));
    }
    git(&path, &["add", "-A", "-f"]);
    let tree = git(&path, &["write-tree"]);
    let mut head = None;
    for line in story.lines() {
        if let Some(tag) = line.strip_prefix("tag ") {
            git(&path, &["update-ref", &format!("refs/tags/{tag}"), head.as_deref().unwrap()]);
        } else if let Some(address) = line.strip_prefix("origin ") {
            git(&path, &["remote", "add", "origin", address]);
        } else if line.starts_with("20") {
            head = Some(commit(&path, &tree, head.as_deref(), line));
        }
    }
    git(&path, &["update-ref", "refs/heads/main", head.as_deref().unwrap()]);
    path
}

fn write(path: &Path, title: &str, body: &str) {
    let (name, text) = match title.split_once(" = text of ") {
        Some((name, id)) => {
            let known = spdx::text::LICENSE_TEXTS.iter().find(|(other, _)| *other == id);
            (name, known.unwrap_or_else(|| panic!("no text of {id}")).1)
        }
        None => (title, body),
    };
    let file = path.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, if text.trim().is_empty() { "" } else { text }).unwrap();
}

/// Writes the commit of a line of the history; its id.
fn commit(path: &Path, tree: &str, parent: Option<&str>, line: &str) -> String {
    let (day, rest) = line.split_once(' ').unwrap();
    let (author, rest) = rest.split_once('>').unwrap();
    let (how, message) = rest.split_once(": ").unwrap();
    let second = format!("{day}T12:00:00Z").parse::<jiff::Timestamp>().unwrap().as_second();
    let author = format!("{author}>");
    let (committer, signature) = match how {
        "" => (author.as_str(), ""),
        " signed" => (author.as_str(), SIGNATURE),
        " on GitHub" => ("GitHub <noreply@github.com>", SIGNATURE),
        other => panic!("a commit cannot be made {other:?}"),
    };
    let parent = parent.map(|parent| format!("parent {parent}\n")).unwrap_or_default();
    let message = message.replace("\\n", "\n");
    let object = format!(
        "tree {tree}\n{parent}author {author} {second} +0000\ncommitter {committer} {second} +0000\n{signature}\n{message}\n"
    );
    git_fed(path, &["hash-object", "-t", "commit", "-w", "--stdin"], object.as_bytes())
}
