//! The sheets of one person: what they may answer, from the state of the record; and what an edited one changes.

use jiff::Timestamp;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::lines::lines;
use osmm_maturity::cycle::picture::Looks;
use osmm_maturity::event::PersonId;
use osmm_maturity::model::{Model, Scope};
use osmm_maturity::organisation::Organisation;
use osmm_maturity::proposal::{Looked, Proposal, proposals};
use osmm_maturity::sheet::{Given, LineKey, Lines, Merge, Stamp, merge};
use osmm_maturity::unit::UnitId;

use super::{Cover, SheetError, SheetLine, SheetUnit, Sheets, Shown, settled};
use crate::{table, workbook};

/// Whose sheets, and of what.
pub struct Person<'a> {
    /// The state of the record.
    pub organisation: &'a Organisation,
    /// The assessment.
    pub cycle: &'a Cycle,
    /// Its model.
    pub model: &'a Model,
    /// What machines saw.
    pub looks: &'a Looks,
    /// Who is to edit them.
    pub person: &'a PersonId,
    /// What people are called.
    pub name: &'a dyn Fn(&PersonId) -> String,
    /// When they are written.
    pub written: Timestamp,
}

/// Which kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook.
    Workbook,
    /// A table.
    Table,
}

impl Person<'_> {
    /// The file for some units (all where none is named) and how many lines it has; nothing when there is nothing to
    /// answer.
    pub fn file(&self, units: &[UnitId], kind: Kind) -> Result<Option<(Vec<u8>, usize)>, SheetError> {
        let (cycle, model) = (self.cycle, self.model);
        let Some(head) = self.organisation.head.clone() else { return Ok(None) };
        let stamp =
            Stamp { assessment: cycle.id.clone(), model: cycle.scope.model.clone(), head, person: self.person.clone() };
        let cover = Cover {
            title: cycle.scope.title.clone(),
            as_of: cycle.scope.as_of,
            deadline: cycle.scope.deadline,
            written: self.written,
            person: (self.name)(self.person),
        };
        let known = cycle.units().filter_map(|u| cycle.tree.unit(u)).map(|u| SheetUnit {
            id: u.id.clone(),
            title: u.title.clone(),
            headcount: (u.headcount > 0).then(|| u.headcount.to_string()),
        });
        let known: Vec<SheetUnit> = known.collect();
        let lines = lines(self.organisation, cycle, model, self.person, units);
        if lines.is_empty() {
            return Ok(None);
        }
        let shown = self.shown(&known, &lines);
        let sheets = Sheets { model, stamp: &stamp, cover: &cover, units: &known, lines: &shown };
        let bytes = match kind {
            Kind::Workbook => workbook::write(&sheets)?,
            Kind::Table => table::write(&sheets)?,
        };
        Ok(Some((bytes, lines.len())))
    }

    /// The lines with what stands beside them, in the model's order within a unit, as people know it.
    fn shown(&self, units: &[SheetUnit], lines: &Lines) -> Vec<SheetLine> {
        let scope = &self.cycle.scope;
        let mut shown = Vec::new();
        for unit in units {
            let looked = self.looks.get(&unit.id).map(|set| Looked::new(set, scope.as_of, scope.snapshots));
            let proposed = looked.map(|l| proposals(self.model, &l)).unwrap_or_default();
            let of = lines.iter().filter(|(key, _)| key.unit == unit.id);
            shown.extend(of.map(|(key, given)| self.line(key, given, &proposed)));
        }
        let order: Vec<_> = self.model.items().map(|(_, i)| &i.id).collect();
        shown.sort_by_key(|l| order.iter().position(|i| **i == l.key.item));
        shown
    }

    fn line(&self, key: &LineKey, given: &Given, proposed: &[Proposal]) -> SheetLine {
        let central = self.model.item(&key.item).is_some_and(|(_, i)| i.scope == Scope::Central);
        let proposal = proposed.iter().find(|p| p.item == key.item).map(|p| {
            if p.low == p.high {
                format!("{} by what machines saw", p.low)
            } else {
                format!("{} to {} by what machines saw", p.low, p.high)
            }
        });
        let target = self.organisation.target(self.model, &key.unit, &key.item).map(|t| {
            let by = t.by.map(|d| format!(" by {d}")).unwrap_or_default();
            format!("{}{by}", t.rating)
        });
        let root = self.cycle.tree.root().id == key.unit;
        let central =
            central.then_some(if root { "answered here for all units" } else { "differs from the central answer" });
        let respondent = (self.name)(&key.respondent);
        let shown = Shown { respondent, central: central.map(str::to_owned), proposal, target };
        SheetLine { key: key.clone(), given: given.clone(), shown }
    }
}

/// What becomes of an edited sheet, by what it said when it was written and by what holds now. What spreadsheets change
/// on their own is no edit.
#[must_use]
pub fn merged(base: Lines, edited: Lines, now: Lines) -> Merge {
    let plain = |lines: Lines| -> Lines { lines.into_iter().map(|(key, given)| (key, settled(&given))).collect() };
    merge(&plain(base), &plain(edited), &plain(now))
}
