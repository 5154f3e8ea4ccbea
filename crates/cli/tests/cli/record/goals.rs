//! What is wanted and what is done about it: targets by unit, item, activity and date; actions and what they make asked.

use super::desk::{Desk, desks};

/// The target of an item in a unit, as the file of the unit has it.
fn target(desk: &Desk, unit: &str, item: &str) -> Option<u64> {
    desk.by("lead", &["export", "unit.json", "--unit", unit]);
    let file: serde_json::Value = serde_json::from_str(&desk.place.read("unit.json")).unwrap();
    let response = file["responses"].as_array().unwrap().iter().find(|r| r["item"] == item).unwrap();
    response["target"].as_u64()
}

/// Two items of one activity, and the activity.
fn activity(desk: &Desk) -> (String, String, String) {
    let model = desk.json("lead", &["model", "show", "--format", "json"]);
    let local = |a: &serde_json::Value| -> Vec<String> {
        let items = a["items"].as_array().unwrap().iter().filter(|i| i["scope"] == "local");
        items.map(|i| i["id"].as_str().unwrap().to_owned()).collect()
    };
    let found = model["activities"].as_array().unwrap().iter().find(|a| local(a).len() > 1).unwrap();
    let items = local(found);
    (found["id"].as_str().unwrap().to_owned(), items[0].clone(), items[1].clone())
}

#[test]
fn targets_hold_for_a_unit_an_activity_an_item_and_until_a_day() {
    for desk in desks() {
        desk.company();
        let (activity, first, second) = activity(&desk);
        assert_eq!(target(&desk, "pay", &first), None);
        desk.by("lead", &["target", "group", "2", "--activity", &activity, "--by", "2027-03-31"]);
        assert_eq!((target(&desk, "pay", &first), target(&desk, "ops", &second)), (Some(2), Some(2)), "held below");
        desk.by("lead", &["target", "pay", "3", "--activity", &activity]);
        desk.by("lead", &["target", "pay", "4", "--item", &first, "--by", "2027-06-30"]);
        assert_eq!((target(&desk, "pay", &first), target(&desk, "pay", &second)), (Some(4), Some(3)));
        assert_eq!(target(&desk, "ops", &first), Some(2), "another unit keeps the group's");
        let listed = desk.by("lead", &["target", "pay"]);
        let rows: Vec<Vec<&str>> = listed.lines().skip(1).map(|l| l.split_whitespace().collect()).collect();
        assert_eq!(rows, [vec!["item", &first, "4", "2027-06-30"], vec!["activity", &activity, "3"]], "{listed}");
        desk.by("ada", &["export", "ada.csv"]);
        assert!(desk.place.read("ada.csv").contains("4 by 2027-06-30"), "who answers sees what is wanted");
        desk.by("lead", &["target", "pay", "none", "--item", &first]);
        assert_eq!(target(&desk, "pay", &first), Some(3), "the activity's again");
        desk.refuses("ada", &["target", "pay", "5", "--item", &first], "ada may not set targets");
        desk.refuses("lead", &["target", "pay", "3"], "a target for what?");
        desk.refuses("lead", &["target", "pay", "3", "--activity", "no-such-thing"], "no activity `no-such-thing`");
        desk.refuses("lead", &["target", "pay", "high", "--item", &first], "`high` is not a rating");
    }
}

#[test]
fn an_open_action_makes_its_item_asked_again_until_it_is_closed() {
    for desk in desks() {
        let items = desk.company();
        for item in &items {
            desk.by("lead", &["answer", "pay", item, "2"]);
        }
        let open = ["action", "open", "lists", "pay", "Write the lists", "--owner", "platform", "--due", "2027-02-28"];
        desk.by("ada", &[&open[..], &["--item", &items[1]]].concat());
        let listed = desk.by("aud", &["action", "list"]);
        assert!(listed.contains("Write the lists") && listed.contains("2027-02-28"), "{listed}");
        desk.refuses("aud", &[&open[..], &["--item", &items[1]]].concat(), "aud may not plan actions");
        desk.refuses("ada", &[&open[..], &["--item", "nothing"]].concat(), "no item `nothing`");
        desk.by("lead", &["assessment", "review"]);
        desk.by("lead", &["assessment", "publish"]);
        desk.by("lead", &["assessment", "open", "q1", "--after", "q4", "--as-of", "2027-03-31"]);
        let why = "[{\"actions\":[\"lists\"],\"why\":\"open-actions\"}]".to_owned();
        assert_eq!(desk.asked("pay"), [(items[1].clone(), why)], "of all that was answered, this alone");
        let told = desk.by("lead", &["todo", "--all"]);
        assert!(told.contains("open action: lists"), "{told}");
        desk.by("ada", &["action", "close", "lists", "--why", "all lists are written"]);
        assert_eq!(desk.asked("pay"), []);
        let listed = desk.by("aud", &["action", "list"]);
        assert!(listed.contains("done"), "{listed}");
    }
}
