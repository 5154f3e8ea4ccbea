//! `osmm answer`, `osmm lock`, `osmm decide`, `osmm confirm`, `osmm correct`: what people say of items, and what holds.

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use osmm_maturity::cycle::tasks::pass_on;
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;

use super::day;
use crate::Outcome;
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};

/// Which unit and item of which assessment.
#[derive(Debug, clap::Args)]
struct At {
    /// Unit
    unit: String,
    /// Item
    item: String,
    /// Assessment (default: the open one)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
}

/// What is said of an item.
#[derive(Debug, clap::Args)]
struct Said {
    /// A rating, `dont-know`, `declined`, `na` (with --reason) or `unanswered`
    answer: String,
    /// Why it does not apply
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// Answer an item.
#[derive(Debug, clap::Args)]
#[command(after_help = ANSWER)]
pub(crate) struct AnswerArgs {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    said: Said,
    /// Who would know: a person, who is assigned then, or a role
    #[arg(long, value_name = "WHO")]
    ask: Option<String>,
    /// Why this answer and no other
    #[arg(long, short = 'm', value_name = "TEXT")]
    note: Option<String>,
    /// Why this unit differs from the central answer
    #[arg(long = "override", value_name = "REASON")]
    overrides: Option<String>,
    /// Role or function that answers
    #[arg(long, value_name = "TEXT")]
    function: Option<String>,
    /// The day of the answer (default: today)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    on: Option<Date>,
    /// In whose name, for a lead who enters what others said
    #[arg(long = "for", value_name = "PERSON")]
    respondent: Option<String>,
    /// Lock it at once
    #[arg(long)]
    lock: bool,
}

const ANSWER: &str = "\
Examples:
  osmm answer payments ITEM 3 --note \"all builds since May\"
  osmm answer payments ITEM dont-know --ask bob        bob is assigned
  osmm answer payments ITEM na --reason \"ships no software\"
  osmm answer payments ITEM 1 --override \"bought last month\"";

pub(crate) fn answer(args: &AnswerArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.at.assessment.as_deref()))?;
    let asked = args.ask.as_deref().and_then(|who| record.person(who).ok());
    let events = record.change(|record| {
        let at = place(&args.at, record)?;
        let ask = asked.as_ref().map(|p| p.0.clone()).or_else(|| args.ask.clone());
        let (_, model) = record.cycle()?;
        let answer = given(&args.said, ask.as_deref(), model)?;
        let actor = record.actor()?;
        let respondent = args.respondent.as_deref().map_or_else(|| Ok(actor.clone()), |p| record.person(p))?;
        let responded = Change::Responded {
            assessment: at.0.clone(),
            unit: at.1.clone(),
            item: at.2.clone(),
            respondent: respondent.clone(),
            answer,
            overrides: args.overrides.clone(),
            function: args.function.clone(),
            on: args.on,
        };
        let mut changes = vec![(responded, args.note.clone())];
        if let Some(person) = asked.clone() {
            let (cycle, model) = record.cycle()?;
            changes.extend(pass_on(cycle, model, (&at.1, &at.2), &respondent, &person));
        }
        if args.lock {
            let (assessment, unit, items) = (at.0, at.1, vec![at.2]);
            changes.push((Change::Locked { assessment, unit, respondent, items }, None));
        }
        Ok(Plan::from(changes))
    })?;
    let last = events.last().context("nothing was changed")?;
    console.say(&format!("Saved: {} {} {} (event {})", args.at.unit, args.at.item, args.said.answer, last.seq))?;
    if let (Some(_), Some(who)) = (asked, &args.ask) {
        console.say(&format!("{who} is asked now"))?;
    }
    Ok(Outcome::Done)
}

type Spot = (AssessmentId, UnitId, ItemId);

fn place(at: &At, record: &Record) -> Result<Spot> {
    Ok((record.cycle()?.0.id.clone(), UnitId(at.unit.clone()), ItemId(at.item.clone())))
}

fn given(said: &Said, ask: Option<&str>, model: &Model) -> Result<Answer> {
    osmm_maturity::answers::parse(&said.answer, said.reason.as_deref(), ask, model).map_err(|fault| {
        let hint = fault.hint.map(|h| format!("\n    hint: {h}")).unwrap_or_default();
        anyhow::anyhow!("{}{hint}", fault.message)
    })
}

/// Lock answers: they stand, and others may see them.
#[derive(Debug, clap::Args)]
pub(crate) struct LockArgs {
    /// Unit
    unit: String,
    /// Items (default: all that were answered)
    item: Vec<String>,
    /// Assessment (default: the open one)
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
    /// In whose name, for a lead
    #[arg(long = "for", value_name = "PERSON")]
    respondent: Option<String>,
}

pub(crate) fn lock(args: &LockArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let events = record.change(|record| {
        let (cycle, model) = record.cycle()?;
        let actor = record.actor()?;
        let respondent = args.respondent.as_deref().map_or_else(|| Ok(actor), |p| record.person(p))?;
        let unit = UnitId(args.unit.clone());
        let open = |i: &ItemId| {
            let said = cycle.spot(&unit, i).and_then(|s| s.said.get(&respondent));
            said.is_some_and(|s| !s.locked)
        };
        let items: Vec<ItemId> = match args.item.as_slice() {
            [] => model.items().map(|(_, i)| i.id.clone()).filter(open).collect(),
            named => named.iter().cloned().map(ItemId).collect(),
        };
        if items.is_empty() {
            bail!("nothing to lock in `{unit}`: every answer is locked, or none was given");
        }
        Ok(Change::Locked { assessment: cycle.id.clone(), unit, respondent, items }.into())
    })?;
    if let Some(Change::Locked { items, .. }) = events.first().map(|e| &e.change) {
        console.say(&format!("Locked: {}", crate::show::count(items.len(), "item", "items")))?;
    }
    Ok(Outcome::Done)
}

/// Decide what holds where respondents differ, in writing.
#[derive(Debug, clap::Args)]
pub(crate) struct DecideArgs {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    said: Said,
    /// The reason; it stays with the figure
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub(crate) fn decide(args: &DecideArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.at.assessment.as_deref()))?;
    record.change(|record| {
        let (assessment, unit, item) = place(&args.at, record)?;
        let answer = given(&args.said, None, record.cycle()?.1)?;
        Ok(vec![(Change::Decided { assessment, unit, item, answer }, args.why.clone())].into())
    })?;
    console.say(&format!("Decided: {} {} is {}", args.at.unit, args.at.item, args.said.answer))?;
    Ok(Outcome::Done)
}

/// Confirm a rating on its evidence, as a reviewer.
#[derive(Debug, clap::Args)]
pub(crate) struct ConfirmArgs {
    #[command(flatten)]
    at: At,
    /// The rating that the evidence shows
    rating: u8,
    /// What was looked at
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub(crate) fn confirm(args: &ConfirmArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.at.assessment.as_deref()))?;
    record.change(|record| {
        let (assessment, unit, item) = place(&args.at, record)?;
        let rating = Some(Rating(args.rating));
        Ok(vec![(Change::Verified { assessment, unit, item, rating }, args.why.clone())].into())
    })?;
    console.say(&format!("Confirmed: {} {} at {}", args.at.unit, args.at.item, args.rating))?;
    Ok(Outcome::Done)
}

/// Correct a published figure: the correction stands beside it and says where the old number went.
#[derive(Debug, clap::Args)]
pub(crate) struct CorrectArgs {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    said: Said,
    /// What was wrong
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Where the old number went: a report, a deck, a submission, or `nowhere`; may be given several times
    #[arg(long, value_name = "TEXT")]
    went_to: Vec<String>,
}

pub(crate) fn correct(args: &CorrectArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.at.assessment.as_deref()))?;
    record.change(|record| {
        let (assessment, unit, item) = place(&args.at, record)?;
        let (cycle, model) = record.cycle()?;
        let picture = record.picture(cycle, model)?;
        let shown = picture.unit(&unit).and_then(|u| u.item(&item));
        let shown = shown.with_context(|| format!("`{item}` of `{unit}` is not part of `{assessment}`"))?;
        let latest = cycle.corrections.iter().rev().find(|c| c.unit == unit && c.item == item);
        let from = latest.map_or(&shown.answer, |c| &c.to).clone();
        let (to, went_to) = (given(&args.said, None, model)?, args.went_to.clone());
        Ok(vec![(Change::Corrected { assessment, unit, item, from, to, went_to }, args.why.clone())].into())
    })?;
    console.say(&format!("Corrected: {} {} is {}", args.at.unit, args.at.item, args.said.answer))?;
    Ok(Outcome::Done)
}
