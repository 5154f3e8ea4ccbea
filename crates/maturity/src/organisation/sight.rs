//! What a reader gets of the record's events: those about what the reader may see, without what is not for the reader.
//!
//! Whoever may have the whole record gets every event as it stands. For everybody else it is as on the pages: nothing of
//! units in which they have no role, nothing of what others answer before all have locked, of evidence that is not for
//! them only that it is there. They get no digests either: with six possible ratings, the digest of an event would tell
//! what the event hides.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Organisation;
use crate::event::{AssessmentId, Change, Event, EvidenceRecord, PersonId, origin};
use crate::model::ItemId;
use crate::response::Answer;
use crate::unit::UnitId;

/// An event as a reader may have it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventShown {
    /// The event. An answer that is still blind stands as declined; evidence that is not for the reader has no title,
    /// place, digest or owner.
    pub event: Event,
    /// Whether something of it was left out.
    pub in_part: bool,
}

/// Where an answer belongs.
type Spot<'a> = (&'a AssessmentId, &'a UnitId, &'a ItemId);

impl Organisation {
    /// An event as a reader may have it on a day; nothing for one that the reader may not know of. What holds now decides,
    /// also for what was said earlier.
    #[must_use]
    pub fn event_for(&self, reader: &PersonId, event: Event, on: Date) -> Option<EventShown> {
        if self.may_have_all(Some(reader), on).is_ok() {
            return Some(EventShown { event, in_part: false });
        }
        if !self.tells(reader, &event, on) {
            return None;
        }
        let mut event = Event { previous: origin(), digest: origin(), ..event };
        let in_part = self.cover(reader, &mut event, on);
        Some(EventShown { event, in_part })
    }

    /// Whether a reader may know of an event.
    fn tells(&self, reader: &PersonId, event: &Event, on: Date) -> bool {
        let sees = |unit: &UnitId| self.sees(reader, unit, on);
        match &event.change {
            Change::Named { .. }
            | Change::Described { .. }
            | Change::UnitsSet { .. }
            | Change::PersonSet { .. }
            | Change::PersonErased { .. }
            | Change::RoleGranted { .. }
            | Change::RoleRevoked { .. }
            | Change::Opened { .. }
            | Change::Rescoped { .. }
            | Change::ModelUpgraded { .. }
            | Change::Moved { .. }
            | Change::Published { .. } => true,
            // That evidence is there is told to everybody who belongs to the organisation.
            Change::EvidenceSet { evidence } => self.belongs(reader, on) || self.shows(reader, evidence, on),
            Change::EvidenceReviewed { evidence, .. } | Change::EvidenceWithdrawn { evidence } => {
                self.belongs(reader, on)
                    || self.evidence.get(evidence).is_some_and(|k| self.shows(reader, &k.record, on))
            }
            // It names actions of all units, and with them what they are rated.
            Change::BriefKept { .. } => self.tree.as_ref().is_none_or(|tree| sees(&tree.root().id)),
            // The file has answers of all kinds in it.
            Change::Imported { .. } => false,
            Change::Sorted { unit, respondent, .. } => respondent == reader && sees(unit),
            // What became of a proposal tells an answer.
            Change::ProposalAnswered { assessment, unit, item, .. } => {
                sees(unit) && (&event.by == reader || self.open_to(reader, (assessment, unit, item)))
            }
            Change::ActionClosed { action, .. } => self.actions.get(action).is_some_and(|kept| sees(&kept.record.unit)),
            Change::ActionSet { action } => sees(&action.unit),
            Change::Carried { unit, .. }
            | Change::Corrected { unit, .. }
            | Change::Assigned { unit, .. }
            | Change::Unassigned { unit, .. }
            | Change::Responded { unit, .. }
            | Change::Locked { unit, .. }
            | Change::Decided { unit, .. }
            | Change::Verified { unit, .. }
            | Change::Noted { unit, .. }
            | Change::Observed { unit, .. }
            | Change::TargetSet { unit, .. } => sees(unit),
        }
    }

    /// Takes out of an event what is not for the reader. Says whether there was anything.
    fn cover(&self, reader: &PersonId, event: &mut Event, on: Date) -> bool {
        match &mut event.change {
            Change::Responded { assessment, unit, item, respondent, answer, overrides, function, on } => {
                if respondent == reader || self.open_to(reader, (assessment, unit, item)) {
                    return false;
                }
                (*answer, *overrides, *function, *on) = (Answer::Declined, None, None, None);
                event.why = None;
                // The exact time would help to guess the answer from a digest that is seen elsewhere.
                event.at = day_of(event.at);
                true
            }
            Change::EvidenceSet { evidence } => {
                if self.shows(reader, evidence, on) {
                    return false;
                }
                if !self.sees(reader, &evidence.unit, on) {
                    evidence.items.clear();
                }
                evidence.title.clear();
                (evidence.place, evidence.digest, evidence.owner) = (None, None, None);
                event.why = None;
                true
            }
            Change::EvidenceReviewed { evidence, .. } | Change::EvidenceWithdrawn { evidence } => {
                let shown = self.evidence.get(evidence).is_some_and(|k| self.shows(reader, &k.record, on));
                !shown && event.why.take().is_some()
            }
            // Why somebody got or lost a role is for those who manage people.
            Change::PersonSet { .. }
            | Change::PersonErased { .. }
            | Change::RoleGranted { .. }
            | Change::RoleRevoked { .. } => event.why.take().is_some(),
            _ => false,
        }
    }

    /// Whether every answer to an item is open to a reader.
    fn open_to(&self, reader: &PersonId, (assessment, unit, item): Spot<'_>) -> bool {
        let Some((cycle, model)) = self.cycle(assessment) else { return false };
        cycle.raters(model, unit, item).iter().all(|p| cycle.visible(model, unit, item, p, reader))
    }

    /// Whether a piece of evidence, as it is now, is for a reader.
    fn shows(&self, reader: &PersonId, then: &EvidenceRecord, on: Date) -> bool {
        let now = self.evidence.get(&then.id).map_or(then, |kept| &kept.record);
        self.may_see(Some(reader), now, on).is_ok()
    }
}

/// The beginning of a day, UTC.
fn day_of(at: Timestamp) -> Timestamp {
    let day = at.to_zoned(TimeZone::UTC).date().to_zoned(TimeZone::UTC);
    day.map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp())
}
