//! The domain of osmm: what a maturity model is, what people answer, what machines see, and what follows from it.
//!
//! Pure: no I/O, no clock, no randomness. The way of the data:
//!
//! 1. [`model`]: YAML content becomes a [`model::Model`], or a list of all its faults.
//! 2. [`answers`]: what people wrote becomes [`response::Response`]s and [`evidence::Evidence`].
//! 3. [`observation`]: what machines saw (filled by the evidence crate).
//! 4. [`proposal`]: observations become suggested ratings, as intervals, by rules of the model.
//! 5. [`score`], [`level`], [`gap`], [`rollup`]: numbers, each with its coverage.
//! 6. [`agreement`]: how far raters agree who answered without seeing each other.
//! 7. [`assessment`]: all of it in one public, versioned file that anyone can recompute.

pub mod agreement;
pub mod answers;
pub mod assessment;
pub mod case;
pub mod cycle;
pub mod digest;
pub mod event;
pub mod evidence;
pub mod fault;
pub mod gap;
pub mod level;
pub mod model;
pub mod observation;
pub mod organisation;
pub mod person;
pub mod plan;
pub mod proposal;
pub mod rating;
pub mod response;
pub mod rollup;
pub mod score;
pub mod sheet;
pub mod unit;
mod written;
