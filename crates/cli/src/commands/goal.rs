//! `osmm target` and `osmm action`: what is wanted, and what is done about it.

use anyhow::Result;
use clap::Subcommand;
use jiff::civil::Date;
use osmm_maturity::event::{ActionId, ActionRecord, Change, Subject};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;

use super::day;
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, show};

/// Want a rating by some day, for an item or a whole activity; it holds below the unit unless a unit sets its own.
#[derive(Debug, clap::Args)]
pub(crate) struct TargetArgs {
    /// Unit
    unit: String,
    /// The rating, or `none` to take a target back; without it all targets are listed
    rating: Option<String>,
    /// Item
    #[arg(long, value_name = "ITEM", conflicts_with = "activity")]
    item: Option<String>,
    /// Activity
    #[arg(long, value_name = "ACTIVITY")]
    activity: Option<String>,
    /// By when
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    by: Option<Date>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub(crate) fn target(args: &TargetArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::Outline)?;
    let Some(wanted) = &args.rating else { return targets(&record, &args.unit, console) };
    let subject = match (&args.item, &args.activity) {
        (Some(item), _) => Subject::Item(ItemId(item.clone())),
        (_, Some(activity)) => Subject::Activity(ActivityId(activity.clone())),
        _ => anyhow::bail!("a target for what?\n    hint: `--item ITEM` or `--activity ACTIVITY`"),
    };
    let rating = match wanted.as_str() {
        "none" => None,
        text => Some(Rating(
            text.parse().map_err(|_| anyhow::anyhow!("`{text}` is not a rating; `none` takes a target back"))?,
        )),
    };
    let change = Change::TargetSet { unit: UnitId(args.unit.clone()), subject, rating, by: args.by };
    record.change(|_| Ok(vec![(change.clone(), args.why.clone())].into()))?;
    console.say(&format!("Target of {}: {wanted}", args.unit))?;
    Ok(Outcome::Done)
}

fn targets(record: &Record, unit: &str, console: &mut Console) -> Result<Outcome> {
    record.reader()?.may_see_answers(&UnitId(unit.to_owned()))?;
    let of = record.state.targets.iter().filter(|((u, _), _)| u.0 == unit);
    let rows: Vec<Vec<String>> = of
        .map(|((_, subject), target)| {
            let (kind, name) = match subject {
                Subject::Item(item) => ("item", item.0.clone()),
                Subject::Activity(activity) => ("activity", activity.0.clone()),
            };
            let by = target.by.map(|d| d.to_string()).unwrap_or_default();
            vec![kind.to_owned(), name, target.rating.to_string(), by]
        })
        .collect();
    console.table(&["Kind", "Name", "Target", "By"], &rows, &[2])?;
    Ok(Outcome::Done)
}

/// Pieces of work that are to raise ratings; open ones are asked about at the next assessment.
#[derive(Debug, clap::Args)]
pub(crate) struct ActionArgs {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Open a piece of work, or change it
    Open {
        /// A short name
        name: String,
        /// Unit
        unit: String,
        /// What is to be done
        title: String,
        /// Items that it is to move
        #[arg(long, value_name = "ITEM")]
        item: Vec<String>,
        /// Function or team that does it
        #[arg(long, value_name = "TEXT")]
        owner: Option<String>,
        /// When it should be done
        #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
        due: Option<Date>,
    },
    /// It is done, or was given up
    Close {
        /// Its name
        name: String,
        /// What came of it
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Print those of the units in which you have a role
    List,
}

pub(crate) fn action(args: &ActionArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::Outline)?;
    match &args.command {
        Action::Open { name, unit, title, item, owner, due } => {
            let action = ActionRecord {
                id: ActionId(name.clone()),
                unit: UnitId(unit.clone()),
                items: item.iter().cloned().map(ItemId).collect(),
                title: title.clone(),
                owner: owner.clone(),
                due: *due,
            };
            record.change(|_| Ok(Change::ActionSet { action: action.clone() }.into()))?;
            console.say(&format!("Open: {name}"))?;
        }
        Action::Close { name, why } => {
            let change = Change::ActionClosed { action: ActionId(name.clone()) };
            record.change(|_| Ok(vec![(change.clone(), why.clone())].into()))?;
            console.say(&format!("Closed: {name}"))?;
        }
        Action::List => {
            let reader = record.reader()?;
            let all = record.state.actions.values();
            let rows: Vec<Vec<String>> = all
                .filter(|a| reader.may_see_answers(&a.record.unit).is_ok())
                .map(|a| {
                    let items: Vec<&str> = a.record.items.iter().map(|i| i.0.as_str()).collect();
                    let due = a.record.due.map(|d| d.to_string()).unwrap_or_default();
                    let state = if a.closed.is_some() { "closed" } else { "open" }.to_owned();
                    let title = show::safe(&a.record.title);
                    vec![a.record.id.0.clone(), a.record.unit.0.clone(), title, items.join(" "), due, state]
                })
                .collect();
            console.table(&["Action", "Unit", "What", "Items", "Due", "State"], &rows, &[])?;
        }
    }
    Ok(Outcome::Done)
}
