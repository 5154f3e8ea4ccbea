//! The rehearsal of a move to another model at the terminal.

use std::io;

use osmm_maturity::cycle::picture::BasisStanding;
use osmm_maturity::cycle::rehearsal::{Rehearsal, UnitRehearsal};
use osmm_maturity::event::Stage;
use osmm_maturity::model::FieldChange;
use osmm_maturity::model::upgrade::Fate;
use osmm_maturity::rollup::Rollup;
use osmm_maturity::score::Basis;

use super::{capital, count, mean};
use crate::console::Console;

pub(crate) fn print(console: &mut Console, told: &Rehearsal) -> io::Result<()> {
    let (from, to) = (&told.from, &told.to);
    let title = format!("{} from {} {} to {} {}", told.assessment, from.id, from.version, to.id, to.version);
    console.say(&console.bold(&title))?;
    console.say("A rehearsal: nothing is changed.")?;
    items(console, &told.items)?;
    answers(console, &told.units)?;
    scores(console, told)?;
    let hint = match told.stage {
        Stage::Draft => "`osmm assessment upgrade MODEL` makes the move",
        Stage::InReview => "only a draft moves: `osmm assessment reopen` takes it back from review",
        Stage::Published => {
            "what is published keeps its model; `osmm assessment open NAME --after` goes on with another"
        }
    };
    console.note(&format!("hint: {hint}"));
    Ok(())
}

fn items(console: &mut Console, fates: &[Fate]) -> io::Result<()> {
    console.heading("Items")?;
    let words = ["carried", "re-worded", "renamed", "split", "merged", "new", "dropped"];
    let of = |word: &str| fates.iter().filter(|f| row(f)[0] == word).count();
    let counts: Vec<String> = words.iter().map(|w| format!("{} {w}", of(w))).collect();
    console.say(&format!("  {}", counts.join(", ")))?;
    let rows: Vec<Vec<String>> = fates.iter().map(row).filter(|r| r[0] != "carried").collect();
    if rows.is_empty() {
        return Ok(());
    }
    console.table(&["Becomes", "Item", "To", "Differs in"], &rows, &[])
}

fn row(fate: &Fate) -> Vec<String> {
    let list = |ids: &[osmm_maturity::model::ItemId]| ids.iter().map(|i| i.0.as_str()).collect::<Vec<_>>().join(" ");
    let fields = |fields: &[FieldChange]| fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>().join(" ");
    let [word, from, to, differs] = match fate {
        Fate::Carried { item } => ["carried", &item.0, "", ""].map(str::to_owned),
        Fate::Reworded { item, fields: f } => ["re-worded".to_owned(), item.0.clone(), String::new(), fields(f)],
        Fate::Renamed { from, to, fields: f } => ["renamed".to_owned(), from.0.clone(), to.0.clone(), fields(f)],
        Fate::Split { from, into } => ["split".to_owned(), from.0.clone(), list(into), String::new()],
        Fate::Merged { from, into } => ["merged".to_owned(), list(from), into.0.clone(), String::new()],
        Fate::New { item } => ["new", "", &item.0, ""].map(str::to_owned),
        Fate::Dropped { item } => ["dropped", &item.0, "", ""].map(str::to_owned),
    };
    vec![word, from, to, differs]
}

/// Answers that do not simply go on, by unit.
fn answers(console: &mut Console, units: &[UnitRehearsal]) -> io::Result<()> {
    let mut rows = Vec::new();
    for unit in units {
        let row = |item: &osmm_maturity::model::ItemId, what: &str| {
            vec![unit.unit.0.clone(), item.0.clone(), what.to_owned()]
        };
        rows.extend(unit.look.iter().map(|i| row(i, "needs a look")));
        rows.extend(unit.dropped.iter().map(|i| row(i, "has no place; it stays in the record")));
    }
    console.heading("Answers")?;
    if rows.is_empty() {
        return console.say("  All go on as they are.");
    }
    console.table(&["Unit", "Item", "The answer"], &rows, &[])
}

fn scores(console: &mut Console, told: &Rehearsal) -> io::Result<()> {
    console.heading("Claimed scores of units, before and after")?;
    let of = |list: &[BasisStanding]| list.iter().find(|s| s.basis == Basis::Claimed).cloned();
    let rows: Vec<Vec<String>> = told
        .units
        .iter()
        .map(|u| {
            let (before, after) = (standing(of(&u.before)), standing(of(&u.after)));
            let mut row = vec![u.unit.0.clone()];
            row.extend(before.into_iter().zip(after).flat_map(|(b, a)| [b, a]));
            row
        })
        .collect();
    let header = ["Unit", "Score", "after", "Level", "after", "Answered", "after"];
    console.table(&header, &rows, &[1, 2, 3, 4])?;
    console.heading("Mean over units (lowest to highest unit), before and after")?;
    let rows = told.rollups.iter().map(|r| vec![capital(r.basis.word()), rolled(&r.before), rolled(&r.after)]);
    console.table(&["Basis", "Before", "After"], &rows.collect::<Vec<_>>(), &[])
}

/// Score, level and how much they rest on.
fn standing(standing: Option<BasisStanding>) -> [String; 3] {
    let Some(standing) = standing else { return ["-", "-", "-"].map(str::to_owned) };
    let (score, counts) = (&standing.overall, standing.overall.counts);
    let level = standing.achieved.map_or_else(|| "-".to_owned(), |l| l.to_string());
    [mean(score.mean), level, format!("{} of {}", counts.rated, counts.applicable())]
}

fn rolled(rollup: &Rollup) -> String {
    let units = count(rollup.scored as usize, "unit", "units");
    match rollup.value {
        None => format!("- (no unit of {} has a score)", rollup.unscored),
        Some(_) => format!(
            "{} ({} to {}), {units} of {}",
            mean(rollup.value),
            mean(rollup.lowest),
            mean(rollup.highest),
            rollup.scored + rollup.unscored
        ),
    }
}
