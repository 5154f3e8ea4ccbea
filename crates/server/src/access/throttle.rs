//! Slowing down who guesses: so many failures in a while, by account and by address, and no more is tried until it is over.
//!
//! It is kept in memory: a restart forgets, and several servers over one database count for themselves.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How long failures are remembered.
const WHILE: SignedDuration = SignedDuration::from_mins(15);
/// Failures in a while for one account, wherever they come from.
pub(crate) const ACCOUNT: u32 = 10;
/// Failures in a while from one address, whoever they are for: a whole office may share one.
pub(crate) const ADDRESS: u32 = 50;
/// Names that are remembered at most; beyond that, those whose while is over are dropped.
const NAMES: usize = 10_000;

/// Failures by name, with the time of the first in the while.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    failures: Mutex<HashMap<String, (u32, Timestamp)>>,
}

impl Throttle {
    /// Minutes to wait, if there were too many failures under one of the names.
    pub(crate) fn wait(&self, names: &[(&str, u32)], now: Timestamp) -> Option<i64> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let left = |(name, most): &(&str, u32)| {
            let (count, first) = failures.get(*name)?;
            let left = WHILE - now.duration_since(*first);
            (count >= most && left.is_positive()).then(|| (left.as_secs() + 59) / 60)
        };
        names.iter().filter_map(left).max()
    }

    /// Remembers a failure.
    pub(crate) fn failed(&self, names: &[(&str, u32)], now: Timestamp) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= NAMES {
            failures.retain(|_, (_, first)| now.duration_since(*first) < WHILE);
        }
        for (name, _) in names {
            let kept = failures.entry((*name).to_owned()).or_insert((0, now));
            if now.duration_since(kept.1) >= WHILE {
                *kept = (0, now);
            }
            kept.0 += 1;
        }
    }

    /// Takes one failure back.
    pub(crate) fn forgive(&self, name: &str) {
        if let Some((count, _)) = self.failures.lock().unwrap_or_else(PoisonError::into_inner).get_mut(name) {
            *count = count.saturating_sub(1);
        }
    }

    /// Forgets failures under a name: it was the right one after all.
    pub(crate) fn forget(&self, name: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn too_many_failures_mean_waiting_until_the_while_is_over() {
        let throttle = Throttle::default();
        let names = [("account ada", 3), ("address ::1", 5)];
        for minute in 0..3 {
            assert_eq!(throttle.wait(&names, at(minute)), None);
            throttle.failed(&names, at(minute));
        }
        assert_eq!(throttle.wait(&names, at(3)), Some(12));
        assert_eq!(throttle.wait(&names[1..], at(3)), None, "another account from there may try");
        assert_eq!(throttle.wait(&names, at(15)), None);
        throttle.failed(&names, at(15));
        assert_eq!(throttle.wait(&names, at(15)), None, "the count began anew");
        throttle.failed(&names, at(15));
        throttle.failed(&names, at(15));
        throttle.forget("account ada");
        assert_eq!(throttle.wait(&names, at(16)), None);
    }
}
