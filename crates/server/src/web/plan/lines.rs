//! What was typed into a form, as lines of a plan file: the reader of plan files checks it, and a fault that it finds in
//! a line belongs to the field of that line.

use std::collections::BTreeMap;

use osmm_maturity::fault::Fault;
use osmm_maturity::plan::{Line, plannable, read};

use super::Ground;
use super::words::no_plan;
use crate::app::App;
use crate::texts::Texts;

/// What was typed, by the name of its field.
pub(super) type Typed = BTreeMap<String, String>;

/// What is wrong, by the name of the field; by an empty name what belongs to none.
pub(super) type Faults = BTreeMap<String, String>;

/// The text of lines.
pub(super) fn text(lines: &[Line]) -> String {
    lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect()
}

/// Whether a plan can be made by these lines; else what is wrong in which field.
pub(super) fn check(app: &App, t: &Texts, ground: &Ground<'_>, lines: &[Line]) -> Result<String, Faults> {
    let text = text(lines);
    let brief = read("", &text, &ground.model, app.today()).map_err(|faults| by_field(t, lines, &faults))?;
    plannable(&ground.model, &ground.standings, &brief)
        .map_err(|none| Faults::from([(String::new(), no_plan(t, &none))]))?;
    Ok(text)
}

fn by_field(t: &Texts, lines: &[Line], faults: &[Fault]) -> Faults {
    let mut by = Faults::new();
    for fault in faults {
        let line = usize::try_from(fault.place.line).ok().and_then(|line| lines.get(line.checked_sub(1)?));
        let mut words = t.said(&fault.message).text;
        if let Some(hint) = &fault.hint {
            words = format!("{words} ({})", t.said(hint).text);
        }
        let at = by.entry(line.map(|line| line.about.clone()).unwrap_or_default()).or_default();
        *at = if at.is_empty() { words } else { format!("{at}; {words}") };
    }
    by
}

/// A number, several of them, or the text as it is, as a plan file has it.
pub(super) fn value(typed: &str) -> String {
    let words: Vec<&str> =
        typed.split([' ', ';', '\t']).map(|w| w.trim_end_matches(',')).filter(|w| !w.is_empty()).collect();
    let numbers: Option<Vec<f64>> = words.iter().map(|w| w.parse().ok().filter(|n: &f64| n.is_finite())).collect();
    match numbers.as_deref() {
        Some([one]) => whole(*one),
        Some([_, ..]) => format!("[{}]", numbers.iter().flatten().map(|n| whole(*n)).collect::<Vec<_>>().join(", ")),
        _ => quoted(typed),
    }
}

/// The text as it is.
pub(super) fn quoted(typed: &str) -> String {
    serde_json::Value::from(typed).to_string()
}

/// A number as people type it.
pub(super) fn whole(number: f64) -> String {
    number.to_string()
}

/// Numbers as people type them.
pub(super) fn list(numbers: &[f64]) -> String {
    numbers.iter().map(|n| whole(*n)).collect::<Vec<_>>().join(" ")
}

/// A block of lines with a name each; nothing where nothing was typed.
pub(super) fn block(typed: &Typed, key: &str, indent: &str) -> Vec<Line> {
    let prefix = format!("{key}.");
    let of = typed
        .iter()
        .filter_map(|(name, v)| Some((name, name.strip_prefix(&prefix)?, v)))
        .filter(|(_, _, v)| !v.is_empty());
    let inner = of.map(|(name, key, v)| Line::new(name.clone(), format!("{indent}  {}: {}", quoted(key), value(v))));
    let inner: Vec<Line> = inner.collect();
    if inner.is_empty() {
        return inner;
    }
    std::iter::once(Line::new(key, format!("{indent}{key}:"))).chain(inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_number_several_or_text() {
        for (typed, line) in [
            ("15", "15"),
            ("10, 15", "[10, 15]"),
            ("10 15.5", "[10, 15.5]"),
            ("2; 5; 12", "[2, 5, 12]"),
            ("-3", "-3"),
            ("7,5", "\"7,5\""),
            ("many", "\"many\""),
            ("a: b # \"c\"", "\"a: b # \\\"c\\\"\""),
            ("inf", "\"inf\""),
        ] {
            assert_eq!(value(typed), line);
        }
    }
}
