//! How long the rest will take somebody, by the pace of that person's own last answers, or nothing where that is not known.

use jiff::Timestamp;

/// Answers before anything is said.
const LEAST: usize = 5;
/// How many of the last answers count.
const LAST: usize = 15;
/// A longer time between two answers is a pause, in seconds.
const PAUSE: i64 = 300;

/// Seconds that an answer took this person lately: the median. `times` are those of the answers, in any order; several at
/// one time are one act.
#[must_use]
pub fn pace(mut times: Vec<Timestamp>) -> Option<u32> {
    times.sort();
    times.dedup();
    if times.len() < LEAST {
        return None;
    }
    let last = &times[times.len().saturating_sub(LAST)..];
    let gaps = last.windows(2).map(|w| w[1].duration_since(w[0]).as_secs());
    let mut gaps: Vec<i64> = gaps.filter(|g| *g <= PAUSE).collect();
    gaps.sort_unstable();
    // Less than half of the least says nothing of a pace: they were answered now and then.
    let middle = *gaps.get(gaps.len() / 2).filter(|_| gaps.len() * 2 >= LEAST)?;
    u32::try_from(middle).ok()
}

/// Minutes for some answers at a pace, at least one.
#[must_use]
pub fn minutes(pace: u32, answers: usize) -> u32 {
    let seconds = u64::from(pace) * answers as u64;
    u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: &[i64]) -> Vec<Timestamp> {
        seconds.iter().map(|s| Timestamp::from_second(*s).unwrap()).collect()
    }

    #[test]
    fn nothing_is_said_before_five_answers() {
        assert_eq!(pace(at(&[0, 20, 40, 60])), None);
        assert_eq!(pace(at(&[0, 20, 40, 60, 80])), Some(20));
        assert_eq!(pace(at(&[0, 0, 0, 0, 0, 20, 40])), None, "many at one time are one act");
    }

    #[test]
    fn a_pause_is_no_answer() {
        assert_eq!(pace(at(&[0, 20, 50, 9_000, 9_020, 9_060])), Some(30));
        assert_eq!(pace(at(&[0, 1_000, 2_000, 3_000, 4_000, 5_000])), None, "answered now and then");
    }

    #[test]
    fn the_last_answers_count() {
        let slow = (0..20).map(|n| n * 100);
        let fast = (1..=15).map(|n| 1_900 + n * 10);
        assert_eq!(pace(at(&slow.chain(fast).collect::<Vec<_>>())), Some(10));
    }

    #[test]
    fn minutes_are_rounded_up() {
        assert_eq!((minutes(20, 36), minutes(20, 37), minutes(20, 0)), (12, 13, 1));
    }
}
