//! Proposed ratings: what observations suggest for an item, as an interval when facts are missing.
//!
//! Each need of a step is met, not met or unknown. The low end counts only what is met, the high end also what is
//! unknown; so only `seen` raises the low end, and `could not look` never lowers the high end. Proof that is too old
//! loses one step. A proposal never exceeds the rule's cap, and nothing seen means no proposal at all.

mod atoms;
mod contradiction;

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceKind;
use crate::fault::Words;
use crate::model::{Confidence, Freshness, Item, ItemId, Model, Need, SignalUse, Step};
use crate::observation::{Observation, ObservationSet, SignalId, Subject};
use crate::rating::Rating;
use crate::words;

pub use atoms::{Coverage, Held};
use atoms::{Judged, counts, days_between};
pub use contradiction::{Contradiction, Direction, contradiction, contradictions};

/// What proposals may rest on: one scan, seen from one day.
#[derive(Debug, Clone)]
pub struct Looked<'a> {
    subjects: &'a [Subject],
    index: HashMap<(&'a str, &'a SignalId), &'a Observation>,
    observed_on: Date,
    as_of: Date,
    snapshots: u32,
}

impl<'a> Looked<'a> {
    /// A scan as it counts on the day `as_of`, with the number of snapshots of the last 12 months, this one included.
    #[must_use]
    pub fn new(scan: &'a ObservationSet, as_of: Date, snapshots: u32) -> Self {
        let index = scan.observations.iter().map(|o| ((o.subject.as_str(), &o.signal), o)).collect();
        let observed_on = scan.observed_at.to_zoned(TimeZone::UTC).date();
        Self { subjects: &scan.subjects, index, observed_on, as_of, snapshots }
    }

    /// Whether the scan itself is fresh on the day looked from.
    #[must_use]
    pub fn is_fresh(&self, freshness: Freshness) -> bool {
        days_between(self.observed_on, self.as_of) <= i64::from(freshness.scan_days)
    }

    /// The kinds of evidence that a scan found for an item.
    #[must_use]
    pub fn kinds(&self, item: &Item) -> Vec<EvidenceKind> {
        item.proposal.signals.iter().filter(|u| self.seen(u).next().is_some()).map(|u| u.counts_as).collect()
    }

    /// The observations that count as evidence for an item, each with its kind.
    pub fn backing(&self, item: &'a Item) -> impl Iterator<Item = (&'a Subject, &'a Observation, EvidenceKind)> {
        let of = |u: &'a SignalUse| self.seen(u).map(move |(subject, seen)| (subject, seen, u.counts_as));
        item.proposal.signals.iter().flat_map(of)
    }

    fn seen<'b>(&'b self, used: &'b SignalUse) -> impl Iterator<Item = (&'a Subject, &'a Observation)> + 'b {
        let of = |s: &'a Subject| Some((s, *self.index.get(&(s.name.as_str(), &used.signal))?));
        self.subjects.iter().filter_map(of).filter(|(_, o)| counts(used, o) == Held::Yes)
    }
}

/// A suggested rating for one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Which item.
    pub item: ItemId,
    /// What is shown for certain. 0 when something was seen, but even the first step needs a person's word; such a
    /// proposal is a hint and cannot be accepted as it is.
    pub low: Rating,
    /// What is possible with what is not known.
    pub high: Rating,
    /// The most that a machine may propose for this item.
    pub cap: Rating,
    /// How far the observations carry.
    pub confidence: Confidence,
    /// Share of subjects that show one of the item's signals.
    pub coverage: Coverage,
    /// Needs that are met, in words.
    #[schemars(with = "Vec<String>")]
    pub found: Vec<Words>,
    /// Needs of the step above `low` that are not met or not known.
    pub missing: Vec<Missing>,
    /// The observations that count.
    pub rests_on: Vec<ObservationRef>,
    /// Set when old proof cost a step: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub stale: Option<Words>,
}

/// What the next step still needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The rating it would lead to.
    pub rating: Rating,
    /// The need, in words.
    #[schemars(with = "String")]
    pub need: Words,
    /// Whether it is known to be unmet, or not known.
    pub known: bool,
    /// For a need that is a share of subjects: the first twenty without it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
}

/// Points to one observation of the set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservationRef {
    /// Subject name.
    pub subject: String,
    /// Signal.
    pub signal: SignalId,
}

/// Proposals for all items of a model, in reading order.
#[must_use]
pub fn proposals(model: &Model, looked: &Looked<'_>) -> Vec<Proposal> {
    model.items().filter_map(|(_, item)| propose(item, model.freshness, looked)).collect()
}

/// The proposal for one item; `None` when its rule has no steps or nothing was seen.
#[must_use]
pub fn propose(item: &Item, freshness: Freshness, looked: &Looked<'_>) -> Option<Proposal> {
    let rule = &item.proposal;
    let (cap, confidence) = (rule.cap?, rule.confidence?);
    let judged = Judged::new(item, freshness, looked);
    let steps: Vec<&Step> = rule.steps.iter().filter(|s| s.rating <= cap).collect();
    let low = reach(&steps, |need| judged.held(need) == Held::Yes);
    let high = reach(&steps, |need| judged.held(need) != Held::No);
    let stale = stale(&judged, freshness, looked);
    let lose = |r: Rating| {
        if stale.is_some() { Rating(r.0.saturating_sub(1)) } else { r }
    };
    let next = steps.iter().find(|s| s.rating > low);
    let proposal = Proposal {
        item: item.id.clone(),
        low: lose(low),
        high: lose(high),
        cap,
        confidence,
        coverage: judged.coverage(1),
        found: judged.met(steps.iter().flat_map(|s| &s.needs)),
        missing: next.map(|s| judged.missing(s)).unwrap_or_default(),
        rests_on: judged.rests_on(),
        stale,
    };
    let seen = proposal.low > Rating(0) || !proposal.rests_on.is_empty();
    (seen && proposal.high > Rating(0)).then_some(proposal)
}

/// The highest rating such that the needs of its step and of all lower steps hold.
fn reach(steps: &[&Step], holds: impl Fn(&Need) -> bool) -> Rating {
    steps.iter().take_while(|s| s.needs.iter().all(&holds)).last().map_or(Rating(0), |s| s.rating)
}

/// Why the proof is too old, if it is.
fn stale(judged: &Judged<'_>, freshness: Freshness, looked: &Looked<'_>) -> Option<Words> {
    let age = days_between(looked.observed_on, looked.as_of);
    if age > i64::from(freshness.scan_days) {
        let most = freshness.scan_days;
        return Some(words!("stale-scan", "the scan is {age} days old, more than {most}", age = age, most = most));
    }
    let newest = judged.newest_review()?;
    (!judged.fresh(newest)).then(|| {
        words!(
            "stale-document",
            "the document was last reviewed on {day}, more than {months} months ago",
            day = newest,
            months = freshness.document_months
        )
    })
}
