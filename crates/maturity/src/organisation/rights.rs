//! Who may do and see what: roles in units, each holding in all units below.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{Organisation, Refusal};
use crate::cycle::picture::Picture;
use crate::event::{Confidentiality, EvidenceId, EvidenceRecord, PersonId, Role};
use crate::evidence::EvidenceKind;
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

/// Roles that see what is restricted.
const OVERSEEING: &[Role] = &[Role::Lead, Role::Reviewer, Role::Auditor];

/// A piece of evidence as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EvidenceShown {
    /// All of it.
    Whole(Box<EvidenceRecord>),
    /// That it is there.
    Confidential {
        /// Which.
        id: EvidenceId,
        /// What it shows.
        kind: EvidenceKind,
        /// Always true, for programs that read it.
        confidential: bool,
    },
}

impl EvidenceShown {
    /// Whether the reader sees all of it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Whole(_))
    }
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

    /// Refuses a reader, who may be unknown, what a unit answered.
    pub fn may_see_answers(&self, reader: Option<&PersonId>, unit: &UnitId, on: Date) -> Result<(), Refusal> {
        if self.unled() || reader.is_some_and(|r| self.sees(r, unit, on)) {
            return Ok(());
        }
        Err(Refusal::Unseen { reader: reader.cloned(), what: format!("`{unit}`"), unit: unit.clone() })
    }

    /// The part of a picture that a reader, who may be unknown, may see: the units in which the reader has a role.
    #[must_use]
    pub fn seen(&self, reader: Option<&PersonId>, mut picture: Picture, on: Date) -> Picture {
        picture.units.retain(|u| self.may_see_answers(reader, &u.unit, on).is_ok());
        picture
    }

    /// The people who hold a role in a unit or above it on a day.
    #[must_use]
    pub fn holders(&self, role: Role, unit: &UnitId, on: Date) -> Vec<&PersonId> {
        self.people.keys().filter(|p| self.holds(p, &[role], unit, on)).collect()
    }

    /// Whether a reader, who may be unknown, may see a piece of evidence on a day. Public is for anyone; internal for
    /// everyone with a role somewhere; confidential for everyone with a role in its unit; restricted for those who lead,
    /// review or audit the unit, and for who gave it while they have a role there.
    pub fn may_see(&self, reader: Option<&PersonId>, evidence: &EvidenceRecord, on: Date) -> Result<(), Refusal> {
        let unit = self.standing_in(&evidence.unit);
        let in_unit = |roles| reader.is_some_and(|r| self.holds(r, roles, unit, on));
        let sees = match evidence.confidentiality {
            Confidentiality::Public => true,
            Confidentiality::Internal => reader.is_some_and(|r| self.belongs(r, on)),
            Confidentiality::Confidential => in_unit(&Role::SEEING),
            Confidentiality::Restricted => {
                in_unit(OVERSEEING) || (reader == Some(&evidence.collected_by) && in_unit(&Role::SEEING))
            }
        };
        if sees || self.unled() {
            return Ok(());
        }
        let (evidence, unit, confidentiality) = (evidence.id.clone(), unit.clone(), evidence.confidentiality);
        Err(Refusal::Hidden { evidence, unit, confidentiality })
    }

    /// Whether a reader may have the whole record: answers that are still blind, what is restricted, and how to reach
    /// people are in it.
    pub fn may_have_all(&self, reader: Option<&PersonId>, on: Date) -> Result<(), Refusal> {
        let Some(root) = self.tree.as_ref().map(|t| &t.root().id).filter(|_| !self.unled()) else { return Ok(()) };
        if reader.is_some_and(|r| self.holds(r, &[Role::Lead, Role::Auditor], root, on)) {
            return Ok(());
        }
        Err(Refusal::Right {
            person: reader.cloned().unwrap_or_else(|| PersonId("somebody unknown".to_owned())),
            what: "have the whole record",
            unit: root.clone(),
            roles: "lead or auditor".to_owned(),
            role: "auditor",
        })
    }

    /// A unit, or the root for one that is no longer there: somebody has to answer for what it leaves.
    fn standing_in<'a>(&'a self, unit: &'a UnitId) -> &'a UnitId {
        self.tree.as_ref().filter(|t| t.unit(unit).is_none()).map_or(unit, |t| &t.root().id)
    }

    /// A piece of evidence as a reader may see it. What holds now decides, also for how the piece was before.
    #[must_use]
    pub fn shown(&self, reader: Option<&PersonId>, evidence: &EvidenceRecord, on: Date) -> EvidenceShown {
        let now = self.evidence.get(&evidence.id).map_or(evidence, |kept| &kept.record);
        match self.may_see(reader, now, on) {
            Ok(()) => EvidenceShown::Whole(Box::new(evidence.clone())),
            Err(_) => EvidenceShown::Confidential { id: evidence.id.clone(), kind: evidence.kind, confidential: true },
        }
    }

    /// All evidence that a reader may not see.
    #[must_use]
    pub fn hidden(&self, reader: Option<&PersonId>, on: Date) -> BTreeSet<EvidenceId> {
        let records = self.evidence.values().map(|kept| &kept.record);
        records.filter(|r| self.may_see(reader, r, on).is_err()).map(|r| r.id.clone()).collect()
    }

    /// Whether a person has any role in the organisation on a day.
    pub(super) fn belongs(&self, person: &PersonId, on: Date) -> bool {
        let member = self.people.get(person).filter(|m| !m.erased);
        member.is_some_and(|m| m.grants.iter().any(|g| g.until.is_none_or(|until| on <= until)))
    }
}
