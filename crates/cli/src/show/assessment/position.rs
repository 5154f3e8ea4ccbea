//! The level achieved, what blocks the next one, the gaps, and what is to be found out.

use std::io;

use osmm_maturity::assessment::Assessment;
use osmm_maturity::level::{Blocker, Position, Reason};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::{item_title, unknown_items};
use crate::console::Console;
use crate::show::{capital, count, safe};

/// "1 of 5", or that the first one is in progress.
pub(super) fn level_words(a: &Assessment, position: &Position) -> String {
    let top = a.model.levels.last().map_or(0, |l| l.number);
    match (position.achieved, position.next) {
        (Some(level), _) => format!("{level} of {top}"),
        (None, Some(next)) => format!("{next}, in progress"),
        (None, None) => "-".to_owned(),
    }
}

/// Most activities and items listed in one place; the report has all.
const MOST: usize = 8;

pub(super) fn blockers(console: &mut Console, a: &Assessment) -> io::Result<()> {
    let Some(position) = &a.results.claimed.position else { return Ok(()) };
    let Some(next) = position.next.filter(|_| a.results.counts().rated > 0) else { return Ok(()) };
    console.heading(&format!("What blocks {} {next}", a.model.terms.level.one))?;
    if let Some(rule) = a.model.achievement {
        let text = format!(
            "Each {} needs {:.0}% of its {} rated, a mean of {} or more, and no {} below {}.",
            a.model.terms.activity.one,
            rule.coverage * 100.0,
            a.model.terms.item.many,
            rule.mean,
            a.model.terms.item.one,
            rule.floor
        );
        console.paragraph(2, &text)?;
    }
    for blocker in position.blockers.iter().take(MOST) {
        let title = a.model.activity(&blocker.activity).map(|x| x.title.as_str()).unwrap_or_default();
        console.paragraph(2, &format!("{title}: {}", reasons(a, blocker)))?;
    }
    more(console, position.blockers.len())
}

fn reasons(a: &Assessment, blocker: &Blocker) -> String {
    blocker.reasons.iter().map(|r| reason(a, r)).collect::<Vec<_>>().join("; ")
}

fn reason(a: &Assessment, reason: &Reason) -> String {
    let title = |id| a.model.item(id).map(|(_, i)| i.title.clone()).unwrap_or_default();
    match reason {
        Reason::Coverage { answered, applicable, missing, .. } => {
            let names: Vec<String> = missing.iter().map(title).collect();
            format!("{answered} of {applicable} rated, open: {}", names.join(", "))
        }
        Reason::Mean { mean, needed, below } => {
            let names: Vec<String> = below.iter().map(title).collect();
            format!("mean {mean:.2} is below {needed}: raise {}", names.join(", "))
        }
        Reason::Floor { item, rating, needed } => format!("{} is at {rating}, below {needed}", title(item)),
        Reason::NothingApplies => "nothing applies, so nothing can be shown".to_owned(),
    }
}

pub(super) fn gaps(console: &mut Console, a: &Assessment) -> io::Result<()> {
    if a.results.gaps.is_empty() {
        return Ok(());
    }
    console.heading("Largest gaps")?;
    let row = |g: &osmm_maturity::gap::Gap| {
        let next = Rating(g.rating.0 + 1);
        let anchor = a.model.item(&g.item).and_then(|(_, i)| i.anchors.get(&next)).cloned().unwrap_or_default();
        let steps = format!("{} -> {}", g.rating, g.target);
        vec![item_title(a, &g.item), steps, format!("{:.2}", g.priority), format!("{next}: {anchor}")]
    };
    let rows: Vec<_> = a.results.gaps.iter().take(MOST).map(row).collect();
    let header = [capital(&a.model.terms.item.one), "From, to".into(), "Priority".into(), "Next step".into()];
    console.table(&header.each_ref().map(String::as_str), &rows, &[2])?;
    more(console, a.results.gaps.len())
}

pub(super) fn find_out(console: &mut Console, a: &Assessment) -> io::Result<()> {
    let unknown: Vec<_> = unknown_items(a).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    console.heading("To find out")?;
    for response in unknown.iter().take(MOST) {
        let ask = match &response.answer {
            Answer::DontKnow { ask: Some(ask) } => format!(": ask {}", safe(ask)),
            _ => String::new(),
        };
        console.paragraph(2, &format!("{}{ask}", item_title(a, &response.item)))?;
    }
    more(console, unknown.len())
}

/// Says how many were not listed.
pub(super) fn more(console: &mut Console, all: usize) -> io::Result<()> {
    if all <= MOST {
        return Ok(());
    }
    console.say(&console.dim(&format!("  and {} in the report", count(all - MOST, "more", "more"))))
}
