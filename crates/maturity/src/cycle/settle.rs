//! What holds for one item in one unit, from what its respondents said.
//!
//! A moderator's decision holds over everything. Else: with several respondents nothing holds, and nobody sees the
//! others' answers, until each has locked. Then equal answers hold; ratings one apart settle by rule, the lower one unless
//! evidence supports the higher; ratings further apart, and a rating against "not applicable", wait for a decision. Who
//! does not know, or declines, does not disagree with who rates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cycle, Said, Spot};
use crate::event::PersonId;
use crate::model::{ItemId, Model};
use crate::rating::Rating;
use crate::response::Answer;
use crate::unit::UnitId;

/// How an answer came to hold, or why none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "how", deny_unknown_fields)]
pub enum How {
    /// Nobody said anything.
    Nobody,
    /// Taken over from the assessment before, not asked again.
    Carried,
    /// One respondent said so.
    Single {
        /// Who.
        respondent: PersonId,
    },
    /// All respondents who know said the same.
    Agreed,
    /// Ratings one apart, settled by the rule.
    Rule {
        /// The lower rating.
        low: Rating,
        /// The higher rating.
        high: Rating,
    },
    /// A moderator decided.
    Decided {
        /// Who.
        by: PersonId,
        /// Number of the event, which has the reason.
        event: u64,
    },
    /// Not all respondents have locked.
    Waiting {
        /// How many have.
        locked: u32,
        /// How many are to.
        of: u32,
    },
    /// Respondents are too far apart: a moderator has to decide.
    Open {
        /// How far, in steps of the scale; its top for a rating against "not applicable".
        distance: u8,
    },
}

/// The answer that holds, and how it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The answer; unanswered while respondents wait or differ.
    pub answer: Answer,
    /// How it came to hold.
    pub how: How,
}

impl Cycle {
    /// What holds for an item that the unit answers itself. `supports` says whether evidence in force supports a rating.
    #[must_use]
    pub fn settle(&self, model: &Model, unit: &UnitId, item: &ItemId, supports: impl Fn(Rating) -> bool) -> Settled {
        let nothing = Spot::default();
        let spot = self.spot(unit, item).unwrap_or(&nothing);
        if let Some(decision) = &spot.decision {
            let how = How::Decided { by: decision.trace.by.clone(), event: decision.trace.seq };
            return Settled { answer: decision.answer.clone(), how };
        }
        if spot.said.is_empty() {
            return match &spot.carried {
                Some((answer, _)) => Settled { answer: answer.clone(), how: How::Carried },
                None => Settled { answer: Answer::Unanswered, how: How::Nobody },
            };
        }
        let raters = self.raters(model, unit, item);
        let said: Vec<(&PersonId, &Said)> = spot.said.iter().collect();
        if let ([(respondent, said)], 1) = (said.as_slice(), raters.len()) {
            let how = How::Single { respondent: (*respondent).clone() };
            return Settled { answer: said.answer.clone(), how };
        }
        let locked = said.iter().filter(|(_, s)| s.locked).count();
        if locked < raters.len() {
            let how = How::Waiting { locked: count(locked), of: count(raters.len()) };
            return Settled { answer: Answer::Unanswered, how };
        }
        among(said.iter().map(|(_, s)| &s.answer), model.scale.top(), supports)
    }

    /// Whether a reader may see what a respondent said: the own answer, or once all have locked, or when it is the only
    /// one that counts.
    #[must_use]
    pub fn visible(&self, model: &Model, unit: &UnitId, item: &ItemId, respondent: &PersonId, to: &PersonId) -> bool {
        let raters = self.raters(model, unit, item);
        let locked = |p: &PersonId| self.spot(unit, item).and_then(|s| s.said.get(p)).is_some_and(|s| s.locked);
        respondent == to || raters.len() <= 1 || raters.into_iter().all(locked)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What holds among locked answers.
fn among<'a>(
    answers: impl Iterator<Item = &'a Answer> + Clone,
    top: Rating,
    supports: impl Fn(Rating) -> bool,
) -> Settled {
    let ratings: Vec<Rating> = answers.clone().filter_map(Answer::rating).collect();
    let applies_not = answers.clone().find(|a| !a.applicable());
    let (Some(low), Some(high)) = (ratings.iter().min().copied(), ratings.iter().max().copied()) else {
        // Nobody rated: not applicable says most, then who would know, then that somebody would not say.
        let asks = answers.clone().find(|a| matches!(a, Answer::DontKnow { .. }));
        let answer = applies_not.or(asks).or_else(|| answers.clone().find(|a| **a == Answer::Declined));
        return Settled { answer: answer.cloned().unwrap_or(Answer::Unanswered), how: How::Agreed };
    };
    let distance = if applies_not.is_some() { top.0.max(2) } else { low.distance(high) };
    match distance {
        0 => Settled { answer: Answer::Rated { rating: low }, how: How::Agreed },
        1 => {
            let rating = if supports(high) { high } else { low };
            Settled { answer: Answer::Rated { rating }, how: How::Rule { low, high } }
        }
        _ => Settled { answer: Answer::Unanswered, how: How::Open { distance } },
    }
}
