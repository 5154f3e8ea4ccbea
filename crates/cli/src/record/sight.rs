//! What the acting person may see of answers and evidence.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::event::{EvidenceId, EvidenceRecord, PersonId};
use osmm_maturity::organisation::{EvidenceShown, KeptEvidence, Refusal, Trace};
use osmm_maturity::unit::UnitId;
use serde_json::json;

use super::Record;
use crate::commands::now;

/// Who reads, and when.
pub(crate) struct Reader<'a> {
    record: &'a Record,
    person: Option<PersonId>,
    on: jiff::civil::Date,
}

impl Record {
    /// Who reads: the named person, the only one there is, or somebody unknown.
    pub(crate) fn reader(&self) -> Result<Reader<'_>> {
        let person = if self.keeping.actor.is_some() { Some(self.actor()?) } else { self.actor().ok() };
        Ok(Reader { record: self, person, on: now().to_zoned(jiff::tz::TimeZone::UTC).date() })
    }
}

impl Reader<'_> {
    /// Whether they may have the whole record.
    pub(crate) fn may_have_all(&self) -> Result<()> {
        let refused = self.record.state.may_have_all(self.person.as_ref(), self.on);
        refused.map_err(|r| anyhow!("{}", self.record.spoken(&r.to_string(), &[])))
    }

    /// Whether they may see what a unit answered.
    pub(crate) fn may_see_answers(&self, unit: &UnitId) -> Result<()> {
        let refused = self.record.state.may_see_answers(self.person.as_ref(), unit, self.on);
        refused.map_err(|r| anyhow!("{}", self.record.spoken(&r.to_string(), &[])))
    }

    /// The part of a picture that they may see; refused when that is nothing.
    pub(crate) fn seen(&self, picture: Picture) -> Result<Picture> {
        let seen = self.record.state.seen(self.person.as_ref(), picture, self.on);
        match self.record.state.tree.as_ref().filter(|_| seen.units.is_empty()) {
            Some(tree) => self.may_see_answers(&tree.root().id).map(|()| seen),
            None => Ok(seen),
        }
    }

    /// Whether they may see a piece.
    pub(crate) fn may_see(&self, evidence: &EvidenceRecord) -> Result<(), Refusal> {
        self.record.state.may_see(self.person.as_ref(), evidence, self.on)
    }

    /// A piece as they may see it.
    pub(crate) fn shown(&self, evidence: &EvidenceRecord) -> EvidenceShown {
        self.record.state.shown(self.person.as_ref(), evidence, self.on)
    }

    /// A piece with what became of it, as they may see it.
    pub(crate) fn kept(&self, kept: &KeptEvidence) -> serde_json::Value {
        let EvidenceShown::Whole(record) = self.shown(&kept.record) else {
            return json!(self.shown(&kept.record));
        };
        let trace = |t: &Trace| json!({ "at": t.at, "by": self.record.name(&t.by), "why": t.why });
        let mut told = json!(record);
        told["collected_by"] = self.record.name(&record.collected_by).into();
        told["set"] = trace(&kept.set);
        if let Some((verdict, by)) = &kept.reviewed {
            told["reviewed"] = trace(by);
            told["reviewed"]["verdict"] = json!(verdict);
        }
        if let Some(by) = &kept.withdrawn {
            told["withdrawn"] = trace(by);
        }
        told
    }

    /// All pieces that they may not see.
    pub(crate) fn hidden(&self) -> BTreeSet<EvidenceId> {
        self.record.state.hidden(self.person.as_ref(), self.on)
    }
}
