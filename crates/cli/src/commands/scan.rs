//! `osmm scan`: the observations alone.

use std::path::PathBuf;

use anyhow::Result;

use super::{complete, look};
use crate::console::Console;
use crate::{Outcome, show};

/// Look at git repositories and print what was seen, without any rating.
///
/// Every repository at or under the given paths is read at its HEAD commit, work trees and bare ones alike: no token,
/// no network, no checkout; nothing in them is executed. Verdicts are seen, not seen, could not look, not applicable.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Folders with repositories at or below them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print the observations as JSON (format osmm-observations/1)
    #[arg(long)]
    json: bool,
    /// Read everything again, also commits looked at before
    #[arg(long)]
    no_cache: bool,
    /// No progress on standard error
    #[arg(long, short)]
    quiet: bool,
    /// Also print what each signal asks, why, and what to do when it is not seen
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm scan .                          the repository here and all below
  osmm scan ~/src /srv/git --json      several folders, for another program
  osmm scan . --explain                with question, reason and remedy of each signal";

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    let set = look(&args.paths, args.no_cache, args.quiet);
    if args.json {
        console.say(&serde_json::to_string_pretty(&set)?)?;
        show::scan::problems_noted(console, &set);
    } else {
        show::scan::observations(console, &set, args.explain)?;
    }
    Ok(if complete(&set) { Outcome::Done } else { Outcome::Partly })
}
