//! Answers that people wrote in a file, YAML or CSV. One bad entry never costs another: it is reported with its place
//! and left unanswered, the rest is taken.

mod csv;
mod entry;
mod template;
mod yaml;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use template::{csv as csv_template, yaml as yaml_template};

use crate::evidence::Evidence;
use crate::fault::{Fault, Place};
use crate::model::{ItemId, Model};
use crate::response::{Answer, Response};
use crate::written;

/// Version tag of the answers format.
pub const FORMAT: &str = "osmm-answers/1";

/// What an answers file said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    /// Name of what was assessed.
    pub scope: Option<String>,
    /// The day for which the answers hold.
    pub as_of: Option<Date>,
    /// One response per answered item, in the order of the file.
    pub responses: Vec<Response>,
    /// Evidence given with the answers.
    pub evidence: Vec<Evidence>,
    /// What could not be taken over.
    pub faults: Vec<Fault>,
}

impl Answers {
    /// Adds what another file said. An item that both answer differently counts as unanswered and is reported.
    pub fn merge(&mut self, file: &str, other: Self) {
        self.scope = self.scope.take().or(other.scope);
        self.as_of = self.as_of.or(other.as_of);
        self.faults.extend(other.faults);
        for response in other.responses {
            let Some(i) = self.responses.iter().position(|r| r.item == response.item) else {
                self.responses.push(response);
                continue;
            };
            if self.responses[i] != response {
                self.responses.remove(i);
                let message =
                    format!("`{}` is answered differently in an earlier file; neither is taken", response.item);
                let (message, hint) = (message.into(), Some("keep one of them".into()));
                self.faults.push(Fault { file: file.to_owned(), place: Place::default(), message, hint });
            }
        }
        self.evidence.extend(other.evidence);
    }
}

/// One answer as written.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    place: Place,
    response: Response,
    evidence: Vec<Evidence>,
}

/// Reads an answers file: CSV when its name ends in `.csv` or `.tsv`, else YAML.
#[must_use]
pub fn read(file: &str, bytes: &[u8], model: &Model) -> Answers {
    let text = match written::text(file, bytes, "no answer was taken from this file") {
        Ok(text) => text,
        Err(fault) => return Answers { faults: vec![fault], ..Answers::default() },
    };
    let is_csv = written::is_table(file);
    let (mut answers, entries) = if is_csv { csv::read(file, text, model) } else { yaml::read(file, text, model) };
    take(file, entries, &mut answers);
    answers.faults.sort();
    answers
}

/// Reads one answer as people write it: a rating, `don't know`, `declined`, `not applicable` with a reason, `unanswered`.
///
/// # Errors
/// What is wrong with it, with the way out.
pub fn parse(text: &str, reason: Option<&str>, ask: Option<&str>, model: &Model) -> Result<Answer, Fault> {
    let mut faults = crate::model::yaml::Faults::new("");
    let beside = entry::Beside { reason, ask };
    let answer = entry::answer(text, Place::default(), beside, model, &mut faults);
    answer.ok_or_else(|| {
        faults.list.into_iter().next().unwrap_or_else(|| Fault {
            file: String::new(),
            place: Place::default(),
            message: format!("`{text}` is not an answer").into(),
            hint: None,
        })
    })
}

/// Takes over entries; an item that is answered twice in different ways counts as unanswered.
fn take(file: &str, entries: Vec<Entry>, answers: &mut Answers) {
    let mut by_item: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        by_item.entry(entry.response.item.clone()).or_default().push(i);
    }
    for (i, entry) in entries.iter().enumerate() {
        let same = by_item.get(&entry.response.item).map(Vec::as_slice).unwrap_or_default();
        let first = &entries[same.first().copied().unwrap_or(i)];
        let agree = same.iter().all(|j| entries[*j].response == first.response);
        if same.first() == Some(&i) {
            if agree {
                answers.responses.push(entry.response.clone());
                answers.evidence.extend(entry.evidence.iter().cloned());
            }
            continue;
        }
        let outcome = if agree { "they agree, so the first is taken" } else { "they differ, so neither is taken" };
        answers.faults.push(Fault {
            file: file.to_owned(),
            place: entry.place,
            message: format!(
                "`{}` is answered twice, first in line {}: {outcome}",
                entry.response.item, first.place.line
            )
            .into(),
            hint: Some("keep one of them".into()),
        });
    }
}
