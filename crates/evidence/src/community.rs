//! Where the documents for a project's community stand: names, places and endings that forges and people use.

use crate::facts::{Entry, Facts, File, Want};
use crate::prose;

/// Folders in which forges look for such files.
pub(crate) const PLACES: &[&str] = &["", ".github", ".gitlab", ".gitea", ".forgejo", "docs", "doc", ".well-known"];

/// Endings of text documents; a name without one is text as well.
const ENDINGS: &[&str] =
    &["md", "markdown", "mdown", "txt", "text", "rst", "adoc", "asciidoc", "org", "rdoc", "textile", "html", "htm"];

/// The name without a known ending of text documents; `None` for other files.
pub(crate) fn stem(name: &str) -> Option<&str> {
    match name.rsplit_once('.') {
        None => Some(name),
        Some((stem, ending)) => ENDINGS.contains(&ending).then_some(stem),
    }
}

/// Whether a file has one of these names, in one of the usual places.
pub(crate) fn is_named(entry: &Entry, stems: &[&str]) -> bool {
    PLACES.contains(&entry.folder()) && stem(entry.name()).is_some_and(|stem| stems.contains(&stem))
}

/// Text for files with one of these names.
pub(crate) fn want_named(entry: &Entry, stems: &[&str]) -> Want {
    if is_named(entry, stems) { Want::Text } else { Want::No }
}

/// The first section of documents with these names for which `says` holds, by its heading and its text; the heading is
/// in lower case. With the line of the heading.
pub(crate) fn section<'f>(
    facts: &'f Facts,
    stems: &[&str],
    says: impl Fn(&str, &str) -> bool,
) -> Option<(&'f File, u32)> {
    facts.files.values().filter(|file| is_named(&file.entry, stems)).find_map(|file| {
        let sections = prose::sections(file.text()?);
        let found = sections.iter().find(|section| says(&section.heading, &section.body.join("\n")));
        found.map(|section| (file, section.line))
    })
}

/// What a community document turned out to be.
pub(crate) enum Found<'a> {
    /// It has enough to say.
    Full(&'a File),
    /// A short text that leads to a document elsewhere.
    Pointer(&'a File),
    /// Only files with too little in them.
    Thin(&'a File),
    /// None.
    Nothing,
}

/// Looks at the wanted files for one with enough text that passes `says`; a shorter one may point elsewhere.
pub(crate) fn find(facts: &Facts, wants: fn(&Entry) -> Want, least: usize, says: fn(&str) -> bool) -> Found<'_> {
    let mut pointer = None;
    let mut thin = None;
    // The shortest path first: the one at the root is the project's own.
    let mut files: Vec<&File> = facts.wanted(wants).collect();
    files.sort_by_key(|file| (file.entry.path.matches('/').count(), file.path()));
    for file in files {
        let text = file.text().unwrap_or_default();
        if prose::length(text) >= least && says(&text.to_lowercase()) {
            return Found::Full(file);
        }
        if !text.is_empty() && prose::points_elsewhere(text) && prose::length(text) < 1000 {
            pointer.get_or_insert(file);
        } else if file.unread().is_none() {
            thin.get_or_insert(file);
        }
    }
    match (pointer, thin) {
        (Some(file), _) => Found::Pointer(file),
        (None, Some(file)) => Found::Thin(file),
        (None, None) => Found::Nothing,
    }
}
