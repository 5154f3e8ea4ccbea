//! Words to headcounts and rules for repositories.

use super::Told;
use crate::fault::Place;
use crate::unit::{RepositoryRule, repository_name};
use crate::words;

/// Longest rule that is taken.
const LONGEST_RULE: usize = 500;

/// A number of people, or the lower end of a band.
pub(super) fn headcount(text: &str, place: Place, told: &mut Told) -> Option<u32> {
    let text: String = text.trim().chars().map(|c| if matches!(c, '–' | '—' | '‑' | '−') { '-' } else { c }).collect();
    if let Some(number) = whole(&text) {
        return Some(number);
    }
    if like_a_date(&text) {
        let hint = words!(
            "band-date",
            "a spreadsheet has taken a band for a date: write it as `2 to 4`, or make the column text first"
        );
        told.faults.say(
            place,
            words!("headcount-date", "`{text}` is a date, not a headcount", text = text),
            Some(hint),
        );
        return None;
    }
    if let Some(low) = band(&text) {
        let message =
            words!("headcount-band", "the headcount `{text}` counts as {low}, the lower end", text = text, low = low);
        told.notes.say(place, message, None);
        return Some(low);
    }
    let hint = words!("headcount-hint", "a whole number of people, or a band such as `50-249` or `250+`");
    told.faults.say(place, words!("no-headcount", "`{text}` is not a headcount", text = shown(&text)), Some(hint));
    None
}

/// The lower end of `2-4`, `2 to 4`, `250+`, `>250` and the like.
fn band(text: &str) -> Option<u32> {
    let open = text.strip_suffix('+').or_else(|| text.strip_prefix(">=")).or_else(|| text.strip_prefix(['>', '≥']));
    if let Some(low) = open {
        return whole(low);
    }
    let (low, high) = text.split_once(" to ").or_else(|| text.split_once('-'))?;
    let (low, high) = (whole(low)?, whole(high)?);
    (low <= high).then_some(low)
}

/// Digits, in groups of three where they are grouped.
fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut groups = text.split([' ', ',', '\'', '’', '\u{a0}', '\u{202f}']);
    let first = groups.next().filter(|g| !g.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|g| g.len() == 3));
    let digits: String = std::iter::once(first).chain(rest).collect();
    (grouped && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// `4-Feb`, `02.Apr`, `2026-02-04`, `04/02/2026`.
fn like_a_date(text: &str) -> bool {
    const MONTHS: [&str; 17] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt", "dez",
        "mrz",
    ];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(['-', '/', '.', ' ']).filter(|p| !p.is_empty()).collect();
    let number = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit());
    let month = |p: &str| MONTHS.iter().any(|m| p.starts_with(m));
    let dotted = lower.contains(['-', '/', '.']);
    let named = parts.len() >= 2 && parts.iter().any(|p| month(p)) && parts.iter().all(|p| month(p) || number(p));
    named || (dotted && parts.len() == 3 && parts.iter().all(|p| number(p)))
}

/// Rules in one cell.
pub(super) fn rules(text: &str, place: Place, told: &mut Told) -> Vec<RepositoryRule> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|')).filter(|w| !w.is_empty());
    words.filter_map(|w| rule(w, place, told)).collect()
}

/// One rule.
pub(super) fn rule(word: &str, place: Place, told: &mut Told) -> Option<RepositoryRule> {
    let word = word.trim();
    let built = if let Some(path) = word.strip_prefix("path:") {
        plain(path).map(RepositoryRule::Path)
    } else if let Some(glob) = word.strip_prefix("glob:") {
        plain(glob).map(RepositoryRule::Glob)
    } else if let Some(owner) = word.strip_prefix("owner:") {
        return owned_by(owner, place, told);
    } else if word.contains("://") || word.starts_with("git@") {
        repository_name(word).as_deref().and_then(plain).map(RepositoryRule::Path)
    } else if word.contains(['*', '?']) {
        plain(word).map(RepositoryRule::Glob)
    } else {
        plain(word).map(RepositoryRule::Path)
    };
    if built.is_none() {
        let hint = words!("rule-hint", "`path:payments/ledger`, `glob:payments-*/**` or `owner:payments`");
        let message = words!("no-rule", "`{text}` does not say which repositories", text = shown(word));
        told.faults.say(place, message, Some(hint));
    }
    built
}

fn owned_by(owner: &str, place: Place, told: &mut Told) -> Option<RepositoryRule> {
    match plain(owner) {
        Some(owner) if !owner.contains('/') => Some(RepositoryRule::Owner(owner)),
        Some(path) => {
            let path = shown(&path);
            let hint = words!("owner-path-hint", "for a group within it, write `path:{path}`", path = path);
            told.faults.say(
                place,
                words!("owner-path", "`{path}` is more than one part of a name", path = path),
                Some(hint),
            );
            None
        }
        None => {
            told.faults.say(place, words!("no-owner", "`owner:` names no owner"), None);
            None
        }
    }
}

fn plain(text: &str) -> Option<String> {
    let text = text.trim().replace('\\', "/");
    let text = text.trim_start_matches("./").trim_matches('/');
    (!text.is_empty() && text != "." && text.len() <= LONGEST_RULE).then(|| text.to_owned())
}

fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}
