//! Rules for what outlives assessments: evidence, observations, targets, actions.

use super::{LEADING, REVIEWING, WORKING, Wish, name};
use crate::event::{ActionRecord, Change, EvidenceId, EvidenceRecord, Role, Stage, Subject};
use crate::fault::{Fault, Place, near};
use crate::model::ItemId;
use crate::model::planning::Planning;
use crate::organisation::{Clash, KeptEvidence, Refusal};
use crate::plan;

/// Most bytes of a brief that is kept.
const BRIEF: usize = 512 << 10;

/// Person-days or money that somebody counted.
fn days(number: f64) -> Result<(), Refusal> {
    let good = (0.0..=Planning::MOST).contains(&number);
    if good { Ok(()) } else { Err(Refusal::Amount(format!("{number}"))) }
}

impl<'a> Wish<'a> {
    pub(super) fn kept(self, change: &Change) -> Result<(), Refusal> {
        match change {
            Change::EvidenceSet { evidence } => self.set_evidence(evidence),
            Change::EvidenceReviewed { evidence, .. } => {
                let kept = self.evidence(evidence)?;
                self.may(REVIEWING, "review evidence", &kept.record.unit)?;
                if &kept.record.collected_by == self.by && !self.state.unled() {
                    return Err(Refusal::Own("evidence"));
                }
                Ok(())
            }
            Change::EvidenceWithdrawn { evidence } => {
                let kept = self.evidence(evidence)?;
                self.may(WORKING, "withdraw evidence", &kept.record.unit)?;
                self.reason("withdrawing evidence")
            }
            Change::Observed { unit, .. } => {
                self.unit(unit)?;
                self.may(WORKING, "record what machines saw", unit)
            }
            Change::TargetSet { unit, subject, rating, .. } => {
                self.unit(unit)?;
                self.may(LEADING, "set targets", unit)?;
                self.subject_of_any(subject)?;
                let top = self.state.models.values().map(|m| m.scale.top()).max();
                match (rating, top) {
                    (Some(rating), Some(top)) if *rating > top => Err(Refusal::Scale { rating: *rating, top }),
                    _ => Ok(()),
                }
            }
            Change::ActionSet { action } => self.set_action(action),
            Change::ActionClosed { action, took, .. } => match self.state.actions.get(action) {
                Some(kept) => {
                    self.may(WORKING, "close actions", &kept.record.unit)?;
                    took.map_or(Ok(()), days)
                }
                None => {
                    let near = near(&action.0, self.state.actions.keys().map(|a| a.0.as_str()));
                    Err(Refusal::Unknown { what: "action", name: action.0.clone(), near })
                }
            },
            Change::BriefKept { text } => self.brief(text),
            _ => Ok(()),
        }
    }

    /// What is kept can be planned with: it fits the model of the assessment that is worked on.
    fn brief(self, text: &str) -> Result<(), Refusal> {
        self.at_root("decide about the roadmap")?;
        if text.len() > BRIEF {
            let message = format!("longer than {} KiB", BRIEF >> 10).into();
            let file = "the settings".to_owned();
            return Err(Refusal::Brief(vec![Fault { file, place: Place::default(), message, hint: None }]));
        }
        let all = self.state.in_order();
        let open = all.iter().rev().find(|c| c.stage != Stage::Published).or(all.last());
        let Some(model) = open.and_then(|cycle| self.state.model(&cycle.scope.model)) else { return Ok(()) };
        plan::read("the settings", text, model, self.on).map(drop).map_err(Refusal::Brief)
    }

    fn evidence(self, id: &EvidenceId) -> Result<&'a KeptEvidence, Refusal> {
        self.state.evidence.get(id).ok_or_else(|| {
            let near = near(&id.0, self.state.evidence.keys().map(|e| e.0.as_str()));
            Refusal::Unknown { what: "evidence", name: id.0.clone(), near }
        })
    }

    fn set_evidence(self, record: &EvidenceRecord) -> Result<(), Refusal> {
        name(&record.id.0)?;
        self.unit(&record.unit)?;
        self.may(WORKING, "give evidence", &record.unit)?;
        if record.items.is_empty() {
            return Err(Refusal::Unknown { what: "item that the evidence backs", name: String::new(), near: None });
        }
        record.items.iter().try_for_each(|item| self.item_of_any(item))?;
        if let (Some(from), Some(until)) = (record.from, record.until())
            && until < from
        {
            return Err(Clash::Evidence { from, until }.into());
        }
        if let Some(known) = self.state.evidence.get(&record.id) {
            if known.record.unit != record.unit {
                return Err(Refusal::Taken { what: "evidence of another unit", name: record.id.0.clone() });
            }
            self.state.may_see(Some(self.by), &known.record, self.on)?;
        }
        match &record.renews {
            Some(renewed) => self.evidence(renewed).map(drop),
            None => Ok(()),
        }
    }

    fn set_action(self, action: &ActionRecord) -> Result<(), Refusal> {
        // An action of a plan is called after its unit and its activity, and each may be as long as a name can be.
        action.id.0.splitn(2, '/').try_for_each(name)?;
        self.unit(&action.unit)?;
        self.may(&[Role::Respondent, Role::Lead], "plan actions", &action.unit)?;
        let moves = action.forecast.iter().flat_map(|f| f.moves.iter().map(|m| &m.item));
        action.items.iter().chain(moves).try_for_each(|item| self.item_of_any(item))?;
        let forecast = action.forecast.iter();
        forecast
            .flat_map(|f| f.days.values().chain(&f.money))
            .flat_map(|s| [s.low, s.likely, s.high])
            .try_for_each(days)
    }

    /// Evidence, targets and actions outlive models: their items have to be in one that is known.
    fn item_of_any(self, item: &ItemId) -> Result<(), Refusal> {
        let models = &self.state.models;
        if models.is_empty() || models.values().any(|m| m.item(item).is_some()) {
            return Ok(());
        }
        let ids = models.values().flat_map(|m| m.items().map(|(_, i)| i.id.0.as_str()));
        Err(Refusal::Unknown { what: "item", name: item.0.clone(), near: near(&item.0, ids) })
    }

    fn subject_of_any(self, subject: &Subject) -> Result<(), Refusal> {
        match subject {
            Subject::Item(item) => self.item_of_any(item),
            Subject::Activity(activity) => {
                let models = &self.state.models;
                if models.is_empty() || models.values().any(|m| m.activity(activity).is_some()) {
                    return Ok(());
                }
                let ids = models.values().flat_map(|m| m.activities.iter().map(|a| a.id.0.as_str()));
                let near = near(&activity.0, ids);
                Err(Refusal::Unknown { what: "activity", name: activity.0.clone(), near })
            }
        }
    }
}
