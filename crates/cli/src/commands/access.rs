//! `osmm access`: who looked at answers of others in the web app.

use anyhow::Result;

use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, show};

/// Print who looked at answers of others in the web app, the last look first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Looks of one person: a handle
    person: Option<String>,
    /// Most lines to print
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

const EXAMPLES: &str = "\
Examples:
  osmm access
  osmm access ada --limit 20";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let record = Record::open(keeping, Read::Outline)?;
    let person = args.person.as_deref().map(|handle| record.person(handle)).transpose()?;
    let way = "leads and auditors see it in the browser, under \"Who looked at answers?\"";
    let (runtime, store) = record.database("osmm access", way)?;
    let looks = runtime.block_on(store.accesses(None, person.as_ref(), args.limit))?;
    let rows: Vec<Vec<String>> = looks
        .into_iter()
        .map(|(_, look)| {
            let unit = look.unit.map(|u| u.0).unwrap_or_default();
            vec![look.at.to_string(), show::safe(&record.name(&look.person)), unit, show::safe(&look.page)]
        })
        .collect();
    console.table(&["When", "Who", "Unit", "Page"], &rows, &[])?;
    Ok(Outcome::Done)
}
