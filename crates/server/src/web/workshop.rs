//! Workshops: an item on the wall, votes from phones, and what was decided.

pub(crate) mod lead;
pub(crate) mod start;
pub(crate) mod vote;

use osmm_maturity::model::{Item, Model};

use crate::texts::Texts;
use crate::workshop::Workshop;

/// A rating that can be voted for, with how many did once that is shown.
pub(crate) struct Choice {
    /// The rating, or `dont-know`.
    pub value: String,
    pub name: String,
    pub text: String,
    pub votes: Option<usize>,
}

/// What can be voted for on an item.
pub(crate) fn choices(t: &Texts, model: &Model, item: &Item, of: &Workshop) -> Vec<Choice> {
    let counts = of.counts();
    let votes = |vote| counts.as_ref().map(|c| c.get(&vote).copied().unwrap_or_default());
    let rating = |step: &osmm_maturity::rating::ScaleStep| Choice {
        value: step.value.to_string(),
        name: step.name.clone(),
        text: item.anchors.get(&step.value).cloned().unwrap_or_else(|| step.meaning.clone()),
        votes: votes(Some(step.value.0)),
    };
    let unknown = Choice {
        value: DONT_KNOW.to_owned(),
        name: t.say("answer-dont-know"),
        text: String::new(),
        votes: votes(None),
    };
    model.scale.0.iter().map(rating).chain([unknown]).collect()
}

pub(crate) const DONT_KNOW: &str = "dont-know";
