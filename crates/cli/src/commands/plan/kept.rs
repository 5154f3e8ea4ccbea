//! The settings of the roadmap in the record: kept as they were written, and printed as they were written.

use anyhow::{Result, anyhow};
use osmm_maturity::event::Change;
use osmm_maturity::organisation::KeptBrief;

use crate::console::Console;
use crate::record::Record;
use crate::{Outcome, show};

/// Keeps settings, unless they are kept already.
pub(super) fn keep(record: &mut Record, text: &str, why: Option<&str>, console: &mut Console) -> Result<()> {
    let events = record.change(|record| {
        if record.state.brief().is_some_and(|kept| kept.text == text) {
            return Ok(Vec::new().into());
        }
        let change = Change::BriefKept { text: text.to_owned() };
        Ok(vec![(change, why.map(str::to_owned))].into())
    })?;
    match events.first() {
        Some(event) => {
            console.note(&format!("Kept (event {}). `osmm plan` alone plans with it from now on.", event.seq))
        }
        None => console.note("These settings are kept already."),
    }
    Ok(())
}

/// Prints the settings that an event kept; 0 for those that hold.
pub(super) fn print(record: &Record, event: u64, console: &mut Console) -> Result<Outcome> {
    if let Some(tree) = &record.state.tree {
        record.reader()?.may_see_answers(&tree.root().id)?;
    }
    let all = &record.state.briefs;
    let found = if event == 0 { all.last() } else { all.iter().find(|kept| kept.set.seq == event) };
    let kept = found.ok_or_else(|| {
        let events: Vec<String> = all.iter().map(|kept| kept.set.seq.to_string()).collect();
        if events.is_empty() {
            return anyhow!("no settings are kept\n    hint: `osmm plan --settings FILE --keep`");
        }
        anyhow!("event {event} kept no settings\n    hint: these did: {}", events.join(", "))
    })?;
    kept.text.lines().try_for_each(|line| console.say(&show::safe(line)))?;
    console.note(&told(record, kept));
    for earlier in all.iter().rev().filter(|earlier| event == 0 && earlier.set.seq != kept.set.seq) {
        console.note(&format!("Earlier: {} (`osmm plan --kept={}`)", told(record, earlier), earlier.set.seq));
    }
    Ok(Outcome::Done)
}

fn told(record: &Record, kept: &KeptBrief) -> String {
    let why = kept.set.why.as_deref().map(|why| format!(": {}", show::safe(why))).unwrap_or_default();
    let (by, at) = (record.name(&kept.set.by), kept.set.at.strftime("%Y-%m-%d"));
    format!("event {}, kept by {by} on {at}{why}", kept.set.seq)
}
