//! One pass over all commits that HEAD reaches: each is looked up, unpacked and read once, and then forgotten.
//!
//! The main line comes first, which tells its steps apart from what was merged; the rest follows in any order, since
//! only sums are kept. No order by date is needed, and so no commit waits in memory.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use gix::ObjectId;
use gix::objs::Find as _;

use super::commit::Commit;
use super::pass::Pass;
use super::{GitError, Repository, STRUCTURE_BYTES, first_line, short, tags};
use crate::facts::{Content, History};
use crate::mailmap::Mailmap;
use crate::options::{Limits, Reading};
use crate::roster::Roster;

impl Repository {
    /// Reads the history of a commit. `mailmap` is what that file holds at the commit, `roster` whom files name.
    pub(super) fn history(
        &self,
        head: &str,
        mailmap: Option<Content>,
        roster: &Roster,
        reading: &Reading<'_>,
    ) -> Result<History, GitError> {
        let head = ObjectId::from_hex(head.as_bytes()).map_err(|e| GitError::Head(e.to_string()))?;
        let (mailmap, doubt) = match mailmap {
            Some(Content::Text(text)) => (Mailmap::of(text.as_bytes()), None),
            Some(Content::Unreadable(why)) => (Mailmap::default(), Some(format!(".mailmap: {why}"))),
            Some(Content::TooLarge(bytes)) => {
                (Mailmap::default(), Some(format!(".mailmap is too large to read ({bytes} bytes)")))
            }
            Some(Content::Binary(_) | Content::Bytes(_) | Content::Sized(_)) | None => (Mailmap::default(), None),
        };
        let mut pass = Pass::new(self.commit(head)?.time, reading, mailmap);
        let mut walk = Walk { repository: self, met: HashSet::default(), waiting: Vec::new(), cut: Cut::default() };
        walk.run(head, reading, &mut pass);
        let Walk { met, cut, .. } = walk;
        let mut history = pass.finish(roster);
        history.cut = cut.told(met.len());
        history.doubt = doubt;
        history.tags = tags::read(self, &history, reading);
        Ok(history)
    }
}

struct Walk<'r> {
    repository: &'r Repository,
    met: HashSet<Key, BuildHasherDefault<Same>>,
    /// Second and further parents of merges.
    waiting: Vec<ObjectId>,
    cut: Cut,
}

impl Walk<'_> {
    fn run(&mut self, head: ObjectId, reading: &Reading<'_>, pass: &mut Pass<'_>) {
        let boundary: HashSet<ObjectId> = self.repository.boundary().into_iter().collect();
        let mut buffer = Vec::new();
        let mut bytes = 0;
        let mut next = Some((head, true));
        while let Some((id, main)) = next.take().or_else(|| self.waiting.pop().map(|id| (id, false))) {
            if !self.met.insert(key(&id)) {
                continue;
            }
            if let Some(why) = self.stop(bytes, reading) {
                self.met.remove(&key(&id));
                self.cut.other = Some(why);
                return;
            }
            let data = match self.read(id, &mut buffer) {
                Ok(data) => data,
                Err(error) => {
                    self.met.remove(&key(&id));
                    self.cut.missing(error);
                    continue;
                }
            };
            bytes += data.len() as u64;
            let commit = Commit::of(data);
            if !pass.see(&id, &commit, main) {
                self.cut.other.get_or_insert_with(|| "more authors were met than are told apart".to_owned());
            }
            if !boundary.is_empty() && boundary.contains(&id) {
                self.cut.shallow = true;
                continue;
            }
            let mut parents = commit.parents().filter_map(|hex| ObjectId::from_hex(hex).ok());
            next = parents.next().map(|first| (first, main));
            self.waiting.extend(parents.filter(|parent| !self.met.contains(&key(parent))));
        }
    }

    /// Reads a commit in one look-up; the size is checked while it is unpacked, by the limit that the repository was
    /// opened with.
    fn read<'b>(&self, id: ObjectId, buffer: &'b mut Vec<u8>) -> Result<&'b [u8], GitError> {
        match self.repository.repo.objects.try_find(&id, buffer) {
            Ok(Some(object)) if object.kind == gix::object::Kind::Commit => Ok(object.data),
            Ok(Some(object)) => Err(GitError::Damaged(short(id), format!("it is a {} and no commit", object.kind))),
            Ok(None) => Err(self.repository.absent(id)),
            // Looked at again, slowly, to say which limit or damage it is.
            Err(error) => Err(match self.repository.load(id, STRUCTURE_BYTES) {
                Err(precise) => precise,
                Ok(_) => GitError::Damaged(short(id), first_line(&error)),
            }),
        }
    }

    /// Why to stop before the next commit.
    fn stop(&self, bytes: u64, reading: &Reading<'_>) -> Option<String> {
        let Limits { commits, history_bytes, .. } = *reading.limits;
        let walked = self.met.len() - 1;
        if walked >= commits {
            Some(format!("the history was read up to {commits} commits and no further"))
        } else if bytes > history_bytes {
            Some(format!("the history was read up to {} megabytes and no further", history_bytes >> 20))
        } else if walked.is_multiple_of(ASK) {
            (reading.stop)().map(|why| format!("{why} before the whole history was read"))
        } else {
            None
        }
    }
}

/// Commits between two looks at whether to stop.
const ASK: usize = 4096;

/// What was not reached.
#[derive(Default)]
struct Cut {
    missing: Option<(GitError, usize)>,
    shallow: bool,
    other: Option<String>,
}

impl Cut {
    fn missing(&mut self, error: GitError) {
        let (_, number) = self.missing.get_or_insert((error, 0));
        *number += 1;
    }

    /// All of it in words.
    fn told(self, commits: usize) -> Option<String> {
        let shallow = self.shallow.then(|| {
            format!("the history is cut at {commits} commits (shallow clone); `git fetch --unshallow` brings the rest")
        });
        let missing = self.missing.map(|(error, number)| match number {
            1 => format!("the history ends early: {error}"),
            _ => format!("the history ends early at {number} places, the first: {error}"),
        });
        let all: Vec<String> = [self.other, missing, shallow].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

/// The first half of an id and more: a million of them are met, and nobody can make two commits that share it.
type Key = u128;

fn key(id: &gix::oid) -> Key {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&id.as_bytes()[..16]);
    u128::from_ne_bytes(bytes)
}

/// Ids are evenly spread already.
#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a part of an even spread is evenly spread")]
    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}
