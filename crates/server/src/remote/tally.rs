//! Whether a record arrived whole: its first line says how many lines follow.

use std::io::{self, Write};

use serde::Deserialize;

use super::RemoteError;

/// Hands on what it is given, and counts its lines.
pub(super) struct Tally<'a> {
    to: &'a mut (dyn Write + Send),
    first: Vec<u8>,
    lines: u64,
}

#[derive(Deserialize)]
struct Heading {
    blobs: u64,
    events: u64,
    people: u64,
}

impl<'a> Tally<'a> {
    pub(super) fn new(to: &'a mut (dyn Write + Send)) -> Self {
        Self { to, first: Vec::new(), lines: 0 }
    }

    /// The number of events, if all lines came.
    pub(super) fn events(self, url: &str) -> Result<u64, RemoteError> {
        let said = |reason: String| RemoteError::Newer { url: url.to_owned(), reason };
        let heading: Heading = serde_json::from_slice(&self.first).map_err(|e| said(e.to_string()))?;
        let follow = heading.blobs + heading.events + heading.people;
        if self.lines != follow + 1 {
            let reason = format!("of {} lines {} came", follow + 1, self.lines);
            return Err(RemoteError::Unreachable { url: url.to_owned(), reason });
        }
        Ok(heading.events)
    }
}

impl Write for Tally<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        let mut rest = &bytes[..written];
        if self.lines == 0 {
            let end = rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            self.first.extend(&rest[..end]);
            rest = &rest[end..];
        }
        self.lines += rest.iter().map(|b| u64::from(*b == b'\n')).sum::<u64>();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_was_cut_off_is_told_from_a_whole_one() {
        let counted = |text: &str| {
            let mut out = Vec::new();
            let mut tally = Tally::new(&mut out);
            for piece in text.as_bytes().chunks(3) {
                tally.write_all(piece).unwrap();
            }
            tally.events("https://a").ok()
        };
        let head = "{\"blobs\":1,\"events\":2,\"people\":0,\"format\":\"osmm-record/1\"}\n";
        assert_eq!(counted(&format!("{head}a\nb\nc\n")), Some(2));
        for odd in [format!("{head}a\nb\nc"), format!("{head}a\n"), String::new(), "no\n".to_owned()] {
            assert_eq!(counted(&odd), None, "{odd}");
        }
    }
}
