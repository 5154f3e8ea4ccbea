//! What whoever runs the server reads of it: refused sign-ins, and why it answered 500. One line each, never a password, a
//! token or an address that opens something. Where the lines go, whoever starts the server says.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

/// Most characters of a line.
const LONGEST: usize = 1_000;

/// Takes lines.
#[derive(Clone)]
pub struct Journal(Arc<dyn Fn(&str) + Send + Sync>);

impl Journal {
    /// A journal whose lines go there.
    pub fn new(to: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(to))
    }

    /// Writes a line.
    pub(crate) fn note(&self, at: Timestamp, what: &str) {
        (self.0)(&format!("{at:.0} {}", one_line(what)));
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Journal")
    }
}

/// Where what was sent by others stands in it, nothing steers the terminal or looks like another line.
fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\'' | '"' | '\\' => c.to_string(),
        _ => c.escape_debug().to_string(),
    };
    text.chars().take(LONGEST).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_whatever_was_sent() {
        let hostile = "a\r\n2026-11-22T12:00:00Z b\u{1b}[2J\u{2028}\u{202e}\u{0}\u{85}";
        let told = "a\\r\\n2026-11-22T12:00:00Z b\\u{1b}[2J\\u{2028}\\u{202e}\\0\\u{85}";
        assert_eq!(one_line(hostile), told);
        assert_eq!(one_line("Zoë's \"C:\\x\""), "Zoë's \"C:\\x\"");
        assert_eq!(one_line(&"x".repeat(5_000)).len(), LONGEST);
    }
}
