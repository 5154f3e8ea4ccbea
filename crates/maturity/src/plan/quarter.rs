//! Quarters of a year.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A quarter of a calendar year, written `2027-Q1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Quarter {
    year: i16,
    /// From 0.
    number: i8,
}

impl Quarter {
    /// The quarter of a day.
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() - 1) / 3 }
    }

    /// The quarter so many later.
    #[must_use]
    pub fn plus(self, quarters: usize) -> Self {
        let count = i64::from(self.year) * 4 + i64::from(self.number) + i64::try_from(quarters).unwrap_or(0);
        let year = i16::try_from(count.div_euclid(4)).unwrap_or(i16::MAX);
        Self { year, number: i8::try_from(count.rem_euclid(4)).unwrap_or(0) }
    }

    /// How many quarters it is after another; negative when before.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        (i64::from(self.year) - i64::from(other.year)) * 4 + i64::from(self.number - other.number)
    }

    /// Its last day.
    #[must_use]
    pub fn end(self) -> Date {
        // The first day of a month is in every calendar year that a date can have.
        Date::new(self.year, self.number * 3 + 3, 1).map_or(Date::MAX, Date::last_of_month)
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-Q{}", self.year, self.number + 1)
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}

impl TryFrom<String> for Quarter {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parsed = text.split_once("-Q").and_then(|(year, number)| {
            let number: i8 = number.parse().ok().filter(|n| (1..=4).contains(n))?;
            Some(Self { year: year.parse().ok().filter(|y| (1..=9999).contains(y))?, number: number - 1 })
        });
        parsed.ok_or("a quarter is written as 2027-Q1")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn quarters_count_over_years() {
        let quarter = Quarter::of(date(2026, 11, 28));
        assert_eq!(quarter.to_string(), "2026-Q4");
        assert_eq!(quarter.plus(5).to_string(), "2028-Q1");
        assert_eq!(quarter.plus(5).since(quarter), 5);
        assert_eq!(quarter.end(), date(2026, 12, 31));
        assert_eq!(Quarter::try_from("2028-Q1".to_owned()), Ok(quarter.plus(5)));
        assert!(Quarter::try_from("2028-Q5".to_owned()).is_err());
    }
}
