//! Journey 5 in the record: objectives weighted, prerequisites respected, quarterly capacity kept, the cheapest way to a
//! target, the projected score; settings that are kept; actions that are taken into work.

use std::collections::BTreeMap;

use serde_json::Value;

use super::desk::{Desk, desks};

const SETTINGS: &str = "\
format: osmm-plan/1
start: 2027-Q1
quarters: 4
# Two people of the programme office, part-time.
capacity: {ospo: 15, legal: 5, anyone: 30}
objectives: {security-posture: 70, regulatory-compliance: 30}
at_once: 3
";

/// A group and two units that have rated all that they are asked.
fn answered(desk: &Desk) {
    desk.company();
    let model = desk.json("lead", &["model", "show", "--format", "json"]);
    let text = |v: &Value, key: &str| v[key].as_str().unwrap().to_owned();
    let of = |a: &Value| -> Vec<(String, String)> {
        let line = |i: &Value| (text(i, "id"), format!("\"{}\",\"{}\"", text(a, "title"), text(i, "title")));
        a["items"].as_array().unwrap().iter().map(line).collect()
    };
    let names: BTreeMap<String, String> = model["activities"].as_array().unwrap().iter().flat_map(of).collect();
    for unit in ["group", "pay", "ops"] {
        let asked = desk.asked(unit);
        let line = |(n, (item, _)): (usize, &(String, String))| format!("{},{}\n", names[item], n % 3 + 1);
        desk.place.write("list.csv", asked.iter().enumerate().map(line).collect::<String>());
        desk.by("lead", &["import", "list.csv", "--unit", unit]);
    }
    desk.place.write("plan.yaml", SETTINGS);
}

fn placed(plan: &Value) -> Vec<&Value> {
    plan["actions"].as_array().unwrap().iter().filter(|a| a.get("start").is_some()).collect()
}

#[test]
fn a_roadmap_of_several_units_keeps_what_was_decided() {
    for desk in desks() {
        answered(&desk);
        let plan = desk.json("lead", &["plan", "--settings", "plan.yaml", "--json"]);
        let placed = placed(&plan);
        let units: std::collections::BTreeSet<&str> =
            placed.iter().map(|a| a["action"]["unit"].as_str().unwrap()).collect();
        assert!(units.len() > 1, "{units:?}");
        let finish: BTreeMap<&str, &str> =
            placed.iter().map(|a| (a["action"]["id"].as_str().unwrap(), a["finish"].as_str().unwrap())).collect();
        for action in &placed {
            for before in action["action"]["after"].as_array().into_iter().flatten() {
                assert!(
                    finish[before.as_str().unwrap()] < action["start"].as_str().unwrap(),
                    "{action} after {before}"
                );
            }
        }
        let figures = |v: &Value| v.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect::<Vec<_>>();
        for used in plan["used"].as_array().unwrap() {
            let (used, there) = (figures(&used["used"]), figures(&used["there"]));
            assert!(used.iter().zip(&there).all(|(used, there)| *used <= there + 1e-6), "{used:?} of {there:?}");
        }
        for quarter in plan["quarters"].as_array().unwrap() {
            let on = |a: &&&Value| a["start"].as_str() <= quarter.as_str() && quarter.as_str() <= a["finish"].as_str();
            for unit in &units {
                let at_once = placed.iter().filter(on).filter(|a| a["action"]["unit"] == **unit).count();
                assert!(at_once <= 3, "{unit} works on {at_once} in {quarter}");
            }
        }
        for unit in plan["projection"].as_array().unwrap() {
            let ends = unit["then"].as_array().unwrap().last().unwrap();
            assert!(ends["mean"].as_f64() >= unit["now"].as_f64() && ends["low"].as_f64() <= ends["mean"].as_f64());
        }
        // Fewer ratings than the whole way, for the same goal.
        let days = |plan: &Value| plan["effort"]["likely"].as_f64().unwrap();
        let wide = SETTINGS.replace("{ospo: 15, legal: 5, anyone: 30}", "500").replace("at_once: 3", "at_once: 50");
        desk.place.write("wide.yaml", wide);
        let all = desk.json("lead", &["plan", "-s", "wide.yaml", "--json"]);
        let cheap = desk.json("lead", &["plan", "-s", "wide.yaml", "--rating", "2", "--json"]);
        assert!(0.0 < days(&cheap) && days(&cheap) < days(&all), "{} of {}", days(&cheap), days(&all));
    }
}

#[test]
fn settings_are_kept_and_an_action_goes_from_the_plan_into_work() {
    for desk in desks() {
        answered(&desk);
        desk.refuses("lead", &["plan"], "--capacity 40");
        desk.refuses("lead", &["plan", "--kept"], "no settings are kept");
        desk.refuses("lead", &["action", "take", "using.2"], "osmm plan --settings FILE --keep");
        desk.refuses("ada", &["plan", "-s", "plan.yaml", "--keep"], "ada may not decide about the roadmap");
        let kept = desk.call("lead", &["plan", "-s", "plan.yaml", "--keep", "--why", "budget of 2027"]);
        assert_eq!(kept.code, 0, "{}", kept.err);
        assert!(kept.err.contains("Kept (event "), "{}", kept.err);
        assert_eq!(desk.by("lead", &["plan"]), kept.out, "the same plan without the file");
        let printed = desk.call("aud", &["plan", "--kept"]);
        assert_eq!(printed.out, SETTINGS, "as it was written");
        assert!(printed.err.contains("budget of 2027"), "{}", printed.err);
        desk.place.write("plan.yaml", SETTINGS.replace("at_once: 3", "at_once: 2"));
        desk.by("lead", &["plan", "-s", "plan.yaml", "--keep"]);
        let printed = desk.call("lead", &["plan", "--kept"]);
        let (_, earlier) = printed.err.split_once("--kept=").unwrap();
        let earlier = format!("--kept={}", earlier.split('`').next().unwrap());
        assert_eq!(desk.by("lead", &["plan", &earlier]), SETTINGS, "nothing that was decided is lost");

        let plan = desk.json("lead", &["plan", "--json"]);
        let of_pay = |a: &&&Value| a["action"]["unit"] == "pay" && a["action"]["moves"][0]["to"] == 2;
        let placed = placed(&plan);
        let first = placed.iter().find(of_pay).unwrap();
        let id = first["action"]["id"].as_str().unwrap();
        desk.refuses("lead", &["action", "take", "usng.2"], "the plan has no action `usng.2`");
        let taken = desk.by("lead", &["action", "take", id, "--owner", "platform"]);
        assert!(taken.contains("person-days") && taken.contains("due 2027-"), "{taken}");
        desk.refuses("lead", &["action", "take", id], "in work already");
        desk.by("ada", &["action", "begin", id]);
        let listed = desk.by("aud", &["action", "list"]);
        assert!(listed.contains("platform") && listed.contains("doing"), "{listed}");
        desk.refuses("ada", &["action", "close", id, "--took=-3"], "-3 is no amount");
        let closed = desk.by("ada", &["action", "close", id, "--took", "12"]);
        assert!(closed.contains("It took 12 person-days; the plan said "), "{closed}");
        assert!(closed.contains("No rating was changed.") && closed.contains("artefact"), "{closed}");
        assert_eq!(desk.json("lead", &["plan", "--json"]), plan, "what is claimed is what was answered");
    }
}

#[test]
fn what_cannot_be_planned_is_refused_before_anything_is_kept() {
    for desk in desks() {
        answered(&desk);
        for (text, words) in [
            (SETTINGS.replace("70", "60"), "the points make 90, not 100"),
            (SETTINGS.replace("ospo: 15", "ospo: -15"), "expected 0 or more, found -15"),
            (SETTINGS.replace("{ospo: 15, legal: 5, anyone: 30}", "0"), "no capacity"),
            (format!("{SETTINGS}by: 2027-02-30\n"), "2027-02-30"),
            (
                format!("{SETTINGS}actions: [{{id: pay/software-inventory.2, after: [pay/software-inventory.3]}}]\n"),
                "actions wait for each other",
            ),
            (format!("{SETTINGS}actions: [{{id: using.3, effort: {{ospo: -4}}}}]\n"), "-4"),
        ] {
            desk.place.write("faulty.yaml", &text);
            desk.refuses("lead", &["plan", "-s", "faulty.yaml", "--keep"], words);
        }
        desk.refuses("lead", &["plan", "--kept"], "no settings are kept");
        desk.place.write("none.yaml", format!("{SETTINGS}reach: {{rating: 1}}\n"));
        let none = desk.by("lead", &["plan", "-s", "none.yaml"]);
        assert!(none.contains("No gap: every rated item is where it should be."), "{none}");
    }
}

#[test]
fn the_board_is_told_from_the_record_what_moved_and_what_is_asked() {
    for desk in desks() {
        answered(&desk);
        let board = |args: &[&str]| {
            desk.by("lead", &[&["report", "--output", "board.md"], args].concat());
            std::fs::read_to_string(desk.place.path("board.md")).unwrap()
        };
        assert!(board(&[]).contains("osmm plan"), "nothing was decided, so nothing is asked");
        desk.by("lead", &["plan", "-s", "plan.yaml", "--keep"]);
        let asked = board(&[]);
        assert!(asked.contains("2027-Q1") || asked.contains("2027-Q2"), "{asked}");
        desk.by("lead", &["export", "before.json"]);
        let moved = board(&["--since", "before.json"]);
        assert!(moved.len() > asked.len() || moved != asked, "{moved}");
        desk.by("lead", &["report", "--unit", "pay", "--audience", "unit", "--output", "pay.xlsx"]);
        assert!(std::fs::read(desk.place.path("pay.xlsx")).unwrap().starts_with(b"PK"));
        std::fs::rename(desk.place.path("before.json"), desk.place.path("osmm-assessment.json")).unwrap();
        let of_unit = desk.call("lead", &["report", "--unit", "pay", "--audience", "unit", "--output", "pay.md"]);
        assert!(
            of_unit.code == 0 && of_unit.err.contains("unit `pay`"),
            "a file beside is of no unit: {}",
            of_unit.err
        );
        std::fs::rename(desk.place.path("osmm-assessment.json"), desk.place.path("before.json")).unwrap();
        desk.refuses("lead", &["report", "--assessment", "none.json", "--output", "x.md"], "none.json");
        desk.refuses("lead", &["report", "--assessment", "2020-q1", "--output", "x.md"], "2020-q1");
        desk.refuses("lead", &["report", "--unit", "nowhere", "--output", "x.md"], "nowhere");
        desk.refuses("lead", &["report", "--assessment", "before.json", "--unit", "pay", "--output", "x.md"], "--unit");
        desk.refuses("lead", &["report", "--output", "-", "--format", "xlsx"], "no text");
    }
}
