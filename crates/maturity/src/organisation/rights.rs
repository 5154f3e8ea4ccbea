//! Who may do what: roles in units, each holding in all units below.

use jiff::civil::Date;

use super::Organisation;
use crate::event::{PersonId, Role};
use crate::unit::UnitId;

/// A role in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// What.
    pub role: Role,
    /// Where, and in all units below.
    pub unit: UnitId,
    /// Last day.
    pub until: Option<Date>,
}

impl Organisation {
    /// Whether nobody leads yet. Until then everything is open to whoever set the record up.
    #[must_use]
    pub fn unled(&self) -> bool {
        !self.people.values().any(|m| m.grants.iter().any(|g| g.role == Role::Lead))
    }

    /// Whether a person holds one of the roles in a unit, or in a unit above it, on a day.
    #[must_use]
    pub fn holds(&self, person: &PersonId, roles: &[Role], unit: &UnitId, on: Date) -> bool {
        let Some(member) = self.people.get(person).filter(|m| !m.erased) else {
            return false;
        };
        let line = self.tree.as_ref().map(|t| t.line(unit)).unwrap_or_default();
        let reaches = |g: &Grant| line.contains(&&g.unit) && g.until.is_none_or(|until| on <= until);
        member.grants.iter().any(|g| roles.contains(&g.role) && reaches(g))
    }

    /// Whether a person may see what a unit answered: whoever holds a role there or above that sees answers;
    /// before the first lead everyone.
    #[must_use]
    pub fn sees(&self, person: &PersonId, unit: &UnitId, on: Date) -> bool {
        self.unled() || self.holds(person, &Role::SEEING, unit, on)
    }

    /// The people who hold a role in a unit or above it on a day.
    #[must_use]
    pub fn holders(&self, role: Role, unit: &UnitId, on: Date) -> Vec<&PersonId> {
        self.people.keys().filter(|p| self.holds(p, &[role], unit, on)).collect()
    }
}
