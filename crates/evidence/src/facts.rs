//! What the sources found out about one repository at one commit: all that a signal may look at.
//!
//! Facts are grouped by source (tree, files, history), not by signal. A part that could not be read says why,
//! so that nothing missing is ever taken for absent.

mod folders;
mod history;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use folders::{is_foreign, is_sample};
pub use history::{History, OwnedRoot, Owners, People, Tags, Tally, Units, Upstream};

use crate::components::Components;
use crate::documents::Name;
use crate::documents::text::Text;
use crate::workflows::Parsed;

/// The facts of one repository.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Commit looked at, hex.
    pub commit: String,
    /// The day of the scan. What a source finds out is the same on every day; how old it is is not.
    pub on: Date,
    /// All paths of that commit, or why they could not be read.
    pub tree: Result<Tree, Unavailable>,
    /// The files that some signal wanted, by path.
    pub files: BTreeMap<String, File>,
    /// Set when more documents were there than the limit allows to read.
    pub documents_left_out: Option<String>,
    /// What all commits say together, or why they could not be read.
    pub history: Result<History, Unavailable>,
    /// Workflows among the files, parsed when the first signal asks.
    pub(crate) workflows: OnceLock<Parsed>,
    /// The parts of the repository, told apart when the first signal asks.
    pub(crate) components: OnceLock<Components>,
}

/// Why a source has no facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unavailable {
    /// The reason, and the way out where one is known.
    pub reason: String,
}

/// The paths of a commit.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// Files and links, sorted by path.
    pub entries: Vec<Entry>,
    /// Paths of submodules.
    pub submodules: Vec<String>,
    /// Set when a part could not be read, and which.
    pub cut: Option<String>,
}

impl Tree {
    /// Folders of bare repositories that are committed as plain files, for example as test data.
    #[must_use]
    pub fn committed_repositories(&self) -> Vec<String> {
        let has = |path: &str| self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).is_ok();
        let folders = self.entries.iter().filter_map(|entry| entry.path.strip_suffix("/HEAD"));
        folders.filter(|folder| has(&format!("{folder}/config"))).map(ToOwned::to_owned).collect()
    }
}

/// One file or link of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path with `/`; bytes that are not UTF-8 are shown as `\xNN`.
    pub path: String,
    /// The same in lower case.
    pub lower: String,
    /// Object id, hex.
    pub digest: String,
    /// File or link.
    pub kind: EntryKind,
    /// Whether the organisation says that it keeps policies there.
    pub policies: bool,
    /// Where the last part of `lower` begins: every signal asks for it.
    pub(crate) last_part: usize,
}

/// What stands behind a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A file, executable or not.
    File,
    /// A symbolic link.
    Link,
}

/// How much of a file a signal needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// Nothing.
    No,
    /// Its size, to tell an empty file from a full one.
    Size,
    /// The first bytes of its text, if it is among the few that are taken of all such files, evenly over their paths.
    Sample,
    /// Its text, if the limit on documents allows; smaller ranks come first.
    Document {
        /// 0: the path speaks for it; 1: looked at where nothing better is seen; 2: any other document.
        rank: std::cmp::Reverse<u8>,
    },
    /// Its text.
    Text,
}

/// A file that some signal wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it stands in the tree.
    pub entry: Entry,
    /// What was read.
    pub content: Content,
    /// The same as a reader sees it, made when the first signal asks.
    seen: OnceLock<Result<Text, String>>,
    /// What it is called, where it may be a document; made when the first signal asks.
    named: OnceLock<Option<Name>>,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Its text; bytes that are not UTF-8 are replaced.
    Text(String),
    /// The bytes of a document that is no text, such as DOCX.
    Bytes(Vec<u8>),
    /// Only its size was wanted.
    Sized(u64),
    /// Not text.
    Binary(u64),
    /// Larger than the limit.
    TooLarge(u64),
    /// It is listed in the tree but could not be read, and why.
    Unreadable(String),
}

impl Entry {
    /// An entry, with its lower-case path made once.
    #[must_use]
    pub fn new(path: String, digest: String, kind: EntryKind) -> Self {
        let lower = path.to_lowercase();
        let last_part = lower.rfind('/').map_or(0, |slash| slash + 1);
        Self { lower, path, digest, kind, policies: false, last_part }
    }

    /// Last part of the path, lower case.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.lower[self.last_part..]
    }

    /// Folder of the path without the last `/`, lower case; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.lower[..self.last_part.saturating_sub(1)]
    }

    /// Whether it lies in copied third-party code or in test data.
    #[must_use]
    pub fn foreign(&self) -> bool {
        is_foreign(&self.lower)
    }

    /// Whether it lies in a folder for tests, examples or snapshots: what it says is about something made up.
    #[must_use]
    pub fn sample(&self) -> bool {
        is_sample(&self.lower)
    }
}

impl File {
    /// A file and what was read of it.
    #[must_use]
    pub fn new(entry: Entry, content: Content) -> Self {
        Self { entry, content, seen: OnceLock::new(), named: OnceLock::new() }
    }

    /// Path as shown to a reader.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.entry.path
    }

    /// Last part of the path, lower case.
    #[must_use]
    pub fn name(&self) -> &str {
        self.entry.name()
    }

    /// Folder of the path without the last `/`, lower case; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.entry.folder()
    }

    /// The text, where it was read and is more than white space.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// The document that it is, as a reader sees it, where there is something to see.
    #[must_use]
    pub(crate) fn document(&self) -> Option<&Text> {
        if matches!(self.content, Content::Text(_)) {
            self.text()?;
        }
        self.read().ok()
    }

    /// What it is called, where the finder of documents looks into it.
    pub(crate) fn named(&self) -> Option<&Name> {
        self.named.get_or_init(|| Name::of(self)).as_ref()
    }

    fn read(&self) -> Result<&Text, &String> {
        self.seen.get_or_init(|| Text::of(self.name(), &self.content)).as_ref()
    }

    /// Whether there is certainly something in it.
    #[must_use]
    pub fn filled(&self) -> bool {
        match &self.content {
            Content::Text(text) => !text.trim().is_empty(),
            Content::Bytes(bytes) => !bytes.is_empty(),
            Content::Sized(bytes) | Content::Binary(bytes) | Content::TooLarge(bytes) => *bytes > 0,
            Content::Unreadable(_) => false,
        }
    }

    /// Why its text is not known, where it is not.
    #[must_use]
    pub fn unread(&self) -> Option<String> {
        match &self.content {
            Content::TooLarge(bytes) => Some(format!("{} is too large to read ({bytes} bytes)", self.path())),
            Content::Unreadable(why) => Some(format!("{}: {why}", self.path())),
            Content::Bytes(_) => self.read().err().map(|why| format!("{}: {why}", self.path())),
            Content::Text(_) | Content::Sized(_) | Content::Binary(_) => None,
        }
    }
}

impl Facts {
    /// The history; the empty one where it could not be read, which no signal is asked about.
    #[must_use]
    pub fn history(&self) -> &History {
        static NOTHING: LazyLock<History> = LazyLock::new(History::default);
        self.history.as_ref().unwrap_or(&NOTHING)
    }

    /// Facts without a file.
    pub(crate) fn new(
        commit: &str,
        on: Date,
        tree: Result<Tree, Unavailable>,
        history: Result<History, Unavailable>,
    ) -> Self {
        let (files, workflows, components) = (BTreeMap::new(), OnceLock::new(), OnceLock::new());
        Self { commit: commit.to_owned(), on, tree, files, documents_left_out: None, history, workflows, components }
    }

    /// Facts of the history alone.
    pub(crate) fn of_history(commit: &str, on: Date, history: Result<History, Unavailable>) -> Self {
        Self::new(commit, on, Ok(Tree::default()), history)
    }

    /// The parts of the repository; none where its tree could not be read.
    pub(crate) fn components(&self) -> &Components {
        let of = || self.tree.as_ref().map(|tree| Components::of(tree, &self.files)).unwrap_or_default();
        self.components.get_or_init(of)
    }

    /// The files that were read and that this signal's own filter wants, by path.
    pub fn wanted(&self, wants: fn(&Entry) -> Want) -> impl Iterator<Item = &File> {
        self.files.values().filter(move |file| wants(&file.entry) != Want::No)
    }
}

#[cfg(any(test, fuzzing))]
impl Facts {
    /// Facts of a made-up repository with these files.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        Self::holding(files.iter().map(|(path, text)| (*path, Content::Text((*text).to_owned()))))
    }

    /// Facts of a made-up repository with these contents of files.
    #[must_use]
    pub fn holding<'p>(files: impl IntoIterator<Item = (&'p str, Content)>) -> Self {
        let file = |(n, (path, content)): (usize, (&str, Content))| {
            File::new(Entry::new(path.to_owned(), format!("{n:040x}"), EntryKind::File), content)
        };
        let files: Vec<File> = files.into_iter().enumerate().map(file).collect();
        let mut entries: Vec<Entry> = files.iter().map(|file| file.entry.clone()).collect();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let files = files.into_iter().map(|file| (file.entry.path.clone(), file)).collect();
        let tree = Tree { entries, ..Tree::default() };
        Self { files, ..Self::new(&"c".repeat(40), Date::constant(2026, 11, 26), Ok(tree), Ok(History::default())) }
    }

    /// Facts of a made-up history.
    #[must_use]
    pub fn with_history(history: History) -> Self {
        Self { history: Ok(history), ..Self::of(&[]) }
    }

    /// The same with another content of one file.
    #[must_use]
    pub fn with(mut self, path: &str, content: Content) -> Self {
        if let Some(file) = self.files.get_mut(path) {
            file.content = content;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendored_and_test_data_folders_are_foreign() {
        for path in ["vendor/x/LICENSE", "a/node_modules/b/package.json", "src/TestData/go.mod"] {
            assert!(Entry::new(path.into(), String::new(), EntryKind::File).foreign(), "{path}");
        }
        assert!(!Entry::new("vendor".into(), String::new(), EntryKind::File).foreign());
        assert!(!Entry::new("src/vendors/a".into(), String::new(), EntryKind::File).foreign());
    }

    #[test]
    fn a_rank_zero_document_is_wanted_more_than_rank_one_and_less_than_text() {
        let rank = |n| Want::Document { rank: std::cmp::Reverse(n) };
        assert!(Want::Text > rank(0) && rank(0) > rank(1) && rank(1) > Want::Sample);
        assert!(Want::Sample > Want::Size && Want::Size > Want::No);
    }
}
