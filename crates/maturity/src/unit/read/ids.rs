//! Ids of units: as given, or derived from titles; each once.

use std::collections::BTreeMap;

use super::{Entry, Found};
use crate::fault::Fault;

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
                let hint = Some("give it an id".to_owned());
                found.faults.push(entry.at.says("a unit has neither id nor title".to_owned(), hint));
                None
            }
        };
        let twice = id.as_ref().and_then(|id| first.get(&id.to_lowercase()).copied());
        if let (Some(id), Some(other)) = (&id, twice) {
            let hint = format!("the other one is at {}; ids are unique", found.entries[other].at.words());
            found.faults.push(entry.at.says(format!("unit `{id}` is there twice"), Some(hint)));
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
        format!("use up to {LONGEST_ID} letters, digits, `.`, `_` and `-`")
    } else {
        format!("for example `{slug}`; up to {LONGEST_ID} letters, digits, `.`, `_` and `-`")
    };
    let shown: String = id.chars().take(LONGEST_ID).collect();
    faults.push(entry.at.says(format!("`{shown}` cannot be the id of a unit"), Some(hint)));
    None
}

fn derived(title: &str, entry: &Entry, faults: &mut Vec<Fault>, notes: &mut Vec<Fault>) -> Option<String> {
    let slug = slug(title);
    let title = plain(title);
    if slug.is_empty() {
        let message = format!("no id can be derived from the title `{title}`");
        faults.push(entry.at.says(message, Some("give it an id of letters, digits and `-`".to_owned())));
        return None;
    }
    let hint = "write it into the file: an id stays when the title changes".to_owned();
    notes.push(entry.at.says(format!("the id `{slug}` is derived from the title `{title}`"), Some(hint)));
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
