//! reStructuredText: underlined headings, field lists, directives, and its three kinds of tables.

use super::build::Build;
use super::{Text, Unit, number};

/// Directives whose content is shown as text; that of others is not.
const SHOWN: &[&str] = &[
    "note",
    "warning",
    "important",
    "attention",
    "caution",
    "danger",
    "tip",
    "hint",
    "admonition",
    "topic",
    "sidebar",
    "rubric",
    "container",
    "list-table",
    "table",
    "epigraph",
];

pub(super) fn read(text: &str) -> Text {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut page = Page { lines, at: 0, build: Build::counting(Unit::Line), open: false, titled: false };
    while page.at < page.lines.len() {
        page.step();
    }
    page.build.finish()
}

struct Page<'t> {
    lines: Vec<&'t str>,
    at: usize,
    build: Build,
    /// Whether a paragraph is open.
    open: bool,
    titled: bool,
}

impl<'t> Page<'t> {
    fn line(&self, ahead: usize) -> &'t str {
        self.lines.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn place(&self) -> u32 {
        number(self.at + 1)
    }

    fn step(&mut self) {
        let line = self.line(0);
        let trimmed = line.trim_start();
        if trimmed.is_empty() {
            self.close(1);
        } else if is_rule(line) && is_rule(self.line(2)) && !self.line(1).is_empty() && !is_rule(self.line(1)) {
            self.at += 1;
            self.heading(2);
        } else if is_rule(self.line(1)) && !is_rule(line) && !line.starts_with(' ') && !is_border(line) {
            self.heading(2);
        } else if let Some(rest) = trimmed.strip_prefix("..").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            self.directive(rest.trim(), line.len() - trimmed.len());
        } else if trimmed.starts_with("+-") || trimmed.starts_with("+=") {
            self.grid();
        } else if is_border(line) {
            self.simple();
        } else if is_rule(line) {
            self.close(1);
        } else if let Some((key, value)) = field(trimmed) {
            self.build.pair(key, &inline(value));
            self.close(1);
        } else {
            self.text(trimmed);
        }
    }

    fn close(&mut self, lines: usize) {
        self.open = false;
        self.at += lines;
    }

    fn heading(&mut self, lines: usize) {
        let (place, text) = (self.place(), inline(self.line(0)));
        if !self.titled {
            self.build.title(place, &text);
            self.titled = true;
        }
        self.build.heading(place, &text);
        self.close(lines);
    }

    fn text(&mut self, line: &str) {
        let entry = line.strip_prefix(['*', '-', '+', '|']).filter(|rest| rest.starts_with(' '));
        self.build.line(self.place(), &inline(entry.unwrap_or(line)), self.open && entry.is_none());
        self.open = true;
        self.at += 1;
    }

    /// A directive or a comment, whose content is what is indented below it.
    fn directive(&mut self, rest: &str, indent: usize) {
        let (name, argument) = rest.split_once("::").unwrap_or(("", ""));
        let place = self.place();
        self.close(1);
        if SHOWN.contains(&name) {
            self.build.line(place, &inline(argument), false);
            if name == "list-table" {
                self.list_table(indent);
            }
            return;
        }
        while self.at < self.lines.len() && (self.line(0).is_empty() || indent_of(self.line(0)) > indent) {
            self.at += 1;
        }
    }

    /// Rows begin with `* -`, further cells with `-`.
    fn list_table(&mut self, indent: usize) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        while self.at < self.lines.len() && (self.line(0).is_empty() || indent_of(self.line(0)) > indent) {
            let line = self.line(0).trim_start();
            let (new, cell) = match line.strip_prefix("* - ").or_else(|| line.strip_prefix("* -")) {
                Some(cell) => (true, Some(cell)),
                None => (false, line.strip_prefix("- ")),
            };
            if new {
                rows.push(Vec::new());
            }
            match (rows.last_mut(), cell) {
                (Some(row), Some(cell)) => row.push(inline(cell)),
                (Some(row), None) if !line.is_empty() => {
                    row.last_mut().into_iter().for_each(|cell| cell.push_str(&format!(" {}", inline(line))));
                }
                _ => {}
            }
            self.build.line(
                self.place(),
                &inline(cell.unwrap_or(if line.starts_with(':') { "" } else { line })),
                false,
            );
            self.at += 1;
        }
        self.build.table(&rows);
    }

    /// `| Version | 1.2 |` between lines of `+---+---+`.
    fn grid(&mut self) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut new = true;
        while self.line(0).trim_start().starts_with(['+', '|']) {
            let line = self.line(0).trim();
            if line.starts_with('+') {
                new = true;
            } else {
                let cells: Vec<String> = line.trim_matches('|').split('|').map(inline).collect();
                for cell in &cells {
                    self.build.line(self.place(), cell, false);
                }
                match rows.last_mut().filter(|_| !new) {
                    Some(row) => {
                        row.iter_mut().zip(cells).for_each(|(above, more)| above.push_str(&format!(" {more}")))
                    }
                    None => rows.push(cells),
                }
                new = false;
            }
            self.at += 1;
        }
        self.build.table(&rows);
        self.close(0);
    }

    /// Columns below lines of `=====  =====`.
    fn simple(&mut self) {
        let starts = starts(self.line(0));
        let mut rows: Vec<Vec<String>> = Vec::new();
        self.at += 1;
        while self.at < self.lines.len() {
            let line = self.line(0);
            if is_border(line) {
                let ends = self.line(1).is_empty();
                self.at += 1;
                if ends {
                    break;
                }
                continue;
            }
            if line.is_empty() && self.line(1).is_empty() {
                break;
            }
            let cells = cut(line, &starts);
            for cell in &cells {
                self.build.line(self.place(), cell, false);
            }
            rows.push(cells);
            self.at += 1;
        }
        self.build.table(&rows);
        self.close(0);
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A line of one sign, as below a heading.
fn is_rule(line: &str) -> bool {
    let first = line.chars().next();
    line.len() >= 3 && first.is_some_and(|c| c.is_ascii_punctuation()) && line.chars().all(|c| Some(c) == first)
}

/// A border of a simple table: two or more groups of `=`.
fn is_border(line: &str) -> bool {
    line.trim_start().starts_with("==")
        && line.contains(' ')
        && line.chars().all(|c| c == '=' || c == ' ')
        && line.split_whitespace().count() >= 2
}

/// Where the columns of a simple table start, in characters.
fn starts(border: &str) -> Vec<usize> {
    let mut before = ' ';
    let starts = |(at, c): (usize, char)| {
        let start = c == '=' && before == ' ';
        before = c;
        start.then_some(at)
    };
    border.chars().enumerate().filter_map(starts).collect()
}

fn cut(line: &str, starts: &[usize]) -> Vec<String> {
    let chars: Vec<char> = line.chars().collect();
    let cell = |(at, start): (usize, &usize)| {
        let end = starts.get(at + 1).copied().unwrap_or(chars.len()).min(chars.len());
        inline(&chars.get(*start..end).unwrap_or_default().iter().collect::<String>())
    };
    starts.iter().enumerate().map(cell).collect()
}

/// `:Version: 1.2`
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    (!key.is_empty() && !key.starts_with(' ') && (value.is_empty() || value.starts_with(' '))).then_some((key, value))
}

/// A line without marks: roles and links are shown with their text.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        // Between two marks: `text <target>`_ or the text of a role; after them the end of the mark.
        if at % 2 == 1 {
            out.push_str(
                part.rsplit_once('<').filter(|(text, _)| !text.is_empty()).map_or(part, |(text, _)| text).trim(),
            );
        } else {
            let part = if at > 0 { part.trim_start_matches('_') } else { part };
            let role = part.rsplit_once(' ').map_or(part, |(_, last)| last);
            let is_role = role.len() > 2 && role.starts_with(':') && role.ends_with(':');
            out.push_str(if is_role { &part[..part.len() - role.len()] } else { part });
        }
    }
    out.chars().filter(|c| *c != '*').collect::<String>().trim().to_owned()
}
