//! Two drivers behind one door: connections and transactions of either database, and the macro by which a query is
//! written once. SQL here is what both understand: `$1` for parameters, 64-bit integers, texts, bytes.

use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};

use crate::error::StoreError;

/// How long to wait for a lock or a connection.
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// Connections.
#[derive(Debug)]
pub(crate) enum Pool {
    /// Readers do not wait for the one writer, and writers of this process queue for it in fairness.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction; it is rolled back unless it is committed.
pub(crate) enum Tx<'c> {
    Sqlite(sqlx::Transaction<'c, Sqlite>),
    Postgres(sqlx::Transaction<'c, Postgres>),
}

/// Begins to write: the lock comes first, because SQLite refuses a reader that turns writer, however long it waits.
pub(crate) const WRITE_SQLITE: &str = "begin immediate";
/// Begins to write in PostgreSQL, where a lock is waited for without end unless it is told not to.
pub(crate) const WRITE_POSTGRES: &str = "begin; set local lock_timeout = '10s'";
/// Begins to read; what others commit later is not seen.
pub(crate) const READ_SQLITE: &str = "begin";
/// Begins to read in PostgreSQL; what others commit later is not seen.
pub(crate) const READ_POSTGRES: &str = "begin isolation level repeatable read, read only";

impl Pool {
    /// A consistent view.
    pub(crate) async fn read(&self) -> Result<Tx<'static>, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin_with(READ_SQLITE).await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin_with(READ_POSTGRES).await?),
        })
    }

    /// A change, all or nothing.
    pub(crate) async fn write(&self) -> Result<Tx<'static>, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with(WRITE_SQLITE).await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin_with(WRITE_POSTGRES).await?),
        })
    }

    /// Removes what was overwritten from the log beside a SQLite file, so that what was erased is gone from the disk.
    /// A reader may be in the way; then the next one to close the file does it.
    pub(crate) async fn flush(&self) -> Result<(), StoreError> {
        if let Self::Sqlite { writer, .. } = self {
            sqlx::query("pragma wal_checkpoint(truncate)").execute(writer).await?;
        }
        Ok(())
    }

    /// Closes all connections.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx<'_> {
    /// Makes the changes last.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(StoreError::of_commit)
    }
}

/// Runs the same code on the connection of either database: `on!(tx, c => sqlx::query("...").execute(c).await)`.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {
        match $tx {
            $crate::pool::Tx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::pool::Tx::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        }
    };
}

/// Executes a statement with parameters and says how many rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::pool::on!($tx, c => sqlx::query($sql)$(.bind($value))*.execute(c).await.map(|done| done.rows_affected()))
    };
}

/// Fetches at most one row as a tuple.
macro_rules! fetch_optional {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::pool::on!($tx, c => sqlx::query_as($sql)$(.bind($value))*.fetch_optional(c).await)
    };
}

/// Runs code for every row, as a tuple, without holding more than a few rows.
macro_rules! each_row {
    ($tx:expr, $sql:expr, [$($value:expr),*], $row:pat => $body:block) => {
        $crate::pool::on!($tx, c => {
            let mut rows = sqlx::query_as($sql)$(.bind($value))*.fetch(c);
            while let Some($row) = futures_util::TryStreamExt::try_next(&mut rows).await? $body
        })
    };
}

pub(crate) use {each_row, execute, fetch_optional, on};
