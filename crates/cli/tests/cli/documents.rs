//! Policies as people write them: office documents and pages in print, in a scan and in a report.

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
