//! Company exports: a training record raises what no repository shows, and a mapping is remembered.

use serde_json::Value;

use super::{Place, WELL_KEPT, told};

const TRAINING: &str = "\
Employee ID,Course,Status,Completed on
1,Open Source Policy,Completed,2026-11-10
2,Open Source Policy,Completed,2026-10-02
3,Open Source Policy,In progress,
1,Fire safety,Completed,2026-11-01
";

/// The same in a system of its own words.
const ODD: &str = "Nr;Lernobjekt;Ampel\n1;Open-Source-Regeln;grün\n2;Open-Source-Regeln;rot\n";

fn place() -> Place {
    let place = Place::new();
    place.repository("org/app", WELL_KEPT);
    place.write("lms-2026-11-20.csv", TRAINING);
    place.write("odd-2026-11-20.csv", ODD);
    place
}

fn proposal(place: &Place, item: &str) -> Option<Value> {
    let assessment: Value = serde_json::from_str(&place.read("osmm-assessment.json")).unwrap();
    assessment["results"]["proposals"].as_array().unwrap().iter().find(|p| p["item"] == item).cloned()
}

#[test]
fn a_training_record_proposes_a_rating_and_says_what_the_next_step_needs() {
    let place = place();
    let item = "L2.consumption-training.internal-training";
    place.osmm(&["assess", "org", "--quiet"]);
    assert_eq!(proposal(&place, item), None);
    let run = place.osmm(&["assess", "org", "--quiet", "--import", "lms-2026-11-20.csv"]);
    assert_eq!(run.code, 0, "{}", told(&run));
    insta::assert_json_snapshot!(proposal(&place, item).unwrap());
    assert!(place.read("osmm-report.html").contains("policy completed share"));
}

#[test]
fn a_mapping_is_drafted_and_remembered_and_read_again() {
    let place = place();
    let odd = "odd-2026-11-20.csv";
    let scan = |place: &Place| place.osmm(&["scan", "org", "--quiet", "--import", odd]);
    let mut all = vec![scan(&place).err, told(&place.osmm(&["columns", odd]))];
    let given = ["--column", "person=nr", "--column", "course=Lernobjekt", "--column", "status=Ampel"];
    let columns = |place: &Place, more: &[&str]| {
        place.osmm(&[&["columns", odd, "--kind", "training"][..], &given, more].concat())
    };
    all.push(told(&columns(&place, &[])));
    all.push(told(&columns(&place, &["--write"])));
    let known = place.read("osmm-columns.toml");
    let said = known.replace("# [table", "[table").replace("# completed = [\"\"]", "completed = [\"grün\"]");
    let said = said.replace("# open = [\"\"]", "open = [\"rot\"]");
    place.write("osmm-columns.toml", said);
    place.write("lms.csv", TRAINING);
    all.push(told(&place.osmm(&["columns", "lms.csv", "--write"])));
    let run = scan(&place);
    assert_eq!(run.code, 0, "{}", told(&run));
    assert!(run.out.contains("1 course about open source for 2 people: 1 of 2"), "{}", run.out);
    all.push(told(&columns(&place, &["--write"])));
    all.push(place.read("osmm-columns.toml"));
    insta::assert_snapshot!(all.join("\n----\n"));
}

#[test]
fn mappings_are_found_beside_the_description_of_the_organisation_and_faults_end_the_command() {
    let place = place();
    place.write(
        "about/osmm.toml",
        "format = \"osmm-organisation/1\"\n[[affiliation]]\nname = \"B\"\nown = true\ndomains = [\"b.example\"]\n",
    );
    place.write("about/osmm-columns.toml", "format = \"osmm-columns/1\"\n[[table]]\nkind = \"trainin\"\n");
    let run = place.osmm(&["scan", "org", "--organisation", "about/osmm.toml", "--import", "lms-2026-11-20.csv"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err);
    let run = place.osmm(&["scan", "org", "--quiet", "--import", "lms-2026-11-20.csv"]);
    assert_eq!(run.code, 0, "{}", told(&run));
}
