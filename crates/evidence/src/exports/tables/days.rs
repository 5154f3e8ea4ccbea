//! Days as exports write them. A form that could mean two days is decided by the whole column, or declared, or refused.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// In which order a day with slashes or hyphens and the year last is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    /// `20/11/2026`.
    DayMonthYear,
    /// `11/20/2026`.
    MonthDayYear,
}

impl Order {
    /// As it is written in a file.
    pub(super) const WORDS: [&str; 2] = ["day-month-year", "month-day-year"];
}

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// One day.
    Day(Date),
    /// Two numbers up to twelve, of which each may be the month: as day-month-year and as month-day-year.
    Either(Date, Date),
    /// No day.
    Nothing,
}

impl Said {
    /// The day in an order that is known.
    pub(super) fn in_order(self, order: Order) -> Option<Date> {
        match (self, order) {
            (Self::Day(day), _) | (Self::Either(day, _), Order::DayMonthYear) | (Self::Either(_, day), _) => Some(day),
            (Self::Nothing, _) => None,
        }
    }
}

/// Reads a day; a time behind it is passed by, one with its zone is turned into UTC.
pub(super) fn read(text: &str) -> Said {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        return Said::Day(time.to_zoned(TimeZone::UTC).date());
    }
    let lower = text.to_lowercase();
    let named = MONTHS.iter().enumerate().find_map(|(at, names)| names.iter().find_map(|name| split(&lower, name, at)));
    let date = match &named {
        Some(date) => date.as_str(),
        // A time follows after a space, a comma or a T.
        None => text.split([' ', ',', 'T']).next().unwrap_or_default(),
    };
    let parts: Vec<&str> = date.split(['.', '/', '-']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return Said::Nothing };
    if a.len() == 4 {
        return day(a, b, c).map_or(Said::Nothing, Said::Day);
    }
    if date.contains('.') {
        // Nobody writes the month first with full stops.
        return day(c, b, a).map_or(Said::Nothing, Said::Day);
    }
    match (day(c, b, a), day(c, a, b)) {
        (Some(one), Some(other)) if one != other => Said::Either(one, other),
        (Some(one), _) | (None, Some(one)) => Said::Day(one),
        (None, None) => Said::Nothing,
    }
}

/// The names of months in English and German, the longer first.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "jan"],
    &["february", "februar", "feb"],
    &["march", "märz", "mar", "mär", "mrz"],
    &["april", "apr"],
    &["may", "mai"],
    &["june", "juni", "jun"],
    &["july", "juli", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oktober", "oct", "okt"],
    &["november", "nov"],
    &["december", "dezember", "dec", "dez"],
];

/// `20 November 2026`, `Nov 20, 2026` and their like, in numbers with full stops.
fn split(lower: &str, name: &str, month: usize) -> Option<String> {
    let (before, after) = lower.split_once(name)?;
    let numbers = |text: &str| -> Option<Vec<String>> {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.map(ToOwned::to_owned).collect();
        parts.first().is_none_or(|first| first.bytes().all(|b| b.is_ascii_digit())).then_some(parts)
    };
    let month = month + 1;
    match (numbers(before)?.as_slice(), numbers(after)?.as_slice()) {
        ([day], [year, ..]) | ([], [day, year, ..]) => Some(format!("{day}.{month}.{year}")),
        _ => None,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let number = |text: &str, lengths: &[usize]| {
        let fits = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (year, month, day) = (number(year, &[2, 4])?, number(month, &[1, 2])?, number(day, &[1, 2])?);
    let year = if year < 100 { 2000 + year } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn forms_of_two_languages_are_read() {
        let wanted = Said::Day(date(2026, 11, 20));
        for text in [
            "2026-11-20",
            "2026-11-20T09:00:00Z",
            "2026-11-20 09:00",
            "2026/11/20",
            "20.11.2026",
            "20.11.26",
            "20.11.2026, 09:00",
            "20/11/2026",
            "11/20/2026 9:00 AM",
            "20-Nov-2026",
            "20 November 2026",
            "20. November 2026",
            "Nov 20, 2026",
            "November 20, 2026 9:00",
            "20-11-2026",
            "2026-11-19T23:30:00-02:00",
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
        assert_eq!(read("03/04/2026"), Said::Either(date(2026, 4, 3), date(2026, 3, 4)));
        assert_eq!(read("3. Mai 2026"), Said::Day(date(2026, 5, 3)));
        assert_eq!(read("4/4/2026"), Said::Day(date(2026, 4, 4)));
        for text in
            ["", "soon", "45981", "2026", "40/40/2026", "31.13.2026", "1.2", "Mayer", "v1.2.3456x", "20.11.20265"]
        {
            assert_eq!(read(text), Said::Nothing, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(days in 0..40_000_i32) {
            let day = date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(read(&day.to_string()), Said::Day(day));
            prop_assert_eq!(read(&day.strftime("%d.%m.%Y").to_string()), Said::Day(day));
            prop_assert_eq!(read(&day.strftime("%-d %B %Y").to_string()), Said::Day(day));
            prop_assert_eq!(read(&day.strftime("%d/%m/%Y").to_string()).in_order(Order::DayMonthYear), Some(day));
            prop_assert_eq!(read(&day.strftime("%m/%d/%Y").to_string()).in_order(Order::MonthDayYear), Some(day));
        }

        #[test]
        fn nothing_ends_the_reading(text in "\\PC{0,40}") {
            let _ = read(&text);
        }
    }
}
