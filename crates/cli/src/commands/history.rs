//! `osmm history`, `osmm delta`, `osmm rollup`: what was known when, what moved, how units become one number.

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use osmm_maturity::cycle::delta::delta;
use osmm_maturity::event::{AssessmentId, Stage};
use osmm_maturity::model::ItemId;
use osmm_maturity::rollup::{RollupRule, rollup};
use osmm_maturity::score::Basis;
use osmm_maturity::unit::UnitId;
use serde_json::json;

use super::day;
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::show::history::{Then, Told};
use crate::{Outcome, show};

/// What was known of an item of a unit: rating, anchor, evidence, who said what, decision, later corrections.
#[derive(Debug, clap::Args)]
#[command(after_help = HISTORY)]
pub(crate) struct HistoryArgs {
    /// Unit
    #[arg(long)]
    unit: String,
    /// Item
    #[arg(long)]
    item: String,
    /// The day; the last published assessment for that day or before is read (default: the last published one); of a
    /// named one, what the record held at the end of that day, UTC
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    at: Option<Date>,
    /// An assessment, which need not be published
    #[arg(long, value_name = "NAME")]
    assessment: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

const HISTORY: &str = "\
Examples:
  osmm history --unit payments --item ITEM --at 2026-12-31
  osmm history --unit payments --item ITEM --assessment 2027-q1 --at 2027-02-15    what was known of a draft then";

pub(crate) fn history(args: &HistoryArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::Outline)?;
    let (unit, item) = (UnitId(args.unit.clone()), ItemId(args.item.clone()));
    let id = match &args.assessment {
        Some(name) => record.choose(Some(name))?,
        None => published(&record, &unit, args.at)?,
    };
    record.reader()?.may_see_answers(&unit)?;
    record.read_whole(std::slice::from_ref(&id))?;
    let known_on = args.assessment.as_ref().and(args.at);
    let then = match known_on {
        Some(at) => Some(record.held(&id, at)?),
        None => record.frozen(record.cycle()?.0)?,
    };
    let state = then.as_ref().unwrap_or(&record.state);
    let (cycle, model) = state.cycle(&id).context("an assessment that was just read")?;
    let picture = match &then {
        Some(then) => record.picture_then(then, cycle, model)?,
        None => record.picture(cycle, model)?,
    };
    let shown = picture.unit(&unit).and_then(|u| u.item(&item));
    let shown = shown.with_context(|| format!("`{item}` of `{unit}` is not part of `{id}`"))?;
    let told = Told::of(&record, Then { state, cycle, model, known_on }, &unit, shown)?;
    if args.json {
        console.say(&serde_json::to_string_pretty(&told)?)?;
        return Ok(Outcome::Done);
    }
    show::history::print(console, &record, &told)
}

/// The last published assessment of a unit for a day or before.
fn published(record: &Record, unit: &UnitId, at: Option<Date>) -> Result<AssessmentId> {
    let cycles = record.state.cycles.values();
    let published = cycles.filter(|c| c.stage == Stage::Published && c.tree.unit(unit).is_some());
    let on_time = published.filter(|c| at.is_none_or(|at| c.scope.as_of <= at));
    let Some(last) = on_time.max_by_key(|c| (c.scope.as_of, c.opened.seq)) else {
        let when = at.map(|at| format!(" for {at} or before")).unwrap_or_default();
        bail!(
            "no assessment with `{unit}` was published{when}\n    hint: `osmm assessment list` shows all, with their days; \
             `--assessment NAME` also tells of one that is not published"
        );
    };
    Ok(last.id.clone())
}

/// What moved between two assessments, and why.
#[derive(Debug, clap::Args)]
pub(crate) struct DeltaArgs {
    /// The earlier one (default: the one that the later starts from)
    from: Option<String>,
    /// The later one (default: the open one)
    to: Option<String>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn compare(args: &DeltaArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::Outline)?;
    let to = record.choose(args.to.as_deref())?;
    let before = record.state.cycles.get(&to).and_then(|c| c.scope.after.clone());
    let from = match (&args.from, before) {
        (Some(name), _) => record.choose(Some(name))?,
        (None, Some(before)) => before,
        (None, None) => bail!("compare `{to}` with which?\n    hint: `osmm delta EARLIER LATER`"),
    };
    record.read_whole(&[from.clone(), to.clone()])?;
    let of = |id| {
        let (cycle, model) = record.state.cycle(id).context("an assessment that was just read")?;
        anyhow::Ok((record.reader()?.seen(record.picture(cycle, model)?)?, model))
    };
    let ((old, old_model), (new, new_model)) = (of(&from)?, of(&to)?);
    let delta = delta((&old, old_model), (&new, new_model));
    if args.json {
        console.say(&serde_json::to_string_pretty(&delta)?)?;
        return Ok(Outcome::Done);
    }
    show::delta::print(console, &delta)
}

/// Units' scores as one number, by the rule that you pick; always with lowest, highest and count.
#[derive(Debug, clap::Args)]
pub(crate) struct RollupArgs {
    /// Assessment (default: the open one)
    assessment: Option<String>,
    /// The rule (default: all of them)
    #[arg(long, value_enum)]
    rule: Option<Rule>,
    /// The score that `share` asks for
    #[arg(long, value_name = "N", default_value_t = 3.0)]
    at_least: f64,
    /// Which ratings count
    #[arg(long, value_enum, default_value_t = BasisName::Claimed)]
    basis: BasisName,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rule {
    /// Mean over units
    Mean,
    /// Mean over units weighted by headcount
    Headcount,
    /// The lowest unit
    Weakest,
    /// Share of units at or above a score
    Share,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BasisName {
    /// What respondents say
    Claimed,
    /// What evidence in force supports
    Supported,
    /// What a reviewer confirmed
    Verified,
}

pub(crate) fn roll_up(args: &RollupArgs, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let (cycle, model) = record.cycle()?;
    let picture = record.reader()?.seen(record.picture(cycle, model)?)?;
    let basis = match args.basis {
        BasisName::Claimed => Basis::Claimed,
        BasisName::Supported => Basis::Supported,
        BasisName::Verified => Basis::Verified,
    };
    let scores = picture.scores(basis);
    let all = [
        (Rule::Mean, RollupRule::Mean),
        (Rule::Headcount, RollupRule::HeadcountWeighted),
        (Rule::Weakest, RollupRule::WeakestUnit),
        (Rule::Share, RollupRule::ShareAtOrAbove { n: args.at_least }),
    ];
    let wanted = all.into_iter().filter(|(name, _)| args.rule.is_none_or(|r| r == *name));
    let found: Vec<_> = wanted.map(|(_, rule)| rollup(rule, &scores)).collect();
    if args.json {
        let found = json!({
            "assessment": cycle.id,
            "basis": basis,
            "counts": picture.coverage(basis),
            "rollups": found,
        });
        console.say(&serde_json::to_string_pretty(&found)?)?;
        return Ok(Outcome::Done);
    }
    record.tell_unseen(&picture, console);
    show::record::rollups(console, &picture, basis, &found)
}
