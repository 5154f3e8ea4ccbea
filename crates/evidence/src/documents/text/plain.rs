//! Markdown, and text without marks.

use super::{Line, Text, Unit, clean_title, near, number, pair};
use crate::prose;

pub(super) fn read(text: &str) -> Text {
    let raw: Vec<&str> = text.lines().collect();
    let heading = |section: prose::Section<'_>| Line { at: section.line, text: section.heading, continues: false };
    Text {
        title: title(text),
        headings: prose::sections(text).into_iter().map(heading).collect(),
        lines: lines(text),
        pairs: near(&raw).filter_map(|line| pair(line)).collect(),
        words: text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "),
        unit: Unit::Line,
    }
}

/// A line goes on from the one before it, unless it is an entry of a list or a row of a table.
fn lines(text: &str) -> Vec<Line> {
    let raw: Vec<&str> = text.lines().collect();
    let mut before = 0;
    let line = |(at, text): (u32, String)| {
        let written = raw.get(at as usize - 1).map_or("", |line| line.trim_start());
        let behind_number = written.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = behind_number.len() < written.len() && behind_number.starts_with(['.', ')']);
        let starts = numbered || written.starts_with(['-', '*', '+', '|', '>']);
        let continues = before + 1 == at && !starts;
        before = at;
        Line { at, text, continues }
    };
    prose::lines(text).into_iter().map(line).collect()
}

/// Lines in which a title is looked for.
const NEAR: usize = 60;

/// The first heading, with its line; else the title of the front matter or of a page; else a short first line.
pub(super) fn title(text: &str) -> Option<Line> {
    let named = |at: usize, text: &str| Some(Line { at: number(at + 1), text: clean_title(text)?, continues: false });
    // One more than looked at, as a line is underlined by the next.
    let lines: Vec<&str> = text.lines().take(NEAR + 1).collect();
    for (at, line) in lines.iter().enumerate().take(NEAR) {
        let trimmed = line.trim();
        let heading = trimmed.strip_prefix("# ").or_else(|| trimmed.strip_prefix("= ")).or_else(|| {
            let key = trimmed.strip_prefix("title:")?;
            (lines.first().is_some_and(|first| first.trim() == "---")).then_some(key)
        });
        if let Some(heading) = heading.or_else(|| tagged(trimmed)) {
            return named(at, heading);
        }
        let underlined = lines.get(at + 1).is_some_and(|next| {
            let next = next.trim();
            next.len() >= 3 && (next.chars().all(|c| c == '=') || next.chars().all(|c| c == '-'))
        });
        if underlined && !trimmed.is_empty() && trimmed != "---" {
            return named(at, trimmed);
        }
    }
    let (at, first) = text.lines().enumerate().find(|(_, line)| !line.trim().is_empty())?;
    let short = first.trim().len() <= 100 && !first.trim().ends_with('.');
    named(at, first).filter(|_| short)
}

/// The heading of a page within Markdown.
fn tagged(line: &str) -> Option<&str> {
    let lower = line.to_ascii_lowercase();
    ["<h1", "<title"].iter().find_map(|tag| {
        let at = lower.find(tag)?;
        let inside = line.get(at..)?.split_once('>')?.1;
        Some(inside.split_once('<').map_or(inside, |(text, _)| text))
    })
}
