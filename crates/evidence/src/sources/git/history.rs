//! The newest commits, in the order of `git log`, with what their messages and addresses say.
//!
//! Persons are compared while a commit is read; names and addresses are not kept.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use gix::ObjectId;

use super::{GitError, Repository, STRUCTURE_BYTES, first_line, short};
use crate::facts::{Commit, History};
use crate::options::Limits;

/// A commit as far as the walk needs it.
pub(super) struct Read {
    pub(super) tree: ObjectId,
    pub(super) time: i64,
    parents: Vec<ObjectId>,
    bytes: Vec<u8>,
}

impl Repository {
    /// Reads one commit.
    pub(super) fn commit(&self, id: ObjectId) -> Result<Read, GitError> {
        let bytes = self.load(id, STRUCTURE_BYTES)?;
        let damaged = |why: String| GitError::Damaged(short(id), why);
        let commit = gix::objs::CommitRef::from_bytes(&bytes, id.kind()).map_err(|e| damaged(first_line(&e)))?;
        let time = commit.committer().map_or(0, |committer| committer.time().map_or(0, |time| time.seconds));
        let (tree, parents) = (commit.tree(), commit.parents().collect());
        drop(commit);
        Ok(Read { tree, time, parents, bytes })
    }

    /// Walks from `head` by commit date, newest first.
    pub(super) fn history(&self, head: &str, limits: &Limits) -> Result<History, GitError> {
        let head = ObjectId::from_hex(head.as_bytes()).map_err(|e| GitError::Head(e.to_string()))?;
        let boundary: HashSet<String> = self.shallow().into_iter().collect();
        let mut walk = Walk::default();
        walk.push(head, self.commit(head)?);
        let mut history = History::default();
        let mut shallow = false;
        while let Some((id, commit)) = walk.pop() {
            if history.commits.len() == limits.commits {
                return Ok(history);
            }
            if walk.walked > limits.commits_walked {
                history.cut = Some(format!("the walk ended after {} commits", limits.commits_walked));
                return Ok(history);
            }
            if commit.parents.len() < 2 {
                history.commits.push(judge(id, &commit.bytes));
            }
            if boundary.contains(&id.to_string()) {
                shallow = true;
                continue;
            }
            for parent in commit.parents {
                if walk.met.contains(&parent) {
                    continue;
                }
                match self.commit(parent) {
                    Ok(read) => walk.push(parent, read),
                    Err(error) => history.cut = Some(format!("the history ends early: {error}")),
                }
            }
        }
        if shallow {
            let commits = history.commits.len();
            history.cut = Some(format!(
                "the history is cut at {commits} commits (shallow clone); `git fetch --unshallow` brings the rest"
            ));
        }
        Ok(history)
    }
}

/// Commits waiting to be visited: the newest first, and the one met first where the time is the same.
#[derive(Default)]
struct Walk {
    queue: BinaryHeap<(i64, Reverse<usize>, ObjectId)>,
    waiting: std::collections::HashMap<ObjectId, Read>,
    met: HashSet<ObjectId>,
    walked: usize,
}

impl Walk {
    fn push(&mut self, id: ObjectId, commit: Read) {
        if self.met.insert(id) {
            self.queue.push((commit.time, Reverse(self.met.len()), id));
            self.waiting.insert(id, commit);
        }
    }

    fn pop(&mut self) -> Option<(ObjectId, Read)> {
        let (_, _, id) = self.queue.pop()?;
        self.walked += 1;
        self.waiting.remove(&id).map(|commit| (id, commit))
    }
}

fn judge(id: ObjectId, bytes: &[u8]) -> Commit {
    let text = String::from_utf8_lossy(bytes);
    let (headers, message) = text.split_once("\n\n").unwrap_or((&text, ""));
    let author = headers.lines().find_map(|line| line.strip_prefix("author ")).map(person);
    let author = author.unwrap_or_default();
    let squashed = message.lines().next().is_some_and(ends_with_number);
    let signers: Vec<Person> = message.lines().filter_map(signer).collect();
    Commit {
        id: id.to_string(),
        bot: author.address.contains("[bot]") || author.name.ends_with("[bot]"),
        signed_off: !signers.is_empty(),
        address_matches: signers
            .iter()
            .any(|signer| signer.address == author.address || (squashed && signer.name == author.name)),
    }
}

#[derive(Default, PartialEq, Eq)]
struct Person {
    name: String,
    address: String,
}

/// `Name <address> …`, lower case.
fn person(text: &str) -> Person {
    let (name, rest) = text.split_once('<').unwrap_or((text, ""));
    let (address, _) = rest.split_once('>').unwrap_or((rest, ""));
    Person { name: name.trim().to_lowercase(), address: address.trim().to_lowercase() }
}

/// A sign-off line with an address; squashed commits carry them in the middle of the message, so any line counts.
fn signer(line: &str) -> Option<Person> {
    const KEY: &str = "signed-off-by:";
    let key = line.get(..KEY.len())?;
    let signer = key.eq_ignore_ascii_case(KEY).then(|| person(&line[KEY.len()..]))?;
    signer.address.contains('@').then_some(signer)
}

/// A squashed pull request: the subject ends with `(#123)`.
fn ends_with_number(subject: &str) -> bool {
    let Some((_, number)) = subject.trim_end().rsplit_once("(#") else {
        return false;
    };
    number.strip_suffix(')').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(message: &str) -> Commit {
        let bytes = format!("tree 0\nauthor Ann Bee <Ann@x.org> 1 +0000\ncommitter C <c@x.org> 1 +0000\n\n{message}");
        judge(ObjectId::null(gix::hash::Kind::Sha1), bytes.as_bytes())
    }

    #[test]
    fn a_sign_off_counts_with_an_address_only() {
        let commit = judged("fix\n\nSigned-off-by: Ann Bee <ann@X.org>\n");
        assert!(commit.signed_off && commit.address_matches && !commit.bot);
        assert!(!judged("fix\n\nSigned-off-by: me\n").signed_off);
        assert!(!judged("fix\n\nplease add Signed-off-by: a <a@b.c>\n").signed_off);
    }

    #[test]
    fn another_address_of_the_same_person_matches_in_a_squashed_commit_only() {
        let line = "Signed-off-by: Ann Bee <ann@home.net>";
        assert!(!judged(&format!("fix\n\n{line}")).address_matches);
        assert!(judged(&format!("fix (#12)\n\n{line}")).address_matches);
    }

    #[test]
    fn non_ascii_lines_are_no_trouble() {
        assert!(signer("Sïgned-öff-bÿ: ü").is_none());
        assert!(signer("é").is_none());
    }
}
