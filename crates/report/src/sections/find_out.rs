//! What is not known: apart from gaps, because an empty answer is not a low one.

use std::collections::BTreeMap;

use osmm_maturity::model::ItemId;
use osmm_maturity::response::Answer;

use crate::reading::Reading;
use crate::text::{Head, NAME, capital, number, short};

/// The section.
#[derive(Debug)]
pub(crate) struct FindOut {
    /// The question it answers.
    pub(crate) heading: String,
    /// "Don't know", by whom to ask; those without a name last.
    pub(crate) ask: Vec<Ask>,
    /// Unanswered, by activity.
    pub(crate) unanswered: Vec<Group>,
    /// Declined.
    pub(crate) declined: Vec<Entry>,
}

/// Items to ask one role about.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) whom: String,
    pub(crate) items: Vec<Entry>,
}

/// Unanswered items of one activity.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) level: String,
    pub(crate) activity: String,
    pub(crate) count: usize,
    pub(crate) items: Head,
    /// How many of them have a proposal.
    pub(crate) proposed: usize,
}

/// One item.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) item: String,
    pub(crate) activity: String,
    pub(crate) question: String,
}

impl FindOut {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let counts = reading.of.results.counts();
        let open = (counts.applicable() - counts.rated) as usize;
        let heading = match open {
            0 => format!("Nothing is left to find out: every {} has an answer", reading.item_noun(1)),
            n => format!("What is left to find out? {} {}", capital(&number(n)), reading.item_noun(n)),
        };
        Self { heading, ask: asks(reading), unanswered: unanswered(reading), declined: declined(reading) }
    }
}

/// The state of an answer in words, with whom to ask.
pub(crate) fn state(answer: &Answer) -> String {
    match answer {
        Answer::DontKnow { ask: Some(ask) } => format!("Don't know, ask {}:", short(ask, NAME)),
        other => format!("{}:", capital(other.words())),
    }
}

fn entry(reading: &Reading<'_>, item: &ItemId) -> Entry {
    Entry { item: reading.item_title(item), activity: reading.activity_of(item), question: reading.question(item) }
}

fn asks(reading: &Reading<'_>) -> Vec<Ask> {
    let mut by: BTreeMap<(bool, &str), Vec<Entry>> = BTreeMap::new();
    for response in &reading.of.responses {
        if let Answer::DontKnow { ask } = &response.answer {
            let whom = ask.as_deref().unwrap_or_default().trim();
            by.entry((whom.is_empty(), whom)).or_default().push(entry(reading, &response.item));
        }
    }
    let name =
        |whom: &str| if whom.is_empty() { "Nobody named yet".to_owned() } else { format!("Ask {}", short(whom, NAME)) };
    by.into_iter().map(|((_, whom), items)| Ask { whom: name(whom), items }).collect()
}

fn unanswered(reading: &Reading<'_>) -> Vec<Group> {
    let open = |item: &ItemId| matches!(reading.answer(item), Answer::Unanswered);
    let group = |activity: &osmm_maturity::model::Activity| {
        let items: Vec<&ItemId> = activity.items.iter().map(|i| &i.id).filter(|i| open(i)).collect();
        let titles: Vec<String> = items.iter().map(|i| reading.item_title(i)).collect();
        (!items.is_empty()).then(|| Group {
            level: reading.level_label(activity.level),
            activity: reading.activity_title(&activity.id),
            count: items.len(),
            items: Head::of(titles.iter().map(String::as_str), 12),
            proposed: items.iter().filter(|i| reading.proposal(i).is_some()).count(),
        })
    };
    reading.model().activities.iter().filter_map(group).collect()
}

fn declined(reading: &Reading<'_>) -> Vec<Entry> {
    let declined = reading.of.responses.iter().filter(|r| r.answer == Answer::Declined);
    declined.map(|r| entry(reading, &r.item)).collect()
}
