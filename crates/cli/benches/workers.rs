//! Workers that share one scan: how much faster two and four of them are than one, and what the queue costs.
//!
//! `bash docs/performance.sh` runs this and writes the table into `docs/performance.md`. Each worker is a process of its
//! own that looks at one repository at a time, without results of earlier scans. After each round a scan by one program has
//! nothing to add to what the workers kept, or the run ends with an error. The server of PostgreSQL is the one that
//! OSMM_TEST_POSTGRES names.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Instant;

const REPOSITORIES: usize = 300;
const COMMITS: usize = 100;

fn main() {
    let Ok(server) = std::env::var("OSMM_TEST_POSTGRES") else {
        println!("Not measured: OSMM_TEST_POSTGRES names no server of PostgreSQL.");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    (0..REPOSITORIES).for_each(|n| repository(dir.path(), n));
    std::fs::write(dir.path().join("units.csv"), "id,title,parent,repositories\nall,All,,path:r*\n").unwrap();
    let alone = time(|| drop(osmm(dir.path(), "none", &["scan", "src", "--no-cache", "--json"], 1)));
    println!("| looking | time | to one worker |\n|---|--:|--:|");
    let mut one = None;
    for workers in [1, 2, 4] {
        let took = round(&server, dir.path(), workers);
        let one = *one.get_or_insert(took);
        let noun = if workers == 1 { "worker" } else { "workers" };
        println!("| {workers} {noun} | {took:.2} s | {:.2} |", one / took);
    }
    println!("| `osmm scan` on one thread, without a queue | {alone:.2} s | {:.2} |", one.unwrap() / alone);
}

/// One scan, worked off: seconds from the first worker's start to the last one's end.
fn round(server: &str, dir: &Path, workers: usize) -> f64 {
    let (base, name) = (server.rsplit_once('/').unwrap().0, format!("osmm_workers_{}_{workers}", std::process::id()));
    psql(server, &format!("create database {name}"));
    let database = format!("{base}/{name}");
    osmm(dir, &database, &["unit", "import", "units.csv"], 1);
    osmm(dir, &database, &["scan", "src", "--queue", "--keep", "--no-cache"], 1);
    let took = time(|| {
        let start = |_| command(dir, &database, &["worker", "--once", "--threads", "1"], 1).spawn().unwrap();
        let started: Vec<_> = (0..workers).map(start).collect();
        started.into_iter().for_each(|mut worker| assert!(worker.wait().unwrap().success()));
    });
    let before = psql(&database, "select seq from head");
    let queue = String::from_utf8(osmm(dir, &database, &["queue"], 1).stdout).unwrap();
    assert!(queue.contains(&format!("kept, {REPOSITORIES} repositories")), "{queue}");
    osmm(dir, &database, &["scan", "src", "--keep", "--no-cache", "--quiet"], 2);
    assert_eq!(psql(&database, "select seq from head"), before, "another look than that of the workers");
    psql(server, &format!("drop database {name} with (force)"));
    took
}

fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

fn command(dir: &Path, database: &str, args: &[&str], threads: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_osmm"));
    command.args(args).args(["--database", database]).current_dir(dir).env("RAYON_NUM_THREADS", threads.to_string());
    command.env("SOURCE_DATE_EPOCH", "1790000000").stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn osmm(dir: &Path, database: &str, args: &[&str], threads: usize) -> Output {
    let output = command(dir, database, args, threads).stdout(Stdio::piped()).output().unwrap();
    assert!(output.status.success(), "{args:?}");
    output
}

fn psql(server: &str, sql: &str) -> String {
    let output = Command::new("psql").args(["-v", "ON_ERROR_STOP=1", "-Atqc", sql, server]).output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository with a history and some of the files that signals look for.
fn repository(dir: &Path, n: usize) {
    let path = dir.join(format!("src/r{n:03}"));
    let mut stream = String::new();
    for commit in 0..COMMITS {
        let (who, at) = ((n + commit) % 17, 1_700_000_000 + commit * 86_400);
        let message = format!("Change {commit}\n\nSigned-off-by: A <a{who}@example.org>\n");
        write!(stream, "commit refs/heads/main\ncommitter A <a{who}@example.org> {at} +0000\n").unwrap();
        write!(stream, "data {}\n{message}", message.len()).unwrap();
        for (name, text) in [
            ("README.md".to_owned(), format!("# Tool {n}\n\nWhat it is for, version {commit}.\n")),
            (format!("src/part{}.rs", commit % 30), format!("fn main() {{ println!(\"{n} {commit}\") }}\n")),
            (
                ".github/workflows/ci.yml".to_owned(),
                format!("on: push\njobs:\n  a:\n    steps:\n    - run: test {n}\n"),
            ),
        ] {
            write!(stream, "M 100644 inline {name}\ndata {}\n{text}\n", text.len()).unwrap();
        }
    }
    assert!(Command::new("git").args(["init", "-q", "-b", "main"]).arg(&path).status().unwrap().success());
    let mut import = Command::new("git");
    let mut import = import.args(["fast-import", "--quiet"]).current_dir(&path).stdin(Stdio::piped()).spawn().unwrap();
    import.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
}
