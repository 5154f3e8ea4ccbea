//! `osmm assess`: from repositories and answers to a profile, a report and a file that anyone can recompute.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use osmm_maturity::answers::{self, Answers, csv_template, yaml_template};
use osmm_maturity::assessment::{Assessment, Basics, parse, recompute};
use osmm_maturity::fault::Fault;
use osmm_maturity::model::{Item, Model};
use osmm_maturity::observation::{ObservationSet, Problem, SignalId};

use super::look::{How, KEEPING, Keep, complete, importing};
use super::{day, now, tool};
use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::record::Keeping;
use crate::{Outcome, files, show};

/// Assess: look at repositories, merge answers, print the profile and write the report.
///
/// Every repository at or under the given paths is read at its HEAD commit, without token, network or checkout. What is
/// seen becomes proposed ratings with proof; what people answer comes from files. Two files are written: osmm-report.html
/// (one self-contained page) and osmm-assessment.json (everything the numbers rest on, and the numbers).
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{KEEPING}\n\n{}\n\n{EXAMPLES}", importing()))]
pub(crate) struct Args {
    /// Folders with repositories at or below them
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Answers of people, YAML or CSV; may be given several times
    #[arg(long, value_name = "FILE")]
    answers: Vec<PathBuf>,
    /// Print an empty answers file with every question and anchor, and stop
    #[arg(long, value_enum, value_name = "FORMAT", num_args = 0..=1, default_missing_value = "yaml")]
    template: Option<TemplateFormat>,
    /// Compute every number of an assessment file again from its own content, and stop
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "answers", "template"])]
    recompute: Option<PathBuf>,
    /// Name of what is assessed (default: from the answers, else the folder's name)
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The day for which the assessment holds (default: from the answers, else today, UTC)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Date>,
    /// Earlier assessment files; those of the last 12 months count as snapshots
    #[arg(long, value_name = "FILE")]
    previous: Vec<PathBuf>,
    /// Id of a model or a folder with one
    #[arg(long, value_name = "ID|DIR")]
    model: Option<String>,
    /// Folder for osmm-report.html and osmm-assessment.json
    #[arg(long, short, value_name = "DIR", default_value = ".")]
    output: PathBuf,
    /// Print the assessment as JSON (format osmm-assessment/1) in place of the profile
    #[arg(long)]
    json: bool,
    /// Print nothing but what could not be read
    #[arg(long, short)]
    quiet: bool,
    /// Also print how each number is made
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    keep: Keep,
}

const EXAMPLES: &str = "\
Examples:
  osmm assess .
  osmm assess --template > answers.yaml          fill it in, then:
  osmm assess ~/src --answers answers.yaml --name \"Example Group\"
  osmm assess --answers answers.yaml             answers alone, without looking at repositories
  osmm assess ~/src --import scorecard.json      and what another program found
  osmm assess ~/src --keep                       and what is seen into the record of `osmm unit import`
  osmm assess --recompute osmm-assessment.json   does every number hold?

Exit codes: 0 done; 1 done, but something could not be read or does not hold (listed); 2 not done.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TemplateFormat {
    /// Commented YAML
    Yaml,
    /// A table for a spreadsheet
    Csv,
}

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    if let Some(file) = &args.recompute {
        return check(file, args, console);
    }
    let model = Catalogue::embedded().load(args.model.as_deref())?;
    if let Some(format) = args.template {
        let text = match format {
            TemplateFormat::Yaml => yaml_template(&model),
            TemplateFormat::Csv => csv_template(&model),
        };
        console.say(text.trim_end())?;
        return Ok(Outcome::Done);
    }
    if args.paths.is_empty() && args.answers.is_empty() {
        bail!("nothing to assess\n    hint: name a folder (`osmm assess .`) or answers (`--answers FILE`)");
    }
    let record = args.keep.record(keeping)?;
    let answers = read_answers(&args.answers, &model)?;
    let mut scan = (!args.paths.is_empty()).then(|| args.how.look(&args.paths, args.quiet)).transpose()?;
    if let Some(scan) = &mut scan {
        scan.seen.problems.extend(undefined(&model, &scan.seen));
    }
    let assessment = assess(model, args, answers, scan.as_ref().map(|s| s.seen.clone()))?;
    let written = write(&assessment, &args.output)?;
    if args.json {
        console.say(&serde_json::to_string_pretty(&assessment)?)?;
    } else if !args.quiet {
        show::assessment::profile(console, &assessment, args.explain)?;
    }
    let whole = assessment.problems.is_empty() && assessment.scan.as_ref().is_none_or(complete);
    show::assessment::not_read(console, &assessment);
    if !args.quiet {
        show::scan::list_notes(console, scan.as_ref().map(|s| s.notes.as_slice()).unwrap_or_default());
        console.note(&format!("Written: {}", written.join(", ")));
    }
    let kept = match (record, &scan) {
        (Some(mut record), Some(scan)) => args.keep.keep(&mut record, scan, args.quiet, console)?,
        _ => Outcome::Done,
    };
    Ok(if whole { kept } else { Outcome::Partly })
}

fn assess(model: Model, args: &Args, answers: Answers, scan: Option<ObservationSet>) -> Result<Assessment> {
    let as_of = args.as_of.or(answers.as_of).unwrap_or_else(|| now().to_zoned(TimeZone::UTC).date());
    let name = args.name.clone().or(answers.scope).unwrap_or_else(|| folder_name(&args.paths));
    let basics = Basics {
        tool: tool(),
        scope: name,
        as_of,
        snapshots: 1 + earlier(&args.previous, &model, as_of)?,
        responses: answers.responses,
        evidence: answers.evidence,
        scan,
        problems: answers.faults.iter().map(problem).collect(),
    };
    Ok(Assessment::new(model, basics))
}

/// Reads answers files in the order given. An item that two files answer differently is left unanswered and reported.
fn read_answers(paths: &[PathBuf], model: &Model) -> Result<Answers> {
    let mut all = Answers::default();
    for path in paths {
        let name = path.display().to_string();
        let bytes = files::read(path).with_context(|| {
            format!("no answers taken\n    hint: `osmm assess --template > {name}` makes a file to fill in")
        })?;
        let read = answers::read(&name, &bytes, model);
        all.merge(&name, read);
    }
    Ok(all)
}

/// Signals that the model asks for and that no file defines: what they stand for is not known.
fn undefined(model: &Model, scan: &ObservationSet) -> Vec<Problem> {
    let uses = model.items().flat_map(|(_, item)| item.proposal.signals.iter().map(move |used| (item, &used.signal)));
    let missing = uses.filter(|(_, signal)| signal.is_own() && !scan.signals.iter().any(|asked| asked.id == **signal));
    let told = |(item, signal): (&Item, &SignalId)| Problem {
        place: format!("model {}, item {}", model.id, item.id),
        message: format!("it counts the signal `{signal}`, which no file defines"),
        hint: Some("name the file with `--signals FILE`".to_owned()),
    };
    missing.map(told).collect()
}

fn problem(fault: &Fault) -> Problem {
    Problem {
        place: fault.location(),
        message: fault.message.to_string(),
        hint: fault.hint.as_ref().map(ToString::to_string),
    }
}

fn folder_name(paths: &[PathBuf]) -> String {
    let first = paths.first().and_then(|p| p.canonicalize().ok());
    let name = first.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
    name.unwrap_or_else(|| "this organisation".to_owned())
}

/// How many of the earlier assessments fall into the 12 months before this one, each day once.
fn earlier(paths: &[PathBuf], model: &Model, as_of: Date) -> Result<u32> {
    let start = as_of.checked_sub(12.months()).unwrap_or(as_of);
    let mut days = Vec::new();
    for path in paths {
        let file = parse(&files::read_text(path)?).with_context(|| format!("in `{}`", path.display()))?;
        if file.model.id != model.id {
            bail!("`{}` is an assessment by `{}`, not by `{}`", path.display(), file.model.id, model.id);
        }
        if (start..as_of).contains(&file.as_of) && !days.contains(&file.as_of) {
            days.push(file.as_of);
        }
    }
    Ok(u32::try_from(days.len()).unwrap_or(u32::MAX))
}

/// Writes the report and the assessment; returns their paths.
fn write(assessment: &Assessment, folder: &Path) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let (report, data) = (folder.join("osmm-report.html"), folder.join("osmm-assessment.json"));
    files::write(&report, osmm_report::html(assessment)?.as_bytes())?;
    let mut json = serde_json::to_string_pretty(assessment)?;
    json.push('\n');
    files::write(&data, json.as_bytes())?;
    Ok([report, data].iter().map(|p| p.strip_prefix("./").unwrap_or(p).display().to_string()).collect())
}

/// `--recompute`: does every number in the file follow from the file?
fn check(path: &Path, args: &Args, console: &mut Console) -> Result<Outcome> {
    let file = parse(&files::read_text(path)?).with_context(|| format!("`{}`", path.display()))?;
    let (results, differences) = recompute(&file);
    if args.json {
        let report =
            serde_json::json!({ "holds": differences.is_empty(), "differences": differences, "results": results });
        console.say(&serde_json::to_string_pretty(&report)?)?;
    } else {
        if !args.quiet {
            let computed = Assessment { results, ..file };
            show::assessment::profile(console, &computed, args.explain)?;
        }
        show::assessment::recomputed(console, path, &differences)?;
    }
    Ok(if differences.is_empty() { Outcome::Done } else { Outcome::Partly })
}
