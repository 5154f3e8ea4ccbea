//! People with their roles, as an organisation lists them.

mod gather;
mod read;

use jiff::civil::Date;

use crate::event::Role;
use crate::fault::Fault;
use crate::unit::UnitId;

pub use read::read;

/// A person as listed. The name and the contact stay in the list of people; the record knows a pseudonym only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonEntry {
    /// What the person is called in commands and sheets: unique, without white space; `A.Jansen` is `a.jansen`.
    pub handle: String,
    /// Name for a reader; the handle when none is given.
    pub name: String,
    /// How to reach the person.
    pub contact: Option<String>,
    /// Role, unit with all below it, and the last day on which it holds; in the order of the file.
    pub grants: Vec<(Role, UnitId, Option<Date>)>,
}

/// What a list of people said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleRead {
    /// People in the order of the file, each once; what could be read of them when there are faults.
    pub people: Vec<PersonEntry>,
    /// What is wrong, all of it.
    pub faults: Vec<Fault>,
}
