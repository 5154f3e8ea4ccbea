//! A roadmap as issues: files for importers, and what would be sent.

use crate::Place;
use crate::planning::assessed;

pub(crate) fn with_plan() -> Place {
    let place = assessed();
    let run = place.osmm(&["plan", "osmm-assessment.json", "--settings", "plan.yaml", "--json"]);
    place.write("roadmap.json", run.out);
    place
}

#[test]
fn files_for_importers_keep_every_line_of_a_text_in_one_cell() {
    let place = with_plan();
    let file = |format: &str| {
        let run = place.osmm(&["tracker", "file", "roadmap.json", "--format", format, "--quarter", "2027-Q2"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.out
    };
    let github: serde_json::Value = serde_json::from_str(&file("github")).unwrap();
    let issues = github.as_array().unwrap();
    insta::assert_snapshot!(issues[0]["body"].as_str().unwrap());
    for format in ["gitlab", "jira"] {
        let text = file(format);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.into_records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), issues.len());
        for (row, issue) in rows.iter().zip(issues) {
            assert_eq!((row.len(), &row[0]), (head.len(), issue["title"].as_str().unwrap()));
            assert!(row[1].starts_with(issue["body"].as_str().unwrap().trim_end()), "{}", &row[1]);
        }
        insta::assert_snapshot!(format!("{format}_head"), head.join(","));
    }
}

#[test]
fn a_dry_run_sends_nothing_and_needs_no_token() {
    let place = with_plan();
    let push = ["tracker", "push", "roadmap.json", "--to", "gitlab:bank/ospo", "--url", "https://gitlab.invalid"];
    let run = place.osmm(&[&push[..], &["--dry-run"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let requests: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let urls: Vec<&str> = requests.as_array().unwrap().iter().map(|one| one["url"].as_str().unwrap()).collect();
    assert!(
        urls.len() > 5
            && urls.iter().all(|url| url.starts_with("https://gitlab.invalid/api/v4/projects/bank%2Fospo/issues"))
    );
    assert!(run.err.contains("Nothing was sent"), "{}", run.err);

    let run = place.osmm(&push);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.err);
}

#[test]
fn what_cannot_be_pushed_is_said() {
    let place = with_plan();
    place.write("other.json", "{}");
    let said = |args: &[&str]| {
        let run = place.osmm(&[&["tracker"], args].concat());
        assert_eq!(run.code, 2, "{}", run.out);
        run.err
    };
    let all = [
        said(&["file", "other.json", "--format", "jira"]),
        said(&["file", "roadmap.json", "--format", "jira", "--quarter", "2040-Q1"]),
        said(&["push", "roadmap.json", "--to", "jira:ospo", "--dry-run"]),
    ];
    insta::assert_snapshot!(all.join("\n"));
}
