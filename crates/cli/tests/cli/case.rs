//! Costs and benefits of a roadmap.

use crate::Place;
use crate::assess::assert_valid;
use crate::tracker::with_plan;

#[test]
fn the_template_can_be_used_as_it_is_with_a_plan_and_without() {
    let place = with_plan();
    let template = place.osmm(&["case", "--template"]);
    place.write("case.yaml", template.out);
    let run = place.osmm(&["case", "case.yaml", "--plan", "roadmap.json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
    let json = place.osmm(&["case", "case.yaml", "--json"]).out;
    assert_valid("osmm-business-case-1.schema.json", &json);
}

#[test]
fn published_figures_come_with_source_and_caveat() {
    let run = Place::new().osmm(&["case", "--figures"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn what_cannot_be_taken_is_said() {
    let place = Place::new();
    place.write("case.yaml", "format: osmm-case/1\ncurrency: EUR\nyears: 40\nline: []\n");
    place.write("plan.json", "[]");
    let bad = place.osmm(&["case", "case.yaml"]);
    place.write("case.yaml", place.osmm(&["case", "--template"]).out);
    let plan = place.osmm(&["case", "case.yaml", "--plan", "plan.json"]);
    assert_eq!((bad.code, plan.code), (2, 2));
    insta::assert_snapshot!(format!("{}\n{}", bad.err, plan.err));
}
