//! Another model: rehearsed without a trace, then made as a recorded event that loses no answer.

use super::desk::{Desk, desks};

/// An item of activity `using`: id, former ids, question.
type Item = (&'static str, &'static str, &'static str);

const OLD: &[Item] = &[
    ("use.share", "", "How far is it used?"),
    ("use.same", "", "Does it stay?"),
    ("use.old-name", "", "What is it called?"),
    ("use.big", "", "Is it large?"),
    ("use.left", "", "Left?"),
    ("use.right", "", "Right?"),
    ("use.gone", "", "Does it go?"),
];

const NEW: &[Item] = &[
    ("use.share", "", "How many teams use it?"),
    ("use.same", "", "Does it stay?"),
    ("use.new-name", "use.old-name", "What is it called?"),
    ("use.big-here", "use.big", "Is it large?"),
    ("use.big-there", "use.big", "Is it large?"),
    ("use.both", "use.left, use.right", "Left and right?"),
    ("use.fresh", "", "Is it new?"),
];

/// Writes a model with these items into a folder.
fn model(desk: &Desk, folder: &str, version: &str, items: &[Item]) {
    let head =
        include_str!("../files/model/model.yaml").replace("version: \"1.0\"", &format!("version: \"{version}\""));
    let (activity, item) = include_str!("../files/model/using.yaml").split_once("  - id: use.share").unwrap();
    let mut using = activity.to_owned();
    for (id, former, question) in items {
        let former = if former.is_empty() { String::new() } else { format!("\n    former: [{former}]") };
        let text = item.replace("How far is it used?", question);
        using += &format!("  - id: {id}{former}{text}");
    }
    desk.place.write(&format!("{folder}/model.yaml"), head);
    desk.place.write(&format!("{folder}/activities/using.yaml"), using);
    desk.place.write(&format!("{folder}/activities/giving.yaml"), include_str!("../files/model/giving.yaml"));
}

/// Two units by the old model; `pay` has answered all of its items, `ops` one.
fn company(desk: &Desk) {
    model(desk, "old", "1.0", OLD);
    model(desk, "new", "2.0", NEW);
    desk.place.write(
        "units.csv",
        "id,title,parent,headcount\ngroup,Example Group,,\npay,Payments,group,5\nops,Ops,group,9\n",
    );
    desk.place.write(
        "people.csv",
        "handle,name,contact,role,unit,until\nada,Ada,,respondent,pay,\nbob,Bob,,respondent,pay,\n",
    );
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    desk.by("lead", &["person", "import", "people.csv"]);
    desk.by("lead", &["assessment", "open", "q4", "--model", "old", "--as-of", "2026-12-31"]);
    for ((id, ..), rating) in OLD.iter().zip(["2", "1", "2", "2", "2", "1", "0"]) {
        desk.by("lead", &["answer", "pay", id, rating, "--note", "as of autumn"]);
    }
    desk.by("lead", &["answer", "ops", "use.gone", "2"]);
    let evidence = ["--item", "use.old-name", "--kind", "artefact", "--id", "list"];
    desk.by("lead", &[&["evidence", "add", "pay", "The list"][..], &evidence].concat());
}

fn record(desk: &Desk) -> String {
    desk.by("lead", &["export", "all.jsonl"]);
    desk.place.read("all.jsonl")
}

#[test]
fn a_rehearsal_tells_what_the_upgrade_does_and_changes_nothing() {
    for desk in desks() {
        company(&desk);
        let before = record(&desk);
        insta::assert_snapshot!("rehearsal", desk.by("lead", &["model", "diff", "--assessment", "new"]));
        let diff = ["model", "diff", "--assessment", "q4", "new", "--format", "json"];
        let told = desk.json("lead", &diff);
        assert!(record(&desk) == before, "a rehearsal changed something: {}", desk.database);
        let shown = desk.json("lead", &["assessment", "show", "--json"]);
        desk.by("lead", &["assessment", "upgrade", "new"]);
        let moved = desk.json("lead", &["assessment", "show", "--json"]);
        for (at, unit) in told["units"].as_array().unwrap().iter().enumerate() {
            assert_eq!(unit["before"], shown["units"][at]["standings"], "{}", unit["unit"]);
            assert_eq!(unit["after"], moved["units"][at]["standings"], "{}", unit["unit"]);
        }
        assert_eq!(told["to"]["digest"], moved["scope"]["model"]);
        desk.refuses("lead", &["model", "diff", "--assessment", "q5", "new"], "no assessment `q5`");
        desk.refuses("lead", &["model", "diff", "new"], "OLD");
    }
}

#[test]
fn an_upgrade_is_an_event_that_carries_answers_and_asks_for_a_look() {
    for desk in desks() {
        company(&desk);
        desk.by("lead", &["assign", "pay", "ada", "bob", "--item", "use.same"]);
        desk.refuses("ada", &["assessment", "upgrade", "new"], "ada may not move an assessment to another model");
        desk.refuses("lead", &["assessment", "upgrade", "new"], "1 item waits for respondents to lock");
        desk.by("lead", &["assign", "pay", "ada", "bob", "--item", "use.same", "--remove"]);
        desk.by("lead", &["assessment", "upgrade", "new"]);
        let events: Vec<serde_json::Value> = record(&desk)
            .lines()
            .filter(|l| l.contains("model-upgraded"))
            .map(|l| serde_json::from_str(l).unwrap())
            .collect();
        assert_eq!(events.len(), 1, "{events:?}");
        let shown = desk.json("lead", &["assessment", "show", "--json"]);
        let pay = shown["units"].as_array().unwrap().iter().find(|u| u["unit"] == "pay").unwrap().clone();
        let rating = |id: &str| {
            let item = pay["items"].as_array().unwrap().iter().find(|i| i["item"] == id).unwrap();
            (item["answer"]["rating"].as_u64(), item["how"]["how"].as_str().unwrap().to_owned())
        };
        let carried = |rating| (Some(rating), "carried".to_owned());
        assert_eq!(rating("use.same"), carried(1));
        assert_eq!(rating("use.new-name"), carried(2));
        assert_eq!((rating("use.big-here"), rating("use.big-there")), (carried(2), carried(2)));
        assert_eq!(rating("use.both"), carried(1), "the lowest of what was merged");
        assert_eq!(rating("use.fresh").0, None);
        let todo = desk.json("lead", &["todo", "--all", "--json"]);
        let of_pay = todo["nobody"].as_array().unwrap().iter().filter(|a| a["unit"] == "pay");
        let asked: Vec<(&str, &str)> =
            of_pay.map(|a| (a["item"].as_str().unwrap(), a["reasons"][0]["why"].as_str().unwrap())).collect();
        let looks = ["use.share", "use.big-here", "use.big-there", "use.both"].map(|item| (item, "reworded"));
        assert_eq!(asked, [&looks[..], &[("use.fresh", "not-answered")]].concat(), "{todo}");
        // What was said before is still known as it was said.
        let told = desk.by("lead", &["verify"]);
        assert!(told.contains("Everything holds"), "{told}");
        desk.by("lead", &["assessment", "review"]);
        desk.refuses("lead", &["assessment", "upgrade", "old"], "its model cannot change");
        desk.by("lead", &["assessment", "publish"]);
        desk.refuses("lead", &["assessment", "upgrade", "old"], "is published");
        let told = desk.by("lead", &["model", "diff", "--assessment", "q4", "old"]);
        assert!(told.contains("nothing is changed"), "{told}");
    }
}
