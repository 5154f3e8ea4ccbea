//! Reading: events in order, as many as a reader needs and never many at once; files; people.

use std::ops::ControlFlow;

use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Event, Head, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;
use sqlx::AssertSqlSafe;

use crate::Store;
use crate::error::StoreError;
use crate::person::{Person, PersonData};
use crate::pool::{Tx, each_row, fetch_optional, on};
use crate::row::{self, EventColumns, EventRow, PersonColumns, event_columns};

/// Which events to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Select {
    /// Those after this number; 0 for all.
    pub after: u64,
    /// Those up to this number.
    pub up_to: Option<u64>,
    /// Of which assessments.
    pub within: Within,
    /// Those about this unit.
    pub unit: Option<UnitId>,
    /// Those about this item.
    pub item: Option<ItemId>,
}

/// The bulk of which assessments to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Within {
    /// Of all.
    #[default]
    Everything,
    /// Of none: what every reader needs.
    Skeleton,
    /// What every reader needs, and the bulk of these.
    SkeletonAnd(Vec<AssessmentId>),
}

impl Select {
    /// The condition, whose text is made of constants only, and the values of its parameters after the two numbers.
    fn condition(&self) -> (String, Vec<&str>) {
        let mut values: Vec<&str> = Vec::new();
        let mut text = "seq > $1 and seq <= $2".to_owned();
        let mut parameter = |value| {
            values.push(value);
            format!("${}", values.len() + 2)
        };
        match &self.within {
            Within::Everything => {}
            Within::Skeleton => text += " and within is null",
            Within::SkeletonAnd(list) => {
                let list: Vec<String> = list.iter().map(|id| format!(" or within = {}", parameter(&id.0))).collect();
                text += &format!(" and (within is null{})", list.concat());
            }
        }
        if let Some(unit) = &self.unit {
            text += &format!(" and unit = {}", parameter(&unit.0));
        }
        if let Some(item) = &self.item {
            text += &format!(" and item = {}", parameter(&item.0));
        }
        (text, values)
    }
}

impl Store {
    /// Where the record ends; absent when it is empty.
    pub async fn head(&self) -> Result<Option<Head>, StoreError> {
        head(&mut self.pool.read().await?).await
    }

    /// Hands out events in order until there are no more or the reader has enough.
    pub async fn events(
        &self,
        select: &Select,
        mut each: impl FnMut(Event) -> ControlFlow<()> + Send,
    ) -> Result<(), StoreError> {
        let (condition, values) = select.condition();
        let sql = format!(concat!("select ", event_columns!(), " from events where {} order by seq"), condition);
        let limit = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
        let (after, up_to) = (limit(select.after), select.up_to.map_or(i64::MAX, limit));
        let mut tx = self.pool.read().await?;
        on!(&mut tx, c => {
            let mut query = sqlx::query_as::<_, EventColumns>(AssertSqlSafe(sql)).bind(after).bind(up_to);
            for value in values {
                query = query.bind(value);
            }
            let mut rows = query.fetch(c);
            while let Some(columns) = futures_util::TryStreamExt::try_next(&mut rows).await? {
                if each(EventRow::from(columns).into_event()?).is_break() {
                    break;
                }
            }
        });
        Ok(())
    }

    /// All events of a selection at once, for selections that are known to be small.
    pub async fn events_vec(&self, select: &Select) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        self.events(select, |event| {
            events.push(event);
            ControlFlow::Continue(())
        })
        .await?;
        Ok(events)
    }

    /// The bytes of a file, checked against its digest; absent when it is not kept.
    pub async fn blob(&self, digest: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let mut tx = self.pool.read().await?;
        let row: Option<(Vec<u8>,)> = fetch_optional!(&mut tx, "select bytes from blobs where digest = $1", &digest.0)?;
        let Some((bytes,)) = row else { return Ok(None) };
        if Digest::of_bytes(&bytes) != *digest {
            let problem = "its bytes have another digest".to_owned();
            return Err(StoreError::Damaged { table: "blobs", row: digest.0.clone(), problem });
        }
        Ok(Some(bytes))
    }

    /// Whether a file is kept.
    pub async fn has_blob(&self, digest: &Digest) -> Result<bool, StoreError> {
        let mut tx = self.pool.read().await?;
        let row: Option<(i64,)> = fetch_optional!(&mut tx, "select count(*) from blobs where digest = $1", &digest.0)?;
        Ok(row.is_some_and(|(n,)| n > 0))
    }

    /// All people in the order of their pseudonyms, those who were erased too.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut people = Vec::new();
        each_row!(&mut tx, "select person, handle, name, contact, salt from people order by person", [], columns => {
            people.push(row::person(columns)?);
        });
        Ok(people)
    }

    /// The person with a pseudonym.
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        let mut tx = self.pool.read().await?;
        let sql = "select person, handle, name, contact, salt from people where person = $1";
        let found: Option<PersonColumns> = fetch_optional!(&mut tx, sql, &id.0)?;
        found.map(row::person).transpose()
    }

    /// The person with a handle.
    pub async fn person_by_handle(&self, handle: &str) -> Result<Option<Person>, StoreError> {
        let mut tx = self.pool.read().await?;
        let sql = "select person, handle, name, contact, salt from people where handle = $1";
        let found: Option<PersonColumns> = fetch_optional!(&mut tx, sql, handle)?;
        found.map(row::person).transpose()
    }

    /// Numbers of the events whose reasons name a person, see [`PersonData::is_named_in`].
    pub async fn mentions(&self, data: &PersonData) -> Result<Vec<u64>, StoreError> {
        let mut tx = self.pool.read().await?;
        let mut found = Vec::new();
        let sql = "select seq, why_text from events where why_text is not null order by seq";
        each_row!(&mut tx, sql, [], row => {
            let (seq, text): (i64, String) = row;
            if data.is_named_in(&text) {
                found.extend(u64::try_from(seq));
            }
        });
        Ok(found)
    }
}

/// Where the record ends, within a transaction.
pub(crate) async fn head(tx: &mut Tx<'_>) -> Result<Option<Head>, StoreError> {
    let row: Option<(i64, String)> = fetch_optional!(tx, "select seq, digest from head where one = 1")?;
    let damaged =
        |problem: &str| StoreError::Damaged { table: "head", row: "1".to_owned(), problem: problem.to_owned() };
    let (seq, digest) = row.ok_or_else(|| damaged("it is missing"))?;
    let seq = u64::try_from(seq).map_err(|_| damaged("its number is below 0"))?;
    Ok((seq > 0).then_some(Head { seq, digest: Digest(digest) }))
}
