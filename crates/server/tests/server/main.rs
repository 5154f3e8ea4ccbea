//! The real router over a real record.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod api;
mod frame;
mod site;
