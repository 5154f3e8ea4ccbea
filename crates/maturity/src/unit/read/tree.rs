//! From units as written to a tree: ids, parents, the one root; all that is in the way is said at once.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::{ids, plain};
use super::{Above, Found, UnitsRead};
use crate::fault::{Fault, Place, likely};
use crate::unit::{RepositoryRule, Unit, UnitId, UnitTree};
use crate::words;

pub(super) fn assemble(mut found: Found, root: Option<&Unit>, file: &str) -> UnitsRead {
    if found.entries.is_empty() && found.faults.is_empty() {
        let place = Place::default();
        let message = words!("no-unit-at-all", "there is no unit");
        found.faults.push(Fault { file: file.to_owned(), place, message, hint: None });
    }
    let ids = ids(&mut found);
    let known = Known::of(&ids, &mut found);
    let given = root.map(|r| r.id.0.to_lowercase());
    let mut parents = Vec::new();
    for i in 0..found.entries.len() {
        parents.push(above(i, &ids, &known, given.as_deref(), &mut found));
    }
    cycles(&ids, &parents, &mut found);
    let whole = parents.iter().all(|p| *p != Parent::Lost);
    let root = under(root, &known);
    roots(&ids, &parents, root.is_some() || !whole, &mut found);
    let units = units(&ids, &parents, root, &found);
    shared(&units, &ids, &mut found);
    ordered(units, found, file)
}

/// Entries by the names by which others may call them.
struct Known {
    ids: BTreeMap<String, usize>,
    /// Nothing for a title that several have.
    titles: BTreeMap<String, Option<usize>>,
}

impl Known {
    fn of(ids: &[Option<String>], found: &mut Found) -> Self {
        let mut known = Self { ids: BTreeMap::new(), titles: BTreeMap::new() };
        for (i, (id, entry)) in ids.iter().zip(&found.entries).enumerate() {
            let Some(id) = id else { continue };
            known.ids.insert(id.to_lowercase(), i);
            if let Some(title) = &entry.title {
                let same = known.titles.entry(plain(title).to_lowercase());
                same.and_modify(|other| *other = None).or_insert(Some(i));
            }
        }
        known
    }

    fn find(&self, name: &str) -> Option<usize> {
        let name = plain(name).to_lowercase();
        self.ids.get(&name).copied().or_else(|| self.titles.get(&name).copied().flatten())
    }
}

/// What is above an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parent {
    None,
    Entry(usize),
    /// The root that the caller gave.
    Given,
    /// Named, but not there.
    Lost,
}

fn above(i: usize, ids: &[Option<String>], known: &Known, given: Option<&str>, found: &mut Found) -> Parent {
    let entry = &found.entries[i];
    let (Some(id), Some(parent)) = (&ids[i], &entry.parent) else { return Parent::None };
    let name = match parent {
        Above::Entry(other) if ids[*other].is_some() => return Parent::Entry(*other),
        // Why the other one is left out has been said.
        Above::Entry(_) => return Parent::Lost,
        Above::Named(name) => name,
    };
    if let Some(other) = known.find(name) {
        return Parent::Entry(other);
    }
    if given == Some(name.to_lowercase().as_str()) {
        return Parent::Given;
    }
    let hint = if known.titles.contains_key(&plain(name).to_lowercase()) {
        Some(words!("title-shared", "several units have that title: name the id"))
    } else {
        let near = likely(name, known.ids.keys().map(String::as_str)).filter(|h| h.id() == "mean");
        let other = || words!("add-parent", "add that unit, read the file that has it as well, or name another parent");
        near.or_else(|| Some(other()))
    };
    let message = words!(
        "unknown-parent",
        "unit `{unit}` has the parent `{parent}`, which does not exist",
        unit = id,
        parent = name
    );
    found.faults.push(entry.at.says(message, hint));
    Parent::Lost
}

/// Reports each cycle once.
fn cycles(ids: &[Option<String>], parents: &[Parent], found: &mut Found) {
    // 0 is not seen, another number the walk in which an entry was seen.
    let mut seen = vec![0_usize; parents.len()];
    for start in 0..parents.len() {
        let (walk, mut here) = (start + 1, start);
        while seen[here] == 0 {
            seen[here] = walk;
            let Parent::Entry(next) = parents[here] else { break };
            if seen[next] == walk {
                cycle(next, ids, parents, found);
            }
            here = next;
        }
    }
}

/// Most units of a cycle that are named.
const MOST_NAMED: usize = 10;

fn cycle(start: usize, ids: &[Option<String>], parents: &[Parent], found: &mut Found) {
    let mut round = vec![start];
    while let Some(Parent::Entry(next)) = round.last().map(|i| parents[*i]).filter(|p| *p != Parent::Entry(start)) {
        round.push(next);
    }
    // Named from the unit that stands first in the file, whichever led here.
    let first = round.iter().enumerate().min_by_key(|(_, i)| **i).map_or(0, |(at, _)| at);
    round.rotate_left(first);
    let name = |i: &usize| ids[*i].as_deref().unwrap_or_default();
    let mut names: Vec<&str> = round.iter().take(MOST_NAMED).map(name).collect();
    names.extend((round.len() > MOST_NAMED).then_some("..."));
    names.extend(round.first().map(name));
    let message = words!("cycle", "units are above themselves: {units}", units = names.join(" below "))
        .inner("line", &names.join(" < ").into());
    let hint = words!("cycle-hint", "leave the parent of the topmost one empty");
    found.faults.push(found.entries[round[0]].at.says(message, Some(hint)));
}

/// The caller's root, unless the files have it.
fn under(root: Option<&Unit>, known: &Known) -> Option<Root> {
    let root = root?;
    Some(known.ids.get(&root.id.0.to_lowercase()).map_or_else(|| Root::Given(root.clone()), |i| Root::Entry(*i)))
}

#[derive(Debug)]
enum Root {
    Given(Unit),
    Entry(usize),
}

fn roots(ids: &[Option<String>], parents: &[Parent], settled: bool, found: &mut Found) {
    let roots: Vec<usize> = (0..ids.len()).filter(|i| ids[*i].is_some() && parents[*i] == Parent::None).collect();
    let [first, others @ ..] = roots.as_slice() else { return };
    if settled || others.is_empty() {
        return;
    }
    let name = |i: &usize| ids[*i].as_deref().unwrap_or_default();
    let first = (name(first), found.entries[*first].at.words());
    for other in others {
        let message = words!(
            "two-roots",
            "`{unit}` has no parent, and neither has `{other}` at {place}",
            unit = name(other),
            other = first.0,
            place = first.1
        );
        let hint = words!(
            "two-roots-hint",
            "exactly one unit has none: add a unit for the whole organisation, and name it as the parent of each"
        );
        found.faults.push(found.entries[*other].at.says(message, Some(hint)));
    }
}

fn units(ids: &[Option<String>], parents: &[Parent], root: Option<Root>, found: &Found) -> Vec<Unit> {
    let id_of = |i: usize| ids[i].clone().map(UnitId);
    let top = match &root {
        Some(Root::Given(unit)) => Some(unit.id.clone()),
        Some(Root::Entry(i)) => id_of(*i),
        None => None,
    };
    let mut units: Vec<Unit> = Vec::new();
    if let Some(Root::Given(unit)) = root {
        units.push(Unit { parent: None, ..unit });
    }
    for (i, entry) in found.entries.iter().enumerate() {
        let Some(id) = id_of(i) else { continue };
        let parent = match parents[i] {
            Parent::Entry(other) => id_of(other),
            _ => top.clone().filter(|t| *t != id),
        };
        let title = entry.title.as_deref().map(plain).unwrap_or_else(|| id.0.clone());
        let mut seen = BTreeSet::new();
        let repositories = entry.repositories.iter().filter(|r| seen.insert(*r)).cloned().collect();
        units.push(Unit { id, title, parent, headcount: entry.headcount, repositories });
    }
    units
}

/// Notes rules that two units have: the first one gets the repositories.
fn shared(units: &[Unit], ids: &[Option<String>], found: &mut Found) {
    let places: BTreeMap<&str, usize> =
        ids.iter().enumerate().filter_map(|(i, id)| Some((id.as_deref()?, i))).collect();
    let mut first: BTreeMap<&RepositoryRule, &Unit> = BTreeMap::new();
    for unit in units {
        for rule in &unit.repositories {
            let holder = first.entry(rule).or_insert(unit);
            if holder.id != unit.id {
                let (RepositoryRule::Path(text) | RepositoryRule::Glob(text) | RepositoryRule::Owner(text)) = rule;
                let message = words!(
                    "rule-shared",
                    "`{rule}` belongs to `{first}` and to `{second}`; the first one has it",
                    rule = text,
                    first = holder.id.0,
                    second = unit.id.0
                );
                let at = places.get(unit.id.0.as_str()).map(|i| found.entries[*i].at.clone()).unwrap_or_default();
                found.notes.push(at.says(message, None));
            }
        }
    }
}

/// Parents before children, where they make a tree.
fn ordered(units: Vec<Unit>, mut found: Found, file: &str) -> UnitsRead {
    let units = match UnitTree::new(units.clone()) {
        Ok(tree) => tree.subtree(tree.root()).into_iter().cloned().collect(),
        Err(error) => {
            if found.faults.is_empty() {
                let (place, message) = (Place::default(), error.to_string().into());
                found.faults.push(Fault { file: file.to_owned(), place, message, hint: None });
            }
            units
        }
    };
    UnitsRead { units, faults: found.faults, notes: found.notes }
}
