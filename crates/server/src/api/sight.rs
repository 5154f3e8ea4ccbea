//! Who may read what goes beyond one unit.

use jiff::civil::Date;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{EvidenceRecord, PersonId, Role};

use crate::live::Live;

/// Whether a person may read the record whole: who leads or audits the organisation.
pub(crate) fn reads_everything(live: &Live, person: &PersonId, on: Date) -> bool {
    let root = live.state.tree.as_ref().map(|t| t.root().id.clone());
    let holds = root.is_some_and(|root| live.state.holds(person, &[Role::Lead, Role::Auditor], &root, on));
    live.state.unled() || holds
}

/// Whether a person may read a file that is kept: models are for all, looks for who sees the unit, evidence as it says.
/// Published pictures show all units.
pub(crate) fn reads_file(live: &Live, person: &PersonId, on: Date, digest: &Digest) -> bool {
    let state = &live.state;
    let model = || {
        let mut all =
            state.cycles.values().flat_map(|c| c.upgrades.iter().map(|(from, _, _)| from).chain([&c.scope.model]));
        all.any(|model| model == digest)
    };
    let evidence = || {
        let mut named = state.evidence.values().filter(|e| e.record.digest.as_ref() == Some(digest));
        named.any(|e| reads_evidence(live, person, on, &e.record))
    };
    let look = || {
        let mut named = state
            .snapshots
            .iter()
            .filter(|s| s.frame == *digest || s.subjects.values().any(|d| d == digest) || s.originals.contains(digest));
        named.any(|s| state.sees(person, &s.unit, on))
    };
    model() || evidence() || look() || reads_everything(live, person, on)
}

/// Whether a person may see a piece of evidence.
pub(crate) fn reads_evidence(live: &Live, person: &PersonId, on: Date, record: &EvidenceRecord) -> bool {
    live.state.may_see(Some(person), record, on).is_ok()
}
