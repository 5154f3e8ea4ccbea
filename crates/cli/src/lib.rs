//! The command line of osmm: parse, run one command, turn its outcome into an exit code.
//!
//! Every command is the same sandwich: load, pure function, save or print. This crate is the edge: it alone reads the
//! clock, the environment and the file system for the user, and it alone prints.

mod catalogue;
mod commands;
mod console;
mod files;
mod progress;
mod show;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use catalogue::{Catalogue, LoadError};

use console::Console;

/// Find out how mature an organisation's use of open source is, prove it, improve it.
///
/// osmm looks at git repositories without a network, proposes ratings with proof, merges them with what people
/// answer, and shows the profile by level and activity with its coverage. A scan proposes; people decide.
#[derive(Debug, Parser)]
#[command(name = "osmm", version, about, long_about, after_help = EXIT_CODES, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, but something could not be read or does not hold (listed)
  2  not done: wrong use, or a result could not be written

Examples:
  osmm assess .                               look at the repositories here and write a report
  osmm assess --template > answers.yaml       a file with every question, to fill in
  osmm assess . --answers answers.yaml        the same report with what people say
  osmm guide --role ROLE --level 2            what concerns a role at level 2 (osmm guide lists the roles)

Colours are off in a pipe and when NO_COLOR is set. SOURCE_DATE_EPOCH sets the clock, for reproducible files.";

#[derive(Debug, Subcommand)]
enum Command {
    Assess(commands::assess::Args),
    Scan(commands::scan::Args),
    Model(commands::model::Args),
    Guide(commands::guide::Args),
}

/// How a command ended, short of an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was read.
    Done,
    /// Done, but something could not be read or does not hold; it has been listed.
    Partly,
}

/// Runs the program with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output with 0, wrong use to standard error with 2.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let mut console = Console::new();
    let outcome = match cli.command {
        Command::Assess(args) => commands::assess::run(&args, &mut console),
        Command::Scan(args) => commands::scan::run(&args, &mut console),
        Command::Model(args) => commands::model::run(&args, &mut console),
        Command::Guide(args) => commands::guide::run(&args, &mut console),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&error);
            ExitCode::from(2)
        }
    }
}

/// The whole command tree, for the reference page.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}
