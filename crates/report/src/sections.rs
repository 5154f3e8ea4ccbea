//! The sections of the report, in reading order. Each answers one question and says it in its heading.

pub(crate) mod blockers;
pub(crate) mod facts;
pub(crate) mod find_out;
pub(crate) mod gaps;
pub(crate) mod headline;
pub(crate) mod method;
pub(crate) mod proof;
pub(crate) mod proposals;
pub(crate) mod signals;
pub(crate) mod units;
pub(crate) mod unseen;
