//! The parts of a repository that are built by themselves: folders with a manifest of a package manager.
//!
//! What a signal says of the repository it may also say of each part, by the names of the files that stand there. Where
//! there is one part or none, nothing is added.

use std::collections::{BTreeMap, BTreeSet};

use crate::ecosystems::{Ecosystem, of_manifest};
use crate::facts::{Entry, Facts};
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
pub(crate) struct Component<'t> {
    /// Its folder, empty for the root.
    folder: &'t str,
    /// The ecosystems of its manifests, by name.
    ecosystems: BTreeSet<&'static str>,
}

impl Component<'_> {
    /// Whether one of its manifests is of this ecosystem.
    pub(crate) fn is_of(&self, ecosystem: &Ecosystem) -> bool {
        self.ecosystems.contains(ecosystem.name)
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The parts of a repository, by folder; manifests among tests and examples are none.
fn components(facts: &Facts) -> Vec<Component<'_>> {
    let entries = facts.tree.as_ref().map(|tree| tree.entries.as_slice()).unwrap_or_default();
    let mut found: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.sample()) {
        if let Some(ecosystem) = of_manifest(entry) {
            found.entry(folder(&entry.path)).or_default().insert(ecosystem.name);
        }
    }
    found.into_iter().map(|(folder, ecosystems)| Component { folder, ecosystems }).collect()
}

/// Adds how many parts have a file of their own. `has` says by the name of a file whether it is one for the part, or
/// `None` where the part needs none.
pub(crate) fn rolled_up(
    finding: Finding,
    facts: &Facts,
    reach: Reach,
    has: impl Fn(&Component<'_>, &Entry) -> bool,
    needs: impl Fn(&Component<'_>) -> bool,
) -> Finding {
    let parts: Vec<Component<'_>> = components(facts).into_iter().filter(needs).collect();
    if parts.len() < 2 {
        return finding;
    }
    if parts.len() > MOST {
        return finding.open("component_roots", &format!("there are more than {MOST} folders with a manifest"));
    }
    let entries = facts.tree.as_ref().map(|tree| tree.entries.as_slice()).unwrap_or_default();
    let mut by_folder: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        by_folder.entry(folder(&entry.path)).or_default().push(entry);
    }
    let in_folder =
        |part: &Component<'_>, at: &str| by_folder.get(at).is_some_and(|all| all.iter().any(|e| has(part, e)));
    let with = |part: &&Component<'_>| match reach {
        Reach::Own => in_folder(part, part.folder),
        Reach::Above => above(part.folder).any(|at| in_folder(part, at)),
    };
    let (with, without): (Vec<&Component<'_>>, Vec<&Component<'_>>) = parts.iter().partition(with);
    let named = without.iter().take(LISTED).map(|part| if part.folder.is_empty() { "." } else { part.folder });
    finding
        .count("component_roots", parts.len())
        .count("component_roots_with", with.len())
        .list("component_roots_without", named)
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
        let has = |part: &Component<'_>, entry: &Entry| of_lock(entry).is_some_and(|ecosystem| part.is_of(ecosystem));
        rolled_up(Finding::seen("x"), &Facts::of(files), reach, has, |_| true)
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
}
