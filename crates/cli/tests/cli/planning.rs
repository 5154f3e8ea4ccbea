//! Journey 5: from ratings to a roadmap with capacity, budget and dates, by files alone.

use std::fmt::Write;

use osmm_cli::Catalogue;

use crate::{Place, assess::assert_valid};

const SETTINGS: &str = "\
format: osmm-plan/1
start: 2027-Q1
quarters: 6
capacity:
  ospo: 25
  legal: 10
  security-expert: [10, 15]
  anyone: 12
currency: EUR
budget: 20000
objectives: {security-posture: 50, regulatory-compliance: 30, talent-attraction: 20}
actions:
  - id: consumption-compliance.2
    by: 2027-06-30
  - id: talent.2
    drop: hiring is frozen until 2028
  - id: inventory-tool
    title: Buy and roll out an inventory tool
    effort: {ospo: [8, 15, 30], security-expert: 5}
    money: [15000, 18000, 30000]
    takes: 2
    moves: {L2.software-inventory.tracking: 3, L2.software-inventory.ownership: 3}
";

/// An organisation that has answered every item but two.
pub(crate) fn assessed() -> Place {
    let place = Place::new();
    let model = Catalogue::embedded().load(None).unwrap();
    let mut answers = "format: osmm-answers/1\nscope: Example Group\nas_of: 2026-11-20\nanswers:\n".to_owned();
    for (n, (_, item)) in model.items().enumerate().skip(2) {
        writeln!(answers, "  {}: {}", item.id, n % 4).unwrap();
    }
    place.write("answers.yaml", answers);
    place.write("plan.yaml", SETTINGS);
    let run = place.osmm(&["assess", "--answers", "answers.yaml", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.err);
    place
}

#[test]
fn gaps_become_a_roadmap() {
    let place = assessed();
    let run = place.osmm(&["plan", "osmm-assessment.json", "--settings", "plan.yaml"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
    let json = |place: &Place| place.osmm(&["plan", "osmm-assessment.json", "-s", "plan.yaml", "--json"]).out;
    let first = json(&place);
    assert_valid("osmm-roadmap-1.schema.json", &first);
    assert_eq!(first, json(&place), "the same input, the same plan");
}

#[test]
fn the_cheapest_way_to_a_level_by_a_day() {
    let place = assessed();
    let run = place.osmm(&["plan", "osmm-assessment.json", "--capacity", "60", "--level", "1", "--by", "2028-12-31"]);
    assert_eq!(run.code, 1, "two items of the level have no rating: {}", run.err);
    insta::assert_snapshot!(run.out);
    let soon = place.osmm(&["plan", "osmm-assessment.json", "--capacity", "9", "--rating", "3", "--by", "2027-06-30"]);
    assert_eq!(soon.code, 1);
    assert!(soon.out.contains("too late for 2027-06-30") || soon.out.contains("no room: "), "{}", soon.out);
}

#[test]
fn the_template_can_be_used_as_it_is() {
    let place = assessed();
    for model in ["finos-osmm", "ow2-ggi", "todo-ospo-stages"] {
        let run = place.osmm(&["plan", "--template", "--model", model]);
        assert_eq!(run.code, 0, "{}", run.err);
        if model == "finos-osmm" {
            place.write("template.yaml", &run.out);
            insta::assert_snapshot!(run.out);
        }
    }
    let run = place.osmm(&["plan", "osmm-assessment.json", "-s", "template.yaml", "--explain"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("Proof: artefact"), "{}", run.out);
}

#[test]
fn what_cannot_be_planned_says_why_and_how_to_go_on() {
    let place = assessed();
    place.write("faulty.yaml", SETTINGS.replace("security-posture: 50", "security-posture: 40").replace("EUR", "5"));
    place.write("round.yaml", "format: osmm-plan/1\ncapacity: 5\nactions: [{id: using.3, after: [culture.3]}, {id: culture.3, after: [using.3]}]\n");
    let mut told = String::new();
    for args in [
        &["plan", "osmm-assessment.json"][..],
        &["plan", "osmm-assessment.json", "--capacity", "0"],
        &["plan", "osmm-assessment.json", "--capacity=-3"],
        &["plan", "osmm-assessment.json", "--capacity", "5", "--level", "9"],
        &["plan", "osmm-assessment.json", "--settings", "faulty.yaml"],
        &["plan", "osmm-assessment.json", "--settings", "round.yaml"],
        &["plan", "plan.yaml", "--capacity", "5"],
    ] {
        let run = place.osmm(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        writeln!(told, "{}\n{}", args.join(" "), run.err).unwrap();
    }
    insta::assert_snapshot!(told);
}
