//! `osmm plan`: from gaps to a roadmap.

mod kept;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use osmm_maturity::assessment::parse;
use osmm_maturity::fault::Fault;
use osmm_maturity::model::Model;
use osmm_maturity::model::planning::Planning;
use osmm_maturity::plan::{Brief, Goal, Plan, Quarter, Standing, make, of_assessment, of_picture, read, template};
use osmm_maturity::rating::Rating;

use super::{day, now};
use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, files, show};

/// Plan: which actions, in which quarter, within capacity and budget, and where that leads.
///
/// Gaps become actions: for each activity and rating one, with the anchor text as what has to be shown. What has a date
/// comes first, what others wait for before them, and of the rest what brings most for the objectives. The plan that is
/// found comes with the distance to the best that could be there at all.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// An assessment file of `osmm assess`; without it the record is read
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// An assessment of the record (default: the open one)
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    assessment: Option<String>,
    /// What you decide: objectives, capacity, budget, dates, changes to actions (default: what is kept in the record)
    #[arg(long, short, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Keep these settings in the record; those before stay in its history
    #[arg(long, requires = "settings", conflicts_with_all = ["file", "capacity", "level", "rating", "by"])]
    keep: bool,
    /// Why they are kept
    #[arg(long, value_name = "TEXT", requires = "keep")]
    why: Option<String>,
    /// Print the settings that are kept, or those of an earlier event, and stop
    #[arg(long, value_name = "EVENT", num_args = 0..=1, require_equals = true, default_missing_value = "0",
          conflicts_with_all = ["file", "settings", "template"])]
    kept: Option<u64>,
    /// Print such a file to start from, and stop
    #[arg(long)]
    template: bool,
    /// Model of the template
    #[arg(long, value_name = "ID|DIR", requires = "template")]
    model: Option<String>,
    /// Person-days in each quarter for all roles together, in place of those in the settings
    #[arg(long, value_name = "DAYS")]
    capacity: Option<f64>,
    /// The cheapest way to this level
    #[arg(long, value_name = "NUMBER", conflicts_with = "rating")]
    level: Option<u8>,
    /// The cheapest way to this rating of all items
    #[arg(long, value_name = "RATING")]
    rating: Option<u8>,
    /// The day by which everything has to be done
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    by: Option<Date>,
    /// Print as JSON (format osmm-roadmap/1)
    #[arg(long)]
    json: bool,
    /// Also print when each action is done, and the evidence for it
    #[arg(long)]
    explain: bool,
}

const EXAMPLES: &str = "\
Examples:
  osmm plan osmm-assessment.json --capacity 40            40 person-days a quarter, whoever they are
  osmm plan --template > plan.yaml                        a file with everything you can decide, then:
  osmm plan osmm-assessment.json --settings plan.yaml
  osmm plan -s plan.yaml --level 2 --by 2027-12-31        the cheapest way to level 2, for the open assessment
  osmm plan -s plan.yaml --json > roadmap.json
  osmm plan -s plan.yaml --keep --why \"budget of 2027\"    from now on `osmm plan` alone plans with it
  osmm plan --kept > plan.yaml                            as it was written, to change it

Exit codes: 0 done; 1 done, but a date is missed or answers are missing (listed); 2 not done.";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let today = now().to_zoned(TimeZone::UTC).date();
    if args.template {
        let model = Catalogue::embedded().load(args.model.as_deref())?;
        console.say(template(&model, Quarter::of(today).plus(1)).trim_end())?;
        return Ok(Outcome::Done);
    }
    if let Some(event) = args.kept {
        return kept::print(&Record::open(keeping, Read::Outline)?, event, console);
    }
    let mut from = start(args, keeping, console)?;
    let (brief, text) = brief(args, &from, today)?;
    let plan = make(&from.model, &from.standings, &brief, from.as_of)?;
    if let (true, Some(record), Some(text)) = (args.keep, &mut from.record, text) {
        kept::keep(record, &text, args.why.as_deref(), console)?;
    }
    if args.json {
        console.say(&serde_json::to_string_pretty(&plan)?)?;
    } else {
        show::plan::print(console, &plan, &from.model, &brief, args.explain)?;
    }
    let missed = plan.actions.iter().any(|planned| planned.late) || !plan.missing.is_empty();
    Ok(if missed { Outcome::Partly } else { Outcome::Done })
}

/// A plan that `osmm plan --json` wrote.
pub(crate) fn of_file(path: &Path) -> Result<Plan> {
    serde_json::from_str(&files::read_text(path)?).with_context(|| {
        format!("`{}` is no plan\n    hint: `osmm plan --json > roadmap.json` writes one", path.display())
    })
}

/// The plan of the open assessment by the settings that are kept.
pub(crate) fn kept(record: &Record, console: &mut Console) -> Result<Plan> {
    let (standings, model, as_of) = standings(record, console)?;
    let kept = record.state.brief().context("no settings are kept\n    hint: `osmm plan --settings FILE --keep`")?;
    let brief = kept.read(&model).map_err(|faults| anyhow::anyhow!("{}", listed(&faults)))?;
    Ok(make(&model, &standings, &brief, as_of)?)
}

/// What a plan starts from.
struct From {
    record: Option<Record>,
    model: Model,
    standings: Vec<Standing>,
    as_of: Date,
}

fn start(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<From> {
    if let Some(path) = &args.file {
        let file = parse(&files::read_text(path)?).with_context(|| format!("`{}`", path.display()))?;
        return Ok(From { record: None, standings: of_assessment(&file), as_of: file.as_of, model: file.model });
    }
    let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let (standings, model, as_of) = standings(&record, console)?;
    Ok(From { record: Some(record), model, standings, as_of })
}

fn standings(record: &Record, console: &mut Console) -> Result<(Vec<Standing>, Model, Date)> {
    let (cycle, model) = record.cycle()?;
    let picture = record.reader()?.seen(record.picture(cycle, model)?)?;
    record.tell_unseen(&picture, console);
    Ok((of_picture(&picture, model, &record.state), model.clone(), cycle.scope.as_of))
}

/// What people decide, and its text where it was read from a file.
fn brief(args: &Args, from: &From, today: Date) -> Result<(Brief, Option<String>)> {
    let model = &from.model;
    let text = args.settings.as_ref().map(|path| files::read_text(path)).transpose()?;
    let kept = from.record.as_ref().and_then(|record| record.state.brief());
    let brief = match (&args.settings, &text, kept, args.capacity) {
        (Some(path), Some(text), ..) => read(&path.display().to_string(), text, model, today),
        (_, _, Some(kept), _) => kept.read(model),
        (.., Some(_)) => read("", "{format: osmm-plan/1, capacity: 0}", model, today),
        _ => bail!(
            "who is there to do anything?\n    hint: `--capacity 40` says how many person-days there are in a quarter, and \
             `osmm plan --template` prints a file for all that you can decide"
        ),
    };
    let brief = brief.map_err(|faults| anyhow::anyhow!("{}", listed(&faults)))?;
    Ok((overridden(args, model, brief)?, text))
}

/// The brief with what the command line says otherwise.
fn overridden(args: &Args, model: &Model, mut brief: Brief) -> Result<Brief> {
    if let Some(days) = args.capacity {
        if !(0.0..=Planning::MOST).contains(&days) {
            bail!("`--capacity {days}`: expected days from 0 to {:.0}", Planning::MOST);
        }
        brief.capacity = [(Brief::ANYONE.to_owned(), osmm_maturity::plan::Amounts(vec![days]))].into();
    }
    brief.by = args.by.or(brief.by);
    brief.reach = match (args.level, args.rating) {
        (Some(level), _) if model.achievement.is_none() || model.level(level).is_none() => {
            bail!("`{}` has no level {level} that can be achieved", model.id)
        }
        (Some(level), _) => Some(Goal::Level(level)),
        (_, Some(rating)) if !model.scale.contains(Rating(rating)) => bail!("{rating} is not on the scale"),
        (_, Some(rating)) => Some(Goal::Rating(Rating(rating))),
        _ => brief.reach,
    };
    Ok(brief)
}

fn listed(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("the settings cannot be taken\n{}", lines.join("\n"))
}
