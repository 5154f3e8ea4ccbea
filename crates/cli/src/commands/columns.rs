//! `osmm columns`: which column of a company export is which, shown and remembered.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use osmm_evidence::exports::Import;
use osmm_evidence::exports::tables::{self, Draft};
use osmm_maturity::observation::Problem;

use super::look::{COLUMNS, columns};
use super::now;
use crate::console::Console;
use crate::{Outcome, files, show};

/// Show how the columns of a company export are read, and remember it.
///
/// A training record, ticket list or register as CSV or XLSX is read by the names of its columns. Where these are not known,
/// this command drafts a mapping: change it, add it to osmm-columns.toml, and every later export with the same columns is
/// read with it. Only names of columns are shown, never what is in the rows.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct Args {
    /// A CSV or an XLSX with a header
    file: PathBuf,
    /// What it is [default: what most of its columns belong to]
    #[arg(long)]
    kind: Option<String>,
    /// The column of the file for one of the kind, as `person=Staff no.`; may be given several times
    #[arg(long = "column", value_name = "NAME=COLUMN", value_parser = pair)]
    given: Vec<(String, String)>,
    /// Add the mapping to the file of mappings
    #[arg(long)]
    write: bool,
    /// The file of mappings
    #[arg(long = "to", value_name = "FILE", default_value = COLUMNS)]
    to: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  osmm columns lms.csv                                  how it is read, as a mapping to change
  osmm columns lms.csv --column 'person=Staff no.' --write
  osmm columns tickets.xlsx --kind tickets > draft.toml
  osmm scan ~/src --import lms.csv                      reads it with osmm-columns.toml, where there is one";

fn help() -> String {
    let kinds: Vec<String> = tables::ALL.iter().map(|kind| format!("  {:<18}{}", kind.id, kind.title)).collect();
    format!("Kinds:\n{}\n\n{EXAMPLES}", kinds.join("\n"))
}

fn pair(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').ok_or("it is written as NAME=COLUMN, as `person=Staff no.`")?;
    Ok((parts.0.trim().to_owned(), parts.1.trim().to_owned()))
}

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    let file = args.file.file_name().unwrap_or(args.file.as_os_str()).to_string_lossy().into_owned();
    let import = Import { file, bytes: files::read(&args.file)?, repository: None };
    let known = columns(Some(&args.to).filter(|to| to.is_file()).map(PathBuf::as_path), None)?;
    let on = now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let draft = match tables::draft(&import, args.kind.as_deref(), &args.given, &known, on) {
        Ok(draft) => draft,
        Err(problem) => bail!("{}", told(&problem)),
    };
    console.note(&format!("Read as {} ({}).", draft.kind.id, draft.kind.title));
    if let Some(place) = draft.remembered.as_ref().filter(|_| !args.write) {
        console.note(&format!("It is remembered already: {place}"));
    }
    if args.write {
        write(args, &draft, console)?;
    } else {
        console.say(&format!("{}{}", Draft::head(), show_lines(&draft.mapping)))?;
    }
    match &draft.outcome {
        Ok(says) => console.note(&format!("It says: {}", show::safe(says))),
        Err(problem) => console.note(&format!("As it is, it cannot be read: {}", told(problem))),
    }
    Ok(if draft.outcome.is_ok() { Outcome::Done } else { Outcome::Partly })
}

/// Adds a mapping behind those that are there. One that is before it and fits would hide it.
fn write(args: &Args, draft: &Draft, console: &mut Console) -> Result<()> {
    if let Some(place) = &draft.remembered {
        bail!("nothing was written: {place} has a mapping that fits\n    hint: change that one, or remove it first");
    }
    if let (false, Err(problem)) = (draft.sound, &draft.outcome) {
        bail!("nothing was written: {}", told(problem));
    }
    let before = if args.to.is_file() { files::read_text(&args.to)? } else { Draft::head() };
    files::write(&args.to, format!("{}\n{}", before.trim_end(), draft.mapping).as_bytes())?;
    console.say(&format!("Written: {} ({} as {})", args.to.display(), name(&args.file), draft.kind.id))?;
    Ok(())
}

fn name(path: &Path) -> String {
    show::safe(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// The text line by line, with nothing that steers the terminal.
fn show_lines(text: &str) -> String {
    text.lines().map(show::safe).collect::<Vec<_>>().join("\n")
}

fn told(problem: &Problem) -> String {
    let hint = problem.hint.as_ref().map(|hint| format!("\n    hint: {hint}")).unwrap_or_default();
    format!("{}: {}{hint}", show::safe(&problem.place), show::safe(&problem.message))
}
