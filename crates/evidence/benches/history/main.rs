//! Speed and memory of the pass over a history, as ratios to what git takes to count the same commits and authors.
//!
//! `bash docs/performance.sh` runs this and writes the tables into `docs/performance.md`. Each pass and each command of git
//! is a process of its own on one thread; they take turns, and the figures are medians of their CPU time. A run ends
//! with an error where the counts differ. Real histories are taken from the folder that OSMM_MIRRORS names.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod floor;
mod generated;
mod process;

use std::path::{Path, PathBuf};
use std::process::Command;

use generated::generated;
use jiff::Timestamp;
use osmm_evidence::{ScanOptions, Silent, history, scan};
use osmm_maturity::observation::Tool;
use process::{median, private_kib, timed};

const ROUNDS: usize = 7;
const LARGE: u32 = 100_000;
/// Commits of the history whose memory is measured.
const HUGE: u32 = 1_000_000;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().position(|arg| ["pass", "scan", "again", "floor"].contains(&arg.as_str())) {
        Some(at) => child(&args[at], args[at + 1].as_ref(), args.get(at + 2).map(AsRef::as_ref)),
        None => measure(),
    }
}

fn options() -> ScanOptions {
    ScanOptions::new(Timestamp::UNIX_EPOCH, Tool { name: "osmm".into(), version: "bench".into() })
}

/// One piece of work in this process: prints the commits and the authors, or the answers of a scan.
fn child(what: &str, path: &Path, cache: Option<&Path>) {
    if what == "floor" {
        println!("{}", floor::seconds(path));
    } else if what == "pass" {
        let history = history(path, &options()).unwrap();
        assert_eq!(history.cut, None);
        println!("{} {}", history.all.commits, history.authors.values().sum::<u32>());
    } else {
        let options = ScanOptions { cache: cache.map(PathBuf::from), ..options() };
        println!("{}", scan(&[path.to_path_buf()], &options, &Silent).observations.len());
    }
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
    timed(command.args(["--no-replace-objects", "-c", "core.commitGraph=false"]).args(arguments))
}

/// Sums over several turns, so that a step of the clock of 10 ms is small.
fn turns(seconds: f64) -> u32 {
    (0.3 / seconds.max(0.01)).ceil().min(30.0) as u32
}

fn measure() {
    let dir = tempfile::tempdir().unwrap();
    println!(
        "| history | commits | osmm | `git rev-list --count` | ratio | `git shortlog -sne` | ratio | floor | osmm to floor |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    let large = generated(dir.path(), "large.git", LARGE);
    let mut all = Row::new("generated", &large).told();
    let real = real();
    if !real.is_empty() {
        all = real.iter().map(|(name, path)| Row::new(name, path).told()).fold(Row::default(), Row::plus);
        all = Row { name: "all real ones".to_owned(), ..all }.told();
    }
    println!();
    let aim = |peer: &str, ratio: f64, most: f64| {
        let met = if ratio <= most { "met" } else { "**missed**" };
        println!("- {}, to `{peer}`, {most} at most: {ratio:.2}, {met}", all.name);
    };
    aim("git rev-list --count HEAD", all.ours / all.list, 0.9);
    aim("git shortlog -sne HEAD", all.ours / all.short, 0.8);
    println!();
    again(dir.path(), &large);
    memory(dir.path());
}

/// Milliseconds of CPU time for one history, or for several together.
#[derive(Default)]
struct Row {
    name: String,
    commits: u64,
    ours: f64,
    list: f64,
    short: f64,
    floor: f64,
}

impl Row {
    fn new(name: &str, path: &Path) -> Self {
        let (mut ours, mut list, mut short, mut floor) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let times = turns(own("pass", path, None).0);
        let mut commits = String::new();
        for _ in 0..ROUNDS {
            let mut sums = [0.0; 3];
            for _ in 0..times {
                let (pass, text) = own("pass", path, None);
                let (counting, counted) = git(path, &["rev-list", "--count", "HEAD"]);
                let (listing, authors) = git(path, &["shortlog", "-sne", "HEAD"]);
                assert_eq!(text, format!("{counted} {}", authors.lines().count()), "{name}: commits and authors");
                commits = counted;
                sums.iter_mut().zip([pass, counting, listing]).for_each(|(sum, cpu)| *sum += cpu);
            }
            let [a, b, c] = sums.map(|sum| sum * 1000.0 / f64::from(times));
            ours.push(a);
            list.push(b);
            short.push(c);
            floor.push(own("floor", path, None).1.parse::<f64>().unwrap() * 1000.0);
        }
        let [ours, list, short, floor] = [ours, list, short, floor].map(median);
        Self { name: name.to_owned(), commits: commits.parse().unwrap(), ours, list, short, floor }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            name: String::new(),
            commits: self.commits + other.commits,
            ours: self.ours + other.ours,
            list: self.list + other.list,
            short: self.short + other.short,
            floor: self.floor + other.floor,
        }
    }

    /// Prints it.
    fn told(self) -> Self {
        let Self { name, commits, ours, list, short, floor } = &self;
        // What is too quick for the clock has no ratio.
        let ratio = |peer: f64| if peer > 0.0 { format!("{:.2}", ours / peer) } else { "–".to_owned() };
        let (to_list, to_short, to_floor) = (ratio(*list), ratio(*short), ratio(*floor));
        println!(
            "| {name} | {commits} | {ours:.1} ms | {list:.1} ms | {to_list} | {short:.1} ms | {to_short} | {floor:.1} ms | {to_floor} |"
        );
        self
    }
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

/// Whole histories in the folder of snapshots, of the repositories of the page on accuracy.
fn real() -> Vec<(String, PathBuf)> {
    let Some(folder) = std::env::var_os("OSMM_MIRRORS").map(PathBuf::from) else {
        eprintln!("history: no real histories: OSMM_MIRRORS is not set");
        return Vec::new();
    };
    let listed = include_str!("../../tests/accuracy/repositories.tsv").lines().skip(1);
    let mut all: Vec<(String, PathBuf)> = listed
        .filter_map(|line| line.split('\t').next())
        .map(|name| (name.to_owned(), folder.join(name.replace('/', "+")).join("repo")))
        .filter(|(_, path)| path.join("HEAD").is_file() && !path.join("shallow").exists())
        .collect();
    all.sort();
    all
}
