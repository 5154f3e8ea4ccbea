//! Is there a README that says something?

use super::{Effort, Signal, Source};
use crate::community::{Found, find, stem, want_named};
use crate::components::{self, Component, Reach};
use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "readme",
    title: "README",
    question: "Does a README explain what the repository is?",
    why: "Whoever meets the code first asks what it is for, who keeps it and how to start.",
    looks_at: "README with any text ending at the root, in .github or docs, with at least 200 characters of text \
               besides headings, badges and comments. A shorter one that links to a document elsewhere counts as a pointer. \
               Where several folders have a manifest of a package manager, those with a README of their own are counted; \
               where there are no two, the folders that CODEOWNERS gives to somebody.",
    remedy: "Write a README: what it does, for whom, how to build and run it, how to get help, under which licence.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// Characters of text below which a README says nothing.
const LEAST: usize = 200;

fn wants(entry: &Entry) -> Want {
    want_named(entry, &["readme"])
}

fn observe(facts: &Facts) -> Finding {
    let has = |_: &Component, entry: &Entry| stem(entry.name()) == Some("readme");
    components::rolled_up(whole(facts), facts, facts.components().answered_for(), Reach::Own, has)
}

/// The answer for the repository.
fn whole(facts: &Facts) -> Finding {
    match find(facts, wants, LEAST, |_| true) {
        Found::Full(file) => {
            let text = file.text().unwrap_or_default();
            Finding::seen(file.path()).at(file, prose::first_line(text)).count("characters", prose::length(text))
        }
        Found::Pointer(file) => {
            Finding::seen(format!("{} points to a document elsewhere", file.path())).at(file, None).count("pointer", 1)
        }
        Found::Thin(file) => {
            let length = file.text().map_or(0, prose::length);
            Finding::not_seen(format!("{} has {length} characters of text", file.path())).at(file, None)
        }
        Found::Nothing => Finding::not_seen("no README"),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    #[test]
    fn a_readme_needs_text() {
        let text = "# App\n\nIt does a thing for people who need it. ".to_owned() + &"More about it. ".repeat(15);
        assert_eq!(observe(&Facts::of(&[("ReadMe.rst", &text)])).verdict, Verdict::Seen);
        for thin in ["", "  \n", "# App\n", "# App\n<!-- write me -->\n", "app"] {
            assert_eq!(observe(&Facts::of(&[("README.md", thin)])).verdict, Verdict::NotSeen, "{thin}");
        }
        assert_eq!(observe(&Facts::of(&[("src/README.md", &text)])).verdict, Verdict::NotSeen);
    }

    #[test]
    fn a_stub_with_a_link_is_a_pointer() {
        let finding = observe(&Facts::of(&[("README.md", "See https://example.org/handbook")]));
        assert_eq!(finding.verdict, Verdict::Seen);
        assert!(finding.measures.contains_key("pointer"));
    }
}
