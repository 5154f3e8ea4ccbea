//! Signals of an organisation's own: from a file to observations and a model, and rulesets of another program.

use std::fs;

use super::{Place, WELL_KEPT, told};

const OWN: &str = r#"format = "osmm-signals/1"

[[signal]]
id = "change-log"
title = "Change log"
question = "Is there a change log?"
remedy = "Add CHANGELOG.md."
rule = { any = ["CHANGELOG*"], ignore_case = true }

[[signal]]
id = "pinned"
title = "Exact versions"
question = "Does the package name exact versions?"
remedy = "Name them."
when = { any = ["package.json"] }
rule = { in = ["package.json"], pointer = "/dependencies/left-pad", matches = "^\\d" }
"#;

const RULESET: &str = r#"{"version": 2, "axioms": {"linguist": "language"}, "rules": {
    "readme": {"level": "error", "rule": {"type": "file-existence", "options": {"globsAny": ["README*"]}}},
    "no-secrets": {"level": "error", "rule": {"type": "git-grep-commits", "options": {"denylist": ["x"]}}}
}}"#;

fn place() -> Place {
    let place = Place::new();
    place.repository("org/kept", WELL_KEPT);
    place.repository("org/bare", &[("changelog.txt", "1.0\n")]);
    place.write("own/osmm-signals.toml", OWN);
    place.write("repolint.json", RULESET);
    place
}

fn own(run: &super::Run) -> Vec<String> {
    let set: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let asked = set["signals"].as_array().unwrap().iter().filter(|s| s["id"].as_str().unwrap().starts_with("own."));
    let mut told: Vec<String> = asked.map(|s| format!("{}: {}", s["id"], s["question"])).collect();
    for o in
        set["observations"].as_array().unwrap().iter().filter(|o| o["signal"].as_str().unwrap().starts_with("own."))
    {
        let verdict = o["verdict"]["kind"].as_str().unwrap();
        told.push(format!("{} {}: {verdict}: {}", o["subject"], o["signal"], o["summary"]));
    }
    told
}

#[test]
fn own_signals_are_asked_like_others_and_what_is_kept_follows_them() {
    let place = place();
    let run = place.osmm(&[
        "scan",
        "org",
        "-q",
        "--json",
        "--signals",
        "own/osmm-signals.toml",
        "--signals",
        "repolint.json",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(own(&run).join("\n"));
    let again = place.osmm(&[
        "scan",
        "org",
        "-q",
        "--json",
        "--signals",
        "own/osmm-signals.toml",
        "--signals",
        "repolint.json",
    ]);
    assert_eq!(own(&run), own(&again), "from what was kept");
    place.write("own/osmm-signals.toml", OWN.replace("CHANGELOG*", "NEWS*"));
    let run = place.osmm(&["scan", "org", "-q", "--json", "--signals", "own/osmm-signals.toml"]);
    assert!(
        own(&run).contains(&"\"bare\" \"own.change-log\": not-seen: \"nothing fits `NEWS*`\"".to_owned()),
        "{:?}",
        own(&run)
    );
    let run = place.osmm(&["scan", "org/bare", "--explain", "--signals", "own/osmm-signals.toml"]);
    assert!(run.out.contains("own.pinned: Does the package name exact versions?"), "{}", run.out);
}

#[test]
fn the_description_of_the_organisation_names_them() {
    let place = place();
    let file = "format = \"osmm-organisation/1\"\nsignals = [\"osmm-signals.toml\"]\n\
        [[affiliation]]\nname = \"Bank\"\nown = true\ndomains = [\"bank.example\"]\n";
    place.write("own/osmm.toml", file);
    let run = place.osmm(&["scan", "org/bare", "-q", "--json", "--organisation", "own/osmm.toml"]);
    assert_eq!(own(&run).len(), 4, "{}", told(&run));
    place.write("own/osmm.toml", file.replace("osmm-signals", "nowhere"));
    let run = place.osmm(&["scan", "org/bare", "--organisation", "own/osmm.toml"]);
    assert!(run.code == 2 && run.err.contains("own/nowhere.toml"), "{}", told(&run));
}

#[test]
fn a_file_is_checked_and_a_ruleset_becomes_one() {
    let place = place();
    let run = place.osmm(&["signal", "validate", "own/osmm-signals.toml"]);
    insta::assert_snapshot!(told(&run));
    let run = place.osmm(&["signal", "import", "repolint.json"]);
    insta::assert_snapshot!(told(&run));
    place.write("imported.toml", &run.out);
    assert_eq!(place.osmm(&["signal", "validate", "imported.toml"]).code, 0);
    place.write("bad.toml", OWN.replace("\\\\d", "(?=x)").replace("any = [\"CHANGELOG*\"]", "some = 1"));
    insta::assert_snapshot!(told(&place.osmm(&["scan", "org", "--signals", "bad.toml"])));
    let twice = ["scan", "org", "--signals", "own/osmm-signals.toml", "--signals", "own/osmm-signals.toml"];
    let run = place.osmm(&twice);
    assert!(run.code == 2 && run.err.contains("own.change-log, own.pinned"), "{}", told(&run));
    let run = place.osmm(&["signal", "import", "own/osmm-signals.toml"]);
    assert!(run.code == 2 && run.err.contains("it has no `rules`"), "{}", told(&run));
}

#[test]
fn a_model_counts_them_and_one_that_nobody_defines_is_said() {
    let place = place();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/todo-ospo-stages");
    let mut changed = false;
    for entry in fs::read_dir(root.join("activities")).unwrap() {
        let (path, needle) = (entry.unwrap().path(), "signals:\n");
        let text = fs::read_to_string(&path).unwrap();
        let at = text.find(needle).filter(|_| !changed);
        let text = match at {
            Some(at) => {
                changed = true;
                let end = at + needle.len();
                let indent = " ".repeat(text[end..].len() - text[end..].trim_start_matches(' ').len());
                format!("{}{indent}- {{signal: own.change-log, counts_as: artefact}}\n{}", &text[..end], &text[end..])
            }
            None => text,
        };
        place.write(&format!("model/activities/{}", path.file_name().unwrap().to_string_lossy()), text);
    }
    assert!(changed, "no item with signals");
    for name in ["model.yaml", "prerequisites.yaml"] {
        place.write(&format!("model/{name}"), fs::read_to_string(root.join(name)).unwrap());
    }
    let run = place.osmm(&["model", "validate", "model"]);
    assert_eq!(run.code, 0, "{}", told(&run));
    let run = place.osmm(&["assess", "org", "--model", "model", "--signals", "own/osmm-signals.toml"]);
    assert!(run.code == 0 && place.read("osmm-report.html").contains("Is there a change log?"), "{}", run.err);
    let run = place.osmm(&["assess", "org", "--model", "model"]);
    assert!(
        run.code == 1 && run.err.contains("it counts the signal `own.change-log`, which no file defines"),
        "{}",
        run.err
    );
}
