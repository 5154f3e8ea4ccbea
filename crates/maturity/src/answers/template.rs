//! Empty answers files to fill in, with every question and anchor beside its line.

use std::fmt::Write;

use super::FORMAT;
use super::csv::{READ, SHOWN};
use crate::model::{Item, Model};
use crate::rating::Rating;

/// A commented YAML file with every item left unanswered.
#[must_use]
pub fn yaml(model: &Model) -> String {
    let top = model.scale.top();
    let mut out = format!(
        "# Answers for {} ({} {}).\n\
         #\n\
         # Write the answer behind the colon; what is left empty counts as unanswered, never as 0. Examples:\n\
         #   some.item: 3                  a rating from 0 ({}) to {top} ({})\n\
         #   some.item: don't know         then you can say who would know: {{dont_know: true, ask: legal}}\n\
         #   some.item: declined\n\
         #   some.item: {{not_applicable: we ship no software}}\n\
         #   some.item:\n\
         #     rating: 3\n\
         #     by: platform team           a role or team, not a person\n\
         #     on: 2026-03-31\n\
         #     note: why this rating and no other\n\
         #     target: {top}\n\
         #     verified: 2                 what a reviewer confirmed\n\
         #     evidence:\n\
         #       - {{kind: artefact, title: Policy 1.2, place: https://wiki.example/policy, until: 2027-03-31}}\n\
         # Kinds of evidence: artefact, operation (a record that it was done), measurement, improvement.\n\
         # A rating is right when every part of its text, and of all texts below it, is true.\n\
         \n\
         format: {FORMAT}\n\
         model: {}\n\
         # scope: Example Group\n\
         # as_of: 2026-03-31\n\
         answers:\n",
        model.title,
        model.id,
        model.version,
        model.scale.name(Rating(0)),
        model.scale.name(top),
        model.id,
    );
    for level in &model.levels {
        heading(&mut out, '=', &format!("{} {}: {}", capital(&model.terms.level.one), level.number, level.title));
        for activity in model.activities_of(level.number) {
            heading(&mut out, '-', &activity.title);
            for item in &activity.items {
                yaml_item(&mut out, model, item);
            }
        }
    }
    out
}

fn heading(out: &mut String, rule: char, title: &str) {
    let line = rule.to_string().repeat(4);
    let _ = writeln!(out, "\n  # {line} {title} {line}");
}

fn yaml_item(out: &mut String, model: &Model, item: &Item) {
    let _ = writeln!(out, "\n  # {}: {}", item.title, item.question);
    let _ = writeln!(out, "  #   0  {}", model.scale.name(Rating(0)));
    for (rating, text) in &item.anchors {
        let _ = writeln!(out, "  #   {rating}  {text}");
    }
    let _ = writeln!(out, "  {}:", item.id);
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A CSV file with every item left unanswered.
#[must_use]
pub fn csv(model: &Model) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let header: Vec<&str> = READ.into_iter().chain(SHOWN).collect();
    // Writing to memory does not fail.
    let _ = writer.write_record(&header);
    for (activity, item) in model.items() {
        let anchors: Vec<String> = item.anchors.iter().map(|(r, text)| format!("{r} {text}")).collect();
        let mut row = vec![item.id.0.clone()];
        row.resize(READ.len(), String::new());
        row.extend([activity.level.to_string(), activity.title.clone(), item.title.clone(), item.question.clone()]);
        row.push(anchors.join(" | "));
        let _ = writer.write_record(&row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
