//! A story as Markdown: tables in place of pictures. Texts of others are escaped.

use std::fmt::Write;

use crate::story::{Block, Story, Table};
use crate::text::day;

/// The whole report.
pub(super) fn markdown(story: &Story) -> String {
    let mut text = format!("# {}\n\n", line(&story.title));
    let _ = writeln!(text, "{}: {}, {}\n", line(&story.addressed), line(&story.scope), day(story.as_of));
    for chapter in &story.chapters {
        let _ = writeln!(text, "## {}\n", line(&chapter.heading));
        for block in &chapter.blocks {
            self::block(block, &mut text);
        }
    }
    text.push_str("## Sources\n\n");
    for (at, source) in story.sources.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", at + 1, line(source));
    }
    let _ = writeln!(text, "\n{}.", line(&story.made_with));
    text
}

fn block(block: &Block, text: &mut String) {
    match block {
        Block::Text(paragraph) => drop(writeln!(text, "{}\n", line(paragraph))),
        Block::List(points) => {
            for point in points {
                let _ = writeln!(text, "- {}", line(point));
            }
            text.push('\n');
        }
        Block::Figures(figures) => {
            for figure in figures {
                let (label, value, grounds) = (line(&figure.label), line(&figure.value), line(&figure.grounds));
                let _ = writeln!(text, "- {label}: **{value}** ({grounds}) \\[{}\\]", figure.source);
            }
            text.push('\n');
        }
        Block::Table(one) => table(one, text),
        Block::Picture(picture) => table(&picture.table, text),
    }
}

fn table(table: &Table, text: &mut String) {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| line(cell).replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    if !table.title.is_empty() {
        let _ = writeln!(text, "{}:\n", line(&table.title));
    }
    text.push_str(&row(&table.columns));
    let rule = |column| if table.figures.contains(&column) { "--:" } else { "---" };
    let rules: Vec<&str> = (0..table.columns.len()).map(rule).collect();
    let _ = writeln!(text, "|{}|", rules.join("|"));
    table.rows.iter().for_each(|cells| text.push_str(&row(cells)));
    text.push('\n');
}

/// One line in which nothing is markup.
fn line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' => plain.extend(['\\', c]),
            c if c.is_control() => plain.push(char::REPLACEMENT_CHARACTER),
            c => plain.push(c),
        }
    }
    plain
}
