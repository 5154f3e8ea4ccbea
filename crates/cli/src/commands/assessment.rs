//! `osmm assessment`: the way of an assessment from draft to published.

use anyhow::{Context, Result};
use clap::Subcommand;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use osmm_maturity::cycle::opening::{Wanted, chosen, corrected, open, scope, upgrade};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::canonical_json;
use osmm_maturity::event::{AssessmentId, Change, Stage};
use osmm_maturity::model::Model;
use osmm_maturity::unit::UnitId;

use super::{day, now};
use crate::catalogue::Catalogue;
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};
use crate::{Outcome, show};

/// Assessments: open, list, show, review, publish, move to another model.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open an assessment as a draft, also as the next one after a published one
    #[command(after_help = OPEN)]
    Open(Open),
    /// Print all assessments
    List,
    /// Print where an assessment stands: units, coverage, scores, what is open
    Show {
        /// Its name (default: the open one)
        assessment: Option<String>,
        /// Print the whole picture as JSON (format osmm-picture/1)
        #[arg(long)]
        json: bool,
    },
    /// Put a draft up for review: answers stand still
    Review {
        /// Its name (default: the open one)
        assessment: Option<String>,
    },
    /// Take an assessment back from review
    Reopen {
        /// Its name (default: the open one)
        assessment: Option<String>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Publish what was reviewed: frozen, with a digest
    Publish {
        /// Its name (default: the open one)
        assessment: Option<String>,
    },
    /// Take the units of a draft anew from the organisation's tree
    Rescope {
        /// Its name (default: the open one)
        assessment: Option<String>,
        /// Units that answer (default: those with people, and those without units below)
        #[arg(long, value_name = "UNIT")]
        unit: Vec<String>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Move a draft to another model; `osmm model diff --assessment` rehearses it
    Upgrade {
        /// Id of a model or a folder with one
        #[arg(value_name = "ID|DIR")]
        model: String,
        /// Name of the assessment (default: the open one)
        #[arg(long, value_name = "NAME")]
        assessment: Option<String>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct Open {
    /// A short name, for example 2026-q4
    name: String,
    /// Title for readers
    #[arg(long)]
    title: Option<String>,
    /// The day for which it holds (default: today, UTC)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Date>,
    /// Last day for answers
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    deadline: Option<Date>,
    /// Units that answer (default: those with people, and those without units below)
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Published assessment to start from; only what expired, changed or has open actions is asked then
    #[arg(long, value_name = "NAME")]
    after: Option<String>,
    /// Id of a model or a folder with one
    #[arg(long, value_name = "ID|DIR")]
    model: Option<String>,
}

const OPEN: &str = "\
Examples:
  osmm assessment open 2026-q4 --as-of 2026-12-31 --deadline 2026-12-15
  osmm assessment open 2027-q1 --after 2026-q4 --as-of 2027-03-31";

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    match &args.command {
        Command::Open(args) => open_one(args, keeping, console),
        Command::List => show::record::assessments(console, &Record::open(keeping, Read::Outline)?),
        Command::Show { assessment, json } => {
            let record = Record::open(keeping, Read::One(assessment.as_deref()))?;
            let (cycle, model) = record.cycle()?;
            let picture = record.reader()?.seen(record.picture(cycle, model)?)?;
            if *json {
                console.say(&serde_json::to_string_pretty(&picture)?)?;
                return Ok(Outcome::Done);
            }
            record.tell_unseen(&picture, console);
            show::record::assessment(console, &record, &picture)
        }
        Command::Review { assessment } => shift(assessment.as_deref(), Stage::InReview, None, keeping, console),
        Command::Reopen { assessment, why } => {
            shift(assessment.as_deref(), Stage::Draft, why.as_deref(), keeping, console)
        }
        Command::Publish { assessment } => publish(assessment.as_deref(), keeping, console),
        Command::Rescope { assessment, unit, why } => {
            rescope(assessment.as_deref(), unit, why.as_deref(), keeping, console)
        }
        Command::Upgrade { model, assessment, why } => {
            move_to(model, assessment.as_deref(), why.as_deref(), keeping, console)
        }
    }
}

fn open_one(args: &Open, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let model = Catalogue::embedded().load(args.model.as_deref())?;
    let bytes = canonical_json(&model).into_bytes();
    let mut record = Record::open(keeping, Read::Outline)?;
    let after = args.after.as_deref().map(|name| record.choose(Some(name))).transpose()?;
    if let Some(after) = &after {
        record.read_whole(std::slice::from_ref(after))?;
    }
    let id = AssessmentId(args.name.clone());
    let plan = |record: &Record| {
        let wanted = Wanted {
            title: args.title.clone(),
            as_of: args.as_of.unwrap_or_else(|| now().to_zoned(TimeZone::UTC).date()),
            deadline: args.deadline,
            units: args.unit.iter().cloned().map(UnitId).collect(),
            after: after.clone(),
        };
        let scope = scope(&record.state, &model, wanted);
        let scope = scope.context("there are no units yet\n    hint: `osmm unit import FILE`")?;
        let before = after.as_ref().map(|_| frozen(record)).transpose()?;
        let changes = open(&id, scope, &model, before.as_ref().map(|(p, m)| (p, m)));
        let changes: Vec<_> = changes.into_iter().map(|c| (c, None)).collect();
        Ok(Plan { blobs: vec![bytes.clone()], ..changes.into() })
    };
    let events = record.change_knowing(plan, &model)?;
    let carried = events.len().saturating_sub(1);
    console.say(&format!("Opened {id} by {} {}", model.id, model.version))?;
    if carried > 0 {
        console.say(&format!("Answers of {} taken over", show::count(carried, "unit", "units")))?;
    }
    if args.after.is_none() {
        could_go_on(&record, console);
    }
    console.note("hint: `osmm assign UNIT WHO --activity ACTIVITY` says who answers; `osmm todo --all` what is asked");
    Ok(Outcome::Done)
}

/// Says what a new assessment could have gone on from.
fn could_go_on(record: &Record, console: &mut Console) {
    let published = record.state.cycles.values().filter(|c| c.stage == Stage::Published);
    if let Some(last) = published.max_by_key(|c| c.scope.as_of).map(|c| &c.id) {
        console.note(&format!("hint: everything is asked anew; `--after {last}` would go on from what was published"));
    }
}

/// What was published, with corrections carried out, and its model.
fn frozen(record: &Record) -> Result<(Picture, Model)> {
    let (cycle, model) = record.cycle()?;
    Ok((corrected(cycle, record.picture(cycle, model)?), model.clone()))
}

fn shift(
    name: Option<&str>,
    to: Stage,
    why: Option<&str>,
    keeping: &Keeping,
    console: &mut Console,
) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(name))?;
    let assessment = record.cycle()?.0.id.clone();
    let why = why.map(str::to_owned);
    record.change(|_| Ok(vec![(Change::Moved { assessment: assessment.clone(), to }, why.clone())].into()))?;
    console.say(&format!("{assessment} is {}", to.word()))?;
    Ok(Outcome::Done)
}

fn publish(name: Option<&str>, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(name))?;
    let assessment = record.cycle()?.0.id.clone();
    let events = record.change(|record| {
        let (cycle, model) = record.cycle()?;
        let picture = record.picture(cycle, model)?;
        Ok(Plan::publication(&picture))
    })?;
    for event in &events {
        if let Change::Published { digest, .. } = &event.change {
            console.say(&format!("Published {assessment}: {digest}"))?;
            console.say(&format!("Event {} with {}", event.seq, event.digest))?;
        }
    }
    console.note("hint: keep these lines elsewhere; `osmm verify --expect SEQ:DIGEST` proves later that nothing before them was touched");
    Ok(Outcome::Done)
}

fn rescope(
    name: Option<&str>,
    units: &[String],
    why: Option<&str>,
    keeping: &Keeping,
    console: &mut Console,
) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(name))?;
    let assessment = record.cycle()?.0.id.clone();
    record.change(|record| {
        let tree = record.state.tree.as_ref().context("there are no units")?;
        let all = tree.subtree(tree.root()).into_iter().cloned().collect();
        let units: Vec<UnitId> = units.iter().cloned().map(UnitId).collect();
        let answering = chosen(tree, &units);
        let change = Change::Rescoped { assessment: assessment.clone(), units: all, answering };
        Ok(vec![(change, why.map(str::to_owned))].into())
    })?;
    let (cycle, _) = record.cycle()?;
    console.say(&format!("{assessment}: {} answer", show::count(cycle.scope.answering.len(), "unit", "units")))?;
    Ok(Outcome::Done)
}

fn move_to(
    model: &str,
    name: Option<&str>,
    why: Option<&str>,
    keeping: &Keeping,
    console: &mut Console,
) -> Result<Outcome> {
    let to = Catalogue::embedded().load(Some(model))?;
    let bytes = canonical_json(&to).into_bytes();
    let mut record = Record::open(keeping, Read::One(name))?;
    record.change_knowing(
        |record| {
            let (cycle, from) = record.cycle()?;
            let changes = upgrade(cycle, &record.picture(cycle, from)?, from, &to);
            let changes: Vec<_> = changes.into_iter().map(|c| (c, why.map(str::to_owned))).collect();
            Ok(Plan { blobs: vec![bytes.clone()], ..changes.into() })
        },
        &to,
    )?;
    console.say(&format!("{} goes by {} {} now", record.cycle()?.0.id, to.id, to.version))?;
    console.note("hint: `osmm todo --all` lists what needs a look");
    Ok(Outcome::Done)
}
