//! What moved between two assessments, at the terminal.

use anyhow::Result;
use osmm_maturity::cycle::delta::Delta;

use super::{capital, count, mean, record as show};
use crate::Outcome;
use crate::console::Console;

pub(crate) fn print(console: &mut Console, delta: &Delta) -> Result<Outcome> {
    console.say(&format!("From {} to {}", delta.from, delta.to))?;
    for movement in &delta.movements {
        let difference = movement.difference().map(|d| format!(" ({d:+.2})")).unwrap_or_default();
        let (before, after) = (mean(movement.from), mean(movement.to));
        console.heading(&format!("{}: {before} to {after}{difference}", capital(movement.basis.word())))?;
        console.say(&format!("  over {} rated items, {} before", movement.rated_after, movement.rated_before))?;
        for (cause, part) in movement.printed_parts() {
            let n = movement.changes.iter().filter(|c| c.cause == cause).count();
            console.say(&format!("  {part:+.2}  {} ({})", cause.words(), count(n, "item", "items")))?;
        }
    }
    let Some(claimed) = delta.movements.first() else { return Ok(Outcome::Done) };
    if !claimed.changes.is_empty() {
        console.heading("Claimed ratings that moved")?;
        let word =
            |a: &Option<osmm_maturity::response::Answer>| a.as_ref().map_or_else(|| "-".to_owned(), show::answer);
        let row = |c: &osmm_maturity::cycle::delta::ItemChange| {
            vec![c.unit.0.clone(), c.item.0.clone(), word(&c.from), word(&c.to), c.cause.words().to_owned()]
        };
        let rows: Vec<Vec<String>> = claimed.changes.iter().map(row).collect();
        console.table(&["Unit", "Item", "From", "To", "Why"], &rows, &[])?;
    }
    Ok(Outcome::Done)
}
