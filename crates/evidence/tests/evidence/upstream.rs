//! Projects of others to which the organisation contributes: a standing of their own, two questions, and no names.

use std::path::PathBuf;

use osmm_evidence::{Organisation, ScanOptions, Silent, find, look_at, put_together, scan};
use osmm_maturity::observation::{Measure, ObservationSet, Verdict};

use crate::made::{Made, answer, git, names, options, readme, standings};

const DESCRIBED: &str = r#"
format = "osmm-organisation/1"
remotes = ["git.bank.example/*"]
upstream = ["github.com/apache/kafka", "git.bank.example/mirrors/*"]
[[affiliation]]
name = "Bank"
own = true
domains = ["bank.example"]
[[affiliation]]
name = "Partner"
domains = ["partner.example"]
[[person]]
addresses = ["ann@home.example"]
handles = ["annb"]
stays = [{ affiliation = "Bank", until = 2026-06-30 }, { affiliation = "Partner", from = 2026-07-01 }]
"#;

/// A change with its author and committer on a day.
fn change(made: &Made, name: &str, (author, committer): (&str, &str), day: &str, message: &str) {
    let path = made.path(name);
    let tree = git(&path, &["rev-parse", "HEAD^{tree}"]);
    let parent = git(&path, &["rev-parse", "HEAD"]);
    let second = format!("{day}T12:00:00Z").parse::<jiff::Timestamp>().unwrap().as_second();
    let text = format!(
        "tree {tree}\nparent {parent}\nauthor X <{author}> {second} +0000\ncommitter Y <{committer}> {second} +0000\n\n{message}\n"
    );
    let id = crate::made::git_fed(&path, &["hash-object", "-t", "commit", "-w", "--stdin"], text.as_bytes());
    git(&path, &["update-ref", "refs/heads/main", &id]);
}

fn company(made: &Made) -> Vec<PathBuf> {
    let list = "Bo Cee (@bo)\nAnn Bee (@annb)\nCee <cee@partner.example>\nDee <dee@bank.example>\n";
    let kafka = made.repository("kafka", &[("MAINTAINERS", list), ("README.md", &readme())]);
    git(&kafka, &["remote", "add", "origin", "https://github.com/apache/Kafka.git"]);
    let mirror = made.repository("mirror", &[("LICENSE", "x")]);
    git(&mirror, &["remote", "add", "origin", "ssh://git@git.bank.example:22/mirrors/zlib"]);
    let app = made.repository("app", &[("README.md", &readme())]);
    git(&app, &["remote", "add", "origin", "https://git.bank.example/team/app"]);
    let theirs = made.repository("theirs", &[("README.md", &readme())]);
    git(&theirs, &["remote", "add", "origin", "https://github.com/apache/flink"]);
    let (dee, eff, ann) = ("dee@bank.example", "eff@bank.example", "ann@home.example");
    for (who, day) in [
        ((dee, dee), "2026-02-01"),
        ((ann, ann), "2026-06-30"),
        ((ann, ann), "2026-07-02"),
        (("x@home.example", eff), "2026-08-01"),
        (("y@home.example", "noreply@github.com"), "2026-09-01"),
        ((eff, "noreply@github.com"), "2026-11-01"),
    ] {
        change(made, "kafka", who, day, "Fix it");
    }
    vec![made.folder.path().to_path_buf()]
}

fn described() -> ScanOptions {
    ScanOptions { organisation: Organisation::parse(DESCRIBED, "osmm.toml").unwrap(), ..options() }
}

fn counts<const N: usize>(set: &ObservationSet, signal: &str, names: [&str; N]) -> [Measure; N] {
    names.map(|name| answer(set, "kafka", signal).measures[name].clone())
}

#[test]
fn contributions_and_maintainers_are_counted_and_own_questions_are_not_asked() {
    let made = Made::new();
    let set = scan(&company(&made), &described(), &Silent);
    let others = "theirs (of others: its `origin` is none of the `remotes` of the organisation)";
    assert_eq!(standings(&set), ["app", "kafka (upstream)", "mirror (upstream)", others]);
    let asked = |name: &str| set.observations.iter().filter(|o| o.subject == name).count();
    assert_eq!((asked("kafka"), asked("mirror")), (2, 2));
    assert_eq!(asked("app") + 2, osmm_evidence::signals::ALL.len());
    // Of the year: the first commit of the made repository is unknown, as are two of those here.
    let parts = counts(&set, "upstream-contribution", ["changes", "own", "other", "unknown", "own_people", "quarters"]);
    assert_eq!(parts, [7, 3, 1, 3, 2, 3].map(Measure::Count));
    // Bo is unknown, Ann has gone to the partner, and Eff committed what X had written.
    let parts = counts(&set, "upstream-maintainers", ["named", "staff", "other", "unknown", "merging"]);
    assert_eq!(parts, [4, 1, 2, 1, 1].map(Measure::Count));
    assert_eq!(answer(&set, "kafka", "upstream-maintainers").verdict, Verdict::Seen);
    assert!(matches!(answer(&set, "mirror", "upstream-maintainers").verdict, Verdict::NotApplicable { .. }));
    let text = serde_json::to_string(&set).unwrap();
    for name in
        ["dee@", "Dee", "ann@", "annb", "Ann Bee", "Bo Cee", "eff@", "bank.example", "partner.example", "home.example"]
    {
        assert!(!text.contains(name), "{name} in {text}");
    }
}

#[test]
fn any_order_and_the_cache_and_another_description_give_what_a_fresh_scan_gives() {
    let made = Made::new();
    let paths = company(&made);
    let fresh = scan(&paths, &described(), &Silent);
    let found = find(&paths, &described());
    let mut looked: Vec<_> = found.candidates.iter().map(|one| look_at(one, &described(), &Silent)).collect();
    looked.reverse();
    assert_eq!(put_together(looked, found.problems, &described()).seen, fresh);
    let cached = ScanOptions { cache: Some(made.path("cache")), ..described() };
    assert_eq!(scan(&paths, &cached, &Silent), fresh);
    assert_eq!(scan(&paths, &cached, &Silent), fresh, "from the cache");
    let kept: Vec<String> = std::fs::read_dir(made.path("cache"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert!(kept.iter().all(|text| !text.contains("bank.example") && !text.contains("annb")), "no names are kept");
    git(&made.path("kafka"), &["remote", "set-url", "origin", "https://git.bank.example/team/kafka"]);
    let own = scan(&paths, &cached, &Silent);
    assert!(standings(&own).contains(&"kafka".to_owned()), "{:?}", names(&own));
    assert_eq!(answer(&own, "kafka", "readme").verdict, Verdict::Seen);
}
