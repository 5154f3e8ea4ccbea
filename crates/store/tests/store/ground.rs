//! Places for tests: a SQLite file in a folder of its own, and a PostgreSQL database of its own where a server is given.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Once;

use osmm_store::{Place, Store, new_salt};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A place without a record.
pub struct Ground {
    /// The place.
    pub place: Place,
    /// Its address or path, in full.
    pub address: String,
    folder: TempDir,
}

impl Ground {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.db");
        Self { place: Place::file(&path), address: path.display().to_string(), folder }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.place, Place::Sqlite(_))
    }

    /// A path in the test's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.place).await.unwrap()
    }

    /// Does something behind the store's back.
    pub async fn raw(&self, sql: &str) -> Result<(), sqlx::Error> {
        if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&format!("sqlite:{}?mode=rwc", self.address)).await?;
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
            connection.close().await
        } else {
            let mut connection = PgConnection::connect(&self.address).await?;
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
            connection.close().await
        }
    }

    /// Reads texts behind the store's back: all columns of all rows.
    pub async fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        fn texts<R: Row>(row: &R) -> Vec<String>
        where
            usize: sqlx::ColumnIndex<R>,
            for<'r> String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
        {
            (0..row.len()).map(|i| row.get(i)).collect()
        }
        if self.is_sqlite() {
            let mut connection = SqliteConnection::connect(&self.address).await.unwrap();
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            rows.iter().map(texts).collect()
        } else {
            let mut connection = PgConnection::connect(&self.address).await.unwrap();
            let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
            rows.iter().map(texts).collect()
        }
    }

    /// Every column that a record has, as table and name, in their order.
    pub async fn columns(&self) -> Vec<(String, String)> {
        let sql = if self.is_sqlite() {
            "select t.name, c.name from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' \
             order by t.name, c.cid"
        } else {
            "select table_name::text, column_name::text from information_schema.columns \
             where table_schema = 'public' order by table_name, ordinal_position"
        };
        let rows = self.rows(sql).await;
        rows.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
    }
}

/// Runs a test on each database that there is.
pub fn both(test: impl AsyncFn(&Ground)) {
    let runtime = runtime();
    runtime.block_on(test(&Ground::sqlite()));
    on_postgres(&runtime, &test);
}

/// Runs a test on PostgreSQL, if there is a server.
pub fn on_postgres(runtime: &Runtime, test: &impl AsyncFn(&Ground)) {
    static SAID: Once = Once::new();
    let Ok(server) = std::env::var("OSMM_TEST_POSTGRES") else {
        SAID.call_once(|| {
            println!("\nstore: not run on PostgreSQL: OSMM_TEST_POSTGRES is not set, see tests/postgres")
        });
        return;
    };
    let name = format!("osmm_{}", &new_salt().unwrap()[..12]);
    let administer = |sql: String| {
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&server).await.unwrap();
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        });
    };
    administer(format!("create database {name}"));
    let (front, _) = server.rsplit_once('/').unwrap();
    let address = format!("{front}/{name}");
    let ground = Ground { place: address.parse().unwrap(), address, folder: tempfile::tempdir().unwrap() };
    let result = catch_unwind(AssertUnwindSafe(|| runtime.block_on(test(&ground))));
    administer(format!("drop database {name} with (force)"));
    if let Err(panic) = result {
        resume_unwind(panic);
    }
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}
