//! Steps and dumps in processes of their own, with what each took.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::peer::{Base, Rows};
use crate::step::Step;

/// What one process took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    pub time: Duration,
    /// Of the process itself, not of a server that it talks to.
    pub cpu: Duration,
    pub peak_kib: u64,
    pub events: usize,
}

/// One step in this process: prints the number of events and the peak of memory.
pub fn child(step: &str, url: &str) {
    let step = Step::ALL.into_iter().find(|s| format!("{s:?}") == step).unwrap();
    let events = crate::runtime().block_on(step.run(&url.parse().unwrap()));
    println!("{events} {}", peak_kib().unwrap_or(0));
}

/// The most memory that this process had at a time, where the system says so.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// CPU time of all processes so far that this one started and waited for, where the system says so; in steps of 10 ms.
fn cpu_of_children() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks = fields.split(' ').skip(13).take(2).map(|field| field.parse::<u64>().unwrap_or(0));
    Some(Duration::from_millis(ticks.sum::<u64>() * 10))
}

/// Runs a process to its end and says what it printed and took.
fn timed(command: &mut Command) -> (Output, Run) {
    let (cpu, start) = (cpu_of_children(), Instant::now());
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    let time = start.elapsed();
    assert!(output.status.success(), "{command:?}");
    let cpu = cpu_of_children().zip(cpu).map_or(Duration::ZERO, |(after, before)| after - before);
    (output, Run { time, cpu, ..Run::default() })
}

/// A step in a process of its own.
pub fn run(step: Step, base: &Base) -> Run {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let (output, run) = timed(command.args(["step", &format!("{step:?}"), &base.url()]));
    let text = String::from_utf8(output.stdout).unwrap();
    let (events, peak) = text.trim().split_once(' ').unwrap();
    Run { peak_kib: peak.parse().unwrap(), events: events.parse().unwrap(), ..run }
}

/// A dump by the database's own program, thrown away.
pub fn dump(rows: Rows, base: &Base) -> Run {
    let null = std::fs::File::create("/dev/null").unwrap();
    timed(base.dump(rows).stdout(null)).1
}
