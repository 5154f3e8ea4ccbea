//! The record as its users see it, on both databases. Every test is written once and handed to [`ground::both`]. Where
//! `OSMM_TEST_POSTGRES` has the address of a PostgreSQL server (see `tests/postgres` at the top of the repository), it
//! runs there, too, each time in a database of its own.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod access;
mod append;
mod dump;
mod erase;
mod ground;
mod opening;
mod properties;
mod queue;
mod released;
mod sample;
mod tamper;
mod writers;
