//! Checking a whole record: every table is read once, in one consistent view, and nothing has to be trusted.

use osmm_maturity::event::{Head, PersonId, origin};

use crate::Store;
use crate::audit::{Audit, Verification};
use crate::error::StoreError;
use crate::files::each_file;
use crate::person::Person;
use crate::pool::{Tx, each_row};
use crate::row::{self, EventColumns, EventRow, PersonColumns, event_columns};
use crate::schema::SCHEMA;

impl Store {
    /// Checks that the record is what was written: numbers, digests and links of all events, the columns they are found
    /// by, reasons, people, files, and the end. With a head noted earlier it also says whether what was there then is
    /// there still; without one, events that were cut off at the end together with their traces cannot be missed.
    pub async fn verify(&self, expected: Option<&Head>) -> Result<Verification, StoreError> {
        verify(&mut self.pool.read().await?, Audit::new(expected)).await
    }
}

async fn verify(tx: &mut Tx<'_>, mut audit: Audit) -> Result<Verification, StoreError> {
    each_row!(&mut *tx, "select person, handle, name, contact, salt from people order by person", [], columns => {
        feed_person(&mut audit, columns);
    });
    each_file(tx, |digest, bytes| {
        audit.blob(digest, bytes);
        Ok(())
    })
    .await?;
    each_row!(&mut *tx, concat!("select ", event_columns!(), " from events order by seq"), [], row => {
        let columns: EventColumns = row;
        audit.event(&EventRow::from(columns));
    });
    let (mut heads, mut versions) = (Vec::new(), Vec::new());
    each_row!(&mut *tx, "select one, seq, digest from head", [], row => {
        let head: (i64, i64, String) = row;
        heads.push(head);
    });
    each_row!(&mut *tx, "select one, version from osmm", [], row => {
        let version: (i64, i64) = row;
        versions.push(version);
    });
    let last = audit.result.head.clone().unwrap_or(Head { seq: 0, digest: origin() });
    match heads.as_slice() {
        [(1, seq, digest)] if u64::try_from(*seq) == Ok(last.seq) && *digest == last.digest.0 => {}
        [_] => audit.find("head", 1, format!("it does not name the last event, which is {}", last.seq)),
        _ => audit.find("head", 1, "it is missing"),
    }
    if versions != [(1, SCHEMA)] {
        audit.find("osmm", 1, format!("it does not say that the schema is {SCHEMA}"));
    }
    Ok(audit.finish())
}

/// A person whose data are there in part is a finding here, and counts as one with other data.
fn feed_person(audit: &mut Audit, columns: PersonColumns) {
    let person = PersonId(columns.0.clone());
    match row::person(columns) {
        Ok(person) => audit.person(&person),
        Err(_) => {
            audit.find("people", &person, "some of its data are there and some are not");
            audit.person(&Person { person, data: None });
        }
    }
}
