//! The real router over a real record.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod access;
mod answering;
mod api;
mod audit;
mod company;
mod evidence;
mod frame;
mod german;
mod model;
mod others;
mod overview;
mod reports;
mod review;
mod roadmap;
mod running;
mod site;
mod trackers;
mod transfer;
mod workshop;
