//! Policies as people write them: office documents and pages in print, in a scan and in a report.

use osmm_evidence::signals::{ALL, Signal};

use super::Place;

const DOCX: &[u8] = include_bytes!("../../../evidence/tests/evidence/files/documents/policy.docx");
const PDF: &[u8] = include_bytes!("../../../evidence/tests/evidence/files/documents/policy.pdf");

/// A repository with two policies and one that cannot be read.
fn place() -> Place {
    let place = Place::new();
    place.write("org/rules/policies/open-source.docx", DOCX);
    place.write("org/rules/policies/old/open-source.pdf", PDF);
    place.write("org/rules/vendor/other/open-source-policy.docx", DOCX);
    place.write("org/rules/policies/security.pdf", "%PDF-1.7\n");
    place.repository("org/rules", &[]);
    place
}

#[test]
fn a_scan_reads_office_documents_and_pages_and_names_what_it_could_not() {
    let place = place();
    let run = place.osmm(&["scan", "org", "-q", "--json"]);
    assert_eq!(run.code, 1, "a part could not be looked at: {}", run.err);
    let set: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let of = |signal: &str| {
        set["observations"].as_array().unwrap().iter().find(|o| o["signal"] == signal).cloned().unwrap_or_default()
    };
    insta::assert_json_snapshot!(of("policy-consumption"));
    assert_eq!(of("policy-security")["verdict"]["kind"], "could-not-look");
    assert!(!run.out.contains("Jane") && !run.out.contains("vendor/"), "names and copies");
    let shown = place.osmm(&["scan", "org", "-q"]);
    let words = "policies/old/open-source.pdf, page 1: “An exception needs the approval";
    assert!(shown.out.contains(words), "{}", shown.out);
    let again = place.osmm(&["scan", "org", "-q", "--json"]);
    assert_eq!(run.out.find("policy-consumption"), again.out.find("policy-consumption"), "from what was kept");
}

/// One document of every kind, of those that signals are tested with.
fn handbook() -> Place {
    let place = Place::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../evidence/tests/documents");
    for entry in std::fs::read_dir(folder).unwrap() {
        let all = format!("\n{}", std::fs::read_to_string(entry.unwrap().path()).unwrap());
        let first = all.split("\n-- ").find_map(|part| part.strip_prefix("seen ")).unwrap();
        let (path, text) = first.split_once(" --\n").unwrap();
        place.write(&format!("org/handbook/{path}"), text);
    }
    place.repository("org/handbook", &[]);
    place
}

#[test]
fn each_kind_of_document_proposes_and_says_what_is_missing() {
    let place = handbook();
    let mut all = String::new();
    let models = place.osmm(&["model", "validate"]).out;
    for model in models.lines().filter_map(|line| line.split_once(": good")).map(|(model, _)| model) {
        let run = place.osmm(&["assess", "org", "--model", model, "-q", "-o", "out"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let file: serde_json::Value = serde_json::from_str(&place.read("out/osmm-assessment.json")).unwrap();
        for one in file["results"]["proposals"].as_array().unwrap() {
            let words = |key: &str, of: fn(&serde_json::Value) -> &str| {
                one[key].as_array().unwrap().iter().map(of).collect::<Vec<_>>().join("; ")
            };
            let found = words("found", |need| need.as_str().unwrap());
            let of = |signal: &Signal| one["rests_on"].as_array().unwrap().iter().any(|o| o["signal"] == signal.id);
            if !ALL.iter().any(|signal| !signal.topics.is_empty() && of(signal)) {
                continue;
            }
            let next = one["missing"][0]["rating"].as_u64().map(|rating| format!("\n  to reach {rating}: "));
            let missing = words("missing", |missing| missing["need"].as_str().unwrap());
            let item = one["item"].as_str().unwrap();
            all += &format!("{model} {item} {} to {}, at most {}\n", one["low"], one["high"], one["cap"]);
            all += &format!("  found: {found}{}{missing}\n", next.unwrap_or_default());
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn proposals_show_the_passage_and_a_person_decides() {
    let place = place();
    let run = place.osmm(&["assess", "org", "-o", "out"]);
    assert!(run.out.contains("policies/old/open-source.pdf, page 1"), "{}{}", run.out, run.err);
    let report = place.read("out/osmm-report.html");
    assert!(report.contains("policies/open-source.docx, paragraph 20") && !report.contains("Jane"));
    let file: serde_json::Value = serde_json::from_str(&place.read("out/osmm-assessment.json")).unwrap();
    let rated = file["responses"].as_array().into_iter().flatten().any(|r| r["answer"]["kind"] == "rated");
    assert!(!rated, "nothing is accepted by itself");
}
