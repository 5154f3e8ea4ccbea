//! Units in a table: one row a unit.

use super::{Above, Entry, Told, cells};
use crate::fault::likely;
use crate::words;
use crate::written::{Column, HEADER, Row, Table, delimited};

const ID: Column = Column { name: "id", also: &["unit", "slug", "key"] };
const TITLE: Column = Column { name: "title", also: &["name"] };
const PARENT: Column = Column { name: "parent", also: &["above", "reports to"] };
const HEADCOUNT: Column = Column { name: "headcount", also: &["people", "heads"] };
const REPOSITORIES: Column = Column { name: "repositories", also: &["repository", "repos"] };
const ALL: [Column; 5] = [ID, TITLE, PARENT, HEADCOUNT, REPOSITORIES];

pub(super) fn read(text: &str, entries: &mut Vec<Entry>, told: &mut Told) {
    let table = delimited(text, &mut told.faults);
    let places = ALL.map(|column| table.find(column));
    for (i, column) in table.columns.iter().enumerate() {
        if !places.contains(&Some(i)) && !column.is_empty() {
            let hint = likely(column, ALL.map(|c| c.name));
            told.notes.say(HEADER, words!("column-unread", "the column `{column}` is not read", column = column), hint);
        }
    }
    if table.find(ID).is_none() && table.find(TITLE).is_none() {
        let columns = ALL.map(|c| c.name).join(", ");
        let hint = words!("first-line", "the first line names the columns: {columns}", columns = columns);
        let message = words!("no-column-id", "there is no column `id` or `title`; no unit is taken");
        told.faults.say(HEADER, message, Some(hint));
        return;
    }
    entries.extend(table.rows.iter().map(|r| row(&table, r, told)));
}

fn row(table: &Table, row: &Row, told: &mut Told) -> Entry {
    let cell = |column| row.cell(table.find(column));
    Entry {
        at: told.at(row.place),
        id: cell(ID).map(str::to_owned),
        title: cell(TITLE).map(str::to_owned),
        parent: cell(PARENT).map(|p| Above::Named(p.to_owned())),
        headcount: cell(HEADCOUNT).and_then(|t| cells::headcount(t, row.place, told)).unwrap_or(0),
        repositories: cell(REPOSITORIES).map(|t| cells::rules(t, row.place, told)).unwrap_or_default(),
    }
}
