//! The public format of a whole record, `osmm-record/1`: lines of canonical JSON, each ended by a line feed. The first
//! says what follows; then come files by digest, people by pseudonym, and events by number.
//!
//! ```text
//! {"blobs":1,"events":2,"format":"osmm-record/1","head":{"digest":"sha256:...","seq":2},"people":1}
//! {"blob":{"bytes":"<base64>","digest":"sha256:..."}}
//! {"person":{"data":{"contact":"...","handle":"...","name":"...","salt":"..."},"person":"p-..."}}
//! {"event":{"at":"...","by":"p-...","change":{...},"digest":"sha256:...","previous":"sha256:...","seq":1}}
//! ```
//!
//! An empty record has no `head`, a person who was erased no `data`. One record has one text: two exports of it are equal
//! byte by byte, from either database.

use std::io::Write;

use base64::Engine;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{Event, Head, PersonId};
use serde::{Deserialize, Serialize};

use crate::append::MAX_BLOB;
use crate::audit::Counts;
use crate::person::{Person, PersonData};

/// Name and version of the format of an export.
pub const FORMAT: &str = "osmm-record/1";

/// Bytes that one line may have: a file of the greatest size, in base64, and room for its digest.
pub(crate) const MAX_LINE: usize = MAX_BLOB.div_ceil(3) * 4 + 1024;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Heading {
    pub format: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    pub blobs: u64,
    pub people: u64,
    pub events: u64,
}

impl Heading {
    pub(crate) fn new(head: Option<Head>, counts: Counts) -> Self {
        let Counts { events, blobs, people } = counts;
        Self { format: FORMAT.to_owned(), head, blobs, people, events }
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts { events: self.events, blobs: self.blobs, people: self.people }
    }
}

/// Any other line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Line {
    /// A file.
    Blob(Blob),
    /// A person.
    Person(PersonLine),
    /// An event.
    Event(Box<Event>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Blob {
    pub digest: Digest,
    pub bytes: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonLine {
    pub person: PersonId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<DataLine>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DataLine {
    pub handle: String,
    pub name: String,
    pub contact: String,
    pub salt: String,
}

impl Line {
    pub(crate) fn text(&self) -> String {
        canonical_json(self)
    }
}

/// Writes the line of a file without a copy of it; the canonical JSON of [`Line::Blob`].
pub(crate) fn write_file(out: &mut (dyn Write + Send), digest: &str, bytes: &[u8]) -> std::io::Result<()> {
    let (bytes, digest) = (Base64Display::new(bytes, &STANDARD), canonical_json(&digest));
    writeln!(out, "{{\"blob\":{{\"bytes\":\"{bytes}\",\"digest\":{digest}}}}}")
}

impl Blob {
    pub(crate) fn decoded(&self) -> Result<Vec<u8>, String> {
        STANDARD.decode(&self.bytes).map_err(|e| format!("the bytes of the file cannot be read: {e}"))
    }
}

impl From<Person> for PersonLine {
    fn from(person: Person) -> Self {
        let data = person.data.map(|d| DataLine { handle: d.handle, name: d.name, contact: d.contact, salt: d.salt });
        Self { person: person.person, data }
    }
}

impl From<PersonLine> for Person {
    fn from(line: PersonLine) -> Self {
        let data = line.data.map(|d| PersonData {
            person: line.person.clone(),
            handle: d.handle,
            name: d.name,
            contact: d.contact,
            salt: d.salt,
        });
        Self { person: line.person, data }
    }
}
