//! Ids of units: as given, or derived from titles; each once.

use std::collections::BTreeMap;

use super::{Entry, Found};
use crate::fault::Fault;
use crate::words;

/// Longest id.
const LONGEST_ID: usize = 80;

/// The id of each entry; nothing for one that is left out.
pub(super) fn ids(found: &mut Found) -> Vec<Option<String>> {
    let mut ids = Vec::new();
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (i, entry) in found.entries.iter().enumerate() {
        let id = match (&entry.id, &entry.title) {
            (Some(id), _) => checked(id, entry, &mut found.faults),
            (None, Some(title)) => derived(title, entry, &mut found.faults, &mut found.notes),
            (None, None) => {
                let hint = Some(words!("give-id", "give it an id"));
                found.faults.push(entry.at.says(words!("no-id-no-title", "a unit has neither id nor title"), hint));
                None
            }
        };
        let twice = id.as_ref().and_then(|id| first.get(&id.to_lowercase()).copied());
        if let (Some(id), Some(other)) = (&id, twice) {
            let place = found.entries[other].at.words();
            let hint = words!("other-at", "the other one is at {place}; ids are unique", place = place);
            found
                .faults
                .push(entry.at.says(words!("unit-twice", "unit `{unit}` is there twice", unit = id), Some(hint)));
        } else if let Some(id) = &id {
            first.insert(id.to_lowercase(), i);
        }
        ids.push(id.filter(|_| twice.is_none()));
    }
    ids
}

fn checked(id: &str, entry: &Entry, faults: &mut Vec<Fault>) -> Option<String> {
    let fine = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if fine && id.len() <= LONGEST_ID && id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return Some(id.to_owned());
    }
    let slug = slug(id);
    let hint = if slug.is_empty() {
        words!("id-hint", "use up to {longest} letters, digits, `.`, `_` and `-`", longest = LONGEST_ID)
    } else {
        words!(
            "id-example",
            "for example `{slug}`; up to {longest} letters, digits, `.`, `_` and `-`",
            slug = slug,
            longest = LONGEST_ID
        )
    };
    let shown: String = id.chars().take(LONGEST_ID).collect();
    faults.push(entry.at.says(words!("id-odd", "`{id}` cannot be the id of a unit", id = shown), Some(hint)));
    None
}

fn derived(title: &str, entry: &Entry, faults: &mut Vec<Fault>, notes: &mut Vec<Fault>) -> Option<String> {
    let slug = slug(title);
    let title = plain(title);
    if slug.is_empty() {
        let message = words!("no-id-derived", "no id can be derived from the title `{title}`", title = title);
        let hint = words!("give-id-of", "give it an id of letters, digits and `-`");
        faults.push(entry.at.says(message, Some(hint)));
        return None;
    }
    let hint = words!("write-id", "write it into the file: an id stays when the title changes");
    let message = words!("id-derived", "the id `{id}` is derived from the title `{title}`", id = slug, title = title);
    notes.push(entry.at.says(message, Some(hint)));
    Some(slug)
}

/// Lower case letters and digits with `-` between words; common accents are written without them.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'ä' | 'æ' => slug.push_str("ae"),
            'ö' | 'ø' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => slug.push('a'),
            'è' | 'é' | 'ê' | 'ë' => slug.push('e'),
            'ì' | 'í' | 'î' | 'ï' => slug.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => slug.push('o'),
            'ù' | 'ú' | 'û' => slug.push('u'),
            'ç' => slug.push('c'),
            'ñ' => slug.push('n'),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(LONGEST_ID);
    slug.trim_end_matches('-').to_owned()
}

/// Text with single spaces.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
