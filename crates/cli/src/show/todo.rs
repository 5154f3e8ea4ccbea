//! What is open at the terminal: tasks, reminders, disagreements.

use std::collections::BTreeMap;

use anyhow::Result;
use osmm_maturity::agreement::Agreement;
use osmm_maturity::cycle::disagreement::Disagreement;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::cycle::tasks::{AskReason, Asked, Todo};
use osmm_maturity::event::PersonId;
use osmm_maturity::organisation::{EvidenceShown, KeptEvidence};

use super::{count, record, safe};
use crate::Outcome;
use crate::console::Console;
use crate::record::Record;

type ByPerson = BTreeMap<PersonId, Vec<Todo>>;

pub(crate) fn open(
    console: &mut Console,
    record: &Record,
    all: &[Asked],
    people: &ByPerson,
    nobody: &[Asked],
    expired: &[&KeptEvidence],
) -> Result<Outcome> {
    let (cycle, _) = record.cycle()?;
    let done = all.iter().filter(|a| a.done).count();
    console.say(&format!("{}: {done} of {} answered", cycle.id, count(all.len(), "item asked", "items asked")))?;
    for (person, todos) in by_name(record, people) {
        console.heading(&format!("{}: {}", record.name(person), count(todos.len(), "item", "items")))?;
        let rows: Vec<Vec<String>> = todos.iter().map(|t| row(record, &t.asked, Some(t))).collect();
        console.table(&["Unit", "Item", "Why", "Until"], &rows, &[])?;
    }
    if !nobody.is_empty() {
        console.heading(&format!("Nobody in particular: {}", count(nobody.len(), "item", "items")))?;
        let rows: Vec<Vec<String>> = nobody.iter().map(|a| row(record, a, None)).collect();
        console.table(&["Unit", "Item", "Why", "Until"], &rows, &[])?;
    }
    if !expired.is_empty() {
        console.heading("Evidence to attest again, renew or withdraw")?;
        let reader = record.reader()?;
        let row = |e: &&KeptEvidence| match reader.shown(&e.record) {
            EvidenceShown::Whole(r) => {
                let until = r.until().map(|u| u.to_string()).unwrap_or_default();
                vec![r.id.0, r.unit.0, safe(&r.title), until]
            }
            EvidenceShown::Confidential { id, .. } => {
                vec![id.0, String::new(), "confidential".to_owned(), String::new()]
            }
        };
        let rows: Vec<Vec<String>> = expired.iter().map(row).collect();
        console.table(&["Evidence", "Unit", "Title", "Expired"], &rows, &[])?;
    }
    Ok(Outcome::Done)
}

/// In the order of names: pseudonyms, by which people are kept, have none.
fn by_name<'a>(record: &Record, people: &'a ByPerson) -> Vec<(&'a PersonId, &'a Vec<Todo>)> {
    let mut people: Vec<_> = people.iter().collect();
    people.sort_by_key(|(person, _)| record.name(person));
    people
}

fn row(record: &Record, asked: &Asked, todo: Option<&Todo>) -> Vec<String> {
    let why: Vec<String> = match todo {
        Some(todo) if todo.only_lock => vec!["answered, not locked".to_owned()],
        _ => asked.reasons.iter().map(reason).collect(),
    };
    let deadline = record.cycle().ok().and_then(|(c, _)| c.scope.deadline);
    let due = todo.map_or(deadline, |t| t.due).map(|d| d.to_string()).unwrap_or_default();
    vec![asked.unit.0.clone(), asked.item.0.clone(), why.join("; "), due]
}

fn reason(reason: &AskReason) -> String {
    match reason {
        AskReason::NotAnswered => "not answered".to_owned(),
        AskReason::DontKnow => "nobody knew".to_owned(),
        AskReason::Reworded => "the item was re-worded".to_owned(),
        AskReason::Expired { evidence } => {
            let ids: Vec<&str> = evidence.iter().map(|e| e.0.as_str()).collect();
            format!("evidence expired: {}", ids.join(", "))
        }
        AskReason::OpenActions { actions } => {
            let ids: Vec<&str> = actions.iter().map(|a| a.0.as_str()).collect();
            format!("open action: {}", ids.join(", "))
        }
        AskReason::SeenDifferently => "machines see something else than before".to_owned(),
    }
}

/// One message a person, to be sent by whatever the organisation uses.
pub(crate) fn reminders(console: &mut Console, record: &Record, people: &ByPerson) -> Result<Outcome> {
    let (cycle, _) = record.cycle()?;
    for (person, todos) in by_name(record, people) {
        let known = record.people().iter().find(|p| &p.person == person).and_then(|p| p.data.as_ref());
        let (name, contact) = known.map_or((person.0.as_str(), ""), |d| (d.name.as_str(), d.contact.as_str()));
        let mut units: Vec<&str> = todos.iter().map(|t| t.asked.unit.0.as_str()).collect();
        units.dedup();
        let due = todos.iter().filter_map(|t| t.due).min().map(|d| format!(" until {d}")).unwrap_or_default();
        console.say(&format!(
            "To: {} {}",
            safe(name),
            if contact.is_empty() { String::new() } else { format!("<{}>", safe(contact)) }
        ))?;
        console.say(&format!(
            "{}: {} for {} {} for you{due}. `osmm todo --as {}` lists them; \"don't know\" is an answer too, and may name who would.\n",
            safe(&cycle.scope.title),
            count(todos.len(), "item", "items"),
            units.join(", "),
            if todos.len() == 1 { "waits" } else { "wait" },
            record.name(person)
        ))?;
    }
    Ok(Outcome::Done)
}

pub(crate) fn disagreements(
    console: &mut Console,
    record: &Record,
    found: &[Disagreement],
    agreement: &Agreement,
) -> Result<Outcome> {
    if found.is_empty() {
        console.say("No disagreements among locked answers.")?;
    } else {
        let rows: Vec<Vec<String>> = found.iter().map(|d| line(record, d)).collect();
        let header = ["Unit", "Item", "Apart", "People", "Who said what", "Holds"];
        console.table(&header, &rows, &[2, 3])?;
        console.say("\nRanked by distance times the people in the units for which the answer holds.")?;
        console.say("One apart settles by rule: the lower rating, unless evidence supports the higher.")?;
    }
    console.say(&record::agreement(agreement))?;
    if found.iter().any(|d| matches!(d.how, How::Open { .. })) {
        console.note("hint: `osmm decide UNIT ITEM ANSWER --why REASON` settles what is open");
    }
    Ok(Outcome::Done)
}

fn line(record: &Record, d: &Disagreement) -> Vec<String> {
    let said: Vec<String> =
        d.said.iter().map(|s| format!("{} {}", record.name(&s.respondent), record::answer(&s.answer))).collect();
    vec![
        d.unit.0.clone(),
        d.item.0.clone(),
        d.distance.to_string(),
        d.weight.to_string(),
        said.join(", "),
        record::how(record, &d.how),
    ]
}
