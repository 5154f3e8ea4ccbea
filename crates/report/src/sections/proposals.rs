//! Proposals that wait for a person, contradictions first.

use osmm_maturity::model::{Confidence, ItemId};
use osmm_maturity::proposal::{Direction, Missing, Proposal};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::proof::Proofs;
use crate::reading::Reading;
use crate::text::{Head, SENTENCE, capital, clause, list, mean, number, short};

/// Proposals shown before the rest folds away.
const SHOWN: usize = 24;

/// Repositories named for a missing need.
const NAMED: usize = 3;

/// The section.
#[derive(Debug)]
pub(crate) struct Proposals {
    /// The finding.
    pub(crate) heading: String,
    /// What accepting all low ends would give.
    pub(crate) outlook: Option<String>,
    pub(crate) contradictions: Vec<Card>,
    pub(crate) waiting: Vec<Card>,
    /// Those that fold away.
    pub(crate) folded: Vec<Card>,
    /// Ratings within the interval of their proposal.
    pub(crate) agrees: Head,
    /// Ratings outside of it, but not far enough for a contradiction.
    pub(crate) near: Head,
    /// Declined or not applicable, though something was seen.
    pub(crate) aside: Head,
}

/// One proposal.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) item: String,
    pub(crate) activity: String,
    pub(crate) interval: String,
    /// The rating that the unknown need would lead to.
    pub(crate) high: u8,
    /// What narrows the interval.
    pub(crate) needs: String,
    /// What a person says, against what was seen.
    pub(crate) against: Option<Against>,
    pub(crate) strip: Vec<Box_>,
    pub(crate) confidence: &'static str,
    pub(crate) cap: u8,
    pub(crate) found: Vec<String>,
    /// Coverage by tier.
    pub(crate) tiers: Option<String>,
    pub(crate) missing: Vec<(&'static str, String)>,
    /// Rating of the step that `missing` would lead to.
    pub(crate) toward: Option<u8>,
    pub(crate) stale: Option<String>,
    pub(crate) proofs: Proofs,
}

/// A rating that contradicts what was seen.
#[derive(Debug)]
pub(crate) struct Against {
    pub(crate) sign: &'static str,
    pub(crate) words: String,
    pub(crate) note: Option<String>,
}

/// One step of the scale strip.
#[derive(Debug)]
pub(crate) struct Box_ {
    pub(crate) value: u8,
    /// `sure`, `maybe` or `not`.
    pub(crate) class: &'static str,
    /// Whether a person rated here.
    pub(crate) rated: bool,
}

/// `2`, `2 to 3`, or `up to 2` where even the first step needs a person's word: a hint is never a 0.
pub(crate) fn interval(low: Rating, high: Rating) -> String {
    match low {
        Rating(0) => format!("up to {high}"),
        _ if low == high => low.to_string(),
        _ => format!("{low} to {high}"),
    }
}

/// A missing need in words, with some of the repositories that lack it.
fn need(missing: &Missing) -> String {
    let words = clause(&short(&missing.need, SENTENCE));
    let names = Head::of(missing.without.iter().map(String::as_str), NAMED);
    match (names.shown.is_empty(), names.more) {
        (true, _) => words,
        (false, 0) => format!("{words}; without: {}", list(&names.shown)),
        (false, _) => format!("{words}; without, among others: {}", list(&names.shown)),
    }
}

/// How many proposals are for items without a rating that a person has yet to look at.
pub(crate) fn waiting(reading: &Reading<'_>) -> usize {
    reading.of.results.proposals.iter().filter(|p| open(reading.answer(&p.item))).count()
}

fn open(answer: &Answer) -> bool {
    matches!(answer, Answer::Unanswered | Answer::DontKnow { .. })
}

impl Proposals {
    /// `None` when nothing was scanned.
    pub(crate) fn new(reading: &Reading<'_>) -> Option<Self> {
        reading.of.scan.as_ref()?;
        let results = &reading.of.results;
        let against = |item: &ItemId| results.contradictions.iter().any(|c| &c.item == item);
        let by = |keep: &dyn Fn(&Proposal, &Answer) -> bool| -> Vec<&Proposal> {
            results.proposals.iter().filter(|p| !against(&p.item) && keep(p, reading.answer(&p.item))).collect()
        };
        let within = |p: &Proposal, a: &Answer| a.rating().map(|r| (p.low..=p.high).contains(&r));
        let waiting = by(&|_, a| open(a));
        let contradictions: Vec<Card> =
            results.contradictions.iter().filter_map(|c| Some(card(reading, reading.proposal(&c.item)?))).collect();
        Some(Self {
            heading: heading(waiting.len(), contradictions.len(), results.proposals.len()),
            outlook: outlook(reading),
            contradictions,
            agrees: names(reading, &by(&|p, a| within(p, a) == Some(true))),
            near: names(reading, &by(&|p, a| within(p, a) == Some(false))),
            aside: names(reading, &by(&|_, a| a.rating().is_none() && !open(a))),
            folded: waiting.iter().skip(SHOWN).map(|p| card(reading, p)).collect(),
            waiting: waiting.iter().take(SHOWN).map(|p| card(reading, p)).collect(),
        })
    }
}

fn heading(waiting: usize, against: usize, all: usize) -> String {
    let waits = match waiting {
        0 => "No proposal waits for a person".to_owned(),
        1 => "One proposal waits for a person".to_owned(),
        n => format!("{} proposals wait for a person", capital(&number(n))),
    };
    match (against, all) {
        (_, 0) => "What was seen proposes no rating".to_owned(),
        (0, _) => waits,
        (1, _) => format!("{waits}; one rating contradicts what was seen"),
        (n, _) => format!("{waits}; {} ratings contradict what was seen", number(n)),
    }
}

fn outlook(reading: &Reading<'_>) -> Option<String> {
    let results = &reading.of.results;
    let (now, then) = (&results.claimed.profile.overall, &results.if_accepted.overall);
    let gained = then.counts.rated.saturating_sub(now.counts.rated);
    let after = then.mean.filter(|_| gained > 0).map(mean)?;
    let items = reading.items_word(then.counts.applicable() as usize);
    let from = now.mean.map_or_else(String::new, |m| format!(", now {} over {}", mean(m), now.counts.rated));
    Some(format!(
        "Were every one with a low end accepted at it, the claimed mean would be {after} over {} of {items}{from}. Whether to accept is for a person to decide, one by one.",
        then.counts.rated
    ))
}

fn names(reading: &Reading<'_>, proposals: &[&Proposal]) -> Head {
    let words: Vec<String> = proposals
        .iter()
        .map(|p| {
            let said = match reading.answer(&p.item) {
                Answer::Rated { rating } => format!("rated {rating}"),
                other => other.words().to_owned(),
            };
            format!("{} ({said}, proposal {})", reading.item_title(&p.item), interval(p.low, p.high))
        })
        .collect();
    Head { shown: words, more: 0 }
}

fn card(reading: &Reading<'_>, p: &Proposal) -> Card {
    let unknown = p.missing.iter().find(|m| !m.known && p.high > p.low);
    let rated = reading.answer(&p.item).rating();
    let top = reading.model().scale.top();
    Card {
        item: reading.item_title(&p.item),
        activity: reading.activity_of(&p.item),
        interval: interval(p.low, p.high),
        high: unknown.map_or(p.high.0, |m| m.rating.0),
        needs: unknown.map_or_else(String::new, need),
        against: against(reading, p),
        strip: (0..=top.0).map(|v| strip(v, p, rated)).collect(),
        confidence: confidence(p.confidence),
        cap: p.cap.0,
        found: p.found.iter().map(|f| short(f, SENTENCE)).collect(),
        tiers: p.tiers(),
        missing: p
            .missing
            .iter()
            .filter(|m| unknown != Some(*m))
            .map(|m| (if m.known { "not met" } else { "not known" }, need(m)))
            .collect(),
        toward: p.missing.iter().find(|m| unknown != Some(*m)).map(|m| m.rating.0),
        stale: p.stale.as_deref().map(|s| short(s, SENTENCE)),
        proofs: Proofs::new(reading, &p.rests_on),
    }
}

fn strip(value: u8, p: &Proposal, rated: Option<Rating>) -> Box_ {
    let class = if value <= p.low.0 && p.low > Rating(0) {
        "sure"
    } else if value > 0 && value <= p.high.0 {
        "maybe"
    } else {
        "not"
    };
    Box_ { value, class, rated: rated.is_some_and(|r| r.0 == value) }
}

fn against(reading: &Reading<'_>, p: &Proposal) -> Option<Against> {
    let found = reading.of.results.contradictions.iter().find(|c| c.item == p.item)?;
    let seen = interval(found.low, found.high);
    let (sign, words) = match found.direction {
        Direction::RatedAbove => ("▲", format!("Rated {}, above what was seen: {seen}", found.rating)),
        Direction::RatedBelow => ("▼", format!("Rated {}, below what was seen: {seen}", found.rating)),
    };
    let note = reading.response(&p.item).and_then(|r| r.note.as_deref()).map(|n| short(n, SENTENCE));
    Some(Against { sign, words, note })
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
