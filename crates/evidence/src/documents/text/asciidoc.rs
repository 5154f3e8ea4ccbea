//! AsciiDoc: the header with its attributes, sections, lists, tables of cells.

use super::build::Build;
use super::{Text, Unit, number};

/// Attributes of the header, and the words that other documents have for them.
const ATTRIBUTES: &[(&str, &str)] = &[("revnumber", "version"), ("revdate", "last updated")];

/// Starts of lines that a reader does not see.
const UNSEEN: &[&str] =
    &["//", "ifdef::", "ifndef::", "ifeval::", "endif::", "include::", "image::", "toc::", "'''", "<<<"];

/// Lines that open and close a block; what is in those two is not shown.
const BLOCKS: &[&str] = &["----", "....", "====", "****", "____", "--"];
const HIDDEN: &[&str] = &["////", "++++"];

pub(super) fn read(text: &str) -> Text {
    let mut page = Page { build: Build::counting(Unit::Line), table: None, columns: None, hidden: None };
    let mut header = Header::Before;
    let mut open = false;
    for (at, line) in text.lines().enumerate() {
        let (at, line) = (number(at + 1), line.trim_end());
        if page.within(line) {
            open = false;
            continue;
        }
        header = match header {
            Header::Title | Header::Author if line.is_empty() => Header::Done,
            Header::Title if !line.starts_with([':', '/', '=']) => {
                page.revision(line);
                header = Header::Author;
                continue;
            }
            Header::Author if !line.starts_with([':', '/', '=']) => {
                page.revision(line);
                continue;
            }
            other => other,
        };
        if line.is_empty() || page.unseen(line) || page.attribute(line) {
            open = false;
            continue;
        }
        if let Some((level, heading)) = heading(line) {
            if level == 1 {
                page.build.title(at, &inline(heading));
                header = if matches!(header, Header::Before) { Header::Title } else { header };
            }
            page.build.heading(at, &inline(heading));
            open = false;
            continue;
        }
        open = page.text(at, line, open);
    }
    page.end_of_table();
    page.build.finish()
}

/// How far the header was read: author and revision stand below the title.
#[derive(Clone, Copy)]
enum Header {
    Before,
    Title,
    Author,
    Done,
}

struct Page {
    build: Build,
    /// The cells of the table that is open, by line.
    table: Option<Vec<Vec<String>>>,
    /// Columns that are stated for the next table.
    columns: Option<usize>,
    /// The end of the block that is not shown.
    hidden: Option<&'static str>,
}

impl Page {
    /// Whether the line belongs to a block that is not shown.
    fn within(&mut self, line: &str) -> bool {
        if let Some(end) = self.hidden {
            if line == end {
                self.hidden = None;
            }
            return true;
        }
        self.hidden = HIDDEN.iter().copied().find(|mark| *mark == line);
        self.hidden.is_some()
    }

    /// `v1.2, 2025-03-01: remark`. The line above it names a person.
    fn revision(&mut self, line: &str) {
        let (version, rest) = line.split_once(',').unwrap_or((line, ""));
        let version = version.trim().trim_start_matches('v');
        if version.starts_with(|c: char| c.is_ascii_digit()) {
            self.build.pair("version", version);
            self.build.pair("last updated", rest.split(": ").next().unwrap_or_default());
        } else {
            self.build.pair("author", line);
        }
    }

    /// `:revnumber: 1.2`
    fn attribute(&mut self, line: &str) -> bool {
        let Some((name, value)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) else { return false };
        if name.is_empty() || name.contains(char::is_whitespace) || !(value.is_empty() || value.starts_with(' ')) {
            return false;
        }
        let known = ATTRIBUTES.iter().find(|(attribute, _)| *attribute == name);
        self.build.pair(known.map_or(&name.replace(['-', '_'], " "), |(_, word)| word), value);
        true
    }

    fn unseen(&mut self, line: &str) -> bool {
        if line.starts_with('[') && line.ends_with(']') {
            self.columns = columns(line).or(self.columns);
            return true;
        }
        if line.starts_with("|===") {
            match self.table {
                Some(_) => self.end_of_table(),
                None => self.table = Some(Vec::new()),
            }
            return true;
        }
        let block = BLOCKS.iter().any(|mark| line.starts_with(mark) && line.chars().all(|c| mark.starts_with(c)));
        block || line == "+" || UNSEEN.iter().any(|start| line.starts_with(start))
    }

    /// A line of text or of a table; says whether the paragraph is open.
    fn text(&mut self, at: u32, line: &str, open: bool) -> bool {
        if let Some(rows) = &mut self.table {
            let cells = cells(line);
            for cell in &cells {
                self.build.line(at, cell, false);
            }
            rows.push(cells);
            return false;
        }
        let line = line.trim_start();
        if let Some((term, value)) = line.split_once("::").filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '))
        {
            self.build.pair(&inline(term), &inline(value));
            self.build.line(at, &inline(&format!("{}: {value}", term.trim_end_matches(':'))), false);
            return true;
        }
        let entry = line.trim_start_matches(['*', '.', '-']);
        let is_entry = entry.len() < line.len() && entry.starts_with(' ');
        let shown = line.strip_prefix('.').filter(|rest| !rest.starts_with(['.', ' '])).unwrap_or(line);
        self.build.line(at, &inline(if is_entry { entry } else { shown }), open && !is_entry);
        true
    }

    fn end_of_table(&mut self) {
        let Some(lines) = self.table.take() else { return };
        let width = self.columns.take().or_else(|| lines.iter().map(Vec::len).find(|cells| *cells > 0)).unwrap_or(1);
        let cells: Vec<String> = lines.into_iter().flatten().collect();
        let rows: Vec<Vec<String>> = cells.chunks(width.max(1)).map(<[String]>::to_vec).collect();
        self.build.table(&rows);
    }
}

/// `== Scope`, with its level.
fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches(['=', '#']);
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| (level, rest.trim()))
}

/// The cells of a line. What stands before the first mark says how a cell looks.
fn cells(line: &str) -> Vec<String> {
    let Some((before, rest)) = line.split_once('|') else { return vec![inline(line)] };
    let looks = before.trim().len() <= 5 && before.trim().chars().all(|c| "0123456789.+*<^>adehlmsv".contains(c));
    let first = (!looks).then(|| inline(before));
    first.into_iter().chain(rest.split('|').map(inline)).collect()
}

/// `[cols="1,3"]`, `[%header,cols=2*]`
fn columns(line: &str) -> Option<usize> {
    let stated = line.split_once("cols=")?.1;
    let stated = match stated.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => stated.split([',', ']']).next()?,
    };
    match stated.split_once('*') {
        Some((times, _)) => times.trim().parse().ok().filter(|times| (1..=100).contains(times)),
        None => Some(stated.split([',', ';']).count()),
    }
}

/// A line without marks: links and references are shown with their text.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(' ') {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&linked(word));
    }
    let references = out.replace("<<", "").replace(">>", "");
    references.chars().filter(|c| !"*`#[]".contains(*c)).collect::<String>().trim().to_owned()
}

/// `link:target[text`, `https://…[text`: the text; it may go on in the next word.
fn linked(word: &str) -> String {
    let starts = ["link:", "xref:", "mailto:", "https://", "http://"];
    let at = starts.iter().filter_map(|start| word.find(start)).min();
    match (at, word.split_once('[')) {
        (Some(at), Some((target, text))) if at < target.len() && !text.starts_with(']') => {
            format!("{}{}", &word[..at], text.trim_end_matches('^'))
        }
        _ => word.to_owned(),
    }
}
