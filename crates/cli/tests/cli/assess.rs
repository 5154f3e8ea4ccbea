//! The main job, end to end.

use std::fs;

use super::{NOW, Place, WELL_KEPT, git, told};

const ANSWERS: &str = r#"format: osmm-answers/1
model: finos-osmm
scope: Example Group
answers:
  L1.managing.choice: 3
  L1.managing.realizing-the-benefit: 3
  L1.managing.cost-savings: {dont_know: true, ask: finance}
  L1.managing.support: {rating: 4, target: 5}
  L1.using.use: {rating: 3, verified: 3, evidence: [{kind: operation, title: Intake log, until: 2027-01-31}]}
  L1.using.preferring-open-source: 4
  L1.using.procurement: {not_applicable: bought by the parent company}
  L1.using.process-efficiency: declined
  L2.creating-policy.consumption-policy: 5
  L2.software-inventory.requirements: 0
"#;

fn organisation() -> Place {
    let place = Place::new();
    place.repository("org/ledger", WELL_KEPT);
    place.repository("org/tools/report", &WELL_KEPT[..3]);
    place.repository("org/empty", &[("notes.txt", "nothing here\n")]);
    place.write("answers.yaml", ANSWERS);
    place
}

fn schema(name: &str) -> serde_json::Value {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/schemas");
    serde_json::from_str(&fs::read_to_string(dir.join(name)).unwrap()).unwrap()
}

pub fn assert_valid(name: &str, json: &str) {
    let instance: serde_json::Value = serde_json::from_str(json).unwrap();
    let validator = jsonschema::validator_for(&schema(name)).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&instance).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn repositories_alone_give_proposals_and_no_rating() {
    let place = organisation();
    let run = place.osmm(&["assess", "org"]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.out);
    let mut lines: Vec<&str> = run.err.lines().collect();
    // Repositories are looked at side by side, so the order of the names is open.
    assert_eq!(lines.pop(), Some("Written: osmm-report.html, osmm-assessment.json"));
    assert!(lines.len() == 3 && lines.iter().all(|l| l.starts_with("looked at ")), "{}", run.err);
    assert!(place.read("osmm-report.html").contains("<!doctype html>"));
}

#[test]
fn answers_and_repositories_give_a_profile() {
    let place = organisation();
    let run = place.osmm(&["assess", "org", "--answers", "answers.yaml", "--explain"]);
    insta::assert_snapshot!(run.out);
    assert_valid("osmm-assessment-1.schema.json", &place.read("osmm-assessment.json"));
}

#[test]
fn the_file_carries_all_that_its_numbers_rest_on() {
    let place = organisation();
    place.osmm(&["assess", "org", "--answers", "answers.yaml", "-q", "-o", "out"]);
    let elsewhere = Place::new();
    let file = place.read("out/osmm-assessment.json");
    elsewhere.write("a.json", &file);
    let run = elsewhere.osmm(&["assess", "--recompute", "a.json", "--quiet"]);
    assert_eq!(run.code, 0, "{}", told(&run));
    insta::assert_snapshot!(run.out);

    let tampered = file.replacen("\"rating\": 5", "\"rating\": 4", 1);
    assert_ne!(tampered, file);
    elsewhere.write("a.json", tampered);
    let run = elsewhere.osmm(&["assess", "--recompute", "a.json", "--quiet"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.out);
}

#[test]
fn json_goes_to_standard_output_and_nothing_else_does() {
    let place = organisation();
    let run = place.osmm(&["assess", "org", "--json"]);
    assert_valid("osmm-assessment-1.schema.json", &run.out);
    let scan = place.osmm(&["scan", "org", "--json", "--quiet"]);
    assert_valid("osmm-observations-1.schema.json", &scan.out);
    assert_eq!((scan.code, scan.err.as_str()), (0, ""));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let place = organisation();
    let run = |out: &str, more: &str| {
        place.osmm(&["assess", "org", "--answers", "answers.yaml", "--quiet", "-o", out, more]);
        (place.read(&format!("{out}/osmm-assessment.json")), place.read(&format!("{out}/osmm-report.html")))
    };
    let fresh = run("a", "--no-cache");
    assert_eq!(fresh, run("b", "--explain"), "and a cached result is the same");
    assert_eq!(fresh, run("c", "--explain"));
}

#[test]
fn earlier_assessments_count_as_snapshots() {
    let place = organisation();
    for (day, out) in [("2025-11-21", "q0"), ("2026-02-01", "q1"), ("2026-05-01", "q2"), ("2026-05-01", "again")] {
        place.osmm(&["assess", "org", "--as-of", day, "-q", "-o", out]);
    }
    let all = ["q0", "q1", "q2", "again"].map(|d| format!("{d}/osmm-assessment.json"));
    let mut args = vec!["assess", "org", "-q"];
    args.extend(all.iter().flat_map(|f| ["--previous", f]));
    assert_eq!(place.osmm(&args).code, 0);
    let file: serde_json::Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    assert_eq!(file["snapshots"], 3, "two days within the year before, and this one");
}

#[test]
fn work_trees_bare_repositories_and_answers_alone() {
    let place = organisation();
    git(&place.path("org"), &["clone", "--quiet", "--bare", "ledger", "mirror.git"]);
    let run = place.osmm(&["scan", "org/mirror.git", "org/ledger", "--quiet"]);
    let both: Vec<&str> = run.out.lines().filter(|l| l.contains("license-file")).collect();
    assert_eq!(both.len(), 2);
    assert_eq!(both[0], both[1], "bare or not makes no difference");
    let alone = place.osmm(&["assess", "--answers", "answers.yaml", "--as-of", "2026-09-30"]);
    assert_eq!(alone.code, 0);
    assert!(alone.out.contains("Example Group, as of 2026-09-30"), "{}", alone.out);
}

#[test]
fn templates_come_back_without_a_fault() {
    let place = Place::new();
    for (flag, name) in [("yaml", "a.yaml"), ("csv", "a.csv")] {
        place.write(name, place.osmm(&["assess", "--template", flag]).out);
        let run = place.osmm(&["assess", "--answers", name, "--quiet"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
    }
    let model = place.osmm(&["assess", "--template", "yaml", "--model", "ow2-ggi"]);
    assert!(model.out.contains("model: ow2-ggi"));
}

#[test]
fn every_shipped_model_assesses() {
    let place = organisation();
    for id in ["ow2-ggi", "todo-ospo-stages"] {
        let run = place.osmm(&["assess", "org", "--model", id, "-o", id]);
        assert_eq!(run.code, 0, "{id}: {}", run.err);
        insta::assert_snapshot!(id, run.out);
        assert_eq!(place.osmm(&["assess", "--recompute", &format!("{id}/osmm-assessment.json"), "-q"]).code, 0);
    }
}

#[test]
fn the_clock_of_the_tests_is_the_day_they_say() {
    assert_eq!(jiff::Timestamp::from_second(NOW.parse().unwrap()).unwrap().to_string(), "2026-11-22T12:00:00Z");
}
