//! Documents of every kind, and those that only look like one. The texts are in `tests/documents`, one file for each
//! signal: `-- seen PATH --` or `-- not PATH --`, and the text. The older four policies are below.

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

const POLICY: &str = "# Open Source Policy\n\nVersion: 2.1\nOwner: Open Source Program Office\nLast reviewed: 2026-02-01\n\n\
    ## Scope\nThis policy applies to all employees of the company who use open source software in products or internally.\n\n\
    ## Licences\nOnly components under an approved licence may be used. Other licences must be reviewed by the legal team before \
    the component is added to a product, and the obligations of the licence must be met.\n\n\
    ## Security\nComponents with known vulnerabilities must not be released. Employees shall use the scanner of the OSPO.\n\n\
    ## Exceptions\nAn exception needs the approval of the open source review board and ends after one year at the latest.\n";

#[test]
fn a_policy_is_found_with_what_it_says_of_itself() {
    let finding = answer("policy-consumption", "governance/open-source.md", POLICY);
    assert_eq!(finding.verdict, Verdict::Seen);
    let document = finding.document.unwrap();
    assert_eq!(document.version.as_deref(), Some("2.1"));
    assert!(document.owner_named && document.reviewed_on.is_some());
    assert_eq!(document.topics, ["approval", "exceptions", "licence", "obligations", "security"]);
    assert_eq!(finding.proof[0].line, Some(1));
}

#[test]
fn a_policy_among_tests_or_examples_is_made_up() {
    for path in ["crates/cli/tests/files/policy.md", "examples/open-source-policy.md", "src/funTest/policy.md"] {
        assert_eq!(answer("policy-consumption", path, POLICY).verdict, Verdict::NotSeen, "{path}");
    }
    assert_eq!(answer("policy-consumption", "docs/latest/policy.md", POLICY).verdict, Verdict::Seen);
}

#[test]
fn other_texts_are_not_policies() {
    let blog =
        "# Why we love open source\n\nWe use open source with a good licence, mind security and approval. ".repeat(9);
    let page = "# Open Source Policy\n\nSee the intranet.\n";
    let retry =
        "# Retry policy\n\nThe client must retry. It shall back off. Approval required. The company licence security. "
            .repeat(9);
    for text in [blog.as_str(), page, retry.as_str(), ""] {
        assert_eq!(answer("policy-consumption", "docs/text.md", text).verdict, Verdict::NotSeen, "{text}");
    }
}

#[test]
fn an_organisations_rules_count_and_a_projects_guide_does_not() {
    let policy = "= Open Source Contribution Policy\n\nEmployees must ask for the approval of their manager before they contribute to open source. \
        Contributions made in an employee's own time on a personal project need no approval. No confidential information may be \
        given. A contributor license agreement must be signed by the legal team. Open source contributions must be made with the company's \
        email address. Patents shall be checked where intellectual property of the company is touched by the contribution to open source.\n";
    assert_eq!(answer("policy-contribution", "policies/contributing.adoc", policy).verdict, Verdict::Seen);
    let guide = "# Contributing\n\nYou must sign the CLA. Patches must pass the tests and shall be approved by a maintainer of this open source project. ".repeat(5);
    assert_eq!(answer("policy-contribution", "docs/contributing-rules.md", &guide).verdict, Verdict::NotSeen);
    assert_eq!(answer("policy-contribution", "CONTRIBUTING.md", policy).verdict, Verdict::NotSeen);
}

#[test]
fn german_rules_are_found() {
    let policy = "# Richtlinie zur Veröffentlichung eigener Software als Open Source\n\nVersion 1, verantwortlich: Leitung Software\n\nVor der \
        Veröffentlichung muss die Leitung zustimmen. Geprüft werden Geheimnisse im Verlauf, Lizenzen aller Abhängigkeiten und Daten \
        von Personen. Die Lizenz ist Apache-2.0. Für jedes veröffentlichte Projekt ist ein Betreuer zu benennen, der es zwei Jahre \
        lang pflegt und Fragen beantwortet.\n";
    assert_eq!(answer("policy-publication", "regeln/veroeffentlichung.md", policy).verdict, Verdict::Seen);
    let manual = policy.replace("Richtlinie", "Anleitung").replace("Leitung", "Anleitung");
    assert_eq!(answer("policy-publication", "regeln/veroeffentlichung.md", &manual).verdict, Verdict::NotSeen);
}

#[test]
fn rules_for_publishing_are_found() {
    let policy = "# Policy for publishing open source\n\nBefore a team publishes code as open source, approval by the OSPO is required. Employees must remove \
        credentials and customer data. The licence shall be Apache-2.0 unless the legal team agrees otherwise. Each published project must \
        have a maintainer. Projects without one must be archived. Publishing open source without approval is prohibited for all staff of the company.\n";
    assert_eq!(answer("policy-publication", "publishing.md", policy).verdict, Verdict::Seen);
    let npm = "# Publishing rules\n\nRun npm publish. The version must be new. The maintainer must approve. ".repeat(9);
    assert_eq!(answer("policy-publication", "docs/publishing.md", &npm).verdict, Verdict::NotSeen);
}

#[test]
fn rules_for_secure_development_are_found() {
    let policy = "# Open Source Security Standard\n\nTeams must scan every build for vulnerabilities in open source dependencies. Critical vulnerabilities must be \
        remediated within 7 days and others within 30 days. An exception requires a risk acceptance by the head of the business unit. All employees \
        who develop software shall take the training each year. The OSPO keeps the inventory of open source and reports to the company's board.\n";
    assert_eq!(answer("policy-security", "standards/oss-security.md", policy).verdict, Verdict::Seen);
    let other = policy.replace("Open Source Security Standard", "Policy on the security of open source");
    let other = other.replace("risk acceptance", "risk\nacceptance").replace("within 7 days", "within\n7 days");
    assert_eq!(answer("policy-security", "rules.md", &other).verdict, Verdict::Seen);
    let contact =
        "# Security Policy\n\nReport vulnerabilities in this open source project to us. Reports must be private. "
            .repeat(9);
    assert_eq!(answer("policy-security", "docs/security-policy.md", &contact).verdict, Verdict::NotSeen);
}
