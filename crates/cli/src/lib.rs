//! The command line of osmm: parse, run one command, turn its outcome into an exit code.
//!
//! Every command is the same sandwich: load, pure function, save or print. This crate is the edge: it alone reads the
//! clock, the environment and the file system for the user, and it alone prints.

mod catalogue;
mod commands;
mod console;
mod files;
mod progress;
mod record;
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
    #[command(flatten)]
    keeping: record::Keeping,
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
    Mirror(commands::mirror::Args),
    Queue(commands::queue::Args),
    Worker(commands::worker::Args),
    Signal(commands::signal::Args),
    Columns(commands::columns::Args),
    Model(commands::model::Args),
    Guide(commands::guide::Args),
    Unit(commands::unit::Args),
    Person(commands::person::Args),
    Assessment(commands::assessment::Args),
    Assign(commands::todo::AssignArgs),
    Todo(commands::todo::TodoArgs),
    Answer(commands::answer::AnswerArgs),
    Lock(commands::answer::LockArgs),
    Disagreements(commands::todo::DisagreementArgs),
    Decide(commands::answer::DecideArgs),
    Evidence(commands::evidence::Args),
    Proposal(commands::proposal::Args),
    Confirm(commands::answer::ConfirmArgs),
    Target(commands::target::Args),
    Action(commands::action::Args),
    Plan(commands::plan::Args),
    Report(commands::report::Args),
    Tracker(commands::tracker::Args),
    Case(commands::case::Args),
    Rollup(commands::history::RollupArgs),
    Delta(commands::history::DeltaArgs),
    History(commands::history::HistoryArgs),
    Correct(commands::answer::CorrectArgs),
    Serve(commands::serve::Args),
    Access(commands::access::Args),
    Verify(commands::keep::VerifyArgs),
    Backup(commands::keep::BackupArgs),
    Restore(commands::keep::RestoreArgs),
    Export(commands::transfer::ExportArgs),
    Import(commands::transfer::ImportArgs),
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
    match run_command(&cli.command, &cli.keeping, &mut console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partly) => ExitCode::from(1),
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.error(&error);
            ExitCode::from(2)
        }
    }
}

fn run_command(command: &Command, keeping: &record::Keeping, console: &mut Console) -> anyhow::Result<Outcome> {
    use commands::{
        access, action, answer, assess, assessment, case, columns, evidence, guide, history, keep, mirror, model,
        person, plan, proposal, queue, report, scan, serve, signal, target, todo, tracker, transfer, unit, worker,
    };
    match command {
        Command::Assess(args) => assess::run(args, keeping, console),
        Command::Scan(args) => scan::run(args, keeping, console),
        Command::Mirror(args) => mirror::run(args, console),
        Command::Queue(args) => queue::run(args, keeping, console),
        Command::Worker(args) => worker::run(args, keeping, console),
        Command::Signal(args) => signal::run(args, console),
        Command::Columns(args) => columns::run(args, console),
        Command::Model(args) => model::run(args, keeping, console),
        Command::Guide(args) => guide::run(args, console),
        Command::Unit(args) => unit::run(args, keeping, console),
        Command::Person(args) => person::run(args, keeping, console),
        Command::Assessment(args) => assessment::run(args, keeping, console),
        Command::Assign(args) => todo::assign(args, keeping, console),
        Command::Todo(args) => todo::todo(args, keeping, console),
        Command::Answer(args) => answer::answer(args, keeping, console),
        Command::Lock(args) => answer::lock(args, keeping, console),
        Command::Disagreements(args) => todo::differing(args, keeping, console),
        Command::Decide(args) => answer::decide(args, keeping, console),
        Command::Evidence(args) => evidence::run(args, keeping, console),
        Command::Proposal(args) => proposal::run(args, keeping, console),
        Command::Confirm(args) => answer::confirm(args, keeping, console),
        Command::Target(args) => target::run(args, keeping, console),
        Command::Action(args) => action::run(args, keeping, console),
        Command::Plan(args) => plan::run(args, keeping, console),
        Command::Report(args) => report::run(args, keeping, console),
        Command::Tracker(args) => tracker::run(args, console),
        Command::Case(args) => case::run(args, console),
        Command::Rollup(args) => history::roll_up(args, keeping, console),
        Command::Delta(args) => history::compare(args, keeping, console),
        Command::History(args) => history::history(args, keeping, console),
        Command::Correct(args) => answer::correct(args, keeping, console),
        Command::Serve(args) => serve::run(args, keeping, console),
        Command::Access(args) => access::run(args, keeping, console),
        Command::Verify(args) => keep::verify(args, keeping, console),
        Command::Backup(args) => keep::backup(args, keeping, console),
        Command::Restore(args) => keep::restore(args, keeping, console),
        Command::Export(args) => transfer::export(args, keeping, console),
        Command::Import(args) => transfer::import(args, keeping, console),
    }
}

/// The whole command tree, for the reference page.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}
