//! `osmm plan`: from gaps to a roadmap.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use osmm_maturity::assessment::parse;
use osmm_maturity::fault::Fault;
use osmm_maturity::model::Model;
use osmm_maturity::model::planning::Planning;
use osmm_maturity::plan::{Brief, Goal, Quarter, Standing, make, of_assessment, of_picture, read, template};
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
    /// What you decide: objectives, capacity, budget, dates, changes to actions
    #[arg(long, short, value_name = "FILE")]
    settings: Option<PathBuf>,
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

Exit codes: 0 done; 1 done, but a date is missed or answers are missing (listed); 2 not done.";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let today = now().to_zoned(TimeZone::UTC).date();
    if args.template {
        let model = Catalogue::embedded().load(args.model.as_deref())?;
        console.say(template(&model, Quarter::of(today).plus(1)).trim_end())?;
        return Ok(Outcome::Done);
    }
    let from = start(args, keeping, console)?;
    let brief = brief(args, &from.model, today)?;
    let plan = make(&from.model, &from.standings, &brief, from.as_of)?;
    if args.json {
        console.say(&serde_json::to_string_pretty(&plan)?)?;
    } else {
        show::plan::print(console, &plan, &from.model, &brief, args.explain)?;
    }
    let missed = plan.actions.iter().any(|planned| planned.late) || !plan.missing.is_empty();
    Ok(if missed { Outcome::Partly } else { Outcome::Done })
}

/// What a plan starts from.
struct From {
    model: Model,
    standings: Vec<Standing>,
    as_of: Date,
}

fn start(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<From> {
    if let Some(path) = &args.file {
        let file = parse(&files::read_text(path)?).with_context(|| format!("`{}`", path.display()))?;
        return Ok(From { standings: of_assessment(&file), as_of: file.as_of, model: file.model });
    }
    let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let (cycle, model) = record.cycle()?;
    let picture = record.reader()?.seen(record.picture(cycle, model)?)?;
    record.tell_unseen(&picture, console);
    let standings = of_picture(&picture, model, &record.state);
    Ok(From { standings, as_of: cycle.scope.as_of, model: model.clone() })
}

fn brief(args: &Args, model: &Model, today: Date) -> Result<Brief> {
    let mut brief = match (&args.settings, args.capacity) {
        (Some(path), _) => read(&path.display().to_string(), &files::read_text(path)?, model, today),
        (None, Some(_)) => read("", "{format: osmm-plan/1, capacity: 0}", model, today),
        (None, None) => bail!(
            "who is there to do anything?\n    hint: `--capacity 40` says how many person-days there are in a quarter, and \
             `osmm plan --template` prints a file for all that you can decide"
        ),
    }
    .map_err(|faults| anyhow::anyhow!("{}", listed(&faults)))?;
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
