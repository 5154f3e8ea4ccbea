//! The history of an item in a unit: who did what, when and why, over all assessments, without what is still blind.

use osmm_maturity::event::{AssessmentId, Change, Event, PersonId, ProposalDecision};
use osmm_maturity::organisation::Trace;

use super::super::overview::{Scene, state};
use crate::moment::Moment;

/// Something that somebody wrote.
pub(super) struct Note {
    pub who: String,
    pub when: Moment,
    /// What it is about.
    pub about: String,
    pub words: String,
}

impl Note {
    pub(super) fn of(scene: &Scene<'_>, trace: &Trace, about: String) -> Self {
        let words = trace.why.clone().unwrap_or_default();
        Self { who: scene.live.name(&trace.by), when: scene.t.moment(trace.at), about, words }
    }
}

/// One line of the history.
pub(super) struct Entry {
    pub when: Moment,
    pub who: String,
    pub what: String,
    pub why: String,
    /// Number of the event.
    pub event: u64,
    /// The assessment, where it is another one.
    pub assessment: String,
}

/// Tells events to a reader.
pub(super) struct History<'a> {
    pub scene: &'a Scene<'a>,
    pub reader: &'a PersonId,
    pub here: &'a AssessmentId,
}

impl History<'_> {
    /// Everything but notes, the last one first.
    pub(super) fn entries(&self, events: &[&Event]) -> Vec<Entry> {
        events.iter().rev().filter_map(|e| self.entry(e)).collect()
    }

    /// The discussion, the first one first. Notes whose words were erased say so.
    pub(super) fn notes(&self, events: &[&Event]) -> Vec<Note> {
        let t = self.scene.t;
        let noted = events.iter().filter(|e| matches!(e.change, Change::Noted { .. }));
        let note = |e: &&Event| Note {
            who: self.scene.live.name(&e.by),
            when: t.moment(e.at),
            about: e.change.assessment().filter(|a| *a != self.here).map(|a| a.0.clone()).unwrap_or_default(),
            words: e.reason().map_or_else(|| t.say("overview-erased"), str::to_owned),
        };
        noted.map(note).collect()
    }

    fn entry(&self, event: &Event) -> Option<Entry> {
        let t = self.scene.t;
        let visible = self.visible(&event.change);
        let what = if visible { self.what(&event.change)? } else { t.say("overview-did-blind") };
        let erased = event.why.is_some() && event.reason().is_none();
        let why = match event.reason() {
            _ if !visible => String::new(),
            Some(reason) => reason.to_owned(),
            None if erased => t.say("overview-erased"),
            None => String::new(),
        };
        Some(Entry {
            when: t.moment(event.at),
            who: self.who(event),
            what,
            why,
            event: event.seq,
            assessment: event.change.assessment().filter(|a| *a != self.here).map(|a| a.0.clone()).unwrap_or_default(),
        })
    }

    /// Who did it, and in whose name.
    fn who(&self, event: &Event) -> String {
        let by = self.scene.live.name(&event.by);
        match &event.change {
            Change::Responded { respondent, .. } if respondent != &event.by => {
                let other = self.scene.live.name(respondent);
                self.scene.t.fill("overview-for", &[("who", &by), ("other", &other)])
            }
            _ => by,
        }
    }

    /// Whether the reader may see what it says: nobody sees what others answer before all have locked.
    fn visible(&self, change: &Change) -> bool {
        let (assessment, unit, item, whose) = match change {
            Change::Responded { assessment, unit, item, respondent, .. } => (assessment, unit, item, Some(respondent)),
            Change::ProposalAnswered { assessment, unit, item, .. } => (assessment, unit, item, None),
            _ => return true,
        };
        let Some((cycle, model)) = self.scene.live.state.cycle(assessment) else { return false };
        match whose {
            Some(whose) => cycle.visible(model, unit, item, whose, self.reader),
            // What became of a proposal tells an answer; it is shown when every answer is.
            None => cycle.raters(model, unit, item).iter().all(|p| cycle.visible(model, unit, item, p, self.reader)),
        }
    }

    fn what(&self, change: &Change) -> Option<String> {
        let t = self.scene.t;
        Some(match change {
            Change::Responded { answer, overrides, .. } => {
                let said = t.fill("overview-did-answer", &[("answer", &state(t, answer))]);
                match overrides {
                    Some(reason) => format!("{said} {}", t.fill("overview-overridden", &[("reason", reason)])),
                    None => said,
                }
            }
            Change::Decided { answer, .. } => t.fill("overview-did-decide", &[("answer", &state(t, answer))]),
            Change::Verified { rating: Some(rating), .. } => t.count("overview-did-verify", rating.0.into()),
            Change::Verified { rating: None, .. } => t.say("overview-did-unverify"),
            Change::ProposalAnswered { low, high, decision, .. } => {
                let id = match decision {
                    ProposalDecision::Accepted => "overview-did-accept",
                    ProposalDecision::Adjusted => "overview-did-adjust",
                    ProposalDecision::Rejected => "overview-did-reject",
                    ProposalDecision::Reopened => "overview-did-reopen",
                };
                t.fill(id, &[("low", &low.to_string()), ("high", &high.to_string())])
            }
            Change::Corrected { from, to, .. } => {
                t.fill("overview-did-correct", &[("from", &state(t, from)), ("to", &state(t, to))])
            }
            Change::TargetSet { rating: Some(rating), .. } => t.count("overview-did-target", rating.0.into()),
            Change::TargetSet { rating: None, .. } => t.say("overview-did-untarget"),
            _ => return None,
        })
    }
}
