//! Answers in the words of a sheet, and back from what people made of them.

use osmm_maturity::model::Model;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::words;

use super::columns::fold;
use super::row::{Trouble, Value};

const DONT_KNOW: &str = "don't know";
const DECLINED: &str = "declined";
const NOT_APPLICABLE: &str = "not applicable";

/// What can be chosen, in the order of the list.
pub(crate) fn choices(model: &Model) -> Vec<String> {
    let ratings = model.scale.0.iter().map(|s| rating(s.value, model));
    ratings.chain([DONT_KNOW, DECLINED, NOT_APPLICABLE].map(str::to_owned)).collect()
}

/// An answer as the list has it; empty for none.
pub(crate) fn say(answer: &Answer, model: &Model) -> String {
    match answer {
        Answer::Rated { rating: value } => rating(*value, model),
        Answer::Unanswered => String::new(),
        Answer::DontKnow { .. } => DONT_KNOW.to_owned(),
        Answer::Declined => DECLINED.to_owned(),
        Answer::NotApplicable { .. } => NOT_APPLICABLE.to_owned(),
    }
}

/// What stands beside the answer: why it does not apply, or who would know.
pub(crate) fn reason(answer: &Answer) -> Option<&str> {
    match answer {
        Answer::DontKnow { ask } => ask.as_deref(),
        Answer::NotApplicable { reason } => Some(reason),
        _ => None,
    }
}

fn rating(value: Rating, model: &Model) -> String {
    match model.scale.name(value) {
        "" => value.to_string(),
        name => format!("{value} - {name}"),
    }
}

/// The answer that a cell holds, with the reason beside it. What it may be: a choice of the list, a number in any form,
/// the name of a rating.
pub(crate) fn hear(value: &Value, reason: Option<String>, model: &Model) -> Result<Answer, Trouble> {
    let text = match value {
        Value::Blank => return Ok(Answer::Unanswered),
        Value::Number(number) => return rated(*number, model),
        Value::Day(day) => return Err(no_answer(&day.to_string(), model)),
        Value::Wrong(trouble) => return Err(trouble.clone()),
        Value::Text(text) => text.trim(),
    };
    match fold(text).as_str() {
        "" if text.is_empty() => Ok(Answer::Unanswered),
        "unanswered" => Ok(Answer::Unanswered),
        "dontknow" | "dk" => Ok(Answer::DontKnow { ask: reason }),
        "declined" => Ok(Answer::Declined),
        "na" | "notapplicable" => match reason {
            Some(reason) => Ok(Answer::NotApplicable { reason }),
            None => Err(Trouble::new(words!("reason-missing", "not applicable needs a reason"))
                .hint(words!("reason-where", "say why in the column of reasons"))),
        },
        folded => in_words(text, folded, model),
    }
}

fn rated(number: f64, model: &Model) -> Result<Answer, Trouble> {
    let found = model.scale.0.iter().find(|s| s.value.value() == number);
    found.map(|s| Answer::Rated { rating: s.value }).ok_or_else(|| off_scale(&number.to_string(), model))
}

/// `3`, `3,0`, `3 - defined`, `defined`; but not `3 - optimising`, which says two things.
fn in_words(text: &str, folded: &str, model: &Model) -> Result<Answer, Trouble> {
    if let Ok(number) = text.replace(',', ".").parse::<f64>() {
        return rated(number, model);
    }
    let mut named = model.scale.0.iter().filter(|s| fold(&s.name) == folded || fold(&rating(s.value, model)) == folded);
    match (named.next(), named.next()) {
        (Some(step), None) => Ok(Answer::Rated { rating: step.value }),
        _ => Err(no_answer(text, model)),
    }
}

fn off_scale(text: &str, model: &Model) -> Trouble {
    let top = model.scale.top();
    Trouble::new(words!("off-scale", "`{text}` is not on the scale from 0 to {top}", text = text, top = top))
}

fn no_answer(text: &str, model: &Model) -> Trouble {
    let hint = words!(
        "answer-hint",
        "a rating from 0 to {top}, don't know, declined or not applicable",
        top = model.scale.top()
    );
    Trouble::new(words!("no-answer", "`{text}` is not an answer", text = short(text))).hint(hint)
}

/// A text for a message: its beginning, on one line.
pub(crate) fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    if text.chars().nth(60).is_some() { format!("{line}...") } else { line }
}
