//! Is there a code of conduct?

use super::{Effort, Signal, Source};
use crate::community::{Found, find, want_named};
use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "code-of-conduct",
    title: "Code of conduct",
    question: "Is there a code of conduct?",
    why: "People join where they know how they will be treated and whom to turn to.",
    looks_at: "CODE_OF_CONDUCT (also with hyphens or none) with any text ending at the root, in .github or docs, whose text is about \
               behaviour. A short one that links to a code elsewhere, for example the organisation's, counts as a pointer.",
    remedy: "Adopt a known code such as the Contributor Covenant and name a contact that works.",
    effort: Effort::Minutes,
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    want_named(entry, &["code_of_conduct", "code-of-conduct", "codeofconduct", "code of conduct", "conduct"])
}

fn about_behaviour(text: &str) -> bool {
    ["behavior", "behaviour", "harass", "respect", "conduct", "enforce", "verhalten", "comportement"]
        .iter()
        .any(|word| text.contains(word))
}

fn observe(facts: &Facts) -> Finding {
    match find(facts, wants, 150, about_behaviour) {
        Found::Full(file) => {
            let open = file.text().is_some_and(|text| text.contains("[INSERT"));
            let finding = Finding::seen(file.path()).at(file, file.text().and_then(prose::first_line));
            // The contact of the template is still to be filled in.
            finding.count("contact_missing", usize::from(open))
        }
        Found::Pointer(file) => {
            Finding::seen(format!("{} points to a code elsewhere", file.path())).at(file, None).count("pointer", 1)
        }
        Found::Thin(file) => Finding::not_seen(format!("{} holds no code of conduct", file.path())).at(file, None),
        Found::Nothing => Finding::not_seen("no code of conduct"),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    #[test]
    fn a_code_is_about_behaviour() {
        let code = "We pledge to make participation a harassment-free experience for everyone. ".repeat(3);
        assert_eq!(observe(&Facts::of(&[("CODE-OF-CONDUCT.md", &code)])).verdict, Verdict::Seen);
        assert_eq!(observe(&Facts::of(&[("CODE_OF_CONDUCT.md", "\n")])).verdict, Verdict::NotSeen);
        let pointer =
            observe(&Facts::of(&[(".github/CODE_OF_CONDUCT.md", "See https://www.finos.org/code-of-conduct")]));
        assert_eq!(pointer.verdict, Verdict::Seen);
    }
}
