//! The server under load: fifty connections at once, by the tool wrk, on a company's record with 500 people and 5,000
//! repositories. Every kind of request is a run of its own; `/healthz`, which reads and computes nothing, is what all are
//! compared with. An answer that was saved is counted again in the record afterwards.

use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use osmm_cli::Catalogue;
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::Scope;
use osmm_store::{Key, KeyKind, Select, Store, Within};

use crate::company::{Company, Size, id};
use crate::fill;
use crate::peer::Base;

const SIZE: Size = Size { units: 200, cycles: 8, repositories: 25, auditors: 99 };
const CONNECTIONS: &str = "50";
const SECONDS: &str = "20";
/// For saving, where every answer has to be another one: there are 12,800, which lasts for 2,560 a second.
const SAVING: &str = "5";
/// What people bear who wait for a page, for the slowest of a hundred requests. Milliseconds.
const BOUND: Option<f64> = Some(1000.0);

/// Kinds of requests: what the script calls them, what the page does, and the bound. There is none for the dashboard of
/// all units: fifty leads of one company do not open it in one moment.
const KINDS: [(&str, &str, Option<f64>); 5] = [
    ("healthz", "nothing: `/healthz`", BOUND),
    ("dashboard", "dashboard of all 200 units, the lead", None),
    ("unit", "dashboard of one unit, its respondents", BOUND),
    ("question", "a question to answer, respondents", BOUND),
    ("save", "save an answer, respondents", BOUND),
];

/// What wrk measured: milliseconds, and requests.
struct Load {
    half: f64,
    most: f64,
    requests: u64,
    refused: u64,
}

pub fn measure() {
    let dir = tempfile::tempdir().unwrap();
    let company = Company::new(Arc::new(Catalogue::embedded().load(None).unwrap()), SIZE);
    let base = crate::filled(Base::sqlite(dir.path(), "served"), async |store| {
        fill::fill(store, &company, true).await;
        keys(store).await;
    });
    let script = dir.path().join("load.lua");
    std::fs::write(&script, wishes(&company)).unwrap();
    let (server, address) = serve(&base);
    let idle = memory(&server, "VmRSS:");
    let before = answers(&base);
    let loads = KINDS.map(|(kind, ..)| run(&script, &address, kind));
    let saved = answers(&base) - before;
    let peak = memory(&server, "VmHWM:");
    Server(server).stop();
    assert!(loads.iter().all(|l| l.refused == 0), "the server refused requests");
    // wrk counts what arrived before its time was over; what was on its way then is saved as well.
    assert!(saved >= loads[4].requests, "{} were acknowledged, {saved} are in the record", loads[4].requests);
    print(&loads, idle, peak);
}

fn print(loads: &[Load; 5], idle: u64, peak: u64) {
    println!(
        "| {CONNECTIONS} connections at once | requests | half within | 99 of 100 within | to nothing, half | bound |"
    );
    println!("|---|--:|--:|--:|--:|--:|");
    for (load, (_, title, bound)) in loads.iter().zip(KINDS) {
        let Load { half, most, requests, .. } = load;
        let ratio = half / loads[0].half;
        let limit = bound.map_or_else(|| "none".to_owned(), |b| format!("{b:.0} ms"));
        println!("| {title} | {requests} | {half:.1} ms | {most:.1} ms | {ratio:.1} | {limit} |");
        assert!(bound.is_none_or(|b| *most <= b), "{title}: {most} ms for 99 of 100");
    }
    println!();
    println!("Memory of the server: {} MiB before the first request, {} MiB at most.", idle >> 10, peak >> 10);
}

/// Sessions of the lead and of the first respondent of every unit; their secrets are their pseudonyms.
async fn keys(store: &Store) {
    let (now, lead) = (Timestamp::now(), Company::lead());
    store.set_password(&lead, "unused").await.unwrap();
    let people = (0..SIZE.units).map(|unit| Company::respondent(unit, 0)).chain([lead]);
    for person in people {
        let ends = now + SignedDuration::from_hours(24);
        store.add_key(&Key::new(KeyKind::Session, &person.0, &person, now, ends)).await.unwrap();
    }
}

/// The script of wrk, with what the company has.
fn wishes(company: &Company) -> String {
    let mut lua = format!("assessment = \"{}\"\nlead = \"{}\"\n", open(), Company::lead().0);
    let list = |lua: &mut String, name: &str, all: &mut dyn Iterator<Item = String>| {
        let all: Vec<String> = all.map(|one| format!("\"{one}\"")).collect();
        writeln!(lua, "{name} = {{{}}}", all.join(", ")).unwrap();
    };
    list(&mut lua, "units", &mut (0..SIZE.units).map(|unit| id(unit).0));
    list(&mut lua, "people", &mut (0..SIZE.units).map(|unit| Company::respondent(unit, 0).0));
    let local = company.model.items().filter(|(_, item)| item.scope == Scope::Local);
    list(&mut lua, "items", &mut local.map(|(_, item)| item.id.0.clone()));
    lua + include_str!("load.lua")
}

/// The assessment that is open.
fn open() -> AssessmentId {
    Company::assessment(SIZE.cycles)
}

/// Stops at its end, also when a measurement fails.
struct Server(Child);

impl Server {
    fn stop(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn serve(base: &Base) -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_osmm"))
        .args(["serve", "--login", "--listen", "127.0.0.1:0", "--database", &base.url()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let line = BufReader::new(server.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let address = line.rsplit_once("http://").unwrap().1.trim_end_matches('/').to_owned();
    (server, address)
}

fn run(script: &Path, address: &str, kind: &str) -> Load {
    let seconds = if kind == "save" { SAVING } else { SECONDS };
    let output = Command::new("wrk")
        .args(["--threads", "2", "--connections", CONNECTIONS, "--duration", seconds, "--timeout", "30"])
        .arg("--script")
        .arg(script)
        .arg(format!("http://{address}"))
        .arg("--")
        .arg(kind)
        .output()
        .expect("the program wrk, Debian's package of that name");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    eprintln!("{kind}: {text}");
    let line = text.lines().find_map(|l| l.strip_prefix("measured ")).expect("what the script prints");
    let mut figures = line.split(' ').map(|f| f.parse::<f64>().unwrap());
    let mut next = || figures.next().unwrap();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "these are counts")]
    let count = |n: f64| n as u64;
    Load { half: next() / 1000.0, most: next() / 1000.0, requests: count(next()), refused: count(next()) }
}

/// Memory of a process in KiB, by a line of what the system says of it.
fn memory(process: &Child, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
    let found = status.lines().find_map(|l| l.strip_prefix(line)).unwrap();
    found.split_whitespace().next().unwrap().parse().unwrap()
}

/// How many answers the open assessment has.
fn answers(base: &Base) -> u64 {
    crate::runtime().block_on(async {
        let store = Store::open_existing(&base.place()).await.unwrap();
        let select = Select { within: Within::SkeletonAnd(vec![open()]), ..Select::default() };
        let mut count = 0;
        let each = |event: osmm_maturity::event::Event| {
            let here = matches!(&event.change, Change::Responded { assessment, .. } if *assessment == open());
            count += u64::from(here);
            ControlFlow::Continue(())
        };
        store.events(&select, each).await.unwrap();
        store.close().await;
        count
    })
}
