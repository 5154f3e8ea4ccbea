//! What every expression of every template passes: as in reports, but lines stay lines, since forms show again what was
//! typed, and save what they show.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// Escapes markup and makes invisible characters visible.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Guard;

impl Escaper for Guard {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        for line in string.split_inclusive('\n') {
            // Browsers end the lines of a form by both signs.
            let text = line.strip_suffix("\r\n").or(line.strip_suffix('\n'));
            osmm_report::Guard.write_escaped_str(&mut dest, text.unwrap_or(line))?;
            if text.is_some() {
                dest.write_char('\n')?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines_and_nothing_else_passes() {
        let mut out = String::new();
        Guard.write_escaped_str(&mut out, "a\r\n\nb <i>\rc\u{202e}d\n").unwrap();
        assert_eq!(out, "a\n\nb &lt;i&gt;\u{fffd}c\u{fffd}d\n");
    }
}
