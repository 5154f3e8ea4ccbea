//! Scans in the queue: worked off by any number of workers, whoever is killed, with the result of a scan by one program.

use std::fmt::Write;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::desk::{Desk, desks};
use crate::{WELL_KEPT, git, told};

/// Two units, and a farm of small repositories for each.
fn company(desk: &Desk, each: usize) {
    let units = "id,title,parent,headcount,repositories\ngroup,Group,,,\npay,Payments,group,5,path:pay\nops,Ops,group,9,path:ops\n";
    desk.place.write("units.csv", units);
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    for n in 0..each {
        desk.place.repository(&format!("src/pay/r{n:02}"), WELL_KEPT);
        desk.place.repository(&format!("src/ops/r{n:02}"), &[("README.md", &format!("# Tool {n}\n"))]);
    }
}

/// A description that names a file of signals, which the workers ask, too.
const DESCRIBED: &str = "format = \"osmm-organisation/1\"\nsignals = [\"osmm-signals.toml\"]\n\
    [[affiliation]]\nname = \"Own\"\nown = true\ndomains = [\"example.org\"]\n";
const OWN: &str = "format = \"osmm-signals/1\"\n[[signal]]\nid = \"change-log\"\ntitle = \"Change log\"\n\
    question = \"Is there one?\"\nremedy = \"Add one.\"\nrule = { any = [\"CHANGELOG*\"] }\n";

/// A worker in a process of its own, killed when it is let go.
struct Worker(Child);

impl Worker {
    fn new(desk: &Desk, more: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_osmm"))
            .args(["--database", &desk.database, "worker", "--lease", "1"])
            .args(more)
            .current_dir(desk.place.path("."))
            .env("XDG_CACHE_HOME", desk.place.path("cache"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    fn ends(mut self) {
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // SIGKILL: it cannot give anything back.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The newest scan, once it is so.
fn once(desk: &Desk, is: impl Fn(&Value) -> bool) -> Value {
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let listed = desk.json("lead", &["queue", "--json"]);
        if is(&listed[0]) {
            return listed[0].clone();
        }
        assert!(Instant::now() < until, "it stays at {listed}");
        // The workers have the processors meanwhile.
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

/// A scan by one program finds nothing to add: what the workers kept is what it sees, to the byte.
fn is_what_one_program_sees(desk: &Desk, more: &[&str]) {
    let record = || {
        desk.by("lead", &["export", "all.jsonl"]);
        desk.place.read("all.jsonl")
    };
    let before = record();
    assert_eq!(before.lines().filter(|l| l.contains("observed_at") && l.contains("\"seq\"")).count(), 2, "one a unit");
    let run = desk.run(&[&["scan", "src", "--keep", "--quiet"], more].concat());
    assert_eq!(run.code, 0, "{}", told(&run));
    assert!(record() == before, "another look than that of the workers");
    desk.by("lead", &["verify"]);
}

#[test]
fn workers_share_a_scan_and_keep_what_one_program_would() {
    for desk in desks() {
        company(&desk, 6);
        desk.refuses("lead", &["scan", "src", "--queue"], "add `--keep` or `--unit UNIT`");
        desk.refuses("lead", &["scan", "src", "--queue", "--unit", "none"], "there is no unit `none`");
        desk.refuses("lead", &["scan", "gone", "--queue", "--keep"], "gone: nothing was queued");
        assert_eq!(desk.by("lead", &["queue"]).lines().next(), Some("No scan was asked for yet"));
        desk.place.write("osmm.toml", DESCRIBED);
        desk.place.write("osmm-signals.toml", OWN);
        let described = ["--organisation", "osmm.toml"];
        let asked = desk.call("lead", &[&["scan", "src", "--queue", "--keep"], &described[..]].concat());
        assert!(asked.code == 0 && asked.err.contains("Queued as scan 1"), "{}", told(&asked));
        assert!(desk.by("lead", &["queue"]).contains("waits for a worker"));
        let workers = [Worker::new(&desk, &["--once"]), Worker::new(&desk, &["--once"])];
        workers.into_iter().for_each(Worker::ends);
        let listed = desk.by("lead", &["queue"]);
        assert!(listed.contains("every unit: kept, 12 repositories, 12 new or changed"), "{listed}");
        is_what_one_program_sees(&desk, &described);
    }
}

/// The workers are killed at a repository that takes them long: what they had done before it stays done.
#[test]
fn what_a_killed_worker_did_is_done_by_others() {
    for desk in desks() {
        company(&desk, 6);
        long(&desk, "src/pay/long");
        desk.by("lead", &["scan", "src", "--queue", "--keep"]);
        for _ in 0..2 {
            let worker = Worker::new(&desk, &["--threads", "1"]);
            let there = once(&desk, |scan| scan["current"][0] == "pay/long");
            drop(worker);
            assert!(there["done"].as_u64().unwrap() >= 6, "{there}");
            once(&desk, |scan| scan["current"] == serde_json::json!([]));
        }
        assert_eq!(once(&desk, |_| true)["state"], "looking");
        let workers = [Worker::new(&desk, &["--once"]), Worker::new(&desk, &["--once"])];
        workers.into_iter().for_each(Worker::ends);
        let end = once(&desk, |scan| scan["state"] == "kept");
        assert_eq!((&end["done"], &end["total"]), (&13.into(), &13.into()));
        is_what_one_program_sees(&desk, &[]);
    }
}

/// A repository that takes a while to look at: its history is long.
fn long(desk: &Desk, name: &str) {
    let path = desk.place.repository(name, WELL_KEPT);
    let mut stream = String::new();
    for n in 0..250_000 {
        let at = 1_600_000_000 + n;
        writeln!(stream, "commit refs/heads/long\ncommitter A <a{}@example.org> {at} +0000\ndata 2\nx\n", n % 50)
            .unwrap();
    }
    desk.place.write("stream", &stream);
    let stream = std::fs::File::open(desk.place.path("stream")).unwrap();
    let mut import = Command::new("git");
    import.args(["fast-import", "--quiet"]).current_dir(&path).stdin(stream);
    assert!(import.status().unwrap().success());
    git(&path, &["symbolic-ref", "HEAD", "refs/heads/long"]);
}

#[test]
fn a_repository_that_kills_its_workers_is_set_aside() {
    for desk in desks() {
        company(&desk, 1);
        long(&desk, "src/pay/poison");
        desk.by("lead", &["scan", "src", "--queue", "--keep"]);
        for _ in 0..3 {
            let worker = Worker::new(&desk, &["--threads", "1"]);
            once(&desk, |scan| scan["current"][0] == "pay/poison");
            drop(worker);
            once(&desk, |scan| scan["current"] == serde_json::json!([]));
        }
        Worker::new(&desk, &["--once"]).ends();
        let end = once(&desk, |scan| scan["state"] == "kept");
        assert_eq!(end["came"]["set_aside"], serde_json::json!(["pay/poison"]), "{end}");
        assert!(desk.by("lead", &["queue"]).contains("1 could not be looked at (pay/poison)"));
        // Nothing was seen of it: who looks to the end has something to add there and nowhere else.
        let run = desk.run(&["scan", "src", "--keep", "--json"]);
        assert!(run.err.contains("pay: 2 subjects, 1 new or changed"), "{}", run.err);
        assert!(run.err.contains("ops: 1 subject, as looked at today already"), "{}", run.err);
    }
}

#[test]
fn a_scan_is_stopped_and_keeps_nothing() {
    for desk in desks() {
        company(&desk, 1);
        desk.by("lead", &["scan", "src", "--queue", "--unit", "pay"]);
        desk.by("lead", &["queue", "--stop", "1"]);
        desk.refuses("lead", &["queue", "--stop", "1"], "scan 1 is over: stopped, nothing was kept");
        desk.refuses("lead", &["queue", "--stop", "7"], "there is no scan 7");
        Worker::new(&desk, &["--once"]).ends();
        assert_eq!(once(&desk, |_| true)["state"], "stopped");
        desk.by("lead", &["export", "all.jsonl"]);
        assert!(!desk.place.read("all.jsonl").contains("observed_at"));
    }
}
