//! Is there an organisation's policy on publishing open source?

use super::{Effort, Signal, Source};
use crate::documents::{self, PUBLICATION};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "policy-publication",
    title: "Publication policy",
    question: "Is there a policy on publishing own code as open source?",
    why: "Published code cannot be taken back; a few checks before are cheaper than any after.",
    looks_at: "Documents (Markdown, AsciiDoc, reStructuredText, text, HTML, DOCX; PDF where its path speaks for a policy) outside of vendored code, tests and examples whose title names such a rule, that treat at least three of its topics, and that speak in rules or state version, owner or date. Texts for a project's own community do not count. The best three are shown with what they say, without names of people; scans and encrypted files are named as not read. A person confirms what is found.",
    remedy: "Write down who approves a publication, which checks come before it, which licences are used and who looks after it later.",
    effort: Effort::Weeks,
    since: "0.1.0",
    source: Source::Tree,
    wants: documents::wants,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    documents::observe(facts, &PUBLICATION)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    #[test]
    fn german_rules_are_found() {
        let policy = "# Richtlinie zur Veröffentlichung eigener Software als Open Source\n\nVersion 1, verantwortlich: Leitung Software\n\nVor der \
            Veröffentlichung muss die Leitung zustimmen. Geprüft werden Geheimnisse im Verlauf, Lizenzen aller Abhängigkeiten und Daten \
            von Personen. Die Lizenz ist Apache-2.0. Für jedes veröffentlichte Projekt ist ein Betreuer zu benennen, der es zwei Jahre \
            lang pflegt und Fragen beantwortet.\n";
        assert_eq!(observe(&Facts::of(&[("regeln/veroeffentlichung.md", policy)])).verdict, Verdict::Seen);
        let manual = policy.replace("Richtlinie", "Anleitung").replace("Leitung", "Anleitung");
        assert_eq!(observe(&Facts::of(&[("regeln/veroeffentlichung.md", &manual)])).verdict, Verdict::NotSeen);
    }

    #[test]
    fn rules_for_publishing_are_found() {
        let policy = "# Policy for publishing open source\n\nBefore a team publishes code as open source, approval by the OSPO is required. Employees must remove \
            credentials and customer data. The licence shall be Apache-2.0 unless the legal team agrees otherwise. Each published project must \
            have a maintainer. Projects without one must be archived. Publishing open source without approval is prohibited for all staff of the company.\n";
        assert_eq!(observe(&Facts::of(&[("publishing.md", policy)])).verdict, Verdict::Seen);
        let npm =
            "# Publishing rules\n\nRun npm publish. The version must be new. The maintainer must approve. ".repeat(9);
        assert_eq!(observe(&Facts::of(&[("docs/publishing.md", &npm)])).verdict, Verdict::NotSeen);
    }
}
