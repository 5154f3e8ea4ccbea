//! Units of an organisation, and the tree that they make.

mod address;
mod owns;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use address::repository_name;
pub use owns::{owner_of, owner_of_any};
pub use read::{UnitsRead, read, read_all, rules};

/// Stable name of a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct UnitId(pub String);

impl std::fmt::Display for UnitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A node of the organisation tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Stable name.
    pub id: UnitId,
    /// Title.
    pub title: String,
    /// The unit above; absent for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
    /// People in the unit itself, without the units below; 0 when it is not known.
    #[serde(default)]
    pub headcount: u32,
    /// Which repositories are the unit's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repositories: Vec<RepositoryRule>,
}

/// How a repository is known to be a unit's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RepositoryRule {
    /// Its name in a scan or at its forge, or what is above it there: `payments/ledger`.
    Path(String),
    /// A pattern over its name: `*` within a part, `**` over parts, `?` one character.
    Glob(String),
    /// The first part of its name, as forges have it: the owner, group or project.
    Owner(String),
}

impl std::fmt::Display for RepositoryRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(path) => write!(f, "path:{path}"),
            Self::Glob(glob) => write!(f, "glob:{glob}"),
            Self::Owner(owner) => write!(f, "owner:{owner}"),
        }
    }
}

/// A tree of units with exactly one root; valid by construction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitTree {
    units: Vec<Unit>,
}

/// Why some units do not make a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// No unit at all, or none without a parent.
    #[error("no unit is the root: exactly one must have no parent")]
    NoRoot,
    /// More than one unit without a parent.
    #[error("`{}` and `{}` both have no parent: exactly one unit is the root", .0.0, .1.0)]
    TwoRoots(UnitId, UnitId),
    /// The same id twice.
    #[error("unit `{}` is there twice", .0.0)]
    Duplicate(UnitId),
    /// A parent that does not exist.
    #[error("unit `{}` has the parent `{}`, which does not exist", .0.0, .1.0)]
    UnknownParent(UnitId, UnitId),
    /// A unit that is its own ancestor.
    #[error("unit `{}` is above itself", .0.0)]
    Cycle(UnitId),
}

/// What differs between the units that are known and those that were read: to set, and, where what was read is to
/// replace all, to remove.
#[must_use]
pub fn changed(known: &[Unit], read: &[Unit], replace: bool) -> (Vec<Unit>, Vec<UnitId>) {
    let set = read.iter().filter(|u| !known.contains(u)).cloned().collect();
    let gone = known.iter().filter(|k| replace && !read.iter().any(|u| u.id == k.id));
    (set, gone.map(|u| u.id.clone()).collect())
}

impl UnitTree {
    /// Checks that the units make one tree.
    pub fn new(units: Vec<Unit>) -> Result<Self, TreeError> {
        let mut ids = BTreeSet::new();
        if let Some(twice) = units.iter().find(|u| !ids.insert(&u.id)) {
            return Err(TreeError::Duplicate(twice.id.clone()));
        }
        for unit in &units {
            if let Some(parent) = unit.parent.as_ref().filter(|p| !ids.contains(p)) {
                return Err(TreeError::UnknownParent(unit.id.clone(), parent.clone()));
            }
        }
        let roots: Vec<&Unit> = units.iter().filter(|u| u.parent.is_none()).collect();
        match roots.as_slice() {
            [_] => {}
            [] => return Err(TreeError::NoRoot),
            [a, b, ..] => return Err(TreeError::TwoRoots(a.id.clone(), b.id.clone())),
        }
        let tree = Self { units };
        // With one root and known parents, a unit that is not below the root is on, or below, a cycle.
        let reached: BTreeSet<UnitId> = tree.subtree(tree.root()).into_iter().map(|u| u.id.clone()).collect();
        match tree.units.iter().find(|u| !reached.contains(&u.id)) {
            Some(lost) => Err(TreeError::Cycle(lost.id.clone())),
            None => Ok(tree),
        }
    }

    /// The unit without a parent.
    #[must_use]
    pub fn root(&self) -> &Unit {
        // `new` accepts only trees with a root, so the first unit is never taken in its place.
        self.units.iter().find(|u| u.parent.is_none()).unwrap_or(&self.units[0])
    }

    /// All units in the order given.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// A unit by id.
    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.iter().find(|u| &u.id == id)
    }

    /// A unit and those above it, from itself up to the root; nothing for an unknown one.
    #[must_use]
    pub fn line<'a>(&'a self, id: &UnitId) -> Vec<&'a UnitId> {
        let mut line = Vec::new();
        let mut next = self.unit(id);
        while let Some(unit) = next {
            line.push(&unit.id);
            next = unit.parent.as_ref().and_then(|p| self.unit(p));
        }
        line
    }

    /// A unit with all units below it, parents before children.
    #[must_use]
    pub fn subtree<'a>(&'a self, top: &'a Unit) -> Vec<&'a Unit> {
        let mut below: BTreeMap<&UnitId, Vec<&Unit>> = BTreeMap::new();
        for unit in &self.units {
            if let Some(parent) = &unit.parent {
                below.entry(parent).or_default().push(unit);
            }
        }
        let mut found = vec![top];
        let mut next = 0;
        while let Some(unit) = found.get(next).copied() {
            found.extend(below.remove(&unit.id).unwrap_or_default());
            next += 1;
        }
        found
    }
}
