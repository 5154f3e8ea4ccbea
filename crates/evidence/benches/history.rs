//! Speed and memory of the pass over a history, as ratios to what git takes to count the same commits and authors.
//!
//! `bash docs/performance.sh` runs this and writes the tables into `docs/performance.md`. Each pass and each command of git
//! is a process of its own on one thread; they take turns, and the figures are medians of their CPU time. A run ends
//! with an error where the counts differ. Real histories are taken from the folder that OSMM_MIRRORS names.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use jiff::Timestamp;
use osmm_evidence::{ScanOptions, Silent, history, scan};
use osmm_maturity::observation::Tool;

const ROUNDS: usize = 7;
const LARGE: u32 = 100_000;
/// Commits of the history whose memory is measured.
const HUGE: u32 = 1_000_000;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().position(|arg| arg == "pass" || arg == "scan" || arg == "again") {
        Some(at) => child(&args[at], args[at + 1].as_ref(), args.get(at + 2).map(AsRef::as_ref)),
        None => measure(),
    }
}

fn options() -> ScanOptions {
    ScanOptions::new(Timestamp::UNIX_EPOCH, Tool { name: "osmm".into(), version: "bench".into() })
}

/// One piece of work in this process: prints the commits and the authors, or the answers of a scan.
fn child(what: &str, path: &Path, cache: Option<&Path>) {
    if what == "pass" {
        let history = history(path, &options()).unwrap();
        assert_eq!(history.cut, None);
        println!("{} {}", history.all.commits, history.authors.values().sum::<u32>());
    } else {
        let options = ScanOptions { cache: cache.map(PathBuf::from), ..options() };
        println!("{}", scan(&[path.to_path_buf()], &options, &Silent).observations.len());
    }
}

/// The most private memory of a process at a time, in KiB, looked at every few milliseconds: what is resident and no part
/// of a file.
fn private_kib(command: &mut Command) -> u64 {
    let mut process = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", process.id());
    let mut most = 0;
    while process.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let now = text.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        let now = now.and_then(|line| line.split_whitespace().next()?.parse().ok());
        most = most.max(now.unwrap_or(0));
        std::thread::park_timeout(Duration::from_millis(2));
    }
    assert!(process.wait().unwrap().success());
    most
}

/// CPU seconds of a process, and what it printed.
fn timed(command: &mut Command) -> (f64, String) {
    let before = cpu_of_children();
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{command:?}");
    (cpu_of_children() - before, String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// CPU seconds of all processes so far that this one started and waited for; in steps of 10 ms.
fn cpu_of_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    fields.split(' ').skip(13).take(2).map(|field| field.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

fn process(what: &str, path: &Path, cache: Option<&Path>) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg(what).arg(path).args(cache).env("RAYON_NUM_THREADS", "1");
    command
}

fn own(what: &str, path: &Path, cache: Option<&Path>) -> (f64, String) {
    timed(&mut process(what, path, cache))
}

fn git(path: &Path, arguments: &[&str]) -> (f64, String) {
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").current_dir(path);
    timed(command.args(["-c", "core.commitGraph=false"]).args(arguments))
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

/// Sums over several turns, so that a step of the clock of 10 ms is small.
fn turns(seconds: f64) -> usize {
    if seconds > 0.3 { 1 } else { 5 }
}

fn measure() {
    let dir = tempfile::tempdir().unwrap();
    let mut all = vec![("generated".to_owned(), generated(dir.path(), "large.git", LARGE))];
    all.extend(real());
    println!("| history | commits | osmm | `git rev-list --count` | ratio | `git shortlog -sne` | ratio |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (name, path) in &all {
        row(name, path);
    }
    println!();
    again(dir.path(), &all[0].1);
    memory(dir.path());
}

fn row(name: &str, path: &Path) {
    let (mut ours, mut list, mut short) = (Vec::new(), Vec::new(), Vec::new());
    let times = turns(own("pass", path, None).0);
    let mut commits = String::new();
    for _ in 0..ROUNDS {
        let (mut a, mut b, mut c) = (0.0, 0.0, 0.0);
        for _ in 0..times {
            let (cpu, text) = own("pass", path, None);
            a += cpu;
            let (cpu, counted) = git(path, &["rev-list", "--count", "HEAD"]);
            b += cpu;
            let (cpu, authors) = git(path, &["shortlog", "-sne", "HEAD"]);
            c += cpu;
            assert_eq!(text, format!("{counted} {}", authors.lines().count()), "{name}: commits and authors");
            commits = counted;
        }
        ours.push(a);
        list.push(b);
        short.push(c);
    }
    let [ours, list, short] =
        [ours, list, short].map(|all| median(all) * 1000.0 / f64::from(u8::try_from(times).unwrap()));
    // What is too quick for the clock has no ratio.
    let ratio = |peer: f64| if peer > 0.0 { format!("{:.2}", ours / peer) } else { "–".to_owned() };
    println!(
        "| {name} | {commits} | {ours:.0} ms | {list:.0} ms | {} | {short:.0} ms | {} |",
        ratio(list),
        ratio(short)
    );
}

/// A scan of what was scanned before.
fn again(dir: &Path, path: &Path) {
    let cache = dir.join("cache");
    let first: Vec<f64> = (0..3).map(|_| own("scan", path, None).0).collect();
    let (_, fresh) = own("scan", path, Some(&cache));
    let ten: Vec<f64> = (0..3)
        .map(|_| {
            (0..10)
                .map(|_| {
                    let (cpu, text) = own("again", path, Some(&cache));
                    assert_eq!(text, fresh, "as many answers from the cache");
                    cpu
                })
                .sum::<f64>()
        })
        .collect();
    let (first, again) = (median(first) * 1000.0, median(ten) * 100.0);
    println!(
        "A whole scan of the generated history takes {first:.0} ms, and {again:.1} ms when nothing changed: {:.1} %.",
        again / first * 100.0
    );
    println!();
}

fn memory(dir: &Path) {
    let path = generated(dir, "huge.git", HUGE);
    let kib = private_kib(&mut process("pass", &path, None));
    assert!(kib < 128 << 10, "{kib} KiB of private memory");
    println!(
        "The pass over {HUGE} generated commits needs {} MiB of private memory at most; the run fails at 128.",
        kib >> 10
    );
}

/// Bare repositories in the folder of snapshots.
fn real() -> Vec<(String, PathBuf)> {
    let Some(folder) = std::env::var_os("OSMM_MIRRORS").map(PathBuf::from) else {
        eprintln!("history: no real histories: OSMM_MIRRORS is not set");
        return Vec::new();
    };
    let mut all: Vec<(String, PathBuf)> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().replace('+', "/"), entry.path().join("repo")))
        .filter(|(_, path)| path.join("HEAD").is_file() && !path.join("shallow").exists())
        .collect();
    all.sort();
    all
}

/// A bare repository in one pack: authors that thin out, merges, sign-offs, reviews, numbers of requests.
fn generated(dir: &Path, name: &str, commits: u32) -> PathBuf {
    let path = dir.join(name);
    assert!(Command::new("git").args(["init", "-q", "--bare", "-b", "main"]).arg(&path).status().unwrap().success());
    let mut child = Command::new("git")
        .arg("-C")
        .arg(&path)
        .args(["-c", "fastimport.unpackLimit=0", "fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = std::io::BufWriter::new(child.stdin.take().unwrap());
    let mut random = 7_u64;
    let mut next = move |below: u32| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(random >> 33).unwrap() % below
    };
    let mut text = String::new();
    for n in 1..=commits {
        let author = next(20) * next(21);
        let who = format!("Dev {author} <dev{author}@d{}.example>", author % 7);
        let time = 1_400_000_000 + u64::from(n) * 350_000_000 / u64::from(commits) + u64::from(next(500));
        let mut message = format!("change {n} of part {}", next(900));
        if next(3) == 0 {
            write!(message, " (#{n})").unwrap();
        }
        message.push_str("\n\n");
        for _ in 0..next(6) {
            writeln!(message, "line {} about budget {} and parser {}", next(90_000), next(900), next(9_000)).unwrap();
        }
        if next(2) == 0 {
            write!(message, "\nSigned-off-by: {who}\n").unwrap();
        }
        text.clear();
        write!(text, "commit refs/heads/main\nmark :{n}\nauthor {who} {time} +0000\ncommitter {who} {time} +0000\n")
            .unwrap();
        write!(text, "data {}\n{message}", message.len()).unwrap();
        if n > 1 {
            writeln!(text, "from :{}", n - 1).unwrap();
        }
        if n > 5 && next(12) == 0 {
            writeln!(text, "merge :{}", n - 4).unwrap();
        }
        let body = format!("{n} {}", next(1_000_000));
        write!(text, "M 644 inline src/file{}.rs\ndata {}\n{body}\n", next(200), body.len()).unwrap();
        input.write_all(text.as_bytes()).unwrap();
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    path
}
