//! The contents of the files that signals want: each read once, none larger than the limits allow.

use std::collections::{BTreeMap, BTreeSet};

use gix::ObjectId;

use super::{GitError, Repository, shown};
use crate::documents::text::is_packed;
use crate::facts::{Content, Entry, EntryKind, File, Tree, Want};
use crate::options::{Limits, Reading};

/// Links followed inside the tree, one after the other.
const HOPS: usize = 5;
/// A link's target is a path; nobody needs a longer one.
const LINK_BYTES: u64 = 4096;
/// Largest file that is looked into as a sample, and how much of it is kept.
const SAMPLE_BYTES: u64 = 256 << 10;
const SAMPLE_KEPT: usize = 4 << 10;
/// Bytes searched for a zero, which text does not have.
const SNIFF: usize = 8000;

impl Repository {
    /// The wanted files by path, and a word on documents that were left out.
    pub(super) fn files(
        &self,
        tree: &Tree,
        reading: &Reading<'_>,
        wants: impl Fn(&Entry) -> Want,
    ) -> (BTreeMap<String, File>, Option<String>) {
        let limits = reading.limits;
        let (wanted, left_out) = chosen(tree, limits, wants);
        let mut budget = limits.repository_bytes;
        let mut files = BTreeMap::new();
        for (want, entry) in wanted {
            let content = match (reading.stop)() {
                Some(why) => Content::Unreadable(format!("{why} before it was read")),
                None => self.content(tree, entry, want, limits, &mut budget),
            };
            files.insert(entry.path.clone(), File::new(entry.clone(), content));
        }
        (files, left_out)
    }

    /// Ids of the contents of wanted files that are not here, and of those links on the way to them, as far as these are.
    pub(super) fn absent_contents_of(
        &self,
        tree: &Tree,
        limits: &Limits,
        wants: impl Fn(&Entry) -> Want,
    ) -> BTreeSet<String> {
        let here = |digest: &str| object_id(digest).is_ok_and(|id| self.header(id).is_ok());
        let mut absent = BTreeSet::new();
        for (_, entry) in chosen(tree, limits, wants).0 {
            // A link that is not here leads on when it is.
            let target = match self.target(tree, entry) {
                Ok(Ok(target)) => target,
                Ok(Err(_)) => continue,
                Err(_) => entry,
            };
            if !here(&target.digest) {
                absent.insert(target.digest.clone());
            }
        }
        absent
    }

    /// One file, whoever wants it; nothing where the commit has none of that name.
    pub(super) fn file(&self, tree: &Tree, path: &str, limits: &Limits) -> Option<Content> {
        let found = tree.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        let mut budget = limits.file_bytes;
        Some(self.content(tree, &tree.entries[found], Want::Text, limits, &mut budget))
    }

    fn content(&self, tree: &Tree, entry: &Entry, want: Want, limits: &Limits, budget: &mut u64) -> Content {
        let packed = matches!(want, Want::Document { .. }) && is_packed(entry.name());
        let most = if packed { limits.document_bytes } else { limits.file_bytes };
        self.read(tree, entry, want, most, budget).unwrap_or_else(|error| Content::Unreadable(error.to_string()))
    }

    fn read(&self, tree: &Tree, entry: &Entry, want: Want, most: u64, budget: &mut u64) -> Result<Content, GitError> {
        let target = match self.target(tree, entry)? {
            Ok(target) => target,
            Err(why) => return Ok(Content::Unreadable(why)),
        };
        let id = object_id(&target.digest)?;
        let (_, size) = self.header(id)?;
        if want == Want::Size {
            return Ok(Content::Sized(size));
        }
        if size > most || (want == Want::Sample && size > SAMPLE_BYTES) {
            return Ok(Content::TooLarge(size));
        }
        if size > *budget {
            let why = "not read, the text kept of one repository has reached its limit";
            return Ok(Content::Unreadable(why.to_owned()));
        }
        *budget -= size;
        let data = self.load(id, most)?;
        let packed = is_packed(entry.name()) && want > Want::Sample;
        let kept = if want == Want::Sample { SAMPLE_KEPT.min(data.len()) } else { data.len() };
        Ok(match decode(&data[..kept]) {
            Content::Text(_) | Content::Binary(_) if packed => Content::Bytes(data),
            content => content,
        })
    }

    /// The file behind an entry; links are followed by path inside the tree and never on disk.
    fn target<'t>(&self, tree: &'t Tree, entry: &'t Entry) -> Result<Result<&'t Entry, String>, GitError> {
        let mut at = entry;
        for _ in 0..HOPS {
            if at.kind == EntryKind::File {
                return Ok(Ok(at));
            }
            let link = shown(&self.load(object_id(&at.digest)?, LINK_BYTES)?);
            let Some(path) = joined(&at.path, &link) else {
                return Ok(Err("it is a link to a place outside the repository".to_owned()));
            };
            match tree.entries.binary_search_by(|candidate| candidate.path.as_str().cmp(&path)) {
                Ok(found) => at = &tree.entries[found],
                Err(_) => {
                    return Ok(Err("it is a link to something that is not a file of this commit".to_owned()));
                }
            }
        }
        Ok(Err("it is a link that leads to further links without an end".to_owned()))
    }
}

/// The entries that are wanted, most wanted first, and a word on documents that were left out.
fn chosen<'t>(
    tree: &'t Tree,
    limits: &Limits,
    wants: impl Fn(&Entry) -> Want,
) -> (Vec<(Want, &'t Entry)>, Option<String>) {
    let mut wanted: Vec<(Want, &Entry)> =
        tree.entries.iter().map(|entry| (wants(entry), entry)).filter(|(want, _)| *want != Want::No).collect();
    // Most wanted first; the sort is stable, so paths stay in order.
    wanted.sort_by_key(|(want, _)| std::cmp::Reverse(*want));
    let is_document = |want: &Want| matches!(want, Want::Document { .. });
    let documents = wanted.iter().filter(|(want, _)| is_document(want)).count();
    let mut left = limits.documents;
    wanted.retain(|(want, _)| {
        let keep = !is_document(want) || left > 0;
        left -= usize::from(keep && is_document(want));
        keep
    });
    thin_out(&mut wanted, limits.samples);
    let left_out = (documents > limits.documents)
        .then(|| format!("{} of {documents} documents were read, those with a fitting path first", limits.documents));
    (wanted, left_out)
}

/// Leaves so many samples, evenly over all.
fn thin_out(wanted: &mut Vec<(Want, &Entry)>, most: usize) {
    let all = wanted.iter().filter(|(want, _)| *want == Want::Sample).count();
    let mut met = 0;
    wanted.retain(|(want, _)| {
        if *want != Want::Sample {
            return true;
        }
        met += 1;
        all <= most || met * most / all != (met - 1) * most / all
    });
}

fn object_id(hex: &str) -> Result<ObjectId, GitError> {
    ObjectId::from_hex(hex.as_bytes()).map_err(|e| GitError::Damaged(hex.to_owned(), e.to_string()))
}

/// `link` seen from the folder of `from`; `None` when it leaves the repository.
fn joined(from: &str, link: &str) -> Option<String> {
    if link.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Bytes as text: UTF-8, or UTF-16 with its mark; a zero byte otherwise means that it is no text.
pub(super) fn decode(bytes: &[u8]) -> Content {
    if let Some(text) = utf16(bytes) {
        return Content::Text(text);
    }
    if bytes.iter().take(SNIFF).any(|byte| *byte == 0) {
        return Content::Binary(bytes.len() as u64);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/v1\n") {
        return Content::Unreadable("its content is kept in Git LFS, not in this repository".to_owned());
    }
    Content::Text(String::from_utf8_lossy(bytes).into_owned())
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let word: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let words = bytes[2..].chunks_exact(2).map(|pair| word([pair[0], pair[1]]));
    char::decode_utf16(words).collect::<Result<String, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_joined_inside_the_tree_only() {
        assert_eq!(joined("docs/LICENSE", "../COPYING").as_deref(), Some("COPYING"));
        assert_eq!(joined("LICENSE", "./legal//MIT.txt").as_deref(), Some("legal/MIT.txt"));
        assert_eq!(joined("LICENSE", "../COPYING"), None);
        assert_eq!(joined("LICENSE", "/etc/passwd"), None);
    }

    #[test]
    fn samples_are_spread_evenly() {
        let entries: Vec<Entry> =
            (0..10).map(|n| Entry::new(format!("f{n}"), String::new(), EntryKind::File)).collect();
        let thinned = |most| {
            let mut wanted: Vec<(Want, &Entry)> = entries.iter().map(|entry| (Want::Sample, entry)).collect();
            wanted.push((Want::Text, &entries[0]));
            thin_out(&mut wanted, most);
            wanted.iter().map(|(_, entry)| entry.path.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(thinned(2), "f4 f9 f0");
        assert_eq!(thinned(0), "f0");
        assert_eq!(thinned(10).len(), 11 * 3 - 1);
    }

    #[test]
    fn text_in_other_encodings_is_read_and_the_rest_is_binary() {
        assert_eq!(decode(b"\xff\xfeM\0I\0"), Content::Text("MI".into()));
        assert_eq!(decode(b"\xef\xbb\xbfMIT"), Content::Text("MIT".into()));
        assert_eq!(decode(b"a\0b"), Content::Binary(3));
        assert!(matches!(decode(b"\xa9 2020"), Content::Text(t) if t.ends_with("2020")));
    }

    #[test]
    fn a_pointer_to_large_file_storage_is_not_the_content() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n";
        assert!(matches!(decode(pointer), Content::Unreadable(_)));
    }
}
