//! The course of an assessment: who is asked and reminded, who would know, which units take part.

use super::desk::{Desk, desks};

/// Items that a person is asked, with the last day.
fn todo(desk: &Desk, who: &str) -> Vec<(String, String)> {
    let found = desk.json(who, &["todo", "--json"]);
    let own = found["people"].as_array().unwrap().iter().find(|p| p["handle"] == who);
    let items = own.and_then(|p| p["items"].as_array()).into_iter().flatten();
    items.map(|i| (i["item"].as_str().unwrap().to_owned(), i["due"].as_str().unwrap_or("-").to_owned())).collect()
}

#[test]
fn who_does_not_know_names_who_would_and_is_done() {
    for desk in desks() {
        let items = desk.company();
        let item = items[0].as_str();
        desk.by("lead", &["assign", "pay", "ada", "--item", item, "--due", "2026-12-01"]);
        assert_eq!(todo(&desk, "ada"), [(item.to_owned(), "2026-12-01".to_owned())]);
        desk.refuses("ada", &["answer", "pay", item, "dont-know", "--ask", "cyd"], "cyd may not answer in `pay`");
        assert_eq!(todo(&desk, "ada").len(), 1, "nothing was changed");
        let told = desk.by("ada", &["answer", "pay", item, "dont-know", "--ask", "bob"]);
        assert!(told.contains("bob is asked now"), "{told}");
        assert_eq!(
            (todo(&desk, "ada"), todo(&desk, "bob")),
            (vec![], vec![(item.to_owned(), "2026-12-01".to_owned())])
        );
        desk.by("bob", &["answer", "pay", item, "3", "--lock"]);
        assert_eq!(todo(&desk, "bob"), []);
        let shown = desk.item("pay", item);
        assert_eq!(shown["answer"]["rating"], 3, "not knowing is no disagreement: {shown}");
        // A role that would know is kept with the answer; nobody is assigned.
        desk.by("ada", &["answer", "pay", &items[1], "dont-know", "--ask", "legal team"]);
        assert_eq!(desk.item("pay", &items[1])["answer"]["ask"], "legal team");
        assert_eq!(todo(&desk, "bob"), []);
    }
}

#[test]
fn reminders_are_a_list_to_send() {
    for desk in desks() {
        let items = desk.company();
        desk.by("lead", &["assign", "pay", "ada", "bob", "--item", &items[0], "--item", &items[1]]);
        desk.by("lead", &["assign", "ops", "cyd", "--item", &items[0], "--due", "2026-12-01"]);
        desk.by("ada", &["answer", "pay", &items[0], "3", "--lock"]);
        insta::assert_snapshot!("reminders", desk.by("lead", &["todo", "--remind"]));
        desk.by("ada", &["answer", "pay", &items[1], "3", "--lock"]);
        let told = desk.by("lead", &["todo", "--remind"]);
        assert!(!told.contains("ada@example.org") && told.contains("bob@example.org"), "{told}");
    }
}

#[test]
fn a_draft_takes_its_units_anew() {
    for desk in desks() {
        let items = desk.company();
        let item = items[0].as_str();
        desk.by("ada", &["answer", "pay", item, "3"]);
        desk.by("cyd", &["answer", "ops", item, "1"]);
        let units = desk.place.read("units.csv") + "lab,Lab,group,3\n";
        desk.place.write("more.csv", units);
        desk.by("lead", &["unit", "import", "more.csv"]);
        desk.refuses("lead", &["answer", "lab", item, "2"], "no unit of this assessment `lab`");
        desk.refuses("ada", &["assessment", "rescope"], "ada may not change the scope");
        assert_eq!(desk.by("lead", &["assessment", "rescope"]), "q4: 3 units answer\n");
        desk.by("lead", &["answer", "lab", item, "2"]);
        assert_eq!(desk.item("pay", item)["answer"]["rating"], 3, "what was said before stays");
        assert_eq!(
            desk.by("lead", &["assessment", "rescope", "--unit", "pay", "--unit", "lab"]),
            "q4: 2 units answer\n"
        );
        desk.refuses("cyd", &["answer", "ops", item, "2"], "does not answer");
        let rolled = desk.json("lead", &["rollup", "--rule", "mean", "--json"]);
        let mean = &rolled["rollups"][0];
        assert_eq!((mean["value"].as_f64(), mean["scored"].as_u64()), (Some(2.5), Some(2)), "{rolled}");
        desk.refuses("lead", &["assessment", "rescope", "--unit", "nowhere"], "no unit `nowhere`");
        desk.by("lead", &["assessment", "rescope"]);
        assert_eq!(desk.item("ops", item)["answer"]["rating"], 1, "back with what it had said");
        desk.by("lead", &["assessment", "review"]);
        desk.refuses("lead", &["assessment", "rescope"], "its units cannot change");
    }
}

#[test]
fn an_assignment_ends_with_its_last_day() {
    for desk in desks() {
        let items = desk.company();
        desk.by("lead", &["assign", "pay", "ada", "--item", &items[0], "--due", "2026-11-22"]);
        desk.by("ada", &["answer", "pay", &items[0], "3"]);
        desk.place.set_clock("1795435200");
        desk.refuses("ada", &["answer", "pay", &items[0], "4"], "ended on 2026-11-22\n    hint: a lead can extend it");
        desk.by("lead", &["assign", "pay", "ada", "--item", &items[0], "--due", "2026-11-30"]);
        desk.by("ada", &["answer", "pay", &items[0], "4"]);
    }
}

#[test]
fn a_unit_that_differs_from_a_central_answer_is_seen_to() {
    for desk in desks() {
        desk.company();
        let central = desk.asked("group").remove(0).0;
        desk.by("lead", &["answer", "group", &central, "4"]);
        desk.refuses("ada", &["answer", "pay", &central, "1"], "the item is central");
        desk.by("ada", &["answer", "pay", &central, "1", "--override", "bought last month", "--note", "own tools"]);
        assert_eq!(desk.item("ops", &central)["origin"]["from"], "inherited");
        let line = format!("Differs from the central answer: pay {central} 1: bought last month");
        let shown = desk.by("aud", &["assessment", "show"]);
        assert!(shown.contains(&line), "{shown}");
        desk.by("aud", &["export", "pay.json", "--unit", "pay"]);
        assert!(desk.place.read("pay.json").contains("own tools (differs from the central answer: bought last month)"));
        let told = desk.by("aud", &["history", "--unit", "pay", "--item", &central, "--assessment", "q4"]);
        assert!(told.contains("overrides the central answer: bought last month"), "{told}");
    }
}

/// Who, when and why: the words given are in the event.
#[test]
fn changes_of_course_have_their_reasons() {
    for desk in desks() {
        let items = desk.company();
        let changes: [&[&str]; 7] = [
            &["person", "grant", "bob", "--role", "reviewer", "--unit", "pay"],
            &["person", "revoke", "bob", "--role", "reviewer", "--unit", "pay"],
            &["target", "pay", "3", "--item", &items[0]],
            &["evidence", "add", "pay", "Policy", "--item", &items[0], "--kind", "artefact"],
            &["assessment", "rescope", "--unit", "pay"],
            &["assessment", "upgrade", "ow2-ggi"],
            &["assessment", "reopen"],
        ];
        for (n, change) in changes.iter().enumerate() {
            if change[1] == "reopen" {
                desk.by("lead", &["assessment", "review"]);
            }
            desk.by("lead", &[*change, &["--why", &format!("reason {n}")]].concat());
            desk.by("lead", &["export", "all.jsonl"]);
            assert!(desk.place.read("all.jsonl").contains(&format!("\"reason {n}\"")), "{change:?}");
        }
    }
}
