//! What machines see goes to the unit that owns the repository, once a day and only where something changed.

use super::desk::{Desk, desks};
use crate::{WELL_KEPT, git, told};

/// Two units with rules, and repositories: by path, by the owner in the address of `origin`, and of nobody.
fn company(desk: &Desk) {
    let units = "id,title,parent,headcount,repositories\ngroup,Example Group,,,\npay,Payments,group,5,path:pay\nops,Ops,group,9,owner:acme-ops\n";
    desk.place.write("units.csv", units);
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    desk.place.repository("src/pay/ledger", WELL_KEPT);
    let tool = desk.place.repository("src/tool", &[("README.md", "# Tool\n")]);
    git(&tool, &["remote", "add", "origin", "https://ann:token@git.example/acme-ops/tool.git"]);
    let lost = desk.place.repository("src/lost", &[("README.md", "# Lost\n")]);
    git(&lost, &["remote", "add", "origin", "git@git.example:other/lost.git"]);
}

fn record(desk: &Desk) -> String {
    desk.by("lead", &["export", "all.jsonl"]);
    desk.place.read("all.jsonl")
}

fn looks(record: &str) -> usize {
    record.lines().filter(|line| line.contains("observed_at") && line.contains("\"seq\"")).count()
}

#[test]
fn repositories_go_to_the_units_that_own_them() {
    for desk in desks() {
        company(&desk);
        let run = desk.run(&["scan", "src", "--keep", "--json"]);
        let (seen, notes): (Vec<&str>, Vec<&str>) = run.err.lines().partition(|l| !l.contains("ept"));
        assert_eq!(run.code, 1, "something was not kept: {}", told(&run));
        assert_eq!(
            notes,
            [
                "Kept as a look at ops: 1 subject, 1 new or changed",
                "Kept as a look at pay: 1 subject, 1 new or changed",
                "not kept: lost (other/lost) belongs to no unit",
            ],
            "{seen:?}"
        );
        let before = record(&desk);
        assert_eq!(looks(&before), 2, "one look a unit");
        assert!(!before.contains("token") && !before.contains("\"lost\""), "{before}");
        // The same commits again: nothing at all.
        let run = desk.run(&["scan", "src", "--keep", "--quiet"]);
        assert_eq!(run.code, 1);
        assert!(record(&desk) == before, "a look at unchanged commits cost something");
        // A new commit in one of them: one look, of one unit.
        desk.place.write("src/tool/LICENSE", include_str!("../files/mit.txt"));
        git(&desk.place.path("src/tool"), &["add", "--all"]);
        git(&desk.place.path("src/tool"), &["commit", "--quiet", "--message=License"]);
        std::fs::remove_dir_all(desk.place.path("src/lost")).unwrap();
        let run = desk.run(&["scan", "src", "--keep", "--json"]);
        assert_eq!(run.code, 0, "{}", told(&run));
        assert!(run.err.contains("ops: 1 subject, 1 new or changed"), "{}", run.err);
        assert!(run.err.contains("pay: 1 subject, as looked at today already"), "{}", run.err);
        assert_eq!(looks(&record(&desk)), 3);
        desk.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31"]);
        let listed = desk.by("lead", &["proposal", "list", "ops"]);
        assert!(listed.contains("open"), "{listed}");
        desk.by("lead", &["verify"]);
    }
}

#[test]
fn an_assessment_of_files_keeps_what_it_saw_the_same_way() {
    for desk in desks() {
        company(&desk);
        let run = desk.run(&["assess", "src", "--keep", "--quiet"]);
        assert_eq!(run.code, 1, "{}", told(&run));
        assert_eq!(run.err.lines().next(), Some("not kept: lost (other/lost) belongs to no unit"), "{}", run.err);
        let before = record(&desk);
        assert_eq!(looks(&before), 2);
        desk.run(&["scan", "src", "--keep", "--quiet"]);
        assert!(record(&desk) == before, "scan and assess keep the same");
        desk.by("lead", &["assess", "src/lost", "--unit", "group", "--quiet"]);
        assert_eq!(looks(&record(&desk)), 3);
    }
}

#[test]
fn keeping_is_refused_before_anything_is_looked_at() {
    for desk in desks() {
        desk.place.repository("src/tool", WELL_KEPT);
        let run = desk.run(&["scan", "src", "--keep"]);
        assert!(run.code == 2 && run.out.is_empty(), "{}", told(&run));
        company(&desk);
        desk.by("lead", &["person", "add", "zoe"]);
        let before = record(&desk);
        desk.refuses("zoe", &["scan", "src", "--keep"], "zoe may not record what machines saw");
        desk.refuses("lead", &["scan", "src", "--unit", "pya"], "did you mean `pay`?");
        desk.refuses("lead", &["scan", "src", "--unit", "pay", "--keep"], "cannot be used with");
        desk.refuses("lead", &["assess", "--answers", "a.yaml", "--keep"], "PATH");
        assert!(record(&desk) == before, "something was kept: {}", desk.database);
    }
}
