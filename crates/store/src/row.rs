//! Rows as they are in the tables, and the way between them and the types of the domain.

use jiff::Timestamp;
use osmm_maturity::digest::{Digest, canonical_json};
use osmm_maturity::event::{Change, Event, PersonId, Why, Words};

use crate::error::StoreError;
use crate::person::{Person, PersonData};
use crate::pool::{Tx, execute};

/// Columns of `events` in the order of [`EVENT_COLUMNS`].
pub(crate) type EventColumns = (
    i64,
    i64,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    String,
    String,
);

macro_rules! event_columns {
    () => {
        "seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest"
    };
}
pub(crate) use event_columns;

/// A row of `events`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EventRow {
    pub seq: i64,
    pub at: i64,
    pub by: String,
    pub why_commitment: Option<String>,
    pub why_salt: Option<String>,
    pub why_text: Option<String>,
    pub kind: String,
    pub change: String,
    pub within: Option<String>,
    pub unit: Option<String>,
    pub item: Option<String>,
    pub previous: String,
    pub digest: String,
}

impl From<EventColumns> for EventRow {
    fn from(c: EventColumns) -> Self {
        let (seq, at, by, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) = c;
        Self { seq, at, by, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest }
    }
}

/// The word that says which change a change is.
pub(crate) fn kind(change: &Change) -> String {
    let value = serde_json::to_value(change).unwrap_or_default();
    value.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned()
}

impl EventRow {
    /// The row for an event.
    pub(crate) fn of(event: &Event) -> Self {
        let words = event.why.as_ref().and_then(|why| why.words.as_ref());
        let about = event.change.about();
        Self {
            seq: i64::try_from(event.seq).unwrap_or(i64::MAX),
            at: event.at.as_microsecond(),
            by: event.by.0.clone(),
            why_commitment: event.why.as_ref().map(|why| why.commitment.0.clone()),
            why_salt: words.map(|w| w.salt.clone()),
            why_text: words.map(|w| w.text.clone()),
            kind: kind(&event.change),
            change: canonical_json(&event.change),
            within: about.within.map(|id| id.0),
            unit: about.unit.map(|id| id.0),
            item: about.item.map(|id| id.0),
            previous: event.previous.0.clone(),
            digest: event.digest.0.clone(),
        }
    }

    /// The event of a row, with a change that was read already.
    pub(crate) fn event(&self, change: Change) -> Result<Event, String> {
        let words = match (&self.why_salt, &self.why_text) {
            (Some(salt), Some(text)) => Some(Words { salt: salt.clone(), text: text.clone() }),
            _ => None,
        };
        Ok(Event {
            seq: u64::try_from(self.seq).map_err(|_| "its number is below 0".to_owned())?,
            at: Timestamp::from_microsecond(self.at).map_err(|_| format!("{} is not a time", self.at))?,
            by: PersonId(self.by.clone()),
            why: self.why_commitment.as_ref().map(|c| Why { commitment: Digest(c.clone()), words }),
            change,
            previous: Digest(self.previous.clone()),
            digest: Digest(self.digest.clone()),
        })
    }

    /// The event of a row.
    pub(crate) fn into_event(self) -> Result<Event, StoreError> {
        serde_json::from_str::<Change>(&self.change)
            .map_err(|e| format!("its change cannot be read ({e}); a newer version may have written it"))
            .and_then(|change| self.event(change))
            .map_err(|problem| StoreError::Damaged { table: "events", row: self.seq.to_string(), problem })
    }

    /// Columns with text that came from outside.
    pub(crate) fn texts(&self) -> [(&'static str, Option<&String>); 7] {
        [
            ("the person", Some(&self.by)),
            ("the salt of the reason", self.why_salt.as_ref()),
            ("the reason", self.why_text.as_ref()),
            ("the assessment", self.within.as_ref()),
            ("the unit", self.unit.as_ref()),
            ("the item", self.item.as_ref()),
            ("the change", Some(&self.change)),
        ]
    }

    /// Adds the row.
    pub(crate) async fn insert(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        execute!(
            tx,
            concat!(
                "insert into events (",
                event_columns!(),
                ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
            ),
            self.seq,
            self.at,
            &self.by,
            &self.why_commitment,
            &self.why_salt,
            &self.why_text,
            &self.kind,
            &self.change,
            &self.within,
            &self.unit,
            &self.item,
            &self.previous,
            &self.digest,
        )?;
        Ok(())
    }
}

/// Columns of `people`: person, handle, name, contact, salt.
pub(crate) type PersonColumns = (String, Option<String>, Option<String>, Option<String>, Option<String>);

/// The person of a row.
pub(crate) fn person(row: PersonColumns) -> Result<Person, StoreError> {
    let (id, handle, name, contact, salt) = row;
    let person = PersonId(id);
    match (handle, name, contact, salt) {
        (None, None, None, None) => Ok(Person { person, data: None }),
        (Some(handle), Some(name), Some(contact), Some(salt)) => {
            let data = PersonData { person: person.clone(), handle, name, contact, salt };
            Ok(Person { person, data: Some(data) })
        }
        _ => Err(StoreError::Damaged {
            table: "people",
            row: person.0,
            problem: "some of the data are there and some are not".to_owned(),
        }),
    }
}

/// Sets what is known of a person.
pub(crate) async fn set_person(tx: &mut Tx<'_>, person: &Person) -> Result<(), StoreError> {
    let data = person.data.as_ref();
    let done = execute!(
        tx,
        "insert into people (person, handle, name, contact, salt) values ($1, $2, $3, $4, $5) \
         on conflict (person) do update set handle = excluded.handle, name = excluded.name, \
         contact = excluded.contact, salt = excluded.salt",
        &person.person.0,
        data.map(|d| &d.handle),
        data.map(|d| &d.name),
        data.map(|d| &d.contact),
        data.map(|d| &d.salt),
    );
    match done {
        Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
            Err(StoreError::HandleTaken(data.map(|d| d.handle.clone()).unwrap_or_default()))
        }
        other => other.map(|_| ()).map_err(StoreError::from),
    }
}

/// Keeps bytes under their digest; they may be there already.
pub(crate) async fn insert_blob(tx: &mut Tx<'_>, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
    execute!(tx, "insert into blobs (digest, bytes) values ($1, $2) on conflict do nothing", &digest.0, bytes)?;
    Ok(())
}
