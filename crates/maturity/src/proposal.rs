//! Proposed ratings: what observations suggest for an item, as an interval when facts are missing.
//!
//! Each need of a step is met, not met or unknown. The low end counts only what is met, the high end also what is
//! unknown; so only `seen` raises the low end, and `could not look` never lowers the high end. Proof that is too old
//! loses one step, and only where it is needed: what fresh proof shows by itself stands. A proposal never exceeds the
//! rule's cap, and nothing seen means no proposal at all.

mod atoms;
mod contradiction;
mod view;

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceKind;
use crate::fault::Words;
use crate::model::{Confidence, Freshness, Item, ItemId, Model, Need, SignalUse, Step};
use crate::observation::{Observation, ObservationSet, SignalId, Subject, Tier};
use crate::rating::Rating;
use crate::words;

pub use atoms::{Coverage, Held, TierCoverage};
use atoms::{Judged, days_between};
pub use contradiction::{Contradiction, Direction, contradiction, contradictions};
use view::{Proof, counts};

/// What proposals may rest on: one scan, seen from one day.
#[derive(Debug, Clone)]
pub struct Looked<'a> {
    subjects: &'a [Subject],
    index: HashMap<(&'a str, &'a SignalId), &'a Observation>,
    observed_on: Date,
    /// Whether something rests on exports, which have days of their own.
    imported: bool,
    as_of: Date,
    snapshots: u32,
}

impl<'a> Looked<'a> {
    /// A scan as it counts on the day `as_of`, with the number of snapshots of the last 12 months, this one included.
    #[must_use]
    pub fn new(scan: &'a ObservationSet, as_of: Date, snapshots: u32) -> Self {
        let index = scan.observations.iter().map(|o| ((o.subject.as_str(), &o.signal), o)).collect();
        let observed_on = scan.observed_at.to_zoned(TimeZone::UTC).date();
        let imported = scan.observations.iter().any(|o| !o.exports.is_empty());
        Self { subjects: &scan.subjects, index, observed_on, imported, as_of, snapshots }
    }

    /// The kinds of fresh evidence that a scan found for an item.
    #[must_use]
    pub fn kinds(&self, item: &Item, freshness: Freshness) -> Vec<EvidenceKind> {
        let fresh = |u: &SignalUse| self.seen(u).any(|(_, o)| self.age(Some(o), freshness) == Age::Fresh);
        item.proposal.signals.iter().filter(|u| fresh(u)).map(|u| u.counts_as).collect()
    }

    /// The fresh observations that count as evidence for an item, each with its kind.
    pub fn backing<'b>(
        &'b self,
        item: &'a Item,
        freshness: Freshness,
    ) -> impl Iterator<Item = (&'a Subject, &'a Observation, EvidenceKind)> + 'b {
        let of = move |u: &'a SignalUse| self.seen(u).map(move |(subject, seen)| (subject, seen, u.counts_as));
        let fresh = move |o: &Observation| self.age(Some(o), freshness) == Age::Fresh;
        item.proposal.signals.iter().flat_map(of).filter(move |(_, o, _)| fresh(o))
    }

    /// The day of what an observation rests on: of its oldest export, else of the scan. `None` when an export does not
    /// say its day.
    #[must_use]
    pub fn day_of(&self, observation: &Observation) -> Option<Date> {
        let days: Option<Vec<Date>> = observation.exports.iter().map(|export| export.made_on).collect();
        Some(days?.into_iter().min().unwrap_or(self.observed_on))
    }

    /// Whether nothing of it can be too old.
    fn all_fresh(&self, freshness: Freshness) -> bool {
        !self.imported && self.age(None, freshness) == Age::Fresh
    }

    /// How old proof is; what was not asked is as old as the scan that did not ask.
    fn age(&self, observation: Option<&Observation>, freshness: Freshness) -> Age {
        match observation.map_or(Some(self.observed_on), |o| self.day_of(o)) {
            None => Age::Unknown,
            Some(day) if days_between(day, self.as_of) > i64::from(freshness.scan_days) => Age::Old,
            Some(_) => Age::Fresh,
        }
    }

    fn seen<'b>(&'b self, used: &'b SignalUse) -> impl Iterator<Item = (&'a Subject, &'a Observation)> + 'b {
        let of = |s: &'a Subject| Some((s, *self.index.get(&(s.name.as_str(), &used.signal))?));
        self.subjects.iter().filter_map(of).filter(|(_, o)| counts(used, o) == Held::Yes)
    }
}

/// How old proof is against the freshness that a model asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Age {
    Fresh,
    Old,
    Unknown,
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
    /// The same by tier, where the organisation says how much depends on its repositories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_tier: Vec<TierCoverage>,
    /// The same of projects of others to which the organisation contributes; absent where there is none that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream: Option<Coverage>,
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

impl Proposal {
    /// Coverage by tier and of upstream projects in words, such as `critical 3 of 4, production 10 of 20 (1 not known),
    /// upstream 2 of 3`; nothing without both.
    #[must_use]
    pub fn tiers(&self) -> Option<String> {
        let words = |(name, of): (&str, Coverage)| {
            let open = if of.unknown > 0 { format!(" ({} not known)", of.unknown) } else { String::new() };
            format!("{name} {} of {}{open}", of.seen, of.of())
        };
        let tiers = self.by_tier.iter().map(|one| (one.tier.map_or("no tier", Tier::word), one.coverage));
        let all: Vec<String> = tiers.chain(self.upstream.map(|of| ("upstream", of))).map(words).collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
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
    let judged = Judged::new(item, freshness, looked, Proof::All);
    let steps: Vec<&Step> = rule.steps.iter().filter(|s| s.rating <= cap).collect();
    let (low, high) = ends(&steps, &judged);
    let fresh = if looked.all_fresh(freshness) {
        (low, high)
    } else {
        ends(&steps, &Judged::new(item, freshness, looked, Proof::Fresh))
    };
    let stale = stale(&judged, fresh != (low, high), freshness, looked);
    // An old document is the same document, however fresh the look at it.
    let stands = if fresh == (low, high) { (Rating(0), Rating(0)) } else { fresh };
    let lose = |all: Rating, stands: Rating| {
        if stale.is_some() { stands.max(Rating(all.0.saturating_sub(1))) } else { all }
    };
    let next = steps.iter().find(|s| s.rating > low);
    let proposal = Proposal {
        item: item.id.clone(),
        low: lose(low, stands.0),
        high: lose(high, stands.1),
        cap,
        confidence,
        coverage: judged.coverage(1, &[]),
        by_tier: judged.by_tier(),
        upstream: Some(judged.upstream()).filter(|coverage| coverage.of() > 0),
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

/// What is certain and what is possible.
fn ends(steps: &[&Step], judged: &Judged<'_>) -> (Rating, Rating) {
    let reached = |holds: &dyn Fn(Held) -> bool| reach(steps, |need| holds(judged.held(need)));
    (reached(&|held| held == Held::Yes), reached(&|held| held != Held::No))
}

/// Why the proof is too old, if it is; `aged` when less would be proposed without what is not fresh.
fn stale(judged: &Judged<'_>, aged: bool, freshness: Freshness, looked: &Looked<'_>) -> Option<Words> {
    if aged {
        return Some(aged_words(judged, freshness, looked));
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

/// Which proof is too old: the scan, the oldest export, or one that does not say.
fn aged_words(judged: &Judged<'_>, freshness: Freshness, looked: &Looked<'_>) -> Words {
    let most = freshness.scan_days;
    let age = days_between(looked.observed_on, looked.as_of);
    if age > i64::from(most) {
        return words!("stale-scan", "the scan is {age} days old, more than {most}", age = age, most = most);
    }
    let oldest = judged.counting().filter_map(|o| looked.day_of(o)).min();
    match oldest.map(|day| (day, days_between(day, looked.as_of))) {
        Some((day, age)) if age > i64::from(most) => words!(
            "stale-export",
            "the export of {day} is {age} days old, more than {most}",
            day = day,
            age = age,
            most = most
        ),
        _ => words!("undated-export", "an export does not say when it was made"),
    }
}
