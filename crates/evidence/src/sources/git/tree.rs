//! All paths of a commit, read without recursion and within limits.

use gix::ObjectId;
use gix::objs::tree::EntryKind as GitKind;

use super::{GitError, Repository, STRUCTURE_BYTES, first_line, short, shown};
use crate::facts::{Entry, EntryKind, Tree};
use crate::options::{Limits, Reading};

/// Folders inside each other at most.
const DEPTH: usize = 256;
/// Bytes of the longest path; no system opens a longer one.
const PATH: usize = 4096;

struct Folder {
    path: Vec<u8>,
    id: ObjectId,
    depth: usize,
}

/// A commit as far as its files are concerned.
pub(super) struct Root {
    tree: ObjectId,
    /// Seconds since 1970, by the committer's clock.
    pub(super) time: i64,
}

impl Repository {
    /// Reads one commit.
    pub(super) fn commit(&self, id: ObjectId) -> Result<Root, GitError> {
        let bytes = self.load(id, STRUCTURE_BYTES)?;
        let damaged = |why: String| GitError::Damaged(short(id), why);
        let commit = gix::objs::CommitRef::from_bytes(&bytes, id.kind()).map_err(|e| damaged(first_line(&e)))?;
        let time = commit.committer().map_or(0, |committer| committer.time().map_or(0, |time| time.seconds));
        Ok(Root { tree: commit.tree(), time })
    }

    /// The paths of a commit. A folder that cannot be read is named in `cut` and the rest is still read. A folder may be
    /// there a million times under as many paths, and so it is the paths that are counted, and the bytes of each reading.
    pub(super) fn tree(&self, commit: &str, reading: &Reading<'_>) -> Result<Tree, GitError> {
        let limits = reading.limits;
        let id = ObjectId::from_hex(commit.as_bytes()).map_err(|e| GitError::Head(e.to_string()))?;
        let root = self.commit(id)?.tree;
        let mut tree = Tree::default();
        let (mut met, mut bytes) = (0, 0_u64);
        let mut folders = vec![Folder { path: Vec::new(), id: root, depth: 0 }];
        while let Some(folder) = folders.pop() {
            if let Some(why) = (reading.stop)() {
                note(&mut tree, format!("{why} before the whole tree was read"));
                break;
            }
            let data = match self.load(folder.id, STRUCTURE_BYTES) {
                Ok(data) => data,
                Err(error) if folder.depth == 0 => return Err(error),
                Err(error) => {
                    note(&mut tree, format!("{}/: {error}", shown(&folder.path)));
                    continue;
                }
            };
            bytes += data.len() as u64;
            for entry in gix::objs::TreeRefIter::from_bytes(&data, id.kind()) {
                let Ok(entry) = entry else {
                    note(&mut tree, format!("{}/: the tree object is damaged", shown(&folder.path)));
                    break;
                };
                let length = folder.path.len() + 1 + entry.filename.len();
                met += 1;
                bytes += length as u64;
                if let Some(end) = end(met, bytes, limits) {
                    note(&mut tree, end);
                    folders.clear();
                    break;
                }
                if length > PATH {
                    note(&mut tree, format!("paths of more than {PATH} bytes were not read"));
                    continue;
                }
                place(&mut tree, &mut folders, &folder, entry);
            }
        }
        tree.entries.sort_by(|a, b| a.path.cmp(&b.path));
        tree.submodules.sort();
        Ok(tree)
    }
}

/// Which limit the entries and bytes met so far are above.
fn end(met: usize, bytes: u64, limits: &Limits) -> Option<String> {
    if met > limits.tree_entries {
        Some(format!("only the first {} entries of the tree were read", limits.tree_entries))
    } else if bytes > limits.tree_bytes {
        Some(format!("only the first {} megabytes of the tree were read", limits.tree_bytes >> 20))
    } else {
        None
    }
}

fn place(tree: &mut Tree, folders: &mut Vec<Folder>, parent: &Folder, entry: gix::objs::tree::EntryRef<'_>) {
    let mut path = parent.path.clone();
    if !path.is_empty() {
        path.push(b'/');
    }
    path.extend_from_slice(entry.filename);
    let id = entry.oid.to_owned();
    match entry.mode.kind() {
        GitKind::Tree if parent.depth >= DEPTH => {
            note(tree, format!("{DEPTH} folders inside each other were read, and no deeper"));
        }
        GitKind::Tree => folders.push(Folder { path, id, depth: parent.depth + 1 }),
        GitKind::Commit => tree.submodules.push(shown(&path)),
        GitKind::Link => tree.entries.push(Entry::new(shown(&path), id.to_string(), EntryKind::Link)),
        GitKind::Blob | GitKind::BlobExecutable => {
            tree.entries.push(Entry::new(shown(&path), id.to_string(), EntryKind::File));
        }
    }
}

/// Keeps the first reason in full and says that there are more.
fn note(tree: &mut Tree, reason: String) {
    match &mut tree.cut {
        None => tree.cut = Some(reason),
        Some(first) if !first.ends_with("; and more") => first.push_str("; and more"),
        Some(_) => {}
    }
}
