//! Killed in the middle, a full disk, a lock, two writers: what was acknowledged is there, nothing half-written is seen.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::desk::{Desk, desks};

/// A record with one unit and a draft; the local items that it asks.
fn draft(desk: &Desk) -> Vec<String> {
    desk.place.write("units.csv", "id,title,parent,headcount\ngroup,Example Group,,10\n");
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    desk.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31"]);
    let found = desk.json("lead", &["todo", "--all", "--json"]);
    found["nobody"].as_array().unwrap().iter().map(|a| a["item"].as_str().unwrap().to_owned()).collect()
}

/// How many answers have a note of this kind, by the public dump.
fn notes(desk: &Desk, prefix: &str) -> Vec<String> {
    desk.by("lead", &["export", "all.jsonl"]);
    let dump = desk.place.read("all.jsonl");
    let mark = format!("\"{prefix} ");
    let texts = dump.split(&mark).skip(1);
    texts.map(|t| t.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    for desk in desks() {
        let items = draft(&desk);
        let mut acknowledged = Vec::new();
        for round in 0..40_usize {
            // A shell that answers on and on, and a kill at a moment that differs from round to round.
            let script = format!(
                "for i in 1 2 3 4 5 6; do \"$0\" --database \"$1\" --as lead answer group {} 3 --note \"kept {round}-$i\" >/dev/null || exit 1; echo \"ack {round}-$i\"; done",
                items[round % items.len()]
            );
            let mut shell = Command::new("setsid")
                .args(["bash", "-c", &script, env!("CARGO_BIN_EXE_osmm"), &desk.database])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(shell.stdout.take().unwrap()).lines();
            for _ in 0..1 + round % 4 {
                lines.next().unwrap().unwrap();
            }
            // Some way into the next write.
            let wait = format!("sleep 0.0{:02}", (round * 7) % 40);
            Command::new("bash").args(["-c", &wait]).status().unwrap();
            let group = format!("-{}", shell.id());
            Command::new("kill").args(["-9", "--", &group]).status().unwrap();
            shell.wait().unwrap();
            acknowledged.extend((1..=1 + round % 4).map(|i| format!("{round}-{i}")));
            acknowledged.extend(lines.map_while(Result::ok).filter_map(|l| l.strip_prefix("ack ").map(str::to_owned)));
            if round % 10 == 9 {
                desk.by("lead", &["verify"]);
            }
        }
        let kept = notes(&desk, "kept");
        for ack in &acknowledged {
            assert!(kept.contains(ack), "{ack} was acknowledged and is lost: {}", desk.database);
        }
        assert!(acknowledged.len() >= 40, "{}", acknowledged.len());
    }
}

#[test]
fn writers_at_once_lose_nothing() {
    for desk in desks() {
        let items = draft(&desk);
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let script = format!(
                    "for i in 1 2 3 4 5 6 7 8; do \"$0\" --database \"$1\" --as lead answer group {} 2 --note \"by {writer}-$i\" >/dev/null || exit 1; done",
                    items[writer]
                );
                Command::new("bash").args(["-c", &script, env!("CARGO_BIN_EXE_osmm"), &desk.database]).spawn().unwrap()
            })
            .collect();
        for mut writer in writers {
            assert!(writer.wait().unwrap().success(), "{}", desk.database);
        }
        let mut kept = notes(&desk, "by");
        kept.sort();
        kept.dedup();
        assert_eq!(kept.len(), 32, "{}", desk.database);
        desk.by("lead", &["verify"]);
    }
}

/// A limit on the size of files gives what a full disk gives: a write that does not succeed.
#[test]
fn a_full_disk_changes_nothing() {
    let desk = desks().remove(0);
    let items = draft(&desk);
    let before = {
        desk.by("lead", &["export", "before.jsonl"]);
        desk.place.read("before.jsonl")
    };
    let size = std::fs::metadata(&desk.database).unwrap().len();
    let text = "x".repeat(3_000_000);
    desk.place.write("note.txt", &text);
    for extra in [0_u64, 8, 40, 100] {
        let blocks = size / 1024 + extra;
        let script = format!(
            "trap '' XFSZ; ulimit -f {blocks}; \"$0\" --database \"$1\" --as lead evidence add group T --item {} --kind artefact --file note.txt",
            items[0]
        );
        let output = Command::new("bash")
            .args(["-c", &script, env!("CARGO_BIN_EXE_osmm"), &desk.database])
            .current_dir(desk.place.path("."))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{extra}: {told}");
        assert!(told.starts_with("error: "), "{told}");
        desk.by("lead", &["verify"]);
        desk.by("lead", &["export", "after.jsonl"]);
        assert!(desk.place.read("after.jsonl") == before, "{extra}: something was changed");
    }
    desk.by(
        "lead",
        &["evidence", "add", "group", "T", "--item", &items[0], "--kind", "artefact", "--file", "note.txt"],
    );
}

#[test]
fn a_lock_is_waited_for_and_then_named() {
    let desk = desks().remove(0);
    let items = draft(&desk);
    let hold = |seconds: &str| {
        let script = "import sqlite3,sys,time; c=sqlite3.connect(sys.argv[1],isolation_level=None); \
                      c.execute('begin immediate'); print('held',flush=True); time.sleep(float(sys.argv[2])); c.execute('rollback')";
        let mut holder = Command::new("python3")
            .args(["-c", script, &desk.database, seconds])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        BufReader::new(holder.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        holder
    };
    let mut short = hold("2");
    desk.by("lead", &["answer", "group", &items[0], "3"]);
    short.wait().unwrap();
    let mut long = hold("60");
    let run = desk.run(&["--as", "lead", "answer", "group", &items[0], "4"]);
    long.kill().unwrap();
    long.wait().unwrap();
    assert!(run.code == 2 && run.err.contains("in use"), "{}", crate::told(&run));
    desk.by("lead", &["verify"]);
}
