//! The organisation behind assessments: its units and its people.

pub(crate) mod erase;
pub(crate) mod import;
pub(crate) mod people;
pub(crate) mod unit;
pub(crate) mod units;
