//! Files of other programs in the record: kept as they were given, and counting until newer ones come.

use super::desk::{Desk, desks};
use crate::{WELL_KEPT, git, told};

const SCORECARD: &str = include_str!("../files/scorecard.json");
const TRAINING: &str = "Employee ID,Course,Status,Completed on\n4711,Open Source Policy,Completed,2026-11-10\n";

fn company(desk: &Desk) {
    desk.place.write("units.csv", "id,title,parent,headcount,repositories\npay,Payments,,5,path:*\n");
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    let ledger = desk.place.repository("src/ledger", WELL_KEPT);
    git(&ledger, &["remote", "add", "origin", "git@github.com:Example/Ledger.git"]);
    desk.place.write("scorecard.json", SCORECARD);
    desk.place.write("lms-2026-11-20.csv", TRAINING);
}

/// What a scan that is kept notes.
fn kept(desk: &Desk, more: &[&str]) -> String {
    let run = desk.call("lead", &[&["scan", "src", "--unit", "pay", "--json"], more].concat());
    assert_eq!(run.code, 0, "{}", told(&run));
    run.err
}

#[test]
fn files_of_other_programs_are_kept_and_go_on_counting() {
    for desk in desks() {
        company(&desk);
        let first = kept(&desk, &["--import", "scorecard.json", "--import", "lms-2026-11-20.csv"]);
        assert!(!first.contains("counting"), "{first}");
        let listed = desk.by("lead", &["evidence", "imports"]);
        insta::assert_snapshot!("imports", listed);
        // As it was given, to the byte; of what names people the record has the digest and nothing else.
        let row = listed.lines().find(|line| line.contains("scorecard.json")).unwrap();
        desk.by("lead", &["evidence", "original", row.split_whitespace().last().unwrap(), "--output", "back.json"]);
        assert_eq!(desk.place.read("back.json"), SCORECARD);
        desk.by("lead", &["export", "all.jsonl"]);
        assert!(!desk.place.read("all.jsonl").contains("4711"));
        desk.refuses("lead", &["evidence", "original", "000000", "--output", "x"], "no file of that digest is kept");
        desk.refuses("lead", &["evidence", "original", "sha256:0", "--output", "x"], "too short");
        // A scan without them changes nothing that they said, and costs nothing on the same day.
        let second = kept(&desk, &[]);
        assert!(second.contains("goes on counting: scorecard.json of 2026-11-20, from an earlier look"), "{second}");
        assert!(second.contains("goes on counting: lms-2026-11-20.csv of 2026-11-20"), "{second}");
        assert!(second.contains("as looked at today already"), "{second}");
        // A newer table takes the place of the older one, under whatever name.
        desk.place.write("lms-2026-11-21.csv", TRAINING.replace("4711", "4712"));
        let third = kept(&desk, &["--import", "lms-2026-11-21.csv"]);
        assert!(third.contains("counts no more: lms-2026-11-20.csv of 2026-11-20"), "{third}");
        let json = desk.json("lead", &["evidence", "imports", "--json"]);
        let files: Vec<&str> = json.as_array().unwrap().iter().filter_map(|row| row["file"]["file"].as_str()).collect();
        assert_eq!(files, ["lms-2026-11-21.csv", "scorecard.json"]);
        desk.by("lead", &["verify"]);
        // Until somebody says that they count no more; the file stays in the record.
        kept(&desk, &["--forget-imports"]);
        assert_eq!(desk.json("lead", &["evidence", "imports", "--json"]), serde_json::json!([]));
        desk.by("lead", &["evidence", "original", row.split_whitespace().last().unwrap(), "--output", "again.json"]);
    }
}

#[test]
fn workers_keep_and_carry_them_alike() {
    for desk in desks() {
        company(&desk);
        let queue = |more: &[&str]| {
            desk.by("lead", &[&["scan", "src", "--queue", "--unit", "pay"], more].concat());
            desk.by("lead", &["worker", "--once"]);
            desk.json("lead", &["queue", "--json"])[0]["came"].clone()
        };
        let came = queue(&["--import", "scorecard.json", "--import", "lms-2026-11-20.csv"]);
        assert_eq!(came.get("carried"), None, "{came}");
        let rows = desk.json("lead", &["evidence", "imports", "--json"]);
        let kept: Vec<bool> = rows.as_array().unwrap().iter().filter_map(|row| row["kept"].as_bool()).collect();
        assert_eq!(kept, [false, true], "{rows}");
        let came = queue(&[]);
        assert_eq!(came["carried"], serde_json::json!(["lms-2026-11-20.csv", "scorecard.json"]), "{came}");
        assert!(desk.by("lead", &["queue"]).contains("2 imported earlier and still counting"));
        assert_eq!(desk.json("lead", &["evidence", "imports", "--json"]), rows);
        queue(&["--forget-imports"]);
        assert_eq!(desk.json("lead", &["evidence", "imports", "--json"]), serde_json::json!([]));
        desk.by("lead", &["verify"]);
    }
}
