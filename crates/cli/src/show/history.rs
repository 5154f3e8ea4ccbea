//! What was known when, at the terminal.

use anyhow::Result;
use jiff::civil::Date;
use osmm_maturity::cycle::picture::ItemPicture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::cycle::{self, Cycle};
use osmm_maturity::event::{Change, Event, Stage};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{Item, Model};
use osmm_maturity::observation::{Observation, Proof, SignalId, Subject};
use osmm_maturity::organisation::{EvidenceShown, Organisation};
use osmm_maturity::proposal::Looked;
use osmm_maturity::rollup::Origin;
use osmm_maturity::unit::UnitId;
use osmm_store::Select;
use serde::Serialize;

use super::{record as show, safe};
use crate::Outcome;
use crate::console::Console;
use crate::record::Record;

/// Everything that is told of an item of a unit in an assessment.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    assessment: String,
    stage: Stage,
    published: bool,
    as_of: String,
    known_on: Option<Date>,
    published_at: Option<String>,
    published_digest: Option<String>,
    model: String,
    model_digest: String,
    unit: String,
    title: String,
    anchor: Option<String>,
    #[serde(flatten)]
    item: ItemPicture,
    notes: Vec<Note>,
    decision: Option<Note>,
    evidence_records: Vec<EvidenceShown>,
    seen: Vec<Seen>,
    corrections: Vec<Correction>,
}

/// The state of the record that is told of.
pub(crate) struct Then<'a> {
    /// All of it.
    pub state: &'a Organisation,
    /// The assessment.
    pub cycle: &'a Cycle,
    /// Its model.
    pub model: &'a Model,
    /// The day, where one was asked for.
    pub known_on: Option<Date>,
}

/// What a machine saw that counts as evidence.
#[derive(Debug, Serialize)]
struct Seen {
    subject: String,
    commit: Option<String>,
    counts_as: EvidenceKind,
    signal: SignalId,
    summary: String,
    proof: Vec<Proof>,
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
    /// Tells of an assessment as it was then. Corrections are always all there are.
    pub(crate) fn of(record: &Record, then: Then<'_>, unit: &UnitId, item: &ItemPicture) -> Result<Self> {
        let Then { cycle, model, known_on, .. } = then;
        let found = model.item(&item.item).map(|(_, i)| i);
        let anchor = item.answer.rating().and_then(|r| found?.anchors.get(&r).cloned());
        let mut notes = Vec::new();
        for said in &item.said {
            notes.extend(event(record, said.event)?.map(|e| note(record, &e)));
        }
        let mut item = item.clone();
        let evidence_records = evidence_of(record, &mut item)?;
        let decision = match &item.how {
            How::Decided { event: seq, .. } => event(record, *seq)?.map(|e| note(record, &e)),
            _ => None,
        };
        let corrections = record.cycle()?.0.corrections.iter().filter(|c| &c.unit == unit && c.item == item.item);
        let (digest, published_at) = cycle.published.clone().map(|(d, t)| (d.0, t.at.to_string())).unzip();
        Ok(Self {
            assessment: cycle.id.0.clone(),
            stage: cycle.stage,
            published: published_at.is_some(),
            as_of: cycle.scope.as_of.to_string(),
            known_on,
            published_at,
            published_digest: digest,
            model: format!("{} {}", model.id, model.version),
            model_digest: cycle.scope.model.0.clone(),
            unit: unit.0.clone(),
            title: found.map(|i| i.title.clone()).unwrap_or_default(),
            anchor,
            notes,
            decision,
            evidence_records,
            seen: found.map(|found| seen(record, &then, unit, &item, found)).transpose()?.unwrap_or_default(),
            corrections: corrections.map(|c| Correction::of(record, c)).collect(),
            item,
        })
    }
}

impl Correction {
    fn of(record: &Record, correction: &cycle::Correction) -> Self {
        let trace = &correction.trace;
        Self {
            note: Note {
                event: trace.seq,
                at: trace.at.to_string(),
                by: record.name(&trace.by),
                text: trace.why.clone(),
            },
            from: show::answer(&correction.from),
            to: show::answer(&correction.to),
            went_to: correction.went_to.clone(),
        }
    }
}

/// The records of the evidence of an item, as they were then and as the reader may see them.
fn evidence_of(record: &Record, item: &mut ItemPicture) -> Result<Vec<EvidenceShown>> {
    let reader = record.reader()?;
    let mut records = Vec::new();
    for piece in &mut item.evidence {
        if let Some(Change::EvidenceSet { evidence }) = event(record, piece.event)?.map(|e| e.change) {
            let shown = reader.shown(&evidence);
            if matches!(shown, EvidenceShown::Confidential { .. }) {
                piece.digest = None;
            }
            records.push(shown);
        }
    }
    Ok(records)
}

/// What machines saw that counts as evidence for an item of a unit, or of the root where the item is inherited.
fn seen(record: &Record, then: &Then<'_>, unit: &UnitId, shown: &ItemPicture, item: &Item) -> Result<Vec<Seen>> {
    let scope = &then.cycle.scope;
    let unit = if shown.origin == Origin::Inherited { &then.cycle.tree.root().id } else { unit };
    let Some(snapshot) = then.state.last_look(unit, scope.as_of) else { return Ok(Vec::new()) };
    let set = record.look(snapshot)?;
    let looked = Looked::new(&set, scope.as_of, scope.snapshots);
    if !looked.is_fresh(then.model.freshness) {
        return Ok(Vec::new());
    }
    let one = |(subject, observation, counts_as): (&Subject, &Observation, EvidenceKind)| Seen {
        subject: subject.name.clone(),
        commit: subject.commit.clone(),
        counts_as,
        signal: observation.signal.clone(),
        summary: observation.summary.clone(),
        proof: observation.proof.clone(),
    };
    Ok(looked.backing(item).map(one).collect())
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
    let known = told.known_on.map(|on| format!(", as the record was on {on}")).unwrap_or_default();
    match (&told.published_at, &told.published_digest) {
        (Some(at), Some(digest)) => {
            console.say(&format!("as of {}, published {at} as {}{known}", told.as_of, told.assessment))?;
            console.say(&format!("published digest {digest}"))?;
        }
        _ => console.say(&format!(
            "as of {}, not published: {} is {}{known}",
            told.as_of,
            told.assessment,
            told.stage.word()
        ))?,
    }
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
        let commit = seen.commit.as_deref().map(|c| format!(" at {}", &c[..c.len().min(10)])).unwrap_or_default();
        let place = seen.proof.first().map(|p| format!(", {} {}", safe(&p.path), p.digest)).unwrap_or_default();
        let what = format!("seen in {}{commit} ({}): {}", safe(&seen.subject), seen.counts_as.word(), seen.signal);
        console.paragraph(2, &format!("{what}, {}{place}", safe(&seen.summary)))?;
    }
    Ok(())
}
