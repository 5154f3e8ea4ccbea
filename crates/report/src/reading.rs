//! An assessment as the sections read it: look-ups, and names as a reader sees them.

use std::collections::HashMap;

use osmm_maturity::assessment::Assessment;
use osmm_maturity::model::{Activity, ActivityId, Item, ItemId, Model};
use osmm_maturity::observation::{AskedSignal, Observation, SignalId, Subject};
use osmm_maturity::proposal::Proposal;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::{Answer, Response};

use crate::text::{NAME, SENTENCE, capital, short};

/// An assessment with what is looked up often.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The assessment itself.
    pub(crate) of: &'a Assessment,
    items: HashMap<&'a ItemId, (&'a Activity, &'a Item)>,
    responses: HashMap<&'a ItemId, &'a Response>,
    proposals: HashMap<&'a ItemId, &'a Proposal>,
    observations: HashMap<(&'a str, &'a SignalId), &'a Observation>,
    subjects: HashMap<&'a str, &'a Subject>,
}

impl<'a> Reading<'a> {
    /// Prepares an assessment for reading.
    #[must_use]
    pub fn new(assessment: &'a Assessment) -> Self {
        let scan = assessment.scan.as_ref();
        Self {
            of: assessment,
            items: assessment.model.items().map(|(a, i)| (&i.id, (a, i))).collect(),
            responses: assessment.responses.iter().map(|r| (&r.item, r)).collect(),
            proposals: assessment.results.proposals.iter().map(|p| (&p.item, p)).collect(),
            observations: scan
                .iter()
                .flat_map(|s| &s.observations)
                .map(|o| ((o.subject.as_str(), &o.signal), o))
                .collect(),
            subjects: scan.iter().flat_map(|s| &s.subjects).map(|s| (s.name.as_str(), s)).collect(),
        }
    }

    pub(crate) fn model(&self) -> &'a Model {
        &self.of.model
    }

    pub(crate) fn response(&self, item: &ItemId) -> Option<&'a Response> {
        self.responses.get(item).copied()
    }

    pub(crate) fn answer(&self, item: &ItemId) -> &'a Answer {
        self.responses.get(item).map_or(&Answer::Unanswered, |r| &r.answer)
    }

    pub(crate) fn proposal(&self, item: &ItemId) -> Option<&'a Proposal> {
        self.proposals.get(item).copied()
    }

    pub(crate) fn observation(&self, subject: &str, signal: &SignalId) -> Option<&'a Observation> {
        self.observations.get(&(subject, signal)).copied()
    }

    pub(crate) fn subject(&self, name: &str) -> Option<&'a Subject> {
        self.subjects.get(name).copied()
    }

    pub(crate) fn signal(&self, signal: &SignalId) -> Option<&'a AskedSignal> {
        self.of.scan.as_ref()?.signals.iter().find(|s| &s.id == signal)
    }

    /// Title of a signal; its id when the file does not tell.
    pub(crate) fn signal_title(&self, signal: &SignalId) -> String {
        short(self.signal(signal).map_or(&signal.0, |s| &s.title), NAME)
    }

    /// Title of an item; its id when the model does not have it.
    pub(crate) fn item_title(&self, item: &ItemId) -> String {
        self.items.get(item).map_or_else(|| short(&item.0, NAME), |(_, i)| short(&i.title, NAME))
    }

    /// Title of the activity that an item belongs to.
    pub(crate) fn activity_of(&self, item: &ItemId) -> String {
        self.items.get(item).map_or_else(String::new, |(a, _)| short(&a.title, NAME))
    }

    /// Number of the level that an item belongs to.
    pub(crate) fn level_of(&self, item: &ItemId) -> Option<u8> {
        self.items.get(item).map(|(a, _)| a.level)
    }

    pub(crate) fn activity_title(&self, activity: &ActivityId) -> String {
        self.model().activity(activity).map_or_else(|| short(&activity.0, NAME), |a| short(&a.title, NAME))
    }

    /// What an item looks like at a rating: the model's anchor text.
    pub(crate) fn anchor(&self, item: &ItemId, rating: Rating) -> Option<String> {
        let (_, item) = self.items.get(item)?;
        item.anchors.get(&rating).map(|a| short(a, SENTENCE))
    }

    pub(crate) fn question(&self, item: &ItemId) -> String {
        self.items.get(item).map_or_else(String::new, |(_, i)| short(&i.question, SENTENCE))
    }

    /// Whether the levels are a ladder.
    pub(crate) fn ladder(&self) -> bool {
        self.model().achievement.is_some()
    }

    /// `Level 2` on a ladder; the title alone where levels are themes without an order.
    pub(crate) fn level_label(&self, number: u8) -> String {
        if self.ladder() {
            format!("{} {number}", capital(&self.model().terms.level.one))
        } else {
            self.level_title(number)
        }
    }

    pub(crate) fn level_title(&self, number: u8) -> String {
        self.model().level(number).map_or_else(|| number.to_string(), |l| short(&l.title, NAME))
    }

    /// `n items`, in the model's own word.
    pub(crate) fn items_word(&self, n: usize) -> String {
        let noun = &self.model().terms.item;
        crate::text::count(n, &noun.one, &noun.many)
    }

    /// The model's word for an item or items.
    pub(crate) fn item_noun(&self, n: usize) -> &'a str {
        let noun = &self.model().terms.item;
        if n == 1 { &noun.one } else { &noun.many }
    }

    /// The model's word for an activity or activities.
    pub(crate) fn activity_noun(&self, n: usize) -> &'a str {
        let noun = &self.model().terms.activity;
        if n == 1 { &noun.one } else { &noun.many }
    }
}
