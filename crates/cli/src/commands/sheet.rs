//! Spreadsheets as an editor: what a person may answer goes out as a workbook or a table, and is merged back.

use std::path::Path;

use anyhow::{Context, Result, bail};
use osmm_maturity::cycle::lines::{change, lines};
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::fault::Fault;
use osmm_maturity::sheet::{Given, Merge};
use osmm_maturity::unit::UnitId;
use osmm_report::sheets::SheetRead;
use osmm_report::sheets::person::{Kind, Person, merged};
use osmm_report::{checklist, table, workbook};

use super::now;
use crate::console::Console;
use crate::record::{Keeping, Plan, Read, Record};
use crate::{Outcome, files, show};

/// Writes what the acting person may answer, for some units (all where none is named).
pub(crate) fn write(record: &Record, units: &[UnitId], path: &Path, as_table: bool) -> Result<usize> {
    let (cycle, model) = record.cycle()?;
    let (person, looks) = (record.actor()?, record.looks(cycle)?);
    let of = Person {
        organisation: &record.state,
        cycle,
        model,
        looks: &looks,
        person: &person,
        name: &|p| record.name(p),
        written: now(),
    };
    let file = of.file(units, if as_table { Kind::Table } else { Kind::Workbook })?;
    let Some((bytes, lines)) = file else {
        bail!(
            "nothing to answer here for {}\n    hint: `osmm todo --all` shows whose turn it is",
            record.name(&person)
        );
    };
    files::write(path, &bytes)?;
    Ok(lines)
}

/// Merges an edited workbook or table into the record.
pub(crate) fn read(
    path: &Path,
    as_table: bool,
    unit: Option<&str>,
    keeping: &Keeping,
    console: &mut Console,
) -> Result<Outcome> {
    let (name, bytes) = (path.display().to_string(), files::read(path)?);
    let stamp = if as_table { table::stamp(&name, &bytes) } else { workbook::stamp(&name, &bytes) };
    let stamp = match (stamp, unit) {
        (Ok(stamp), _) => stamp,
        (Err(_), Some(unit)) => return from_checklist(&name, &bytes, unit, keeping, console),
        (Err(faults), None) => bail!(
            "`{name}` does not say which assessment it is of:\n{}\n    hint: `osmm export FILE.xlsx` writes one that does; \
             a checklist with titles and values 0 to 5 needs `--unit UNIT`",
            list(&faults)
        ),
    };
    let mut record = Record::open(keeping, Read::Outline)?;
    let AssessmentId(assessment) = &stamp.assessment;
    if !record.state.cycles.contains_key(&stamp.assessment) || !record.passed(&stamp.head)? {
        bail!(
            "`{name}` is of assessment `{assessment}` in another database; nothing was changed\n    hint: name the one it was exported from with `--database`"
        );
    }
    record.read_whole(std::slice::from_ref(&stamp.assessment))?;
    let (cycle, model) = record.cycle()?;
    if cycle.scope.model != stamp.model {
        bail!(
            "`{name}` was written before `{assessment}` moved to another model; nothing was changed\n    hint: export it anew"
        );
    }
    let units: Vec<UnitId> = cycle.units().cloned().collect();
    let found =
        if as_table { table::read(&name, &bytes, model, &units) } else { workbook::read(&name, &bytes, model, &units) };
    for note in &found.notes {
        console.note(&note.to_string());
    }
    let before = record.state_at(&stamp.head, &stamp.assessment)?;
    let (then, _) = before.cycle(&stamp.assessment).context("the assessment as it was")?;
    let base = lines(&before, then, model, &stamp.person, &[]);
    let merged = |record: &Record| -> Result<Merge> {
        let (cycle, model) = record.cycle()?;
        let now = lines(&record.state, cycle, model, &stamp.person, &[]);
        Ok(merged(base.clone(), found.lines.clone(), now))
    };
    let told = merged(&record)?;
    record.change(|record| {
        let (cycle, _) = record.cycle()?;
        let taken = merged(record)?.take.into_iter().map(|(key, given)| change(cycle, &key, given));
        Ok(Plan::from(taken.collect::<Vec<_>>()))
    })?;
    tell(&record, &found, &told, console)
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn tell(record: &Record, found: &SheetRead, merged: &Merge, console: &mut Console) -> Result<Outcome> {
    console.say(&format!(
        "{} taken, {} unchanged, {} there already",
        show::count(merged.take.len(), "answer", "answers"),
        merged.unchanged,
        merged.already
    ))?;
    if !merged.conflicts.is_empty() {
        console.heading("Changed here and there; nothing of these was taken")?;
        let row = |c: &osmm_maturity::sheet::Conflict| {
            let of = |g: &Given| show::record::answer(&g.answer);
            let who = record.name(&c.key.respondent);
            vec![c.key.unit.0.clone(), c.key.item.0.clone(), who, of(&c.base), of(&c.edited), of(&c.now)]
        };
        let rows: Vec<Vec<String>> = merged.conflicts.iter().map(row).collect();
        console.table(&["Unit", "Item", "Respondent", "Exported", "File", "Record"], &rows, &[])?;
        console.note("hint: say which one holds with `osmm answer UNIT ITEM ANSWER`");
    }
    for fault in &found.faults {
        console.note(&fault.to_string());
    }
    let whole = merged.conflicts.is_empty() && found.faults.is_empty();
    Ok(if whole { Outcome::Done } else { Outcome::Partly })
}

/// A checklist with item titles and values from 0 to 5, as answers of one unit.
fn from_checklist(name: &str, bytes: &[u8], unit: &str, keeping: &Keeping, console: &mut Console) -> Result<Outcome> {
    let mut record = Record::open(keeping, Read::One(None))?;
    let (answers, faults) = checklist::read(name, bytes, record.cycle()?.1);
    let unit = UnitId(unit.to_owned());
    let events = record.change(|record| {
        let (cycle, model) = record.cycle()?;
        let respondent = record.actor()?;
        let rated = answers.iter().filter(|(_, answer)| answer.rating().is_some());
        let asked = rated.filter(|(item, _)| model.item(item).is_some_and(|(_, i)| cycle.asks(&unit, i)));
        let changes = asked.map(|(item, answer)| {
            let change = Change::Responded {
                assessment: cycle.id.clone(),
                unit: unit.clone(),
                item: item.clone(),
                respondent: respondent.clone(),
                answer: answer.clone(),
                overrides: None,
                function: None,
                on: None,
            };
            (change, Some(format!("from the checklist {name}")))
        });
        Ok(changes.collect::<Vec<_>>().into())
    })?;
    let elsewhere = answers.iter().filter(|(_, a)| a.rating().is_some()).count().saturating_sub(events.len());
    console.say(&format!("{} taken", show::count(events.len(), "answer", "answers")))?;
    if elsewhere > 0 {
        console.note(&format!(
            "{} of items that `{unit}` does not answer itself left out",
            show::count(elsewhere, "answer", "answers")
        ));
    }
    for fault in &faults {
        console.note(&fault.to_string());
    }
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Partly })
}
