//! Fifty people answer on one server, which is killed again and again: what was acknowledged is there.
#![expect(clippy::disallowed_types, reason = "the server that it asks is its own, on this machine")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use osmm_store::{Key, KeyKind, Store, new_secret};

use super::desk::{Desk, desks};

const PEOPLE: usize = 50;
const KILLS: usize = 4;

/// A server on a free port, killed at the end.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(desk: &Desk) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_osmm"))
            .args(["serve", "--login", "--listen", "127.0.0.1:0", "--database", &desk.database])
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let line = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        let address = line.rsplit_once("http://").unwrap().1.trim_end_matches('/').to_owned();
        Self { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A group whose people answer all its items, and the token of each: handles and secrets.
fn crowd(desk: &Desk) -> Vec<(String, String)> {
    desk.place.write("units.csv", "id,title,parent,headcount\ngroup,Example Group,,\n");
    let rows: String = (0..PEOPLE).map(|n| format!("p{n:02},Person {n},,respondent,group,\n")).collect();
    desk.place.write("people.csv", format!("handle,name,contact,role,unit,until\n{rows}"));
    assert_eq!(desk.run(&["unit", "import", "units.csv"]).code, 0);
    desk.by("lead", &["person", "import", "people.csv"]);
    desk.by("lead", &["assessment", "open", "q4", "--as-of", "2026-12-31"]);
    let now = Timestamp::now();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open_existing(&desk.database.parse().unwrap()).await.unwrap();
        let mut tokens = Vec::new();
        for person in store.people().await.unwrap() {
            let handle = person.data.unwrap().handle;
            if handle == "lead" {
                // Nobody signs in with it, but a server that nobody could sign in to does not start.
                store.set_password(&person.person, "unused").await.unwrap();
                continue;
            }
            let (secret, ends) = (new_secret().unwrap(), now + SignedDuration::from_hours(24));
            store.add_key(&Key::new(KeyKind::Token, &secret, &person.person, now, ends)).await.unwrap();
            tokens.push((handle, secret));
        }
        tokens
    })
}

/// Whether the server acknowledged an answer. `None` when it was not there any more.
fn answer(address: &str, token: &str, item: &str, rating: usize, note: &str) -> Option<u16> {
    let body = format!("{{\"answer\":{{\"state\":\"rated\",\"rating\":{rating}}},\"note\":\"{note}\"}}");
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "PUT /api/v1/assessments/q4/units/group/items/{item}/answers/me HTTP/1.1\r\nHost: {address}\r\nIf-Match: *\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut told = String::new();
    stream.read_to_string(&mut told).ok()?;
    // Acknowledged is what arrived whole.
    let (head, _) = told.split_once("\r\n\r\n")?;
    head.split(' ').nth(1)?.parse().ok()
}

/// All answer at once until the server is gone, which is killed when `enough` answers were acknowledged: the note of each
/// answer that was.
fn round(server: Server, people: &[(String, String)], items: &[String], round: usize, enough: usize) -> Vec<String> {
    let (done, address) = (AtomicUsize::new(0), server.address.clone());
    let (done, address) = (&done, address.as_str());
    thread::scope(|scope| {
        let answering = people.iter().enumerate().map(|(n, (handle, token))| {
            scope.spawn(move || {
                let mut acknowledged = Vec::new();
                for turn in 0.. {
                    let note = format!("kept {handle}-{round}-{turn}");
                    let item = &items[(n + turn) % items.len()];
                    match answer(address, token, item, (turn + round) % 6, &note) {
                        Some(200) => acknowledged.push(note),
                        Some(status) => panic!("{note}: {status}"),
                        None => return acknowledged,
                    }
                    done.fetch_add(1, Ordering::SeqCst);
                }
                acknowledged
            })
        });
        let answering: Vec<_> = answering.collect();
        while done.load(Ordering::SeqCst) < enough {
            thread::yield_now();
        }
        drop(server);
        answering.into_iter().flat_map(|one| one.join().unwrap()).collect()
    })
}

#[test]
fn a_server_that_is_killed_while_fifty_people_answer_loses_no_acknowledged_answer() {
    for desk in desks() {
        let people = crowd(&desk);
        assert_eq!(people.len(), PEOPLE);
        let items: Vec<String> = desk.asked("group").into_iter().map(|(item, _)| item).collect();
        let mut acknowledged = Vec::new();
        for n in 0..KILLS {
            acknowledged.extend(round(Server::start(&desk), &people, &items, n, 120 + 40 * n));
        }
        desk.by("lead", &["verify"]);
        desk.by("lead", &["export", "all.jsonl"]);
        let dump = desk.place.read("all.jsonl");
        let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
        for note in dump.split("\"kept ").skip(1) {
            *kept.entry(note.split('"').next().unwrap()).or_default() += 1;
        }
        let lost: Vec<_> = acknowledged.iter().filter(|note| !kept.contains_key(&note["kept ".len()..])).collect();
        assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), acknowledged.len());
        assert!(kept.values().all(|n| *n == 1), "an answer is there twice");
        // At most one of each person in each round was on its way when the server went.
        assert!(kept.len() <= acknowledged.len() + PEOPLE * KILLS, "{} kept", kept.len());
        let silent = people.iter().filter(|(handle, _)| !acknowledged.iter().any(|n| n.contains(handle.as_str())));
        assert_eq!(silent.count(), 0, "not all fifty answered");
    }
}
