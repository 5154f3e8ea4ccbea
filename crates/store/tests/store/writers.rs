//! Many writers at once: nothing is lost, nothing is there twice, and the chain stays whole.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use osmm_maturity::event::Change;
use osmm_store::{Append, Place, Select, Store, StoreError};

use crate::ground::{Ground, both, runtime};
use crate::sample;

const EACH: usize = 20;

/// Appends names one after the other, each decided anew whenever somebody was faster; gives back what was acknowledged.
async fn write(store: &Store, who: &str) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for i in 0..EACH {
        let name = format!("{who}-{i}");
        loop {
            let expected = store.head().await.unwrap();
            let batch = Append { expected, drafts: vec![sample::named(&name)], ..Append::default() };
            match store.append(batch).await {
                Ok(_) => break,
                Err(StoreError::Moved { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
        acknowledged.push(name);
    }
    acknowledged
}

async fn names(store: &Store) -> Vec<String> {
    let events = store.events_vec(&Select::default()).await.unwrap();
    let name = |event: osmm_maturity::event::Event| match event.change {
        Change::Named { name } => name,
        other => panic!("{other:?}"),
    };
    events.into_iter().map(name).collect()
}

#[test]
fn tasks_write_at_once() {
    both(async |ground| {
        let store = std::sync::Arc::new(ground.open().await);
        let tasks: Vec<_> = (0..8)
            .map(|task| {
                let store = store.clone();
                tokio::spawn(async move { write(&store, &format!("task-{task}")).await })
            })
            .collect();
        let mut acknowledged = BTreeSet::new();
        for task in tasks {
            acknowledged.extend(task.await.unwrap());
        }
        let kept = names(&store).await;
        assert_eq!((kept.len(), acknowledged.len()), (8 * EACH, 8 * EACH));
        assert_eq!(kept.into_iter().collect::<BTreeSet<_>>(), acknowledged);
        assert!(store.verify(None).await.unwrap().holds());
    });
}

#[test]
fn processes_write_at_once() {
    both(async |ground| {
        // Nobody has made the record before: they also create it at once.
        let processes: Vec<_> = (0..4)
            .map(|process| {
                Command::new(std::env::current_exe().unwrap())
                    .args(["--exact", "writers::one_of_many_processes", "--nocapture"])
                    .env("OSMM_TEST_WRITER", format!("process-{process}"))
                    .env("OSMM_TEST_WRITER_PLACE", &ground.address)
                    .stdout(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for mut process in processes {
            assert!(process.wait().unwrap().success());
        }
        let store = ground.open().await;
        let kept = names(&store).await;
        let right: BTreeSet<String> =
            (0..4).flat_map(|process| (0..EACH).map(move |i| format!("process-{process}-{i}"))).collect();
        assert_eq!(kept.len(), right.len());
        assert_eq!(kept.into_iter().collect::<BTreeSet<_>>(), right);
        assert!(store.verify(None).await.unwrap().holds());
    });
}

/// One of the writers of the test above; on its own it writes to a record of its own.
#[test]
fn one_of_many_processes() {
    let own = Ground::sqlite();
    let who = std::env::var("OSMM_TEST_WRITER").unwrap_or_else(|_| "alone".into());
    let place: Place = match std::env::var("OSMM_TEST_WRITER_PLACE") {
        Ok(address) => address.parse().unwrap(),
        Err(_) => own.place.clone(),
    };
    runtime().block_on(async {
        let store = Store::open(&place).await.unwrap();
        assert_eq!(write(&store, &who).await.len(), EACH);
    });
}

#[test]
fn a_writer_that_does_not_finish_makes_others_give_up_not_fail_silently() {
    use sqlx::{Connection, PgConnection, SqliteConnection};
    both(async |ground| {
        let store = ground.open().await;
        let batch = || Append { drafts: vec![sample::named("late")], ..Append::default() };
        let error = if ground.is_sqlite() {
            let mut other = SqliteConnection::connect(&ground.address).await.unwrap();
            let _held = other.begin_with("begin immediate").await.unwrap();
            store.append(batch()).await.unwrap_err()
        } else {
            let mut other = PgConnection::connect(&ground.address).await.unwrap();
            let mut held = other.begin().await.unwrap();
            sqlx::query("update head set seq = seq").execute(&mut *held).await.unwrap();
            store.append(batch()).await.unwrap_err()
        };
        assert!(matches!(error, StoreError::Locked), "{error}");
        store.append(batch()).await.unwrap();
        assert!(store.verify(None).await.unwrap().holds());
    });
}
