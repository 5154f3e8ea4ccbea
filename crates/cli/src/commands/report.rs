//! `osmm report`: what is told to an audience.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use osmm_maturity::assessment::{Assessment, parse};
use osmm_maturity::plan::Plan;
use osmm_report::report::{Format, Logo, Looks, render};
use osmm_report::story::{Audience, Given, story};

use crate::console::Console;
use crate::{Outcome, files};

/// A report to an audience: where we stand, what moved, how peers stand, what is asked.
///
/// Every figure carries what it rests on and a number that leads to its source. The same files give the same report.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// An assessment file of `osmm assess`
    #[arg(long, value_name = "FILE", default_value = "osmm-assessment.json")]
    assessment: PathBuf,
    /// For whom: board, cio, risk-committee, unit, all-staff, auditor or assessor
    #[arg(long, value_name = "AUDIENCE", default_value = "board")]
    audience: Audience,
    /// html, markdown, csv or json (default: by the ending of the output)
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Where to write it; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// An earlier assessment file, to say what moved
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// A roadmap (`osmm plan --json`), to say what is asked
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// A logo for the page: PNG or SVG
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
    /// A style sheet that comes after that of the page
    #[arg(long, value_name = "FILE")]
    style: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  osmm report --output board.html                        the board's page, of osmm-assessment.json
  osmm plan osmm-assessment.json --capacity 40 --json > roadmap.json
  osmm report --plan roadmap.json --since last-quarter.json --output board.html
  osmm report --audience auditor --output auditor.md
  osmm report --audience cio --format json --output - | jq .chapters[0]";

pub(crate) fn run(args: &Args, console: &mut Console) -> Result<Outcome> {
    let format = format(args)?;
    let assessment = read(&args.assessment)?;
    let since = args.since.as_deref().map(read).transpose()?;
    let plan = args.plan.as_deref().map(plan).transpose()?;
    let place = args.assessment.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let given = Given { assessment: &assessment, place: &place, since: since.as_ref(), plan: plan.as_ref() };
    let bytes = render(&story(given, args.audience), format, &looks(args)?)?;
    if args.output == Path::new("-") {
        console.say(String::from_utf8_lossy(&bytes).trim_end())?;
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
            "`{}` does not say which format is wanted\n    hint: end it in .html, .md, .csv or .json, or give `--format`",
            args.output.display()
        ),
    }
}

fn read(path: &Path) -> Result<Assessment> {
    parse(&files::read_text(path)?)
        .with_context(|| format!("`{}` is no assessment\n    hint: `osmm assess` writes one", path.display()))
}

fn plan(path: &Path) -> Result<Plan> {
    serde_json::from_str(&files::read_text(path)?).with_context(|| {
        format!("`{}` is no plan\n    hint: `osmm plan --json > roadmap.json` writes one", path.display())
    })
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
