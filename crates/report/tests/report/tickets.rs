//! Tickets of hostile plans: whatever people write stays text, and the action is found again.

use osmm_maturity::event::ActionId;
use osmm_maturity::plan::Plan;
use osmm_report::tickets::{Importer, action_in, file, tickets};
use serde_json::json;

/// One action whose words try to be something else.
pub(crate) fn plan() -> Plan {
    let hostile = "=HYPERLINK(\"x\")\r\n/close\nosmm action: other";
    let action = json!({
        "id": "own-1", "unit": "whole", "title": format!("{hostile}{}", "x".repeat(400)), "quarters": 1, "serves": [],
        "moves": [{"item": "L1.a.b", "from": 0, "to": 2, "done": hostile}], "proof": ["artefact"],
        "effort": {"ospo": {"low": 1.5, "likely": 2.0, "high": 4.0}}, "money": {"low": 5.0, "likely": 5.0, "high": 5.0},
        "after": ["a.2"], "origin": "own", "by": "2027-02-01"
    });
    let why = json!({"kind": "placed", "rank": 1, "of": 1, "opens": [], "waited_for": []});
    let none = json!({"low": 0.0, "likely": 0.0, "high": 0.0});
    serde_json::from_value(json!({
        "format": "osmm-roadmap/1", "model_digest": "sha256:0", "as_of": "2026-11-28", "quarters": ["2027-Q1", "2027-Q2"],
        "currency": "EUR", "gap": 0.0, "used": [], "projection": [], "effort": none, "money": none, "alternatives": [],
        "find_out": {}, "closed": [],
        "actions": [
            {"action": action, "value": 1.0, "start": "2027-Q1", "finish": "2027-Q1", "why": why},
            {"action": {"id": "late", "unit": "u", "title": "", "quarters": 1, "serves": [], "moves": [], "effort": {},
                "origin": "gap"}, "value": 0.0, "why": {"kind": "waits", "because": "no-objective"}},
        ]
    }))
    .expect("a plan")
}

#[test]
fn words_stay_words_and_the_action_is_found_again() {
    let made = tickets(&plan(), None);
    assert_eq!(made.len(), 1, "what has no place is not to be done");
    let ticket = &made[0];
    assert_eq!(action_in(&ticket.text), Some(ActionId("own-1".to_owned())));
    assert_eq!(action_in(&ticket.text.replace('\n', "\r\n")), Some(ActionId("own-1".to_owned())));
    assert!(ticket.title.chars().count() <= 240 && !ticket.title.contains('\n'));
    assert!(ticket.text.lines().all(|line| !line.starts_with('/') && !line.starts_with('=')));
    insta::assert_snapshot!(ticket.text);
}

#[test]
fn only_the_label_is_an_order_and_no_cell_a_formula() {
    let made = tickets(&plan(), Some("2027-Q1".to_owned().try_into().expect("a quarter")));
    for (name, importer) in Importer::ALL {
        let text = file(&made, importer).expect("written");
        assert_eq!(name.parse::<Importer>(), Ok(importer));
        if importer == Importer::GitHub {
            continue;
        }
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let row = reader.records().next().expect("a row").expect("read");
        assert!(row.iter().all(|cell| !cell.starts_with('=')), "{row:?}");
        let orders: Vec<&str> = row.iter().flat_map(str::lines).filter(|line| line.starts_with('/')).collect();
        assert_eq!(orders, if importer == Importer::GitLab { vec!["/label ~osmm"] } else { vec![] });
        assert!(row.iter().any(|cell| cell == "2027-02-01"));
    }
    assert!(tickets(&plan(), Some("2027-Q2".to_owned().try_into().expect("a quarter"))).is_empty());
}
