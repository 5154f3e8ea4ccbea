//! What backs answers: proposals, evidence, scans.

mod objects;
mod proposals;
mod scans;
