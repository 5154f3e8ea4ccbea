//! What is told of an item of a unit, gathered from the record.

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

use crate::record::Record;
use crate::show::record as show;

/// Everything that is told of an item of a unit in an assessment.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    pub(super) assessment: String,
    pub(super) stage: Stage,
    pub(super) published: bool,
    pub(super) as_of: String,
    pub(super) known_on: Option<Date>,
    pub(super) published_at: Option<String>,
    pub(super) published_digest: Option<String>,
    pub(super) model: String,
    pub(super) model_digest: String,
    pub(super) unit: String,
    pub(super) title: String,
    pub(super) anchor: Option<String>,
    #[serde(flatten)]
    pub(super) item: ItemPicture,
    pub(super) notes: Vec<Note>,
    pub(super) decision: Option<Note>,
    pub(super) evidence_records: Vec<EvidenceShown>,
    pub(super) seen: Vec<Seen>,
    pub(super) corrections: Vec<Correction>,
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
pub(super) struct Seen {
    pub(super) subject: String,
    pub(super) commit: Option<String>,
    pub(super) counts_as: EvidenceKind,
    pub(super) signal: SignalId,
    pub(super) summary: String,
    pub(super) proof: Vec<Proof>,
}

#[derive(Debug, Serialize)]
pub(super) struct Note {
    pub(super) event: u64,
    pub(super) at: String,
    pub(super) by: String,
    pub(super) text: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Correction {
    #[serde(flatten)]
    pub(super) note: Note,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) went_to: Vec<String>,
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
    let one = |(subject, observation, counts_as): (&Subject, &Observation, EvidenceKind)| Seen {
        subject: subject.name.clone(),
        commit: subject.commit.clone(),
        counts_as,
        signal: observation.signal.clone(),
        summary: observation.summary.clone(),
        proof: observation.proof.clone(),
    };
    Ok(looked.backing(item, then.model.freshness).map(one).collect())
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
