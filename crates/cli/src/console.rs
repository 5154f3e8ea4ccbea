//! Printing: results to standard output, everything else to standard error; no colour in a pipe.

use std::io::{self, IsTerminal, Write};

use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

/// Where a command prints.
pub(crate) struct Console {
    colour: bool,
    width: u16,
}

/// Width taken where there is no terminal.
const PIPE_WIDTH: u16 = 120;
/// Widest table that is still easy to read.
const WIDEST: u16 = 120;

impl Console {
    pub(crate) fn new() -> Self {
        let terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let measured = if terminal { terminal_width() } else { None };
        let width = columns.or(measured).unwrap_or(PIPE_WIDTH).clamp(60, WIDEST);
        Self { colour: terminal && !plain, width }
    }

    /// Characters in a line.
    pub(crate) fn width(&self) -> u16 {
        self.width
    }

    /// One line of the result.
    pub(crate) fn say(&mut self, line: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")
    }

    /// An empty line and a heading.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        let text = self.bold(text);
        self.say(&format!("\n{text}"))
    }

    /// A line to the person at the terminal, not part of the result.
    pub(crate) fn note(&mut self, line: &str) {
        // Nobody can be told when standard error is gone.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// An error with its causes, and the way out (`hint: ...` on a line of its own) last.
    pub(crate) fn error(&mut self, error: &anyhow::Error) {
        let full = error.to_string();
        let (message, hint) = full.split_once("\n    hint: ").unwrap_or((&full, ""));
        let mut text = format!("error: {message}");
        for cause in error.chain().skip(1).map(ToString::to_string) {
            if !text.contains(&cause) {
                text.push_str(": ");
                text.push_str(&cause);
            }
        }
        if !hint.is_empty() {
            text.push_str("\n    hint: ");
            text.push_str(hint);
        }
        self.note(&text);
    }

    /// Asks for a secret without showing it; where nobody is at the terminal, it is the first line of the input.
    pub(crate) fn ask_secret(&mut self, question: &str) -> io::Result<String> {
        if io::stdin().is_terminal() {
            let terminal = console::Term::stderr();
            terminal.write_str(question)?;
            return terminal.read_secure_line();
        }
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    pub(crate) fn bold(&self, text: &str) -> String {
        self.styled("1", text)
    }

    pub(crate) fn dim(&self, text: &str) -> String {
        self.styled("2", text)
    }

    fn styled(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Prints an aligned table without lines; `right` names the columns of numbers.
    pub(crate) fn table(&mut self, header: &[&str], rows: &[Vec<String>], right: &[usize]) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(self.width);
        table.set_header(header.iter().map(Cell::new));
        for row in rows {
            table.add_row(row.iter().map(Cell::new));
        }
        for column in right {
            if let Some(column) = table.column_mut(*column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        for line in table.lines() {
            self.say(line.trim_end())?;
        }
        Ok(())
    }

    /// Text broken at the width of the terminal, each line indented.
    pub(crate) fn paragraph(&mut self, indent: usize, text: &str) -> io::Result<()> {
        let width = usize::from(self.width).saturating_sub(indent).max(20);
        let mut line = String::new();
        for word in text.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                self.say(&format!("{}{line}", " ".repeat(indent)))?;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.say(&format!("{}{line}", " ".repeat(indent)))
    }
}

fn terminal_width() -> Option<u16> {
    console::Term::stdout().size_checked().map(|(_, columns)| columns)
}

/// Whether the reader of our output went away (`osmm model show | head`): that is not a failure.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
