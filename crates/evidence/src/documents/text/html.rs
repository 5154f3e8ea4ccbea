//! HTML: what a browser shows as text, without scripts, styles and navigation.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::build::Build;
use super::{Text, Unit};

/// Elements whose content is no text of the page.
const SKIPPED: &[&[u8]] =
    &[b"script", b"style", b"nav", b"template", b"noscript", b"svg", b"iframe", b"select", b"button", b"textarea"];

/// Elements within a line; every other one starts a new one.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"data", b"del", b"dfn", b"em", b"font", b"i", b"img",
    b"ins", b"kbd", b"label", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strong", b"sub", b"sup", b"time",
    b"tt", b"u", b"var", b"wbr",
];

/// Tables inside each other that are looked at, and characters of a cell.
const TABLES: usize = 10;
const CELL: usize = 200;

pub(super) fn read(text: &str) -> Text {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page::new(text);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag),
            Token::EndTag(tag) => page.end(&tag.name),
            Token::String(said) => page.say(&String::from_utf8_lossy(&said.value), said.span.start),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finish()
}

struct Page<'t> {
    source: &'t [u8],
    /// How far lines were counted: an offset, and the line that it is in.
    counted: (usize, u32),
    build: Build,
    /// The element that is skipped, and how often it is open.
    skipped: Option<(Vec<u8>, usize)>,
    block: String,
    block_at: Option<usize>,
    /// Level of the heading that is open.
    heading: Option<u8>,
    in_title: bool,
    page_title: Option<(u32, String)>,
    /// The last term of a list of terms.
    term: Option<String>,
    in_term: bool,
    tables: Vec<Vec<Vec<String>>>,
}

impl<'t> Page<'t> {
    fn new(source: &'t str) -> Self {
        Self {
            source: source.as_bytes(),
            counted: (0, 1),
            build: Build::counting(Unit::Line),
            skipped: None,
            block: String::new(),
            block_at: None,
            heading: None,
            in_title: false,
            page_title: None,
            term: None,
            in_term: false,
            tables: Vec::new(),
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if let Some((skipped, times)) = &mut self.skipped {
            *times += usize::from(skipped == name);
            return;
        }
        if SKIPPED.contains(&name) {
            self.skipped = (!tag.self_closing).then(|| (name.to_vec(), 1));
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        match name {
            [b'h', level @ b'1'..=b'6'] => self.heading = Some(level - b'0'),
            b"title" => self.in_title = true,
            b"meta" => self.meta(tag),
            b"dt" => self.in_term = true,
            b"table" if self.tables.len() < TABLES => self.tables.push(Vec::new()),
            b"tr" => self.tables.iter_mut().next_back().into_iter().for_each(|rows| rows.push(Vec::new())),
            b"td" | b"th" => {
                let row = self.tables.last_mut().and_then(|rows| rows.last_mut());
                row.into_iter().for_each(|row| row.push(String::new()));
            }
            _ => {}
        }
    }

    fn meta(&mut self, tag: &StartTag<usize>) {
        let value = |key: &[u8]| tag.attributes.get(key).map(|value| String::from_utf8_lossy(value).into_owned());
        if let (Some(key), Some(content)) = (value(b"name"), value(b"content")) {
            self.build.pair(&key, &content);
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((skipped, times)) = &mut self.skipped {
            *times -= usize::from(skipped == name);
            if *times == 0 {
                self.skipped = None;
            }
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        match name {
            [b'h', b'1'..=b'6'] => self.heading = None,
            b"title" => self.in_title = false,
            b"dt" => self.in_term = false,
            b"dd" => self.term = None,
            b"table" => {
                if let Some(rows) = self.tables.pop() {
                    self.build.table(&rows);
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str, at: usize) {
        if self.skipped.is_none() {
            let blank = text.len() - text.trim_start().len();
            if !text.trim().is_empty() {
                self.block_at.get_or_insert(at + blank);
            }
            self.block.push_str(text);
        }
    }

    /// Ends the line that is open.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.block);
        let Some(at) = self.block_at.take() else { return };
        let at = self.line_of(at);
        if self.in_title {
            self.page_title.get_or_insert((at, text));
        } else if let Some(level) = self.heading {
            if level == 1 {
                self.build.title(at, &text);
            }
            self.build.heading(at, &text);
        } else {
            self.cell(&text);
            self.build.line(at, &text, false);
            if self.in_term {
                self.term = Some(text);
            } else if let Some(term) = self.term.take() {
                self.build.pair(&term, &text);
            }
        }
    }

    fn cell(&mut self, text: &str) {
        let row = self.tables.last_mut().and_then(|rows| rows.last_mut());
        if let Some(cell) = row.and_then(|row| row.last_mut()).filter(|cell| cell.len() < CELL) {
            cell.extend(text.chars().take(CELL));
            cell.push(' ');
        }
    }

    /// The line of an offset; offsets come in order.
    fn line_of(&mut self, at: usize) -> u32 {
        let (from, line) = self.counted;
        let between = self.source.get(from..at.min(self.source.len())).unwrap_or_default();
        let lines = between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = (from.max(at.min(self.source.len())), line.saturating_add(super::number(lines)));
        self.counted.1
    }

    fn finish(mut self) -> Text {
        self.flush();
        for rows in std::mem::take(&mut self.tables) {
            self.build.table(&rows);
        }
        if let (false, Some((at, title))) = (self.build.has_title(), self.page_title.take()) {
            self.build.title(at, &title);
        }
        self.build.finish()
    }
}
