//! What the acting person may see of answers and evidence.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::event::{EvidenceId, EvidenceRecord, PersonId};
use osmm_maturity::organisation::{EvidenceShown, KeptEvidence, Refusal, Trace};
use osmm_maturity::unit::UnitId;
use serde_json::json;

use super::Record;
use super::source::Source;
use crate::commands::now;
use crate::console::Console;
use crate::show;

/// Who reads, and when.
pub(crate) struct Reader<'a> {
    record: &'a Record,
    person: Option<PersonId>,
    on: jiff::civil::Date,
}

impl Record {
    /// Who reads: the named person, the only one there is, or somebody unknown.
    pub(crate) fn reader(&self) -> Result<Reader<'_>> {
        let named = self.keeping.actor().is_some();
        let person = if named { Some(self.actor()?) } else { self.actor().ok() };
        Ok(Reader { record: self, person, on: now().to_zoned(jiff::tz::TimeZone::UTC).date() })
    }

    /// Who reads only a part of the record: a server gave what they may see.
    fn in_part(&self) -> Option<PersonId> {
        let Source::Server(remote) = &self.source else { return None };
        remote.standing().filter(|s| !s.whole).map(|s| s.reader)
    }

    /// Whether what a unit answered is here.
    pub(crate) fn sees(&self, unit: &UnitId) -> bool {
        let on = now().to_zoned(jiff::tz::TimeZone::UTC).date();
        self.in_part().is_none_or(|reader| self.state.sees(&reader, unit, on))
    }

    /// Says how many answering units are missing in a picture, if any.
    pub(crate) fn tell_unseen(&self, picture: &Picture, console: &mut Console) {
        let unseen = picture.scope.answering.iter().filter(|id| picture.unit(id).is_none()).count();
        if unseen > 0 {
            let units = show::count(unseen, "unit", "units");
            console.note(&format!("{units} that you do not see, and that no figure here covers"));
        }
    }

    /// Refuses to draw what was known on a day from a part of the record: what units inherit may be missing.
    pub(super) fn sees_past(&self) -> Result<()> {
        match self.in_part() {
            None => Ok(()),
            Some(_) => bail!(
                "what was known of an assessment on a day is drawn from the whole record, and you do not see all of it\n    \
                 hint: leave out `--at`, or ask who leads or audits the organisation"
            ),
        }
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
