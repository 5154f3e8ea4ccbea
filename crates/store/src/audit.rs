//! Whether a record holds together, checked row by row without a database: the same rules judge tables and exports.
//! Feed it people and files first, then the events in order, then [`Audit::finish`]. It keeps a few words for each person
//! and each file, and nothing for an event.

use std::collections::BTreeMap;
use std::fmt;

use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{Change, Event, Head, PersonId, Words, origin};

use crate::person::Person;
use crate::row::{EventRow, kind};

/// Findings that are kept; of a record that is broken throughout the first ones say enough.
const MOST: usize = 1000;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The table.
    pub table: &'static str,
    /// Key of the row.
    pub row: String,
    /// What does not hold, as a sentence about the row.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, row {}: {}", self.table, self.row, self.problem)
    }
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events.
    pub events: u64,
    /// Files.
    pub blobs: u64,
    /// People, those who were erased too.
    pub people: u64,
}

/// What came of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// What does not hold; empty for a record that is whole.
    pub findings: Vec<Finding>,
    /// Findings beyond the first thousand, which are not listed.
    pub omitted: u64,
    /// How much was checked.
    pub counts: Counts,
    /// The last event.
    pub head: Option<Head>,
}

impl Verification {
    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }
}

/// A check under way.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    pub(crate) result: Verification,
    expected: Option<Head>,
    /// By pseudonym: the commitment to the data that are kept, absent for blank data.
    people: BTreeMap<String, Option<Digest>>,
    /// By pseudonym: the commitment that must hold after the events so far, absent once erased.
    committed: BTreeMap<String, Option<Digest>>,
    /// By digest: whether an event names it.
    blobs: BTreeMap<String, bool>,
    /// Events whose words are gone, until a later event explains it.
    blank: BTreeMap<u64, bool>,
}

impl Audit {
    /// A check that also looks for the end that somebody noted earlier.
    pub(crate) fn new(expected: Option<&Head>) -> Self {
        Self { expected: expected.cloned(), ..Self::default() }
    }

    pub(crate) fn find(&mut self, table: &'static str, row: impl ToString, problem: impl Into<String>) {
        if self.result.findings.len() < MOST {
            self.result.findings.push(Finding { table, row: row.to_string(), problem: problem.into() });
        } else {
            self.result.omitted += 1;
        }
    }

    pub(crate) fn person(&mut self, person: &Person) {
        self.result.counts.people += 1;
        self.people.insert(person.person.0.clone(), person.data.as_ref().map(|data| data.commitment()));
    }

    pub(crate) fn blob(&mut self, key: &str, bytes: &[u8]) {
        self.result.counts.blobs += 1;
        if Digest::of_bytes(bytes).0 != key {
            self.find("blobs", key, "its bytes have another digest");
        }
        self.blobs.insert(key.to_owned(), false);
    }

    pub(crate) fn event(&mut self, row: &EventRow) {
        self.result.counts.events += 1;
        self.sequence(row);
        let change = self.change(row);
        match row.event(change.clone().unwrap_or(Change::Named { name: String::new() })) {
            Ok(event) => {
                if event.digest_with(&Digest::of_bytes(row.change.as_bytes())) != event.digest {
                    self.find("events", row.seq, "its digest does not follow from its content");
                }
                self.reason(row, &event);
                self.noted(&event);
            }
            Err(problem) => self.find("events", row.seq, problem),
        }
        if let Some(change) = change {
            self.follow(row, &change);
        }
        let seq = u64::try_from(row.seq).unwrap_or(0);
        self.result.head = Some(Head { seq, digest: Digest(row.digest.clone()) });
    }

    /// One after the other, each bound to the one before.
    fn sequence(&mut self, row: &EventRow) {
        let (last, digest) = match &self.result.head {
            Some(head) => (i64::try_from(head.seq).unwrap_or(i64::MAX), head.digest.clone()),
            None => (0, origin()),
        };
        let missing = last.saturating_add(1);
        if row.seq > missing {
            let problem = format!("it is missing: after event {last} comes event {}", row.seq);
            self.find("events", missing, problem);
        } else if row.seq < missing {
            self.find("events", row.seq, format!("its number is not the one after {last}"));
        }
        if row.previous != digest.0 {
            self.find("events", row.seq, "the event before it is not the one that it was put after");
        }
    }

    /// The change, and the columns that repeat parts of it.
    fn change(&mut self, row: &EventRow) -> Option<Change> {
        let change: Change = match serde_json::from_str(&row.change) {
            Ok(change) => change,
            Err(e) => {
                self.find("events", row.seq, format!("its change cannot be read: {e}"));
                return None;
            }
        };
        if canonical_json(&change) != row.change {
            self.find("events", row.seq, "its change is not written in the canonical form");
        }
        let about = change.about();
        let columns = [
            ("kind", Some(&row.kind), Some(kind(&change))),
            ("within", row.within.as_ref(), about.within.map(|id| id.0)),
            ("unit", row.unit.as_ref(), about.unit.map(|id| id.0)),
            ("item", row.item.as_ref(), about.item.map(|id| id.0)),
        ];
        for (column, found, right) in columns {
            if found != right.as_ref() {
                self.find("events", row.seq, format!("its column `{column}` does not say what its change says"));
            }
        }
        Some(change)
    }

    fn reason(&mut self, row: &EventRow, event: &Event) {
        match (&row.why_commitment, &row.why_salt, &row.why_text) {
            (None, None, None) => {}
            (Some(_), None, None) => {
                self.blank.insert(event.seq, false);
            }
            (Some(commitment), Some(salt), Some(text)) => {
                let words = Words { salt: salt.clone(), text: text.clone() };
                if words.commitment().0 != *commitment {
                    self.find("events", row.seq, "the words of its reason are not those that were written");
                }
            }
            _ => self.find("events", row.seq, "of its reason some parts are there and some are not"),
        }
    }

    fn noted(&mut self, event: &Event) {
        if self.expected.as_ref().is_some_and(|noted| noted.seq == event.seq && noted.digest != event.digest) {
            self.find("events", event.seq, "it is not the event that was noted earlier");
        }
    }

    /// What an event says about people, reasons and files.
    fn follow(&mut self, row: &EventRow, change: &Change) {
        for digest in change.blobs() {
            match self.blobs.get_mut(&digest.0) {
                Some(named) => *named = true,
                None => {
                    self.find("blobs", digest, format!("it is missing: event {} names it", row.seq));
                    // Said once is enough.
                    self.blobs.insert(digest.0.clone(), true);
                }
            }
        }
        match change {
            Change::PersonSet { person, commitment } => self.commit(row.seq, person, Some(commitment.clone())),
            Change::PersonErased { person, reasons } => {
                self.commit(row.seq, person, None);
                for seq in reasons {
                    match self.blank.get_mut(seq) {
                        Some(explained) => *explained = true,
                        None => {
                            self.find("events", seq, format!("its reason is there, but event {} erased it", row.seq))
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn commit(&mut self, seq: i64, person: &PersonId, commitment: Option<Digest>) {
        self.committed.insert(person.0.clone(), commitment);
        if !self.people.contains_key(&person.0) {
            self.find("people", person, format!("it is missing: event {seq} is about it"));
            self.people.insert(person.0.clone(), None);
            self.committed.insert(person.0.clone(), None);
        }
    }

    /// What can be said only at the end.
    pub(crate) fn finish(mut self) -> Verification {
        let gone: Vec<u64> = self.blank.iter().filter(|(_, explained)| !**explained).map(|(seq, _)| *seq).collect();
        for seq in gone {
            self.find("events", seq, "the words of its reason are gone, and no event erased them");
        }
        let stray: Vec<String> = self.blobs.iter().filter(|(_, named)| !**named).map(|(key, _)| key.clone()).collect();
        for key in stray {
            self.find("blobs", key, "no event names it");
        }
        for (person, kept) in std::mem::take(&mut self.people) {
            match (self.committed.get(&person), kept) {
                (None, _) => self.find("people", person, "no event is about it"),
                (Some(Some(right)), Some(kept)) if *right == kept => {}
                (Some(None), None) => {}
                (Some(Some(_)), Some(_)) => self.find("people", person, "its data are not those that were entered"),
                (Some(Some(_)), None) => self.find("people", person, "its data are gone, and no event erased them"),
                (Some(None), Some(_)) => self.find("people", person, "its data are there, but an event erased them"),
            }
        }
        let last = self.result.head.as_ref().map_or(0, |head| head.seq);
        if let Some(noted) = self.expected.clone().filter(|noted| noted.seq > last) {
            self.find(
                "events",
                noted.seq,
                format!("it is missing: it was noted earlier, and the record ends with {last}"),
            );
        }
        self.result
    }
}
