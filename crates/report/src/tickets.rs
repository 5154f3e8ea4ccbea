//! Actions of a plan as tickets, for the tracker in which the work is done.
//!
//! The last line of a ticket's text names its action ([`mark`]): by it a ticket is found again ([`action_in`]), so that
//! nothing is created twice.

mod files;

use std::fmt::Write;

use jiff::civil::Date;
use osmm_maturity::event::ActionId;
use osmm_maturity::plan::{Plan, Planned, Quarter, Spread};
use serde::Serialize;

use crate::text::{capital, short};

pub use files::{Importer, TicketsError, file};

/// What all tickets are labelled with.
pub const LABEL: &str = "osmm";
/// What the line that names the action begins with.
const MARK: &str = "osmm action: ";
/// Room for a title: the least of what trackers allow.
const TITLE: usize = 240;

/// A piece of work for a tracker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    /// The action.
    pub action: ActionId,
    /// One line.
    pub title: String,
    /// What is to be done, when it is done, and what proves it, as Markdown. The last line names the action.
    pub text: String,
    /// The day by which it has to be finished, or the last day of the quarter in which the plan finishes it.
    pub due: Option<Date>,
}

/// The actions of a plan that have a place, in its order; with a quarter only those that start in it.
#[must_use]
pub fn tickets(plan: &Plan, quarter: Option<Quarter>) -> Vec<Ticket> {
    let starts = |planned: &&Planned| planned.start.is_some() && (quarter.is_none() || planned.start == quarter);
    plan.actions.iter().filter(starts).map(|planned| ticket(planned, plan)).collect()
}

fn ticket(planned: &Planned, plan: &Plan) -> Ticket {
    let action = &planned.action;
    let title = action.title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ticket {
        action: action.id.clone(),
        title: short(&title, TITLE),
        text: text(planned, plan),
        due: action.by.or_else(|| planned.finish.map(Quarter::end)),
    }
}

/// The line that names an action.
#[must_use]
pub fn mark(action: &ActionId) -> String {
    format!("{MARK}{}", flat(&action.0))
}

/// The action that a ticket's text names.
#[must_use]
pub fn action_in(text: &str) -> Option<ActionId> {
    let named = text.lines().rev().find_map(|line| line.trim().strip_prefix(MARK))?;
    Some(ActionId(named.trim().to_owned())).filter(|id| !id.0.is_empty())
}

fn text(planned: &Planned, plan: &Plan) -> String {
    let action = &planned.action;
    let mut text = String::from("**Done when**\n\n");
    for moved in &action.moves {
        let _ = writeln!(text, "- {} ({} to {}): {}", moved.item, moved.from, moved.to, flat(&moved.done));
    }
    let kinds: Vec<&str> = action.proof.iter().map(|kind| kind.word()).collect();
    if !kinds.is_empty() {
        let _ = write!(
            text,
            "\n**Proof**\n\nEvidence of these kinds has to be in force before a rating may change: {}.\n",
            kinds.join(", ")
        );
    }
    let _ = write!(text, "\n**Plan**\n\n{}\n", facts(planned, plan));
    if !action.after.is_empty() {
        let before: Vec<&str> = action.after.iter().map(|id| id.0.as_str()).collect();
        let _ = write!(text, "\nAfter: {}.\n", before.join(", "));
    }
    let _ = write!(text, "\n{}\n", mark(&action.id));
    text
}

/// Unit, effort, money and quarters, one line each.
fn facts(planned: &Planned, plan: &Plan) -> String {
    let action = &planned.action;
    let mut facts = vec![format!("- Unit: {}", action.unit)];
    facts
        .extend(action.effort.iter().map(|(role, days)| format!("- {}: {} person-days", capital(role), spread(*days))));
    let currency = plan.currency.as_deref().unwrap_or("money");
    facts.extend(action.money.map(|money| format!("- {} {currency}", spread(money))));
    if let (Some(start), Some(finish)) = (planned.start, planned.finish) {
        facts.push(if start == finish { format!("- In {start}") } else { format!("- From {start} to {finish}") });
    }
    facts.extend(action.by.map(|by| format!("- To be finished by {by}")));
    facts.join("\n")
}

/// `3 to 8, likely 5`.
fn spread(spread: Spread) -> String {
    if spread.low >= spread.high {
        return figure(spread.likely);
    }
    format!("{} to {}, likely {}", figure(spread.low), figure(spread.high), figure(spread.likely))
}

fn figure(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// Text of others as one line, so that no line of it is read as something else.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
