//! Opening: finds out what is at a place without touching it, and only then connects, creates and migrates.

mod file;

use std::path::Path;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteJournalMode, SqlitePoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use crate::Store;
use crate::error::StoreError;
use crate::place::{Address, Place};
use crate::pool::{PATIENCE, Pool, READ_POSTGRES, READ_SQLITE, Tx, WRITE_POSTGRES, WRITE_SQLITE};
use crate::schema::{self, Found};

impl Store {
    /// Opens the record at a place. An empty database or a file that does not exist becomes an empty record, and a record
    /// of an older version is brought to the schema of this one.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        open(place, true).await
    }

    /// Opens the record at a place; it is an error when there is none.
    pub async fn open_existing(place: &Place) -> Result<Self, StoreError> {
        open(place, false).await
    }
}

async fn open(place: &Place, create: bool) -> Result<Store, StoreError> {
    let (pool, created) = match place {
        Place::Sqlite(path) => open_sqlite(path, create).await?,
        Place::Postgres(address) => open_postgres(address, create).await?,
    };
    Ok(Store { pool, place: place.clone(), created })
}

async fn open_sqlite(path: &Path, create: bool) -> Result<(Pool, bool), StoreError> {
    let place = path.display().to_string();
    let mut created = create && !path.exists() && file::create(path).await?;
    file::refuse_others(path)?;
    let options = file::options(path);
    let mut first = SqliteConnection::connect_with(&options).await?;
    let found =
        schema::find(&mut Tx::Sqlite(first.begin_with(READ_SQLITE).await?)).await.map_err(|e| named(e, &place))?;
    if !schema::is_current(&found, &place)? {
        refuse_to_create(&found, create, &place)?;
        created |= schema::bring_up(Tx::Sqlite(first.begin_with(WRITE_SQLITE).await?), &place).await?;
    }
    first.close().await?;
    let options = options.journal_mode(SqliteJournalMode::Wal);
    let pool = |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE * 3);
    let readers = pool(4).connect_lazy_with(options.clone());
    Ok((Pool::Sqlite { readers, writer: pool(1).connect_with(options).await? }, created))
}

async fn open_postgres(address: &Address, create: bool) -> Result<(Pool, bool), StoreError> {
    let place = address.to_string();
    let options: PgConnectOptions = address.secret().parse()?;
    let options = options.application_name("osmm").disable_statement_logging();
    // A pool would try again and again where nobody listens.
    let mut first = match tokio::time::timeout(PATIENCE, PgConnection::connect_with(&options)).await {
        Ok(connection) => connection?,
        Err(_) => return Err(StoreError::Unreachable(format!("no answer from {place} in {} s", PATIENCE.as_secs()))),
    };
    let found = schema::find(&mut Tx::Postgres(first.begin_with(READ_POSTGRES).await?)).await?;
    let mut created = false;
    if !schema::is_current(&found, &place)? {
        refuse_to_create(&found, create, &place)?;
        created = schema::bring_up(Tx::Postgres(first.begin_with(WRITE_POSTGRES).await?), &place).await?;
    }
    first.close().await?;
    let pool = PgPoolOptions::new().max_connections(8).acquire_timeout(PATIENCE).connect_lazy_with(options);
    Ok((Pool::Postgres(pool), created))
}

fn refuse_to_create(found: &Found, create: bool, place: &str) -> Result<(), StoreError> {
    if *found == Found::Nothing && !create {
        return Err(StoreError::Missing { place: place.to_owned() });
    }
    Ok(())
}

/// Puts the place into an error that has none.
fn named(error: StoreError, place: &str) -> StoreError {
    match error {
        StoreError::NotADatabase { .. } => StoreError::NotADatabase { place: place.to_owned() },
        other => other,
    }
}
