//! `osmm scan`: the observations alone.

use std::path::PathBuf;

use anyhow::Result;

use super::look::{How, KEEPING, Keep, complete, importing};
use crate::console::Console;
use crate::record::Keeping;
use crate::{Outcome, show};

/// Look at git repositories and print what was seen, without any rating.
///
/// Every repository at or under the given paths is read at its HEAD commit, work trees and bare ones alike: no token,
/// no network, no checkout; nothing in them is executed. Verdicts are seen, not seen, could not look, not applicable.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{KEEPING}\n\n{}\n\n{EXAMPLES}", importing()))]
pub(crate) struct Args {
    /// Folders with repositories at or below them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print the observations as JSON (format osmm-observations/1)
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: How,
    /// No progress on standard error
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    keep: Keep,
    /// Also print what each signal asks, why, and what to do when it is not seen
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm scan .                          the repository here and all below
  osmm scan ~/src /srv/git --json      several folders, for another program
  osmm scan ~/src --keep               each unit's repositories into the record
  osmm scan ~/src --import scorecard.json --import tools/report=scan.json
  osmm scan . --explain                with question, reason and remedy of each signal";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let record = args.keep.record(keeping)?;
    let scan = args.how.look(&args.paths, args.quiet)?;
    let set = &scan.seen;
    if args.json {
        console.say(&serde_json::to_string_pretty(set)?)?;
        show::scan::problems_noted(console, set);
    } else {
        show::scan::observations(console, set, args.explain)?;
    }
    if !args.quiet {
        show::scan::list_notes(console, &scan.notes);
    }
    let kept = match record {
        Some(mut record) => args.keep.keep(&mut record, &scan, args.quiet, console)?,
        None => Outcome::Done,
    };
    Ok(if complete(set) { kept } else { Outcome::Partly })
}
