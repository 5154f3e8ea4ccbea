//! What was known when, at the terminal.

mod told;

use anyhow::Result;
use osmm_maturity::organisation::EvidenceShown;
use osmm_maturity::rating::Rating;

pub(crate) use told::{Then, Told};

use super::{record as show, safe};
use crate::Outcome;
use crate::console::Console;
use crate::record::Record;

pub(crate) fn print(console: &mut Console, record: &Record, told: &Told) -> Result<Outcome> {
    position(console, record, told)?;
    if let Some(anchor) = &told.anchor {
        console.heading(&format!("What the rating says in {} ({})", told.model, told.model_digest))?;
        console.paragraph(2, anchor)?;
    }
    said(console, record, told)?;
    if let Some(decision) = &told.decision {
        console.heading("Decision")?;
        let text = decision.text.as_deref().unwrap_or("(words erased)");
        let decided = format!("{} on {} (event {}): {}", decision.by, decision.at, decision.event, safe(text));
        console.paragraph(2, &decided)?;
    }
    evidence(console, told)?;
    corrections(console, told)?;
    Ok(Outcome::Done)
}

/// What holds, and of when it is.
fn position(console: &mut Console, record: &Record, told: &Told) -> Result<()> {
    let bold = console.bold(&format!("{} of {}: {}", safe(&told.title), told.unit, show::answer(&told.item.answer)));
    console.say(&bold)?;
    let (as_of, name, stage) = (&told.as_of, &told.assessment, told.stage.word());
    let known = told.known_on.map(|on| format!(", as the record was on {on}")).unwrap_or_default();
    match (&told.published_at, &told.published_digest) {
        (Some(at), Some(digest)) => {
            console.say(&format!("as of {as_of}, published {at} as {name}{known}"))?;
            console.say(&format!("published digest {digest}"))?;
        }
        _ => console.say(&format!("as of {as_of}, not published: {name} is {stage}{known}"))?,
    }
    let value = |r: Option<Rating>| r.map_or_else(|| "-".to_owned(), |r| r.to_string());
    console.say(&format!(
        "claimed {}, supported {}, verified {}; {}; {}",
        show::answer(&told.item.answer),
        value(told.item.supported),
        value(told.item.verified),
        show::how(record, &told.item.how),
        show::origin(&told.item.origin)
    ))?;
    Ok(())
}

fn said(console: &mut Console, record: &Record, told: &Told) -> Result<()> {
    if told.item.said.is_empty() {
        return Ok(());
    }
    console.heading("Who said what")?;
    for (said, note) in told.item.said.iter().zip(&told.notes) {
        let text = note.text.as_deref().map(|t| format!(": {}", safe(t))).unwrap_or_default();
        let (name, answer) = (record.name(&said.respondent), show::answer(&said.answer));
        console.paragraph(2, &format!("{name} {answer} on {} (event {}){text}", note.at, note.event))?;
    }
    Ok(())
}

fn corrections(console: &mut Console, told: &Told) -> Result<()> {
    for correction in &told.corrections {
        console.heading("Corrected later")?;
        let (note, from, to) = (&correction.note, &correction.from, &correction.to);
        let text = note.text.as_deref().unwrap_or("(words erased)");
        console.paragraph(2, &format!("{from} to {to} by {} on {}: {}", note.by, note.at, safe(text)))?;
        if !correction.went_to.is_empty() {
            console.paragraph(2, &format!("the old number went to: {}", safe(&correction.went_to.join("; "))))?;
        }
    }
    Ok(())
}

fn evidence(console: &mut Console, told: &Told) -> Result<()> {
    console.heading("Evidence in force then")?;
    if told.evidence_records.is_empty() && told.seen.is_empty() {
        console.say("  none")?;
    }
    for shown in &told.evidence_records {
        let record = match shown {
            EvidenceShown::Whole(record) => record,
            EvidenceShown::Confidential { id, kind, .. } => {
                console.paragraph(2, &format!("{id} ({}): confidential", kind.word()))?;
                continue;
            }
        };
        let digest = record.digest.as_ref().map_or_else(|| "no file kept".to_owned(), ToString::to_string);
        let place = record.place.as_deref().map(|p| format!(", {}", safe(p))).unwrap_or_default();
        console.paragraph(
            2,
            &format!("{} ({}): {}{place}; {digest}", record.id, record.kind.word(), safe(&record.title)),
        )?;
    }
    for seen in &told.seen {
        let commit = seen.commit.as_deref().map(|c| c.chars().take(10).collect::<String>());
        let commit = commit.map(|c| format!(" at {}", safe(&c))).unwrap_or_default();
        let place = seen.proof.first().map(|p| format!(", {} {}", safe(&p.path), p.digest)).unwrap_or_default();
        let what = format!("seen in {}{commit} ({}): {}", safe(&seen.subject), seen.counts_as.word(), seen.signal);
        console.paragraph(2, &format!("{what}, {}{place}", safe(&seen.summary)))?;
    }
    Ok(())
}
