//! The paragraphs and tables of a part.

use quick_xml::events::BytesStart;

use super::super::build::Build;
use super::super::number;
use super::styles::{Rank, Styles, level};
use super::{Xml, attribute, walk};

/// Most paragraphs, most bytes of text, most cells, and tables inside each other that are looked at.
const PARAGRAPHS: usize = 50_000;
const TEXT: usize = 4 << 20;
const CELLS: usize = 100_000;
const TABLES: usize = 10;

/// Characters of a cell that are kept as such.
const CELL: usize = 200;

/// Elements whose content is not shown, or shown a second time.
const SKIPPED: &[&str] = &["Fallback", "moveFrom", "del", "instrText"];

pub(super) fn read(text: &str, styles: &Styles, build: &mut Build) -> Result<(), String> {
    let mut body = Body {
        styles,
        build,
        met: 0,
        bytes: 0,
        cells: 0,
        skipped: 0,
        in_text: false,
        hidden: false,
        open: Vec::new(),
        tables: Vec::new(),
    };
    walk(text, &mut |event| match event {
        Xml::Start(start) => body.start(start),
        Xml::End(name) => {
            body.end(name);
            Ok(())
        }
        Xml::Text(said) => body.say(said),
    })
}

struct Body<'b> {
    styles: &'b Styles,
    build: &'b mut Build,
    /// Paragraphs, bytes and cells so far.
    met: usize,
    bytes: usize,
    cells: usize,
    /// How many elements are open that are not shown.
    skipped: usize,
    in_text: bool,
    /// Whether the run is hidden.
    hidden: bool,
    /// Paragraphs that are open; one stands inside another where there is a box of text.
    open: Vec<Paragraph>,
    tables: Vec<Vec<Vec<String>>>,
}

struct Paragraph {
    at: u32,
    rank: Option<Rank>,
    text: String,
}

impl Body<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let name = start.local_name().into_inner();
        self.skipped += usize::from(SKIPPED.contains(&name));
        if self.skipped > 0 {
            return Ok(());
        }
        match name {
            "p" => self.paragraph()?,
            "t" => self.in_text = true,
            "r" => self.hidden = false,
            "vanish" => self.hidden = !matches!(attribute(start, "val").as_deref(), Some("0" | "false")),
            "tab" | "ptab" => self.push(" "),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "pStyle" => {
                let rank = attribute(start, "val").and_then(|id| self.styles.rank(&id));
                self.rank(rank);
            }
            "outlineLvl" => {
                let rank = attribute(start, "val").and_then(|value| value.parse().ok()).and_then(level);
                self.rank(rank);
            }
            "tbl" if self.tables.len() < TABLES => self.tables.push(Vec::new()),
            "tr" => self.tables.iter_mut().next_back().into_iter().for_each(|rows| rows.push(Vec::new())),
            "tc" => self.cell()?,
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) -> Result<(), String> {
        self.met += 1;
        if self.met > PARAGRAPHS {
            return Err(format!("it has more than {PARAGRAPHS} paragraphs"));
        }
        self.open.push(Paragraph { at: number(self.met), rank: None, text: String::new() });
        Ok(())
    }

    fn rank(&mut self, rank: Option<Rank>) {
        if let (Some(paragraph), Some(_)) = (self.open.last_mut(), rank) {
            paragraph.rank = paragraph.rank.or(rank);
        }
    }

    fn cell(&mut self) -> Result<(), String> {
        self.cells += 1;
        if self.cells > CELLS {
            return Err(format!("it has more than {CELLS} cells of tables"));
        }
        let row = self.tables.last_mut().and_then(|rows| rows.last_mut());
        row.into_iter().for_each(|row| row.push(String::new()));
        Ok(())
    }

    fn say(&mut self, said: &str) -> Result<(), String> {
        if self.in_text && self.skipped == 0 && !self.hidden {
            self.bytes += said.len();
            if self.bytes > TEXT {
                return Err(format!("it has more than {} MiB of text", TEXT >> 20));
            }
            self.push(said);
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        self.open.iter_mut().next_back().into_iter().for_each(|paragraph| paragraph.text.push_str(text));
    }

    fn end(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        if self.skipped > 0 {
            return;
        }
        match name {
            "t" => self.in_text = false,
            "r" => self.hidden = false,
            "p" => self.close(),
            "tbl" => {
                if let Some(rows) = self.tables.pop() {
                    self.build.table(&rows);
                }
            }
            _ => {}
        }
    }

    /// Ends a paragraph; each of its lines is one.
    fn close(&mut self) {
        let Some(Paragraph { at, rank, text }) = self.open.pop() else { return };
        match rank {
            Some(Rank::Title) => {
                self.build.title(at, &text);
                self.build.heading(at, &text);
            }
            Some(Rank::Heading(_)) => self.build.heading(at, &text),
            None => text.lines().for_each(|line| self.build.line(at, line, false)),
        }
        let row = self.tables.last_mut().and_then(|rows| rows.last_mut());
        if let Some(cell) = row.and_then(|row| row.last_mut()).filter(|cell| cell.len() < CELL) {
            cell.extend(text.chars().take(CELL));
            cell.push(' ');
        }
    }
}
