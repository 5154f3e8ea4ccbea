//! Self-certification checklists of OpenChain, ISO/IEC 5230 and 18974, filled in.

use jiff::civil::Date;
use osmm_maturity::observation::Document as Filled;

use super::document::{Document, Form, Refusal, day_of, is_box};
use super::{Format, Read};
use crate::finding::Finding;

pub(super) const FORMAT: Format = Format {
    id: "openchain-checklist",
    name: "OpenChain self-certification checklist (Markdown)",
    title: "OpenChain checklist",
    question: "Is a self-certification checklist of OpenChain filled in?",
    looks_at: "The boxes of the checklists for ISO/IEC 5230:2020 and ISO/IEC 18974:2023 in any language: `questions`, those \
               `affirmed` (ticked) and their `share`; the standard is under `started` with one ticked box, and under `complete` \
               with all of them, where none of the checklist is missing. It is the organisation's own word and no certificate. \
               The day is that of a line `Date: 2026-11-20`; the date of the checklist's own edition is none.",
    remedy: "Fill in the checklist of the OpenChain project (replace `[ ]` by `[x]`), add a line `Date:` with the day, and hand it in with `--import`.",
    since: "0.1.0",
    names_people: false,
    is,
    read,
};

/// The standards: the number that names one, the standard, and the boxes of its checklist.
const STANDARDS: [(&str, &str, usize); 2] =
    [("5230", "ISO/IEC 5230:2020", FIVE), ("18974", "ISO/IEC 18974:2023", EIGHTEEN)];

const FIVE: usize = 34;
const EIGHTEEN: usize = 35;

fn is(document: &Document) -> bool {
    match document.form() {
        Form::Prose => standard(text(document)).is_some(),
        _ => is_questionnaire(document),
    }
}

/// Whether it is the questionnaire of the former web application, which holds questions and no answers.
fn is_questionnaire(document: &Document) -> bool {
    let root = document.root();
    root.get("specVersion").is_some() && root.get("sections").is_some() && root.get("questionsText").is_some()
}

fn text(document: &Document) -> &str {
    document.value().as_str().unwrap_or_default()
}

/// The standard that the first heading with a number of one names.
fn standard(text: &str) -> Option<(&'static str, usize)> {
    let headings = || text.lines().filter(|line| line.trim_start().starts_with('#'));
    headings().find_map(|line| {
        let named = STANDARDS.iter().find(|(number, ..)| line.contains(number));
        named.map(|(_, standard, boxes)| (*standard, *boxes))
    })
}

fn read(document: &Document) -> Result<Read, Refusal> {
    let text = text(document);
    let Some((standard, expected)) = standard(text) else {
        return Err(Refusal::new("it holds questions and no answers")
            .hint("hand in the checklist of the OpenChain project in Markdown, filled in"));
    };
    let boxes: Vec<&str> = text.lines().filter(|line| is_box(line)).collect();
    let affirmed = boxes.iter().filter(|line| !line.contains("[ ]")).count();
    let mut oddities = Vec::new();
    if boxes.len() < expected {
        oddities
            .push(format!("it has {} boxes, and the checklist {expected}; it is not taken as complete", boxes.len()));
    }
    let made_on = text.lines().find_map(day);
    if made_on.is_none() {
        oddities.push("no line `Date:` says when it was filled in".to_owned());
    }
    let first = text.lines().position(is_box).map_or(0, |at| at + 1);
    Ok(Read {
        finding: finding(standard, boxes.len(), affirmed, boxes.len() >= expected, made_on),
        places: vec![format!("line {first}")],
        repository: None,
        tool: None,
        made_on,
        oddities,
    })
}

/// The day of a line `Date: 2026-11-20`, however it is emphasised.
fn day(line: &str) -> Option<Date> {
    let plain: String = line.chars().filter(|c| !matches!(c, '*' | '_' | '#' | '>')).collect();
    let (word, day) = plain.split_once(':')?;
    word.trim().eq_ignore_ascii_case("date").then(|| day_of(day.trim()))?
}

/// One that is filled in and whole covers every clause, and is a document; a part of one is none.
fn finding(standard: &str, questions: usize, affirmed: usize, whole: bool, made_on: Option<Date>) -> Finding {
    let summary = format!("checklist for {standard}: {affirmed} of {questions} affirmed");
    let finding = match affirmed {
        0 => Finding::not_seen(summary),
        _ if whole => Finding::seen(summary).document(Filled { reviewed_on: made_on, ..Filled::default() }),
        _ => Finding::seen(summary),
    };
    #[expect(clippy::cast_precision_loss, reason = "lines of a text")]
    let share = (affirmed as f64 / questions.max(1) as f64 * 1000.0).round() / 1000.0;
    finding
        .count("questions", questions)
        .count("affirmed", affirmed)
        .number("share", share)
        .list("started", (affirmed > 0).then_some(standard))
        .list("complete", (affirmed == questions && whole).then_some(standard))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Measure;

    use super::*;
    use crate::Limits;

    /// So many boxes, so many of them ticked.
    fn checklist(boxes: usize, ticked: usize) -> String {
        let line = |at| if at < ticked { "- [x] We do.\n\n" } else { "- [ ] We do.\n\n" };
        let boxes: String = (0..boxes).map(line).collect();
        format!("# OpenChain ISO/IEC 5230 checklist\n\n2025-08-18\n\n**Date:** 2026-11-20\n\n## Section 1\n\n{boxes}")
    }

    fn taken(text: &str) -> Result<Read, Refusal> {
        let document = Document::read(text.as_bytes(), &Limits::default()).unwrap();
        assert!(is(&document));
        read(&document)
    }

    #[test]
    fn ticked_boxes_are_counted() {
        let read = taken(&checklist(FIVE, 7)).unwrap();
        assert_eq!(read.finding.summary, format!("checklist for ISO/IEC 5230:2020: 7 of {FIVE} affirmed"));
        assert_eq!(read.finding.measures.get("complete"), None);
        assert_eq!(read.made_on, day_of("2026-11-20"));
        let read = taken(&checklist(FIVE, FIVE)).unwrap();
        assert_eq!(read.finding.measures["complete"], Measure::List(vec!["ISO/IEC 5230:2020".to_owned()]));
        assert_eq!(read.oddities, Vec::<String>::new());
        assert_eq!(taken(&checklist(FIVE, 0)).unwrap().finding.verdict.words(), "not seen");
    }

    #[test]
    fn a_part_of_a_checklist_is_never_complete_and_a_missing_day_is_said() {
        let read = taken(&checklist(3, 3).replace("Date", "Edition")).unwrap();
        assert_eq!(read.finding.measures.get("complete"), None);
        assert_eq!((read.made_on, read.oddities.len()), (None, 2));
    }

    #[test]
    fn questions_without_answers_are_refused() {
        let text = r#"{"specVersion": "2.0.0", "questionsText": "Questions", "sections": []}"#;
        let refusal = taken(text).err().unwrap();
        assert_eq!(refusal.message, "it holds questions and no answers");
    }
}
