//! What the scan suggests for each unit beside the whole.

use std::io;

use osmm_maturity::assessment::{Assessment, UnitProposals};
use osmm_maturity::model::ItemId;
use osmm_maturity::proposal::Proposal;

use super::proposals::interval;
use super::{PADDING, cut, item_title};
use crate::console::Console;
use crate::show::{count, safe};

/// Narrowest title of an item.
const TITLE: usize = 24;

/// A row for each item for which something is suggested, with a column for the whole and one for each unit that fits.
pub(super) fn units(console: &mut Console, a: &Assessment) -> io::Result<()> {
    let units = &a.results.units;
    if units.is_empty() {
        return Ok(());
    }
    let number = count(units.len(), "unit", "units");
    console.heading(&format!("What the repositories of {number} show"))?;
    let (shown, rest) = units.split_at(fitting(units, usize::from(console.width())));
    let items: Vec<&ItemId> = a.model.items().map(|(_, item)| &item.id).filter(|id| suggested(a, id)).collect();
    let room = usize::from(console.width()).saturating_sub(taken(shown) + PADDING).max(TITLE);
    let row = |id: &&ItemId| {
        let title = item_title(a, id);
        let whole = cell(&a.results.proposals, id);
        let cells = shown.iter().map(|unit| cell(&unit.proposals, id));
        [cut(&title, room), whole].into_iter().chain(cells).collect()
    };
    let repositories: Vec<String> = [String::from("(repositories)"), a.results.totals.subjects.to_string()]
        .into_iter()
        .chain(shown.iter().map(|unit| unit.subjects.to_string()))
        .collect();
    let rows: Vec<Vec<String>> = [repositories].into_iter().chain(items.iter().map(row)).collect();
    let names: Vec<String> = shown.iter().map(|unit| safe(&unit.unit.0)).collect();
    let header: Vec<&str> = ["", "All"].into_iter().chain(names.iter().map(String::as_str)).collect();
    console.table(&header, &rows, &[])?;
    if !rest.is_empty() {
        console.say(&console.dim(&format!("  and {} in the report", count(rest.len(), "more unit", "more units"))))?;
    }
    Ok(())
}

fn suggested(a: &Assessment, item: &ItemId) -> bool {
    let of = |all: &[Proposal]| all.iter().any(|p| &p.item == item);
    of(&a.results.proposals) || a.results.units.iter().any(|unit| of(&unit.proposals))
}

fn cell(proposals: &[Proposal], item: &ItemId) -> String {
    proposals.iter().find(|p| &p.item == item).map_or_else(|| "-".to_owned(), |p| interval(p.low.0, p.high.0))
}

/// How many units have room beside titles and the whole, at least one.
fn fitting(units: &[UnitProposals], width: usize) -> usize {
    (1..=units.len()).take_while(|n| taken(&units[..*n]) + TITLE + PADDING <= width).last().unwrap_or(1)
}

/// Characters that columns beside the titles take.
fn taken(units: &[UnitProposals]) -> usize {
    let column = |unit: &UnitProposals| safe(&unit.unit.0).chars().count().max("2 to 3".len()) + PADDING;
    "2 to 3".len() + PADDING + units.iter().map(column).sum::<usize>()
}
