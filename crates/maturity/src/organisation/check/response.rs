//! Rules for answers: first sights, responses, locks, decisions, verified ratings, answers to proposals.

use super::assessment::{fits, involved};
use super::{ANSWERING, LEADING, REVIEWING, Wish};
use crate::cycle::Cycle;
use crate::event::{AssessmentId, Change, PersonId, ProposalDecision, Role, Stage, Subject};
use crate::model::{ItemId, Model, Scope};
use crate::organisation::Refusal;
use crate::rating::Rating;
use crate::unit::UnitId;

/// Where an answer goes.
#[derive(Clone, Copy)]
struct Spot<'a> {
    cycle: &'a Cycle,
    model: &'a Model,
    unit: &'a UnitId,
    item: &'a ItemId,
}

impl<'a> Wish<'a> {
    pub(super) fn response(self, change: &'a Change) -> Result<(), Refusal> {
        match change {
            Change::Sorted { assessment, unit, respondent, activity, .. } => {
                let (cycle, model) = self.draft(assessment, "its answers stand still")?;
                involved(cycle, unit)?;
                self.subject(model, &Subject::Activity(activity.clone()))?;
                if respondent == self.by {
                    return self.may(ANSWERING, "answer", unit);
                }
                self.known(respondent)?;
                self.may(LEADING, "answer for others", unit)
            }
            Change::Responded { assessment, unit, item, respondent, answer, overrides, .. } => {
                let spot = self.spot(assessment, unit, item)?;
                self.asked(spot, overrides.as_deref())?;
                self.answers(spot, respondent)?;
                fits(spot.model, answer)
            }
            Change::Locked { assessment, unit, respondent, items } => items.iter().try_for_each(|item| {
                let spot = self.spot(assessment, unit, item)?;
                self.answers(spot, respondent)?;
                let said = spot.cycle.spot(unit, item).is_some_and(|s| s.said.contains_key(respondent));
                if said { Ok(()) } else { nothing(unit, item, "answer to lock") }
            }),
            Change::Decided { assessment, unit, item, answer } => self.decide(assessment, unit, item, answer),
            Change::Verified { assessment, unit, item, rating } => self.verify(assessment, unit, item, *rating),
            Change::ProposalAnswered { assessment, unit, item, decision, low, .. } => {
                let spot = self.spot(assessment, unit, item)?;
                self.answers(spot, self.by)?;
                match decision {
                    ProposalDecision::Accepted if *low == Rating(0) => {
                        nothing(unit, item, "proposal that can be accepted as it is: adjust it")
                    }
                    ProposalDecision::Accepted => Ok(()),
                    ProposalDecision::Adjusted => self.reason("adjusting a proposal"),
                    ProposalDecision::Rejected => self.reason("rejecting a proposal"),
                    ProposalDecision::Reopened if spot.cycle.spot(unit, item).is_none_or(|s| s.proposal.is_none()) => {
                        nothing(unit, item, "answer to a proposal to take back")
                    }
                    ProposalDecision::Reopened => Ok(()),
                }
            }
            Change::Noted { assessment, unit, item } => self.note(assessment, unit, item),
            _ => Ok(()),
        }
    }

    /// Whoever sees the answers of a unit may say something about them, at any stage: it changes no figure.
    fn note(self, id: &AssessmentId, unit: &UnitId, item: &ItemId) -> Result<(), Refusal> {
        let (cycle, model) = self.cycle(id)?;
        involved(cycle, unit)?;
        self.item(model, item)?;
        self.may(&Role::SEEING, "take part in the discussion", unit)?;
        self.reason("a note")
    }

    fn spot(self, id: &AssessmentId, unit: &'a UnitId, item: &'a ItemId) -> Result<Spot<'a>, Refusal> {
        let (cycle, model) = self.draft(id, "its answers stand still")?;
        involved(cycle, unit)?;
        self.item(model, item)?;
        Ok(Spot { cycle, model, unit, item })
    }

    /// A unit answers what it is asked; a central item only with a reason to differ.
    fn asked(self, spot: Spot<'_>, overrides: Option<&str>) -> Result<(), Refusal> {
        let Some((_, item)) = spot.model.item(spot.item) else { return Ok(()) };
        let differs = overrides.is_some_and(|o| !o.trim().is_empty()) && spot.cycle.involves(spot.unit);
        let central = item.scope == Scope::Central;
        if spot.cycle.asks(spot.unit, item) || (central && differs) {
            return Ok(());
        }
        Err(Refusal::NotAsked { unit: spot.unit.clone(), item: spot.item.clone(), central })
    }

    /// Whether the person may answer in this name: the own one, while it is one's turn; a lead in anybody's, any time.
    fn answers(self, spot: Spot<'_>, respondent: &PersonId) -> Result<(), Refusal> {
        let (unit, item) = (spot.unit, spot.item);
        let locked = spot.cycle.spot(unit, item).and_then(|s| s.said.get(respondent)).is_some_and(|s| s.locked);
        if locked {
            return Err(Refusal::Locked { unit: unit.clone(), item: item.clone() });
        }
        if respondent != self.by {
            self.known(respondent)?;
            return self.may(LEADING, "answer for others", unit);
        }
        self.may(ANSWERING, "answer", unit)?;
        if self.state.unled() || self.state.holds(self.by, &[Role::Lead], unit, self.on) {
            return Ok(());
        }
        let assigned = spot.cycle.assigned(spot.model, unit, item);
        let due = match assigned.get(self.by) {
            Some(due) => *due,
            None if assigned.is_empty() => spot.cycle.scope.deadline,
            None => return Err(Refusal::Others { unit: unit.clone(), item: item.clone() }),
        };
        match due.filter(|due| *due < self.on) {
            Some(due) => Err(Refusal::Expired { unit: unit.clone(), item: item.clone(), due }),
            None => Ok(()),
        }
    }

    /// A moderator decides in writing; also during review, since that is when differences are looked at.
    fn decide(
        self,
        id: &AssessmentId,
        unit: &UnitId,
        item: &ItemId,
        answer: &crate::response::Answer,
    ) -> Result<(), Refusal> {
        let (cycle, model) = self.open_to_review(id)?;
        involved(cycle, unit)?;
        self.item(model, item)?;
        self.may(LEADING, "decide", unit)?;
        fits(model, answer)?;
        if cycle.spot(unit, item).is_none_or(|s| s.said.is_empty()) {
            return nothing(unit, item, "answers to decide on");
        }
        self.reason("a decision")
    }

    fn verify(self, id: &AssessmentId, unit: &UnitId, item: &ItemId, rating: Option<Rating>) -> Result<(), Refusal> {
        let (cycle, model) = self.open_to_review(id)?;
        involved(cycle, unit)?;
        self.item(model, item)?;
        self.may(REVIEWING, "verify", unit)?;
        let Some(rating) = rating else { return Ok(()) };
        if !model.scale.contains(rating) {
            return Err(Refusal::Scale { rating, top: model.scale.top() });
        }
        let settled = cycle.settle(model, unit, item, |_| false);
        if settled.answer.rating().is_none() {
            return nothing(unit, item, "rating to verify");
        }
        let said = cycle.spot(unit, item).map(|s| &s.said);
        if said.is_some_and(|s| s.len() == 1 && s.contains_key(self.by)) && !self.state.unled() && self.alone(unit) {
            return Err(Refusal::Own("rating"));
        }
        Ok(())
    }

    /// Whether somebody else could review; a record with one person has nobody else.
    fn alone(self, unit: &UnitId) -> bool {
        let others = [Role::Reviewer, Role::Lead].into_iter().flat_map(|r| self.state.holders(r, unit, self.on));
        others.into_iter().any(|p| p != self.by)
    }

    fn open_to_review(self, id: &AssessmentId) -> Result<(&'a Cycle, &'a Model), Refusal> {
        let (cycle, model) = self.cycle(id)?;
        if cycle.stage == Stage::Published {
            let what = "its answers are frozen";
            return Err(Refusal::Stage { assessment: id.clone(), stage: cycle.stage, what });
        }
        Ok((cycle, model))
    }
}

fn nothing(unit: &UnitId, item: &ItemId, what: &'static str) -> Result<(), Refusal> {
    Err(Refusal::Nothing { unit: unit.clone(), item: item.clone(), what })
}
