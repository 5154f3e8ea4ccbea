//! Processes and what they take.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one process, or several after each other, took and printed.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Seconds of CPU time, in steps of 10 ms.
    pub cpu: f64,
    /// Seconds from start to end.
    pub wall: f64,
    pub printed: String,
}

/// `osmm` in a folder, on so many threads, with what it keeps by commit in the folder `cache` there.
pub fn osmm(dir: &Path, args: &[&str], threads: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_osmm"));
    command.args(args).current_dir(dir).env("RAYON_NUM_THREADS", threads.to_string());
    command.env("SOURCE_DATE_EPOCH", "1790000000").env("XDG_CACHE_HOME", dir.join("cache")).stderr(Stdio::null());
    command
}

/// Runs a process to its end.
pub fn timed(command: &mut Command) -> Run {
    let (before, start) = (cpu_of_children(), Instant::now());
    let output = command.output().unwrap();
    let wall = start.elapsed().as_secs_f64();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Run { cpu: cpu_of_children() - before, wall, printed: String::from_utf8(output.stdout).unwrap() }
}

/// CPU seconds of all processes so far that this one started and waited for.
fn cpu_of_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    fields.split(' ').skip(13).take(2).map(|field| field.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}

/// The most private memory of a process at a time, in KiB, looked at every few milliseconds: what is resident and no part
/// of a file.
pub fn private_kib(command: &mut Command) -> u64 {
    let mut process = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", process.id());
    let mut most = 0;
    while process.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let now = text.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        most = most.max(now.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0));
        std::thread::park_timeout(Duration::from_millis(2));
    }
    assert!(process.wait().unwrap().success());
    most
}

pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
