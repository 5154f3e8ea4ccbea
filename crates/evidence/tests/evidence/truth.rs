//! Fifteen public repositories with facts measured by other means: how far the signals agree.
//!
//! Runs for those whose snapshot is there: `OSMM_MIRRORS`, or `../../../.mirror` seen from this crate, with one folder
//! `owner+name/repo` each, and the table in the folder with fixtures. Each is scanned at the commit of the table.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use osmm_maturity::observation::{Measure, ObservationSet, Verdict};

use crate::licences::{fixtures, table};
use crate::made::{Made, answer, git, scanned};

pub fn mirrors() -> PathBuf {
    let named = std::env::var_os("OSMM_MIRRORS").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../.mirror"))
}

/// A bare clone at that commit with its tags, or why there is none.
pub fn at_commit(made: &Made, repository: &str, commit: &str) -> Result<PathBuf, String> {
    let flat = repository.replace('/', "+");
    let folder = mirrors().join(&flat);
    let source = ["repo", "repo/.git", ""].iter().map(|end| folder.join(end)).find(|path| path.join("HEAD").is_file());
    let source = source.ok_or_else(|| "no snapshot".to_owned())?;
    let known =
        std::process::Command::new("git").arg("--git-dir").arg(&source).args(["cat-file", "-e", commit]).output();
    if !known.is_ok_and(|output| output.status.success()) {
        return Err(format!("the snapshot has no commit {commit}"));
    }
    let target = made.path(&format!("{flat}.git"));
    let paths = [source.to_str().unwrap(), target.to_str().unwrap()];
    git(made.folder.path(), &["clone", "-q", "--bare", paths[0], paths[1]]);
    git(&target, &["update-ref", "--no-deref", "HEAD", commit]);
    Ok(target)
}

/// Where the table and the signals differ for a known reason.
const EXPLAINED: &[(&str, &str, &str)] = &[
    ("serde-rs/serde", "coc", "the table looks for a file; a section of CONTRIBUTING.md names the code that holds"),
    ("opencontainers/runc", "other_ci", "the only appveyor.yml is in vendor/, a copy of another project's"),
    ("eclipse-vertx/vert.x", "commits", GRAFTED),
    ("eclipse-vertx/vert.x", "first_commit", GRAFTED),
];

const GRAFTED: &str = "a reference that replaces a commit joins an older history, and such are not followed";

/// One column of the table beside what was seen.
struct Compared {
    column: &'static str,
    expected: String,
    seen: String,
}

fn compare(row: &BTreeMap<String, String>, set: &ObservationSet, name: &str) -> Vec<Compared> {
    let is_seen = |signal: &str| (answer(set, name, signal).verdict == Verdict::Seen).to_string();
    let measure = |signal: &str, measure: &str| match answer(set, name, signal).measures.get(measure) {
        Some(Measure::Count(n)) => n.to_string(),
        Some(Measure::Text(text)) => text.clone(),
        Some(Measure::List(all)) => all.join(" "),
        _ => "0".to_owned(),
    };
    let has = |column: &str| (row[column] != "no").to_string();
    let yes = |one: bool| one.to_string();
    let proof = |signal: &str, words: &[&str]| {
        let places = &answer(set, name, signal).proof;
        yes(places.iter().any(|place| words.iter().any(|word| place.path.to_lowercase().contains(word))))
    };
    let first = |text: &str| {
        text.split(" (")
            .next()
            .unwrap_or_default()
            .split(" OR ")
            .map(ToOwned::to_owned)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let joined = |set: std::collections::BTreeSet<String>| set.into_iter().collect::<Vec<_>>().join(" OR ");
    let others = measure("ci", "systems").to_lowercase();
    let other_ci = ["travis", "appveyor"].iter().find(|system| others.contains(*system)).map_or("-", |system| *system);
    let one = |column, expected: String, seen: String| Compared { column, expected, seen };
    vec![
        one("licence_spdx", joined(first(&row["licence_spdx"])), joined(first(&measure("license-file", "spdx")))),
        one(
            "security_md",
            yes(row["security_md"] != "no" || row["security_insights"] != "no"),
            is_seen("security-policy"),
        ),
        one("contributing", has("contributing"), is_seen("contributing-guide")),
        one("coc", has("coc"), is_seen("code-of-conduct")),
        one("codeowners", has("codeowners"), proof("owners", &["codeowners"])),
        one(
            "governance_or_maintainers",
            has("governance_or_maintainers"),
            proof("owners", &["maintainers", "governance"]),
        ),
        one("dep_update", has("dep_update"), is_seen("dependency-updates")),
        one("workflows", row["workflows"].clone(), measure("ci", "workflows")),
        one("uses_total", row["uses_total"].clone(), measure("actions-pinned", "uses_total")),
        one("uses_pinned_sha", row["uses_pinned_sha"].clone(), measure("actions-pinned", "uses_pinned_sha")),
        one("uses_local", row["uses_local"].clone(), measure("actions-pinned", "uses_local")),
        one("other_ci", row["other_ci"].clone(), other_ci.to_owned()),
        one("commits", row["commits"].clone(), measure("activity", "all_commits")),
        one("first_commit", row["first_commit"].clone(), near(&row["first_commit"], measure("activity", "first"))),
        one("last_commit", row["last_commit"].clone(), near(&row["last_commit"], measure("activity", "last"))),
    ]
}

/// The table has days where the committer was, and the signal days in UTC: one day more or less is the same.
fn near(expected: &str, seen: String) -> String {
    let (Ok(one), Ok(two)) = (expected.parse::<jiff::civil::Date>(), seen.parse::<jiff::civil::Date>()) else {
        return seen;
    };
    if one.until(two).unwrap().get_days().abs() <= 1 { expected.to_owned() } else { seen }
}

#[test]
fn signals_agree_with_measured_facts() {
    let Some(rows) = fixtures().map(|folder| folder.join("org-repos.dev.tsv")).filter(|path| path.is_file()) else {
        eprintln!("truth: no table (set OSMM_FIXTURES), 0 repositories ran");
        return;
    };
    let made = Made::new();
    let (mut ran, mut agreed, mut compared) = (0, 0, 0);
    let mut explained = 0;
    for row in table(&rows) {
        let path = match at_commit(&made, &row["repo"], &row["commit"]) {
            Ok(path) => path,
            Err(why) => {
                eprintln!("truth: {} did not run: {why}", row["repo"]);
                continue;
            }
        };
        ran += 1;
        let set = scanned(&[&path]);
        assert_eq!(set.problems, [], "{}", row["repo"]);
        let name = set.subjects[0].name.clone();
        for one in compare(&row, &set, &name) {
            compared += 1;
            agreed += usize::from(one.expected == one.seen);
            let known = EXPLAINED.iter().find(|(repo, column, _)| *repo == row["repo"] && *column == one.column);
            if let (true, Some((repo, column, why))) = (one.expected != one.seen, known) {
                explained += 1;
                eprintln!("truth: {repo} {column}: expected {}, seen {}: {why}", one.expected, one.seen);
            } else if one.expected != one.seen {
                eprintln!("truth: {} {}: expected {}, seen {}", row["repo"], one.column, one.expected, one.seen);
            }
        }
        for policy in ["policy-consumption", "policy-contribution", "policy-publication", "policy-security"] {
            let observation = answer(&set, &name, policy);
            if observation.verdict == Verdict::Seen {
                eprintln!("truth: {} {policy}: {}", row["repo"], observation.summary);
            }
        }
        if std::env::var_os("OSMM_SHOW").is_some() {
            for one in &set.observations {
                eprintln!(
                    "{}\t{}\t{}\t{}\t{:?}",
                    row["repo"],
                    one.signal,
                    one.verdict.words(),
                    one.summary,
                    one.partial
                );
            }
        }
    }
    eprintln!(
        "truth: {ran} repositories ran, {agreed} of {compared} facts agreed, {explained} differ for a known reason"
    );
    assert_eq!(agreed + explained, compared);
}
