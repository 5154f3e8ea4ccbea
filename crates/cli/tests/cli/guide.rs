//! The guide: the right parts of the model in three formats.

use super::{Place, told};

#[test]
fn guide_for_a_role_at_a_level() {
    let place = Place::new();
    let run = place.osmm(&["guide", "--role", "legal", "--level", "2"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!(run.out);
    let markdown = place.osmm(&["guide", "--activity", "L2.license-management.allow-list", "--format", "markdown"]);
    insta::assert_snapshot!(markdown.out);
    let json: serde_json::Value =
        serde_json::from_str(&place.osmm(&["guide", "--risk", "staff-risk", "--format", "json"]).out).unwrap();
    let activities = json["activities"].as_array().unwrap();
    assert!(!activities.is_empty());
    assert!(activities.iter().all(|a| a["risks"].as_array().unwrap().iter().any(|r| r == "staff-risk")));
}

#[test]
fn guide_without_conditions_lists_what_there_is() {
    let run = Place::new().osmm(&["guide"]);
    assert!(run.out.contains("dependency-risk") && run.out.contains("software-inventory"), "{}", told(&run));
}

#[test]
fn nothing_found_is_said() {
    let run = Place::new().osmm(&["guide", "--level", "5", "--role", "legal"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("Nothing in the model matches"), "{}", run.err);
}
