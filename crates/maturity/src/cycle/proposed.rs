//! What people make of proposals: take one, take another rating, take nothing, and take any of that back.

use std::ops::RangeInclusive;

use super::{Cycle, ProposalAnswer};
use crate::event::{Change, PersonId, ProposalDecision};
use crate::model::{ActivityId, Confidence, ItemId, Model};
use crate::proposal::Proposal;
use crate::rating::Rating;
use crate::response::Answer;
use crate::unit::UnitId;

/// Changes, each with its reason.
type Changes = Vec<(Change, Option<String>)>;

/// Which proposals are wanted; several conditions must all hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this activity.
    pub activity: Option<ActivityId>,
    /// That carry at least this far.
    pub confidence: Option<Confidence>,
    /// Whose low end is at least this.
    pub low: Option<Rating>,
}

impl Wanted {
    /// Whether a proposal passes.
    #[must_use]
    pub fn passes(&self, model: &Model, proposal: &Proposal) -> bool {
        let activity = model.item(&proposal.item).map(|(a, _)| &a.id);
        self.activity.as_ref().is_none_or(|wanted| activity == Some(wanted))
            && self.confidence.is_none_or(|least| carries(proposal.confidence) >= carries(least))
            && self.low.is_none_or(|least| proposal.low >= least)
    }
}

fn carries(confidence: Confidence) -> u8 {
    match confidence {
        Confidence::Low => 0,
        Confidence::Medium => 1,
        Confidence::High => 2,
    }
}

/// What a person does with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Takes its low end.
    Accept,
    /// Takes this rating.
    Adjust(Rating),
    /// Takes nothing.
    Reject,
}

impl Doing {
    /// As the record has it.
    #[must_use]
    pub fn decision(self) -> ProposalDecision {
        match self {
            Self::Accept => ProposalDecision::Accepted,
            Self::Adjust(_) => ProposalDecision::Adjusted,
            Self::Reject => ProposalDecision::Rejected,
        }
    }
}

impl Cycle {
    /// What was done with a proposal, as long as it still proposes the same.
    #[must_use]
    pub fn answer_to(&self, unit: &UnitId, proposal: &Proposal) -> Option<&ProposalAnswer> {
        let answer = self.spot(unit, &proposal.item)?.proposal.as_ref()?;
        ((answer.low, answer.high) == (proposal.low, proposal.high)).then_some(answer)
    }

    /// The changes by which a person answers a proposal; what is taken becomes the person's own answer.
    #[must_use]
    pub fn answering(
        &self,
        unit: &UnitId,
        proposal: &Proposal,
        doing: Doing,
        by: &PersonId,
        why: Option<&str>,
    ) -> Changes {
        let answered = Change::ProposalAnswered {
            assessment: self.id.clone(),
            unit: unit.clone(),
            item: proposal.item.clone(),
            low: proposal.low,
            high: proposal.high,
            decision: doing.decision(),
        };
        let taken = match doing {
            Doing::Accept => Some(proposal.low),
            Doing::Adjust(rating) => Some(rating),
            Doing::Reject => None,
        };
        let mut changes = vec![answered];
        changes.extend(taken.map(|rating| Change::Responded {
            assessment: self.id.clone(),
            unit: unit.clone(),
            item: proposal.item.clone(),
            respondent: by.clone(),
            answer: Answer::Rated { rating },
            overrides: None,
            function: None,
            on: None,
        }));
        changes.into_iter().map(|change| (change, why.map(str::to_owned))).collect()
    }

    /// Whether a proposal can be taken together with others: it says more than nothing, it is open, and it would not
    /// replace what a person said. One by one, a person may do that too.
    #[must_use]
    pub fn takes_with_others(&self, unit: &UnitId, proposal: &Proposal) -> bool {
        let spot = self.spot(unit, &proposal.item);
        let carried = spot.and_then(|s| s.carried.as_ref()).is_some_and(|(answer, _)| *answer != Answer::Unanswered);
        let said = spot.is_some_and(|s| s.said.values().any(|s| s.answer != Answer::Unanswered));
        proposal.low > Rating(0) && self.answer_to(unit, proposal).is_none() && !said && !carried
    }

    /// The changes that take a person's answers to proposals back: those in the given events, unless something came
    /// after. What the person had said `before` holds again.
    #[must_use]
    pub fn taking_back(&self, before: &Self, model: &Model, by: &PersonId, events: &RangeInclusive<u64>) -> Changes {
        let places = self.units().flat_map(|unit| model.items().map(move |(_, item)| (unit, &item.id)));
        places.flat_map(|(unit, item)| self.back(before, (unit, item), by, events)).collect()
    }

    fn back(
        &self,
        before: &Self,
        (unit, item): (&UnitId, &ItemId),
        by: &PersonId,
        events: &RangeInclusive<u64>,
    ) -> Changes {
        let Some(spot) = self.spot(unit, item) else { return Vec::new() };
        let Some(answer) = spot.proposal.as_ref() else { return Vec::new() };
        let own = |trace: &crate::organisation::Trace| &trace.by == by && events.contains(&trace.seq);
        let said = spot.said.get(by);
        let taken = answer.decision != ProposalDecision::Rejected;
        if !own(&answer.trace) || (taken && !said.is_some_and(|s| own(&s.trace))) {
            return Vec::new();
        }
        let reopened = Change::ProposalAnswered {
            assessment: self.id.clone(),
            unit: unit.clone(),
            item: item.clone(),
            low: answer.low,
            high: answer.high,
            decision: ProposalDecision::Reopened,
        };
        let mut changes = vec![(reopened, None)];
        if taken {
            let said = before.spot(unit, item).and_then(|s| s.said.get(by));
            let change = Change::Responded {
                assessment: self.id.clone(),
                unit: unit.clone(),
                item: item.clone(),
                respondent: by.clone(),
                answer: said.map_or(Answer::Unanswered, |s| s.answer.clone()),
                overrides: said.and_then(|s| s.overrides.clone()),
                function: said.and_then(|s| s.function.clone()),
                on: said.and_then(|s| s.on),
            };
            changes.push((change, said.and_then(|s| s.trace.why.clone())));
        }
        changes
    }
}
