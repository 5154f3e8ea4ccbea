//! `osmm assign`, `osmm todo`, `osmm disagreements`: whose turn it is.

use anyhow::Result;
use jiff::civil::Date;
use osmm_maturity::cycle::disagreement::{calibration, disagreements};
use osmm_maturity::cycle::tasks::{Asked, asked, expired, work};
use osmm_maturity::event::{Change, PersonId, Role, Subject};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::unit::UnitId;
use serde_json::json;

use super::{day, now};
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, show};

/// Assign items or activities of a unit to people.
#[derive(Debug, clap::Args)]
#[command(after_help = ASSIGN)]
pub(crate) struct AssignArgs {
    /// Unit
    unit: String,
    /// People; two or more answer blind
    person: Vec<String>,
    /// Everybody with the role of respondent in the unit
    #[arg(long, conflicts_with = "person")]
    respondents: bool,
    /// Items
    #[arg(long, value_name = "ITEM")]
    item: Vec<String>,
    /// Activities with all their items (default: everything that the unit is asked)
    #[arg(long, value_name = "ACTIVITY")]
    activity: Vec<String>,
    /// Last day (default: the assessment's deadline)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    due: Option<Date>,
    /// Take the assignment back
    #[arg(long)]
    remove: bool,
    /// Assessment (default: the open one)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
}

const ASSIGN: &str = "\
Examples:
  osmm assign payments ada bob --due 2026-12-01     both answer everything, blind
  osmm assign payments ada --activity ACTIVITY
  osmm assign payments --respondents --item ITEM";

pub(crate) fn assign(args: &AssignArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let events = record.change(|record| {
        let (cycle, model) = record.cycle()?;
        let unit = UnitId(args.unit.clone());
        let mut subjects: Vec<Subject> = args.item.iter().cloned().map(|i| Subject::Item(ItemId(i))).collect();
        subjects.extend(args.activity.iter().cloned().map(|a| Subject::Activity(ActivityId(a))));
        if subjects.is_empty() {
            let concerned = model.activities.iter().filter(|a| a.items.iter().any(|i| cycle.asks(&unit, i)));
            subjects.extend(concerned.map(|a| Subject::Activity(a.id.clone())));
        }
        let today = now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let people: Vec<PersonId> = match args.respondents {
            true => record.state.holders(Role::Respondent, &unit, today).into_iter().cloned().collect(),
            false => args.person.iter().map(|p| record.person(p)).collect::<Result<_>>()?,
        };
        if people.is_empty() {
            anyhow::bail!("nobody to assign\n    hint: name people, or `--respondents` for all with that role");
        }
        let mut changes = Vec::new();
        for person in people {
            for subject in &subjects {
                let (assessment, unit, subject) = (cycle.id.clone(), unit.clone(), subject.clone());
                let person = person.clone();
                changes.push((
                    match args.remove {
                        true => Change::Unassigned { assessment, unit, subject, person },
                        false => Change::Assigned { assessment, unit, subject, person, due: args.due },
                    },
                    None,
                ));
            }
        }
        Ok(changes.into())
    })?;
    let done = if args.remove { "taken back" } else { "made" };
    console.say(&format!("{} {done}", show::count(events.len(), "assignment", "assignments")))?;
    Ok(Outcome::Done)
}

/// What is still to be done: your items, or everybody's; reminders to send.
#[derive(Debug, clap::Args)]
pub(crate) struct TodoArgs {
    /// Everybody's items, and those that nobody is assigned to
    #[arg(long)]
    all: bool,
    /// Print a message to send for each person with open items
    #[arg(long, conflicts_with = "json")]
    remind: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Assessment (default: the open one)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
}

pub(crate) fn todo(args: &TodoArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let (cycle, model) = record.cycle()?;
    let mut all = asked(&record.state, cycle, model, &record.moved()?);
    all.retain(|a| record.sees(&a.unit));
    let (mut people, mut nobody) = work(cycle, model, &all);
    if !args.all && !args.remind {
        let own = record.actor()?;
        people.retain(|person, _| *person == own);
        let today = now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let mine = |a: &Asked| record.state.holds(&own, &[Role::Respondent, Role::Lead], &a.unit, today);
        nobody.retain(mine);
    }
    let expired = expired(&record.state, cycle);
    if args.json {
        let people: Vec<_> =
            people.iter().map(|(p, todos)| json!({ "person": p, "handle": record.name(p), "items": todos })).collect();
        let reader = record.reader()?;
        let again: Vec<_> = expired.iter().map(|e| reader.shown(&e.record)).collect();
        let done = all.iter().filter(|a| a.done).count();
        let counts = json!({ "asked": all.len(), "done": done });
        let found = json!({ "assessment": cycle.id, "counts": counts, "people": people, "nobody": nobody, "attest_again": again });
        console.say(&serde_json::to_string_pretty(&found)?)?;
        return Ok(Outcome::Done);
    }
    if args.remind {
        return show::todo::reminders(console, &record, &people);
    }
    show::todo::open(console, &record, &all, &people, &nobody, &expired)
}

/// Where respondents differ, the most important first, and how far they agree over all.
#[derive(Debug, clap::Args)]
pub(crate) struct DisagreementArgs {
    /// Only what waits for a decision
    #[arg(long)]
    open: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
    /// Assessment (default: the open one)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
}

pub(crate) fn differing(args: &DisagreementArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let (cycle, model) = record.cycle()?;
    let picture = record.reader()?.seen(record.picture(cycle, model)?)?;
    let mut found = disagreements(cycle, model, &picture);
    if args.open {
        found.retain(|d| matches!(d.how, osmm_maturity::cycle::settle::How::Open { .. }));
    }
    let agreement = calibration(model, &picture);
    if args.json {
        let found = json!({ "assessment": cycle.id, "disagreements": found, "agreement": agreement });
        console.say(&serde_json::to_string_pretty(&found)?)?;
        return Ok(Outcome::Done);
    }
    show::todo::disagreements(console, &record, &found, &agreement)
}
