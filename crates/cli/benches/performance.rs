//! Speed of scanning and scoring, as ratios to a named peer in the same run with equal results checked.
//!
//! `bash docs/performance.sh` runs this and writes the figures into `docs/performance.md`.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{BatchSize, Criterion};
use jiff::Timestamp;
use osmm_cli::Catalogue;
use osmm_evidence::{ScanOptions, Silent, scan};
use osmm_maturity::assessment::{Assessment, Basics, evaluate, parse};
use osmm_maturity::model::Model;
use osmm_maturity::observation::{Measure, ObservationSet, Tool};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::{Answer, Response};

const REPOSITORIES: usize = 12;
const COMMITS: usize = 400;
const FILES: usize = 300;

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let repositories: Vec<PathBuf> = (0..REPOSITORIES).map(|i| repository(dir.path(), i)).collect();
    let mut c = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    scanning(&mut c, &repositories, dir.path());
    let set = scan(&repositories, &options(None), &Silent);
    scoring(&mut c, &set);
    c.final_summary();
}

fn options(cache: Option<PathBuf>) -> ScanOptions {
    let mut options = ScanOptions::new(Timestamp::UNIX_EPOCH, Tool { name: "osmm".into(), version: "bench".into() });
    options.cache = cache;
    options
}

/// A scan answers every signal; the peer is git itself, doing by three commands the reading that a scan cannot do
/// without: list the files, read the ones of interest, read the history.
fn scanning(c: &mut Criterion, repositories: &[PathBuf], dir: &Path) {
    let seen = scan(repositories, &options(None), &Silent);
    let signed: u64 = seen.observations.iter().filter_map(|o| o.measures.get("signed_off")).map(count).sum();
    let by_git: usize = repositories.iter().map(|r| git_reading(r)).sum();
    assert_eq!(signed as usize, by_git, "both count the same sign-offs");
    let cache = dir.join("cache");
    let filled = scan(repositories, &options(Some(cache.clone())), &Silent);
    assert_eq!(filled, seen, "with and without cache the same is seen");

    let mut group = c.benchmark_group("scan");
    group.bench_function("osmm", |b| b.iter(|| scan(repositories, &options(None), &Silent)));
    group.bench_function("osmm, unchanged commits", |b| {
        b.iter(|| scan(repositories, &options(Some(cache.clone())), &Silent));
    });
    group.bench_function("git", |b| b.iter(|| repositories.iter().map(|r| git_reading(r)).sum::<usize>()));
    group.finish();
}

fn count(measure: &Measure) -> u64 {
    if let Measure::Count(n) = measure { *n } else { 0 }
}

/// Lists the tree, reads the files at the top and in .github, and counts sign-offs in the history, all of one year.
fn git_reading(repository: &Path) -> usize {
    let listing = git(repository, &["ls-tree", "-r", "HEAD"], "");
    let wanted: String = listing
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .filter(|(_, path)| !path.contains('/') || path.starts_with(".github/"))
        .filter_map(|(head, _)| head.split(' ').nth(2))
        .map(|id| format!("{id}\n"))
        .collect();
    assert!(!git(repository, &["cat-file", "--batch"], &wanted).is_empty());
    let log = git(repository, &["log", "--no-merges", "--format=%(trailers:key=Signed-off-by,only)%x00"], "");
    log.split('\0').filter(|t| t.contains("Signed-off-by")).count()
}

fn git(repository: &Path, args: &[&str], input: &str) -> String {
    let mut child = Command::new("git")
        .arg("-C")
        .arg(repository)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// Scoring computes every number of an assessment; the bound is reading the same assessment from its JSON.
fn scoring(c: &mut Criterion, set: &ObservationSet) {
    let model = Catalogue::embedded().load(None).unwrap();
    for (name, subjects) in [("12 repositories", REPOSITORIES), ("3,000 repositories", 3_000)] {
        let file = assessment(&model, many(set, subjects));
        let text = serde_json::to_string(&file).unwrap();
        let back = parse(&text).unwrap();
        assert_eq!(results(&back).proposals.len(), file.results.proposals.len(), "both see the same proposals");
        let mut group = c.benchmark_group(format!("score, {name}"));
        group.bench_function("osmm", |b| b.iter(|| results(&file)));
        group.bench_function("reading the file", |b| {
            b.iter_batched(|| text.as_str(), |t| parse(t).unwrap(), BatchSize::LargeInput);
        });
        group.finish();
    }
}

fn results(a: &Assessment) -> osmm_maturity::assessment::Results {
    evaluate(&a.model, &a.responses, &a.evidence, a.scan.as_ref(), a.as_of, a.snapshots)
}

fn assessment(model: &Model, scan: ObservationSet) -> Assessment {
    let rated = |i: usize| Answer::Rated { rating: Rating(u8::try_from(i % 6).unwrap()) };
    let responses = model.items().enumerate();
    let responses =
        responses.map(|(i, (_, item))| Response { answer: rated(i), ..Response::unanswered(item.id.clone()) });
    let basics = Basics {
        tool: Tool { name: "osmm".into(), version: "bench".into() },
        scope: "bench".into(),
        as_of: jiff::civil::date(1970, 1, 1),
        snapshots: 1,
        responses: responses.collect(),
        evidence: Vec::new(),
        scan: Some(scan),
        problems: Vec::new(),
    };
    Assessment::new(model.clone(), basics)
}

/// The same subjects again and again under new names.
fn many(set: &ObservationSet, subjects: usize) -> ObservationSet {
    let mut all = ObservationSet { subjects: Vec::new(), observations: Vec::new(), ..set.clone() };
    for i in 0..subjects {
        let mut subject = set.subjects[i % set.subjects.len()].clone();
        let old = std::mem::replace(&mut subject.name, format!("repository-{i:05}"));
        for o in set.observations.iter().filter(|o| o.subject == old) {
            let mut o = o.clone();
            o.subject.clone_from(&subject.name);
            all.observations.push(o);
        }
        all.subjects.push(subject);
    }
    all
}

/// A bare repository with a history, half of whose commits are signed off.
fn repository(dir: &Path, number: usize) -> PathBuf {
    let at = dir.join(format!("repository-{number:02}.git"));
    assert!(Command::new("git").args(["init", "--quiet", "--bare", "-b", "main"]).arg(&at).status().unwrap().success());
    let mut child =
        Command::new("git").arg("-C").arg(&at).args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for commit in 0..COMMITS {
        let signed = if commit % 2 == 0 { "\n\nSigned-off-by: A <a@example.org>\n" } else { "\n" };
        let message = format!("Change {commit}{signed}");
        let when = 1_600_000_000 + commit * 3_600;
        write!(
            input,
            "commit refs/heads/main\ncommitter A <a@example.org> {when} +0000\ndata {}\n{message}",
            message.len()
        )
        .unwrap();
        if commit == 0 {
            files(&mut input, number);
        }
        file(&mut input, &format!("src/part{}/file{commit}.c", commit % 20), &format!("change {commit} of {number}\n"));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    fs::canonicalize(at).unwrap()
}

fn files(input: &mut impl Write, number: usize) {
    for i in 0..FILES {
        file(input, &format!("src/part{}/start{i}.rs", i % 20), &format!("// {number} {i}\n").repeat(40));
    }
    let texts = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/files/");
    for (path, text) in [
        ("LICENSE", "mit.txt"),
        ("README.md", "readme.md"),
        ("SECURITY.md", "security.md"),
        ("CONTRIBUTING.md", "contributing.md"),
        (".github/dependabot.yml", "dependabot.yml"),
        (".github/workflows/ci.yml", "workflow.yml"),
        ("docs/policy.md", "policy.md"),
    ] {
        file(input, path, &fs::read_to_string(Path::new(texts).join(text)).unwrap());
    }
}

fn file(input: &mut impl Write, path: &str, text: &str) {
    write!(input, "M 644 inline {path}\ndata {}\n{text}\n", text.len()).unwrap();
}
