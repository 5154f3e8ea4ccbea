//! Reading a whole record from lines, in one transaction: everything is verified before anything is kept.

use std::collections::HashMap;
use std::io::{BufRead, Read};

use osmm_maturity::digest::canonical_json;
use osmm_maturity::event::origin;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::append::claim;
use crate::audit::{Audit, Finding, Verification};
use crate::dump::{FORMAT, Heading, Line, MAX_LINE};
use crate::error::StoreError;
use crate::person::Person;
use crate::pool::{Tx, execute};
use crate::read::head;
use crate::row::{EventRow, insert_blob, set_person};

/// What to do with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nothing may be there.
    IntoEmpty,
    /// It is replaced.
    Replace,
}

impl Store {
    /// Takes over a record that [`Store::export`] wrote. A file that was cut short, or changed in a single byte, is
    /// refused with the line, and the record stays as it was.
    pub async fn import(&self, from: &mut (dyn BufRead + Send), mode: Mode) -> Result<Verification, StoreError> {
        let mut tx = self.pool.write().await?;
        make_room(&mut tx, mode).await?;
        let mut lines = Lines { from, number: 0, text: Vec::new() };
        let verified = take_over(&mut tx, &mut lines).await?;
        if let Some(last) = &verified.head {
            claim(&mut tx, None, last).await?;
        }
        tx.commit().await?;
        self.pool.flush().await.ok();
        Ok(verified)
    }
}

/// Locks the record and empties it, if that is wanted.
async fn make_room(tx: &mut Tx<'_>, mode: Mode) -> Result<(), StoreError> {
    execute!(&mut *tx, "update head set seq = seq where one = 1")?;
    match mode {
        Mode::IntoEmpty if head(tx).await?.is_some() => return Err(StoreError::NotEmpty),
        Mode::IntoEmpty => {}
        Mode::Replace => {
            execute!(&mut *tx, "delete from events")?;
            execute!(&mut *tx, "delete from blobs")?;
            execute!(&mut *tx, "delete from people")?;
            execute!(&mut *tx, "update head set seq = 0, digest = $1 where one = 1", origin().0)?;
        }
    }
    Ok(())
}

async fn take_over(tx: &mut Tx<'_>, lines: &mut Lines<'_>) -> Result<Verification, StoreError> {
    let heading = heading(lines)?;
    let mut audit = Audit::new(heading.head.as_ref());
    let mut places = HashMap::new();
    let mut last = None;
    while let Some(line) = lines.next::<Line>()? {
        let at = lines.number;
        let key = take_line(tx, line, &heading, &mut audit, at).await?;
        if let Some(finding) = audit.result.findings.first() {
            return Err(refused(at, finding.to_string()));
        }
        if let Some(key) = key {
            if last.as_ref().is_some_and(|last: &(&str, String)| last.0 == key.0 && last.1 >= key.1) {
                return Err(refused(at, "it is out of order".to_owned()));
            }
            places.insert(key.clone(), at);
            last = Some(key);
        }
    }
    let (counts, announced) = (audit.result.counts, heading.counts());
    if counts != announced {
        let problem = format!(
            "the file ends here, with {} files, {} people and {} events; its first line says {}, {} and {}",
            counts.blobs, counts.people, counts.events, announced.blobs, announced.people, announced.events
        );
        return Err(refused(lines.number, problem));
    }
    let verified = audit.finish();
    if let Some(finding) = verified.findings.first() {
        let Finding { table, row, .. } = finding;
        let line = match *table {
            "events" => 1 + announced.blobs + announced.people + row.parse::<u64>().unwrap_or(0),
            table => places.get(&(table, row.clone())).copied().unwrap_or(lines.number),
        };
        return Err(refused(line, finding.to_string()));
    }
    if verified.head != heading.head {
        return Err(refused(1, "its `head` is not the last event".to_owned()));
    }
    Ok(verified)
}

fn heading(lines: &mut Lines<'_>) -> Result<Heading, StoreError> {
    let read = lines.next::<Heading>().map_err(|error| match error {
        StoreError::Dump { problem, .. } => refused(1, format!("this is not an export of a record ({problem})")),
        other => other,
    })?;
    let heading = read.ok_or_else(|| refused(1, "the file is empty".to_owned()))?;
    if heading.format != FORMAT {
        return Err(refused(1, format!("the format is `{}`, this version reads `{FORMAT}`", heading.format)));
    }
    Ok(heading)
}

/// Keeps one line and has it checked; gives back the key of a file or a person.
async fn take_line(
    tx: &mut Tx<'_>,
    line: Line,
    heading: &Heading,
    audit: &mut Audit,
    at: u64,
) -> Result<Option<(&'static str, String)>, StoreError> {
    // Counted like this, a line of one kind among those of another is out of order.
    let right = match &line {
        Line::Blob(_) => at <= 1 + heading.blobs,
        Line::Person(_) => at > 1 + heading.blobs && at <= 1 + heading.blobs + heading.people,
        Line::Event(_) => at > 1 + heading.blobs + heading.people,
    };
    if !right {
        return Err(refused(at, "this kind of line does not belong here, by the counts of the first line".to_owned()));
    }
    match line {
        Line::Blob(blob) => {
            let bytes = blob.decoded().map_err(|problem| refused(at, problem))?;
            audit.blob(&blob.digest.0, &bytes);
            insert_blob(tx, &blob.digest, &bytes).await?;
            Ok(Some(("blobs", blob.digest.0)))
        }
        Line::Person(line) => {
            let person = Person::from(line);
            if let Some(fault) = person.data.as_ref().and_then(|data| data.fault()) {
                return Err(refused(at, fault));
            }
            audit.person(&person);
            set_person(tx, &person).await.map_err(|error| match error {
                StoreError::HandleTaken(handle) => refused(at, format!("the handle `{handle}` is there twice")),
                other => other,
            })?;
            Ok(Some(("people", person.person.0)))
        }
        Line::Event(event) => {
            let row = EventRow::of(&event);
            if let Some((what, _)) = row.texts().iter().find(|(_, text)| text.is_some_and(|t| t.contains('\0'))) {
                return Err(refused(at, format!("{what} holds a NUL character")));
            }
            audit.event(&row);
            if audit.result.findings.is_empty() {
                row.insert(tx).await?;
            }
            Ok(None)
        }
    }
}

fn refused(line: u64, problem: String) -> StoreError {
    StoreError::Dump { line, problem }
}

/// Lines of a file, none longer than the limit.
struct Lines<'a> {
    from: &'a mut (dyn BufRead + Send),
    number: u64,
    text: Vec<u8>,
}

impl Lines<'_> {
    /// The next line, which has to be written in the one form that an export has.
    fn next<T: Serialize + DeserializeOwned>(&mut self) -> Result<Option<T>, StoreError> {
        self.text.clear();
        let read = Read::take(&mut *self.from, MAX_LINE as u64 + 1).read_until(b'\n', &mut self.text)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let refuse = |problem: String| refused(self.number, problem);
        let Some(text) = self.text.strip_suffix(b"\n") else {
            let long = read > MAX_LINE;
            return Err(refuse(if long { "the line is too long" } else { "the file ends within the line" }.to_owned()));
        };
        let value: T = serde_json::from_slice(text).map_err(|e| refuse(e.to_string()))?;
        if canonical_json(&value).as_bytes() != text {
            return Err(refuse("it is not written as an export writes it".to_owned()));
        }
        Ok(Some(value))
    }
}
