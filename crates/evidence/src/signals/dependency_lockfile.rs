//! Are dependencies pinned by a lock file?

use osmm_maturity::observation::Verdict;

use super::{Effort, Signal, Source};
use crate::components::{self, Component, Reach};
use crate::ecosystems::{ALL, declares, of_lock, of_manifest};
use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "dependency-lockfile",
    title: "Lock file",
    question: "Are the exact versions of dependencies kept in a lock file?",
    why: "A lock file makes builds repeatable and says which versions a product really holds.",
    looks_at: "Lock files of package managers that are not empty, outside of vendored code and test data. Not applicable if no manifest is of an \
               ecosystem that has lock files. Many libraries leave them out on purpose; whether that is right is not judged here. \
               Where several folders have a manifest, those are counted that have a lock file of its ecosystem in them or above.",
    remedy: "Commit the lock file that the package manager writes.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    if of_lock(entry).is_some() {
        Want::Size
    } else if of_manifest(entry).is_some() {
        Want::Text
    } else {
        Want::No
    }
}

fn observe(facts: &Facts) -> Finding {
    let finding = whole(facts);
    if matches!(finding.verdict, Verdict::NotApplicable { .. }) {
        return finding;
    }
    let has = |part: &Component, entry: &Entry| of_lock(entry).is_some_and(|ecosystem| part.is_of(ecosystem));
    let needs = |part: &&Component| ALL.iter().any(|one| part.is_of(one) && !one.locks.is_empty());
    components::rolled_up(finding, facts, facts.components().with_manifest().iter().filter(needs), Reach::Above, has)
}

/// The answer for the repository.
fn whole(facts: &Facts) -> Finding {
    let locks: Vec<_> = facts
        .wanted(wants)
        .filter(|file| file.filled())
        .filter_map(|file| Some((file, of_lock(&file.entry)?)))
        .collect();
    if locks.is_empty() {
        let lockable = facts.wanted(wants).filter(|file| {
            let ecosystem = of_manifest(&file.entry).filter(|ecosystem| !ecosystem.locks.is_empty());
            let text = file.text().unwrap_or_default();
            ecosystem.is_some_and(|ecosystem| !text.is_empty() && declares(ecosystem, file.name(), text))
        });
        return match lockable.count() {
            0 => Finding::not_applicable("no manifest of an ecosystem with lock files"),
            manifests => Finding::not_seen(format!("no lock file beside manifests ({})", super::files(manifests)))
                .count("files", 0),
        };
    }
    let mut ecosystems: Vec<&str> = locks.iter().map(|(_, ecosystem)| ecosystem.name).collect();
    ecosystems.sort_unstable();
    ecosystems.dedup();
    Finding::seen(format!("{} ({})", ecosystems.join(", "), super::files(locks.len())))
        .at_all(locks.iter().map(|(file, _)| *file))
        .list("ecosystems", ecosystems)
        .count("files", locks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Content;

    #[test]
    fn a_lock_file_counts_even_when_it_is_large() {
        let facts = Facts::of(&[("package-lock.json", "")]).with("package-lock.json", Content::Sized(9_000_000));
        assert_eq!(observe(&facts).verdict, Verdict::Seen);
        let empty =
            Facts::of(&[("Cargo.toml", "[dependencies]"), ("Cargo.lock", "")]).with("Cargo.lock", Content::Sized(0));
        assert_eq!(observe(&empty).verdict, Verdict::NotSeen);
    }

    #[test]
    fn ecosystems_without_lock_files_do_not_apply() {
        let facts = Facts::of(&[("pom.xml", "<dependencies/>")]);
        assert!(matches!(observe(&facts).verdict, Verdict::NotApplicable { .. }));
    }
}
