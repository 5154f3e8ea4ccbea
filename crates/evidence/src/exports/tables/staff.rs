//! How many people there are: an export of the staff list, of which only numbers are taken.

use std::collections::BTreeMap;

use super::rows::{Rows, counted};
use super::{Column, Holds, Kind};
use crate::finding::Finding;

pub(super) const KIND: Kind = Kind {
    id: "staff",
    name: "Staff list (table)",
    title: "Number of staff",
    question: "Is it known how many people there are?",
    looks_at: "One row for each person: how many `people` are there on the day of the export, how many `left` in the 12 \
               months before it, and in how many `units` they are. Nothing else of a row is kept.",
    remedy: "Export the staff list with a number for each person and the days of joining and leaving.",
    since: "0.1.0",
    columns: COLUMNS,
    keys: &["person"],
    needs: &[&["joined", "left"]],
    read,
};

const COLUMNS: &[Column] = &[
    Column {
        id: "person",
        what: "who; any text that is the same for the same person",
        holds: Holds::Text,
        names: &[
            "employee id",
            "person id",
            "staff id",
            "user id",
            "personnel number",
            "mitarbeiter id",
            "personalnummer",
            "mitarbeiternummer",
            "employee",
            "person",
            "mitarbeiter",
            "email",
            "e mail",
            "name",
        ],
    },
    Column {
        id: "unit",
        what: "where the person works",
        holds: Holds::Text,
        names: &[
            "unit",
            "department",
            "organisational unit",
            "organizational unit",
            "team",
            "cost center",
            "cost centre",
            "abteilung",
            "organisationseinheit",
            "bereich",
            "kostenstelle",
        ],
    },
    Column {
        id: "joined",
        what: "first day",
        holds: Holds::Until,
        names: &[
            "joined on",
            "joined",
            "hire date",
            "start date",
            "entry date",
            "eintritt",
            "eintrittsdatum",
            "eingetreten am",
        ],
    },
    Column {
        id: "left",
        what: "last day",
        holds: Holds::Until,
        names: &[
            "left on",
            "left",
            "leaving date",
            "exit date",
            "end date",
            "termination date",
            "last working day",
            "austritt",
            "austrittsdatum",
            "ausgetreten am",
        ],
    },
];

fn read(rows: &Rows<'_>) -> Finding {
    let mut people: BTreeMap<String, bool> = BTreeMap::new();
    let mut units = std::collections::BTreeSet::new();
    let mut left = std::collections::BTreeSet::new();
    for row in rows.iter() {
        let Some(person) = row.text("person").map(std::borrow::Cow::into_owned) else { continue };
        let gone = row.day("left").is_some_and(|day| day < rows.on);
        let here = !gone && row.day("joined").is_none_or(|day| day <= rows.on);
        if gone && rows.within_year(row.day("left")) {
            left.insert(person.clone());
        }
        if here {
            units.extend(row.text("unit").map(std::borrow::Cow::into_owned));
        }
        *people.entry(person).or_default() |= here;
    }
    let here = people.values().filter(|here| **here).count();
    if here == 0 {
        return Finding::not_seen("nobody is there on the day of the export");
    }
    let left = left.iter().filter(|person| people.get(*person) == Some(&false)).count();
    let finding = Finding::seen(counted(here, "person", "people")).count("people", here).count("left", left);
    if rows.has("unit") { finding.count("units", units.len()) } else { finding }
}
