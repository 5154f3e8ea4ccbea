//! `osmm report`: what is told to an audience.

mod given;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use osmm_report::report::{Format, Logo, Looks, render};
use osmm_report::story::{Audience, Given};

use crate::console::Console;
use crate::record::Keeping;
use crate::{Outcome, files};
use given::{find, is_file, roadmap};

/// A report to an audience: where we stand, what moved, how peers stand, what is asked.
///
/// Every figure carries what it rests on and a number that leads to its source. The same files give the same report.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A file of `osmm assess`, or an assessment of the record (default: osmm-assessment.json, else the open one)
    #[arg(long, value_name = "FILE|NAME")]
    assessment: Option<String>,
    /// A unit of the record (default: the whole organisation)
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// For whom: board, cio, risk-committee, unit, all-staff, auditor or assessor
    #[arg(long, value_name = "AUDIENCE", default_value = "board")]
    audience: Audience,
    /// html, markdown, csv, json, xlsx or pptx (default: by the ending of the output)
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Where to write it; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// An earlier one, to say what moved
    #[arg(long, value_name = "FILE|NAME")]
    since: Option<String>,
    /// A roadmap (`osmm plan --json`), to say what is asked (default: by the settings kept in the record)
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// A logo for the page (HTML): PNG or SVG
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// A style sheet that comes after that of the page (HTML)
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  osmm report --output board.html                        the board's page, of osmm-assessment.json
  osmm plan osmm-assessment.json --capacity 40 --json > roadmap.json
  osmm report --plan roadmap.json --since last-quarter.json --output board.html
  osmm report --assessment 2026-q4 --since 2026-q3 --output board.html     of the record, with its roadmap
  osmm report --assessment 2026-q4 --unit payments --audience unit --output payments.html
  osmm report --audience auditor --output auditor.md
  osmm report --audience cio --plan roadmap.json --output cio.pptx       slides with charts to edit, and notes
  osmm report --output scores.xlsx                       every number as a formula over the ratings
  osmm report --audience cio --format json --output - | jq .chapters[0]";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let format = format(args)?;
    let unit = args.unit.as_deref();
    let found = find(args.assessment.as_deref(), unit, keeping, console)?;
    let since = args.since.as_deref().map(|name| {
        // The unit is one of the record; a file says itself of whom it is.
        let unit = unit.filter(|_| !is_file(name));
        find(Some(name), unit, keeping, console)
    });
    let since = since.transpose()?;
    let plan = roadmap(args.plan.as_deref(), &found, console)?;
    let since = since.as_ref().map(|since| &since.assessment);
    let given = Given { assessment: &found.assessment, place: &found.place, since, plan: plan.as_ref() };
    if !format.has_looks() && (args.logo.is_some() || args.style.is_some()) {
        console.note(&format!("`--logo` and `--style` are for pages; a report as {format} has neither."));
    }
    let bytes = render(given, args.audience, format, &looks(args)?)?;
    if args.output == Path::new("-") {
        let Ok(text) = std::str::from_utf8(&bytes) else {
            bail!("a report as {format} is no text\n    hint: name a file to write it to");
        };
        console.say(text.trim_end())?;
    } else {
        files::write(&args.output, &bytes)?;
    }
    Ok(Outcome::Done)
}

fn format(args: &Args) -> Result<Format> {
    let ending = args.output.extension().map(|ending| ending.to_string_lossy().into_owned());
    let guessed = ending.as_deref().and_then(Format::of_ending);
    match args.format.or(guessed) {
        Some(format) => Ok(format),
        None => bail!(
            "`{}` does not say which format is wanted\n    hint: end it in .html, .md, .csv, .json, .xlsx or .pptx, or give `--format`",
            args.output.display()
        ),
    }
}

fn looks(args: &Args) -> Result<Looks> {
    let mut looks = Looks::default();
    if let Some(path) = &args.logo {
        let Some(logo) = Logo::new(files::read(path)?) else {
            bail!("`{}` is no logo: a PNG or an SVG of {} KiB at most is", path.display(), Logo::LARGEST >> 10);
        };
        looks.logo = Some(logo);
    }
    if let Some(path) = &args.style {
        looks.style = files::read_text(path)?;
    }
    Ok(looks)
}
