//! The real router over a real record.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod access;
mod api;
mod audit;
mod company;
mod frame;
mod model;
mod review;
mod running;
mod site;
