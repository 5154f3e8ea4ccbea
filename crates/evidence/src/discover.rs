//! Finds the repositories at or under the given paths, each once, without following links.
//!
//! Work trees (`.git` folder or file) and bare repositories are found, also inside each other. Linked work trees
//! share one repository and count once; submodules are other projects' code and are only listed. Folders named
//! `node_modules` are not entered: they hold installed packages, not repositories; nor is that in which copies of remote
//! repositories are being made.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use osmm_maturity::observation::Problem;

use serde::{Deserialize, Serialize};

use crate::mirror::WORKSHOP;

/// A repository that was found. It can be handed on to another machine that has the same folders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Unique name of the subject.
    pub(crate) name: String,
    /// Folder to open.
    pub(crate) root: PathBuf,
    /// The reason why it does not count, where it does not.
    pub(crate) left_out: Option<String>,
}

impl Candidate {
    /// Unique name of the subject.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is to be looked at.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.left_out.is_none()
    }
}

/// What a walk over the given paths brought.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Sorted by name.
    pub candidates: Vec<Candidate>,
    /// Paths that could not be walked, or had nothing.
    pub problems: Vec<Problem>,
}

/// A repository before it has a name.
struct Found {
    given: usize,
    /// Parts below the given path.
    parts: Vec<String>,
    root: PathBuf,
    identity: PathBuf,
    place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Main,
    LinkedWorkTree,
    Submodule,
}

/// Walks all paths.
pub(crate) fn discover(paths: &[PathBuf]) -> Discovery {
    let mut problems = Vec::new();
    let mut found = Vec::new();
    let mut bases = Vec::new();
    for (given, path) in paths.iter().enumerate() {
        let shown = path.display().to_string();
        let (base, name) = match fs::canonicalize(path) {
            Ok(base) => {
                let name = own_name(&base);
                (base, name)
            }
            Err(error) => {
                problems.push(problem(&shown, &error.to_string(), Some("check the path")));
                bases.push(String::new());
                continue;
            }
        };
        bases.push(name);
        if !base.is_dir() {
            problems.push(problem(&shown, "it is not a folder", Some("give a folder with repositories")));
            continue;
        }
        let before = found.len();
        walk(given, &base, &shown, &mut found, &mut problems);
        if found.len() == before {
            problems.push(nothing_found(&base, &shown));
        }
    }
    problems.sort();
    problems.dedup();
    Discovery { candidates: named(once_each(found), &bases), problems }
}

fn problem(place: &str, message: &str, hint: Option<&str>) -> Problem {
    Problem { place: place.to_owned(), message: message.to_owned(), hint: hint.map(ToOwned::to_owned) }
}

fn nothing_found(base: &Path, shown: &str) -> Problem {
    let enclosing = base.ancestors().skip(1).zip(1_usize..).find(|(folder, _)| kind_of(folder).is_some());
    match enclosing {
        Some((folder, up)) => {
            let hint = format!(
                "scan the repository as a whole: {}",
                Path::new(shown).join(vec![".."; up].join("/")).display()
            );
            let message = format!("it lies inside the repository {} and holds none of its own", own_name(folder));
            problem(shown, &message, Some(&hint))
        }
        None => {
            let hint = "give the folder of a git repository, or one that has repositories somewhere below it";
            problem(shown, "no git repository was found here or below", Some(hint))
        }
    }
}

/// What a folder is to git.
enum Kind {
    WorkTree,
    Bare,
}

fn kind_of(folder: &Path) -> Option<Kind> {
    if folder.join(".git").symlink_metadata().is_ok() {
        return Some(Kind::WorkTree);
    }
    let bare = folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir();
    bare.then_some(Kind::Bare)
}

fn walk(given: usize, base: &Path, shown: &str, found: &mut Vec<Found>, problems: &mut Vec<Problem>) {
    let mut folders = vec![(base.to_owned(), Vec::<String>::new())];
    while let Some((folder, parts)) = folders.pop() {
        let kind = kind_of(&folder);
        if let Some(kind) = &kind {
            found.push(identify(given, &folder, &parts, kind));
        }
        if matches!(kind, Some(Kind::Bare)) {
            continue;
        }
        let place = if parts.is_empty() { shown.to_owned() } else { format!("{shown}/{}", parts.join("/")) };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                let hint = "what is below this folder was not looked at; check its permissions";
                problems.push(problem(&place, &format!("the folder cannot be read: {error}"), Some(hint)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let name = shown_name(entry.file_name().as_encoded_bytes());
            if is_folder && ![".git", "node_modules", WORKSHOP].contains(&name.as_str()) {
                let mut parts = parts.clone();
                parts.push(name);
                folders.push((entry.path(), parts));
            }
        }
    }
}

fn identify(given: usize, folder: &Path, parts: &[String], kind: &Kind) -> Found {
    let git_dir = match kind {
        Kind::Bare => folder.to_owned(),
        Kind::WorkTree => linked(folder).unwrap_or_else(|| folder.join(".git")),
    };
    let shared = small_text(&git_dir.join("commondir")).map(|text| git_dir.join(text.trim_end()));
    let place = match &shared {
        Some(_) => Place::LinkedWorkTree,
        None if is_module(&git_dir) => Place::Submodule,
        None => Place::Main,
    };
    let identity = shared.unwrap_or(git_dir);
    Found {
        given,
        parts: parts.to_vec(),
        root: folder.to_owned(),
        identity: fs::canonicalize(&identity).unwrap_or(identity),
        place,
    }
}

/// The folder that a `.git` file points at.
fn linked(folder: &Path) -> Option<PathBuf> {
    // A link to a folder is a repository of its own; a folder is the usual case.
    let text = small_text(&folder.join(".git"))?;
    let target = text.strip_prefix("gitdir:")?.trim();
    Some(folder.join(target))
}

/// The text of a regular file of at most 4 KiB: a pipe would hang, and nothing read here is ever longer.
fn small_text(file: &Path) -> Option<String> {
    let small = file.metadata().is_ok_and(|meta| meta.is_file() && meta.len() <= 4096);
    small.then(|| fs::read(file).ok()).flatten().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether a git folder lies in the `modules` folder of another one.
fn is_module(git_dir: &Path) -> bool {
    let clean = fs::canonicalize(git_dir).unwrap_or_else(|_| git_dir.to_owned());
    clean.ancestors().skip(1).any(|folder| {
        folder.ends_with("modules") && folder.parent().is_some_and(|parent| parent.join("HEAD").is_file())
    })
}

/// One entry a repository: the main work tree where it was met, else the first in order.
fn once_each(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| (a.place, a.given, &a.parts).cmp(&(b.place, b.given, &b.parts)));
    let mut seen = std::collections::HashSet::new();
    found.retain(|one| seen.insert(one.identity.clone()));
    found.sort_by(|a, b| (a.given, &a.parts).cmp(&(b.given, &b.parts)));
    found
}

/// Gives each its name: the path below the given folder, or the folder's own name; clashes get the given folder's
/// name in front, and a number where even that is not enough.
fn named(found: Vec<Found>, bases: &[String]) -> Vec<Candidate> {
    let short = |one: &Found| match one.parts.split_last() {
        None => bases[one.given].clone(),
        Some((last, folders)) => {
            let mut parts = folders.to_vec();
            parts.push(without_suffix(last));
            parts.join("/")
        }
    };
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for one in &found {
        *uses.entry(short(one)).or_default() += 1;
    }
    let mut taken = std::collections::BTreeSet::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    for one in &found {
        let mut name = short(one);
        if uses[&name] > 1 && !one.parts.is_empty() {
            name = format!("{}/{name}", bases[one.given]);
        }
        let first = name.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{first} ({number})");
            number += 1;
        }
        candidates.push(Candidate { name, root: one.root.clone(), left_out: None });
    }
    for at in 0..candidates.len() {
        if found[at].place == Place::Submodule {
            candidates[at].left_out = Some(reason(&candidates, at));
        }
    }
    candidates.sort_by(|a, b| a.name.cmp(&b.name));
    candidates
}

fn reason(candidates: &[Candidate], at: usize) -> String {
    let root = &candidates[at].root;
    let parents = candidates.iter().filter(|other| root != &other.root && root.starts_with(&other.root));
    match parents.max_by_key(|other| other.root.as_os_str().len()) {
        Some(parent) => format!("submodule of {}", parent.name),
        None => "submodule of another repository".to_owned(),
    }
}

fn own_name(folder: &Path) -> String {
    let last = match folder.components().next_back() {
        Some(Component::Normal(name)) if name == ".git" => folder.parent().and_then(Path::file_name),
        Some(Component::Normal(name)) => Some(name),
        _ => None,
    };
    last.map_or_else(|| "root".to_owned(), |name| without_suffix(&shown_name(name.as_encoded_bytes())))
}

fn without_suffix(name: &str) -> String {
    name.strip_suffix(".git").filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
}

fn shown_name(bytes: &[u8]) -> String {
    crate::sources::git::shown(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(given: usize, parts: &[&str]) -> Found {
        let root = PathBuf::from(format!("/{given}/{}", parts.join("/")));
        Found {
            given,
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            identity: root.clone(),
            root,
            place: Place::Main,
        }
    }

    #[test]
    fn clashing_names_are_told_apart_in_a_fixed_way() {
        let all = vec![found(0, &["app"]), found(1, &["app.git"]), found(2, &["app"]), found(2, &["lib"])];
        let bases = ["a".to_owned(), "b".to_owned(), "b".to_owned()];
        let names: Vec<String> = named(all, &bases).into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["a/app", "b/app", "b/app (2)", "lib"]);
    }

    #[test]
    fn suffixes_of_bare_repositories_are_not_part_of_the_name() {
        assert_eq!(own_name(Path::new("/x/app.git")), "app");
        assert_eq!(own_name(Path::new("/x/app/.git")), "app");
        assert_eq!(own_name(Path::new("/")), "root");
    }
}
