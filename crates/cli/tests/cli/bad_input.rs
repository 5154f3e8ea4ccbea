//! Bad input: a message that names the place and the way out, and the rest of the run goes on.

use std::fs;

use super::{Place, WELL_KEPT, git, told};

#[test]
fn wrong_use_ends_with_2_and_a_hint() {
    let place = Place::new();
    place.write("plain.txt", "x");
    let mut all = String::new();
    for args in [
        &["assess"][..],
        &["asses", "."],
        &["assess", "--answers", "missing.yaml"],
        &["assess", ".", "--as-of", "31.3.2026"],
        &["assess", "--recompute", "plain.txt"],
        &["guide", "--role", "lawyer"],
        &["model", "show", "nothing"],
    ] {
        let run = place.osmm(args);
        assert_eq!(run.code, 2, "{args:?}: {}", told(&run));
        assert_eq!(run.out, "", "{args:?}");
        all.push_str(&format!("$ osmm {}\n{}\n", args.join(" "), run.err));
    }
    insta::assert_snapshot!(all);
    assert!(!place.path("osmm-report.html").exists());
}

#[test]
fn places_without_a_repository_are_named_and_the_others_read() {
    let place = Place::new();
    place.repository("good", &WELL_KEPT[..2]);
    fs::create_dir(place.path("bare-folder")).unwrap();
    let run = place.osmm(&["assess", "good", "missing", "bare-folder"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.err);
    let file: serde_json::Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    assert_eq!(file["results"]["totals"]["subjects"], 1);
    assert_eq!(file["scan"]["problems"].as_array().unwrap().len(), 2);
}

#[test]
fn broken_answers_do_not_stop_the_scan() {
    let place = Place::new();
    place.repository("good", &WELL_KEPT[..2]);
    place.write("broken.yaml", "format: osmm-answers/1\nanswers: {\n");
    place.write("some.csv", "item,answer\nL1.using.use,3\nL1.using.use,4\nL7.none,2\nL1.managing.choice,6\n");
    place.write("more.yaml", "format: osmm-answers/1\nanswers:\n  L1.managing.support: 2\n");
    let run = place.osmm(&[
        "assess",
        "good",
        "--answers",
        "broken.yaml",
        "--answers",
        "some.csv",
        "--answers",
        "more.yaml",
        "-q",
    ]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.err);
    let file: serde_json::Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    assert_eq!(file["results"]["claimed"]["profile"]["overall"]["counts"]["rated"], 1);
    assert_eq!(file["problems"].as_array().unwrap().len(), 4, "the faults are kept in the file as well");
}

#[test]
fn a_damaged_repository_is_could_not_look_and_no_more() {
    let place = Place::new();
    place.repository("good", WELL_KEPT);
    let bad = place.repository("bad", WELL_KEPT);
    let objects = fs::read_dir(bad.join(".git/objects")).unwrap().map(|e| e.unwrap().path());
    for folder in objects.filter(|p| p.file_name().unwrap().len() == 2) {
        for object in fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
            fs::remove_file(&object).unwrap();
            fs::write(&object, b"damaged").unwrap();
        }
    }
    let run = place.osmm(&["assess", "."]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("could not read: bad"), "{}", run.err);
    let file: serde_json::Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    let totals = &file["results"]["totals"];
    assert_eq!(totals["subjects"], 2, "it still counts in shares");
    assert!(totals["could_not_look"].as_u64().unwrap() > 10 && totals["seen"].as_u64().unwrap() > 5, "{totals}");
}

#[test]
fn a_cut_off_or_foreign_assessment_is_refused_with_its_place() {
    let place = Place::new();
    place.repository("good", &WELL_KEPT[..1]);
    place.osmm(&["assess", "good", "-q"]);
    let whole = place.read("osmm-assessment.json");
    place.write("cut.json", &whole[..whole.len() / 2]);
    place.write("other.json", whole.replacen("osmm-assessment/1", "osmm-assessment/9", 1));
    place.write("extra.json", whole.replacen("\"as_of\"", "\"surplus\": 1,\n  \"as_of\"", 1));
    let told: String = ["cut.json", "other.json", "extra.json"]
        .map(|f| {
            let run = place.osmm(&["assess", "--recompute", f]);
            assert_eq!(run.code, 2);
            // The line of the cut depends on the length of the models.
            run.err.lines().next().unwrap().split(" (line").next().unwrap().to_owned() + "\n"
        })
        .concat();
    insta::assert_snapshot!(told);
}

#[test]
fn nothing_is_written_where_nothing_can_be() {
    let place = Place::new();
    place.repository("good", &WELL_KEPT[..1]);
    place.write("taken", "a file");
    let run = place.osmm(&["assess", "good", "-q", "-o", "taken/deeper"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot make the folder `taken/deeper`"), "{}", run.err);
}

#[test]
fn names_from_repositories_cannot_steer_the_terminal_or_the_page() {
    let place = Place::new();
    place.repository("x\u{1b}[31m<script>alert(1)</script>", &WELL_KEPT[..2]);
    let run = place.osmm(&["scan", "."]);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{}", told(&run));
    place.osmm(&["assess", ".", "--quiet"]);
    assert!(!place.read("osmm-report.html").contains("<script>alert"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_osmm"))
        .args(["model", "show", "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .current_dir(place.path(""))
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn a_clone_of_part_of_the_history_says_so() {
    let place = Place::new();
    let whole = place.repository("whole", WELL_KEPT);
    git(&whole, &["commit", "--quiet", "--allow-empty", "--message=Second"]);
    let url = format!("file://{}", whole.display());
    git(&place.path(""), &["clone", "--quiet", "--depth=1", &url, "part"]);
    let run = place.osmm(&["scan", "part", "--quiet"]);
    assert_eq!(run.code, 1);
    // A shallow clone must never pass for a short history.
    assert!(run.out.contains("could not look"), "{}", told(&run));
    assert!(run.err.contains("cut at 1 commits") && run.err.contains("git fetch --unshallow"), "{}", told(&run));
}

#[test]
fn a_faulty_description_of_the_organisation_is_told_before_anything_is_looked_at() {
    let place = Place::new();
    place.repository("good", &WELL_KEPT[..2]);
    let own = "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"Bank\"\nown = true\n";
    place.write("osmm.toml", format!("{own}domains = [\"gmail.com\", \"bank\"]\n"));
    let run = place.osmm(&["scan", "good", "--organisation", "osmm.toml"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", told(&run));
    assert!(run.err.contains("osmm.toml, line 5, column 12: at `gmail.com` everybody"), "{}", run.err);
    assert!(run.err.contains("osmm.toml, line 5, column 25: `bank` is not a domain"), "{}", run.err);
    place.write("osmm.toml", format!("{own}domains = [\"example.org\"]\n"));
    let run = place.osmm(&["scan", "good", "--json", "--organisation", "osmm.toml"]);
    assert!(run.out.contains("own_share"), "{}", told(&run));
    let without = place.osmm(&["scan", "good"]);
    assert_eq!(without.code, 0, "nothing failed to be read: {}", told(&without));
}
