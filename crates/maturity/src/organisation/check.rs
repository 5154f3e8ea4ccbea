//! Whether a change may be made: one rule per kind of change, on the state as it is.

mod assessment;
mod kept;
mod response;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Clash, Organisation, Refusal, changed_tree};
use crate::event::{Change, Draft, PersonId, Role};
use crate::fault::near;
use crate::unit::{Unit, UnitId};

/// A draft on its way to being allowed.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    pub state: &'a Organisation,
    pub by: &'a PersonId,
    pub on: Date,
    pub why: Option<&'a str>,
}

/// Roles that may change something, from the least to the most.
const ANSWERING: &[Role] = &[Role::Respondent, Role::Lead];
const REVIEWING: &[Role] = &[Role::Reviewer, Role::Lead];
const WORKING: &[Role] = &[Role::Respondent, Role::Reviewer, Role::Lead];
const LEADING: &[Role] = &[Role::Lead];
const MANAGING: &[Role] = &[Role::Admin, Role::Lead];

impl Organisation {
    /// Whether the change may be made by this person now.
    pub fn check(&self, draft: &Draft) -> Result<(), Refusal> {
        let why = draft.why.as_deref().map(str::trim).filter(|w| !w.is_empty());
        let wish = Wish { state: self, by: &draft.by, on: draft.at.to_zoned(TimeZone::UTC).date(), why };
        match &draft.change {
            Change::Named { name } if name.trim().is_empty() => Err(Refusal::Name(name.clone())),
            Change::Named { .. } | Change::Imported { .. } => wish.at_root("change the organisation"),
            Change::Described { description } => {
                description.check()?;
                wish.at_root("change the organisation")
            }
            Change::UnitsSet { set, removed } => wish.units(set, removed),
            Change::PersonSet { .. } => wish.managing("add people"),
            Change::PersonErased { person, .. } => {
                wish.known(person)?;
                wish.managing("erase people")?;
                wish.leaves_a_lead(person)
            }
            Change::RoleGranted { person, unit, until, .. } => {
                wish.known(person)?;
                wish.unit(unit)?;
                if let Some(until) = until.filter(|until| *until < wish.on) {
                    return Err(Clash::RoleEnded(until).into());
                }
                wish.grant(person, unit)
            }
            Change::RoleRevoked { person, role, unit } => wish.revoke(person, *role, unit),
            change => wish.rest(change),
        }
    }
}

impl Wish<'_> {
    fn rest(self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::EvidenceSet { .. }
            | Change::EvidenceReviewed { .. }
            | Change::EvidenceWithdrawn { .. }
            | Change::Observed { .. }
            | Change::TargetSet { .. }
            | Change::ActionSet { .. }
            | Change::ActionClosed { .. }
            | Change::BriefKept { .. } => self.kept(change),
            Change::Opened { .. }
            | Change::Carried { .. }
            | Change::Rescoped { .. }
            | Change::ModelUpgraded { .. }
            | Change::Moved { .. }
            | Change::Published { .. }
            | Change::Corrected { .. }
            | Change::Assigned { .. }
            | Change::Unassigned { .. } => self.assessment(change),
            change => self.response(change),
        }
    }

    /// Whether the person holds one of the roles in the unit or above; before the first lead everyone does.
    pub(super) fn may(self, roles: &[Role], what: &'static str, unit: &UnitId) -> Result<(), Refusal> {
        if self.state.unled() || self.state.holds(self.by, roles, unit, self.on) {
            return Ok(());
        }
        let words: Vec<&str> = roles.iter().map(|r| r.word()).collect();
        Err(Refusal::Right {
            person: self.by.clone(),
            what,
            unit: unit.clone(),
            roles: words.join(" or "),
            role: roles.first().map_or("lead", |r| r.word()),
        })
    }

    /// Whether the person leads the whole organisation; where there are no units yet, there is nothing to lead.
    pub(super) fn at_root(self, what: &'static str) -> Result<(), Refusal> {
        self.everywhere(LEADING, what)
    }

    /// Whether the person manages the people and units of the whole organisation.
    fn managing(self, what: &'static str) -> Result<(), Refusal> {
        self.everywhere(MANAGING, what)
    }

    fn everywhere(self, roles: &[Role], what: &'static str) -> Result<(), Refusal> {
        match &self.state.tree {
            Some(tree) => self.may(roles, what, &tree.root().id),
            None => Ok(()),
        }
    }

    pub(super) fn known(self, person: &PersonId) -> Result<(), Refusal> {
        let known = self.state.people.get(person).is_some_and(|m| !m.erased);
        if known { Ok(()) } else { Err(Refusal::Person(person.clone())) }
    }

    pub(super) fn unit(self, id: &UnitId) -> Result<(), Refusal> {
        let units = self.state.tree.as_ref().map(|t| t.units()).unwrap_or_default();
        if units.iter().any(|u| &u.id == id) {
            return Ok(());
        }
        let near = near(&id.0, units.iter().map(|u| u.id.0.as_str()));
        Err(Refusal::Unknown { what: "unit", name: id.0.clone(), near })
    }

    pub(super) fn reason(self, what: &'static str) -> Result<(), Refusal> {
        if self.why.is_some() { Ok(()) } else { Err(Refusal::Reason(what)) }
    }

    fn units(self, set: &[Unit], removed: &[UnitId]) -> Result<(), Refusal> {
        self.managing("change units")?;
        for unit in set {
            name(&unit.id.0)?;
        }
        for unit in removed {
            self.unit(unit)?;
        }
        changed_tree(self.state.tree.as_ref(), set, removed)?;
        Ok(())
    }

    /// Whoever manages people lets others in. An admin who could take a role would see every answer at will.
    fn grant(self, person: &PersonId, unit: &UnitId) -> Result<(), Refusal> {
        self.may(MANAGING, "grant roles", unit)?;
        let leads = self.may(LEADING, "grant roles", unit).is_ok();
        if person == self.by && !leads { Err(Refusal::Oneself) } else { Ok(()) }
    }

    fn revoke(self, person: &PersonId, role: Role, unit: &UnitId) -> Result<(), Refusal> {
        self.may(MANAGING, "take roles back", unit)?;
        let member = self.state.people.get(person).ok_or_else(|| Refusal::Person(person.clone()))?;
        if !member.grants.iter().any(|g| g.role == role && &g.unit == unit) {
            let name = format!("{} of {person} in {unit}", role.word());
            return Err(Refusal::Unknown { what: "role", name, near: None });
        }
        let at_root = self.state.tree.as_ref().is_some_and(|t| &t.root().id == unit);
        if role == Role::Lead && at_root { self.leaves_a_lead(person) } else { Ok(()) }
    }

    /// The last lead of the organisation stays: without one nobody could ever be let in again.
    fn leaves_a_lead(self, person: &PersonId) -> Result<(), Refusal> {
        let root = self.state.tree.as_ref().map(|t| &t.root().id);
        let leads = root.map(|root| self.state.holders(Role::Lead, root, self.on)).unwrap_or_default();
        if leads == [person] { Err(Refusal::LastLead(person.clone())) } else { Ok(()) }
    }
}

/// Names that people choose for units, assessments, evidence and actions.
pub(super) fn name(name: &str) -> Result<(), Refusal> {
    let fits = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    let good = !name.is_empty() && name.chars().count() <= 64 && name.chars().all(fits);
    if good { Ok(()) } else { Err(Refusal::Name(name.to_owned())) }
}
