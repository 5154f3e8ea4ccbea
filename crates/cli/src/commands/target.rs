//! `osmm target`: which ratings are wanted.

use anyhow::Result;
use jiff::civil::Date;
use osmm_maturity::event::{Change, Subject};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;

use super::day;
use crate::Outcome;
use crate::console::Console;
use crate::record::{Keeping, Read, Record};

/// Want a rating by some day, for an item or a whole activity; it holds below the unit unless a unit sets its own.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
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

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
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
