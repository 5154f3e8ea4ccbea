//! Review: where respondents differ, what a reviewer confirms, and what moved since the assessment before.

pub(crate) mod board;
pub(crate) mod decide;
pub(crate) mod delta;
pub(crate) mod verify;

use std::collections::BTreeMap;

use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::live::Live;
use crate::texts::Texts;
use crate::who::Visit;

/// An answer in a few words.
pub(crate) fn answer_words(t: &Texts, answer: &Answer) -> String {
    match answer {
        Answer::Rated { rating } => rating.to_string(),
        Answer::Unanswered => t.say("answer-unanswered"),
        Answer::DontKnow { ask: Some(ask) } => t.fill("review-dont-know-ask", &[("ask", ask)]),
        Answer::DontKnow { ask: None } => t.say("review-dont-know"),
        Answer::Declined => t.say("review-declined"),
        Answer::NotApplicable { reason } => t.fill("answer-not-applicable-why", &[("reason", reason)]),
    }
}

/// How an answer came to hold.
pub(crate) fn how_words(t: &Texts, live: &Live, how: &How) -> String {
    match how {
        How::Nobody => t.say("how-nobody"),
        How::Carried => t.say("how-carried"),
        How::Single { respondent } => t.fill("how-single", &[("who", &live.name(respondent))]),
        How::Agreed => t.say("how-agreed"),
        How::Rule { low, high } => t.fill("how-rule", &[("low", &low.to_string()), ("high", &high.to_string())]),
        How::Decided { by, .. } => t.fill("how-decided", &[("who", &live.name(by))]),
        How::Waiting { locked, of } => {
            t.fill("how-waiting", &[("locked", &locked.to_string()), ("of", &of.to_string())])
        }
        How::Open { distance } => t.fill("how-open", &[("n", &distance.to_string())]),
    }
}

/// A choice among the answers that a moderator can give.
pub(crate) struct AnswerChoice {
    pub value: String,
    pub label: String,
    /// What the rating says, by the model.
    pub anchor: String,
}

/// The ratings of a model for one item.
pub(crate) fn ratings(model: &Model, item: &ItemId) -> Vec<AnswerChoice> {
    let anchors: BTreeMap<Rating, String> = model.item(item).map(|(_, i)| i.anchors.clone()).unwrap_or_default();
    (0..=model.scale.top().0)
        .map(|n| AnswerChoice {
            value: n.to_string(),
            label: n.to_string(),
            anchor: anchors.get(&Rating(n)).cloned().unwrap_or_default(),
        })
        .collect()
}

/// The answer that a form gives: a rating, or that the item does not apply, with the words for it.
pub(crate) fn given_answer(t: &Texts, given: &Fields) -> Result<Answer, Problem> {
    match given.one("answer") {
        "na" => Ok(Answer::NotApplicable { reason: given.one("why").to_owned() }),
        "unknown" => Ok(Answer::DontKnow { ask: None }),
        text => {
            text.parse().map(|n| Answer::Rated { rating: Rating(n) }).map_err(|_| Problem::Bad(t.say("review-choose")))
        }
    }
}

/// The part of a picture that somebody may see.
pub(crate) fn seen(app: &App, live: &Live, visit: &Visit, picture: &Picture) -> Picture {
    live.state.seen(Some(&visit.person), picture.clone(), app.today())
}
