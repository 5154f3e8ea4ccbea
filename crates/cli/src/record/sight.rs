//! What the acting person may see of evidence.

use std::collections::BTreeSet;

use anyhow::Result;
use osmm_maturity::event::{EvidenceId, EvidenceRecord, PersonId};
use osmm_maturity::organisation::{EvidenceShown, Refusal};

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
    /// Whether they may see a piece.
    pub(crate) fn may_see(&self, evidence: &EvidenceRecord) -> Result<(), Refusal> {
        self.record.state.may_see(self.person.as_ref(), evidence, self.on)
    }

    /// A piece as they may see it.
    pub(crate) fn shown(&self, evidence: &EvidenceRecord) -> EvidenceShown {
        self.record.state.shown(self.person.as_ref(), evidence, self.on)
    }

    /// All pieces that they may not see.
    pub(crate) fn hidden(&self) -> BTreeSet<EvidenceId> {
        self.record.state.hidden(self.person.as_ref(), self.on)
    }
}
