//! Is there a code of conduct?

use super::{Effort, Signal, Source};
use crate::community::{self, Found, find, want_named};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "code-of-conduct",
    title: "Code of conduct",
    question: "Is there a code of conduct?",
    why: "People join where they know how they will be treated and whom to turn to.",
    looks_at: "CODE_OF_CONDUCT (also with hyphens or none) with any text ending at the root, in .github or docs, whose text is about \
               behaviour. A short one that links to a code elsewhere, for example the organisation's, counts as a pointer. Else a \
               section on conduct in the README or CONTRIBUTING with a contact or a link.",
    remedy: "Adopt a known code such as the Contributor Covenant and name a contact that works.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const STEMS: &[&str] = &["code_of_conduct", "code-of-conduct", "codeofconduct", "code of conduct", "conduct"];

fn wants_code(entry: &Entry) -> Want {
    want_named(entry, STEMS)
}

fn wants(entry: &Entry) -> Want {
    wants_code(entry).max(want_named(entry, OTHERS))
}

/// Whether it treats how people are to each other; "conduct" alone is in the title of rules on anything.
fn about_behaviour(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "behavior",
        "behaviour",
        "harass",
        "respect",
        "insult",
        "abus",
        "discriminat",
        "welcom",
        "kind",
        "enforce",
        "verhalten",
        "belästig",
        "comportement",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Documents that may have a section on it.
const OTHERS: &[&str] = &["readme", "contributing"];

/// A section on it in another document, with a contact or a link to a code.
fn section(facts: &Facts) -> Option<(&File, u32)> {
    community::section(facts, OTHERS, |heading, body| {
        let named = heading.split(|c: char| !c.is_alphanumeric()).any(|word| word == "conduct");
        named && (prose::has_address(body) || prose::points_elsewhere(body))
    })
}

fn observe(facts: &Facts) -> Finding {
    match find(facts, wants_code, 150, about_behaviour) {
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
        Found::Nothing => match section(facts) {
            Some((file, line)) => Finding::seen(format!("a section of {}", file.path())).at(file, Some(line)),
            None => Finding::not_seen("no code of conduct"),
        },
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
        let style = "# Code of conduct for code\n\nFunctions are short, and names are plain words. ".repeat(4);
        assert_eq!(observe(&Facts::of(&[("CODE_OF_CONDUCT.md", &style)])).verdict, Verdict::NotSeen, "{style}");
    }

    #[test]
    fn a_section_says_whom_to_turn_to() {
        let observed = |text: &str| observe(&Facts::of(&[("CONTRIBUTING.md", text)])).verdict;
        assert_eq!(observed("# A\n\n## Conduct\n\nBe kind; write to conduct@example.org.\n"), Verdict::Seen);
        assert_eq!(observed("# A\n\n## Conduct\n\nBe kind.\n"), Verdict::NotSeen);
        assert_eq!(observed("# A\n\n## Semiconductors\n\nSee https://example.org.\n"), Verdict::NotSeen);
    }
}
