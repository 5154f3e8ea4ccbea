//! The shape of the tables: which one a database has, and the steps that bring it to the one known here, forward only.

use crate::error::StoreError;
use crate::pool::{Tx, execute, fetch_optional, on};

/// The schema that this version writes.
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// One step, the same in both databases.
struct Migration {
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($name:literal) => {
        Migration {
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// All steps in order; the first has number 1. A released step is never changed.
const MIGRATIONS: [Migration; 3] = [migration!("0001_record"), migration!("0002_access"), migration!("0003_queue")];

/// What a database holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// No table at all.
    Nothing,
    /// Tables, but not ours.
    Foreign,
    /// A record with this schema.
    Schema(i64),
}

/// Looks without changing anything.
pub(crate) async fn find(tx: &mut Tx<'_>) -> Result<Found, StoreError> {
    let (sql_ours, sql_all) = match tx {
        Tx::Sqlite(_) => (
            "select count(*) from sqlite_schema where type = 'table' and name = 'osmm'",
            "select count(*) from sqlite_schema where type = 'table'",
        ),
        Tx::Postgres(_) => (
            "select count(*) from pg_catalog.pg_tables where schemaname = current_schema() and tablename = 'osmm'",
            "select count(*) from pg_catalog.pg_tables where schemaname = current_schema()",
        ),
    };
    if count(tx, sql_ours).await? == 0 {
        return Ok(if count(tx, sql_all).await? == 0 { Found::Nothing } else { Found::Foreign });
    }
    let row: Option<(i64,)> = fetch_optional!(tx, "select version from osmm where one = 1")?;
    Ok(row.map_or(Found::Foreign, |(version,)| Found::Schema(version)))
}

async fn count(tx: &mut Tx<'_>, sql: &'static str) -> Result<i64, StoreError> {
    let row: Option<(i64,)> = fetch_optional!(tx, sql)?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Whether a database can be used as it is; an error when it never can.
pub(crate) fn is_current(found: &Found, place: &str) -> Result<bool, StoreError> {
    match found {
        Found::Foreign => Err(StoreError::Foreign { place: place.to_owned() }),
        Found::Schema(found) if *found > SCHEMA => {
            Err(StoreError::Newer { place: place.to_owned(), found: *found, known: SCHEMA })
        }
        Found::Schema(found) => Ok(*found == SCHEMA),
        Found::Nothing => Ok(false),
    }
}

/// Takes the steps that are missing; says whether there was nothing before. Somebody else may have taken them since one
/// looked, so it looks again under the lock.
pub(crate) async fn bring_up(mut tx: Tx<'_>, place: &str) -> Result<bool, StoreError> {
    if let Tx::Postgres(_) = tx {
        execute!(&mut tx, "select pg_advisory_xact_lock(1869835629)")?;
    }
    let found = find(&mut tx).await?;
    if is_current(&found, place)? {
        return Ok(false);
    }
    let done = if let Found::Schema(version) = found { usize::try_from(version).unwrap_or(0) } else { 0 };
    for migration in MIGRATIONS.iter().skip(done) {
        let sql = if let Tx::Sqlite(_) = tx { migration.sqlite } else { migration.postgres };
        on!(&mut tx, c => sqlx::raw_sql(sql).execute(c).await.map(|_| ()))?;
    }
    execute!(&mut tx, "update osmm set version = $1 where one = 1", SCHEMA)?;
    tx.commit().await?;
    Ok(found == Found::Nothing)
}
