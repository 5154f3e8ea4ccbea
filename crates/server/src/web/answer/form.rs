//! The form of one answer: what it sends, what that means, and what stands in it.

use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::Given;
use serde::Deserialize;

use super::At;
use crate::live::Live;
use crate::texts::Texts;

/// Characters that a text of an answer may have.
const LONGEST: usize = 4_000;

/// What is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    /// A rating or one of the words below.
    pub answer: String,
    pub ask: String,
    pub reason: String,
    pub note: String,
    pub overrides: String,
    pub function: String,
    pub on: String,
    /// Number of the event that the form was made from; 0 where the person had said nothing.
    pub based_on: u64,
    /// `next` to go on; else the form stays.
    pub go: String,
}

pub(crate) const DONT_KNOW: &str = "dont-know";
pub(crate) const DECLINED: &str = "declined";
pub(crate) const NOT_APPLICABLE: &str = "na";
const UNANSWERED: &str = "unanswered";

/// A field that has to be corrected, and the message that says why.
pub(crate) type Fault = (&'static str, &'static str);

impl Sent {
    /// What a person said, as the form shows it.
    pub(crate) fn of(live: &Live, given: &Given, based_on: u64) -> Self {
        let (mut ask, mut reason) = (String::new(), String::new());
        let answer = match &given.answer {
            Answer::Rated { rating } => rating.to_string(),
            Answer::Unanswered => String::new(),
            Answer::DontKnow { ask: who } => {
                ask = who.as_deref().map(|w| called(live, w)).unwrap_or_default();
                DONT_KNOW.to_owned()
            }
            Answer::Declined => DECLINED.to_owned(),
            Answer::NotApplicable { reason: why } => {
                reason.clone_from(why);
                NOT_APPLICABLE.to_owned()
            }
        };
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        Self {
            answer,
            ask,
            reason,
            note: text(&given.note),
            overrides: text(&given.overrides),
            function: text(&given.function),
            on: given.on.map(|d| d.to_string()).unwrap_or_default(),
            based_on,
            go: String::new(),
        }
    }

    /// What it says, and the person who is named as one who would know.
    pub(crate) fn given(&self, live: &Live, model: &Model) -> Result<(Given, Option<PersonId>), Fault> {
        let texts = [&self.ask, &self.reason, &self.note, &self.overrides, &self.function];
        if texts.iter().any(|t| t.chars().count() > LONGEST || t.contains('\0')) {
            return Err(("note", "answer-fault-long"));
        }
        let text = |t: &str| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
        let person = text(&self.ask).and_then(|who| known(live, &who));
        let answer = match self.answer.as_str() {
            DONT_KNOW => Answer::DontKnow { ask: person.clone().map(|p| p.0).or_else(|| text(&self.ask)) },
            DECLINED => Answer::Declined,
            NOT_APPLICABLE => {
                Answer::NotApplicable { reason: text(&self.reason).ok_or(("reason", "answer-fault-reason"))? }
            }
            UNANSWERED => Answer::Unanswered,
            rating => {
                let rating = rating.parse().map(Rating).ok().filter(|r| model.scale.contains(*r));
                Answer::Rated { rating: rating.ok_or(("answer", "answer-fault-answer"))? }
            }
        };
        let on = text(&self.on).map(|d| d.parse::<Date>()).transpose().map_err(|_| ("on", "answer-fault-day"))?;
        let given = Given {
            answer,
            note: text(&self.note),
            function: text(&self.function),
            on,
            overrides: text(&self.overrides),
        };
        let asked = person.filter(|_| matches!(given.answer, Answer::DontKnow { .. }));
        Ok((given, asked))
    }
}

/// The event that a person's answer stands on; 0 where nothing was said.
pub(crate) fn stands_on(cycle: &Cycle, at: &At, item: &ItemId, person: &PersonId) -> u64 {
    cycle.spot(&at.unit, item).and_then(|s| s.said.get(person)).map_or(0, |s| s.trace.seq)
}

/// A person by handle or name.
fn known(live: &Live, who: &str) -> Option<PersonId> {
    let named = || {
        let mut named = live.people.iter().filter(|p| p.data.as_ref().is_some_and(|d| d.name == who));
        // Two people of one name are nobody in particular.
        named.next().filter(|_| named.next().is_none()).map(|p| p.person.clone())
    };
    live.person(who).cloned().or_else(named)
}

/// What readers call who would know: a person's name, or the role as it was written.
pub(crate) fn called(live: &Live, who: &str) -> String {
    live.name(&PersonId(who.to_owned()))
}

/// An answer in words.
pub(crate) fn words(t: &Texts, live: &Live, model: &Model, answer: &Answer) -> String {
    match answer {
        Answer::Rated { rating } => format!("{rating} – {}", model.scale.name(*rating)),
        Answer::Unanswered => t.say("answer-state-unanswered"),
        Answer::DontKnow { ask: None } => t.say("answer-state-dont-know"),
        Answer::DontKnow { ask: Some(who) } => t.fill("answer-state-dont-know-ask", &[("who", &called(live, who))]),
        Answer::Declined => t.say("answer-state-declined"),
        Answer::NotApplicable { reason } => t.fill("answer-state-na", &[("reason", reason)]),
    }
}

/// Where a browser keeps what could not be sent: apart for each person, so that nobody sends what somebody else wrote.
pub(crate) fn queue(at: &At, person: &PersonId) -> String {
    queue_in(&at.id, person)
}

/// The same for pages of an assessment that are about no unit in particular.
pub(crate) fn queue_in(assessment: &AssessmentId, person: &PersonId) -> String {
    format!("osmm/{assessment}/{person}")
}
