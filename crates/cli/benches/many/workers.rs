//! Workers that share one scan: how much faster two and four of them are than one, what the queue costs, and that one may
//! be killed.
//!
//! Each worker is a process of its own that looks at one repository at a time, without results of earlier scans. After each
//! round a scan by one program has nothing to add to what the workers kept, once.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::REPOSITORIES;
use crate::process::{median, osmm, timed};

const ROUNDS: usize = 3;
const NUMBERS: [usize; 3] = [1, 2, 4];

pub fn measure(server: &str, dir: &Path) {
    std::fs::write(dir.join("units.csv"), "id,title,parent,repositories\nall,All,,path:all\n").unwrap();
    let (mut alone, mut by) = (Vec::new(), NUMBERS.map(|_| Vec::new()));
    for _ in 0..ROUNDS {
        alone.push(timed(&mut osmm(dir, &["scan", "src", "--no-cache", "--json"], 1)).wall);
        for (workers, all) in NUMBERS.iter().zip(&mut by) {
            all.push(Base::new(server, dir).worked_off(*workers, false));
        }
    }
    let killed = Base::new(server, dir).worked_off(2, true);
    println!("| looking | time | to one worker |\n|---|--:|--:|");
    let one = median(by[0].clone());
    for (workers, all) in NUMBERS.iter().zip(by) {
        let (took, noun) = (median(all), if *workers == 1 { "worker" } else { "workers" });
        println!("| {workers} {noun} | {took:.2} s | {:.2} |", one / took);
    }
    println!("| 2 workers, one killed half-way | {killed:.2} s | {:.2} |", one / killed);
    let alone = median(alone);
    println!("| `osmm scan` on one thread, without a queue | {alone:.2} s | {:.2} |", one / alone);
}

/// A database with one scan in its queue.
struct Base<'a> {
    server: &'a str,
    name: String,
    url: String,
    dir: PathBuf,
}

impl<'a> Base<'a> {
    fn new(server: &'a str, dir: &Path) -> Self {
        let name = format!("osmm_workers_{}", std::process::id());
        psql(server, &format!("create database {name}"));
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let base = Self { server, name, url, dir: dir.to_path_buf() };
        base.run(&["unit", "import", "units.csv"]);
        base.run(&["scan", "src", "--queue", "--keep", "--no-cache"]);
        base
    }

    /// Seconds from the first worker's start to the last one's end. One of them may be killed when half is done.
    fn worked_off(self, workers: usize, kill: bool) -> f64 {
        let before = self.events();
        let start = Instant::now();
        let mut started: Vec<Child> = (0..workers).map(|_| self.worker()).collect();
        if kill {
            while self.done() < REPOSITORIES / 2 {
                // They have the processors meanwhile.
                std::thread::park_timeout(Duration::from_millis(10));
            }
            let mut one = started.pop().unwrap();
            one.kill().unwrap();
            assert!(!one.wait().unwrap().success(), "it ended before it was killed");
        }
        started.into_iter().for_each(|mut worker| assert!(worker.wait().unwrap().success()));
        let took = start.elapsed().as_secs_f64();
        assert_eq!(self.events(), before + 1, "one look at the one unit is kept");
        let queue = self.run(&["queue"]);
        assert!(queue.contains(&format!("kept, {REPOSITORIES} repositories")), "{queue}");
        self.run(&["scan", "src", "--keep", "--no-cache", "--quiet"]);
        assert_eq!(self.events(), before + 1, "another look than that of the workers");
        psql(self.server, &format!("drop database {} with (force)", self.name));
        took
    }

    fn worker(&self) -> Child {
        let args = ["worker", "--once", "--threads", "1", "--lease", "1", "--database", &self.url];
        osmm(&self.dir, &args, 1).stdout(Stdio::null()).spawn().unwrap()
    }

    fn run(&self, args: &[&str]) -> String {
        timed(&mut osmm(&self.dir, &[args, &["--database", &self.url]].concat(), 2)).printed
    }

    fn events(&self) -> usize {
        psql(&self.url, "select seq from head").parse().unwrap()
    }

    fn done(&self) -> usize {
        psql(&self.url, "select done from scans").parse().unwrap()
    }
}

fn psql(server: &str, sql: &str) -> String {
    let output = Command::new("psql").args(["-v", "ON_ERROR_STOP=1", "-Atqc", sql, server]).output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
