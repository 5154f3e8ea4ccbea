//! Is it said where users get help?

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::community::is_named;
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "support",
    title: "Way to help",
    question: "Is it said where users get help?",
    why: "Who runs the software in earnest has to know beforehand whom to ask, and what to expect.",
    looks_at: "SUPPORT with any text ending at the root, in .github or docs, with an address or a link; a section of the README at the root whose \
               heading is about support, help, contact or community, with an address, a link, or words that send somewhere; contact links for new issues on GitHub. Whether \
               anybody answers is not visible.",
    remedy: "Write SUPPORT.md: where to ask, who answers, how fast, and which versions are looked after.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// Words that make a heading of a README one about help, as a word of it.
const HEADINGS: &[&str] =
    &["support", "contact", "contacts", "community", "questions", "kontakt", "unterstützung", "fragen"];

/// The same where nothing, or an "and", comes after them.
const LAST: &[&str] = &["help", "hilfe"];

/// Words beside which a heading is about something else: what the software supports, how to help the project.
const NOT_HEADINGS: &[&str] = &[
    "supported",
    "supporting",
    "browser",
    "platform",
    "platforms",
    "version",
    "versions",
    "us",
    "language",
    "languages",
    "os",
    "feature",
    "features",
    "matrix",
    "for",
    "protocol",
    "http",
    "https",
    "ssh",
];

/// Words of a section that sends its reader somewhere without a link.
const SENDS: &[&str] = &["consult", "contact", "ask ", "turn to", "write to", "wenden sie sich", "fragen sie"];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Support,
    Readme,
    Issues,
}

fn kind(entry: &Entry) -> Option<Kind> {
    match entry.lower.as_str() {
        ".github/issue_template/config.yml" | ".github/issue_template/config.yaml" => Some(Kind::Issues),
        _ if is_named(entry, &["support", "getting-help", "getting_help"]) => Some(Kind::Support),
        _ if entry.folder().is_empty() && is_named(entry, &["readme"]) => Some(Kind::Readme),
        _ => None,
    }
}

fn wants(entry: &Entry) -> Want {
    if kind(entry).is_some() { Want::Text } else { Want::No }
}

/// The line of a file that gives a way to help.
fn way(file: &File) -> Option<u32> {
    let text = file.text()?;
    match kind(&file.entry)? {
        Kind::Support => {
            let lines = prose::lines(text);
            let length: usize = lines.iter().map(|(_, line)| line.len()).sum();
            (leads_somewhere(text) && length > 10).then(|| prose::first_line(text)).flatten()
        }
        Kind::Readme => {
            let sections = prose::sections(text);
            let found = sections.iter().find(|one| is_about_help(&one.heading) && sends(&one.body.join("\n")));
            found.map(|section| section.line)
        }
        Kind::Issues => {
            let config: Value = serde_saphyr::from_str(text).ok()?;
            let links = config.get("contact_links")?.as_array()?;
            let some = links.iter().any(|link| link.get("url").is_some_and(Value::is_string));
            some.then(|| prose::line_with(text, &["contact_links"])).flatten()
        }
    }
}

fn leads_somewhere(text: &str) -> bool {
    prose::has_address(text) || prose::has_link(text) || text.contains("](")
}

/// Whether a section leads somewhere, be it in words.
fn sends(body: &str) -> bool {
    let lower = body.to_lowercase();
    leads_somewhere(body) || (prose::length(body) >= 60 && SENDS.iter().any(|word| lower.contains(word)))
}

fn is_about_help(heading: &str) -> bool {
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let last = || {
        let mut following = words.iter().skip_while(|word| !LAST.contains(word));
        following.next().is_some() && following.next().is_none_or(|next| ["and", "und"].contains(next))
    };
    (any(HEADINGS) || last()) && !any(NOT_HEADINGS)
}

fn observe(facts: &Facts) -> Finding {
    let files: Vec<&File> = facts.wanted(wants).collect();
    let found: Vec<(&File, u32)> = files.iter().filter_map(|file| Some((*file, way(file)?))).collect();
    let number = |of: Kind| found.iter().filter(|(file, _)| kind(&file.entry) == Some(of)).count();
    let Some((first, _)) = found.first() else {
        let named = files.iter().find(|file| kind(&file.entry) == Some(Kind::Support) && file.unread().is_none());
        return match named {
            Some(file) => Finding::not_seen(format!("{} gives no address", file.path())).at(file, None),
            None => Finding::not_seen("no way to help is given"),
        };
    };
    let finding = Finding::seen(first.path())
        .count("support_files", number(Kind::Support))
        .count("readme_sections", number(Kind::Readme))
        .count("issue_links", number(Kind::Issues));
    found.iter().fold(finding, |finding, (file, line)| finding.at(file, Some(*line)))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    fn verdict(path: &str, text: &str) -> Verdict {
        observe(&Facts::of(&[(path, text)])).verdict
    }

    #[test]
    fn a_way_to_help_is_seen_in_three_places() {
        assert_eq!(
            verdict("SUPPORT.md", "# Support\n\nAsk in our [forum](https://forum.example.org).\n"),
            Verdict::Seen
        );
        assert_eq!(verdict("README.md", "# X\n\n## Getting Help\n\nWrite to help@example.org.\n"), Verdict::Seen);
        assert_eq!(verdict("README.rst", "X\n=\n\nSupport\n-------\n\nSee https://example.org/ask\n"), Verdict::Seen);
        let words = "# X\n\n## Support\n\nIf you have trouble please consult your distribution's documentation for getting support.\n";
        assert_eq!(verdict("README.md", words), Verdict::Seen);
        assert_eq!(
            verdict(
                "README.md",
                "# X\n\n## Help\n\n`x -h` prints all options, one on each line, and then it comes to its end.\n"
            ),
            Verdict::NotSeen
        );
        let links = "blank_issues_enabled: false\ncontact_links:\n  - name: Chat\n    url: https://chat.example.org\n    about: x\n";
        assert_eq!(verdict(".github/ISSUE_TEMPLATE/config.yml", links), Verdict::Seen);
    }

    #[test]
    fn what_is_supported_and_how_to_help_the_project_are_other_matters() {
        for heading in [
            "Supported platforms",
            "Browser support",
            "Support us",
            "Version support",
            "Support for JSON",
            "Help manage overload",
            "SSH Support",
        ] {
            let text = format!("# X\n\n## {heading}\n\nSee https://example.org\n");
            assert_eq!(verdict("README.md", &text), Verdict::NotSeen, "{heading}");
        }
    }

    #[test]
    fn empty_commented_and_copied_files_are_not() {
        assert_eq!(verdict("SUPPORT.md", ""), Verdict::NotSeen);
        assert_eq!(verdict("SUPPORT.md", "# Support\n"), Verdict::NotSeen);
        assert_eq!(
            verdict(".github/ISSUE_TEMPLATE/config.yml", "# contact_links:\n#   - url: https://x.example\n"),
            Verdict::NotSeen
        );
        assert_eq!(verdict("vendor/a/SUPPORT.md", "Ask at https://forum.example.org today.\n"), Verdict::NotSeen);
        assert_eq!(verdict("docs/a/README.md", "## Help\n\nhttps://example.org\n"), Verdict::NotSeen);
    }
}
