//! Journeys 2, 3 and 8 of a company: twelve units with two raters each, a quarter later, two years later.

use super::desk::{Desk, desks};

const UNITS: usize = 12;

/// Local items, in the model's order.
fn items(desk: &Desk) -> Vec<String> {
    let found = desk.json("lead", &["todo", "--all", "--json"]);
    let nobody = found["nobody"].as_array().unwrap().iter();
    nobody.filter(|a| a["unit"] == "u01").map(|a| a["item"].as_str().unwrap().to_owned()).collect()
}

/// Twelve units below a group, each with two raters, and a reviewer and an auditor for all.
fn company(desk: &Desk) {
    let mut units = "id,title,parent,headcount,repositories\ngroup,Example Group,,,\n".to_owned();
    let mut people = "handle,name,contact,role,unit,until\nrev,Rui Evora,rui@example.org,reviewer,group,\n\
                      aud,Aya Udo,aya@example.org,auditor,group,\n"
        .to_owned();
    for n in 1..=UNITS {
        units += &format!("u{n:02},Unit {n},group,{},glob:u{n:02}/**\n", n * 10);
        for rater in ["a", "b"] {
            people += &format!("{rater}{n:02},Rater {rater} {n},{rater}{n}@example.org,respondent,u{n:02},\n");
        }
    }
    desk.place.write("units.csv", units);
    desk.place.write("people.csv", people);
    let run = desk.run(&["unit", "import", "units.csv"]);
    assert_eq!((run.code, run.out.as_str()), (0, "13 units set, 0 removed, 13 in all\n"), "{}", run.err);
    desk.by("lead", &["person", "import", "people.csv"]);
    desk.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31", "--deadline", "2026-12-15"]);
}

/// Both raters of every unit answer three items and lock: agreed, one apart, and in two units three apart.
fn answer(desk: &Desk, items: &[String]) {
    for n in 1..=UNITS {
        let unit = format!("u{n:02}");
        let (a, b) = (format!("a{n:02}"), format!("b{n:02}"));
        let mut assign = vec!["assign", &unit, &a, &b];
        for item in &items[..3] {
            assign.extend(["--item", item]);
        }
        desk.by("lead", &assign);
        let far = if n % 6 == 0 { "5" } else { "2" };
        for (who, ratings) in [(&a, ["3", "2", "2"]), (&b, ["3", "3", far])] {
            for (item, rating) in items[..3].iter().zip(ratings) {
                desk.by(who, &["answer", &unit, item, rating, "--note", "as seen in our unit"]);
            }
        }
        // Blind: before both have locked nothing holds, and nothing is told.
        if n == 1 {
            let shown = desk.json("lead", &["assessment", "show", "--json"]);
            let text = shown.to_string();
            assert!(!text.contains("\"said\""), "{text}");
            assert!(text.contains("\"how\":\"waiting\""));
        }
        desk.by(&a, &["lock", &unit]);
        desk.by(&b, &["lock", &unit]);
    }
}

#[test]
fn twelve_units_two_raters_a_quarter_later_and_the_audit() {
    for desk in desks() {
        company(&desk);
        let items = items(&desk);
        answer(&desk, &items);
        disagree_and_decide(&desk, &items);
        let noted = publish(&desk, "q4");
        quarter_later(&desk, &items);
        audit(&desk, &items);
        tampering_is_found(&desk, &items, &noted);
    }
}

/// The same for people who have the record on a server only.
#[test]
fn a_quarter_and_the_audit_through_a_server() {
    for mut desk in desks() {
        company(&desk);
        desk.serve();
        let items = items(&desk);
        answer(&desk, &items);
        disagree_and_decide(&desk, &items);
        let noted = publish(&desk, "q4");
        quarter_later(&desk, &items);
        audit(&desk, &items);
        desk.served = None;
        desk.by("aud", &["verify", "--expect", &noted]);
    }
}

fn disagree_and_decide(desk: &Desk, items: &[String]) {
    let found = desk.json("lead", &["disagreements", "--json"]);
    let ranked = found["disagreements"].as_array().unwrap();
    assert_eq!(ranked.len(), 12 + 2);
    let product = |d: &serde_json::Value| d["distance"].as_u64().unwrap() * d["weight"].as_u64().unwrap();
    assert!(ranked.windows(2).all(|w| product(&w[0]) >= product(&w[1])));
    assert_eq!((ranked[0]["unit"].as_str(), ranked[0]["distance"].as_u64()), (Some("u12"), Some(3)));
    assert_eq!(found["agreement"]["items"], 36);
    assert!(found["agreement"]["alpha"].is_number() && found["agreement"]["interval"].is_array());
    desk.by("lead", &["assessment", "review"]);
    desk.refuses("lead", &["assessment", "publish"], "2 items wait for a decision");
    desk.by("lead", &["assessment", "reopen"]);
    desk.refuses("a06", &["decide", "u06", &items[2], "3", "--why", "mine"], "may not decide");
    desk.refuses("lead", &["decide", "u06", &items[2], "3"], "needs a reason");
    for unit in ["u06", "u12"] {
        desk.by("lead", &["decide", unit, &items[2], "4", "--why", "both lists seen together with the team"]);
    }
    let evidence = ["--kind", "artefact", "--expires", "2027-01-31", "--id"];
    let file = desk.place.write("policy.txt", "Policy 1.0\n").display().to_string();
    for (unit, id) in [("u01", "policy-u01"), ("u02", "policy-u02")] {
        let mut add = vec!["evidence", "add", unit, "Policy 1.0", "--item", &items[0], "--file", &file];
        add.extend(evidence);
        add.push(id);
        desk.by("lead", &add);
    }
    desk.by("rev", &["confirm", "u01", &items[0], "2", "--why", "policy seen"]);
    let rolled = desk.json("lead", &["rollup", "--json"]);
    assert_eq!(
        (rolled["counts"]["rated"].as_u64(), rolled["counts"]["unanswered"].as_u64()),
        (Some(36), Some(12 * 69))
    );
    let rules = rolled["rollups"].as_array().unwrap();
    assert_eq!(rules.len(), 4, "mean, headcount, weakest, share");
    for rule in rules {
        assert_eq!((rule["scored"].as_u64(), rule["lowest"].is_number()), (Some(12), true));
    }
    // Ten units at (3 + 2 + 2) / 3, two at (3 + 2 + 4) / 3.
    let mean = (10.0 * 7.0 / 3.0 + 2.0 * 3.0) / 12.0;
    assert!((rules[0]["value"].as_f64().unwrap() - mean).abs() < 1e-9, "{rolled}");
}

/// Publishes, and returns the line that an auditor keeps.
fn publish(desk: &Desk, name: &str) -> String {
    desk.by("lead", &["assessment", "review", name]);
    let out = desk.by("lead", &["assessment", "publish", name]);
    let line = out.lines().find(|l| l.starts_with("Event ")).unwrap();
    line.trim_start_matches("Event ").replace(" with ", ":")
}

fn quarter_later(desk: &Desk, items: &[String]) {
    desk.refuses("a01", &["answer", "u01", &items[0], "5"], "is published");
    let run = desk.call("lead", &["assessment", "open", "anew", "--as-of", "2027-03-31"]);
    assert!(run.code == 0 && run.err.contains("`--after q4` would go on"), "{}", crate::told(&run));
    desk.by("lead", &["assessment", "open", "q1", "--after", "q4", "--as-of", "2027-03-31"]);
    let asked = desk.json("lead", &["todo", "--all", "--json"]);
    let expired: Vec<&serde_json::Value> =
        asked["nobody"].as_array().unwrap().iter().filter(|a| a["reasons"].to_string().contains("expired")).collect();
    assert_eq!(expired.len(), 2, "{asked}");
    let answered = |a: &&serde_json::Value| items[..3].iter().any(|i| a["item"] == **i) && a["unit"] != "group";
    let asked_again = asked["nobody"].as_array().unwrap().iter().filter(answered).count();
    assert_eq!(asked_again, 2, "of what was answered, only what expired");
    assert_eq!(asked["attest_again"].as_array().unwrap().len(), 2);
    let renew = ["--kind", "artefact", "--expires", "2028-01-31", "--renews", "policy-u01", "--id", "policy-u01-2"];
    let mut add =
        vec!["evidence", "add", "u01", "Policy 1.1", "--item", &items[0], "--link", "https://wiki.example/1.1"];
    add.extend(renew);
    desk.by("lead", &add);
    desk.by("a01", &["answer", "u01", &items[0], "4", "--note", "all teams now"]);
    desk.by("a03", &["answer", "u03", &items[0], "1"]);
    let delta = desk.json("lead", &["delta", "--json"]);
    let changes = |basis: usize| delta["movements"][basis]["changes"].as_array().unwrap().clone();
    let cause = |basis: usize, unit: &str| {
        changes(basis).iter().find(|c| c["unit"] == unit).map(|c| c["cause"].as_str().unwrap().to_owned())
    };
    assert_eq!(cause(0, "u01").as_deref(), Some("new-evidence"));
    assert_eq!(cause(0, "u03").as_deref(), Some("re-rated"));
    assert_eq!(cause(1, "u02").as_deref(), Some("evidence-expired"));
    for movement in delta["movements"].as_array().unwrap() {
        let parts: f64 = movement["parts"].as_object().unwrap().values().map(|v| v.as_f64().unwrap()).sum();
        if let (Some(from), Some(to)) = (movement["from"].as_f64(), movement["to"].as_f64()) {
            assert!((to - from - parts).abs() < 1e-9, "{movement}");
        }
    }
    publish(desk, "q1");
}

fn audit(desk: &Desk, items: &[String]) {
    let correct = ["correct", "u12", &items[2], "3", "--assessment", "q4", "--why", "one list was of u11"];
    desk.by("rev", &[&correct[..], &["--went-to", "board deck of January"]].concat());
    desk.refuses("aud", &correct, "may not correct");
    let told = desk.json("aud", &["history", "--unit", "u12", "--item", &items[2], "--at", "2026-12-31", "--json"]);
    assert_eq!((told["assessment"].as_str(), told["rating"].as_u64()), (Some("q4"), None));
    assert_eq!(told["answer"]["rating"], 4, "as published: {told}");
    assert_eq!(told["how"]["how"], "decided");
    assert_eq!(told["decision"]["text"], "both lists seen together with the team");
    assert_eq!(told["said"].as_array().unwrap().len(), 2);
    assert!(told["anchor"].as_str().is_some_and(|a| !a.is_empty()));
    assert_eq!(told["corrections"][0]["to"], "3");
    let told = desk.json("aud", &["history", "--unit", "u01", "--item", &items[0], "--at", "2026-12-31", "--json"]);
    assert!(told["evidence"][0]["digest"].as_str().unwrap().starts_with("sha256:"), "{told}");
}

fn tampering_is_found(desk: &Desk, items: &[String], noted: &str) {
    let verify = ["verify", "--expect", noted];
    desk.by("aud", &verify);
    // The chain outlives the data of people.
    desk.by("lead", &["person", "erase", "b12", "--yes"]);
    desk.by("aud", &verify);
    let told = desk.by("aud", &["history", "--unit", "u12", "--item", &items[2], "--at", "2026-12-31"]);
    assert!(told.contains("(erased)") && !told.contains("b12"), "{told}");
    desk.tamper("update events set change = replace(change, '\"rating\":4', '\"rating\":5') where kind = 'decided'");
    let run = desk.run(&verify);
    assert_eq!(run.code, 1, "{}", crate::told(&run));
    assert_eq!(run.out.lines().filter(|l| l.starts_with("events ")).count(), 2, "{}", crate::told(&run));
}

/// A first assessment in a file becomes a record, and the record writes the file again.
#[test]
fn a_file_starts_a_record_and_comes_back() {
    for desk in desks() {
        let item = first_item(&desk);
        let answers = format!(
            "format: osmm-answers/1\nscope: Example Group\nas_of: 2026-11-01\nanswers:\n  {item}:\n    rating: 3\n    by: platform\n    \
             on: 2026-10-30\n    note: seen\n    target: 4\n    verified: 2\n    evidence:\n      - {{kind: artefact, title: P, until: 2027-01-01}}\n"
        );
        desk.place.write("answers.yaml", answers);
        desk.place.repository("src/app", crate::WELL_KEPT);
        let run = desk.place.osmm(&["assess", "src", "--answers", "answers.yaml", "--output", "one", "--quiet"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(desk.run(&["import", "one/osmm-assessment.json"]).code, 0);
        desk.by("lead", &["export", "two.json"]);
        let same = desk.place.read("two.json") == desk.place.read("one/osmm-assessment.json");
        assert!(same, "the file that came back differs");
        desk.by("lead", &["verify"]);
        let row = |d: &Desk| {
            let listed = d.by("lead", &["proposal", "list", "example-group"]);
            let open = listed.lines().find(|l| l.ends_with("open") && !l.contains(" 0 ")).unwrap().to_owned();
            open.split_whitespace().next().unwrap().to_owned()
        };
        let open = row(&desk);
        desk.refuses("lead", &["proposal", "reject", "example-group", &open], "needs a reason");
        desk.by("lead", &["proposal", "accept", "example-group", &open]);
        let other = row(&desk);
        desk.by("lead", &["proposal", "adjust", "example-group", &other, "5", "--why", "seen elsewhere"]);
        let listed = desk.by("lead", &["proposal", "list", "example-group"]);
        assert!(listed.contains("accepted") && listed.contains("adjusted"), "{listed}");
        assert!(listed.contains(&format!("Contradiction: {other} is rated 5, above")), "{listed}");
        // Looking again at the same commits keeps nothing new but that it was looked.
        let blobs = |d: &Desk| d.json("lead", &["verify", "--json"])["counts"]["blobs"].clone();
        let before = blobs(&desk);
        desk.by("lead", &["scan", "src", "--quiet", "--unit", "example-group"]);
        assert_eq!(blobs(&desk), before);
    }
}

fn first_item(desk: &Desk) -> String {
    let template = desk.place.osmm(&["assess", "--template", "csv"]).out;
    template.lines().nth(1).unwrap().split(',').next().unwrap().to_owned()
}

/// The whole record goes to any database and back, and a folder has a file for each unit.
#[test]
fn a_record_moves_between_databases() {
    let desks: Vec<Desk> = desks();
    let from = &desks[0];
    company(from);
    let items = items(from);
    from.by("a01", &["answer", "u01", &items[0], "3", "--note", "=1+1 \u{1f600} \"quoted\""]);
    publish(from, "q4");
    from.by("lead", &["backup", "one.jsonl"]);
    from.by("lead", &["export", "out/"]);
    assert_eq!(from.place.read("out/record.jsonl"), from.place.read("one.jsonl"));
    assert!(from.place.path("out/q4/u01.json").is_file());
    for to in desks.iter().skip(1).chain(super::desk::desks().iter().take(1)) {
        to.place.write("one.jsonl", from.place.read("one.jsonl"));
        assert_eq!(to.run(&["import", "one.jsonl"]).code, 0);
        to.by("lead", &["export", "two.jsonl"]);
        assert!(to.place.read("two.jsonl") == from.place.read("one.jsonl"), "{}", to.database);
        to.refuses("lead", &["import", "one.jsonl"], "");
        to.by("lead", &["restore", "one.jsonl", "--replace"]);
        let broken = from.place.read("one.jsonl").replacen("\"rating\":3", "\"rating\":4", 1);
        to.place.write("broken.jsonl", broken);
        to.refuses("lead", &["restore", "broken.jsonl", "--replace"], "line");
        to.by("lead", &["export", "three.jsonl"]);
        assert!(to.place.read("three.jsonl") == from.place.read("one.jsonl"), "nothing was changed");
    }
}

/// A sheet goes out, is edited while others answer, and is merged back: nothing newer is overwritten.
#[test]
fn an_edited_sheet_is_merged_back() {
    for desk in desks() {
        company(&desk);
        let items = items(&desk);
        desk.by("a01", &["answer", "u01", &items[0], "2", "--note", "as of May"]);
        desk.by("a01", &["export", "mine.csv"]);
        desk.by("a01", &["export", "mine.xlsx"]);
        let unedited = "0 answers taken, 32 unchanged, 0 there already\n";
        assert_eq!(desk.by("a01", &["import", "mine.xlsx"]), unedited);
        assert_eq!(desk.by("a01", &["import", "mine.csv"]), unedited);
        let edited: String = desk.place.read("mine.csv").replacen("2 - managed", "4", 1);
        desk.place.write("edited.csv", edited);
        desk.by("a01", &["answer", "u01", &items[0], "3"]);
        let run = desk.run(&["--as", "a01", "import", "edited.csv"]);
        assert!(run.code == 1 && run.out.contains("Changed here and there"), "{}", crate::told(&run));
        let shown = desk.json("a01", &["assessment", "show", "--json"]);
        let unit = shown["units"].as_array().unwrap().iter().find(|u| u["unit"] == "u01").unwrap();
        let item = unit["items"].as_array().unwrap().iter().find(|i| i["item"] == items[0].as_str()).unwrap();
        assert_eq!(item["answer"]["rating"], 3);
        let other = desk.place.write("other.db", "").display().to_string();
        std::fs::remove_file(&other).unwrap();
        desk.place.osmm(&["--database", &other, "unit", "import", "units.csv"]);
        let run = desk.place.osmm(&["--database", &other, "import", "edited.csv"]);
        assert!(run.code == 2 && run.err.contains("another database"), "{}", crate::told(&run));
    }
}
