//! Reading people from CSV and YAML.

use super::PeopleRead;
use super::gather::{gather, known_units};
use crate::fault::{Place, likely};
use crate::model::yaml::{Faults, Fields, Node, Value, parse};
use crate::unit::UnitTree;
use crate::words;
use crate::written::{self, Column, HEADER, Row, Table, delimited};

/// Version tag of the YAML format; it may be left out.
const FORMAT: &str = "osmm-people/1";

/// Reads a list of people: a table when its name ends in `.csv` or `.tsv`, else YAML.
///
/// - CSV: columns `handle`, `name`, `contact`, `role`, `unit`, `until`, in any order; several rows of one person give
///   several roles, and name and contact need to stand in one of them only.
/// - YAML: a list, or `people:` with one, of maps with `handle`, `name`, `contact` and either `role`, `unit`, `until` or
///   `roles`, a list of maps with these three.
///
/// A role (`lead`, `respondent`, `reviewer`, `auditor`) needs a unit, for which the root stands for everything; a person
/// may have none. With `units`, every unit named must be one of them. What is wrong is left out and reported, the rest is
/// taken.
#[must_use]
pub fn read(file: &str, bytes: &[u8], units: Option<&UnitTree>) -> PeopleRead {
    let mut faults = Faults::new(file);
    let rows = match written::text(file, bytes, "no person was taken from this file") {
        Err(fault) => {
            faults.list.push(fault);
            Vec::new()
        }
        Ok(text) if written::is_table(file) => table(text, &mut faults),
        Ok(text) => yaml(text, &mut faults),
    };
    let mut people = gather(rows, &mut faults);
    if let Some(units) = units {
        known_units(&mut people, units, &mut faults);
    }
    faults.list.sort();
    PeopleRead { people: people.into_iter().map(|(p, _)| p).collect(), faults: faults.list }
}

/// What stands in one row: a person with at most one role.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub place: Place,
    pub handle: Option<String>,
    pub name: Option<String>,
    pub contact: Option<String>,
    pub role: Option<String>,
    pub unit: Option<String>,
    pub until: Option<String>,
}

const COLUMNS: [Column; 6] = [
    Column { name: "handle", also: &["person", "login", "user"] },
    Column { name: "name", also: &[] },
    Column { name: "contact", also: &["email", "e-mail", "mail"] },
    Column { name: "role", also: &[] },
    Column { name: "unit", also: &[] },
    Column { name: "until", also: &[] },
];

fn table(text: &str, faults: &mut Faults) -> Vec<Said> {
    let table: Table = delimited(text, faults);
    let places = COLUMNS.map(|c| table.find(c));
    for (i, column) in table.columns.iter().enumerate() {
        if !places.contains(&Some(i)) && !column.is_empty() {
            let hint = likely(column, COLUMNS.map(|c| c.name));
            let message =
                words!("unknown-column", "unknown column `{column}`; what stands in it is not taken", column = column);
            faults.say(HEADER, message, hint);
        }
    }
    if places[0].is_none() {
        let columns = COLUMNS.map(|c| c.name).join(", ");
        let hint = words!("first-line", "the first line names the columns: {columns}", columns = columns);
        let message = words!("no-column-handle", "there is no column `handle`; no person is taken");
        faults.say(HEADER, message, Some(hint));
        return Vec::new();
    }
    let row = |row: &Row| {
        let [handle, name, contact, role, unit, until] = places.map(|p| row.cell(p).map(str::to_owned));
        Said { place: row.place, handle, name, contact, role, unit, until }
    };
    table.rows.iter().map(row).collect()
}

fn yaml(text: &str, faults: &mut Faults) -> Vec<Said> {
    let node = match parse(&faults.file, text) {
        Ok(node) => node,
        Err(mut fault) => {
            fault.message =
                words!("no-person-taken", "{fault}; no person was taken from this file", fault = fault.message)
                    .inner("fault", &fault.message);
            faults.list.push(fault);
            return Vec::new();
        }
    };
    let mut said = Vec::new();
    if let Value::List(list) = &node.value {
        list.iter().for_each(|n| person(n, &mut said, faults));
        return said;
    }
    let Some(mut f) = Fields::open(&node, "a file of people", faults) else { return said };
    if let Some(found) = f.get("format").and_then(|n| faults.text(n)).filter(|t| t != FORMAT) {
        let message = words!("unknown-format", "the format `{format}` is not known here", format = found);
        faults.say(node.place, message, likely(&found, [FORMAT]));
    }
    let list = f.need("people", faults).map(|n| faults.list(n)).unwrap_or_default();
    f.close(faults);
    list.iter().for_each(|n| person(n, &mut said, faults));
    said
}

fn person(node: &Node, said: &mut Vec<Said>, faults: &mut Faults) {
    let Some(mut f) = Fields::open(node, "a person", faults) else { return };
    let mut text = |key| f.get(key).and_then(|n| faults.text(n));
    let (handle, name, contact) = (text("handle"), text("name"), text("contact"));
    let (role, unit, until) = (text("role"), text("unit"), text("until"));
    let roles = f.get("roles").map(|n| faults.list(n)).unwrap_or_default();
    f.close(faults);
    said.push(Said { place: node.place, handle: handle.clone(), name, contact, role, unit, until });
    for node in roles {
        let Some(mut f) = Fields::open(node, "a role", faults) else { continue };
        let (role, unit) = (f.text("role", faults), f.text("unit", faults));
        let until = f.get("until").and_then(|n| faults.text(n));
        f.close(faults);
        if role.is_some() && unit.is_some() {
            said.push(Said { place: node.place, handle: handle.clone(), role, unit, until, ..Said::default() });
        }
    }
}
