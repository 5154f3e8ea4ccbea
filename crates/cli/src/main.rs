//! The `osmm` program: see the library of the same crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    osmm_cli::run(std::env::args_os())
}
