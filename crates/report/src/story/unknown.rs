//! What is not known: answers that are missing, and what no machine could look at.

use super::position::or_nothing;
use super::{Block, Chapter, Sources, Telling, chapter, table};
use crate::sections::find_out::FindOut;
use crate::text::{NAME, SENTENCE, short};

/// Most rows of what could not be looked at.
const MOST: usize = 50;

/// Empty answers by kind, whom to ask, and what could not be looked at.
pub(super) fn unknown(telling: &Telling<'_>, _: &mut Sources) -> Chapter {
    let reading = &telling.reading;
    let found = FindOut::new(reading);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for ask in &found.ask {
        let row = |item: &crate::sections::find_out::Entry| {
            vec![item.item.clone(), "don't know".to_owned(), ask.whom.clone(), item.question.clone()]
        };
        rows.extend(ask.items.iter().map(row));
    }
    for group in &found.unanswered {
        let names = group.items.shown.join(", ");
        let more = if group.items.more > 0 { format!(" and {} more", group.items.more) } else { String::new() };
        rows.push(vec![format!("{names}{more}"), "unanswered".to_owned(), String::new(), group.activity.clone()]);
    }
    let declined = found.declined.iter();
    rows.extend(declined.map(|d| vec![d.item.clone(), "declined".to_owned(), String::new(), d.activity.clone()]));
    let answers = table("Answers that are missing", &["Item", "State", "Whom to ask", "Question"], &[], rows);
    let mut blocks = vec![or_nothing(answers, "Every item that applies has a rating.")];
    let missed = &reading.of.results.not_looked;
    if !missed.is_empty() {
        let row = |one: &osmm_maturity::assessment::NotLooked| {
            let how = if one.partly { "in part" } else { "not at all" };
            vec![short(&one.subject, NAME), how.to_owned(), short(&one.reason, SENTENCE)]
        };
        let rows = missed.iter().take(MOST).map(row).collect();
        blocks.push(Block::Table(table("What was not looked at", &["Where", "Looked at", "Why"], &[], rows)));
        if missed.len() > MOST {
            blocks.push(Block::Text(format!("{} more are in the file of the assessment.", missed.len() - MOST)));
        }
        blocks.push(Block::Text("What could not be looked at never lowers a rating.".to_owned()));
    }
    chapter("unknown", found.heading, blocks)
}
