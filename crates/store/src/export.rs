//! Writing a whole record as lines, in one consistent view, while others go on writing.

use std::io::Write;

use osmm_maturity::digest::canonical_json;

use crate::Store;
use crate::audit::Counts;
use crate::dump::{Heading, Line, write_file};
use crate::error::StoreError;
use crate::files::each_file;
use crate::pool::{Tx, each_row, fetch_optional};
use crate::read::head;
use crate::row::{self, EventColumns, EventRow, event_columns};

impl Store {
    /// Writes the record, see the format `osmm-record/1`. It does not verify: what it writes is verified when it is
    /// imported.
    pub async fn export(&self, out: &mut (dyn Write + Send)) -> Result<Counts, StoreError> {
        let mut tx = self.pool.read().await?;
        let counts = counts(&mut tx).await?;
        write(out, &canonical_json(&Heading::new(head(&mut tx).await?, counts)))?;
        each_file(&mut tx, |digest, bytes| Ok(write_file(out, digest, bytes)?)).await?;
        each_row!(&mut tx, "select person, handle, name, contact, salt from people order by person", [], columns => {
            write(out, &Line::Person(row::person(columns)?.into()).text())?;
        });
        each_row!(&mut tx, concat!("select ", event_columns!(), " from events order by seq"), [], row => {
            let columns: EventColumns = row;
            write(out, &Line::Event(Box::new(EventRow::from(columns).into_event()?)).text())?;
        });
        out.flush()?;
        Ok(counts)
    }
}

fn write(out: &mut (dyn Write + Send), line: &str) -> Result<(), StoreError> {
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")?;
    Ok(())
}

async fn counts(tx: &mut Tx<'_>) -> Result<Counts, StoreError> {
    let sql = "select (select count(*) from events), (select count(*) from blobs), (select count(*) from people)";
    let row: Option<(i64, i64, i64)> = fetch_optional!(tx, sql)?;
    let (events, blobs, people) = row.unwrap_or_default();
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(Counts { events: count(events), blobs: count(blobs), people: count(people) })
}
