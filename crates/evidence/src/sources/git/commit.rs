//! What a commit object says, borrowed from its bytes: nothing is copied, since a history has a million of them.
//!
//! Objects are written by others. Whatever their bytes are, something comes out: an empty name, no time, no parent.

use gix::bstr::ByteSlice;

/// A commit as far as the history needs it.
#[derive(Debug, Default)]
pub(super) struct Commit<'a> {
    /// The lines that name parents.
    parents: &'a [u8],
    pub(super) author: Person<'a>,
    pub(super) committer: Person<'a>,
    /// It carries a signature; whose, and whether it is valid, is not looked at.
    pub(super) signed: bool,
    pub(super) message: &'a [u8],
}

/// Who, and when, as written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Person<'a> {
    /// Name and address together, as they stand there.
    pub(super) written: &'a [u8],
    pub(super) name: &'a [u8],
    pub(super) address: &'a [u8],
    /// Seconds since 1970, where a time is written.
    pub(super) time: Option<i64>,
}

impl<'a> Commit<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let mut commit = Self::default();
        let mut at = skip(bytes, 0, b"tree ");
        let parents = at;
        while bytes[at..].starts_with(b"parent ") {
            at = skip(bytes, at, b"parent ");
        }
        commit.parents = &bytes[parents..at];
        loop {
            let line = line_at(bytes, at);
            let Some(kind) = line.first() else { break };
            match kind {
                b'a' if line.starts_with(b"author ") => commit.author = Person::of(&line[7..]),
                b'c' if line.starts_with(b"committer ") => commit.committer = Person::of(&line[10..]),
                b'g' if line.starts_with(b"gpgsig") => commit.signed = true,
                _ => {}
            }
            at += line.len() + 1;
            if at > bytes.len() {
                return commit;
            }
        }
        commit.message = bytes.get(at + 1..).unwrap_or_default();
        commit
    }

    /// Ids of the parents, in hex.
    pub(super) fn parents(&self) -> impl Iterator<Item = &'a [u8]> {
        self.parents.split(|byte| *byte == b'\n').filter_map(|line| line.strip_prefix(b"parent "))
    }
}

impl<'a> Person<'a> {
    /// `Name <address> seconds zone`, read as git does: the first `<`, the first `>` after it, the time after the last `>`.
    pub(super) fn of(line: &'a [u8]) -> Self {
        let Some(open) = line.find_byte(b'<') else {
            return Self { written: line, name: line.trim_ascii(), ..Self::default() };
        };
        let name = line[..open].trim_ascii();
        let rest = &line[open + 1..];
        let Some(close) = rest.find_byte(b'>') else {
            return Self { written: line, name, address: rest.trim_ascii(), time: None };
        };
        let last = rest.rfind_byte(b'>').unwrap_or(close);
        let written = &line[..open + close + 2];
        Self { written, name, address: rest[..close].trim_ascii(), time: seconds(rest[last + 1..].trim_ascii_start()) }
    }
}

fn seconds(text: &[u8]) -> Option<i64> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = |sum: i64, byte: &u8| sum.checked_mul(10)?.checked_add(i64::from(byte - b'0'));
    (digits > 0).then(|| text[..digits].iter().try_fold(0, number)).flatten()
}

fn line_at(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    &rest[..rest.find_byte(b'\n').unwrap_or(rest.len())]
}

/// The place behind the line at `at`, if it begins so.
fn skip(bytes: &[u8], at: usize, key: &[u8]) -> usize {
    let line = line_at(bytes, at);
    if line.starts_with(key) { (at + line.len() + 1).min(bytes.len()) } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = b"tree 00\nparent 01\nparent 02\nauthor Ann <a@x.org> 10 +0100\ncommitter Bo <b@x.org> 20 +0000\n\
        gpgsig -----BEGIN SSH SIGNATURE-----\n author Eve <e@x.org> 1 +0000\n -----END SSH SIGNATURE-----\n\nsubject\n\nbody\n";

    #[test]
    fn all_parts_are_found_and_a_signature_is_no_header() {
        let commit = Commit::of(WHOLE);
        assert_eq!(commit.parents().collect::<Vec<_>>(), [b"01", b"02"]);
        let ann = Person { written: b"Ann <a@x.org>", name: b"Ann", address: b"a@x.org", time: Some(10) };
        assert_eq!(commit.author, ann);
        assert_eq!(commit.committer.time, Some(20));
        assert!(commit.signed && commit.message == b"subject\n\nbody\n");
    }

    #[test]
    fn odd_persons_are_read_as_git_reads_them() {
        let read = |line: &'static [u8]| {
            let person = Person::of(line);
            (person.name, person.address, person.time)
        };
        assert_eq!(read(b"A <a@x> <b@y> 7 +0000"), (&b"A"[..], &b"a@x"[..], Some(7)));
        assert_eq!(read(b"A <a@x> 99999999999999999999 +0000").2, None);
        assert_eq!(read(b"nobody"), (&b"nobody"[..], &b""[..], None));
        assert_eq!(read(b"A <a"), (&b"A"[..], &b"a"[..], None));
    }

    #[test]
    fn no_bytes_make_it_panic() {
        for end in 0..=WHOLE.len() {
            let _ = Commit::of(&WHOLE[..end]).parents().count();
        }
        for odd in [&b"\n"[..], b"\n\n", b"parent ", b"tree", b"tree \n\n\n", b"author\n", b"author <>\n\n", b"gpgsig"]
        {
            let _ = Commit::of(odd).parents().count();
        }
    }
}
