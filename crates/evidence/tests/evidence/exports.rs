//! Files of other programs as their own projects have them: valid ones are read, wrong ones refused with their place.
//!
//! Runs for the formats whose folder with fixtures is there; see [`crate::licences::fixtures`].

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use osmm_evidence::exports::Import;
use osmm_evidence::{ScanOptions, Silent, scan};
use osmm_maturity::observation::{ObservationSet, Tool};

use crate::licences::{fixtures, table};
use crate::made::Made;

/// Looks at an empty repository beside these files.
pub fn imported(made: &Made, imports: Vec<Import>) -> ObservationSet {
    let at: Timestamp = "2026-11-27T06:00:00Z".parse().unwrap();
    let mut options = ScanOptions::new(at, Tool { name: "test".to_owned(), version: "0".to_owned() });
    options.imports = imports;
    scan(&[made.path("app")], &options, &Silent)
}

fn app() -> Made {
    let made = Made::new();
    made.repository("app", &[("README.md", "An app.\n")]);
    made
}

/// What becomes of one file about the one repository: the summary of its observation, or the problem.
fn outcome(made: &Made, bytes: Vec<u8>) -> Result<String, String> {
    let file = "export".to_owned();
    let set = imported(made, vec![Import { file, bytes, repository: Some("app".to_owned()) }]);
    match set.observations.iter().find(|o| !o.exports.is_empty()) {
        Some(seen) => Ok(format!("{}: {}", seen.signal, seen.summary)),
        None => Err(set.problems.iter().map(|p| format!("{}: {}", p.place, p.message)).collect()),
    }
}

/// What is to become of a file of a format, by its row; nothing where the row is about something else.
type Expects = fn(&str, &str) -> Option<bool>;

const FORMATS: &[(&str, &str, Expects)] = &[("scorecard", "scorecard: ", |file, says| {
    let other = file.contains("schema") || file.contains("database.json") || file.contains("scope.json");
    Some(!other && says.contains("valid") | says.contains("result body"))
})];

#[test]
fn files_of_their_own_projects_are_read() {
    let Some(folder) = fixtures() else {
        eprintln!("exports: not run: no fixtures (set OSMM_FIXTURES), 0 files ran");
        return;
    };
    let made = app();
    for (name, prefix, expects) in FORMATS {
        let (read, refused, wrong) = run(&made, &folder.join(name), prefix, *expects);
        eprintln!("exports: {name}: {read} files read and {refused} refused as expected");
        assert_eq!(wrong, Vec::<String>::new(), "{name}");
        assert!(read > 0, "{name}");
    }
}

fn run(made: &Made, folder: &Path, prefix: &str, expects: Expects) -> (usize, usize, Vec<String>) {
    let (mut read, mut refused, mut wrong) = (0, 0, Vec::new());
    for row in table(&folder.join("SOURCES.tsv")) {
        let Some(good) = expects(&row["file"], &row["expected"]) else { continue };
        let outcome = outcome(made, fs::read(folder.join(&row["file"])).unwrap());
        if std::env::var_os("OSMM_SHOW").is_some() {
            eprintln!("{}: {outcome:?}", row["file"]);
        }
        match (&outcome, good) {
            (Ok(said), true) if said.starts_with(prefix) => read += 1,
            (Err(_), false) => refused += 1,
            _ => wrong.push(format!("{}: {outcome:?}", row["file"])),
        }
    }
    (read, refused, wrong)
}

/// Small files of our own, one of each format.
const OWN: &[&str] = &[r#"{"date": "2026-11-20", "repo": {"name": "github.com/acme/app", "commit": "ab"},
  "scorecard": {"version": "v5", "commit": "cd"}, "score": 5.5, "checks": [
  {"name": "Code-Review", "score": 7, "reason": "found 21/30", "details": null},
  {"name": "CI-Tests", "score": -1, "reason": "no pull request", "details": ["a", "b"]}], "metadata": []}"#];

#[test]
fn small_files_of_our_own_are_read() {
    let made = app();
    for text in OWN {
        let outcome = outcome(&made, text.as_bytes().to_vec());
        assert!(outcome.is_ok(), "{outcome:?}");
    }
}

/// Bytes that readers of text trip over.
const PIECES: &[&str] =
    &["-1", "1e999", "null", "[", "}", "\"", "\\u0000", "\u{0}", "é", "{\"", ",", "/", "2026-13-40", "\\"];

#[test]
fn damaged_bytes_never_end_the_run() {
    let made = app();
    let mut state = 11_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut imports = Vec::new();
    for text in OWN {
        for number in 0..400 {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=next(4) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes[at] = u8::try_from(next(256)).unwrap(),
                    1 => drop(bytes.drain(at..(at + next(12)).min(bytes.len()))),
                    2 => drop(bytes.splice(at..at, PIECES[next(PIECES.len())].bytes())),
                    _ => bytes.truncate(at + 1),
                }
            }
            let repository = [None, Some("app".to_owned()), Some("\u{0}:@/".to_owned())][next(3)].clone();
            imports.push(Import { file: format!("{number}.json"), bytes, repository });
        }
    }
    let files = imports.len();
    let set = imported(&made, imports);
    let internal: Vec<_> = set.problems.iter().filter(|p| p.message.contains("internal error")).collect();
    assert_eq!(internal, Vec::<&osmm_maturity::observation::Problem>::new());
    let kept: usize = set.observations.iter().map(|o| o.exports.len()).sum();
    assert!(set.problems.len() > 50 && set.problems.len() + kept <= files);
    assert!(serde_json::to_string(&set).is_ok());
}
