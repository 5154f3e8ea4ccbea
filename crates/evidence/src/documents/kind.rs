//! Documents of one kind, such as runbooks: known by their path, and believed when they speak of what such a document
//! has to treat.

use super::text::{PACKED, WRITTEN};
use crate::facts::{Entry, Facts, File, Want};

/// What tells documents of one kind.
pub(crate) struct Kind {
    /// Names of folders that hold nothing else; lower case, with `-` between words.
    pub(crate) folders: &'static [&'static str],
    /// Parts of names of files, in the same form.
    pub(crate) names: &'static [&'static str],
    /// Starts of words that such a document uses.
    pub(crate) words: &'static [&'static str],
    /// So many different ones of them have to be there.
    pub(crate) least: usize,
}

/// Characters below which a text says too little.
const LEAST_LENGTH: usize = 100;

/// Names of files that are about the others, or are to be filled in.
const NOT_ONE: &[&str] = &["readme", "index", "template", "sample", "toc", "summary"];

impl Kind {
    /// Documents at such a path, outside of copies, tests and examples.
    pub(crate) fn wants(&self, entry: &Entry) -> Want {
        if self.is_at(entry) { Want::Document { rank: std::cmp::Reverse(0) } } else { Want::No }
    }

    fn is_at(&self, entry: &Entry) -> bool {
        let Some((stem, ending)) = entry.name().rsplit_once('.') else { return false };
        if !(WRITTEN.contains(&ending) || PACKED.contains(&ending)) || entry.foreign() || entry.sample() {
            return false;
        }
        let stem = stem.replace(['_', ' '], "-");
        let named = self.names.iter().any(|name| stem.contains(name));
        let inside = entry.folder().split('/').any(|part| self.folders.contains(&part.replace('_', "-").as_str()));
        let other = NOT_ONE.iter().any(|other| stem.split('-').any(|part| part == *other));
        (named || inside) && !other
    }

    /// Those that speak of the matter, and a file at such a path that does not.
    pub(crate) fn find<'f>(&self, facts: &'f Facts) -> (Vec<&'f File>, Option<&'f File>) {
        let at = facts.files.values().filter(|file| self.is_at(&file.entry));
        let (speaking, silent): (Vec<&File>, Vec<&File>) = at.partition(|file| self.speaks(file));
        (speaking, silent.into_iter().find(|file| file.unread().is_none()))
    }

    fn speaks(&self, file: &File) -> bool {
        let Some(text) = file.document() else { return false };
        let used = self.words.iter().filter(|word| starts_a_word(&text.words, word)).count();
        used >= self.least && text.length() >= LEAST_LENGTH
    }
}

/// Whether a word of the text starts so.
pub(super) fn starts_a_word(text: &str, start: &str) -> bool {
    text.match_indices(start).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::EntryKind;

    const KIND: Kind = Kind { folders: &["runbooks"], names: &["on-call"], words: &["restart", "alert"], least: 2 };

    #[test]
    fn the_path_decides_what_is_read() {
        let wanted = |path: &str| KIND.wants(&Entry::new(path.into(), String::new(), EntryKind::File)) != Want::No;
        for path in ["docs/Runbooks/disk.md", "docs/on_call.adoc", "runbooks/a/b.rst"] {
            assert!(wanted(path), "{path}");
        }
        for path in [
            "runbooks/README.md",
            "runbooks/a.py",
            "runbooks/template.md",
            "runbooks/0000-template.md",
            "vendor/x/runbooks/a.md",
            "tests/runbooks/a.md",
            "docs/call.md",
        ] {
            assert!(!wanted(path), "{path}");
        }
    }

    #[test]
    fn the_text_decides_what_counts() {
        let full = format!("# Disk\n\nOn this alert, restart it. {}", "And so on and on. ".repeat(12));
        let files = [("runbooks/a.md", full.as_str()), ("runbooks/b.md", "Restart on alert."), ("runbooks/c.md", "")];
        let facts = Facts::of(&files);
        let (found, other) = KIND.find(&facts);
        assert_eq!(found.iter().map(|file| file.path()).collect::<Vec<_>>(), ["runbooks/a.md"]);
        assert!(other.is_some());
        assert!(starts_a_word("to restarted", "restart") && !starts_a_word("unrestarted", "restart"));
    }
}
