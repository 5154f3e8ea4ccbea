//! Events: everything that ever changed in an organisation's record, with who, when and why, chained by digests.
//!
//! The record is append-only; the current state is a fold over its events (see [`crate::organisation`]). Each event's
//! digest covers the event before it, so a changed, removed or inserted event breaks the chain. The reason is covered by
//! a salted commitment, so its words (which may name people) can be erased and the chain still holds.

mod change;
mod record;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use change::{Change, EvidenceVerdict, ProposalDecision, Sorted, Stage, Subject};
pub use record::{
    ActionId, ActionRecord, AssessmentId, Confidentiality, EvidenceId, EvidenceRecord, Forecast, Outcome, PersonId,
    Role, ScopeRecord, Step,
};

use crate::digest::{Digest, canonical_json};
use crate::model::ItemId;
use crate::unit::UnitId;

/// Name and version of the format of one event.
pub const FORMAT: &str = "osmm-event/1";

/// What is known before an event is appended.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// When, in UTC with microseconds.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// Why, in the words of who did it.
    pub why: Option<String>,
    /// What.
    pub change: Change,
}

/// An event as it stands in the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Place in the record, counted from 1 without a hole.
    pub seq: u64,
    /// When, in UTC with microseconds.
    pub at: Timestamp,
    /// Who: a pseudonym.
    pub by: PersonId,
    /// Why; absent when no reason was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// What.
    pub change: Change,
    /// Digest of the event before; of the empty text for the first.
    pub previous: Digest,
    /// Digest of this event, see [`Event::computed`].
    pub digest: Digest,
}

/// A reason whose words can be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// SHA-256 over salt, a line feed and text.
    pub commitment: Digest,
    /// The words; absent once they have been erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

/// Words with the salt that keeps their commitment from being guessed once they are erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Random text.
    pub salt: String,
    /// What was written.
    pub text: String,
}

impl Words {
    /// What stands for the words in the chain.
    #[must_use]
    pub fn commitment(&self) -> Digest {
        Digest::of_bytes(format!("{}\n{}", self.salt, self.text).as_bytes())
    }
}

impl Event {
    /// Puts an event after another one; `salt` is fresh random text.
    #[must_use]
    pub fn seal(draft: Draft, previous: Option<&Head>, salt: String) -> Self {
        let why = draft.why.map(|text| {
            let words = Words { salt, text };
            Why { commitment: words.commitment(), words: Some(words) }
        });
        let mut event = Self {
            seq: previous.map_or(1, |p| p.seq + 1),
            at: draft.at,
            by: draft.by,
            why,
            change: draft.change,
            previous: previous.map_or_else(origin, |p| p.digest.clone()),
            digest: origin(),
        };
        event.digest = event.computed();
        event
    }

    /// The digest that follows from the rest of the event: SHA-256 over seven lines, each ended by a line feed: the
    /// format, the number, the time in microseconds since 1970, who, the commitment to the reason (or nothing), the
    /// digest of the change's canonical JSON, and the digest of the event before.
    #[must_use]
    pub fn computed(&self) -> Digest {
        self.digest_with(&Digest::of_bytes(canonical_json(&self.change).as_bytes()))
    }

    /// The same for a change that is at hand only as its canonical JSON.
    #[must_use]
    pub fn digest_with(&self, change: &Digest) -> Digest {
        let why = self.why.as_ref().map(|w| w.commitment.0.as_str()).unwrap_or_default();
        let lines = [
            FORMAT,
            &self.seq.to_string(),
            &self.at.as_microsecond().to_string(),
            &self.by.0,
            why,
            &change.0,
            &self.previous.0,
        ];
        let text: String = lines.iter().flat_map(|l| [*l, "\n"]).collect();
        Digest::of_bytes(text.as_bytes())
    }

    /// The reason's words, where there are any.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        Some(self.why.as_ref()?.words.as_ref()?.text.as_str())
    }

    /// Where the record ends after this event.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { seq: self.seq, digest: self.digest.clone() }
    }
}

/// Digest before the first event: that of the empty text.
#[must_use]
pub fn origin() -> Digest {
    Digest::of_bytes(b"")
}

/// The end of a record at some time: enough to prove later that nothing before it was touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number of its last event.
    pub seq: u64,
    /// Digest of its last event.
    pub digest: Digest,
}

/// What an event is about, for finding it without reading it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The assessment whose bulk it belongs to. Events that every reader needs (units, people, the opening and the
    /// publication of assessments, evidence) have none.
    pub within: Option<AssessmentId>,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The item.
    pub item: Option<ItemId>,
}
