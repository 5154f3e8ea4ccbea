//! Workshops that are going on: an item, a code, and the votes on it.
//!
//! They live in memory: what was decided is in the record, a vote is not. A vote is a ballot without a name; nobody, the
//! facilitator neither, can see who voted for what. A restart loses votes that were not decided on, and pages say so.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;

/// Signs of a code: none that is taken for another.
const SIGNS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Signs that a code has.
pub(crate) const LENGTH: usize = 6;
/// A workshop that nobody touches is over after this time.
const IDLE: SignedDuration = SignedDuration::from_hours(4);
/// Wrong codes within [`WINDOW`] after which nobody is let in.
const WRONG: usize = 30;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);
/// How many there can be, and how many can vote in one.
const MOST: usize = 50;
const BALLOTS: usize = 500;

/// What one vote can say: a rating, or nothing for "don't know".
pub(crate) type Vote = Option<u8>;

/// One workshop.
#[derive(Debug, Clone)]
pub(crate) struct Workshop {
    pub lead: PersonId,
    pub assessment: AssessmentId,
    pub unit: UnitId,
    pub items: Vec<ItemId>,
    /// Which of them is voted on.
    pub place: usize,
    pub revealed: bool,
    /// Grows with every change that a page should show.
    pub version: u64,
    ballots: BTreeMap<String, Vote>,
    touched: Timestamp,
}

impl Workshop {
    pub(crate) fn new(
        lead: PersonId,
        (assessment, unit): (AssessmentId, UnitId),
        items: Vec<ItemId>,
        now: Timestamp,
    ) -> Self {
        let (place, revealed, version) = (0, false, 0);
        Self { lead, assessment, unit, items, place, revealed, version, ballots: BTreeMap::new(), touched: now }
    }

    /// The item that is voted on.
    pub(crate) fn item(&self) -> Option<&ItemId> {
        self.items.get(self.place)
    }

    /// How many voted.
    pub(crate) fn votes(&self) -> usize {
        self.ballots.len()
    }

    /// What a ballot says.
    pub(crate) fn vote_of(&self, ballot: &str) -> Option<Vote> {
        self.ballots.get(ballot).copied()
    }

    /// How many voted for what; nothing before it is revealed.
    pub(crate) fn counts(&self) -> Option<BTreeMap<Vote, usize>> {
        let mut counts = BTreeMap::new();
        for vote in self.ballots.values() {
            *counts.entry(*vote).or_default() += 1;
        }
        self.revealed.then_some(counts)
    }

    /// Takes a vote, until it is revealed.
    pub(crate) fn vote(&mut self, ballot: &str, vote: Vote) -> bool {
        let room = self.ballots.len() < BALLOTS || self.ballots.contains_key(ballot);
        let taken = !self.revealed && room && self.item().is_some();
        if taken {
            self.ballots.insert(ballot.to_owned(), vote);
        }
        taken
    }

    pub(crate) fn reveal(&mut self) {
        self.revealed = true;
        self.version += 1;
    }

    /// Goes to an item, or votes anew on the same one.
    pub(crate) fn go(&mut self, place: usize) {
        if place < self.items.len() {
            self.place = place;
            self.revealed = false;
            self.ballots.clear();
            self.version += 1;
        }
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Workshops {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    running: BTreeMap<String, Workshop>,
    /// Codes of those that ended: phones that are still on their pages guess nothing.
    ended: VecDeque<String>,
    wrong: VecDeque<Timestamp>,
}

/// Why nobody was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotIn {
    /// No workshop has this code.
    Unknown,
    /// Too many wrong codes were tried.
    TooMany,
}

impl Workshops {
    /// Starts one; `random` is fresh hexadecimal text. Nothing when there are too many.
    pub(crate) fn start(&self, workshop: Workshop, random: &str) -> Option<String> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let now = workshop.touched;
        inner.running.retain(|_, w| now.duration_since(w.touched) < IDLE);
        let code = code(random);
        if inner.running.len() >= MOST || inner.running.contains_key(&code) {
            return None;
        }
        inner.running.insert(code.clone(), workshop);
        Some(code)
    }

    /// Does something with a workshop. Whoever tries codes is slowed down, and with them everybody who is not in.
    pub(crate) fn with<T>(&self, code: &str, now: Timestamp, act: impl FnOnce(&mut Workshop) -> T) -> Result<T, NotIn> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.wrong.retain(|at| now.duration_since(*at) < WINDOW);
        if inner.wrong.len() >= WRONG {
            return Err(NotIn::TooMany);
        }
        let code = code.trim().to_ascii_uppercase();
        if let Some(workshop) = inner.running.get_mut(&code).filter(|w| now.duration_since(w.touched) < IDLE) {
            workshop.touched = now;
            return Ok(act(workshop));
        }
        if !inner.ended.contains(&code) {
            inner.wrong.push_back(now);
        }
        Err(NotIn::Unknown)
    }

    /// Those of a person, with their codes.
    pub(crate) fn of(&self, lead: &PersonId) -> Vec<(String, Workshop)> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let own = inner.running.iter().filter(|(_, w)| &w.lead == lead);
        own.map(|(code, w)| (code.clone(), w.clone())).collect()
    }

    pub(crate) fn end(&self, code: &str) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.running.remove(code);
        inner.ended.push_back(code.to_owned());
        if inner.ended.len() > MOST {
            inner.ended.pop_front();
        }
    }
}

/// A code from random hexadecimal text.
fn code(random: &str) -> String {
    let pairs = random.as_bytes().chunks_exact(4).take(LENGTH);
    let sign = |four: &[u8]| {
        let text = std::str::from_utf8(four).unwrap_or_default();
        let number = usize::from_str_radix(text, 16).unwrap_or_default();
        char::from(SIGNS[number % SIGNS.len()])
    };
    pairs.map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn workshop() -> Workshop {
        let place = (AssessmentId("q4".to_owned()), UnitId("web".to_owned()));
        Workshop::new(PersonId("p-1".to_owned()), place, vec![ItemId("a".to_owned()), ItemId("b".to_owned())], at(0))
    }

    #[test]
    fn one_ballot_is_one_vote_and_counts_are_hidden_until_revealed() {
        let mut w = workshop();
        assert!(w.vote("x", Some(2)) && w.vote("x", Some(3)) && w.vote("y", None));
        assert_eq!((w.votes(), w.counts()), (2, None));
        w.reveal();
        assert_eq!(w.counts(), Some(BTreeMap::from([(Some(3), 1), (None, 1)])));
        assert!(!w.vote("z", Some(1)), "too late");
        w.go(1);
        assert_eq!((w.votes(), w.counts()), (0, None));
    }

    #[test]
    fn codes_cannot_be_tried_out() {
        let all = Workshops::default();
        let code = all.start(workshop(), "0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(code.len(), LENGTH);
        assert!(all.with(&code.to_lowercase(), at(1), |_| ()).is_ok());
        for _ in 0..WRONG {
            assert_eq!(all.with("NONONO", at(1), |_| ()), Err(NotIn::Unknown));
        }
        assert_eq!(all.with(&code, at(30), |_| ()), Err(NotIn::TooMany));
        assert_eq!(all.with(&code, at(62), |_| ()), Ok(()));
    }

    #[test]
    fn what_nobody_touches_is_over() {
        let all = Workshops::default();
        let code = all.start(workshop(), "0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(all.with(&code, at(4 * 3600), |_| ()), Err(NotIn::Unknown));
    }
}
