//! Dates as people and spreadsheets write them. What could be two different days is none.

use jiff::civil::{Date, date};

/// Date cells before this day are not believed: they come from numbers such as `2026` in a column of dates. (A day that
/// really is earlier is written as text.)
pub(crate) const EARLIEST: Date = date(1990, 1, 1);

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDate {
    /// Day and month could be swapped.
    Ambiguous,
    /// It is something else.
    Other,
}

/// The day that a date cell means. Spreadsheets count days from the end of 1899 (as if 1900 had been a leap year) or from
/// 1904.
pub(crate) fn from_serial(serial: f64, from_1904: bool) -> Option<Date> {
    let first = if from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    let days = jiff::Span::new().try_days(serial.floor() as i64).ok()?;
    first.checked_add(days).ok().filter(|d| *d >= EARLIEST)
}

/// The day that a text means: `2026-03-31`, `31.03.2026`, and with slashes where only one order is possible.
pub(crate) fn from_text(text: &str) -> Result<Date, NoDate> {
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>() {
        return Ok(day);
    }
    let separator = text.chars().find(|c| ['.', '/', '-'].contains(c)).ok_or(NoDate::Other)?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else { return Err(NoDate::Other) };
    if a.len() == 4 {
        return day(a, b, c).ok_or(NoDate::Other);
    }
    if c.len() != 4 {
        return Err(NoDate::Other);
    }
    match (separator, day(c, b, a), day(c, a, b)) {
        ('.', Some(day), _) => Ok(day),
        (_, Some(one), Some(other)) if one != other => Err(NoDate::Ambiguous),
        ('.', None, _) => Err(NoDate::Other),
        (_, Some(day), _) | (_, None, Some(day)) => Ok(day),
        _ => Err(NoDate::Other),
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    if [year, month, day].iter().any(|p| p.is_empty() || !p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_meaning() {
        let day = Ok(date(2026, 3, 31));
        for text in ["2026-03-31", " 2026/3/31", "31.03.2026", "31.3.2026", "31/03/2026", "03/31/2026", "2026.03.31"] {
            assert_eq!(from_text(text), day, "{text}");
        }
        assert_eq!(from_text("3.4.2026"), Ok(date(2026, 4, 3)));
        assert_eq!(from_text("4/4/2026"), Ok(date(2026, 4, 4)));
        for text in ["3/4/2026", "03-04-2026"] {
            assert_eq!(from_text(text), Err(NoDate::Ambiguous), "{text}");
        }
        for text in
            ["", "31.03.26", "3/31/26", "31.13.2026", "40/40/2026", "soon", "31. March 2026", "+1.2.2026", "1.2.3.4"]
        {
            assert_eq!(from_text(text), Err(NoDate::Other), "{text}");
        }
    }

    #[test]
    fn both_ways_of_counting_days() {
        assert_eq!(from_serial(46112.0, false), Some(date(2026, 3, 31)));
        assert_eq!(from_serial(46112.75, false), Some(date(2026, 3, 31)));
        assert_eq!(from_serial(46112.0 - 1462.0, true), Some(date(2026, 3, 31)));
        for no in [2026.0, -1.0, f64::NAN, f64::INFINITY, 2_999_999.0] {
            assert_eq!(from_serial(no, false), None, "{no}");
        }
    }
}
