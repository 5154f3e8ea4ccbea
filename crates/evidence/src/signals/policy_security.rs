//! Is there an organisation's policy on the security of open source?

use super::{Effort, Signal, Source};
use crate::documents::{self, SECURITY};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "policy-security",
    title: "Security policy for open source",
    question: "Is there a policy on the security of the open source that is used and made?",
    why: "Fix times and duties that nobody has set cannot be kept or measured.",
    looks_at: "Documents (Markdown, AsciiDoc, reStructuredText, text, HTML, DOCX; PDF where its path speaks for a policy) outside of vendored code, tests and examples whose title names such a rule, that treat at least three of its topics, and that speak in rules or state version, owner or date. Texts for a project's own community do not count. The best three are shown with what they say, without names of people; scans and encrypted files are named as not read. A person confirms what is found. SECURITY.md with a contact is another signal.",
    remedy: "Write down scanning, fix times by severity, exceptions with an end date, and who answers for them.",
    effort: Effort::Weeks,
    since: "0.1.0",
    source: Source::Tree,
    wants: documents::wants,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    documents::observe(facts, &SECURITY)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    #[test]
    fn rules_for_secure_development_are_found() {
        let policy = "# Open Source Security Standard\n\nTeams must scan every build for vulnerabilities in open source dependencies. Critical vulnerabilities must be \
            remediated within 7 days and others within 30 days. An exception requires a risk acceptance by the head of the business unit. All employees \
            who develop software shall take the training each year. The OSPO keeps the inventory of open source and reports to the company's board.\n";
        assert_eq!(observe(&Facts::of(&[("standards/oss-security.md", policy)])).verdict, Verdict::Seen);
        let other = policy.replace("Open Source Security Standard", "Policy on the security of open source");
        let other = other.replace("risk acceptance", "risk\nacceptance").replace("within 7 days", "within\n7 days");
        assert_eq!(observe(&Facts::of(&[("rules.md", &other)])).verdict, Verdict::Seen);
        let contact =
            "# Security Policy\n\nReport vulnerabilities in this open source project to us. Reports must be private. "
                .repeat(9);
        assert_eq!(observe(&Facts::of(&[("docs/security-policy.md", &contact)])).verdict, Verdict::NotSeen);
    }
}
