//! Checking a pack: nothing in it is trusted, everything is computed again, and all that does not hold is named.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{AssessmentId, Change, Event, Head, origin};
use zip::ZipArchive;

use super::{EVENTS, EVIDENCE, FORMAT, MANIFEST, MODEL, Manifest, PICTURE, PackError, evidence_name};

/// Largest size when unpacked, in bytes, and most parts.
const UNPACKED: u64 = 1 << 30;
const PARTS: usize = 20_000;

/// What came of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// What does not hold; empty when everything does.
    pub findings: Vec<Finding>,
    /// The assessment, as the pack names it.
    pub assessment: Option<AssessmentId>,
    /// The event that published it.
    pub published: Option<Head>,
    /// Events in the chain.
    pub events: usize,
    /// Files of evidence.
    pub evidence: usize,
    /// Files of evidence that the assessment rests on and that are not in the pack.
    pub left_out: usize,
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file in the pack.
    pub file: String,
    /// What is wrong with it.
    pub problem: String,
}

impl Checked {
    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, file: &str, problem: impl Into<String>) {
        self.findings.push(Finding { file: file.to_owned(), problem: problem.into() });
    }
}

/// Checks a pack. With an event that was noted earlier it also says whether the chain still has it.
pub fn check(bytes: &[u8], expected: Option<&Head>) -> Result<Checked, PackError> {
    let mut checked = Checked::default();
    let files = unpacked(bytes, &mut checked)?;
    let Some(manifest) = files.get(MANIFEST).and_then(|b| serde_json::from_slice::<Manifest>(b).ok()) else {
        checked.find(MANIFEST, "it is missing or cannot be read");
        return Ok(checked);
    };
    checked.assessment = Some(manifest.assessment.clone());
    checked.published = Some(manifest.published.clone());
    if manifest.format != FORMAT {
        checked.find(MANIFEST, format!("its format is not `{FORMAT}`"));
    }
    listed(&manifest, &files, &mut checked);
    let events = chain(files.get(EVENTS).map(Vec::as_slice).unwrap_or_default(), &mut checked);
    checked.events = events.len();
    publication(&manifest, &files, &events, &mut checked);
    if events.last().map(Event::head).as_ref() != Some(&manifest.head) {
        checked.find(EVENTS, "it does not end with the event that pack.json names");
    }
    if let Some(noted) = expected
        && !events.iter().any(|e| e.head() == *noted)
    {
        checked.find(EVENTS, format!("event {} is not the one that was noted earlier", noted.seq));
    }
    Ok(checked)
}

/// All files of the archive that can be read.
fn unpacked(bytes: &[u8], checked: &mut Checked) -> Result<BTreeMap<String, Vec<u8>>, PackError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    if archive.len() > PARTS {
        checked.find("", format!("it has more than {PARTS} parts"));
        return Ok(BTreeMap::new());
    }
    let (mut files, mut left) = (BTreeMap::new(), UNPACKED);
    for part in 0..archive.len() {
        let mut bytes = Vec::new();
        let named = archive.by_index(part).and_then(|file| Ok((file.name()?.into_owned(), file)));
        let (name, read) = match named {
            Ok((name, file)) => (name, file.take(left + 1).read_to_end(&mut bytes)),
            Err(error) => {
                checked.find(&format!("part {}", part + 1), error.to_string());
                continue;
            }
        };
        match read {
            Err(error) => checked.find(&name, format!("it cannot be unpacked: {error}")),
            Ok(read) => match left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)) {
                Some(rest) => left = rest,
                None => {
                    checked.find(&name, format!("the pack is larger than {} MiB when unpacked", UNPACKED >> 20));
                    return Ok(files);
                }
            },
        }
        if files.insert(name.clone(), bytes).is_some() {
            checked.find(&name, "it is there twice");
        }
    }
    Ok(files)
}

/// Every file is listed with its digest, and every listed file is there.
fn listed(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>, checked: &mut Checked) {
    for (name, digest) in &manifest.files {
        match files.get(name) {
            None => checked.find(name, "it is missing"),
            Some(bytes) if Digest::of_bytes(bytes) != *digest => {
                checked.find(name, "its bytes are not those that pack.json lists");
            }
            Some(_) => {}
        }
    }
    for name in files.keys().filter(|n| *n != MANIFEST && !manifest.files.contains_key(*n)) {
        checked.find(name, "pack.json does not list it");
    }
}

/// The events, each bound to the one before.
fn chain(bytes: &[u8], checked: &mut Checked) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for line in bytes.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
        let number = events.len() + 1;
        let event: Event = match serde_json::from_slice(line) {
            Ok(event) => event,
            Err(error) => {
                checked.find(EVENTS, format!("line {number} cannot be read: {error}"));
                return events;
            }
        };
        let before = events.last().map_or_else(|| (0, origin()), |e| (e.seq, e.digest.clone()));
        if (event.seq, &event.previous) != (before.0 + 1, &before.1) {
            checked.find(EVENTS, format!("event {} was not put after event {}", event.seq, before.0));
        }
        if event.computed() != event.digest || canonical_json(&event).as_bytes() != line {
            checked.find(EVENTS, format!("the digest of event {} does not follow from its content", event.seq));
        }
        let words = event.why.as_ref().and_then(|w| Some((w.words.as_ref()?.commitment(), &w.commitment)));
        if words.is_some_and(|(computed, stated)| computed != *stated) {
            checked.find(EVENTS, format!("the words of event {} are not those that were written", event.seq));
        }
        events.push(event);
    }
    events
}

/// What was published is what the chain says, by the model that it says, with the evidence that it says.
fn publication(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>, events: &[Event], checked: &mut Checked) {
    let of = |name: &str| files.get(name).map(Vec::as_slice).unwrap_or_default();
    let digest = Digest::of_bytes(of(PICTURE));
    let published = |e: &&Event| {
        let change = Change::Published { assessment: manifest.assessment.clone(), digest: digest.clone() };
        e.head() == manifest.published && e.change == change
    };
    if manifest.picture != digest || !events.iter().any(|e| published(&e)) {
        checked.find(PICTURE, "it is not what the event published that pack.json names");
    }
    let Ok(picture) = serde_json::from_slice::<Picture>(of(PICTURE)) else {
        checked.find(PICTURE, "it cannot be read");
        return;
    };
    if picture.assessment != manifest.assessment || picture.scope.as_of != manifest.as_of {
        checked.find(PICTURE, "it is of another assessment than pack.json says");
    }
    let model = Digest::of_bytes(of(MODEL));
    if picture.scope.model != model || manifest.model != model {
        checked.find(MODEL, "it is not the model that was published with");
    }
    proofs(&picture, files, events, checked);
}

fn proofs(picture: &Picture, files: &BTreeMap<String, Vec<u8>>, events: &[Event], checked: &mut Checked) {
    let mut named: BTreeMap<String, u64> = BTreeMap::new();
    for piece in picture.units.iter().flat_map(|u| &u.items).flat_map(|i| &i.evidence) {
        let record = events.iter().find(|e| e.seq == piece.event).map(|e| &e.change);
        let same = matches!(record, Some(Change::EvidenceSet { evidence })
            if evidence.id == piece.id && evidence.digest == piece.digest);
        if !same {
            checked.find(PICTURE, format!("evidence `{}` is not what event {} recorded", piece.id, piece.event));
        }
        named.extend(piece.digest.as_ref().map(|d| (evidence_name(d), piece.event)));
    }
    checked.left_out = named.keys().filter(|name| !files.contains_key(*name)).count();
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with(EVIDENCE)) {
        checked.evidence += 1;
        if evidence_name(&Digest::of_bytes(bytes)) != *name {
            checked.find(name, "its bytes have another digest");
        } else if !named.contains_key(name) {
            checked.find(name, "the assessment does not rest on it");
        }
    }
}
