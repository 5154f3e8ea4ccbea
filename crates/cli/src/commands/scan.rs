//! `osmm scan`: the observations alone.

use std::path::PathBuf;

use anyhow::Result;
use osmm_maturity::event::Change;
use osmm_maturity::unit::UnitId;

use super::{complete, look};
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};
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
    /// Keep what is seen in the database, as a look at this unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Also print what each signal asks, why, and what to do when it is not seen
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm scan .                          the repository here and all below
  osmm scan ~/src /srv/git --json      several folders, for another program
  osmm scan . --explain                with question, reason and remedy of each signal";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let record = args.unit.as_ref().map(|_| Record::open(keeping, Read::Outline)).transpose()?;
    let set = look(&args.paths, args.no_cache, args.quiet);
    if let (Some(mut record), Some(unit)) = (record, &args.unit) {
        let unit = UnitId(unit.clone());
        let events = record.change(|record| Ok(Plan::look(&record.state, &unit, set.clone())))?;
        if let Some(Change::Observed { changed, .. }) = events.first().map(|e| &e.change) {
            let subjects = show::count(set.subjects.len(), "subject", "subjects");
            console.note(&format!("Kept as a look at {unit}: {subjects}, {} new or changed", changed.len()));
        }
    }
    if args.json {
        console.say(&serde_json::to_string_pretty(&set)?)?;
        show::scan::problems_noted(console, &set);
    } else {
        show::scan::observations(console, &set, args.explain)?;
    }
    Ok(if complete(&set) { Outcome::Done } else { Outcome::Partly })
}
