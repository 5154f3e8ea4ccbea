//! Rows to people: one entry for each handle, with all that any row says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::PersonEntry;
use super::read::Said;
use crate::event::Role;
use crate::fault::{Place, likely};
use crate::model::yaml::Faults;
use crate::unit::{UnitId, UnitTree};
use crate::words;
use crate::written::date;

/// Longest handle.
const LONGEST: usize = 254;

/// A person with the places of the grants.
pub(super) type Placed = (PersonEntry, Vec<Place>);

/// Rows to people: one entry for each handle.
pub(super) fn gather(rows: Vec<Said>, faults: &mut Faults) -> Vec<Placed> {
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
        faults.say(row.place, words!("no-handle", "there is no handle; the person is not taken"), None);
        return None;
    };
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    if handle.chars().all(fine) && handle.len() <= LONGEST && handle.starts_with(char::is_alphanumeric) {
        return Some(handle.to_lowercase());
    }
    let shown: String = handle.chars().take(60).collect();
    let hint =
        words!("handle-hint", "use letters, digits, `.`, `-`, `_`, `+` and `@`, such as a login or a mail address");
    let message = words!("handle-odd", "`{handle}` cannot be a handle; the person is not taken", handle = shown);
    faults.say(row.place, message, Some(hint));
    None
}

/// Takes name and contact; two different ones are reported, and the first is kept.
fn describe(person: &mut PersonEntry, row: &Said, faults: &mut Faults) {
    let mut differs = |what: &str, first: &str, other: &str| {
        let message = words!(
            "person-differs",
            "`{handle}` has the {field} `{first}` and, here, `{other}`",
            handle = person.handle,
            field = what,
            first = first,
            other = other
        );
        let hint = words!("two-handles", "if these are two people, they need two handles");
        faults.say(row.place, message, Some(hint));
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
            let hint = words!("name-root", "name the root for a role in the whole organisation");
            let message = words!("role-no-unit", "the role `{role}` has no unit; it is not taken", role = role);
            faults.say(row.place, message, Some(hint));
            return None;
        }
        (None, Some(unit)) => {
            let hint = words!("one-of", "one of {words}", words = Role::ALL.map(Role::word).join(", "));
            let message = words!("unit-no-role", "there is the unit `{unit}`, but no role in it", unit = unit);
            faults.say(row.place, message, Some(hint));
            return None;
        }
        (None, None) if until.is_some() => {
            let message = words!("until-no-role", "`until` is the last day of a role, but there is no role");
            faults.say(row.place, message, None);
            return None;
        }
        (None, None) => return None,
    };
    let Some(role) = Role::ALL.into_iter().find(|r| r.word() == role) else {
        let hint = likely(&role, Role::ALL.map(Role::word));
        faults.say(row.place, words!("no-role", "`{role}` is not a role; it is not taken", role = role), hint);
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
        let message = words!(
            "role-twice",
            "the role {role} in `{unit}` is there before with another last day",
            role = grant.0.word(),
            unit = grant.1.0
        );
        faults.say(place, message, Some(words!("keep-one", "keep one of them")));
    }
    false
}

/// Takes away roles in units that do not exist.
pub(super) fn known_units(people: &mut [Placed], units: &UnitTree, faults: &mut Faults) {
    let ids: BTreeSet<&str> = units.units().iter().map(|u| u.id.0.as_str()).collect();
    for (person, places) in people {
        let mut places = places.iter();
        person.grants.retain(|(_, unit, _)| {
            let place = places.next().copied().unwrap_or_default();
            let there = ids.contains(unit.0.as_str());
            if !there {
                let hint = likely(&unit.0, ids.iter().copied());
                let message = words!("no-unit", "there is no unit `{unit}`; the role is not taken", unit = unit.0);
                faults.say(place, message, hint);
            }
            there
        });
    }
}
