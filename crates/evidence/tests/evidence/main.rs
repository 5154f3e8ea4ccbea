//! What a scan shows of repositories made by git, good and bad ones, and how it compares with measured facts.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod accuracy;
mod bad;
mod discovery;
mod exports;
mod history;
mod licences;
mod made;
mod repeat;
mod script;
mod tables;
mod truth;
mod upstream;
mod workbooks;
mod workflows;
