//! The checklist of the FINOS site: titles of items with values from 0 to 5, as CSV, XLSX or JSON.
//!
//! The site knows items by their wording only. A title that several items share counts when the title of its activity
//! stands beside it: in a third column, or as the object around it. A 0 says nothing (see [`Answer::from_checklist`]).

mod json;
mod titles;

use osmm_maturity::fault::{Fault, Place};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::words;

use crate::sheets::row::{Spot, Trouble, Value};
use crate::sheets::stamp::small_enough;
use crate::sheets::words::short;
use crate::table::rows;
use crate::workbook::cells::{self, Room};
use titles::Titles;

/// A title with its value, and words beside it that may name the activity.
struct Entry {
    at: Spot,
    title: String,
    beside: Vec<String>,
    value: Value,
}

/// Reads a checklist, in the format that the bytes show. An item without a fault comes once, in the order of the model.
#[must_use]
pub fn read(file: &str, bytes: &[u8], model: &Model) -> (Vec<(ItemId, Answer)>, Vec<Fault>) {
    let titles = Titles::of(model);
    let entries = small_enough(file, bytes).map_err(|f| vec![f]).and_then(|()| match bytes.trim_ascii_start() {
        [b'P', b'K', ..] | [0xd0, 0xcf, ..] => from_workbook(file, bytes, &titles),
        [b'{' | b'[', ..] => json::entries(file, bytes),
        _ => from_table(file, bytes, &titles),
    });
    match entries {
        Ok(entries) => take(&entries, &titles, model),
        Err(faults) => (Vec::new(), faults),
    }
}

fn from_table(file: &str, bytes: &[u8], titles: &Titles<'_>) -> Result<Vec<Entry>, Vec<Fault>> {
    let records = rows::records(file, bytes).map_err(|f| vec![f])?;
    let rows = records.into_iter().map(|r| {
        let at = Spot { file: file.to_owned(), place: Place { line: r.line, column: 0 } };
        (at, r.cells.iter().map(|c| Value::text(c)).collect())
    });
    Ok(from_rows(rows, titles))
}

fn from_workbook(file: &str, bytes: &[u8], titles: &Titles<'_>) -> Result<Vec<Entry>, Vec<Fault>> {
    use calamine::Reader;
    let mut opened = crate::workbook::open(file, bytes).map_err(|f| vec![f])?;
    let mut room = Room::new();
    let mut rows = Vec::new();
    for sheet in opened.sheet_names() {
        let at = Spot::file(&format!("{file}:{sheet}"));
        let grid = cells::read(&mut opened, &sheet, &mut room).map_err(|t| vec![at.fault(t)])?;
        for (number, row) in grid {
            let spot = Spot::file(&format!("{file}:{sheet}!A{}", number.saturating_add(1)));
            rows.push((spot, row.into_values().collect()));
        }
    }
    Ok(from_rows(rows.into_iter(), titles))
}

/// Rows with a title in one cell and a value in another; what stands above the first of them is a header.
fn from_rows(rows: impl Iterator<Item = (Spot, Vec<Value>)>, titles: &Titles<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, cells) in rows {
        let number = |c: &&Value| match c {
            Value::Text(text) => number(text).is_some(),
            Value::Number(_) => true,
            _ => false,
        };
        let words: Vec<&str> = cells.iter().filter_map(Value::as_text).filter(|t| self::number(t).is_none()).collect();
        let Some(title) = words.iter().find(|t| titles.knows(t)).or(words.first()) else { continue };
        let value = cells.iter().find(number).cloned();
        if entries.is_empty() && value.is_none() && !titles.knows(title) {
            continue;
        }
        let beside = words.iter().filter(|t| *t != title).map(|t| (*t).to_owned()).collect();
        let value = value.unwrap_or_default();
        entries.push(Entry { at, title: (*title).to_owned(), beside, value });
    }
    entries
}

fn take(entries: &[Entry], titles: &Titles<'_>, model: &Model) -> (Vec<(ItemId, Answer)>, Vec<Fault>) {
    let mut found: Vec<(&ItemId, &Entry, Answer)> = Vec::new();
    let mut faults = Vec::new();
    for entry in entries {
        match titles.find(&entry.title, &entry.beside).and_then(|item| Ok((item, answer(entry, model)?))) {
            Ok((item, answer)) => found.push((item, entry, answer)),
            Err(trouble) => faults.push(entry.at.fault(trouble)),
        }
    }
    let mut taken = Vec::new();
    for (_, item) in model.items() {
        let mut same = found.iter().filter(|(id, ..)| **id == item.id);
        let Some((id, first, answer)) = same.next() else { continue };
        let differing = same.find(|(_, _, other)| other != answer);
        match differing {
            None => taken.push(((*id).clone(), answer.clone())),
            Some((_, other, _)) => {
                let title = short(&other.title);
                let place = first.at.words();
                let message = words!(
                    "other-value",
                    "`{title}` has another value in {place}; neither is taken",
                    title = title,
                    place = place
                );
                faults.push(other.at.fault(message.inner("place", &place)));
            }
        }
    }
    (taken, faults)
}

fn answer(entry: &Entry, model: &Model) -> Result<Answer, Trouble> {
    let (value, words) = match &entry.value {
        Value::Number(value) => (Some(*value), value.to_string()),
        Value::Text(text) => (number(text), text.clone()),
        _ => (None, String::new()),
    };
    let step = model.scale.0.iter().map(|s| s.value).find(|r| Some(r.value()) == value);
    step.map(Answer::from_checklist).ok_or_else(|| {
        let (title, Rating(top)) = (short(&entry.title), model.scale.top());
        let message = if words.is_empty() {
            words!("no-value", "`{title}` has no value; it is not taken", title = title)
        } else {
            let value = short(&words);
            words!("odd-value", "`{title}` has the value `{value}`; it is not taken", title = title, value = value)
        };
        Trouble::new(message).hint(words!("value-hint", "a number from 0 to {top}", top = top))
    })
}

fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok()
}
