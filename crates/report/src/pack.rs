//! A sealed pack: one published assessment with all that it rests on, in one archive that can be checked without the
//! record that it came from. Format `osmm-pack/1`.
//!
//! ```text
//! README.md        what this is and how to check it
//! pack.json        what is in it: digests of all other files, the event that published, the last event
//! picture.json     what was published (osmm-picture/1), byte by byte as it was digested
//! model.json       the model that it was rated by
//! events.jsonl     the chain of events from the first to the last that is about it (osmm-event/1)
//! people.json      names of the people it speaks of, by pseudonym
//! evidence/<hex>   files of evidence, named by their digest
//! ```
//!
//! The chain has to be whole: an event binds the one before it and nothing else, so that one left out could have been any.

mod check;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use jiff::civil::Date;
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{AssessmentId, Event, Head, PersonId};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub use check::{Checked, Finding, check};

/// Name and version of the format.
pub const FORMAT: &str = "osmm-pack/1";

const MANIFEST: &str = "pack.json";
const PICTURE: &str = "picture.json";
const MODEL: &str = "model.json";
const EVENTS: &str = "events.jsonl";
const PEOPLE: &str = "people.json";
const EVIDENCE: &str = "evidence/";
const README: &str = "README.md";

/// What a pack is made of.
#[derive(Debug)]
pub struct Contents<'a> {
    /// Which assessment.
    pub assessment: &'a AssessmentId,
    /// The day for which it holds.
    pub as_of: Date,
    /// What was published, as it was kept.
    pub picture: &'a [u8],
    /// Its model, as it was kept.
    pub model: &'a [u8],
    /// Number of the event that published it.
    pub published: u64,
    /// All events from the first on.
    pub events: &'a [Event],
    /// What it is and how to check it, in the language of whoever takes it away.
    pub readme: String,
    /// Names by pseudonym.
    pub people: BTreeMap<PersonId, String>,
    /// Files of evidence.
    pub evidence: Vec<Vec<u8>>,
}

/// Why a pack cannot be written or read at all.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The events do not lead to the publication.
    #[error("the events do not hold the one that published `{0}`")]
    Unpublished(AssessmentId),
    /// The archive.
    #[error("this is no pack that can be read: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A part of it.
    #[error("the pack cannot be written or read: {0}")]
    Io(#[from] std::io::Error),
}

/// What is in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: String,
    assessment: AssessmentId,
    as_of: Date,
    /// The event that published it.
    published: Head,
    /// Digest of what was published.
    picture: Digest,
    /// Digest of its model.
    model: Digest,
    /// Where the chain ends.
    head: Head,
    /// Digests of all other files.
    files: BTreeMap<String, Digest>,
}

/// Writes a pack. The same contents give the same bytes.
pub fn write(contents: &Contents<'_>) -> Result<Vec<u8>, PackError> {
    let unpublished = || PackError::Unpublished(contents.assessment.clone());
    let published = contents.events.iter().find(|e| e.seq == contents.published).ok_or_else(unpublished)?;
    let head = contents.events.last().ok_or_else(unpublished)?.head();
    let events: String = contents.events.iter().map(|e| canonical_json(e) + "\n").collect();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::from([
        (PICTURE.to_owned(), contents.picture.to_vec()),
        (MODEL.to_owned(), contents.model.to_vec()),
        (EVENTS.to_owned(), events.into_bytes()),
        (PEOPLE.to_owned(), canonical_json(&contents.people).into_bytes()),
        (README.to_owned(), contents.readme.as_bytes().to_vec()),
    ]);
    files.extend(contents.evidence.iter().map(|bytes| (evidence_name(&Digest::of_bytes(bytes)), bytes.clone())));
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        assessment: contents.assessment.clone(),
        as_of: contents.as_of,
        published: published.head(),
        picture: Digest::of_bytes(contents.picture),
        model: Digest::of_bytes(contents.model),
        head,
        files: files.iter().map(|(name, bytes)| (name.clone(), Digest::of_bytes(bytes))).collect(),
    };
    let first = [(MANIFEST.to_owned(), canonical_json(&manifest).into_bytes())];
    archive(first.into_iter().chain(files))
}

/// The name of a piece of evidence in the archive.
fn evidence_name(digest: &Digest) -> String {
    format!("{EVIDENCE}{}", digest.0.trim_start_matches("sha256:"))
}

fn archive(files: impl Iterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>, PackError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Without times, so that the same contents give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut names = BTreeSet::new();
    for (name, bytes) in files {
        if names.insert(name.clone()) {
            zip.start_file(name, options)?;
            zip.write_all(&bytes)?;
        }
    }
    Ok(zip.finish()?.into_inner())
}
