//! Is it said who looks after the code?

use osmm_maturity::observation::Verdict;

use super::{Effort, Signal, Source};
use crate::codeowners::{self, Owning};
use crate::components::{self, Component};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;
use crate::roster::{Kind, kind};

pub(super) const SIGNAL: Signal = Signal {
    id: "owners",
    title: "Owners",
    question: "Is it written down who looks after the code?",
    why: "A fix needs somebody to ask; code without an owner is where incidents last longest.",
    looks_at: "CODEOWNERS with at least one rule that has an owner, MAINTAINERS, OWNERS and security-insights files with at least one entry, \
               GOVERNANCE if it lists maintainers. Entries are counted, names are not kept. Whether owners are still active is another signal. \
               Where several folders have a manifest, or else where CODEOWNERS gives several folders to somebody, those are counted that have \
               an owner by the last of its rules that fits.",
    remedy: "Add CODEOWNERS with a team for every path.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    if kind(entry).is_some() { Want::Text } else { Want::No }
}

/// Lines that assign something to somebody; the first one's number.
fn entries(file: &File) -> (usize, Option<u32>) {
    let text = file.text().unwrap_or_default();
    if kind(&file.entry) == Some(Kind::CodeOwners) {
        let lines: Vec<u32> =
            codeowners::rules(text).iter().filter(|rule| !rule.owners.is_empty()).map(|rule| rule.line).collect();
        return (lines.len(), lines.first().copied());
    }
    let is_entry: fn(&str) -> bool = match kind(&file.entry) {
        Some(Kind::People) => names_somebody,
        Some(Kind::Governance) if text.to_lowercase().contains("maintainer") => names_account,
        _ => |_| false,
    };
    let lines: Vec<u32> =
        text.lines().zip(1_u32..).filter(|(line, _)| is_entry(line)).map(|(_, number)| number).collect();
    (lines.len(), lines.first().copied())
}

/// An account, an address, or an entry of a list.
fn names_somebody(line: &str) -> bool {
    let trimmed = line.trim();
    let listed = trimmed.starts_with("- ") || trimmed.starts_with("* ") || trimmed.starts_with('|');
    let is_rule_of_table = trimmed.chars().all(|c| "|-: ".contains(c));
    let comment = trimmed.starts_with('#') || trimmed.starts_with("<!--");
    !comment && !is_rule_of_table && (names_account(trimmed) || (listed && trimmed.len() > 4))
}

/// An account (`@name`, a link to one) or an address.
fn names_account(line: &str) -> bool {
    let handle = line
        .split(|c: char| c.is_whitespace() || "([|,<".contains(c))
        .any(|word| word.strip_prefix('@').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphanumeric())));
    handle || prose::has_address(line) || line.contains("://github.com/") || line.contains("://gitlab.com/")
}

fn observe(facts: &Facts) -> Finding {
    let finding = whole(facts);
    let text = codeowners::in_effect(facts.wanted(wants)).and_then(File::text);
    match text.filter(|_| finding.verdict == Verdict::Seen) {
        Some(text) => by_part(finding, facts, text),
        None => finding,
    }
}

/// Adds how many parts have an owner by the rules of CODEOWNERS.
fn by_part(finding: Finding, facts: &Facts, text: &str) -> Finding {
    let parts: Vec<&Component> = facts.components().answered_for().iter().collect();
    // Rules are not made ready for nothing.
    if parts.len() < 2 {
        return finding;
    }
    match Owning::new(text) {
        Ok(owning) => components::counted(finding, &parts, |part| !owning.of(&part.folder).is_empty()),
        Err(why) => finding.open("component_roots_with", &why),
    }
}

/// The answer for the repository.
fn whole(facts: &Facts) -> Finding {
    let found: Vec<(&File, usize, Option<u32>)> = facts
        .wanted(wants)
        .map(|file| (file, entries(file)))
        .filter(|(_, (number, _))| *number > 0)
        .map(|(file, (number, line))| (file, number, line))
        .collect();
    if found.is_empty() {
        return match facts.wanted(wants).find(|file| file.unread().is_none()) {
            Some(file) => Finding::not_seen(format!("{} names nobody", file.path())).at(file, None),
            None => Finding::not_seen("no file that names owners or maintainers"),
        };
    }
    let sum = |of: fn(Kind) -> bool| {
        found.iter().filter(|(file, ..)| kind(&file.entry).is_some_and(of)).map(|(_, number, _)| number).sum()
    };
    let paths: Vec<&str> = found.iter().map(|(file, ..)| file.path()).collect();
    let finding = Finding::seen(paths.join(", "))
        .count("files", found.len())
        .count("rules", sum(|kind| kind == Kind::CodeOwners))
        .count("entries", sum(|kind| kind != Kind::CodeOwners));
    found.iter().fold(finding, |finding, (file, _, line)| finding.at(file, *line))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;

    use super::*;

    #[test]
    fn rules_need_an_owner() {
        let finding = observe(&Facts::of(&[(".github/CODEOWNERS", "# all\n* @org/team\n/docs\n[Legal] @org/legal\n")]));
        assert_eq!((finding.verdict, &finding.measures["rules"]), (Verdict::Seen, &Measure::Count(2)));
        assert_eq!(finding.proof[0].line, Some(2));
        for empty in ["", "# nobody\n", "*\n"] {
            assert_eq!(observe(&Facts::of(&[("CODEOWNERS", empty)])).verdict, Verdict::NotSeen, "{empty}");
        }
    }

    #[test]
    fn maintainers_are_counted_and_not_named() {
        let finding =
            observe(&Facts::of(&[("MAINTAINERS.md", "# Maintainers\n\n- Ann Bee <ann@example.org>\n* Cee (@cee)\n")]));
        assert_eq!(finding.measures["entries"], Measure::Count(2));
        assert!(!finding.summary.contains("Ann"));
    }

    #[test]
    fn governance_counts_if_it_lists_maintainers() {
        let verdict = |text: &str| observe(&Facts::of(&[("GOVERNANCE.md", text)])).verdict;
        assert_eq!(verdict("Maintainers:\n- [a](https://github.com/a)\n"), Verdict::Seen);
        assert_eq!(verdict("Decisions are made by consensus of maintainers.\n"), Verdict::NotSeen);
    }

    #[test]
    fn parts_without_an_owner_are_named() {
        let rules = "/web/ @web\n/core/ @core\n/core/old/\n";
        let files = [("CODEOWNERS", rules), ("core/old/go.mod", ""), ("core/go.mod", ""), ("web/package.json", "")];
        let all = observe(&Facts::of(&files)).measures;
        assert_eq!((&all["component_roots"], &all["component_roots_with"]), (&Measure::Count(3), &Measure::Count(2)));
        assert_eq!(all["component_roots_without"], Measure::List(vec!["core/old".into()]));
        let areas = [("CODEOWNERS", rules), ("core/old/a", ""), ("core/b", ""), ("web/c", "")];
        assert_eq!(observe(&Facts::of(&areas)).measures, all);
        let lists = [("MAINTAINERS", "- Ann Bee (@ann)"), ("core/go.mod", ""), ("web/package.json", "")];
        assert!(!observe(&Facts::of(&lists)).measures.contains_key("component_roots"));
    }
}
