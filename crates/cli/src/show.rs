//! What commands print at the terminal: aligned tables, words before colour, numbers with their n.

pub(crate) mod assessment;
pub(crate) mod delta;
pub(crate) mod guide;
pub(crate) mod history;
pub(crate) mod model;
pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod rehearsal;
pub(crate) mod scan;
pub(crate) mod todo;

/// `1 item`, `2 items`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// A mean with two decimals, or a dash.
pub(crate) fn mean(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |v| format!("{v:.2}"))
}

/// The first letter in upper case.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A text with control characters made harmless, so that a repository's name cannot steer the terminal.
pub(crate) fn safe(text: &str) -> String {
    let harmless = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().map(harmless).collect()
}
