//! `osmm model`: models as content.

use anyhow::Result;
use clap::{Subcommand, ValueEnum};
use osmm_maturity::cycle::opening::corrected;
use osmm_maturity::cycle::rehearsal::{Rehearsal, rehearsal};
use osmm_maturity::model::{Model, diff};

use crate::catalogue::{Catalogue, LoadError};
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, show};

/// List, show, check and compare maturity models.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the models in this program
    List,
    /// Print a model: its levels, activities and items, or all of it as JSON
    #[command(after_help = "Examples:\n  osmm model show\n  osmm model show ID --format json")]
    Show {
        /// Id of a model or a folder; the default model when left out
        #[arg(value_name = "ID|DIR")]
        model: Option<String>,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check models and report every fault at once, with file, line, column and the way out
    #[command(after_help = "Examples:\n  osmm model validate                the models in this program\n  \
                            osmm model validate my-model/      a folder of your own\n\nExits with 1 when a model has faults.")]
    Validate {
        /// Ids or folders; all models in this program when left out
        #[arg(value_name = "ID|DIR")]
        models: Vec<String>,
    },
    /// Show what differs between two models, or rehearse the move of an assessment to another one
    #[command(after_help = DIFF, allow_missing_positional = true)]
    Diff {
        /// The older model: id or folder; with --assessment, the name of an assessment (default: the open one)
        #[arg(value_name = "OLD", required_unless_present = "assessment")]
        old: Option<String>,
        /// The newer model: id or folder
        #[arg(value_name = "NEW", required = true)]
        new: String,
        /// What the newer model would make of an assessment: items, answers, scores before and after
        #[arg(long)]
        assessment: bool,
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}

const DIFF: &str = "\
A rehearsal changes nothing; `osmm assessment upgrade` makes the move.

Examples:
  osmm model diff models/mine-2025/ models/mine-2026/
  osmm model diff --assessment models/mine-2026/           the open assessment
  osmm model diff --assessment 2026-q4 models/mine-2026/";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// For other programs
    Json,
}

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let catalogue = Catalogue::embedded();
    match &args.command {
        Command::List => show::model::list(console, &catalogue)?,
        Command::Show { model, format } => {
            let model = catalogue.load(model.as_deref())?;
            match format {
                Format::Json => console.say(&serde_json::to_string_pretty(&model)?)?,
                Format::Text => show::model::outline(console, &model)?,
            }
        }
        Command::Validate { models } => return validate(models, &catalogue, console),
        Command::Diff { old, new, format, assessment: true } => {
            let told = rehearse(old.as_deref(), &catalogue.load(Some(new))?, keeping)?;
            match format {
                Format::Json => console.say(&serde_json::to_string_pretty(&told)?)?,
                Format::Text => show::rehearsal::print(console, &told)?,
            }
        }
        Command::Diff { old, new, format, .. } => {
            let changes = diff(&catalogue.load(old.as_deref())?, &catalogue.load(Some(new))?);
            match format {
                Format::Json => console.say(&serde_json::to_string_pretty(&changes)?)?,
                Format::Text => show::model::changes(console, &changes)?,
            }
        }
    }
    Ok(Outcome::Done)
}

/// What another model would make of an assessment as it stands, or as it was published and corrected.
fn rehearse(assessment: Option<&str>, new: &Model, keeping: &Keeping) -> Result<Rehearsal> {
    let record = Record::open(keeping, Read::One(assessment))?;
    let (cycle, old) = record.cycle()?;
    let before = corrected(cycle, record.reader()?.seen(record.picture(cycle, old)?)?);
    Ok(rehearsal(&record.state, cycle, &before, (old, new), &record.looks(cycle)?))
}

fn validate(names: &[String], catalogue: &Catalogue, console: &mut Console) -> Result<Outcome> {
    let all: Vec<String> = catalogue.ids().map(str::to_owned).collect();
    let names = if names.is_empty() { &all } else { names };
    let mut outcome = Outcome::Done;
    for name in names {
        match catalogue.load(Some(name)) {
            Ok(model) => {
                let items = model.items().count();
                let line = format!("{name}: good ({} {}, {items} items, {})", model.id, model.version, model.digest());
                console.say(&line)?;
            }
            Err(LoadError::Faults { faults, .. }) => {
                outcome = Outcome::Partly;
                for fault in &faults {
                    console.say(&format!("{name}: {fault}"))?;
                }
                let n = faults.len();
                console.say(&format!("{name}: {n} {}", if n == 1 { "fault" } else { "faults" }))?;
            }
            Err(unknown) => return Err(unknown.into()),
        }
    }
    Ok(outcome)
}
