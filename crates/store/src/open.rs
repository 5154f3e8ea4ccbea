//! Opening: finds out what is at a place without touching it, and only then connects, creates and migrates.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use crate::Store;
use crate::error::StoreError;
use crate::place::{Address, Place};
use crate::pool::{PATIENCE, Pool, READ_POSTGRES, READ_SQLITE, Tx, WRITE_POSTGRES, WRITE_SQLITE};
use crate::schema::{self, Found};

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// "osmm", in the header of our files.
const APPLICATION: [u8; 4] = 1_869_835_629_u32.to_be_bytes();

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
    prepare_file(path, create)?;
    // `./` keeps SQLite from reading a meaning into names such as `:memory:`.
    let path = if path.is_absolute() { path.to_path_buf() } else { PathBuf::from(".").join(path) };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "on")
        .disable_statement_logging();
    let mut first = SqliteConnection::connect_with(&options).await?;
    let found =
        schema::find(&mut Tx::Sqlite(first.begin_with(READ_SQLITE).await?)).await.map_err(|e| named(e, &place))?;
    let mut created = false;
    if !schema::is_current(&found, &place)? {
        refuse_to_create(&found, create, &place)?;
        created = schema::bring_up(Tx::Sqlite(first.begin_with(WRITE_SQLITE).await?), &place).await?;
    }
    first.close().await?;
    let options = options.journal_mode(SqliteJournalMode::Wal);
    let pool = |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE * 3);
    Ok((
        Pool::Sqlite {
            readers: pool(4).connect_lazy_with(options.clone()),
            writer: pool(1).connect_with(options).await?,
        },
        created,
    ))
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

/// Makes an empty file, readable by its owner only, where there is none; refuses one that is not ours by its first bytes.
fn prepare_file(path: &Path, create: bool) -> Result<(), StoreError> {
    let place = path.display().to_string();
    let refused = |e: std::io::Error| match e.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Permission(format!("{place}: {e}")),
    };
    let mut head = Vec::new();
    match File::open(path) {
        Ok(file) => file.take(100).read_to_end(&mut head).map_err(refused)?,
        Err(e) if e.kind() == ErrorKind::NotFound && create => {
            if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
                private_folder().create(folder).map_err(refused)?;
            }
            return match private_file().open(path) {
                Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(refused(e)),
                _ => Ok(()),
            };
        }
        Err(e) if e.kind() == ErrorKind::NotFound => return Err(StoreError::Missing { place }),
        Err(e) => return Err(refused(e)),
    };
    // A journal beside the file is of a change that broke off; what the file was before it, SQLite will know.
    let broke_off = Path::new(&format!("{place}-journal")).exists();
    match head.len() {
        0 => Ok(()),
        _ if broke_off => Ok(()),
        _ if !head.starts_with(MAGIC) => Err(StoreError::NotADatabase { place }),
        _ if head.get(68..72) != Some(&APPLICATION[..]) => Err(StoreError::Foreign { place }),
        _ => Ok(()),
    }
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn private_folder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
