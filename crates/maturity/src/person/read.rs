//! Reading people from CSV and YAML.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{PeopleRead, PersonEntry};
use crate::event::Role;
use crate::fault::{Place, nearest};
use crate::model::yaml::{Faults, Fields, Node, Value, parse};
use crate::unit::{UnitId, UnitTree};
use crate::written::{self, Column, HEADER, Row, Table, date, delimited};

/// Version tag of the YAML format; it may be left out.
const FORMAT: &str = "osmm-people/1";

/// Longest handle.
const LONGEST: usize = 254;

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
        let ids: BTreeMap<&str, &UnitId> = units.units().iter().map(|u| (u.id.0.as_str(), &u.id)).collect();
        for (grants, places) in people.iter_mut().map(|(p, places)| (&mut p.grants, places)) {
            let mut places = places.iter();
            grants.retain(|(_, unit, _)| {
                let place = places.next().copied().unwrap_or_default();
                let there = ids.contains_key(unit.0.as_str());
                if !there {
                    let hint = nearest(&unit.0, ids.keys().copied());
                    faults.add(place, format!("there is no unit `{}`; the role is not taken", unit.0), hint);
                }
                there
            });
        }
    }
    faults.list.sort();
    PeopleRead { people: people.into_iter().map(|(p, _)| p).collect(), faults: faults.list }
}

/// What stands in one row: a person with at most one role.
#[derive(Debug, Default)]
struct Said {
    place: Place,
    handle: Option<String>,
    name: Option<String>,
    contact: Option<String>,
    role: Option<String>,
    unit: Option<String>,
    until: Option<String>,
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
            let hint = nearest(column, COLUMNS.map(|c| c.name));
            faults.add(HEADER, format!("unknown column `{column}`; what stands in it is not taken"), hint);
        }
    }
    if places[0].is_none() {
        let hint = "the first line names the columns: handle, name, contact, role, unit, until".to_owned();
        faults.add(HEADER, "there is no column `handle`; no person is taken", Some(hint));
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
            fault.message.push_str("; no person was taken from this file");
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
        faults.add(node.place, format!("the format `{found}` is not known here"), nearest(&found, [FORMAT]));
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

/// A person with the places of the grants.
type Placed = (PersonEntry, Vec<Place>);

/// Rows to people: one entry for each handle.
fn gather(rows: Vec<Said>, faults: &mut Faults) -> Vec<Placed> {
    let mut people: Vec<Placed> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let Some(handle) = handle(&row, faults) else { continue };
        let at = *known.entry(handle.clone()).or_insert(people.len());
        if at == people.len() {
            people.push((PersonEntry { handle, name: String::new(), contact: None, grants: Vec::new() }, Vec::new()));
        }
        let (person, places) = &mut people[at];
        describe(person, &row, faults);
        if let Some(grant) = grant(&row, faults)
            && fresh(&person.grants, &grant, row.place, faults)
        {
            person.grants.push(grant);
            places.push(row.place);
        }
    }
    for (person, _) in people.iter_mut().filter(|(p, _)| p.name.is_empty()) {
        person.name.clone_from(&person.handle);
    }
    people
}

fn handle(row: &Said, faults: &mut Faults) -> Option<String> {
    let Some(handle) = &row.handle else {
        faults.add(row.place, "there is no handle; the person is not taken", None);
        return None;
    };
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    if handle.chars().all(fine) && handle.len() <= LONGEST && handle.starts_with(char::is_alphanumeric) {
        return Some(handle.to_lowercase());
    }
    let shown: String = handle.chars().take(60).collect();
    let hint = "use letters, digits, `.`, `-`, `_`, `+` and `@`, such as a login or a mail address".to_owned();
    faults.add(row.place, format!("`{shown}` cannot be a handle; the person is not taken"), Some(hint));
    None
}

/// Takes name and contact; two different ones are reported, and the first is kept.
fn describe(person: &mut PersonEntry, row: &Said, faults: &mut Faults) {
    let mut differs = |what: &str, first: &str, other: &str| {
        let message = format!("`{}` has the {what} `{first}` and, here, `{other}`", person.handle);
        faults.add(row.place, message, Some("if these are two people, they need two handles".to_owned()));
    };
    if let Some(name) = &row.name {
        if person.name.is_empty() {
            person.name.clone_from(name);
        } else if person.name != *name {
            differs("name", &person.name, name);
        }
    }
    if let Some(contact) = &row.contact {
        match &person.contact {
            None => person.contact = Some(contact.clone()),
            Some(first) if first != contact => differs("contact", first, contact),
            Some(_) => {}
        }
    }
}

fn grant(row: &Said, faults: &mut Faults) -> Option<(Role, UnitId, Option<Date>)> {
    let until = row.until.as_ref().map(|t| date(t, row.place, faults));
    let (role, unit) = match (&row.role, &row.unit) {
        (Some(role), Some(unit)) => (role.to_lowercase(), unit),
        (Some(role), None) => {
            let hint = "name the root for a role in the whole organisation".to_owned();
            faults.add(row.place, format!("the role `{role}` has no unit; it is not taken"), Some(hint));
            return None;
        }
        (None, Some(unit)) => {
            let hint = format!("one of {}", Role::ALL.map(Role::word).join(", "));
            faults.add(row.place, format!("there is the unit `{unit}`, but no role in it"), Some(hint));
            return None;
        }
        (None, None) if until.is_some() => {
            faults.add(row.place, "`until` is the last day of a role, but there is no role", None);
            return None;
        }
        (None, None) => return None,
    };
    let Some(role) = Role::ALL.into_iter().find(|r| r.word() == role) else {
        let hint = nearest(&role, Role::ALL.map(Role::word));
        faults.add(row.place, format!("`{role}` is not a role; it is not taken"), hint);
        return None;
    };
    // A role whose end cannot be read is not given for ever.
    Some((role, UnitId(unit.clone()), until.map_or(Some(None), |u| u.map(Some))?))
}

/// Whether a grant is not there yet; the same one with another last day is reported.
fn fresh(
    grants: &[(Role, UnitId, Option<Date>)],
    grant: &(Role, UnitId, Option<Date>),
    place: Place,
    faults: &mut Faults,
) -> bool {
    let Some(other) = grants.iter().find(|(role, unit, _)| (role, unit) == (&grant.0, &grant.1)) else { return true };
    if other.2 != grant.2 {
        let message = format!("the role {} in `{}` is there before with another last day", grant.0.word(), grant.1.0);
        faults.add(place, message, Some("keep one of them".to_owned()));
    }
    false
}
