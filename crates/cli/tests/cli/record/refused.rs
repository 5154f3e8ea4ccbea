//! Bad input: refused with the reason and the way out, and nothing is changed.

use super::desk::{Desk, desks};
use crate::told;

fn company(desk: &Desk) -> Vec<String> {
    desk.place.write("units.csv", "id,title,parent,headcount\ngroup,Example Group,,10\npay,Payments,group,5\n");
    desk.place.write(
        "people.csv",
        "handle,name,contact,role,unit,until\nada,Ada,,respondent,pay,\nbob,Bob,,respondent,pay,\naud,Aya,,auditor,group,\n",
    );
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    desk.by("lead", &["person", "import", "people.csv"]);
    desk.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31"]);
    let found = desk.json("lead", &["todo", "--all", "--json"]);
    let all = found["nobody"].as_array().unwrap().iter();
    all.filter(|a| a["unit"] == "pay").map(|a| a["item"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn bad_input_is_refused_and_nothing_is_changed() {
    for desk in desks() {
        let items = company(&desk);
        let item = items[0].as_str();
        desk.by("lead", &["assign", "pay", "ada", "--item", item]);
        let export = |name: &str| {
            desk.by("lead", &["export", name]);
            desk.place.read(name)
        };
        let before = export("before.jsonl");
        desk.place.write("cycle.csv", "id,title,parent,headcount\ngroup,G,,1\na,A,b,1\nb,B,a,1\n");
        desk.refuses("lead", &["unit", "import", "cycle.csv"], "cycle.csv:");
        desk.place.write("lost.csv", "id,title,parent,headcount\ngroup,G,,1\na,A,nowhere,1\n");
        desk.refuses("lead", &["unit", "import", "lost.csv"], "nowhere");
        desk.place.write("strange.csv", "handle,name,contact,role,unit,until\nzoe,Zoe,,respondent,nowhere,\n");
        desk.refuses("lead", &["person", "import", "strange.csv"], "nowhere");
        desk.refuses("ada", &["answer", "pya", item, "3"], "did you mean `pay`?");
        desk.refuses("ada", &["answer", "pay", "nothing", "3"], "no item `nothing`");
        desk.refuses("ada", &["answer", "pay", item, "7"], "not a rating");
        desk.refuses("ada", &["answer", "pay", item, "na"], "needs a reason");
        desk.refuses("ada", &["answer", "group", item, "3"], "ada may not answer in `group`");
        desk.refuses("bob", &["answer", "pay", item, "3"], "assigned to others");
        desk.refuses("aud", &["answer", "pay", item, "3"], "aud may not answer");
        desk.refuses("ada", &["assessment", "review"], "ada may not move an assessment");
        desk.refuses("nobody", &["answer", "pay", item, "3"], "nobody is called `nobody`");
        desk.refuses("lead", &["assign", "pay", "aud"], "aud may not answer");
        desk.refuses("lead", &["assign", "pay", "ada", "--due", "2020-01-01"], "in the past");
        desk.refuses("lead", &["assessment", "open", "q4"], "already an assessment `q4`");
        desk.refuses("lead", &["assessment", "open", "q5", "--after", "q4"], "only a published assessment");
        desk.refuses("lead", &["assessment", "publish"], "put it up for review first");
        desk.refuses(
            "lead",
            &[
                "evidence",
                "add",
                "pay",
                "T",
                "--item",
                item,
                "--kind",
                "artefact",
                "--from",
                "2026-05-01",
                "--to",
                "2026-04-01",
            ],
            "before it begins",
        );
        desk.refuses("lead", &["target", "pay", "9", "--item", item], "not a rating on the scale");
        desk.refuses("lead", &["action", "close", "none"], "no action `none`");
        desk.refuses("lead", &["import", "units.csv"], "does not say which assessment it is of");
        desk.place.write("units.txt", "");
        desk.refuses("lead", &["import", "units.txt"], "osmm unit import");
        desk.place.write("not.json", "{\"format\": 1}");
        desk.refuses("lead", &["import", "not.json"], "not a readable osmm-assessment/1 file");
        assert!(export("after.jsonl") == before, "something was changed: {}", desk.database);
    }
}

#[test]
fn databases_that_are_not_ours_are_refused() {
    let desk = desks().remove(0);
    let run = desk.run(&["assessment", "list"]);
    assert!(run.code == 2 && run.err.contains("there is no database"), "{}", told(&run));
    let text = desk.place.write("text.db", "this is no database, whatever its name says\n");
    let run = desk.place.osmm(&["--database", &text.display().to_string(), "verify"]);
    assert!(run.code == 2 && run.err.contains("not a"), "{}", told(&run));
    assert_eq!(desk.place.read("text.db"), "this is no database, whatever its name says\n");
    let run = desk.place.osmm(&["--database", "mysql://h/d", "verify"]);
    assert!(run.code == 2 && run.err.contains("mysql"), "{}", told(&run));
    let run = desk.place.osmm(&["--database", "postgres://u:secret@127.0.0.1:1/d", "verify"]);
    assert!(run.code == 2 && !run.err.contains("secret"), "{}", told(&run));
}
