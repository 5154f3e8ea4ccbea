//! One program over all of them: CPU time beside git that counts their commits, a second thread, a second run, memory.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::process::{Run, median, osmm, private_kib, timed};
use crate::repositories::COMMITS;
use crate::{FEW, REPOSITORIES};

const ROUNDS: usize = 7;
/// Runs over what is unchanged are short, and the clock of the system is coarse.
const AGAIN: usize = 10;
/// Private memory may be so much, in KiB, for few repositories and for many.
const MOST: u64 = 64 << 10;
/// It is flat when it grows by less than this from few to many.
const FLAT: u64 = 8 << 10;

const SCAN: [&str; 4] = ["scan", "src", "--json", "--quiet"];

#[derive(Default)]
struct Rounds {
    one: Vec<Run>,
    two: Vec<Run>,
    git: Vec<Run>,
    again: Vec<Run>,
}

pub fn measure(dir: &Path) {
    let afresh = [&SCAN[..], &["--no-cache"]].concat();
    // Fills what is kept by commit.
    let kept = timed(&mut osmm(dir, &SCAN, 1)).printed;
    let mut all = Rounds::default();
    for _ in 0..ROUNDS {
        all.one.push(timed(&mut osmm(dir, &afresh, 1)));
        all.git.push(timed(&mut counting(dir)));
        all.two.push(timed(&mut osmm(dir, &afresh, 2)));
        all.again.push((0..AGAIN).map(|_| timed(&mut osmm(dir, &SCAN, 1))).fold(Run::default(), |sum, run| {
            assert_eq!(run.printed, kept, "an unchanged repository gives the same");
            Run { cpu: sum.cpu + run.cpu, wall: sum.wall + run.wall, ..run }
        }));
        let same = |runs: &[Run]| runs.iter().all(|run| run.printed == kept);
        assert!(same(&all.one) && same(&all.two), "one thread and two, and what is kept, give the same");
    }
    assert_eq!(commits(&kept), counted(&all.git[0].printed), "as many commits");
    assert_eq!(commits(&kept), (REPOSITORIES * COMMITS) as u64);
    table(&all);
    memory(dir);
}

/// A loop of the shell that has git count the commits of each repository, without a commit-graph.
fn counting(dir: &Path) -> Command {
    let mut command = Command::new("sh");
    let each =
        "for one in src/all/*; do git -C \"$one\" -c core.commitGraph=false rev-list --count HEAD || exit 1; done";
    command.args(["-c", each]).current_dir(dir);
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

fn counted(printed: &str) -> u64 {
    printed.lines().map(|line| line.parse::<u64>().unwrap()).sum()
}

fn commits(printed: &str) -> u64 {
    let set: Value = serde_json::from_str(printed).unwrap();
    let all = set["observations"].as_array().unwrap().iter();
    all.filter(|one| one["signal"] == "activity").map(|one| one["measures"]["all_commits"].as_u64().unwrap()).sum()
}

fn table(all: &Rounds) {
    let cpu = |runs: &[Run]| median(runs.iter().map(|run| run.cpu).collect());
    let wall = |runs: &[Run]| median(runs.iter().map(|run| run.wall).collect());
    let (one, git, again) = (cpu(&all.one), cpu(&all.git), cpu(&all.again) / AGAIN as f64);
    println!(
        "| {REPOSITORIES} repositories | CPU time | beside | its CPU time | ratio | aim |\n|---|--:|---|--:|--:|--:|"
    );
    let row = |what: &str, took: f64, beside: &str, other: f64, aim: Option<f64>| {
        let (took_ms, other_ms) = (took * 1000.0, other * 1000.0);
        let told = |most: f64| format!("{most} at most, {}", if took / other <= most { "met" } else { "**missed**" });
        let aim = aim.map_or("–".to_owned(), told);
        println!("| {what} | {took_ms:.0} ms | {beside} | {other_ms:.0} ms | {:.3} | {aim} |", took / other);
    };
    row("scan, all signals, one thread", one, "a loop of `git rev-list --count HEAD`", git, Some(1.0));
    row("the same again, nothing changed", again, "the first scan", one, Some(0.02));
    row("scan on two threads", cpu(&all.two), "on one thread", one, None);
    println!();
    let (one, two) = (wall(&all.one), wall(&all.two));
    let met = if one / two >= 1.7 { "met" } else { "**missed**" };
    println!(
        "From start to end, two threads need {:.0} ms and one needs {:.0} ms: {:.2} times as fast; 1.7 on a quiet machine of two processors is the aim, {met}.",
        two * 1000.0,
        one * 1000.0,
        one / two
    );
    println!();
}

fn memory(dir: &Path) {
    let most = |folder: &str| {
        let args = ["scan", folder, "--json", "--quiet", "--no-cache"];
        let all = (0..3).map(|_| private_kib(&mut osmm(dir, &args, 1)));
        all.max().unwrap()
    };
    let (few, many) = (most("few"), most("src"));
    assert!(many < MOST, "{many} KiB of private memory");
    let met = if many < few + FLAT { "met" } else { "**missed**" };
    println!(
        "Private memory is {:.1} MiB at most for {FEW} repositories, and {:.1} MiB for {REPOSITORIES}; the run fails at {}. \
         It grows by {:.0} KiB with each repository, whose answers it holds to the end; less than {:.0} is the aim, {met}.",
        few as f64 / 1024.0,
        many as f64 / 1024.0,
        MOST >> 10,
        many.saturating_sub(few) as f64 / (REPOSITORIES - FEW) as f64,
        FLAT as f64 / (REPOSITORIES - FEW) as f64
    );
}
