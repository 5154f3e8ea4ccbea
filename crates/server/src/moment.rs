//! Moments as people read them: in the words of their language, with the exact time for programs that read the page.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::texts::Texts;

/// A moment. Templates place it with `|safe`: it is markup, of words of the interface alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    at: Timestamp,
    /// The day and the time in UTC.
    pub words: String,
}

impl Texts {
    /// A moment as the language writes it.
    pub(crate) fn moment(&self, at: Timestamp) -> Moment {
        let utc = at.to_zoned(TimeZone::UTC);
        let time = format!("{:02}:{:02}", utc.hour(), utc.minute());
        Moment { at, words: self.fill("moment", &[("day", &self.day(utc.date())), ("time", &time)]) }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<time datetime=\"{}\">{}</time>", self.at, self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_words_for_people_and_figures_for_programs() {
        let at = Timestamp::from_second(1_795_348_800).unwrap();
        let told = Texts::all().iter().map(|t| t.moment(at).to_string()).collect::<Vec<_>>();
        let time = |words: &str| format!("<time datetime=\"2026-11-22T12:00:00Z\">{words}, 12:00 UTC</time>");
        assert_eq!(told, [time("22 November 2026"), time("22. November 2026")]);
    }
}
