//! Reading a unit tree from what organisations have: CSV, YAML, and catalogues of Backstage.

use super::{TreeError, Unit, UnitTree};
use crate::fault::Fault;

/// What files with units said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitsRead {
    /// The units, parents before children; what could be read of them when there are faults.
    pub units: Vec<Unit>,
    /// What is wrong, all of it; a tree can be built when this is empty.
    pub faults: Vec<Fault>,
    /// What was decided for the writer, or left out, with its place: not wrong, but worth a look.
    pub notes: Vec<Fault>,
}

impl UnitsRead {
    /// The tree.
    ///
    /// # Errors
    /// When there are faults, the units need not make a tree.
    pub fn tree(self) -> Result<UnitTree, TreeError> {
        UnitTree::new(self.units)
    }
}

/// Reads the units in one file, see [`read_all`].
#[must_use]
pub fn read(file: &str, bytes: &[u8]) -> UnitsRead {
    read_all(&[(file, bytes)], None)
}

/// Reads the units in some files together.
#[must_use]
pub fn read_all(_files: &[(&str, &[u8])], _root: Option<&Unit>) -> UnitsRead {
    UnitsRead::default()
}
