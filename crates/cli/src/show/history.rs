//! What was known when, and what moved, at the terminal.

use anyhow::Result;
use osmm_maturity::cycle::delta::Delta;
use osmm_maturity::cycle::picture::ItemPicture;
use osmm_maturity::event::{Change, Event, EvidenceRecord};
use osmm_maturity::unit::UnitId;
use osmm_store::Select;
use serde::Serialize;

use super::{capital, count, mean, record as show, safe};
use crate::Outcome;
use crate::console::Console;
use crate::record::Record;

/// Everything that is told of an item of a unit in a published assessment.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    assessment: String,
    as_of: String,
    published_at: String,
    published_digest: String,
    model: String,
    model_digest: String,
    unit: String,
    title: String,
    anchor: Option<String>,
    #[serde(flatten)]
    item: ItemPicture,
    notes: Vec<Note>,
    decision: Option<Note>,
    evidence_records: Vec<EvidenceRecord>,
    corrections: Vec<Correction>,
}

#[derive(Debug, Serialize)]
struct Note {
    event: u64,
    at: String,
    by: String,
    text: Option<String>,
}

#[derive(Debug, Serialize)]
struct Correction {
    #[serde(flatten)]
    note: Note,
    from: String,
    to: String,
    went_to: Vec<String>,
}

impl Told {
    pub(crate) fn of(record: &Record, unit: &UnitId, item: &ItemPicture) -> Result<Self> {
        let (cycle, model) = record.cycle()?;
        let found = model.item(&item.item).map(|(_, i)| i);
        let anchor = item.answer.rating().and_then(|r| found?.anchors.get(&r).cloned());
        let mut notes = Vec::new();
        for said in &item.said {
            notes.extend(event(record, said.event)?.map(|e| note(record, &e)));
        }
        let mut evidence_records = Vec::new();
        for evidence in &item.evidence {
            if let Some(Change::EvidenceSet { evidence }) = event(record, evidence.event)?.map(|e| e.change) {
                evidence_records.push(evidence);
            }
        }
        let decision = match &item.how {
            osmm_maturity::cycle::settle::How::Decided { event: seq, .. } => {
                event(record, *seq)?.map(|e| note(record, &e))
            }
            _ => None,
        };
        let corrections = cycle.corrections.iter().filter(|c| &c.unit == unit && c.item == item.item);
        let (digest, published) = cycle.published.clone().map(|(d, t)| (d.0, t.at.to_string())).unwrap_or_default();
        Ok(Self {
            assessment: cycle.id.0.clone(),
            as_of: cycle.scope.as_of.to_string(),
            published_at: published,
            published_digest: digest,
            model: format!("{} {}", model.id, model.version),
            model_digest: cycle.scope.model.0.clone(),
            unit: unit.0.clone(),
            title: found.map(|i| i.title.clone()).unwrap_or_default(),
            anchor,
            notes,
            decision,
            evidence_records,
            corrections: corrections
                .map(|c| Correction {
                    note: Note {
                        event: c.trace.seq,
                        at: c.trace.at.to_string(),
                        by: record.name(&c.trace.by),
                        text: c.trace.why.clone(),
                    },
                    from: show::answer(&c.from),
                    to: show::answer(&c.to),
                    went_to: c.went_to.clone(),
                })
                .collect(),
            item: item.clone(),
        })
    }
}

fn event(record: &Record, seq: u64) -> Result<Option<Event>> {
    let select = Select { after: seq.saturating_sub(1), up_to: Some(seq), ..Select::default() };
    Ok(record.events(&select)?.into_iter().next())
}

fn note(record: &Record, event: &Event) -> Note {
    Note {
        event: event.seq,
        at: event.at.to_string(),
        by: record.name(&event.by),
        text: event.reason().map(str::to_owned),
    }
}

pub(crate) fn print(console: &mut Console, record: &Record, told: &Told) -> Result<Outcome> {
    let bold = console.bold(&format!("{} of {}: {}", safe(&told.title), told.unit, show::answer(&told.item.answer)));
    console.say(&bold)?;
    console.say(&format!("as of {}, published {} as {}", told.as_of, told.published_at, told.assessment))?;
    console.say(&format!("published digest {}", told.published_digest))?;
    let value = |r: Option<osmm_maturity::rating::Rating>| r.map_or_else(|| "-".to_owned(), |r| r.to_string());
    console.say(&format!(
        "claimed {}, supported {}, verified {}; {}; {}",
        show::answer(&told.item.answer),
        value(told.item.supported),
        value(told.item.verified),
        show::how(record, &told.item.how),
        show::origin(&told.item.origin)
    ))?;
    if let Some(anchor) = &told.anchor {
        console.heading(&format!("What the rating says in {} ({})", told.model, told.model_digest))?;
        console.paragraph(2, anchor)?;
    }
    if !told.item.said.is_empty() {
        console.heading("Who said what")?;
        for (said, note) in told.item.said.iter().zip(&told.notes) {
            let text = note.text.as_deref().map(|t| format!(": {}", safe(t))).unwrap_or_default();
            let name = record.name(&said.respondent);
            console.paragraph(
                2,
                &format!("{name} {} on {} (event {}){text}", show::answer(&said.answer), note.at, note.event),
            )?;
        }
    }
    if let Some(decision) = &told.decision {
        console.heading("Decision")?;
        let text = decision.text.as_deref().unwrap_or("(words erased)");
        console
            .paragraph(2, &format!("{} on {} (event {}): {}", decision.by, decision.at, decision.event, safe(text)))?;
    }
    evidence(console, told)?;
    for correction in &told.corrections {
        console.heading("Corrected later")?;
        let note = &correction.note;
        let text = note.text.as_deref().unwrap_or("(words erased)");
        console.paragraph(
            2,
            &format!("{} to {} by {} on {}: {}", correction.from, correction.to, note.by, note.at, safe(text)),
        )?;
        if !correction.went_to.is_empty() {
            console.paragraph(2, &format!("the old number went to: {}", safe(&correction.went_to.join("; "))))?;
        }
    }
    Ok(Outcome::Done)
}

fn evidence(console: &mut Console, told: &Told) -> Result<()> {
    console.heading("Evidence in force then")?;
    if told.evidence_records.is_empty() {
        console.say("  none")?;
    }
    for record in &told.evidence_records {
        let digest = record.digest.as_ref().map_or_else(|| "no file kept".to_owned(), ToString::to_string);
        let place = record.place.as_deref().map(|p| format!(", {}", safe(p))).unwrap_or_default();
        console.paragraph(
            2,
            &format!("{} ({}): {}{place}; {digest}", record.id, record.kind.word(), safe(&record.title)),
        )?;
    }
    Ok(())
}

pub(crate) fn delta(console: &mut Console, delta: &Delta) -> Result<Outcome> {
    console.say(&format!("From {} to {}", delta.from, delta.to))?;
    for movement in &delta.movements {
        let difference = match (movement.from, movement.to) {
            (Some(from), Some(to)) => format!(" ({:+.2})", to - from),
            _ => String::new(),
        };
        let (before, after) = (mean(movement.from), mean(movement.to));
        console.heading(&format!("{}: {before} to {after}{difference}", capital(movement.basis.word())))?;
        console.say(&format!("  over {} rated items, {} before", movement.rated_after, movement.rated_before))?;
        for (cause, part) in &movement.parts {
            let n = movement.changes.iter().filter(|c| c.cause == *cause).count();
            console.say(&format!("  {part:+.2}  {} ({})", cause.words(), count(n, "item", "items")))?;
        }
    }
    let Some(claimed) = delta.movements.first() else { return Ok(Outcome::Done) };
    if !claimed.changes.is_empty() {
        console.heading("Claimed ratings that moved")?;
        let word =
            |a: &Option<osmm_maturity::response::Answer>| a.as_ref().map_or_else(|| "-".to_owned(), show::answer);
        let row = |c: &osmm_maturity::cycle::delta::ItemChange| {
            vec![c.unit.0.clone(), c.item.0.clone(), word(&c.from), word(&c.to), c.cause.words().to_owned()]
        };
        let rows: Vec<Vec<String>> = claimed.changes.iter().map(row).collect();
        console.table(&["Unit", "Item", "From", "To", "Why"], &rows, &[])?;
    }
    Ok(Outcome::Done)
}
