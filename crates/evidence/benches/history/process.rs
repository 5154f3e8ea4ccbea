//! Processes and what they take.

use std::process::{Command, Stdio};
use std::time::Duration;

/// The most private memory of a process at a time, in KiB, looked at every few milliseconds: what is resident and no part
/// of a file.
pub fn private_kib(command: &mut Command) -> u64 {
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
pub fn timed(command: &mut Command) -> (f64, String) {
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

pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
