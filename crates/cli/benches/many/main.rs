//! Three hundred small repositories: by one program, beside git that counts their commits; and by workers that share them.
//!
//! `bash docs/performance.sh many` runs this and writes the tables into `docs/performance.md`. A run ends with an error
//! where two results that have to be equal are not. The server of PostgreSQL for the workers is the one that
//! OSMM_TEST_POSTGRES names.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod alone;
mod process;
mod repositories;
mod workers;

const REPOSITORIES: usize = 300;
/// A tenth of them, to see whether memory grows with their number.
const FEW: usize = 30;

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let (many, few) = (dir.path().join("src/all"), dir.path().join("few"));
    (0..REPOSITORIES).for_each(|n| repositories::repository(&many, n));
    (0..FEW).for_each(|n| repositories::repository(&few, n));
    alone::measure(dir.path());
    // Where the page has a heading of its own.
    println!("\n@\n");
    match std::env::var("OSMM_TEST_POSTGRES") {
        Ok(server) => workers::measure(&server, dir.path()),
        Err(_) => println!("Not measured: OSMM_TEST_POSTGRES names no server of PostgreSQL."),
    }
}
