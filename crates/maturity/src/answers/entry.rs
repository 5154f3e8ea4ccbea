//! One answer: words and numbers to a [`Response`], shared by YAML and CSV.

use crate::fault::{Place, nearest};
use crate::model::yaml::Faults;
use crate::model::{ItemId, Model};
use crate::rating::Rating;
use crate::response::{Answer, Response};

/// The item of that name, or a fault with the nearest one.
pub(super) fn item(name: &str, place: Place, model: &Model, faults: &mut Faults) -> Option<ItemId> {
    let id = ItemId(name.trim().to_owned());
    if model.item(&id).is_some() {
        return Some(id);
    }
    let hint = nearest(name.trim(), model.items().map(|(_, i)| i.id.0.as_str()));
    faults.add(place, format!("{} has no item `{}`; its answer is not taken", model.id, name.trim()), hint);
    None
}

/// A rating on the model's scale.
pub(super) fn rating(text: &str, place: Place, model: &Model, faults: &mut Faults) -> Option<Rating> {
    let rating = text.trim().parse::<u8>().ok().map(Rating).filter(|r| model.scale.contains(*r));
    if rating.is_none() {
        let (top, text) = (model.scale.top(), text.trim());
        faults.add(
            place,
            format!("`{text}` is not a rating on the scale from 0 to {top}; the answer is not taken"),
            None,
        );
    }
    rating
}

/// An answer written as one word or number; `reason` and `ask` come from beside it.
pub(super) fn answer(
    text: &str,
    place: Place,
    beside: Beside<'_>,
    model: &Model,
    faults: &mut Faults,
) -> Option<Answer> {
    let word: String = text.trim().to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match word.as_str() {
        "" if text.trim().is_empty() => Some(Answer::Unanswered),
        "unanswered" => Some(Answer::Unanswered),
        "dontknow" | "dk" => Some(Answer::DontKnow { ask: beside.ask.map(str::to_owned) }),
        "declined" => Some(Answer::Declined),
        "na" | "notapplicable" => match beside.reason {
            Some(reason) => Some(Answer::NotApplicable { reason: reason.to_owned() }),
            None => {
                let hint = "say why, for example `not_applicable: we ship no software`".to_owned();
                faults.add(place, "not applicable needs a reason; the answer is not taken", Some(hint));
                None
            }
        },
        _ if word.parse::<u64>().is_ok() => rating(text, place, model, faults).map(|rating| Answer::Rated { rating }),
        _ => {
            let hint = "a rating, `don't know`, `declined`, or not applicable with a reason".to_owned();
            faults.add(place, format!("`{}` is not an answer; it is not taken", text.trim()), Some(hint));
            None
        }
    }
}

/// A reviewer confirms a rating that somebody gave: without one, what was confirmed is reported and not taken.
pub(super) fn verified_needs_a_rating(response: &mut Response, place: Place, faults: &mut Faults) {
    if response.answer.rating().is_none() && response.verified.take().is_some() {
        let message = format!("`{}` is verified but not rated; the verified rating is not taken", response.item);
        faults.add(place, message, Some("add the rating that was reviewed".to_owned()));
    }
}

/// What may stand beside an answer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside<'a> {
    pub reason: Option<&'a str>,
    pub ask: Option<&'a str>,
}
