//! Is there an organisation's policy on the use of open source?

use super::{Effort, Signal, Source};
use crate::documents::{self, CONSUMPTION};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "policy-consumption",
    title: "Consumption policy",
    question: "Is there a policy on the use of open source?",
    why: "People can follow rules that are written down; without them each team decides anew which licences and risks are acceptable.",
    looks_at: "Documents (Markdown, AsciiDoc, reStructuredText, text, HTML, DOCX; PDF where its path speaks for a policy) outside of vendored code, tests and examples whose title names such a rule, that treat at least three of its topics, and that speak in rules or state version, owner or date. Texts for a project's own community do not count. The best three are shown with what they say, without names of people; scans and encrypted files are named as not read. A person confirms what is found.",
    remedy: "Write down who may take which open source in, under which licences, who approves exceptions, with a version, an owner and a review date.",
    effort: Effort::Weeks,
    since: "0.1.0",
    source: Source::Tree,
    wants: documents::wants,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    documents::observe(facts, &CONSUMPTION)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use osmm_maturity::observation::Verdict;

    use super::*;

    const POLICY: &str = "# Open Source Policy\n\nVersion: 2.1\nOwner: Open Source Program Office\nLast reviewed: 2026-02-01\n\n\
        ## Scope\nThis policy applies to all employees of the company who use open source software in products or internally.\n\n\
        ## Licences\nOnly components under an approved licence may be used. Other licences must be reviewed by the legal team before \
        the component is added to a product, and the obligations of the licence must be met.\n\n\
        ## Security\nComponents with known vulnerabilities must not be released. Employees shall use the scanner of the OSPO.\n\n\
        ## Exceptions\nAn exception needs the approval of the open source review board and ends after one year at the latest.\n";

    #[test]
    fn a_policy_is_found_with_what_it_says_of_itself() {
        let finding = observe(&Facts::of(&[("governance/open-source.md", POLICY)]));
        assert_eq!(finding.verdict, Verdict::Seen);
        let document = finding.document.unwrap();
        assert_eq!(document.version.as_deref(), Some("2.1"));
        assert!(document.owner_named && document.reviewed_on.is_some());
        assert_eq!(document.topics, ["approval", "exceptions", "licence", "obligations", "security"]);
        assert_eq!(finding.proof[0].line, Some(1));
    }

    #[test]
    fn a_policy_among_tests_or_examples_is_made_up() {
        for path in ["crates/cli/tests/files/policy.md", "examples/open-source-policy.md", "src/funTest/policy.md"] {
            assert_eq!(observe(&Facts::of(&[(path, POLICY)])).verdict, Verdict::NotSeen, "{path}");
        }
        assert_eq!(observe(&Facts::of(&[("docs/latest/policy.md", POLICY)])).verdict, Verdict::Seen);
    }

    #[test]
    fn other_texts_are_not_policies() {
        let blog = "# Why we love open source\n\nWe use open source with a good licence, mind security and approval. "
            .repeat(9);
        let page = "# Open Source Policy\n\nSee the intranet.\n";
        let retry = "# Retry policy\n\nThe client must retry. It shall back off. Approval required. The company licence security. ".repeat(9);
        for text in [blog.as_str(), page, retry.as_str(), ""] {
            assert_eq!(observe(&Facts::of(&[("docs/text.md", text)])).verdict, Verdict::NotSeen, "{text}");
        }
    }
}
