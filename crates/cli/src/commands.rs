//! One file per command: its arguments and what it does.

pub(crate) mod access;
pub(crate) mod action;
pub(crate) mod answer;
pub(crate) mod assess;
pub(crate) mod assessment;
pub(crate) mod case;
pub(crate) mod columns;
pub(crate) mod evidence;
pub(crate) mod guide;
pub(crate) mod history;
pub(crate) mod keep;
pub(crate) mod look;
pub(crate) mod mirror;
pub(crate) mod model;
pub(crate) mod person;
pub(crate) mod plan;
pub(crate) mod proposal;
pub(crate) mod queue;
pub(crate) mod report;
pub(crate) mod scan;
pub(crate) mod serve;
pub(crate) mod sheet;
pub(crate) mod signal;
pub(crate) mod target;
pub(crate) mod todo;
pub(crate) mod tracker;
pub(crate) mod transfer;
pub(crate) mod unit;
pub(crate) mod worker;

use jiff::Timestamp;
use jiff::civil::Date;
use osmm_maturity::observation::Tool;

/// This program, as it names itself in files.
pub(crate) fn tool() -> Tool {
    Tool { name: "osmm".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }
}

/// The clock, or `SOURCE_DATE_EPOCH` (seconds since 1970) where it is set, for reproducible files.
pub(crate) fn now() -> Timestamp {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    let fixed = set.and_then(|seconds| Timestamp::from_second(seconds).ok());
    let now = fixed.unwrap_or_else(Timestamp::now);
    // Microseconds are what every database keeps.
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

/// A date as the user writes it.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date is written as 2026-03-31".to_owned())
}
