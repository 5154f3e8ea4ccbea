//! Is it said how to contribute?

use super::{Effort, Signal, Source};
use crate::community::{Found, find, want_named};
use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "contributing-guide",
    title: "Contributing guide",
    question: "Is it written down how to contribute?",
    why: "Without rules for contributions each one is negotiated anew, and newcomers do not come back.",
    looks_at: "CONTRIBUTING (or CONTRIBUTE, HOW-TO-CONTRIBUTE) with any text ending at the root, in .github or docs, with \
               at least 100 characters of text. A shorter one that links to a guide elsewhere, for example the \
               organisation's, counts as a pointer.",
    remedy: "Write CONTRIBUTING.md: how to report, build and test, what a change needs, who decides, and the sign-off or agreement asked for.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const NAMES: &[&str] = &[
    "contributing",
    "contribute",
    "contribution",
    "contributions",
    "how-to-contribute",
    "how_to_contribute",
    "contributing-guide",
    "contribution-guide",
    "contribution_guidelines",
    "contributing_guidelines",
    "contribution-guidelines",
];

fn wants(entry: &Entry) -> Want {
    want_named(entry, NAMES)
}

fn observe(facts: &Facts) -> Finding {
    match find(facts, wants, 100, |_| true) {
        Found::Full(file) => Finding::seen(file.path()).at(file, file.text().and_then(prose::first_line)),
        Found::Pointer(file) => {
            Finding::seen(format!("{} points to a document elsewhere", file.path())).at(file, None).count("pointer", 1)
        }
        Found::Thin(file) => Finding::not_seen(format!("{} says nothing", file.path())).at(file, None),
        Found::Nothing => Finding::not_seen("no contributing guide"),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    #[test]
    fn content_counts_not_the_name() {
        let guide = "Open an issue first. ".repeat(8);
        assert_eq!(observe(&Facts::of(&[(".github/CONTRIBUTING.md", &guide)])).verdict, Verdict::Seen);
        assert_eq!(observe(&Facts::of(&[("CONTRIBUTING.md", "# Contributing\n\nTBD\n")])).verdict, Verdict::NotSeen);
    }

    #[test]
    fn a_stub_points_to_the_organisation() {
        let finding = observe(&Facts::of(&[("CONTRIBUTING.md", "See https://example.org/contributing")]));
        assert_eq!((finding.verdict, finding.measures.len()), (Verdict::Seen, 1));
    }
}
