//! Rules for the way of an assessment: opening, scope, stages, publication, corrections, assignments.

use super::{LEADING, REVIEWING, Wish, name};
use crate::cycle::Cycle;
use crate::cycle::settle::How;
use crate::event::{AssessmentId, Change, PersonId, Role, ScopeRecord, Stage, Subject};
use crate::fault::near;
use crate::model::{ItemId, Model};
use crate::organisation::{Clash, Refusal};
use crate::response::Answer;
use crate::unit::{Unit, UnitId, UnitTree};

impl<'a> Wish<'a> {
    pub(super) fn assessment(self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::Opened { assessment, scope } => self.open(assessment, scope),
            Change::Carried { assessment, unit, answers, .. } => {
                let (cycle, model) = self.draft(assessment, "answers are taken over into a draft only")?;
                self.may(LEADING, "take answers over", unit)?;
                answers.keys().try_for_each(|item| self.item(model, item))?;
                involved(cycle, unit)
            }
            Change::Rescoped { assessment, units, answering } => {
                self.draft(assessment, "its units cannot change")?;
                self.at_root("change the scope of an assessment")?;
                scope_units(units, answering)
            }
            Change::ModelUpgraded { assessment, from, to } => {
                let (cycle, model) = self.draft(assessment, "its model cannot change")?;
                self.at_root("move an assessment to another model")?;
                if &cycle.scope.model != from || from == to || self.state.model(to).is_none() {
                    return Err(Refusal::Unknown { what: "model", name: to.0.clone(), near: None });
                }
                // What holds is taken over; an answer that does not hold yet would have to be given again.
                settled(cycle, model, "move to another model")
            }
            Change::Moved { assessment, to } => self.shift(assessment, *to),
            Change::Published { assessment, .. } => self.publish(assessment),
            Change::Corrected { assessment, unit, item, from, to, went_to } => {
                let (cycle, model) = self.cycle(assessment)?;
                if cycle.stage != Stage::Published {
                    let what = "only published figures are corrected";
                    return Err(Refusal::Stage { assessment: assessment.clone(), stage: cycle.stage, what });
                }
                self.may(REVIEWING, "correct a published figure", unit)?;
                self.item(model, item)?;
                fits(model, to)?;
                if from == to {
                    return Err(Refusal::Correction { unit: unit.clone(), item: item.clone() });
                }
                if went_to.iter().all(|place| place.trim().is_empty()) {
                    return Err(Refusal::WentTo { unit: unit.clone(), item: item.clone() });
                }
                self.reason("a correction")
            }
            Change::Assigned { assessment, unit, subject, person, due } => {
                self.assign(assessment, unit, subject, person)?;
                match due.filter(|due| *due < self.on) {
                    Some(due) => Err(Clash::DuePast(due).into()),
                    None => Ok(()),
                }
            }
            Change::Unassigned { assessment, unit, subject, person } => {
                let (cycle, _) = self.draft(assessment, "assignments stand still")?;
                if person != self.by {
                    self.may(LEADING, "take assignments back", unit)?;
                }
                let list = cycle.assignments.get(unit).into_iter().flatten();
                if list.into_iter().any(|a| &a.subject == subject && &a.person == person) {
                    return Ok(());
                }
                let near = None;
                Err(Refusal::Unknown {
                    what: "assignment",
                    name: format!("{} of {person} in {unit}", words(subject)),
                    near,
                })
            }
            _ => Ok(()),
        }
    }

    /// An assessment with its model.
    pub(super) fn cycle(self, id: &AssessmentId) -> Result<(&'a Cycle, &'a Model), Refusal> {
        self.state.cycle(id).ok_or_else(|| {
            let near = near(&id.0, self.state.cycles.keys().map(|c| c.0.as_str()));
            Refusal::Unknown { what: "assessment", name: id.0.clone(), near }
        })
    }

    /// An assessment that is a draft.
    pub(super) fn draft(self, id: &AssessmentId, what: &'static str) -> Result<(&'a Cycle, &'a Model), Refusal> {
        let (cycle, model) = self.cycle(id)?;
        if cycle.stage == Stage::Draft {
            return Ok((cycle, model));
        }
        Err(Refusal::Stage { assessment: id.clone(), stage: cycle.stage, what })
    }

    pub(super) fn item(self, model: &Model, item: &ItemId) -> Result<(), Refusal> {
        if model.item(item).is_some() {
            return Ok(());
        }
        let near = near(&item.0, model.items().map(|(_, i)| i.id.0.as_str()));
        Err(Refusal::Unknown { what: "item", name: item.0.clone(), near })
    }

    pub(super) fn subject(self, model: &Model, subject: &Subject) -> Result<(), Refusal> {
        match subject {
            Subject::Item(item) => self.item(model, item),
            Subject::Activity(activity) if model.activity(activity).is_some() => Ok(()),
            Subject::Activity(activity) => {
                let near = near(&activity.0, model.activities.iter().map(|a| a.id.0.as_str()));
                Err(Refusal::Unknown { what: "activity", name: activity.0.clone(), near })
            }
        }
    }

    fn open(self, id: &AssessmentId, scope: &ScopeRecord) -> Result<(), Refusal> {
        name(&id.0)?;
        self.at_root("open an assessment")?;
        if self.state.cycles.contains_key(id) {
            return Err(Refusal::Taken { what: "an assessment", name: id.0.clone() });
        }
        if self.state.model(&scope.model).is_none() {
            return Err(Refusal::Unknown { what: "model", name: scope.model.0.clone(), near: None });
        }
        scope_units(&scope.units, &scope.answering)?;
        let Some(after) = &scope.after else { return Ok(()) };
        let (before, _) = self.cycle(after)?;
        if before.stage != Stage::Published {
            let what = "only a published assessment can be gone on from";
            return Err(Refusal::Stage { assessment: after.clone(), stage: before.stage, what });
        }
        if scope.as_of <= before.scope.as_of {
            let (new, old) = (scope.as_of, before.scope.as_of);
            return Err(Clash::NotAfter { new, old, before: after.clone() }.into());
        }
        Ok(())
    }

    fn shift(self, id: &AssessmentId, to: Stage) -> Result<(), Refusal> {
        let (cycle, _) = self.cycle(id)?;
        self.at_root("move an assessment")?;
        match (cycle.stage, to) {
            (Stage::Draft, Stage::InReview) | (Stage::InReview, Stage::Draft) => Ok(()),
            (stage, _) => Err(Refusal::Stage { assessment: id.clone(), stage, what: "it cannot go there" }),
        }
    }

    /// Published is what was reviewed, with nothing left open.
    fn publish(self, id: &AssessmentId) -> Result<(), Refusal> {
        let (cycle, model) = self.cycle(id)?;
        self.at_root("publish an assessment")?;
        if cycle.stage != Stage::InReview {
            let what = "only what was reviewed is published";
            return Err(Refusal::Stage { assessment: id.clone(), stage: cycle.stage, what });
        }
        settled(cycle, model, "be published")
    }

    /// A lead assigns; somebody who does not know may pass an item on.
    fn assign(self, id: &AssessmentId, unit: &UnitId, subject: &Subject, person: &PersonId) -> Result<(), Refusal> {
        let (cycle, model) = self.draft(id, "assignments stand still")?;
        self.known(person)?;
        self.subject(model, subject)?;
        involved(cycle, unit)?;
        let passes_on = |item: &ItemId| {
            let said = cycle.spot(unit, item).and_then(|s| s.said.get(self.by));
            said.is_some_and(|s| matches!(s.answer, Answer::DontKnow { .. }))
        };
        if !matches!(subject, Subject::Item(item) if passes_on(item)) {
            self.may(LEADING, "assign", unit)?;
        }
        let roles = [Role::Respondent, Role::Lead];
        if self.state.holds(person, &roles, unit, self.on) || self.state.unled() {
            return Ok(());
        }
        Err(Refusal::Right {
            person: person.clone(),
            what: "answer",
            unit: unit.clone(),
            roles: "respondent or lead".to_owned(),
            role: "respondent",
        })
    }
}

/// Whether nothing waits for a lock or a decision.
fn settled(cycle: &Cycle, model: &Model, what: &'static str) -> Result<(), Refusal> {
    let (mut differ, mut wait) = (0_u32, 0_u32);
    for unit in cycle.units() {
        for (_, item) in model.items() {
            // Whether something is open does not depend on evidence: that only settles ratings one apart.
            match cycle.settle(model, unit, &item.id, |_| false).how {
                How::Open { .. } => differ += 1,
                How::Waiting { .. } => wait += 1,
                _ => {}
            }
        }
    }
    if differ + wait == 0 {
        return Ok(());
    }
    Err(Refusal::Unsettled { assessment: cycle.id.clone(), what, differ, wait })
}

fn words(subject: &Subject) -> &str {
    match subject {
        Subject::Item(item) => &item.0,
        Subject::Activity(activity) => &activity.0,
    }
}

pub(super) fn involved(cycle: &Cycle, unit: &UnitId) -> Result<(), Refusal> {
    if cycle.tree.unit(unit).is_some() {
        return Ok(());
    }
    let near = near(&unit.0, cycle.tree.units().iter().map(|u| u.id.0.as_str()));
    Err(Refusal::Unknown { what: "unit of this assessment", name: unit.0.clone(), near })
}

fn scope_units(units: &[Unit], answering: &[UnitId]) -> Result<(), Refusal> {
    let tree = UnitTree::new(units.to_vec())?;
    match answering.iter().find(|a| tree.unit(a).is_none()) {
        Some(lost) => Err(Refusal::Unknown { what: "unit", name: lost.0.clone(), near: None }),
        None if answering.is_empty() => {
            Err(Refusal::Unknown { what: "answering unit", name: "*".to_owned(), near: None })
        }
        None => Ok(()),
    }
}

/// Whether an answer is one by the model: on the scale, and with a reason where it does not apply.
pub(super) fn fits(model: &Model, answer: &Answer) -> Result<(), Refusal> {
    match answer {
        Answer::Rated { rating } if !model.scale.contains(*rating) => {
            Err(Refusal::Scale { rating: *rating, top: model.scale.top() })
        }
        Answer::NotApplicable { reason } if reason.trim().is_empty() => Err(Refusal::Reason("not applicable")),
        _ => Ok(()),
    }
}
