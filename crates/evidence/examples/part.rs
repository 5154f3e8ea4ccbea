//! One part of a scan by itself, to be looked at and timed from outside: `docs/peers.py` compares it with other programs.
//!
//! ```sh
//! cargo run --release -p osmm-evidence --example part -- history REPOSITORY    # commits and authors
//! cargo run --release -p osmm-evidence --example part -- tree REPOSITORY       # observations without the history, JSON
//! cargo run --release -p osmm-evidence --example part -- licences FILE...      # the licence of each
//! ```
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use osmm_evidence::licence::{Identified, identify};
use osmm_evidence::{Limits, ScanOptions, Silent, history, scan};
use osmm_maturity::observation::Tool;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((part, [path])) if part == "history" => of_history(path.as_ref()),
        Some((part, [path])) if part == "tree" => of_tree(path.into()),
        Some((part, files)) if part == "licences" => of_files(files),
        _ => Err("history REPOSITORY, tree REPOSITORY or licences FILE...".into()),
    }
}

fn options() -> ScanOptions {
    ScanOptions::new(Timestamp::UNIX_EPOCH, Tool { name: "osmm".into(), version: "part".into() })
}

fn of_history(path: &Path) -> Result<(), Box<dyn Error>> {
    let history = history(path, &options()).map_err(|unavailable| unavailable.reason)?;
    if let Some(cut) = history.cut {
        return Err(cut.into());
    }
    println!("{} {}", history.all.commits, history.authors.values().sum::<u32>());
    Ok(())
}

/// No commit but the one of HEAD is read, nor a tag.
fn of_tree(path: PathBuf) -> Result<(), Box<dyn Error>> {
    let limits = Limits { commits: 0, tags: 0, ..Limits::default() };
    let seen = scan(&[path], &ScanOptions { limits, ..options() }, &Silent);
    println!("{}", serde_json::to_string(&seen)?);
    Ok(())
}

fn of_files(files: &[String]) -> Result<(), Box<dyn Error>> {
    for file in files {
        let text = String::from_utf8_lossy(&std::fs::read(file)?).into_owned();
        let found = match identify(&text) {
            Identified::As(expression) => expression,
            Identified::Unknown => "unknown".to_owned(),
            Identified::Nothing => "nothing".to_owned(),
        };
        println!("{file}\t{found}");
    }
    Ok(())
}
