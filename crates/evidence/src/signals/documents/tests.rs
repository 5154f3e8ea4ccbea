//! Documents of every kind, and those that only look like one. The texts are in `tests/documents`, one file for each
//! signal: `-- seen PATH --` or `-- not PATH --`, and the text.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;

use osmm_maturity::observation::Verdict;

use super::super::ALL;
use super::*;
use crate::facts::Facts;
use crate::finding::Finding;

/// A text with what is said of it.
struct Sample {
    signal: String,
    seen: bool,
    path: String,
    text: String,
}

fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let of = |file: &std::path::PathBuf| {
        let signal = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let all = format!("\n{}", fs::read_to_string(file).unwrap());
        let one = |part: &str| {
            let (head, text) = part.split_once(" --\n").unwrap();
            let (word, path) = head.split_once(' ').unwrap();
            assert!(["seen", "not"].contains(&word), "{head}");
            Sample { signal: signal.clone(), seen: word == "seen", path: path.to_owned(), text: text.to_owned() }
        };
        all.split("\n-- ").skip(1).map(one).collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}

fn answer(signal: &str, path: &str, text: &str) -> Finding {
    let signal = ALL.iter().find(|one| one.id == signal).unwrap();
    (signal.observe)(&Facts::of(&[(path, text)]))
}

fn is_seen(signal: &str, path: &str, text: &str) -> bool {
    answer(signal, path, text).verdict == Verdict::Seen
}

#[test]
fn documents_are_found_and_near_misses_are_not() {
    let wrong: Vec<String> = samples()
        .iter()
        .filter(|one| is_seen(&one.signal, &one.path, &one.text) != one.seen)
        .map(|one| format!("{} {}: should {}be seen", one.signal, one.path, if one.seen { "" } else { "not " }))
        .collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn what_documents_say_of_themselves() {
    let shown = |one: &Sample| {
        let finding = answer(&one.signal, &one.path, &one.text);
        let candidate = finding.candidates.first().unwrap();
        let passage = candidate.passage.clone().unwrap_or_default();
        format!("{} {}\n  {}\n  “{passage}”\n", one.signal, candidate.place(), candidate.facts().join(", "))
    };
    let all: Vec<String> = samples().iter().filter(|one| one.seen).map(shown).collect();
    insta::assert_snapshot!(all.join("\n"));
}

/// One document may be of two kinds, but then it is written down here.
#[test]
fn a_document_of_one_kind_is_not_taken_for_another() {
    let kinds: Vec<&str> =
        ALL.iter().filter(|one| one.looks_at == POLICY_CONSUMPTION.looks_at).map(|one| one.id).collect();
    assert_eq!(kinds.len(), 15);
    let mut also = Vec::new();
    for one in samples() {
        for kind in kinds.iter().filter(|kind| **kind != one.signal && is_seen(kind, &one.path, &one.text)) {
            also.push(format!("{} {} is also {kind}", one.signal, one.path));
        }
    }
    assert_eq!(also, [""; 0]);
}
