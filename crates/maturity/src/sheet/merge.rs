//! What becomes of an edited sheet: a three-way merge of what was exported, what came back, and what the record says now.
//!
//! A line has two parts. The *note* is one. The other is *what was said*: answer, reason for overriding, function and day
//! belong to each other, for a rating must not get the name or the day of somebody who said another one. A part that
//! changed on one side only is taken from that side, so a note written in the sheet and an answer given meanwhile are
//! both kept. When a part changed on both sides to different things, the whole line is a conflict for a person to
//! decide and nothing of it is taken. Only where both say the same on different days, the later day is taken.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Given, LineKey, Lines};

/// What becomes of an edited sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// Lines to write, each as it is to be; each differs from what the record says now.
    pub take: Vec<(LineKey, Given)>,
    /// Lines of which nothing is taken until a person decides.
    pub conflicts: Vec<Conflict>,
    /// Lines of the sheet that were not edited.
    pub unchanged: usize,
    /// Edited lines that the record already has like that.
    pub already: usize,
}

/// A line that was changed in the sheet and, differently, in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Which line.
    pub key: LineKey,
    /// As it was exported.
    pub base: Given,
    /// As it came back.
    pub edited: Given,
    /// As it is now.
    pub now: Given,
}

/// Merges an edited sheet into the record. A line that is missing in `edited` was not edited (rows get lost in
/// spreadsheets); one that is missing in `base` or `now` says nothing there. Lines come out in the order of their keys.
#[must_use]
pub fn merge(base: &Lines, edited: &Lines, now: &Lines) -> Merge {
    let nothing = Given::nothing();
    let mut merge = Merge::default();
    for (key, edited) in edited {
        let base = base.get(key).unwrap_or(&nothing);
        let now = now.get(key).unwrap_or(&nothing);
        if edited == base {
            merge.unchanged += 1;
            continue;
        }
        match line(base, edited, now) {
            Some(merged) if merged == *now => merge.already += 1,
            Some(merged) => merge.take.push((key.clone(), merged)),
            None => merge.conflicts.push(Conflict {
                key: key.clone(),
                base: base.clone(),
                edited: edited.clone(),
                now: now.clone(),
            }),
        }
    }
    merge
}

/// The merged line; nothing when it is a conflict.
fn line(base: &Given, edited: &Given, now: &Given) -> Option<Given> {
    let note = one_sided(&base.note, &edited.note, &now.note)?.clone();
    let [base_said, edited_said, now_said] = [base, edited, now].map(said);
    let said = match one_sided(&base_said, &edited_said, &now_said) {
        Some(said) => said.clone(),
        None if Given { on: None, ..edited_said.clone() } == Given { on: None, ..now_said.clone() } => {
            Given { on: edited.on.max(now.on), ..now_said.clone() }
        }
        None => return None,
    };
    Some(Given { note, ..said })
}

/// A line without its note.
fn said(line: &Given) -> Given {
    Given { note: None, ..line.clone() }
}

/// The value of the side that changed it, or that both agree on.
fn one_sided<'v, T: PartialEq>(base: &'v T, edited: &'v T, now: &'v T) -> Option<&'v T> {
    if edited == base || edited == now {
        Some(now)
    } else if now == base {
        Some(edited)
    } else {
        None
    }
}
