//! `osmm proposal`: what machines propose for a unit, and what people make of it.

use anyhow::{Context, Result};
use clap::Subcommand;
use osmm_maturity::cycle::file::{Beside, of_unit};
use osmm_maturity::cycle::proposed::Doing;
use osmm_maturity::event::ProposalDecision;
use osmm_maturity::model::ItemId;
use osmm_maturity::proposal::{Direction, Looked, Proposal, proposals};
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;

use super::tool;
use crate::console::Console;
use crate::record::{Keeping, Read, Record};
use crate::{Outcome, show};

/// Proposed ratings of a unit: list them, accept, adjust or reject them. A proposal never changes a rating by itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
    /// Assessment (default: the open one)
    #[arg(long, value_name = "NAME", global = true)]
    assessment: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print what is proposed by the last look (`osmm scan --keep`), and ratings far from it
    List {
        /// Unit
        unit: String,
    },
    /// Take the low end of a proposal as the answer
    Accept {
        /// Unit
        unit: String,
        /// Item
        item: String,
    },
    /// Take another rating, with a reason
    Adjust {
        /// Unit
        unit: String,
        /// Item
        item: String,
        /// The rating
        rating: u8,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// Take nothing, with a reason
    Reject {
        /// Unit
        unit: String,
        /// Item
        item: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
}

pub(crate) fn run(args: &Args, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(args.assessment.as_deref()))?;
    let (unit, item, doing, why) = match &args.command {
        Command::List { unit } => return list(&record, &UnitId(unit.clone()), console),
        Command::Accept { unit, item } => (unit, item, Doing::Accept, None),
        Command::Adjust { unit, item, rating, why } => (unit, item, Doing::Adjust(Rating(*rating)), why.as_deref()),
        Command::Reject { unit, item, why } => (unit, item, Doing::Reject, why.as_deref()),
    };
    let (unit, item) = (UnitId(unit.clone()), ItemId(item.clone()));
    record.change(|record| {
        let (cycle, _) = record.cycle()?;
        let proposal = proposed(record, &unit)?.into_iter().find(|p| p.item == item);
        let proposal = proposal.with_context(|| {
            format!("nothing is proposed for `{item}` of `{unit}`\n    hint: `osmm proposal list {unit}` shows what is")
        })?;
        Ok(cycle.answering(&unit, &proposal, doing, &record.actor()?, why).into())
    })?;
    let word = word(doing.decision());
    console.say(&format!("Proposal for {item} of {unit} {word}"))?;
    Ok(Outcome::Done)
}

fn word(decision: ProposalDecision) -> &'static str {
    match decision {
        ProposalDecision::Accepted => "accepted",
        ProposalDecision::Adjusted => "adjusted",
        ProposalDecision::Rejected => "rejected",
        ProposalDecision::Reopened => "open",
    }
}

/// What the look that counts for the assessment's day proposes.
fn proposed(record: &Record, unit: &UnitId) -> Result<Vec<Proposal>> {
    let (cycle, model) = record.cycle()?;
    let Some(look) = record.state.last_look(unit, cycle.scope.as_of) else { return Ok(Vec::new()) };
    let set = record.look(look)?;
    Ok(proposals(model, &Looked::new(&set, cycle.scope.as_of, cycle.scope.snapshots)))
}

fn list(record: &Record, unit: &UnitId, console: &mut Console) -> Result<Outcome> {
    record.reader()?.may_see_answers(unit)?;
    let (cycle, model) = record.cycle()?;
    let Some(look) = record.state.last_look(unit, cycle.scope.as_of) else {
        console.note(&format!("Nobody has looked at `{unit}` yet. `osmm scan PATH --keep` keeps what is seen."));
        return Ok(Outcome::Done);
    };
    let picture = record.picture(cycle, model)?;
    let (scan, hidden) = (Some(record.look(look)?), record.reader()?.hidden());
    let beside = Beside { tool: tool(), scan, problems: Vec::new(), hidden };
    let file = of_unit(&record.state, cycle, model, &picture, unit, beside);
    let file = file.with_context(|| format!("`{unit}` has nothing to do with `{}`", cycle.id))?;
    let row = |p: &Proposal| {
        let range = if p.low == p.high { p.low.to_string() } else { format!("{} to {}", p.low, p.high) };
        let said = file.response(&p.item).map(|r| show::record::answer(&r.answer)).unwrap_or_default();
        let decision = cycle.spot(unit, &p.item).and_then(|s| s.proposal.as_ref());
        let decision = decision.map(|d| word(d.decision));
        vec![p.item.0.clone(), range, said, decision.unwrap_or("open").to_owned()]
    };
    let rows: Vec<Vec<String>> = file.results.proposals.iter().map(row).collect();
    console.table(&["Item", "Proposed", "Answer", "Proposal is"], &rows, &[])?;
    for c in &file.results.contradictions {
        let way = match c.direction {
            Direction::RatedAbove => "above",
            Direction::RatedBelow => "below",
        };
        console.say(&format!(
            "Contradiction: {} is rated {}, {way} what was seen ({} to {})",
            c.item, c.rating, c.low, c.high
        ))?;
    }
    Ok(Outcome::Done)
}
