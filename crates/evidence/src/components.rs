//! The parts of a repository that are built by themselves: folders with a manifest of a package manager. Where there are
//! fewer than two, the folders that CODEOWNERS gives to somebody are parts that people answer for.
//!
//! What a signal says of the repository it may also say of each part. Where there is one part or none, nothing is added.

use std::collections::{BTreeMap, BTreeSet};

use crate::codeowners;
use crate::ecosystems::{Ecosystem, of_manifest};
use crate::facts::{Entry, Facts, File, Tree};
use crate::finding::Finding;

/// Most parts that are told apart; beyond, a folder of generated packages would be listed.
const MOST: usize = 2000;
/// Parts listed that lack something.
const LISTED: usize = 20;

/// Where something may stand for a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// In its own folder.
    Own,
    /// There, or in one above: a workspace keeps it for all.
    Above,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Component {
    /// Its folder, empty for the root.
    pub(crate) folder: String,
    /// The ecosystems of its manifests, by name.
    ecosystems: BTreeSet<&'static str>,
}

impl Component {
    /// Whether one of its manifests is of this ecosystem.
    pub(crate) fn is_of(&self, ecosystem: &Ecosystem) -> bool {
        self.ecosystems.contains(ecosystem.name)
    }

    fn named(&self) -> &str {
        if self.folder.is_empty() { "." } else { &self.folder }
    }
}

/// The parts of a repository, by folder; manifests among tests and examples are none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Components {
    with_manifest: Vec<Component>,
    /// Folders that CODEOWNERS gives to somebody, looked for where there are no two with a manifest.
    areas: Vec<Component>,
}

impl Components {
    pub(crate) fn of(tree: &Tree, files: &BTreeMap<String, File>) -> Self {
        let mut found: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
        for entry in tree.entries.iter().filter(|entry| !entry.sample()) {
            if let Some(ecosystem) = of_manifest(entry) {
                found.entry(folder(&entry.path)).or_default().insert(ecosystem.name);
            }
        }
        let text = codeowners::in_effect(files.values()).and_then(File::text).filter(|_| found.len() < 2);
        let areas = text.map(|text| codeowners::areas(text, tree)).unwrap_or_default();
        let part = |(folder, ecosystems): (&str, _)| Component { folder: folder.to_owned(), ecosystems };
        Self {
            with_manifest: found.into_iter().map(part).collect(),
            areas: areas.into_iter().map(|folder| part((folder, BTreeSet::new()))).collect(),
        }
    }

    /// Those that are built by themselves.
    pub(crate) fn with_manifest(&self) -> &[Component] {
        &self.with_manifest
    }

    /// Those, or where there are no two of them those that somebody answers for.
    pub(crate) fn answered_for(&self) -> &[Component] {
        if self.with_manifest.len() < 2 { &self.areas } else { &self.with_manifest }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Why so many parts are not told apart, where they are too many.
pub(crate) fn too_many(parts: usize) -> Option<String> {
    (parts > MOST).then(|| format!("there are more than {MOST} folders with a manifest or an owner"))
}

/// Adds how many parts have a file of their own. `has` says of a file whether it is one for the part.
pub(crate) fn rolled_up<'c>(
    finding: Finding,
    facts: &Facts,
    parts: impl IntoIterator<Item = &'c Component>,
    reach: Reach,
    has: impl Fn(&Component, &Entry) -> bool,
) -> Finding {
    let parts: Vec<&Component> = parts.into_iter().collect();
    if parts.len() < 2 || parts.len() > MOST {
        return counted(finding, &parts, |_| false);
    }
    let entries = facts.tree.as_ref().map(|tree| tree.entries.as_slice()).unwrap_or_default();
    let mut by_folder: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_folder.entry(folder(&entry.path)).or_default().push(entry);
    }
    let in_folder = |part: &Component, at: &str| by_folder.get(at).is_some_and(|all| all.iter().any(|e| has(part, e)));
    counted(finding, &parts, |part| match reach {
        Reach::Own => in_folder(part, &part.folder),
        Reach::Above => above(&part.folder).any(|at| in_folder(part, at)),
    })
}

/// Adds how many of two parts or more pass, and names those that do not.
pub(crate) fn counted(finding: Finding, parts: &[&Component], with: impl Fn(&Component) -> bool) -> Finding {
    if parts.len() < 2 {
        return finding;
    }
    if let Some(why) = too_many(parts.len()) {
        return finding.open("component_roots", &why);
    }
    let (with, without): (Vec<&Component>, Vec<&Component>) = parts.iter().partition(|part| with(part));
    numbers(finding, parts.len(), with.len(), without.iter().map(|part| part.named()))
}

/// The figures of a roll-up.
pub(crate) fn numbers<'n>(
    finding: Finding,
    all: usize,
    with: usize,
    without: impl Iterator<Item = &'n str>,
) -> Finding {
    finding
        .count("component_roots", all)
        .count("component_roots_with", with)
        .list("component_roots_without", without.take(LISTED))
}

/// A folder and those above it, up to the root.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |at| (!at.is_empty()).then(|| self::folder(at)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use osmm_maturity::observation::Measure;

    use super::*;
    use crate::ecosystems::of_lock;

    fn finding(files: &[(&str, &str)], reach: Reach) -> Finding {
        let has = |part: &Component, entry: &Entry| of_lock(entry).is_some_and(|ecosystem| part.is_of(ecosystem));
        let facts = Facts::of(files);
        rolled_up(Finding::seen("x"), &facts, facts.components().with_manifest(), reach, has)
    }

    #[test]
    fn a_lock_of_the_workspace_is_one_for_its_parts_of_the_same_ecosystem() {
        let files = [
            ("Cargo.toml", ""),
            ("Cargo.lock", ""),
            ("crates/a/Cargo.toml", ""),
            ("web/package.json", ""),
            ("web/ui/package.json", ""),
            ("web/ui/package-lock.json", ""),
            ("examples/b/Cargo.toml", ""),
            ("vendor/c/go.mod", ""),
        ];
        let all = finding(&files, Reach::Above).measures;
        assert_eq!((&all["component_roots"], &all["component_roots_with"]), (&Measure::Count(4), &Measure::Count(3)));
        assert_eq!(all["component_roots_without"], Measure::List(vec!["web".into()]));
        let own = finding(&files, Reach::Own).measures;
        assert_eq!(own["component_roots_without"], Measure::List(vec!["crates/a".into(), "web".into()]));
    }

    #[test]
    fn one_part_is_the_repository_and_too_many_are_not_told_apart() {
        assert!(finding(&[("Cargo.toml", ""), ("docs/a.md", "")], Reach::Own).measures.is_empty());
        let paths: Vec<String> = (0..=MOST).map(|n| format!("p{n}/package.json")).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
        assert!(matches!(finding(&files, Reach::Own).measures["component_roots"], Measure::Open { .. }));
    }

    #[test]
    fn areas_of_code_owners_are_parts_where_no_two_folders_have_a_manifest() {
        let rules = ("CODEOWNERS", "* @all\n/web/ @web\n/core/ @core\n");
        let folders = |files: &[(&str, &str)]| {
            let facts = Facts::of(files);
            let parts: Vec<String> = facts.components().answered_for().iter().map(|part| part.folder.clone()).collect();
            parts
        };
        let files = [rules, ("package.json", ""), ("web/a.ts", ""), ("core/b.ts", "")];
        assert_eq!(folders(&files), ["core", "web"]);
        assert!(finding(&files, Reach::Own).measures.is_empty());
        let files = [rules, ("package.json", ""), ("web/package.json", ""), ("core/b.ts", "")];
        assert_eq!(folders(&files), ["", "web"]);
    }
}
