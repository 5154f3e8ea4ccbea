//! Adding to the record: one transaction that is kept as a whole or not at all, and only if nobody was faster.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, Draft, Event, Head, PersonId, origin};

use crate::Store;
use crate::access::shut_out;
use crate::error::StoreError;
use crate::person::{Person, PersonData, new_salt};
use crate::pool::{Tx, execute, fetch_optional};
use crate::read::head;
use crate::row::{EventRow, insert_blob, set_person};

/// Bytes that one file may have.
pub const MAX_BLOB: usize = 64 << 20;

/// What is to be kept together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Append {
    /// Where the record ended when it was decided to add this; absent for an empty record.
    pub expected: Option<Head>,
    /// The events in order.
    pub drafts: Vec<Draft>,
    /// Files that the changes name; those that are kept already need not be given.
    pub blobs: Vec<Vec<u8>>,
    /// The data behind each `PersonSet`, and no others.
    pub people: Vec<PersonData>,
}

impl Store {
    /// Adds events. Data of people are set and erased as `PersonSet` and `PersonErased` say; the latter also blanks the
    /// reasons that it lists. When somebody else has added events since, nothing is kept: [`StoreError::Moved`].
    pub async fn append(&self, batch: Append) -> Result<Vec<Event>, StoreError> {
        let Append { expected, drafts, blobs, people } = batch;
        let mut events = seal(expected.as_ref(), drafts)?;
        let blobs = named_blobs(&events, blobs)?;
        let people = committed_people(&events, people)?;
        let Some(last) = events.last().map(Event::head) else { return Ok(events) };
        let mut tx = self.pool.write().await?;
        claim(&mut tx, expected.as_ref(), &last).await?;
        for (digest, bytes) in &blobs {
            insert_blob(&mut tx, digest, bytes).await?;
        }
        refuse_missing_blobs(&mut tx, &events, &blobs).await?;
        let (mut erases, mut erased) = (false, BTreeSet::new());
        for (event, data) in events.iter().zip(people) {
            EventRow::of(event).insert(&mut tx).await?;
            if let Some(data) = data {
                set_person(&mut tx, &Person { person: data.person.clone(), data: Some(data) }).await?;
            }
            if let Change::PersonErased { person, reasons } = &event.change {
                erase(&mut tx, event.seq, person, reasons).await?;
                erases = true;
                erased.extend(reasons);
            }
        }
        tx.commit().await?;
        if erases {
            forget(&mut events, &erased);
            // What matters is kept by now; a reader in the way only puts off the overwriting of the log.
            self.pool.flush().await.ok();
        }
        Ok(events)
    }
}

fn seal(expected: Option<&Head>, drafts: Vec<Draft>) -> Result<Vec<Event>, StoreError> {
    let mut end = expected.cloned();
    let mut events = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        draft.at = Timestamp::from_microsecond(draft.at.as_microsecond()).unwrap_or(draft.at);
        let event = Event::seal(draft, end.as_ref(), new_salt()?);
        refuse_nul(&event)?;
        end = Some(event.head());
        events.push(event);
    }
    Ok(events)
}

fn refuse_nul(event: &Event) -> Result<(), StoreError> {
    let row = EventRow::of(event);
    match row.texts().into_iter().find(|(_, text)| text.is_some_and(|text| text.contains('\0'))) {
        Some((what, _)) => Err(StoreError::Unfit(format!("{what} of an event holds a NUL character"))),
        None => Ok(()),
    }
}

/// The files by digest; each has to be named by an event, or nothing would ever know of it.
fn named_blobs(events: &[Event], blobs: Vec<Vec<u8>>) -> Result<BTreeMap<Digest, Vec<u8>>, StoreError> {
    let named: BTreeSet<&Digest> = events.iter().flat_map(|event| event.change.blobs()).collect();
    let mut found = BTreeMap::new();
    for bytes in blobs {
        let digest = Digest::of_bytes(&bytes);
        if bytes.len() > MAX_BLOB {
            return Err(StoreError::Unfit(format!(
                "a file of {} MiB; the limit is {}",
                bytes.len() >> 20,
                MAX_BLOB >> 20
            )));
        }
        if !named.contains(&digest) {
            return Err(StoreError::Unfit(format!("no event names the file {digest}")));
        }
        found.insert(digest, bytes);
    }
    Ok(found)
}

/// For each event the data that it commits to.
fn committed_people(events: &[Event], people: Vec<PersonData>) -> Result<Vec<Option<PersonData>>, StoreError> {
    if let Some(fault) = people.iter().find_map(PersonData::fault) {
        return Err(StoreError::Unfit(fault));
    }
    let mut left: Vec<Option<PersonData>> = people.into_iter().map(Some).collect();
    let mut found = Vec::with_capacity(events.len());
    for event in events {
        let Change::PersonSet { person, commitment } = &event.change else {
            found.push(None);
            continue;
        };
        let fits = |data: &Option<PersonData>| {
            data.as_ref().is_some_and(|d| d.person == *person && d.commitment() == *commitment)
        };
        let Some(data) = left.iter_mut().find(|data| fits(data)).and_then(Option::take) else {
            return Err(StoreError::Unfit(format!("the data of `{person}` are not those that its event commits to")));
        };
        found.push(Some(data));
    }
    match left.into_iter().flatten().next() {
        Some(data) => Err(StoreError::Unfit(format!("no event sets the data of `{}`", data.person))),
        None => Ok(found),
    }
}

/// Moves the end of the record. Of two writers the second waits here, and then finds that the end has moved.
pub(crate) async fn claim(tx: &mut Tx<'_>, expected: Option<&Head>, last: &Head) -> Result<(), StoreError> {
    let number = |seq: u64| i64::try_from(seq).map_err(|_| StoreError::Unfit(format!("there is no event {seq}")));
    let before = expected.cloned().unwrap_or_else(|| Head { seq: 0, digest: origin() });
    let moved = execute!(
        tx,
        "update head set seq = $1, digest = $2 where one = 1 and seq = $3 and digest = $4",
        number(last.seq)?,
        &last.digest.0,
        number(before.seq)?,
        &before.digest.0,
    )?;
    if moved == 1 { Ok(()) } else { Err(StoreError::Moved { head: head(tx).await? }) }
}

async fn refuse_missing_blobs(
    tx: &mut Tx<'_>,
    events: &[Event],
    given: &BTreeMap<Digest, Vec<u8>>,
) -> Result<(), StoreError> {
    let named: BTreeSet<&Digest> = events.iter().flat_map(|event| event.change.blobs()).collect();
    for digest in named.into_iter().filter(|digest| !given.contains_key(digest)) {
        let row: Option<(i64,)> = fetch_optional!(&mut *tx, "select count(*) from blobs where digest = $1", &digest.0)?;
        if row != Some((1,)) {
            return Err(StoreError::Unfit(format!(
                "an event names the file {digest}, which is neither given nor kept"
            )));
        }
    }
    Ok(())
}

/// Blanks what is known of a person, and reasons.
async fn erase(tx: &mut Tx<'_>, by: u64, person: &PersonId, reasons: &[u64]) -> Result<(), StoreError> {
    let blanked = execute!(
        &mut *tx,
        "update people set handle = null, name = null, contact = null, salt = null where person = $1",
        &person.0
    )?;
    if blanked != 1 {
        return Err(StoreError::Unfit(format!("there is no person `{person}` to erase")));
    }
    shut_out(&mut *tx, person).await?;
    for seq in reasons {
        let blanked = execute!(
            &mut *tx,
            "update events set why_salt = null, why_text = null where seq = $1 and seq < $2 and why_commitment is not null",
            i64::try_from(*seq).unwrap_or(i64::MAX),
            i64::try_from(by).unwrap_or(i64::MAX),
        )?;
        if blanked != 1 {
            return Err(StoreError::Unfit(format!("there is no event {seq} with a reason to erase")));
        }
    }
    Ok(())
}

/// Takes erased words out of what is given back.
fn forget(events: &mut [Event], erased: &BTreeSet<u64>) {
    for event in events.iter_mut().filter(|event| erased.contains(&event.seq)) {
        if let Some(why) = &mut event.why {
            why.words = None;
        }
    }
}
