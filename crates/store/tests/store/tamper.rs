//! A change behind the store's back, in any column of any table, is found and its row is named.

use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, Head};
use osmm_store::{Finding, Mode, SCHEMA, Store};

use crate::ground::{Ground, both};
use crate::sample::{self, MODEL, add, fill};

/// Makes a change, and gives back what is found.
async fn after(ground: &Ground, store: &Store, sql: &str, noted: Option<&Head>) -> Vec<Finding> {
    ground.raw(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
    store.verify(noted).await.unwrap().findings
}

fn assert_named(findings: &[Finding], table: &str, row: &str, what: &str) {
    assert!(
        findings.iter().any(|finding| finding.table == table && finding.row == row),
        "{what}: {table}, row {row} is not named in {findings:#?}"
    );
}

async fn restore(store: &Store, whole: &[u8]) {
    store.import(&mut &whole[..], Mode::Replace).await.unwrap();
    assert!(store.verify(None).await.unwrap().holds());
}

/// The record of the sample, in which afterwards Ada Vogt was erased, and its export.
async fn record(ground: &Ground) -> (Store, Vec<u8>) {
    let store = ground.open().await;
    fill(&store).await;
    let erase = Change::PersonErased { person: sample::lead(), reasons: vec![8] };
    add(&store, vec![sample::draft(None, erase)], vec![], vec![]).await;
    let mut whole = Vec::new();
    store.export(&mut whole).await.unwrap();
    (store, whole)
}

#[test]
fn every_column_of_every_table_is_guarded() {
    both(async |ground| {
        let (store, whole) = record(ground).await;
        let (lead, member, model) = (sample::lead().0, sample::member().0, Digest::of_bytes(MODEL).0);
        let bytes = if ground.is_sqlite() { "x'00'" } else { r"'\x00'" };
        // Table, column, its new value, the row that is changed, and the row that must be named, if it is another one.
        let cases = [
            ("events", "seq", "99", "seq = 6", "6"),
            ("events", "at", "at + 1", "seq = 6", "6"),
            ("events", "at", "9223372036854775807", "seq = 6", "6"),
            ("events", "by_person", "'p-other'", "seq = 6", "6"),
            ("events", "why_commitment", "previous", "seq = 6", "6"),
            ("events", "why_commitment", "null", "seq = 6", "6"),
            ("events", "why_salt", "'00'", "seq = 6", "6"),
            ("events", "why_salt", "null", "seq = 6", "6"),
            ("events", "why_text", "'as denied'", "seq = 6", "6"),
            ("events", "why_text", "null", "seq = 6", "6"),
            ("events", "why_text = null, why_salt", "null", "seq = 6", "6"),
            ("events", "why_text = 'a', why_salt", "'b'", "seq = 8", "8"),
            ("events", "kind", "'verified'", "seq = 6", "6"),
            ("events", "change", "replace(change, '2', '3')", "seq = 6", "6"),
            ("events", "change", "' ' || change", "seq = 6", "6"),
            ("events", "change", "'{}'", "seq = 6", "6"),
            ("events", "change", "'no JSON'", "seq = 6", "6"),
            ("events", "within", "null", "seq = 6", "6"),
            ("events", "within", "'2026-q4'", "seq = 1", "1"),
            ("events", "unit", "'all'", "seq = 6", "6"),
            ("events", "item", "'training'", "seq = 6", "6"),
            ("events", "previous", "digest", "seq = 6", "6"),
            ("events", "digest", "previous", "seq = 6", "6"),
            ("blobs", "digest", "'sha256:00'", "digest = 'MODEL'", "sha256:00"),
            ("blobs", "bytes", bytes, "digest = 'MODEL'", &model),
            ("people", "person", "'p-other'", "person = 'MEMBER'", "p-other"),
            ("people", "handle", "'mara'", "person = 'MEMBER'", &member),
            ("people", "name", "'Mara Quendel'", "person = 'MEMBER'", &member),
            ("people", "contact", "''", "person = 'MEMBER'", &member),
            ("people", "contact", "null", "person = 'MEMBER'", &member),
            ("people", "salt", "'00'", "person = 'MEMBER'", &member),
            ("people", "handle = null, name = null, contact = null, salt", "null", "person = 'MEMBER'", &member),
            ("people", "handle = 'a', name = 'b', contact = 'c', salt", "'d'", "person = 'LEAD'", &lead),
            ("people", "name", "'Ada Vogt'", "person = 'LEAD'", &lead),
            ("head", "seq", "9", "one = 1", "1"),
            ("head", "digest", "'sha256:00'", "one = 1", "1"),
            ("osmm", "version", "0", "one = 1", "1"),
        ];
        for (table, column, value, row, named) in cases {
            let row = row.replace("MODEL", &model).replace("MEMBER", &member).replace("LEAD", &lead);
            let sql = format!("update {table} set {column} = {value} where {row}");
            let findings = after(ground, &store, &sql, None).await;
            assert_named(&findings, table, named, &sql);
            ground.raw(&format!("update osmm set version = {SCHEMA}")).await.unwrap();
            restore(&store, &whole).await;
        }
        let beside = ["accounts", "keys", "accesses", "scans", "scan_steps", "scan_files", "sqlite_sequence"];
        for (table, column) in ground.columns().await.into_iter().filter(|(t, _)| !beside.contains(&t.as_str())) {
            // These two hold the number 1, and the database itself lets nobody change that.
            let fixed = column == "one" && ground.raw(&format!("update {table} set one = 2")).await.is_err();
            assert!(fixed || cases.iter().any(|case| case.0 == table && case.1 == column), "{table}.{column}");
        }
    });
}

#[test]
fn rows_that_are_gone_added_or_moved_are_named() {
    both(async |ground| {
        let (store, whole) = record(ground).await;
        let model = Digest::of_bytes(MODEL).0;
        let copy = "insert into events select seq + 10, at, by_person, why_commitment, why_salt, why_text, kind, change, \
                    within, unit, item, previous, digest from events where seq = ";
        let cases = [
            ("delete from events where seq = 1".to_owned(), "events", "1"),
            ("delete from events where seq = 5".to_owned(), "events", "5"),
            ("delete from events where seq = 10".to_owned(), "head", "1"),
            ("delete from events".to_owned(), "head", "1"),
            (
                "update events set seq = 50 where seq = 6; update events set seq = 6 where seq = 7; \
                 update events set seq = 7 where seq = 50"
                    .to_owned(),
                "events",
                "6",
            ),
            (format!("{copy} 1"), "events", "11"),
            (format!("{copy} -1; update events set seq = 0 where seq = 1"), "events", "0"),
            (format!("delete from blobs where digest = '{model}'"), "blobs", &model),
            ("insert into blobs select 'sha256:00', bytes from blobs limit 1".to_owned(), "blobs", "sha256:00"),
            ("delete from people where handle = 'mira'".to_owned(), "people", &sample::member().0),
            ("insert into people values ('p-x', null, null, null, null)".to_owned(), "people", "p-x"),
            ("insert into people values ('p-x', 'x', 'x', 'x', 'x')".to_owned(), "people", "p-x"),
        ];
        for (sql, table, row) in cases {
            assert_named(&after(ground, &store, &sql, None).await, table, row, &sql);
            restore(&store, &whole).await;
        }
        ground.raw("delete from head").await.unwrap();
        assert_named(&store.verify(None).await.unwrap().findings, "head", "1", "delete from head");
    });
}

#[test]
fn an_end_that_was_noted_earlier_is_held_against_the_record() {
    both(async |ground| {
        let (store, _) = record(ground).await;
        let noted = store.head().await.unwrap().unwrap();
        add(&store, vec![sample::named("later")], vec![], vec![]).await;
        assert!(store.verify(Some(&noted)).await.unwrap().holds());
        let other = Head { seq: 3, digest: noted.digest.clone() };
        assert_named(&store.verify(Some(&other)).await.unwrap().findings, "events", "3", "another digest");
        // Cut off cleanly, so that only who noted the end can tell.
        let cut = "delete from events where seq > 9; update people set handle = null where 1 = 0; \
                   update head set seq = 9, digest = (select digest from events where seq = 9)";
        let findings = after(ground, &store, cut, Some(&noted)).await;
        assert_named(&findings, "events", "10", cut);
    });
}
