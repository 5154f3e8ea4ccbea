//! Seconds to months, many times over: a calendar of whole months, found by looking near the last answer.

use std::sync::LazyLock;

use jiff::civil::Date;

/// Months from January 1970 on, with the second at which each begins.
#[derive(Debug)]
pub(super) struct Calendar {
    starts: &'static [i64],
    last: usize,
}

/// 1970 to 2199; what is dated outside is dated by mistake.
const YEARS: usize = 230;

impl Calendar {
    pub(super) fn new() -> Self {
        static STARTS: LazyLock<Vec<i64>> = LazyLock::new(|| {
            let months = (0..=YEARS * 12).map(|month| length(1970 + month / 12, month % 12));
            let begin = |days: &mut i64, length| Some(std::mem::replace(days, *days + length) * DAY);
            months.scan(0, begin).collect()
        });
        Self { starts: &STARTS, last: 0 }
    }

    /// The number of the month in which a second lies, if it lies in the calendar.
    pub(super) fn month(&mut self, second: i64) -> Option<usize> {
        let holds = |month: usize| self.starts[month] <= second && second < self.starts[month + 1];
        if !holds(self.last) {
            if second < 0 || second >= self.starts[YEARS * 12] {
                return None;
            }
            self.last = self.starts.partition_point(|start| *start <= second) - 1;
        }
        Some(self.last)
    }
}

/// `2026-01`.
pub(super) fn name(month: usize) -> String {
    format!("{}-{:02}", 1970 + month / 12, month % 12 + 1)
}

const DAY: i64 = 86_400;

fn length(year: usize, month: usize) -> i64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 => 28 + i64::from(leap),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

/// The second at which a day begins, in UTC.
pub(super) fn start(day: Date) -> i64 {
    day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_agree_with_a_calendar_at_every_border() {
        let mut calendar = Calendar::new();
        for year in 1970..2200_i16 {
            for month in 1..=12_i8 {
                let first = start(Date::constant(year, month, 1));
                let number =
                    usize::try_from(year - 1970).unwrap_or_default() * 12 + usize::from(month.unsigned_abs()) - 1;
                assert_eq!(calendar.month(first), Some(number));
                assert_eq!(name(number), format!("{year}-{month:02}"));
                if first > 0 {
                    assert_eq!(calendar.month(first - 1), Some(number - 1));
                }
            }
        }
    }

    #[test]
    fn what_lies_outside_has_no_month() {
        let mut calendar = Calendar::new();
        for second in [-1, i64::MIN, i64::MAX, start(Date::constant(2200, 1, 1))] {
            assert_eq!(calendar.month(second), None);
        }
        assert_eq!(calendar.month(start(Date::constant(2200, 1, 1)) - 1), Some(YEARS * 12 - 1));
    }
}
