//! The record at work, through the program: journeys, tampering, crashes, bad input. Each test runs on every database
//! that is at hand: SQLite always, PostgreSQL where OSMM_TEST_POSTGRES names a server.

mod checklists;
mod course;
mod crash;
mod crowd;
mod desk;
mod goals;
mod history;
mod imports;
mod journeys;
mod looks;
mod proposals;
mod queue;
mod refused;
mod remote;
mod roadmap;
mod served;
mod sight;
mod upgrade;
