//! `osmm signal`: signals that an organisation defines for itself.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use clap::Subcommand;
use osmm_evidence::{Imported, OwnSignals};
use osmm_maturity::observation::Problem;

use crate::console::Console;
use crate::{Outcome, files, show};

/// Signals of your own: check their file, or make one of a ruleset of repolinter.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check files of signals and report every fault at once, with its place and the way out
    #[command(after_help = "Example:\n  osmm signal validate osmm-signals.toml\n\n\
                            docs/reference/own-signals.md describes the file. Exits with 2 when it has faults.")]
    Validate {
        /// Files of signals, or rulesets of repolinter
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print a ruleset of repolinter (JSON or YAML) as a file of signals
    #[command(after_help = "Example:\n  osmm signal import repolint.json > osmm-signals.toml\n\n\
                            A rule that cannot be asked here becomes a signal that says why, and is listed; then the exit \
                            code is 1.\n`osmm scan --signals repolint.json` takes a ruleset as it is.")]
    Import {
        /// The ruleset
        #[arg(value_name = "RULESET")]
        ruleset: PathBuf,
    },
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    match &args.command {
        Command::Validate { files } => {
            let (signals, notes) = read(files)?;
            show::scan::list_notes(console, &notes);
            for id in signals.ids() {
                console.say(id)?;
            }
            console.note(&format!("{}, and no fault", show::count(signals.ids().count(), "signal", "signals")));
            Ok(Outcome::Done)
        }
        Command::Import { ruleset } => import(ruleset, console),
    }
}

fn import(path: &Path, console: &mut Console) -> Result<Outcome> {
    let (text, place) = (files::read_text(path)?, path.display().to_string());
    let imported = OwnSignals::import(&text, &place).map_err(|problem| anyhow!("{}", told(&problem)))?;
    console.say(imported.text.trim_end())?;
    for note in &imported.notes {
        console.note(&told(note));
    }
    Ok(if imported.unasked == 0 { Outcome::Done } else { Outcome::Partly })
}

/// Signals of several files, rulesets among them, and what became of rules that cannot be asked.
pub(crate) fn read(paths: &[PathBuf]) -> Result<(OwnSignals, Vec<Problem>)> {
    let (mut all, mut notes) = (OwnSignals::default(), Vec::new());
    for path in paths {
        let (text, place) = (files::read_text(path)?, path.display().to_string());
        let own = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        let text = if own {
            text
        } else {
            let Imported { text, notes: more, .. } =
                OwnSignals::import(&text, &place).map_err(|problem| anyhow!("{}", told(&problem)))?;
            notes.extend(more);
            text
        };
        let signals = OwnSignals::parse(&text, &place).map_err(|faults| {
            let faults: Vec<String> = faults.iter().map(told).collect();
            anyhow!("the signals cannot be used:\n{}", faults.join("\n"))
        })?;
        if let Err(twice) = all.join(&signals) {
            bail!(
                "`{place}` defines what another file does: {}\n    hint: give each an id of its own",
                twice.join(", ")
            );
        }
    }
    Ok((all, notes))
}

fn told(one: &Problem) -> String {
    let hint = one.hint.as_ref().map(|hint| format!("\n    hint: {hint}")).unwrap_or_default();
    show::safe(&one.place) + ": " + &show::safe(&one.message) + &hint
}
