//! Released schemas: their migrations are never changed, and a record of each of them is opened, verified and goes on.
//!
//! `UPDATE_RELEASED=1` writes the record of the newest schema; do that once, before its release, and never again.

use std::path::{Path, PathBuf};

use osmm_maturity::digest::Digest;
use osmm_store::{SCHEMA, Store};

use crate::ground::{Ground, both};
use crate::sample::{self, add, fill};

/// What each migration was when it was released.
const MIGRATIONS: [(&str, &str); 6] = [
    ("postgres/0001_record.sql", "sha256:3aea00e080ba1f3a1abf567b707bb897d65c246aa28674c8e3a84080ba2c1c7a"),
    ("postgres/0002_access.sql", "sha256:5232f23f81511898da7e3d4a8a60636bc83cfafc0e22837ebf83382e0790724e"),
    ("postgres/0003_queue.sql", "sha256:c2e9310b2d44be9c17157f3d98cd554ea62760dda381404942f21204aa162614"),
    ("sqlite/0001_record.sql", "sha256:459820c5b68363bb3d020f693f922ef0f3adae6eafb35eedadb05c1902a66373"),
    ("sqlite/0002_access.sql", "sha256:27dbca141165ac5012238229455153bbcc62eee8e6d02bcb743f3000f510e542"),
    ("sqlite/0003_queue.sql", "sha256:b57e6faf1075111619bcad4ebc88745ae9c0f01798558cc892e0a2a8c3932953"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

#[test]
fn released_migrations_are_what_they_were() {
    let folder = root().join("migrations");
    let mut found = Vec::new();
    for database in ["postgres", "sqlite"] {
        let mut names: Vec<_> = std::fs::read_dir(folder.join(database))
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        found.extend(names.into_iter().map(|name| format!("{database}/{name}")));
    }
    let found: Vec<(String, String)> = found
        .into_iter()
        .map(|name| (name.clone(), Digest::of_bytes(&std::fs::read(folder.join(name)).unwrap()).0))
        .collect();
    let right: Vec<(String, String)> =
        MIGRATIONS.iter().map(|(name, digest)| ((*name).into(), (*digest).into())).collect();
    assert_eq!(found, right, "a released migration is never changed: add another one, with the next number, for both");
    assert_eq!(found.len(), 2 * usize::try_from(SCHEMA).unwrap());
}

fn dump(schema: i64, ground: &Ground) -> PathBuf {
    let database = if ground.is_sqlite() { "sqlite" } else { "postgres" };
    root().join(format!("tests/store/released/{schema:04}.{database}.sql"))
}

#[test]
fn a_record_of_each_released_schema_goes_on() {
    both(async |ground| {
        if std::env::var_os("UPDATE_RELEASED").is_some() {
            let made = if ground.is_sqlite() { &Ground::sqlite() } else { ground };
            make(made).await;
            if !ground.is_sqlite() {
                made.raw("drop schema public cascade; create schema public").await.unwrap();
            }
        }
        for schema in 1..=SCHEMA {
            let sqlite = Ground::sqlite();
            let place = if ground.is_sqlite() { &sqlite } else { ground };
            place.raw(&std::fs::read_to_string(dump(schema, place)).unwrap()).await.unwrap();
            let store = Store::open_existing(&place.place).await.unwrap();
            assert!(!store.created());
            let verified = store.verify(None).await.unwrap();
            assert!(verified.holds(), "{:?}", verified.findings);
            assert_eq!((verified.counts.events, verified.counts.blobs, verified.counts.people), (10, 3, 2));
            add(&store, vec![sample::named("later")], vec![], vec![]).await;
            assert!(store.verify(verified.head.as_ref()).await.unwrap().holds());
            store.close().await;
            place
                .raw(
                    "drop table osmm; drop table head; drop table events; drop table blobs; drop table people; \
                      drop table accounts; drop table keys; drop table accesses; \
                      drop table scan_files; drop table scan_steps; drop table scans",
                )
                .await
                .unwrap();
        }
    });
}

/// Writes the sample, with a person erased, as the migrations and what they are to be filled with.
async fn make(ground: &Ground) {
    let store = ground.open().await;
    fill(&store).await;
    let erase = osmm_maturity::event::Change::PersonErased { person: sample::member(), reasons: vec![8] };
    add(&store, vec![sample::draft(None, erase)], vec![], vec![]).await;
    store.close().await;
    let mut sql = String::new();
    for (name, _) in MIGRATIONS.iter().filter(|(name, _)| name.starts_with("sqlite") == ground.is_sqlite()) {
        sql += &std::fs::read_to_string(root().join("migrations").join(name)).unwrap();
    }
    sql += "\ndelete from osmm;\ndelete from head;\n";
    let columns = ground.columns().await;
    for table in ["osmm", "head", "events", "blobs", "people"] {
        let names: Vec<&str> = columns.iter().filter(|(of, _)| of == table).map(|(_, name)| name.as_str()).collect();
        let quote = |name: &&str| {
            if ground.is_sqlite() { format!("quote({name})") } else { format!("quote_nullable({name}::text)") }
        };
        let quoted: Vec<String> = names.iter().map(quote).collect();
        for row in ground.rows(&format!("select {} from {table} order by 1", quoted.join(", "))).await {
            sql += &format!("insert into {table} ({}) values ({});\n", names.join(", "), row.join(", "));
        }
    }
    std::fs::write(dump(SCHEMA, ground), sql).unwrap();
}
