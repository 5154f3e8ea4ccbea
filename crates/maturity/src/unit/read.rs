//! Reading a unit tree from what organisations have: CSV, YAML, and catalogues of Backstage.
//!
//! Files ending in `.csv` or `.tsv` are tables, all others YAML; a YAML document whose `apiVersion` starts with
//! `backstage.io/` is an entity of a catalogue. What the formats share:
//!
//! - A missing id is derived from the title, and a note says so: an id is for ever, so it belongs into the file.
//! - A parent is named by id, or by a title that only one unit has.
//! - A headcount may be a band (`50-249`, `250+`): the lower end counts, being what is certain, and a note says so.
//! - Exactly one unit has no parent. Where a file has several such units, either the file names one above them, or the
//!   caller does ([`read_all`] with a root).

mod backstage;
mod cells;
mod ids;
mod nested;
mod table;
mod tree;

use super::{RepositoryRule, TreeError, Unit, UnitTree};
use crate::fault::{Fault, Place, Words};
use crate::model::yaml::Faults;
use crate::words;
use crate::written;

/// What files with units said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitsRead {
    /// The units, parents before children; what could be read of them when there are faults.
    pub units: Vec<Unit>,
    /// What is wrong, all of it; when it is empty, the units make a tree.
    pub faults: Vec<Fault>,
    /// What was decided for the writer, or left out, with its place: not wrong, but worth a look.
    pub notes: Vec<Fault>,
}

impl UnitsRead {
    /// The tree.
    ///
    /// # Errors
    /// Only where there are faults: what could be read despite them need not make a tree.
    pub fn tree(self) -> Result<UnitTree, TreeError> {
        UnitTree::new(self.units)
    }
}

/// The rules for repositories in a text, as a cell of a table has them, see [`read`]; else all that is wrong.
pub fn rules(text: &str) -> Result<Vec<RepositoryRule>, Vec<Fault>> {
    let mut told = Told { faults: Faults::new(""), notes: Faults::new("") };
    let rules = cells::rules(text, Place::default(), &mut told);
    if told.faults.list.is_empty() { Ok(rules) } else { Err(told.faults.list) }
}

/// Most units that are read: no honest organisation chart comes near.
const MOST_UNITS: usize = 20_000;

/// Reads the units in one file, see [`read_all`].
///
/// - CSV: columns `id`, `title`, `parent`, `headcount`, `repositories`, in any order, separated by comma, semicolon or
///   tab; at least `id` or `title` must be there. Several repositories stand in one cell, divided by white space, `,`,
///   `;` or `|`, each `path:`, `glob:` or `owner:` with its text; without such a word it is the address of a repository,
///   a glob when it has a `*` or `?`, else a path. Other columns are left out, and noted.
/// - YAML: a list of units, or `units:` with one, or one unit; each with the same keys (`repositories` being a list), and
///   `children`, a list of units, in place of naming parents. A text alone is a unit with that title.
/// - Backstage: a Group is a unit, with the group in `spec.parent`, or the one that has it among `spec.children`, above
///   it. What has an owner (Component, System, Domain, API, Resource) gives its repository to the owning group, by the
///   annotation `*/project-slug` or `backstage.io/source-location`. Users are counted, not named: as headcount of their
///   groups. Targets of a Location are not followed, but noted.
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> UnitsRead {
    read_all(&[(file, bytes)], None)
}

/// Reads the units in some files together: pairs of name and content. With a `root`, it comes first, and every other unit
/// without a parent is put below it; a unit of the files with its id takes its place.
#[must_use]
pub fn read_all(files: &[(&str, &[u8])], root: Option<&Unit>) -> UnitsRead {
    let mut found = Found::default();
    let mut catalogue = backstage::Catalogue::default();
    for (file, bytes) in files {
        let mut told = Told { faults: Faults::new(file), notes: Faults::new(file) };
        match written::text(file, bytes, "no unit was taken from this file") {
            Err(fault) => told.faults.list.push(fault),
            Ok(text) if written::is_table(file) => table::read(text, &mut found.entries, &mut told),
            Ok(text) => nested::read(text, &mut found.entries, &mut catalogue, &mut told),
        }
        found.faults.extend(told.faults.list);
        found.notes.extend(told.notes.list);
    }
    catalogue.finish(&mut found);
    if found.entries.len() > MOST_UNITS {
        let at = found.entries.swap_remove(MOST_UNITS).at;
        found
            .faults
            .push(at.says(words!("many-units", "more than {most} units; none is taken", most = MOST_UNITS), None));
        found.entries.clear();
    }
    let mut read = tree::assemble(found, root, files.first().map_or("", |(file, _)| file));
    read.faults.sort();
    read.notes.sort();
    read
}

/// What all files said.
#[derive(Debug, Default)]
struct Found {
    entries: Vec<Entry>,
    faults: Vec<Fault>,
    notes: Vec<Fault>,
}

/// Faults and notes of one file.
struct Told {
    faults: Faults,
    notes: Faults,
}

impl Told {
    fn at(&self, place: Place) -> At {
        At { file: self.faults.file.clone(), place }
    }
}

/// A file and a place in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct At {
    file: String,
    place: Place,
}

impl At {
    fn says(&self, message: Words, hint: Option<Words>) -> Fault {
        Fault { file: self.file.clone(), place: self.place, message, hint }
    }

    fn words(&self) -> String {
        self.says(Words::default(), None).location()
    }
}

/// A unit as written.
#[derive(Debug, Default)]
struct Entry {
    at: At,
    id: Option<String>,
    title: Option<String>,
    parent: Option<Above>,
    headcount: u32,
    repositories: Vec<RepositoryRule>,
}

/// The unit above.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    /// By id or title.
    Named(String),
    /// By its place among the entries.
    Entry(usize),
}
