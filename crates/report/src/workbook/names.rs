//! Names of sheets: what spreadsheets allow, and no name twice. Nothing depends on them.

use std::collections::BTreeSet;

/// Longest name, counted as spreadsheets count.
const LONGEST: usize = 31;

/// A name for each title, in the same order.
pub(super) fn unique<'t>(titles: impl Iterator<Item = &'t str>) -> Vec<String> {
    // The last is kept by spreadsheets for themselves.
    let mut taken: BTreeSet<String> =
        [super::cover::NAME, super::hidden::NAME, "History"].map(str::to_lowercase).into();
    titles
        .map(|title| {
            let clean = clean(title);
            let numbered = (2..).map(|n| with_ending(&clean, &format!(" ({n})")));
            let mut candidates = std::iter::once(with_ending(&clean, "")).chain(numbered);
            candidates.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
        })
        .collect()
}

fn clean(title: &str) -> String {
    let allowed = |c: char| if c.is_control() || "[]:*?/\\".contains(c) { ' ' } else { c };
    let words: String = title.chars().map(allowed).collect();
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches('\'').trim();
    if name.is_empty() { "Unit".to_owned() } else { name.to_owned() }
}

/// The name, cut so that the ending fits.
fn with_ending(name: &str, ending: &str) -> String {
    let mut room = LONGEST - ending.len();
    let cut: String = name
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    format!("{}{ending}", cut.trim_end().trim_end_matches('\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_and_differ() {
        let long = "Retail and Private Banking Technology";
        let titles = ["Pay/ments: [EU]", "'quoted'", "read me", "History", "", long, long, "A", "a", "\u{1F9EA}\u{7}x"];
        let names = unique(titles.into_iter());
        insta::assert_debug_snapshot!(names);
        assert!(names.iter().all(|n| rust_xlsxwriter::utility::check_sheet_name(n).is_ok()));
        assert_eq!(names.iter().map(|n| n.to_lowercase()).collect::<BTreeSet<_>>().len(), names.len());
    }
}
