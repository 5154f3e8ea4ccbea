//! `osmm queue`: the scans that wait, run or ended.

use anyhow::{Result, bail};
use osmm_server::{Outcome as Came, folders, named};
use osmm_store::{QueuedScan, ScanEnd, ScanState, Store};
use serde_json::json;

use super::tool;
use crate::Outcome;
use crate::console::Console;
use crate::record::{Keeping, runtime};
use crate::show;

/// List the scans that wait, run or ended, the newest first; or stop one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Stop the scan with this number; nothing of it is kept
    #[arg(long, value_name = "NUMBER")]
    stop: Option<i64>,
    /// Print the list as JSON
    #[arg(long, conflicts_with = "stop")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm queue
  osmm queue --stop 12
  osmm scan --queue /srv/git --keep             asks for one";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let place = keeping.place_for("osmm queue", "the scans of a server are on its page `/scans`")?;
    runtime()?.block_on(async {
        let store = Store::open_existing(&place).await?;
        match args.stop {
            Some(number) => stop(&store, number, console).await?,
            None => list(&store.scans().await?, args.json, console)?,
        }
        Ok(Outcome::Done)
    })
}

async fn stop(store: &Store, number: i64, console: &mut Console) -> Result<()> {
    if store.end_scan(number, &ScanEnd::Stopped).await? {
        console.note(&format!("Scan {number} was stopped; nothing of it is kept"));
        return Ok(());
    }
    match store.scan(number).await? {
        Some(scan) if !matches!(scan.state, ScanState::Over(_)) => {
            bail!("scan {number} cannot be stopped any more: what it saw is just being kept")
        }
        Some(scan) => bail!("scan {number} is over: {}", told(&scan)),
        None => bail!("there is no scan {number}\n    hint: `osmm queue` lists them"),
    }
}

fn list(scans: &[QueuedScan], json: bool, console: &mut Console) -> Result<()> {
    if json {
        let all: Vec<_> = scans.iter().map(as_json).collect();
        console.say(&serde_json::to_string_pretty(&all)?)?;
        return Ok(());
    }
    if scans.is_empty() {
        console.say("No scan was asked for yet\n    hint: `osmm scan --queue PATH --unit UNIT`")?;
    }
    for scan in scans {
        let unit = scan.unit.as_ref().map_or("every unit", |unit| &unit.0);
        let began = scan.began.strftime("%Y-%m-%d %H:%M");
        let folders = show::safe(&folders(scan).join(", ")).to_string();
        console.say(&format!("{:>4}  {began}  {}: {}", scan.id, show::safe(unit), told(scan)))?;
        console.say(&format!("      {folders}"))?;
    }
    Ok(())
}

/// How far it is, in words.
fn told(scan: &QueuedScan) -> String {
    let own = named(&tool());
    match &scan.state {
        ScanState::Waiting | ScanState::Looking if scan.tool != own => {
            format!("waits for a worker of {}, this is {own}", scan.tool)
        }
        ScanState::Waiting => "waits for a worker (`osmm worker`, or a server)".to_owned(),
        ScanState::Looking if scan.total == 0 => "finding repositories".to_owned(),
        ScanState::Looking => {
            let now: String = scan.current.iter().take(3).map(|name| format!(" {}", show::safe(name))).collect();
            let now = if now.is_empty() { now } else { format!(", now:{now}") };
            format!("{} of {} looked at{now}", scan.done, scan.total)
        }
        ScanState::Over(ScanEnd::Stopped) => "stopped, nothing was kept".to_owned(),
        ScanState::Over(ScanEnd::Failed(why)) => format!("failed, nothing was kept: {}", show::safe(why)),
        ScanState::Over(ScanEnd::Kept(told)) => kept(&Came::read(told)),
    }
}

fn kept(came: &Came) -> String {
    let subjects = show::count(came.subjects, "repository", "repositories");
    let mut words = format!("kept, {subjects}, {} new or changed", came.changed);
    let lists = [
        (&came.set_aside, "could not be looked at"),
        (&came.unowned, "without a unit, not kept"),
        (&came.carried, "imported earlier and still counting"),
    ];
    for (names, what) in lists {
        if !names.is_empty() {
            let shown: Vec<String> = names.iter().take(3).map(|name| show::safe(name).to_string()).collect();
            let more = if names.len() > 3 { ", ..." } else { "" };
            words.push_str(&format!("; {} {what} ({}{more})", names.len(), shown.join(", ")));
        }
    }
    let notes = came.notes.len() + came.more_notes;
    if notes > 0 {
        words.push_str(&format!("; {}, see --json", show::count(notes, "note", "notes")));
    }
    words
}

fn as_json(scan: &QueuedScan) -> serde_json::Value {
    let (state, came, why) = match &scan.state {
        ScanState::Waiting => ("waiting", None, None),
        ScanState::Looking => ("looking", None, None),
        ScanState::Over(ScanEnd::Kept(told)) => ("kept", Some(Came::read(told)), None),
        ScanState::Over(ScanEnd::Stopped) => ("stopped", None, None),
        ScanState::Over(ScanEnd::Failed(why)) => ("failed", None, Some(why)),
    };
    json!({
        "scan": scan.id, "by": scan.by, "unit": scan.unit, "tool": scan.tool, "began": scan.began,
        "folders": folders(scan), "state": state, "done": scan.done, "total": scan.total,
        "current": scan.current, "came": came, "why": why,
    })
}
