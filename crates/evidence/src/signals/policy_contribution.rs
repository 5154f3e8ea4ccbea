//! Is there an organisation's policy on contributing to open source?

use super::{Effort, Signal, Source};
use crate::documents::{self, CONTRIBUTION};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "policy-contribution",
    title: "Contribution policy",
    question: "Is there a policy on contributions by the organisation's people to open source?",
    why: "People contribute when they know what they may give, in whose name and with whose approval.",
    looks_at: "Documents (Markdown, AsciiDoc, reStructuredText, text, HTML, DOCX; PDF where its path speaks for a policy) outside of vendored code, tests and examples whose title names such a rule, that treat at least three of its topics, and that speak in rules or state version, owner or date. Texts for a project's own community do not count. The best three are shown with what they say, without names of people; scans and encrypted files are named as not read. A person confirms what is found.",
    remedy: "Write down who may contribute what, with which approval, under which agreements, and what holds for people's own time.",
    effort: Effort::Weeks,
    since: "0.1.0",
    source: Source::Tree,
    wants: documents::wants,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    documents::observe(facts, &CONTRIBUTION)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    #[test]
    fn an_organisations_rules_count_and_a_projects_guide_does_not() {
        let policy = "= Open Source Contribution Policy\n\nEmployees must ask for the approval of their manager before they contribute to open source. \
            Contributions made in an employee's own time on a personal project need no approval. No confidential information may be \
            given. A contributor license agreement must be signed by the legal team. Open source contributions must be made with the company's \
            email address. Patents shall be checked where intellectual property of the company is touched by the contribution to open source.\n";
        assert_eq!(observe(&Facts::of(&[("policies/contributing.adoc", policy)])).verdict, Verdict::Seen);
        let guide = "# Contributing\n\nYou must sign the CLA. Patches must pass the tests and shall be approved by a maintainer of this open source project. ".repeat(5);
        assert_eq!(observe(&Facts::of(&[("docs/contributing-rules.md", &guide)])).verdict, Verdict::NotSeen);
        assert_eq!(observe(&Facts::of(&[("CONTRIBUTING.md", policy)])).verdict, Verdict::NotSeen);
    }
}
