//! From values to text: escaping, shortening, numbers and number words.

use std::fmt::{self, Write};

use askama::filters::Escaper;
use jiff::civil::Date;

/// The escaper of all templates: HTML is escaped, and characters that a reader cannot see but that change what is
/// read (control characters, overrides of the writing direction) appear as the replacement character.
#[derive(Debug, Clone, Copy, Default)]
pub struct Guard;

impl Escaper for Guard {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        for c in string.chars() {
            match c {
                '&' => dest.write_str("&amp;")?,
                '<' => dest.write_str("&lt;")?,
                '>' => dest.write_str("&gt;")?,
                '"' => dest.write_str("&quot;")?,
                '\'' => dest.write_str("&#39;")?,
                '\n' | '\t' => dest.write_char(' ')?,
                c if misleads(c) => dest.write_char(char::REPLACEMENT_CHARACTER)?,
                c => dest.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Control characters, marks and overrides of the writing direction, and other invisible ones.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Room for a name in a line of its own.
pub(crate) const NAME: usize = 90;
/// Room for a sentence or two.
pub(crate) const SENTENCE: usize = 320;

/// At most `room` characters, with an ellipsis in place of the rest.
pub(crate) fn short(text: &str, room: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(room) {
        None => text.to_owned(),
        Some(_) => {
            let end = text.char_indices().nth(room.saturating_sub(1)).map_or(0, |(at, _)| at);
            format!("{}…", text[..end].trim_end())
        }
    }
}

/// The first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Two decimals.
pub(crate) fn mean(value: f64) -> String {
    if value.is_finite() { format!("{value:.2}") } else { "not known".to_owned() }
}

/// One decimal, for pictures.
pub(crate) fn tenths(value: f64) -> String {
    if value.is_finite() { format!("{value:.1}") } else { "not known".to_owned() }
}

/// Two decimals, rounded down: a mean that misses a threshold never looks as if it met it.
pub(crate) fn missed(value: f64) -> String {
    mean((value * 100.0 + 1e-6).floor() / 100.0)
}

/// A threshold: whole numbers without decimals.
pub(crate) fn threshold(value: f64) -> String {
    let text = mean(value);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share as whole percent, rounded down.
pub(crate) fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "not known".to_owned();
    }
    format!("{:.0}%", (share * 100.0 + 1e-6).floor())
}

/// Number words up to nine, figures above.
pub(crate) fn number(n: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// `1 item`, `3 items`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `30 September 2026`.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A sentence's worth of text without its final stop, to be continued.
pub(crate) fn clause(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}

/// The first entries of a long list, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// What is shown.
    pub(crate) shown: Vec<String>,
    /// How many are not.
    pub(crate) more: usize,
}

impl Head {
    /// Keeps `room` entries, each shortened to a name's length.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>, room: usize) -> Self {
        let mut head = Self::default();
        for name in names {
            if head.shown.len() < room { head.shown.push(short(name, NAME)) } else { head.more += 1 }
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(text: &str) -> String {
        let mut out = String::new();
        Guard.write_escaped_str(&mut out, text).expect("writes to a string");
        out
    }

    #[test]
    fn guard_leaves_no_markup_and_no_hidden_direction() {
        assert_eq!(guarded("<b a='x' c=\"y\">&"), "&lt;b a=&#39;x&#39; c=&quot;y&quot;&gt;&amp;");
        assert_eq!(guarded("a\u{202e}gpj.exe\0\n"), "a\u{fffd}gpj.exe\u{fffd} ");
        assert_eq!(guarded("שלום é"), "שלום é");
    }

    #[test]
    fn numbers_are_short_and_never_flatter() {
        assert_eq!(mean(8.0 / 3.0), "2.67");
        assert_eq!(mean(f64::NAN), "not known");
        assert_eq!(tenths(2.96), "3.0");
        assert_eq!(missed(2.996), "2.99");
        assert_eq!(missed(0.29), "0.29");
        assert_eq!(threshold(3.0), "3");
        assert_eq!(threshold(2.5), "2.5");
        assert_eq!(percent(0.8), "80%");
        assert_eq!(percent(0.29), "29%");
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        assert_eq!(short("abcdef", 6), "abcdef");
        assert_eq!(short("abcdefg", 6), "abcde…");
        assert_eq!(short("ééééééé", 3), "éé…");
    }

    #[test]
    fn lists_read_as_sentences() {
        let words = |w: &[&str]| list(&w.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["a", "b", "c"]), "a, b and c");
        assert_eq!(words(&["a"]), "a");
    }
}
