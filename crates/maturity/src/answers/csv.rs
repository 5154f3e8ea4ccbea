//! Answers in CSV: one row an item, columns by name in any order; comma, semicolon or tab.

use super::entry::{self, Beside};
use super::{Answers, Entry};
use crate::fault::nearest;
use crate::model::Model;
use crate::model::yaml::Faults;
use crate::response::Response;
use crate::written::{Column, HEADER, Row, Table, date, delimited};

/// Columns that are read.
pub(super) const READ: [&str; 9] = ["item", "answer", "ask", "reason", "by", "on", "note", "target", "verified"];
/// Columns of the template that are there for people only.
pub(super) const SHOWN: [&str; 5] = ["level", "activity", "title", "question", "anchors"];

pub(super) fn read(file: &str, text: &str, model: &Model) -> (Answers, Vec<Entry>) {
    let mut faults = Faults::new(file);
    let table = delimited(text, &mut faults);
    let usable = header(&table.columns, &mut faults);
    let rows = table.rows.iter().take_while(|_| usable);
    let entries = rows.filter_map(|r| row(&table, r, model, &mut faults)).collect();
    (Answers { faults: faults.list, ..Answers::default() }, entries)
}

/// Whether the needed columns are there; unknown ones are reported, since what stands in them is not taken.
fn header(columns: &[String], faults: &mut Faults) -> bool {
    let place = HEADER;
    for column in columns {
        if !READ.contains(&column.as_str()) && !SHOWN.contains(&column.as_str()) && !column.is_empty() {
            let hint = nearest(column, READ);
            faults.add(place, format!("unknown column `{column}`; what stands in it is not taken"), hint);
        }
    }
    let missing: Vec<&str> = ["item", "answer"].into_iter().filter(|c| !columns.iter().any(|h| h == c)).collect();
    for column in &missing {
        let hint = "the first line must name the columns; `osmm assess --template csv` prints a file to fill in";
        faults.add(place, format!("there is no column `{column}`; no answer is taken"), Some(hint.to_owned()));
    }
    missing.is_empty()
}

fn row(table: &Table, row: &Row, model: &Model, faults: &mut Faults) -> Option<Entry> {
    let (place, cell) = (row.place, |name| row.cell(table.find(Column { name, also: &[] })));
    let item = entry::item(cell("item").unwrap_or_default(), place, model, faults)?;
    let beside = Beside { reason: cell("reason"), ask: cell("ask") };
    let answer = entry::answer(cell("answer").unwrap_or_default(), place, beside, model, faults)?;
    let mut response = Response::unanswered(item);
    response.by = cell("by").map(str::to_owned);
    response.note = cell("note").map(str::to_owned);
    response.on = cell("on").and_then(|t| date(t, place, faults));
    response.target = cell("target").and_then(|t| entry::rating(t, place, model, faults));
    response.verified = cell("verified").and_then(|t| entry::rating(t, place, model, faults));
    response.answer = answer;
    entry::verified_needs_a_rating(&mut response, place, faults);
    if response == Response::unanswered(response.item.clone()) {
        return None;
    }
    Some(Entry { place, response, evidence: Vec::new() })
}
