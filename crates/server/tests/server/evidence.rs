//! What backs answers: proposals, evidence, scans.

mod proposals;
mod scans;
