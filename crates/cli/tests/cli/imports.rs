//! What other programs found, handed in beside the repositories.

use serde_json::Value;

use super::{Place, WELL_KEPT, git, told};

const SCORECARD: &str = include_str!("files/scorecard.json");

/// Two repositories, one of them with an origin.
fn organisation() -> Place {
    let place = Place::new();
    let ledger = place.repository("org/ledger", WELL_KEPT);
    git(&ledger, &["remote", "add", "origin", "git@github.com:Example/Ledger.git"]);
    place.repository("org/tool", &WELL_KEPT[..3]);
    place.write("result.json", SCORECARD);
    place
}

fn assessed(place: &Place, args: &[&str]) -> Value {
    let run = place.osmm(&[&["assess", "org", "--quiet"], args].concat());
    assert_eq!(run.code, 0, "{}", told(&run));
    serde_json::from_str(&place.read("osmm-assessment.json")).unwrap()
}

fn proposal(assessment: &Value, item: &str) -> Option<Value> {
    let all = assessment["results"]["proposals"].as_array().unwrap();
    all.iter().find(|p| p["item"] == item).cloned()
}

#[test]
fn an_import_changes_a_proposal_and_the_report_shows_its_day_and_digest() {
    let place = organisation();
    let review = "L3.surveillance.review";
    assert_eq!(proposal(&assessed(&place, &[]), review), None);
    let with = assessed(&place, &["--import", "result.json"]);
    let offer = proposal(&with, review).unwrap();
    assert_eq!((&offer["high"], &offer["low"], offer.get("stale")), (&2.into(), &0.into(), None));
    insta::assert_json_snapshot!(offer["rests_on"], @r#"
    [
      {
        "signal": "scorecard",
        "subject": "ledger"
      }
    ]
    "#);
    let seen = with["scan"]["observations"].as_array().unwrap();
    let seen: Vec<&Value> = seen.iter().filter(|o| o["signal"] == "scorecard").collect();
    insta::assert_json_snapshot!(seen);
    let page = place.read("osmm-report.html");
    let digest = seen[0]["exports"][0]["digest"].as_str().unwrap().trim_start_matches("sha256:");
    assert!(
        page.contains("export of 20 November 2026") && page.contains(&digest[..12]) && page.contains("Imported from")
    );
    let again = place.osmm(&["assess", "--recompute", "osmm-assessment.json", "--quiet"]);
    assert_eq!(again.code, 0, "{}", told(&again));
}

#[test]
fn old_exports_cost_a_step_of_what_rests_on_them_alone() {
    let place = organisation();
    place.write("old.json", SCORECARD.replace("2026-11-20", "2026-05-20"));
    let old = assessed(&place, &["--import", "old.json"]);
    let offer = proposal(&old, "L3.surveillance.review").unwrap();
    assert_eq!(offer["high"], 1);
    assert_eq!(offer["stale"], "the export of 2026-05-20 is 186 days old, more than 90");
    let use_ = "L1.using.use";
    assert_eq!(proposal(&old, use_), proposal(&assessed(&place, &[]), use_), "what is seen here stands");
}

#[test]
fn a_scan_shows_what_was_imported() {
    let place = organisation();
    let run = place.osmm(&["scan", "org", "--quiet", "--import", "result.json", "--import", "tool=result.json"]);
    assert_eq!(run.code, 0, "{}", told(&run));
    let lines: Vec<&str> =
        run.out.lines().filter(|line| line.contains("corecard") || line.contains("export of")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn files_that_cannot_be_taken_are_named_and_the_rest_goes_on() {
    let place = organisation();
    place.write("wrong.json", SCORECARD.replace("\"score\": 9", "\"score\": \"9\""));
    place.write("other.json", SCORECARD.replace("example/ledger", "example/elsewhere"));
    place.write("odd.json", "{\"a\": [1, 2}");
    place.write("none.json", "{\"version\": 1}");
    let mut args = vec!["scan", "org", "--quiet"];
    for file in ["wrong.json", "other.json", "odd.json", "none.json", "ledgr=result.json", "result.json"] {
        args.extend(["--import", file]);
    }
    let run = place.osmm(&args);
    assert_eq!(run.code, 1, "{}", told(&run));
    assert!(run.out.contains("score 6.1"), "the good one counts");
    insta::assert_snapshot!(run.err);
    let run = place.osmm(&["scan", "org", "--import", "missing.json"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err);
}
