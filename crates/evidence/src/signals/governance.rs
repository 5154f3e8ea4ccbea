//! Is it said who decides, and how?

use super::{Effort, Signal, Source};
use crate::community::{self, Found, is_named};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;
use crate::roster::{self, Kind, Roster};

pub(super) const SIGNAL: Signal = Signal {
    id: "governance",
    title: "Governance",
    question: "Is it written down who decides in the project, and how?",
    why: "Who wants to build on a project has to know whether one company or one person can change its course over night.",
    looks_at: "GOVERNANCE, a charter or a guide for maintainers with any text ending at the root, in .github or docs, that speaks of at least two of: \
               decisions, votes, consensus, maintainers, roles, committees, elections; a shorter one that links elsewhere counts as a \
               pointer; else a section on governance in the README or CONTRIBUTING. People named as maintainers there and in MAINTAINERS are counted, \
               those who left are not, and nobody is named. Whether it is lived is for people to say.",
    remedy: "Write GOVERNANCE.md: which roles there are, who has them, how one gets them, and how decisions are made.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const STEMS: &[&str] = &[
    "governance",
    "project_governance",
    "project-governance",
    "charter",
    "technical-charter",
    "maintainers_guide",
    "maintainers-guide",
];

/// Documents that may have a section on it.
const OTHERS: &[&str] = &["readme", "contributing"];

const WORDS: &[&str] = &[
    "decision",
    "decide",
    "vote",
    "voting",
    "consensus",
    "maintainer",
    "role",
    "committee",
    "elect",
    "entscheid",
    "abstimm",
    "gremium",
];

fn is_text(entry: &Entry) -> bool {
    is_named(entry, STEMS)
}

fn wants_text(entry: &Entry) -> Want {
    community::want_named(entry, STEMS)
}

fn wants(entry: &Entry) -> Want {
    let listed = matches!(roster::kind(entry), Some(Kind::People | Kind::Governance));
    if listed || is_text(entry) || is_named(entry, OTHERS) { Want::Text } else { Want::No }
}

fn speaks(lower: &str) -> bool {
    WORDS.iter().filter(|word| lower.contains(*word)).count() >= 2
}

/// A section on governance in another document.
fn section(facts: &Facts) -> Option<(&File, u32)> {
    facts.wanted(wants).filter(|file| is_named(&file.entry, OTHERS)).find_map(|file| {
        let sections = prose::sections(file.text()?);
        let about = sections.iter().filter(|section| {
            let body = section.body.join("\n");
            let speaks = speaks(&body.to_lowercase()) && prose::length(&body) >= 100;
            section.heading.contains("governance") && (speaks || prose::points_elsewhere(&body))
        });
        // A title such as "Contribution and governance" tells less than the section itself.
        let found = about.min_by_key(|section| section.heading.len());
        found.map(|section| (file, section.line))
    })
}

fn observe(facts: &Facts) -> Finding {
    let roster = Roster::of(facts.wanted(wants), &[Kind::People, Kind::Governance]);
    let found = community::find(facts, wants_text, 100, speaks);
    let finding = match found {
        Found::Full(file) => Finding::seen(file.path()).at(file, prose::first_line(file.text().unwrap_or_default())),
        Found::Pointer(file) => Finding::seen(format!("{} leads elsewhere", file.path())).at(file, None),
        Found::Thin(_) | Found::Nothing => match section(facts) {
            Some((file, line)) => Finding::seen(format!("a section of {}", file.path())).at(file, Some(line)),
            None => missing(&found, &roster),
        },
    };
    finding.count("people", roster.people.len()).count("teams", roster.teams.len())
}

fn missing(found: &Found<'_>, roster: &Roster) -> Finding {
    match found {
        Found::Thin(file) => Finding::not_seen(format!("{} says too little", file.path())).at(file, None),
        _ if roster.people.is_empty() => Finding::not_seen("nothing on who decides"),
        _ => Finding::not_seen("maintainers are named, but not how decisions are made"),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    const TEXT: &str = "# Governance\n\nThe project has two roles, contributors and maintainers. Decisions are made by lazy consensus; where there is none, \
        the maintainers vote, and a simple majority decides. New maintainers are proposed by one of them.\n\n- Ann Bee (@ann)\n- Bo Cee (@bo)\n";

    fn observed(files: &[(&str, &str)]) -> Finding {
        observe(&Facts::of(files))
    }

    #[test]
    fn rules_are_seen_and_people_counted_without_their_names() {
        let finding =
            observed(&[("GOVERNANCE.md", TEXT), ("MAINTAINERS", "Ann Bee <a@x.org> (@ann)\nCee Dee <c@x.org>\n")]);
        assert_eq!((finding.verdict.clone(), &finding.measures["people"]), (Verdict::Seen, &Measure::Count(3)));
        let all = format!("{finding:?}").to_lowercase();
        assert!(!all.contains("bee") && !all.contains("@ann") && !all.contains("x.org"));
    }

    #[test]
    fn a_list_of_people_alone_is_no_rule() {
        let finding = observed(&[("MAINTAINERS.md", "- Ann Bee (@ann)\n")]);
        assert_eq!((finding.verdict, &finding.measures["people"]), (Verdict::NotSeen, &Measure::Count(1)));
    }

    #[test]
    fn pointers_and_sections_count() {
        assert_eq!(
            observed(&[("GOVERNANCE.md", "See [ours](https://example.org/governance).\n")]).verdict,
            Verdict::Seen
        );
        let readme = "# X\n\n## Governance\n\nSee the [charter](https://example.org/charter).\n";
        assert_eq!(observed(&[("README.md", readme)]).verdict, Verdict::Seen);
    }

    #[test]
    fn empty_copied_and_other_texts_do_not() {
        for (path, text) in [
            ("GOVERNANCE.md", ""),
            ("GOVERNANCE.md", "# Governance\n\nTo come.\n"),
            ("vendor/a/GOVERNANCE.md", TEXT),
            ("docs/a/GOVERNANCE.md", TEXT),
            ("README.md", "# X\n\n## Data governance\n\nThe tool sorts data.\n"),
        ] {
            assert_eq!(observed(&[(path, text)]).verdict, Verdict::NotSeen, "{path}");
        }
    }
}
