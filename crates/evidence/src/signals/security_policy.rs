//! Is it said how to report a vulnerability?

use super::{Effort, Signal, Source};
use crate::community::{self, is_named};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "security-policy",
    title: "Security policy",
    question: "Is there a way to report a vulnerability?",
    why: "Who finds a hole and no address publishes it, or keeps quiet.",
    looks_at: "SECURITY with any text ending at the root, in .github or docs, security.txt and security-insights.yml, with an address, a link, or a way to \
               report in its text; else a section of the README or CONTRIBUTING on reports, with an address or a link. An empty file \
               does not count. A policy kept by the forge for a whole organisation is not visible here.",
    remedy: "Write SECURITY.md: where to report, what to expect and when, which versions get fixes.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const INSIGHTS: &[&str] = &["security-insights.yml", "security-insights.yaml"];

fn wants(entry: &Entry) -> Want {
    let insights = INSIGHTS.contains(&entry.name()) && ["", ".github", ".gitlab"].contains(&entry.folder());
    if insights || is_policy(entry) || is_named(entry, OTHERS) { Want::Text } else { Want::No }
}

fn is_policy(entry: &Entry) -> bool {
    is_named(entry, &["security", "security_policy", "security-policy"])
}

/// Documents that may have a section on it.
const OTHERS: &[&str] = &["readme", "contributing"];

/// A section on reports in another document, with an address or a link.
fn section(facts: &Facts) -> Option<(&File, u32)> {
    community::section(facts, OTHERS, |heading, body| {
        let topic = heading.contains("security") || heading.contains("vulnerabilit");
        let report = ["report", "issue", "disclos", "vulnerabilit", "policy"].iter().any(|word| heading.contains(word));
        topic && report && (prose::has_address(body) || prose::points_elsewhere(body))
    })
}

/// The way to report that a file gives.
fn contact(file: &File) -> Option<Contact> {
    let text = file.text()?;
    if INSIGHTS.contains(&file.name()) {
        let value: serde_json::Value = serde_saphyr::from_str(text).ok()?;
        let shown = value.to_string().to_lowercase();
        let some =
            shown.contains("contact") && (prose::has_address(&shown.replace(',', " ")) || prose::has_link(&shown));
        return some.then_some(Contact::Place);
    }
    let lines = prose::lines(text);
    let length: usize = lines.iter().map(|(_, line)| line.len()).sum();
    let lower = text.to_lowercase();
    let place = prose::has_address(text) || prose::has_link(text) || lower.contains("](");
    if place && length > 10 {
        return Some(Contact::Place);
    }
    let way = ["report", "disclos", "advisor", "notify", "private"].iter().any(|word| lower.contains(word));
    // The page that GitHub offers to fill in.
    let blank = lower.contains("use this section to tell people");
    (way && length >= 60 && !blank).then_some(Contact::Words)
}

#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Contact {
    /// It says that one should report, but not where.
    Words,
    /// It gives an address or a link.
    Place,
}

/// A time in which an answer is promised, such as `3 business days`.
fn promise(text: &str) -> Option<String> {
    const TOPICS: &[&str] =
        &["respon", "acknowledg", "reply", "answer", "triage", "confirm", "hear back", "get back", "feedback", "notif"];
    let flat = prose::lines(text).into_iter().map(|(_, line)| line).collect::<Vec<_>>().join(" ").to_lowercase();
    flat.split(['.', '!', '?']).filter(|sentence| TOPICS.iter().any(|topic| sentence.contains(topic))).find_map(time)
}

fn time(sentence: &str) -> Option<String> {
    const UNITS: &[&str] = &["hour", "day", "week"];
    const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "ten", "fourteen", "a"];
    const KINDS: &[&str] = &["business", "working", "calendar"];
    let words: Vec<&str> = sentence
        .split(|c: char| c.is_whitespace() || c == '-' || c == '(' || c == ')')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let unit = |word: &str| UNITS.iter().any(|unit| word.trim_end_matches('s') == *unit);
    words.iter().enumerate().find_map(|(at, word)| {
        let number = word.parse::<u16>().is_ok() || NUMBERS.contains(word);
        let kind = words.get(at + 1).filter(|next| KINDS.contains(next));
        let at_unit = at + 1 + usize::from(kind.is_some());
        let unit = words.get(at_unit).filter(|next| number && unit(next))?;
        Some([Some(word), kind, Some(unit)].into_iter().flatten().copied().collect::<Vec<_>>().join(" "))
    })
}

fn observe(facts: &Facts) -> Finding {
    let files: Vec<&File> = facts.wanted(wants).filter(|file| !is_named(&file.entry, OTHERS)).collect();
    let mut with: Vec<(&File, Contact)> = files.iter().filter_map(|file| Some((*file, contact(file)?))).collect();
    with.sort_by_key(|(file, contact)| {
        (*contact != Contact::Place, INSIGHTS.contains(&file.name()), file.path().len())
    });
    let Some((file, found)) = with.first() else {
        if let Some((file, line)) = section(facts) {
            let finding = Finding::seen(format!("a section of {}", file.path())).at(file, Some(line));
            return finding.count("has_contact", 1);
        }
        return match files.iter().find(|file| file.unread().is_none()) {
            Some(file) => Finding::not_seen(format!("{} gives no way to report", file.path())).at(file, None),
            None => Finding::not_seen("no security policy"),
        };
    };
    let text = file.text().unwrap_or_default();
    let finding = Finding::seen(file.path())
        .at(file, prose::line_with(text, &["report", "contact", "@", "http"]))
        .count("has_contact", usize::from(*found == Contact::Place));
    match with.iter().find_map(|(file, _)| promise(file.text()?)) {
        Some(time) => finding.text("time_promise", time),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    const BLANK: &str = "# Security Policy\n\n## Supported Versions\n\nUse this section to tell people about which versions of your \
        project are\ncurrently being supported with security updates.\n\n## Reporting a Vulnerability\n\nUse this section to tell people \
        how to report a vulnerability.\n";

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    #[test]
    fn a_way_to_report_is_needed() {
        let policy =
            "# Security\n\nPlease report vulnerabilities to security@example.org. We respond within 3 business days.\n";
        let finding = observed(".github/SECURITY.md", policy);
        assert_eq!(finding.verdict, Verdict::Seen);
        assert_eq!(finding.measures["time_promise"], Measure::Text("3 business days".into()));
        assert_eq!(finding.proof[0].line, Some(3));
        for empty in ["", "# Security Policy\n", "We care.\n", "# Security\n\nTBD", BLANK] {
            assert_eq!(observed("SECURITY.md", empty).verdict, Verdict::NotSeen, "{empty}");
        }
    }

    #[test]
    fn a_section_of_another_document_counts_with_an_address() {
        let with =
            |heading: &str, body: &str| observed("README.md", &format!("# A\n\n## {heading}\n\n{body}\n")).verdict;
        assert_eq!(with("Reporting security issues", "Write to security@example.org."), Verdict::Seen);
        assert_eq!(with("Security issues", "We have none."), Verdict::NotSeen);
        assert_eq!(with("Security", "Keys are in https://vault.example.org."), Verdict::NotSeen, "of the software");
    }

    #[test]
    fn links_insights_and_well_known_files_count() {
        assert_eq!(observed("SECURITY.md", "See [our policy](https://example.org/security).").verdict, Verdict::Seen);
        assert_eq!(observed(".well-known/security.txt", "Contact: mailto:a@example.org\n").verdict, Verdict::Seen);
        let insights = "security-contacts:\n- type: email\n  value: a@example.org\n";
        assert_eq!(observed("SECURITY-INSIGHTS.yml", insights).verdict, Verdict::Seen);
    }

    #[test]
    fn other_periods_are_no_promise() {
        assert_eq!(promise("Supported for 90 days. We respond soon."), None);
        assert_eq!(promise("You will get a response within 48 hours.").as_deref(), Some("48 hours"));
    }
}
