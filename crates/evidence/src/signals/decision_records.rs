//! Are decisions written down, with what else could have been chosen?

use super::{Effort, Signal, Source};
use crate::documents::Kind;
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "decision-records",
    title: "Decision records",
    question: "Are decisions written down one by one, so that a choice can be understood later?",
    why: "Who meets a component years later asks why it is there; without a record it is kept out of fear or replaced by taste.",
    looks_at: "Documents in folders such as adr, decisions or decision-records, or named `adr-…`, that have at least two of: a status, a date, a context, \
               a decision, consequences; in English or German. Indexes and templates do not count. Counted are those with a status, with \
               alternatives, and those on a choice of open source: they name a licence or open source as well as alternatives. Whether the \
               component that was chosen is in use is not looked at.",
    remedy: "Write half a page for each choice that is hard to take back: context, decision, alternatives with their licences, consequences.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const RECORDS: Kind = Kind {
    folders: &[
        "adr",
        "adrs",
        "decision",
        "decisions",
        "decision-records",
        "architecture-decisions",
        "architecture-decision-records",
        "architectural-decisions",
        "entscheidungen",
    ],
    names: &["adr-", "decision-record"],
    words: &["decision", "decided", "decide", "entscheidung", "entschieden", "beschluss", "beschlossen"],
    least: 1,
};

const STATUS: &[&str] = &["status"];

/// What a record consists of, each in its usual words.
const PARTS: &[&[&str]] = &[
    STATUS,
    &["date", "datum"],
    &["context", "question", "problem", "background", "motivation", "kontext", "frage", "ausgangslage"],
    &["decision", "resolution", "entscheidung", "beschluss"],
    &["consequences", "implications", "konsequenzen", "folgen"],
];

const ALTERNATIVES: &[&str] =
    &["alternative", "alternatives", "options", "rejected", "pros", "alternativen", "optionen", "verworfen"];

/// Words for terms under which software may be used.
const LICENCES: &[&str] =
    &["licence", "license", "licens", "open source", "open-source", "opensource", "lizenz", "quelloffen"];

fn wants(entry: &Entry) -> Want {
    RECORDS.wants(entry)
}

fn names(named: &[String], words: &[&str]) -> bool {
    let mut all = named.iter().flat_map(|one| one.split(|c: char| !c.is_alphanumeric()));
    all.any(|word| words.contains(&word))
}

/// A decision that is written as a record.
struct Record<'f> {
    file: &'f File,
    status: bool,
    alternatives: bool,
    on_open_source: bool,
}

impl<'f> Record<'f> {
    fn of(file: &'f File) -> Option<Self> {
        let text = file.document()?;
        let named: Vec<String> = text.named().collect();
        let alternatives = names(&named, ALTERNATIVES);
        let licences = LICENCES.iter().any(|word| text.words.contains(word));
        (PARTS.iter().filter(|part| names(&named, part)).count() >= 2).then(|| Self {
            file,
            status: names(&named, STATUS),
            alternatives,
            on_open_source: alternatives && licences,
        })
    }
}

fn observe(facts: &Facts) -> Finding {
    let (found, other) = RECORDS.find(facts);
    let mut records: Vec<Record<'_>> = found.iter().filter_map(|file| Record::of(file)).collect();
    if records.is_empty() {
        return match found.first().copied().or(other) {
            Some(file) => Finding::not_seen(format!("{} is not written as a record", file.path())).at(file, None),
            None => Finding::not_seen("no record of a decision"),
        };
    }
    records.sort_by_key(|record| !record.on_open_source);
    let with = |what: fn(&&Record<'_>) -> bool| records.iter().filter(what).count();
    let summary = if records.len() == 1 { "1 record".to_owned() } else { format!("{} records", records.len()) };
    Finding::seen(summary)
        .count("records", records.len())
        .count("with_status", with(|record| record.status))
        .count("with_alternatives", with(|record| record.alternatives))
        .count("on_open_source", with(|record| record.on_open_source))
        .at_all(records.iter().map(|record| record.file).take(5))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    const RECORD: &str = "# 7. Parser for YAML\n\nStatus: accepted\n\n## Context\n\nWe have to read files that people write by hand, and to name the line of \
        a fault. Three libraries can be had under a licence that we may use.\n\n## Decision\n\nWe take the second one. It names places and has a \
        permissive licence.\n\n## Alternatives\n\nThe first one is faster but copyleft; the third one is no longer looked after.\n";

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    #[test]
    fn a_choice_of_open_source_is_counted() {
        for path in ["docs/adr/0007-parser.md", "decisions/parser.adoc", "docs/adr-7-parser.md"] {
            let finding = observed(path, RECORD);
            assert_eq!(
                (finding.verdict, &finding.measures["on_open_source"]),
                (Verdict::Seen, &Measure::Count(1)),
                "{path}"
            );
        }
        let plain = RECORD.replace("licence", "form");
        assert_eq!(observed("docs/adr/7.md", &plain).measures["on_open_source"], Measure::Count(0));
    }

    #[test]
    fn words_in_passing_are_no_parts() {
        let text = format!(
            "# Notes\n\nOur status is good, the date is set and a decision was taken. {}",
            "More of that. ".repeat(20)
        );
        assert_eq!(observed("docs/decisions/notes.md", &text).verdict, Verdict::NotSeen);
    }

    #[test]
    fn german_records_count() {
        let text = "# Datenbank\n\n## Kontext\n\nWir brauchen eine Datenbank, die auch ohne Netz läuft und sich leicht sichern lässt, und zwar auf \
            allen Rechnern, die bei uns üblich sind.\n\n## Entscheidung\n\nWir nehmen die erste, weil sie ohne Server auskommt und gut beschrieben \
            ist. Lizenz: gemeinfrei.\n";
        assert_eq!(observed("doku/entscheidungen/1.md", text).verdict, Verdict::Seen);
    }

    #[test]
    fn other_texts_templates_and_copies_are_not_records() {
        let story = "# How we met\n\nIt was a dark night when the decision was made to go on. ".repeat(5);
        assert_eq!(observed("docs/decisions/story.md", &story).verdict, Verdict::NotSeen);
        for path in
            ["docs/adr/0000-template.md", "docs/adr/README.md", "third_party/x/adr/1.md", "src/decisions/tree.py"]
        {
            assert_eq!(observed(path, RECORD).verdict, Verdict::NotSeen, "{path}");
        }
        assert_eq!(observed("docs/adr/1.md", "").verdict, Verdict::NotSeen);
    }
}
