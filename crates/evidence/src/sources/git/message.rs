//! What the message of a commit says beside what was changed: who signed off, who took part, and where it was reviewed.
//!
//! A line counts wherever it stands, not only in the last paragraph: a squashed commit carries the messages of several.

use gix::bstr::ByteSlice;

use super::commit::Person;

/// What was found in a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) signed_off: bool,
    /// One of the sign-offs has the author's address, or in a squashed commit the author's name.
    pub(super) by_author: bool,
    /// A line names who reviewed or approved it.
    pub(super) reviewed: bool,
    pub(super) coauthors: bool,
    /// It names the pull or merge request that it came with.
    pub(super) request: bool,
}

impl Message {
    /// Reads a message. `same` tells whether two addresses are one person's by the mailmap.
    pub(super) fn of(message: &[u8], author: &Person<'_>, same: impl Fn(&Person<'_>, &Person<'_>) -> bool) -> Self {
        let subject = &message[..message.find_byte(b'\n').unwrap_or(message.len())];
        let squashed = ends_with_number(subject);
        let mut found = Self { request: squashed || names_request(subject), ..Self::default() };
        let mut rest = message;
        loop {
            let end = rest.find_byte(b'\n');
            let line = &rest[..end.unwrap_or(rest.len())];
            match line.first() {
                Some(b'S' | b's') => found.signer(line, author, squashed, &same),
                Some(b'C' | b'c') => found.coauthors |= named(line, b"co-authored-by:"),
                Some(b'R' | b'r' | b'A' | b'a' | b'P' | b'p' | b'D' | b'd') => {
                    found.reviewed |= REVIEWED.iter().any(|key| named(line, key));
                    found.request |= REQUESTS.iter().any(|key| named(line, key));
                }
                _ => {}
            }
            let Some(end) = end else { return found };
            rest = &rest[end + 1..];
        }
    }

    fn signer(
        &mut self,
        line: &[u8],
        author: &Person<'_>,
        squashed: bool,
        same: impl Fn(&Person<'_>, &Person<'_>) -> bool,
    ) {
        if let Some(signer) = value(line, b"signed-off-by:").map(Person::of).filter(|one| one.address.contains(&b'@')) {
            self.signed_off = true;
            self.by_author = self.by_author
                || signer.address.eq_ignore_ascii_case(author.address)
                || (squashed && signer.name.to_lowercase() == author.name.to_lowercase())
                || same(&signer, author);
        }
        self.request |= line.starts_with(b"See merge request ") && line.contains(&b'!');
    }
}

/// Lines that name a reviewer.
const REVIEWED: [&[u8]; 3] = [b"reviewed-by:", b"approved-by:", b"acked-by:"];

/// What follows the key of a line.
fn value<'a>(line: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let start = line.get(..key.len())?;
    start.eq_ignore_ascii_case(key).then(|| line[key.len()..].trim_ascii())
}

/// Whether the line has the key and names somebody.
fn named(line: &[u8], key: &[u8]) -> bool {
    value(line, key).is_some_and(|value| !value.is_empty())
}

/// A squashed pull request: the subject ends with `(#123)`.
fn ends_with_number(subject: &[u8]) -> bool {
    let subject = subject.trim_ascii_end();
    let Some(inner) = subject.strip_suffix(b")") else { return false };
    let digits = inner.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && inner[..inner.len() - digits].ends_with(b"(#")
}

/// Subjects that forges give to the merge of a request; a number follows.
const MERGED: [&[u8]; 4] = [b"Merge pull request #", b"Merge pull request !", b"Merged PR ", b"Pull request #"];

fn names_request(subject: &[u8]) -> bool {
    let numbered =
        |start: &&[u8]| subject.strip_prefix(*start).is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit));
    subject.first().is_some_and(|first| matches!(first, b'M' | b'P')) && MERGED.iter().any(numbered)
}

/// Lines in which tools for review write the address of the request.
const REQUESTS: [&[u8]; 4] = [b"reviewed-on:", b"pr-url:", b"part-of:", b"differential revision:"];

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: Person<'_> = Person { written: b"", name: b"Ann Bee", address: b"Ann@x.org", time: None };

    fn read(message: &str) -> Message {
        Message::of(message.as_bytes(), &ANN, |_, _| false)
    }

    #[test]
    fn a_sign_off_counts_with_an_address_only() {
        let found = read("fix\n\nSigned-off-by: Ann Bee <ann@X.org>\n");
        assert!(found.signed_off && found.by_author);
        assert!(!read("fix\n\nSigned-off-by: me\n").signed_off);
        assert!(!read("fix\n\nplease add Signed-off-by: a <a@b.c>\n").signed_off);
    }

    #[test]
    fn another_address_of_the_same_person_matches_in_a_squashed_commit_or_by_the_mailmap() {
        let line = "Signed-off-by: Ann Bee <ann@home.net>";
        assert!(!read(&format!("fix\n\n{line}")).by_author);
        assert!(read(&format!("fix (#12)\n\n{line}")).by_author);
        assert!(!read("fix (#12)\n\nSigned-off-by: Bo <bo@home.net>").by_author);
        assert!(Message::of(format!("fix\n\n{line}").as_bytes(), &ANN, |_, _| true).by_author);
    }

    #[test]
    fn traces_of_review_are_told_apart_from_words_about_it() {
        for line in ["Reviewed-by: Bo <b@x.org>", "Approved-by: bo", "acked-by: Bo"] {
            assert!(read(&format!("fix\n\n{line}\n")).reviewed, "{line}");
        }
        for line in ["Reviewed-by:", "Reviewed-by nobody", "Reviewed: yes", "Ré"] {
            assert!(!read(&format!("fix\n\n{line}\n")).reviewed, "{line}");
        }
        assert!(read("x\n\nCo-Authored-By: Bo <b@x.org>").coauthors);
    }

    #[test]
    fn requests_are_known_by_the_forms_of_the_forges() {
        for message in [
            "fix a thing (#12)",
            "Merge pull request #7 from x/y\n\ntext",
            "Merged PR 7: text",
            "Merge branch 'x' into 'main'\n\ntext\n\nSee merge request group/app!12",
            "fix\n\nReviewed-on: https://review.example.org/c/12\n",
            "fix\n\nPart-of: <https://git.example.org/x/-/merge_requests/1>\n",
        ] {
            assert!(read(message).request, "{message}");
        }
        for message in ["fix (#12) again", "fix #12", "(#)", "Merge branch 'x'", "Merge pull request", "", "\n\n)"] {
            assert!(!read(message).request, "{message}");
        }
    }
}
