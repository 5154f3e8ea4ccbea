//! The record of a company: 200 units, 72 items, eight assessments with their whole history. How long it takes to open,
//! score, roll up and export it, as ratios to a plain SQL dump of the same rows, and how much memory it needs.
//!
//! With `load`, the server on such a record under the load of fifty people instead.
//!
//! `bash docs/performance.sh` runs this and writes the tables into `docs/performance.md`. On SQLite it needs the program
//! `sqlite3`; on PostgreSQL a server, named by OSMM_TEST_POSTGRES, with `psql` and `pg_dump`. Steps and dumps take turns,
//! and a run ends with an error where two results that have to be equal are not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod check;
mod company;
mod fill;
mod load;
mod peer;
mod process;
mod seen;
mod step;
mod table;

use std::sync::Arc;
use std::time::Instant;

use company::{Company, Size};
use osmm_cli::Catalogue;
use osmm_store::Store;
use peer::Base;
use table::Measured;
use tokio::runtime::Runtime;

const FULL: Size = Size { units: 200, cycles: 8, repositories: 2, auditors: 0 };
const SHORT: Size = Size { cycles: 2, ..FULL };
/// Records of large files have so many of them.
const MANY: usize = 64;
const FEW: usize = 8;
/// Bytes of a large file.
const FILE: usize = 4 << 20;
const ROUNDS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.iter().any(|arg| arg == "load") {
        return load::measure();
    }
    match args.iter().position(|arg| arg == "step") {
        Some(at) => process::child(&args[at + 1], &args[at + 2]),
        None => measure(),
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Records in one kind of database: the company with a long and with a short history, and large files, many and few.
pub struct Records {
    pub full: Base,
    pub short: Base,
    pub many: Base,
    pub few: Base,
}

fn measure() {
    let dir = tempfile::tempdir().unwrap();
    let model = Arc::new(Catalogue::embedded().load(None).unwrap());
    let (full, short) = (Company::new(model.clone(), FULL), Company::new(model, SHORT));
    let base = |name| Base::sqlite(dir.path(), name);
    let mut records = vec![Records {
        full: filled(base("full"), async |store| fill::fill(store, &full, false).await),
        short: filled(base("short"), async |store| fill::fill(store, &short, false).await),
        many: filled(base("many"), async |store| fill::files(store, MANY, FILE).await),
        few: filled(base("few"), async |store| fill::files(store, FEW, FILE).await),
    }];
    match std::env::var("OSMM_TEST_POSTGRES") {
        Ok(server) => {
            let copy = |from, name| check::copied(from, Base::postgres(&server, name), dir.path());
            let Records { full, short, many, few } = &records[0];
            let (full, short, many, few) =
                (copy(full, "full"), copy(short, "short"), copy(many, "many"), copy(few, "few"));
            records.push(Records { full, short, many, few });
        }
        Err(_) => eprintln!("company: not run on PostgreSQL: OSMM_TEST_POSTGRES is not set, see tests/postgres"),
    }
    for here in &records {
        check::record(&here.full, &full);
        check::record(&here.short, &short);
    }
    let size = check::counts(&records[0].full);
    let mut measured: Vec<Measured> = records.iter().map(Measured::new).collect();
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        measured.iter_mut().for_each(Measured::round);
    }
    table::print(size, &measured);
}

/// A new record with something in it.
fn filled(base: Base, fill: impl AsyncFn(&Store)) -> Base {
    let start = Instant::now();
    runtime().block_on(async {
        let store = Store::open(&base.place()).await.unwrap();
        fill(&store).await;
        store.close().await;
    });
    eprintln!("filled {} in {:.1} s", base.url(), start.elapsed().as_secs_f64());
    base
}
