//! Tags that name commits: which are releases, of when, and which carry a signature.

use gix::ObjectId;
use gix::bstr::ByteSlice;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::commit::{Commit, Person};
use super::{GitError, Repository, date, shown};
use crate::facts::{History, Tags};
use crate::options::Reading;

/// Tags that name tags, one after the other.
const HOPS: usize = 5;
/// A tag is a message, and nobody needs a longer one.
const BYTES: u64 = 1 << 20;
/// Releases whose distance is looked at.
const LAST: usize = 10;

impl Repository {
    /// A digest over the names of all tags and the id that each holds; an error where they cannot be listed.
    pub(crate) fn tags_digest(&self) -> Result<String, String> {
        let mut digest = Sha256::new();
        self.each_tag(|name, id| {
            digest.update(name);
            digest.update([0]);
            digest.update(id.as_bytes());
        })?;
        Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Shows every tag, by name. A repository may have millions: none is kept here.
    fn each_tag(&self, mut see: impl FnMut(&[u8], ObjectId)) -> Result<(), String> {
        let unread = |error: &dyn std::fmt::Display| format!("tags cannot be listed: {}", super::first_line(error));
        let all = self.repo.references().map_err(|e| unread(&e))?;
        for tag in all.tags().map_err(|e| unread(&e))? {
            let tag = tag.map_err(|e| unread(&e))?;
            if let Some(id) = tag.try_id() {
                see(tag.name().shorten(), id.detach());
            }
        }
        Ok(())
    }
}

/// Reads the tags of a repository.
pub(super) fn read(repository: &Repository, history: &History, reading: &Reading<'_>) -> Tags {
    let most = reading.limits.tags;
    let (mut names, mut met) = (Vec::new(), 0);
    let listed = repository.each_tag(|name, id| {
        met += 1;
        if met <= most {
            names.push((shown(name), id));
        }
    });
    if let Err(why) = listed {
        return Tags { cut: Some(why), ..Tags::default() };
    }
    let mut found = Found::default();
    for (name, id) in names {
        if let Some(why) = (reading.stop)() {
            found.tags.cut = Some(format!("{why} before all tags were read"));
            return found.finish();
        }
        match tag(repository, id) {
            Ok(Some(tag)) => found.add(&name, tag, history),
            Ok(None) => {}
            Err(error) => {
                found.tags.cut.get_or_insert_with(|| format!("tag {name}: {error}"));
            }
        }
    }
    if met > most {
        found.tags.cut = Some(format!("only {most} of {met} tags were read"));
    }
    found.finish()
}

struct Tag {
    id: ObjectId,
    signed: bool,
    on: Option<Date>,
}

#[derive(Default)]
struct Found {
    tags: Tags,
    days: Vec<Date>,
}

impl Found {
    fn add(&mut self, name: &str, tag: Tag, history: &History) {
        let tags = &mut self.tags;
        tags.all += 1;
        if !is_release(name) {
            return;
        }
        let signed = u32::from(tag.signed);
        tags.releases += 1;
        tags.signed += signed;
        let Some(on) = tag.on else { return };
        if history.recent_from.is_some_and(|from| on >= from) {
            tags.recent += 1;
            tags.recent_signed += signed;
        }
        if tags.newest.as_ref().is_none_or(|(newest, _)| *newest < on) {
            tags.newest = Some((on, tag.id.to_string()));
        }
        self.days.push(on);
    }

    fn finish(mut self) -> Tags {
        self.days.sort_unstable();
        self.days.dedup();
        let last = &self.days[self.days.len().saturating_sub(LAST)..];
        let mut gaps: Vec<u32> = last.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
        gaps.sort_unstable();
        self.tags.usual_days = gaps.get(gaps.len() / 2).copied();
        self.tags
    }
}

fn days_between(one: Date, two: Date) -> u32 {
    one.until(two).map_or(0, |span| span.get_days().unsigned_abs())
}

/// What a tag says, if it names a commit in the end.
fn tag(repository: &Repository, id: ObjectId) -> Result<Option<Tag>, GitError> {
    let mut found = Tag { id, signed: false, on: None };
    let mut at = id;
    for _ in 0..HOPS {
        let (kind, _) = repository.header(at)?;
        match kind {
            gix::object::Kind::Commit => {
                let bytes = repository.load(at, super::STRUCTURE_BYTES)?;
                found.on = found.on.or_else(|| Commit::of(&bytes).committer.time.and_then(date));
                return Ok(Some(found));
            }
            gix::object::Kind::Tag => {
                let bytes = repository.load(at, BYTES)?;
                found.signed |= is_signed(&bytes);
                found.on = found.on.or_else(|| tagger(&bytes).time.and_then(date));
                let Some(next) = named(&bytes) else { return Ok(None) };
                at = next;
            }
            _ => return Ok(None),
        }
    }
    Ok(None)
}

/// Reads bytes as a tag, as a fuzz target does.
#[cfg(fuzzing)]
pub(super) fn fuzz(bytes: &[u8]) {
    let _ = (tagger(bytes).time.and_then(date), named(bytes), is_signed(bytes));
}

fn headers(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.lines().take_while(|line| !line.is_empty())
}

fn tagger(bytes: &[u8]) -> Person<'_> {
    headers(bytes).find_map(|line| line.strip_prefix(b"tagger ")).map(Person::of).unwrap_or_default()
}

fn named(bytes: &[u8]) -> Option<ObjectId> {
    ObjectId::from_hex(headers(bytes).find_map(|line| line.strip_prefix(b"object "))?).ok()
}

/// Whether it carries a signature; whose, and whether it is valid, is not looked at.
fn is_signed(bytes: &[u8]) -> bool {
    let begins = |line: &[u8]| {
        line.strip_prefix(b"-----BEGIN ").is_some_and(|rest| {
            rest.starts_with(b"PGP SIGN") || rest.starts_with(b"SSH SIGN") || rest.starts_with(b"SIGNED M")
        })
    };
    bytes.lines().any(begins) || headers(bytes).any(|line| line.starts_with(b"gpgsig"))
}

/// Whether a name holds the number of a version: `v2`, `1.4.0`, `app-2_0`, `20260101`.
fn is_release(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name).as_bytes();
    let digit = |at: usize| name.get(at).is_some_and(u8::is_ascii_digit);
    let parts =
        name.windows(3).any(|part| part[0].is_ascii_digit() && b"._-".contains(&part[1]) && part[2].is_ascii_digit());
    let marked = matches!(name.first(), Some(b'v' | b'V' | b'r' | b'R')) && digit(1);
    parts || marked || (!name.is_empty() && name.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_have_a_number_in_their_name() {
        for name in ["v1", "1.0", "v2.0.0-rc.1", "serde-1.0.3", "release_2_0", "pkg/v3", "20260101"] {
            assert!(is_release(name), "{name}");
        }
        for name in ["", "latest", "before-merge", "version", "stage2", "x/"] {
            assert!(!is_release(name), "{name}");
        }
    }

    #[test]
    fn a_signature_is_more_than_a_word_about_one() {
        let tag = |text: &str| {
            is_signed(format!("object 00\ntype commit\ntag v1\ntagger A <a@x> 1 +0000\n\n{text}").as_bytes())
        };
        assert!(tag("v1\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n"));
        assert!(tag("v1\n-----BEGIN SSH SIGNATURE-----\nx"));
        assert!(!tag("v1 has no -----BEGIN PGP SIGNATURE-----\n-----BEGIN CERTIFICATE-----\n"));
    }

    #[test]
    fn the_usual_distance_is_the_middle_one() {
        let day = |n: i8| Date::constant(2026, 1, n);
        let found = Found { days: vec![day(20), day(1), day(3), day(3), day(4)], ..Found::default() };
        assert_eq!(found.finish().usual_days, Some(2));
        assert_eq!(Found { days: vec![day(1)], ..Found::default() }.finish().usual_days, None);
    }
}
