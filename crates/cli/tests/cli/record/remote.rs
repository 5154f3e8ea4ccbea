//! `--server`: the record of a server through the program, as far as the person of a token may.

mod wrong;

use std::thread;

use super::desk::{Desk, desks};
use crate::{Run, WELL_KEPT, git, told};

/// What differs from one record to the next, replaced: pseudonyms and digests are drawn by lot. What is sorted by
/// pseudonym comes in any order.
fn alike(text: &str) -> Vec<String> {
    let mut out = text.to_owned();
    for (start, digits) in [("sha256:", 64), ("p-", 12)] {
        let parts: Vec<String> = out.split(start).map(str::to_owned).collect();
        let hex = |part: &str| part.len() >= digits && part.bytes().take(digits).all(|b| b.is_ascii_hexdigit());
        let cut = parts.iter().enumerate().map(|(n, part)| match n {
            0 => part.clone(),
            _ if hex(part) => format!("{start}*{}", &part[digits..]),
            _ => format!("{start}{part}"),
        });
        out = cut.collect();
    }
    let mut lines: Vec<String> = out.lines().map(|line| line.trim_end_matches(',').to_owned()).collect();
    lines.sort();
    lines
}

/// Two people answer for a unit blind, a lead decides and publishes, a quarter later something moved. Gives what each
/// command said; `check` is called while one of them has locked.
fn course(desk: &Desk, items: &[String], check: impl Fn(&Desk)) -> Vec<(String, Vec<String>)> {
    let mut said = Vec::new();
    // How many items are asked in all is known only to who sees all units.
    let own = |who: &str| alike(&format!("{:#}", desk.json(who, &["todo", "--json"])["people"]));
    let mut step = |who: &str, args: &[&str]| {
        let run = desk.call(who, args);
        let told = format!("{who} {}: {}", args.join(" "), run.code);
        said.push((told, alike(&format!("{}{}", run.out, run.err))));
    };
    let (first, second) = (items[0].as_str(), items[1].as_str());
    step("lead", &["person", "add", "zoe", "--name", "Zoe Zorn"]);
    step("lead", &["person", "grant", "zoe", "--role", "reviewer", "--unit", "group"]);
    step("lead", &["person", "list"]);
    step("lead", &["unit", "list"]);
    step("lead", &["assign", "pay", "ada", "bob", "--item", first, "--item", second]);
    step("ada", &["answer", "pay", first, "4", "--note", "what only ada knows"]);
    step("ada", &["answer", "pay", second, "2"]);
    step("ada", &["lock", "pay"]);
    check(desk);
    step("lead", &["todo", "--remind"]);
    step("bob", &["answer", "pay", first, "1"]);
    step("bob", &["answer", "pay", second, "dont-know", "--ask", "ada"]);
    step("bob", &["answer", "pay", "no-such-item", "1"]);
    step("bob", &["decide", "pay", first, "3", "--why", "mine"]);
    step("bob", &["assessment", "review"]);
    step("lead", &["assessment", "show"]);
    step("bob", &["lock", "pay"]);
    step("lead", &["disagreements", "--json"]);
    step("bob", &["disagreements", "--json"]);
    step("lead", &["decide", "pay", first, "3", "--why", "seen together"]);
    step("lead", &["evidence", "add", "pay", "Policy", "--item", first, "--kind", "artefact", "--file", "policy.txt"]);
    step("lead", &["evidence", "list"]);
    step("bob", &["evidence", "get", "pay-1", "--output", "got.txt"]);
    step("lead", &["scan", "src", "--keep", "--quiet"]);
    step("lead", &["proposal", "list", "pay"]);
    step("lead", &["target", "set", "pay", first, "4"]);
    step("lead", &["rollup", "--json"]);
    step("lead", &["export", "pay.json", "--unit", "pay"]);
    step("bob", &["export", "answers.csv"]);
    step("bob", &["import", "answers.csv"]);
    step("lead", &["assessment", "review"]);
    step("lead", &["assessment", "publish"]);
    step("lead", &["assessment", "open", "q1", "--after", "q4", "--as-of", "2027-03-31"]);
    step("ada", &["answer", "pay", first, "5", "--note", "all teams"]);
    step("lead", &["delta", "--json"]);
    step("bob", &["history", "--unit", "pay", "--item", first]);
    step("aud", &["history", "--unit", "pay", "--item", first, "--json"]);
    step("aud", &["history", "--unit", "pay", "--item", first, "--assessment", "q4", "--at", "2026-11-22"]);
    step("lead", &["person", "erase", "cyd"]);
    step("lead", &["person", "erase", "cyd", "--yes"]);
    step("ada", &["person", "erase", "bob", "--yes"]);
    step("lead", &["todo", "--all", "--json"]);
    step("aud", &["export", "all.jsonl"]);
    step("bob", &["export", "none.jsonl"]);
    said.extend(["ada", "bob"].map(|who| (format!("what {who} is to do"), own(who))));
    said
}

fn prepared(desk: &Desk) -> Vec<String> {
    let items = desk.company();
    desk.place.write("policy.txt", "Policy 1.0\n");
    let units =
        "id,title,parent,headcount,repositories\ngroup,Group,,,\npay,Payments,group,5,path:pay\nops,Ops,group,9,\n";
    desk.place.write("more.csv", units);
    assert_eq!(desk.run(&["--as", "lead", "unit", "import", "more.csv"]).code, 0);
    let pay = desk.place.repository("src/pay", WELL_KEPT);
    git(&pay, &["remote", "add", "origin", "https://git.example/x/pay.git"]);
    items
}

#[test]
fn what_is_done_through_a_server_is_done_as_on_a_database() {
    for (mut far, near) in desks().into_iter().zip(desks()) {
        let (items, same) = (prepared(&far), prepared(&near));
        assert_eq!(items, same);
        far.serve();
        let blind = |desk: &Desk| {
            for who in ["bob", "cyd"] {
                let sent = desk.raw(who, "/api/v1/record/events?limit=5000");
                assert!(sent.contains("200 OK") && sent.contains("\"assigned\"") == (who == "bob"), "{who}: {sent}");
                assert!(!sent.contains("what only ada knows") && !sent.contains("\"rating\":4"), "{who}: {sent}");
            }
            assert!(desk.raw("ada", "/api/v1/record/events?limit=5000").contains("what only ada knows"));
        };
        let through = course(&far, &items, blind);
        let on = course(&near, &items, |_| {});
        for ((what, through), (same, on)) in through.iter().zip(&on) {
            let only = |a: &[String], b: &[String]| a.iter().filter(|l| !b.contains(l)).cloned().collect::<Vec<_>>();
            let (more, less) = (only(through, on), only(on, through));
            assert_eq!((what, more, through.len()), (same, less, on.len()));
        }
        assert_eq!(far.place.read("got.txt"), "Policy 1.0\n");
        assert_eq!(alike(&far.place.read("answers.csv")), alike(&near.place.read("answers.csv")));
        assert_eq!(alike(&far.place.read("pay.json")), alike(&near.place.read("pay.json")));
        far.served = None;
        far.by("lead", &["verify"]);
        // What came over the wire is the record itself.
        far.by("lead", &["export", "there.jsonl"]);
        assert!(far.place.read("there.jsonl") == far.place.read("all.jsonl"));
    }
}

#[test]
fn two_who_write_at_once_lose_nothing() {
    for mut desk in desks() {
        let items = desk.company();
        desk.serve();
        let url = &desk.served.as_ref().unwrap().url;
        let write = |who: &'static str| {
            let (url, items, place) = (url.clone(), items[..8].to_vec(), desk.place.path(""));
            thread::spawn(move || {
                for item in items {
                    let done = std::process::Command::new(env!("CARGO_BIN_EXE_osmm"))
                        .args(["--server", &url, "--token-file", &format!("token.{who}"), "answer", "pay", &item, "3"])
                        .current_dir(&place)
                        .env("SOURCE_DATE_EPOCH", crate::NOW)
                        .output()
                        .unwrap();
                    assert!(done.status.success(), "{who}: {}", String::from_utf8_lossy(&done.stderr));
                }
            })
        };
        for writer in [write("ada"), write("bob"), write("lead")] {
            writer.join().unwrap();
        }
        desk.served = None;
        desk.by("lead", &["export", "all.jsonl"]);
        let record = desk.place.read("all.jsonl");
        let answers = record.lines().filter(|l| l.contains("\"kind\":\"responded\"")).count();
        assert_eq!(answers, 24, "three wrote eight answers each");
        desk.by("lead", &["verify"]);
    }
}

fn says(run: &Run, words: &[&str]) {
    assert_eq!(run.code, 2, "{}", told(run));
    for word in words {
        assert!(run.err.contains(word), "should say `{word}`: {}", told(run));
    }
}

#[test]
fn a_server_takes_nobodys_word_and_gives_what_one_may_see() {
    for mut desk in desks() {
        let items = desk.company();
        desk.by("cyd", &["answer", "ops", &items[0], "2", "--note", "of ops alone"]);
        desk.serve();
        let url = desk.served.as_ref().unwrap().url.clone();
        let with = |more: &[&str]| desk.place.osmm(&[&["--server", &url], more].concat());
        says(&with(&["todo"]), &[&url, "does not know you", "OSMM_TOKEN"]);
        desk.place.write("wrong", "osmm_wrong\n");
        says(&with(&["--token-file", "wrong", "todo"]), &["does not know you"]);
        says(&with(&["--token-file", "none", "todo"]), &["none", "token"]);
        says(&with(&["--token-file", "token.ada", "--as", "lead", "todo"]), &["knows you as `ada`", "--as"]);
        assert_eq!(with(&["--token-file", "token.ada", "--as", "ada", "todo"]).code, 0);
        assert_eq!(with(&["--token-file", "reads.ada", "todo"]).code, 0);
        let answer = ["answer", "pay", &items[0], "2"];
        says(&with(&[&["--token-file", "reads.ada"], &answer[..]].concat()), &["does not allow", "only read"]);
        says(&with(&["--token-file", "token.ada", "--database", "x.db", "todo"]), &["a server and a database"]);
        // Of the units that somebody does not see there is nothing, and that is said.
        let seen = desk.call("ada", &["assessment", "show"]);
        assert!(seen.code == 0 && seen.err.contains("1 unit that you do not see"), "{}", told(&seen));
        let all = desk.json("ada", &["todo", "--all", "--json"]);
        assert!(all["nobody"].as_array().unwrap().iter().all(|a| a["unit"] == "pay"), "{all}");
        let past = ["history", "--unit", "pay", "--item", &items[0], "--assessment", "q4", "--at", "2026-11-22"];
        desk.refuses("ada", &past, "you do not see all of it");
        desk.refuses("ada", &["export", "all.jsonl"], "whole record");
        desk.refuses(
            "ada",
            &["history", "--unit", "ops", "--item", &items[0], "--assessment", "q4"],
            "may not see what `ops` answered",
        );
    }
}

#[test]
fn what_is_done_on_a_database_says_how_it_is_done_with_a_server() {
    for mut desk in desks().into_iter().take(1) {
        desk.company();
        desk.serve();
        desk.place.write("record.jsonl", "");
        for (args, way) in [
            (&["serve"][..], "in the browser"),
            (&["access"], "in the browser"),
            (&["backup", "b.jsonl"], "osmm export record.jsonl"),
            (&["restore", "record.jsonl"], "where the database is"),
            (&["verify"], "copy.db"),
            (&["import", "record.jsonl"], "into an empty database"),
            (&["person", "password", "ada"], "in the browser"),
        ] {
            says(&desk.call("lead", args), &["works on a database", &desk.served.as_ref().unwrap().url, way]);
        }
    }
}
