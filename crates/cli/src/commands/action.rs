//! `osmm action`: what is done about ratings.

use anyhow::{Result, bail};
use clap::Subcommand;
use jiff::civil::Date;
use osmm_maturity::event::{ActionId, ActionRecord, Change, Forecast, Outcome as Came};
use osmm_maturity::model::ItemId;
use osmm_maturity::organisation::KeptAction;
use osmm_maturity::plan::{Spread, lacking, taken};
use osmm_maturity::unit::UnitId;

use super::{day, plan};
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, show};

/// Pieces of work that are to raise ratings; open ones are asked about at the next assessment.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Action,
}

const EXAMPLES: &str = "\
Examples:
  osmm action take software-inventory.2 --owner platform     out of the plan of the kept settings, into work
  osmm action begin software-inventory.2                     somebody works on it
  osmm action close software-inventory.2 --took 12           says what evidence the ratings still lack
  osmm action close talent.2 --dropped --why \"hiring is frozen\"";

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
    /// Take actions of the roadmap into work, with what the plan says of them, so that the result can be compared
    Take {
        /// Ids of actions, as `osmm plan` prints them
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// Function or team that does them
        #[arg(long, value_name = "TEXT")]
        owner: Option<String>,
        /// Somebody works on them already
        #[arg(long)]
        doing: bool,
    },
    /// Somebody works on it
    Begin {
        /// Its name
        name: String,
        /// Function or team that does it
        #[arg(long, value_name = "TEXT")]
        owner: Option<String>,
    },
    /// It is done, or was given up
    Close {
        /// Its name
        name: String,
        /// It was given up; say why
        #[arg(long, requires = "why")]
        dropped: bool,
        /// Person-days that it took
        #[arg(long, value_name = "DAYS")]
        took: Option<f64>,
        /// What came of it
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Print those of the units in which you have a role
    List,
}

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    match &args.command {
        Action::Open { name, unit, title, item, owner, due } => {
            let mut record = Record::open(keeping, Read::Outline)?;
            let action = ActionRecord {
                id: ActionId(name.clone()),
                unit: UnitId(unit.clone()),
                items: item.iter().cloned().map(ItemId).collect(),
                title: title.clone(),
                owner: owner.clone(),
                due: *due,
                doing: false,
                forecast: None,
            };
            record.change(|record| Ok(Change::ActionSet { action: as_before(record, action.clone()) }.into()))?;
            console.say(&format!("Open: {name}"))?;
        }
        Action::Take { ids, owner, doing } => take(ids, owner.as_deref(), *doing, keeping, console)?,
        Action::Begin { name, owner } => {
            let mut record = Record::open(keeping, Read::Outline)?;
            let id = ActionId(name.clone());
            let begun = |record: &Record| {
                let mut action = known(record, &id)?.record.clone();
                action.doing = true;
                action.owner = owner.clone().or(action.owner);
                Ok(Change::ActionSet { action }.into())
            };
            record.change(begun)?;
            console.say(&format!("Doing: {name}"))?;
        }
        Action::Close { name, dropped, took, why } => {
            let came = if *dropped { Came::Dropped } else { Came::Done };
            close(&ActionId(name.clone()), came, *took, why.as_deref(), keeping, console)?;
        }
        Action::List => list(&Record::open(keeping, Read::Outline)?, console)?,
    }
    Ok(Outcome::Done)
}

/// What is changed by hand keeps what a plan said of it.
fn as_before(record: &Record, action: ActionRecord) -> ActionRecord {
    let forecast = record.state.actions.get(&action.id).and_then(|kept| kept.record.forecast.clone());
    ActionRecord { forecast, ..action }
}

fn known<'a>(record: &'a Record, id: &ActionId) -> Result<&'a KeptAction> {
    let known = record.state.actions.get(id);
    known.ok_or_else(|| {
        let near = osmm_maturity::fault::near(&id.0, record.state.actions.keys().map(|a| a.0.as_str()));
        let hint = near
            .map_or_else(|| "`osmm action take ID` takes one out of the roadmap".to_owned(), |near| near.to_string());
        anyhow::anyhow!("there is no action `{id}`\n    hint: {hint}")
    })
}

fn take(ids: &[String], owner: Option<&str>, doing: bool, keeping: &Keeping, console: &mut Console) -> Result<()> {
    let mut record = Record::open(keeping, Read::One(None))?;
    let plan = plan::kept(&record, console)?;
    let ids: Vec<ActionId> = ids.iter().cloned().map(ActionId).collect();
    let records: Vec<ActionRecord> =
        ids.iter().map(|id| taken(&plan, id, owner.map(str::to_owned), doing)).collect::<Result<_, _>>()?;
    record.change(|record| {
        let at_work = |id: &&ActionId| record.state.actions.get(*id).is_some_and(|kept| kept.closed.is_none());
        if let Some(id) = ids.iter().find(at_work) {
            bail!("`{id}` is in work already\n    hint: `osmm action list` shows how far it is");
        }
        let set = records.iter().map(|action| (Change::ActionSet { action: action.clone() }, None));
        Ok(set.collect::<Vec<_>>().into())
    })?;
    for record in &records {
        let due = record.due.map(|due| format!(", due {due}")).unwrap_or_default();
        let forecast = record.forecast.as_ref().map(|f| format!(", {} person-days", days(f))).unwrap_or_default();
        console.say(&format!("Taken: {}{forecast}{due}", record.id))?;
    }
    Ok(())
}

fn close(
    id: &ActionId,
    came: Came,
    took: Option<f64>,
    why: Option<&str>,
    keeping: &Keeping,
    console: &mut Console,
) -> Result<()> {
    let mut record = Record::open(keeping, Read::Outline)?;
    let change = Change::ActionClosed { action: id.clone(), outcome: Some(came), took };
    record.change(|_| Ok(vec![(change.clone(), why.map(str::to_owned))].into()))?;
    console.say(&format!("{}: {id}", if came == Came::Done { "Done" } else { "Dropped" }))?;
    let action = known(&record, id)?.record.clone();
    if let (Some(took), Some(forecast)) = (took, &action.forecast) {
        console.say(&format!("It took {took} person-days; the plan said {}.", days(forecast)))?;
    }
    if came == Came::Dropped || action.forecast.is_none() || record.state.cycles.is_empty() {
        return Ok(());
    }
    lacks(&mut record, &action, console)
}

/// Says what has to be shown before the ratings count for more than claims.
fn lacks(record: &mut Record, action: &ActionRecord, console: &mut Console) -> Result<()> {
    let current = record.choose(None)?;
    record.read_whole(std::slice::from_ref(&current))?;
    let (cycle, model) = record.cycle()?;
    let picture = record.picture(cycle, model)?;
    let lacks = lacking(model, &picture, action);
    if lacks.is_empty() {
        return console.say("Its evidence is in force: answer its items anew.").map_err(Into::into);
    }
    console.say("No rating was changed. Before its ratings may count as supported, this evidence is missing:")?;
    for lack in &lacks {
        let kinds: Vec<&str> = lack.kinds.iter().map(|kind| kind.word()).collect();
        console.paragraph(2, &format!("{} at {}: {}", lack.item, lack.to, kinds.join(", ")))?;
    }
    console.say("`osmm evidence add` keeps it; `osmm answer` then changes a rating.")?;
    Ok(())
}

fn days(forecast: &Forecast) -> String {
    let none = Spread { low: 0.0, likely: 0.0, high: 0.0 };
    show::plan::spread(forecast.days.values().copied().fold(none, Spread::plus))
}

fn list(record: &Record, console: &mut Console) -> Result<()> {
    let reader = record.reader()?;
    let all = record.state.actions.values();
    let rows: Vec<Vec<String>> = all
        .filter(|a| reader.may_see_answers(&a.record.unit).is_ok())
        .map(|a| {
            let items: Vec<&str> = a.record.items.iter().map(|i| i.0.as_str()).collect();
            let due = a.record.due.map(|d| d.to_string()).unwrap_or_default();
            let owner = show::safe(a.record.owner.as_deref().unwrap_or_default());
            let title = show::safe(&a.record.title);
            let state = a.state().word().to_owned();
            vec![a.record.id.0.clone(), a.record.unit.0.clone(), title, items.join(" "), owner, due, state]
        })
        .collect();
    console.table(&["Action", "Unit", "What", "Items", "Owner", "Due", "State"], &rows, &[])?;
    Ok(())
}
