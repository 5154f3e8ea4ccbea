//! The git source: the only module that knows gix.
//!
//! It reads objects and nothing else: no checkout, no filters, no hooks, no network, no configuration but the
//! repository's own. The size of an object is looked up before it is loaded, so that no file of a hostile or
//! merely large repository decides how much memory is used.

mod blobs;
mod cache;
mod calendar;
mod commit;
mod form;
mod history;
mod message;
mod pass;
mod tags;
mod tree;

use std::collections::BTreeSet;
use std::path::Path;

use gix::ObjectId;
use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use crate::codeowners;
use crate::components::Components;
use crate::facts::{Entry, Facts, File, Tree, Unavailable, Want};
use crate::options::Reading;
use crate::roster::{OWNING, Roster};

/// Largest commit or tree object that is loaded.
const STRUCTURE_BYTES: u64 = 64 << 20;

/// Why a repository or one of its objects could not be read.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub(crate) enum GitError {
    #[error("it is not a repository that can be read: {0}")]
    Open(String),
    #[error("its references are kept in the `{0}` format, which this version cannot read")]
    References(String),
    #[error("its `{0}` leads out of it, which is never followed")]
    Elsewhere(String),
    #[error("its `{0}` is neither a file nor a folder")]
    NoFile(String),
    #[error("its `packed-refs` has {0} bytes, more than is read")]
    Packed(u64),
    #[error("it has more than {0} loose objects and references, or folders too deep")]
    Loose(usize),
    #[error("HEAD cannot be read: {0}")]
    Head(String),
    #[error("HEAD points at {0}, which does not exist, while other branches do")]
    Dangling(String),
    #[error("object {0} is not in this partial clone; get it with `git fetch --refetch --no-filter`")]
    NotFetched(String),
    #[error("object {0} is missing, the repository is damaged or incomplete; see `git fsck`")]
    Missing(String),
    #[error("object {0} is damaged ({1}); see `git fsck`")]
    Damaged(String, String),
    #[error("object {0} has {1} bytes, more than is read")]
    TooLarge(String, u64),
}

impl GitError {
    /// The way out, where there is one that the message does not already name.
    pub(crate) fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Open(_) => "check it with `git status` and `git fsck`, or clone it again",
            Self::Elsewhere(name) if name == "objects/info/alternates" => {
                "it borrows objects of another repository: `git repack -a -d`, then remove that file; or clone it anew"
            }
            Self::Elsewhere(_) => "scan the repository that it leads to, or clone that one",
            Self::NoFile(_) => "remove it, or clone the repository again",
            Self::Loose(_) => "pack them: `git gc`",
            Self::Packed(_) => "remove references that nobody needs, or scan a clone of one branch",
            Self::References(_) => "clone it with `git clone --ref-format=files` and scan the clone",
            Self::Head(_) => "see `git symbolic-ref HEAD`",
            Self::Dangling(_) => "point HEAD at the branch to be scanned: `git symbolic-ref HEAD refs/heads/<branch>`",
            Self::NotFetched(_) | Self::Missing(_) | Self::Damaged(..) | Self::TooLarge(..) => {
                return None;
            }
        };
        Some(hint.to_owned())
    }
}

/// An open repository.
pub(crate) struct Repository {
    repo: gix::Repository,
    partial_clone: bool,
}

/// What HEAD names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Head {
    /// A commit, by its id. Whether it is here is not looked at.
    Commit(String),
    /// Nothing yet: the repository has no commit.
    NoCommit,
}

impl Repository {
    /// Opens a work tree or a bare repository without looking at the user's or the system's configuration.
    pub(crate) fn open(path: &Path) -> Result<Self, GitError> {
        form::check(path)?;
        let options = gix::open::Options::isolated()
            .with(gix::sec::Trust::Full)
            .strict_config(false)
            .config_overrides(["core.useReplaceRefs=false", "gitoxide.objects.allocLimit=64m"]);
        // `with(Trust)` chooses laxer permissions, so isolation is stated after it.
        let options = options.permissions(gix::open::Permissions::isolated());
        let mut repo = gix::open_opts(path, options).map_err(|e| GitError::Open(first_line(&e)))?;
        repo.objects.set_pack_cache(|| Box::new(cache::Bases::new()));
        let (partial_clone, references) = {
            let config = repo.config_snapshot();
            let partial =
                config.string("extensions.partialClone").is_some() || config.string("remote.origin.promisor").is_some();
            (partial, config.string("extensions.refStorage").map(|value| value.to_string()))
        };
        match references {
            Some(format) if format != "files" => Err(GitError::References(format)),
            _ => Ok(Self { repo, partial_clone }),
        }
    }

    /// The commit that HEAD names.
    pub(crate) fn head(&self) -> Result<Head, GitError> {
        let head = self.repo.head().map_err(|e| GitError::Head(first_line(&e)))?;
        if let gix::head::Kind::Unborn(name) = &head.kind {
            let branches =
                self.repo.references().ok().and_then(|all| all.all().ok().map(|mut refs| refs.any(|r| r.is_ok())));
            return match branches {
                Some(true) => Err(GitError::Dangling(name.as_bstr().to_string())),
                _ => Ok(Head::NoCommit),
            };
        }
        Ok(head.id().map_or(Head::NoCommit, |id| Head::Commit(id.to_string())))
    }

    /// The day on which a commit was committed, by the committer's clock.
    pub(crate) fn committed_on(&self, commit: &str) -> Result<Option<Date>, GitError> {
        let id = ObjectId::from_hex(commit.as_bytes()).map_err(|e| GitError::Head(e.to_string()))?;
        Ok(date(self.commit(id)?.time))
    }

    /// The address of the remote repository `origin`, as it is written in the configuration.
    pub(crate) fn origin(&self) -> Option<String> {
        let address = self.repo.config_snapshot().string("remote.origin.url")?;
        Some(shown(address.as_ref()))
    }

    /// Commits at which the history of a shallow clone is cut, sorted.
    pub(crate) fn shallow(&self) -> Vec<String> {
        let mut cut: Vec<String> = self.boundary().iter().map(ToString::to_string).collect();
        cut.sort();
        cut
    }

    fn boundary(&self) -> Vec<ObjectId> {
        let commits = self.repo.shallow_commits().ok().flatten();
        commits.iter().flat_map(|all| all.iter()).copied().collect()
    }

    /// The tree of a commit, with the places of policies that the organisation knows.
    fn described(&self, commit: &str, reading: &Reading<'_>) -> Result<Tree, GitError> {
        let mut tree = self.tree(commit, reading);
        for entry in tree.iter_mut().flat_map(|tree| &mut tree.entries) {
            entry.policies = reading.policies.holds(&entry.lower);
        }
        tree
    }

    /// Ids of contents that [`Self::facts`] would read and that are not here, as in a clone without contents.
    pub(crate) fn absent_contents(
        &self,
        commit: &str,
        reading: &Reading<'_>,
        wants: impl Fn(&Entry) -> Want,
    ) -> Result<BTreeSet<String>, GitError> {
        let tree = self.described(commit, reading)?;
        let wants = |entry: &Entry| if entry.path == ".mailmap" { Want::Text } else { wants(entry) };
        Ok(self.absent_contents_of(&tree, reading.limits, wants))
    }

    /// All facts of one commit. `wants` says how much of each file is needed.
    pub(crate) fn facts(&self, commit: &str, reading: &Reading<'_>, wants: impl Fn(&Entry) -> Want) -> Facts {
        let limits = reading.limits;
        let tree = self.described(commit, reading);
        let mailmap = tree.as_ref().ok().and_then(|tree| self.file(tree, ".mailmap", limits));
        let (files, documents_left_out) = match &tree {
            Ok(tree) => self.files(tree, reading, wants),
            Err(_) => (std::collections::BTreeMap::new(), None),
        };
        let mut roster = Roster::of(files.values(), OWNING);
        let components = tree.as_ref().map(|tree| Components::of(tree, &files)).unwrap_or_default();
        if reading.upstream {
            roster.in_manifests(files.values());
        } else if let Some(rules) = codeowners::in_effect(files.values()).and_then(File::text) {
            roster.own(components.answered_for(), rules);
            if let Some(cut) = tree.as_ref().ok().and_then(|tree| tree.cut.clone()) {
                roster.roots = Err(cut);
            }
        }
        let mut history = self.history(commit, mailmap, &roster, reading).map_err(unavailable);
        if let Some(upstream) = history.as_mut().ok().and_then(|history| history.upstream.as_mut()) {
            let cut = tree.as_ref().map_or_else(|error| Some(error.to_string()), |tree| tree.cut.clone());
            upstream.unread = cut.or_else(|| files.values().find_map(File::unread));
        }
        let facts = Facts::new(commit, reading.on, tree.map_err(unavailable), history);
        Facts { files, documents_left_out, components: components.into(), ..facts }
    }

    /// Size and kind of an object, without loading it.
    fn header(&self, id: ObjectId) -> Result<(gix::object::Kind, u64), GitError> {
        match self.repo.try_find_header(id) {
            Ok(Some(header)) => Ok((header.kind(), header.size())),
            Ok(None) => Err(self.absent(id)),
            Err(e) => Err(GitError::Damaged(short(id), first_line(&e))),
        }
    }

    /// Bytes of an object that is not larger than `most`.
    fn load(&self, id: ObjectId, most: u64) -> Result<Vec<u8>, GitError> {
        let (_, size) = self.header(id)?;
        if size > most {
            return Err(GitError::TooLarge(short(id), size));
        }
        match self.repo.try_find_object(id) {
            Ok(Some(object)) => Ok(object.detach().data),
            Ok(None) => Err(self.absent(id)),
            Err(e) => Err(GitError::Damaged(short(id), first_line(&e))),
        }
    }

    fn absent(&self, id: ObjectId) -> GitError {
        if self.partial_clone { GitError::NotFetched(short(id)) } else { GitError::Missing(short(id)) }
    }
}

fn short(id: ObjectId) -> String {
    id.to_hex_with_len(12).to_string()
}

fn first_line(error: &dyn std::fmt::Display) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

fn unavailable(error: GitError) -> Unavailable {
    Unavailable { reason: error.to_string() }
}

fn date(seconds: i64) -> Option<Date> {
    let time = Timestamp::from_second(seconds).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Bytes as text; what is not UTF-8 becomes `\xNN`, so that no name is lost and none makes trouble on a screen.
pub(crate) fn shown(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() {
                text.extend(c.escape_default());
            } else {
                text.push(c);
            }
        }
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02X}"));
        }
    }
    text
}

/// Reads bytes as every object of git, as a fuzz target does.
#[cfg(fuzzing)]
pub(crate) fn fuzz(bytes: &[u8]) {
    let commit = commit::Commit::of(bytes);
    let _ = commit.parents().count();
    let _ = message::Message::of(commit.message, &commit.author, |one, other| one.address == other.address);
    tags::fuzz(bytes);
    let _ = blobs::decode(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_shown_as_numbers() {
        assert_eq!(shown(b"caf\xe9.md"), "caf\\xE9.md");
        assert_eq!(shown("café\n.md".as_bytes()), "café\\n.md");
    }

    #[test]
    fn dates_are_utc_days() {
        assert_eq!(date(0).map(|d| d.to_string()).as_deref(), Some("1970-01-01"));
        assert_eq!(date(i64::MAX), None);
    }
}
