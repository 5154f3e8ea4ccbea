//! Models at the command line: the shipped ones are good, and broken ones are told all their faults at once.

use std::fs;
use std::path::Path;

use super::Place;

const BASE: &[(&str, &str)] = &[
    ("model.yaml", include_str!("files/model/model.yaml")),
    ("activities/using.yaml", include_str!("files/model/using.yaml")),
    ("activities/giving.yaml", include_str!("files/model/giving.yaml")),
    ("prerequisites.yaml", include_str!("files/model/prerequisites.yaml")),
    ("crosswalk/cra.yaml", include_str!("files/model/cra.yaml")),
];

fn with(place: &Place, file: &str, change: impl Fn(&str) -> String) {
    for (name, text) in BASE {
        let text = if *name == file { change(text) } else { (*text).to_owned() };
        place.write(&format!("model/{name}"), text);
    }
}

fn replaced(file: &str, from: &str, to: &str) -> String {
    let place = Place::new();
    with(&place, file, |text| {
        assert!(text.contains(from), "{file} has no `{from}`");
        text.replacen(from, to, 1)
    });
    let run = place.osmm(&["model", "validate", "model"]);
    assert_eq!(run.code, 1, "{}", run.out);
    run.out
}

#[test]
fn shipped_models_and_the_base_of_the_broken_ones_are_good() {
    let place = Place::new();
    with(&place, "", str::to_owned);
    let run = place.osmm(&["model", "validate"]);
    assert_eq!((run.code, run.out.lines().count()), (0, 3), "{}", run.out);
    assert!(run.out.lines().all(|l| l.contains(": good (")));
    let own = place.osmm(&["model", "validate", "model"]);
    assert!(own.out.starts_with("model: good (tiny 1.0"), "{}", own.out);
}

/// The rule of an item in the base.
const OF_A_FILE: &str = "license-file, counts_as: artefact}
      steps:
        - rating: 1
          needs:
            - coverage: 0.8";

#[test]
fn broken_models() {
    let cases = [
        ("unknown key", "activities/using.yaml", "cost_drivers:", "cost_driver:"),
        ("dangling role", "activities/using.yaml", "roles: [ospo]", "roles: [opso, legal]"),
        ("duplicate item", "activities/giving.yaml", "id: give.patches", "id: use.share"),
        ("cycle", "prerequisites.yaml", "before: using, after: giving", "before: giving, after: giving"),
        ("missing anchor", "activities/using.yaml", "2: Most teams do.", ""),
        ("unquoted version", "model.yaml", "version: \"1.0\"", "version: 1.0"),
        ("hole in the scale", "model.yaml", "- {value: 1,", "- {value: 3,"),
        ("unknown signal and need", "activities/using.yaml", "- coverage: 0.8", "- covrage: 80"),
        ("no documents, thus no topics", "activities/using.yaml", "- coverage: 0.8", "- treats: budget"),
        (
            "unknown topic",
            "activities/using.yaml",
            OF_A_FILE,
            &OF_A_FILE.replace("license-file", "ospo-charter").replace("coverage: 0.8", "treats: bugdet"),
        ),
        ("not YAML", "activities/giving.yaml", "title: Giving", "title: [Giving"),
        ("silent crosswalk", "crosswalk/cra.yaml", "steward-cooperation, ", ""),
    ];
    let all: String = cases.map(|(name, file, from, to)| format!("# {name}\n{}\n", replaced(file, from, to))).concat();
    insta::assert_snapshot!(all);
}

#[test]
fn many_faults_are_told_at_once_each_with_its_place() {
    let place = Place::new();
    with(&place, "activities/using.yaml", |text| {
        text.replace("level: 1", "level: 9")
            .replace("scope: local", "scope: locall")
            .replace("license-file", "licence-file")
    });
    place.write("model/notes.yaml", "a: 1\n");
    insta::assert_snapshot!(place.osmm(&["model", "validate", "model"]).out);
}

#[test]
fn a_model_folder_replaces_the_shipped_one() {
    let place = Place::new();
    with(&place, "", str::to_owned);
    place.repository("repo", &[("LICENSE", include_str!("files/mit.txt"))]);
    let run = place.osmm(&["assess", "repo", "--model", "model", "--quiet"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(place.read("osmm-assessment.json").contains("\"id\": \"tiny\""));
    let unknown = place.osmm(&["assess", "repo", "--model", "finos-osm"]);
    insta::assert_snapshot!(super::told(&unknown));
}

#[test]
fn show_prints_the_whole_model_and_diff_goes_by_id() {
    let place = Place::new();
    with(&place, "", str::to_owned);
    let shown = place.osmm(&["model", "show", "--format", "json"]);
    let model: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let items: Vec<&serde_json::Value> =
        model["activities"].as_array().unwrap().iter().flat_map(|a| a["items"].as_array().unwrap()).collect();
    assert_eq!(items.len(), 72);
    assert!(items.iter().all(|i| i["anchors"].as_object().unwrap().len() == 5));
    copy(&place.path("model"), &place.path("newer"));
    let newer =
        place.read("newer/activities/using.yaml").replace("title: Share", "title: Extent").replace("cap: 1", "cap: 2");
    place.write("newer/activities/using.yaml", newer);
    insta::assert_snapshot!(place.osmm(&["model", "diff", "model", "newer"]).out);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).map(|_| ()).unwrap()
        }
    }
}
