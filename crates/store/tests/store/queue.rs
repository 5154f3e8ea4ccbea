//! The queue of scans: each step is done, whoever ends meanwhile, and only one result of it is kept.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use osmm_maturity::event::PersonId;
use osmm_maturity::unit::UnitId;
use osmm_store::{Found, NewScan, Part, QueuedFile, ScanEnd, ScanState, Step, Store, TakenStep};

use crate::ground::both;

const TOOL: &str = "osmm 1";
const LONG: Duration = Duration::from_secs(600);
/// A lease that is over when it is given.
const GONE: Duration = Duration::ZERO;

fn wish() -> NewScan {
    NewScan {
        by: PersonId("p-1".into()),
        unit: Some(UnitId("payments".into())),
        tool: TOOL.into(),
        began: Timestamp::from_second(1_790_000_000).unwrap(),
        input: "{\"folders\":[\"/srv\"]}".into(),
        files: vec![QueuedFile { name: "a.json".into(), repository: None, bytes: vec![0, 1, 255] }],
    }
}

fn found(names: &[&str]) -> Found {
    let part = |name: &&str| Part { name: (*name).into(), input: format!("look at {name}"), result: None };
    Found { said: b"nothing special".to_vec(), parts: names.iter().map(part).collect() }
}

/// A scan whose repositories are found.
async fn begun(store: &Store, names: &[&str]) -> i64 {
    let scan = store.add_scan(&wish()).await.unwrap().unwrap();
    let find = store.take_step("finder", TOOL, LONG).await.unwrap().unwrap();
    assert_eq!((find.scan, &find.step), (scan, &Step::Find));
    assert!(store.keep_found(&find, "finder", &found(names)).await.unwrap());
    scan
}

async fn take(store: &Store, worker: &str) -> Option<TakenStep> {
    store.take_step(worker, TOOL, LONG).await.unwrap()
}

#[test]
fn a_scan_goes_from_step_to_step() {
    both(async |ground| {
        let store = ground.open().await;
        assert_eq!(take(&store, "a").await, None);
        let scan = begun(&store, &["x", "y"]).await;
        assert_eq!(store.scan(scan).await.unwrap().unwrap().state, ScanState::Looking);
        let first = take(&store, "a").await.unwrap();
        assert_eq!(first.step, Step::Look("look at x".into()));
        let second = take(&store, "b").await.unwrap();
        assert_eq!(take(&store, "c").await, None, "the last step waits for the others");
        assert!(store.keep_result(&second, "b", b"saw y").await.unwrap());
        let seen = store.scan(scan).await.unwrap().unwrap();
        assert_eq!((seen.done, seen.total, seen.current), (1, 2, vec!["x".to_owned()]));
        assert!(store.keep_result(&first, "a", b"saw x").await.unwrap());
        assert_eq!(take(&store, "a").await.unwrap().step, Step::Finish);
        let all = store.found(scan).await.unwrap();
        let results: Vec<_> = all.parts.iter().map(|p| p.result.clone().unwrap()).collect();
        assert_eq!(
            (all.said.as_slice(), results),
            (&b"nothing special"[..], vec![b"saw x".to_vec(), b"saw y".to_vec()])
        );
        assert_eq!(store.scan_files(scan).await.unwrap(), wish().files);
        assert!(store.end_scan(scan, &ScanEnd::Kept("all".into())).await.unwrap());
        assert!(!store.end_scan(scan, &ScanEnd::Stopped).await.unwrap(), "it is over");
        let over = store.scan(scan).await.unwrap().unwrap();
        assert_eq!((over.state, over.done, over.total), (ScanState::Over(ScanEnd::Kept("all".into())), 2, 2));
        assert_eq!((over.by, over.unit, over.began, over.input), (wish().by, wish().unit, wish().began, wish().input));
        assert!(store.found(scan).await.unwrap().parts.is_empty() && store.scan_files(scan).await.unwrap().is_empty());
        assert_eq!(take(&store, "a").await, None);
    });
}

#[test]
fn what_a_dead_worker_did_is_done_by_another_and_kept_once() {
    both(async |ground| {
        let store = ground.open().await;
        let scan = begun(&store, &["x"]).await;
        let dead = store.take_step("dead", TOOL, GONE).await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert!(store.scan(scan).await.unwrap().unwrap().current.is_empty(), "nobody looks at it");
        let taken = take(&store, "alive").await.unwrap();
        assert_eq!(taken, dead);
        assert_eq!(store.hold_steps("dead", &[(scan, 1)], LONG).await.unwrap(), [(scan, 1)], "it is told so");
        assert!(store.hold_steps("alive", &[(scan, 1)], LONG).await.unwrap().is_empty());
        assert!(!store.keep_result(&dead, "dead", b"late").await.unwrap());
        assert!(store.keep_result(&taken, "alive", b"saw").await.unwrap());
        assert!(!store.keep_result(&taken, "alive", b"again").await.unwrap());
        assert_eq!(store.found(scan).await.unwrap().parts[0].result.as_deref(), Some(&b"saw"[..]));
    });
}

#[test]
fn a_lease_lasts_as_long_as_it_is_held() {
    both(async |ground| {
        let store = ground.open().await;
        let scan = begun(&store, &["x"]).await;
        let taken = store.take_step("slow", TOOL, Duration::from_millis(300)).await.unwrap().unwrap();
        assert!(store.hold_steps("slow", &[(scan, taken.number)], LONG).await.unwrap().is_empty());
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(take(&store, "other").await, None);
    });
}

#[test]
fn what_kills_its_workers_is_set_aside_after_three_tries() {
    both(async |ground| {
        let store = ground.open().await;
        let scan = begun(&store, &["poison", "sound"]).await;
        for _ in 0..3 {
            let taken = store.take_step("victim", TOOL, GONE).await.unwrap().unwrap();
            assert_eq!(taken.step, Step::Look("look at poison".into()));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let sound = take(&store, "a").await.unwrap();
        assert_eq!(sound.step, Step::Look("look at sound".into()));
        assert!(store.keep_result(&sound, "a", b"saw").await.unwrap());
        assert_eq!(take(&store, "a").await.unwrap().step, Step::Finish);
        let results: Vec<_> = store.found(scan).await.unwrap().parts.into_iter().map(|p| p.result).collect();
        assert_eq!(results, [None, Some(b"saw".to_vec())]);
        // Without the last step nothing can be kept, and it is said why.
        store.end_scan(scan, &ScanEnd::Stopped).await.unwrap();
        let scan = begun(&store, &[]).await;
        for _ in 0..3 {
            assert_eq!(store.take_step("victim", TOOL, GONE).await.unwrap().unwrap().step, Step::Finish);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(take(&store, "a").await, None);
        let state = store.scan(scan).await.unwrap().unwrap().state;
        let why = "3 workers ended while putting together what was seen";
        assert_eq!(state, ScanState::Over(ScanEnd::Failed(why.into())));
    });
}

#[test]
fn what_is_given_back_costs_no_try() {
    both(async |ground| {
        let store = ground.open().await;
        begun(&store, &["x"]).await;
        for _ in 0..5 {
            assert!(take(&store, "polite").await.is_some());
            store.give_back_steps("polite").await.unwrap();
        }
        assert!(take(&store, "other").await.is_some());
    });
}

#[test]
fn a_stopped_scan_hands_out_nothing_and_takes_nothing() {
    both(async |ground| {
        let store = ground.open().await;
        let scan = begun(&store, &["x", "y"]).await;
        let taken = take(&store, "a").await.unwrap();
        assert!(store.end_scan(scan, &ScanEnd::Stopped).await.unwrap());
        assert_eq!(take(&store, "b").await, None);
        assert_eq!(store.hold_steps("a", &[(scan, taken.number)], LONG).await.unwrap(), [(scan, taken.number)]);
        assert!(!store.keep_result(&taken, "a", b"saw").await.unwrap());
        assert_eq!(store.scan(scan).await.unwrap().unwrap().state, ScanState::Over(ScanEnd::Stopped));
    });
}

#[test]
fn a_scan_that_is_being_kept_is_not_stopped() {
    both(async |ground| {
        let store = ground.open().await;
        let scan = begun(&store, &[]).await;
        assert_eq!(store.take_step("dead", TOOL, GONE).await.unwrap().unwrap().step, Step::Finish);
        assert!(store.begin_to_keep(scan).await.unwrap());
        assert!(!store.end_scan(scan, &ScanEnd::Stopped).await.unwrap(), "it may be in the record already");
        assert_eq!(store.scan(scan).await.unwrap().unwrap().state, ScanState::Looking);
        // The worker died: another one keeps it, again.
        tokio::time::sleep(Duration::from_millis(5)).await;
        assert_eq!(take(&store, "alive").await.unwrap().step, Step::Finish);
        assert!(store.begin_to_keep(scan).await.unwrap());
        assert!(store.end_scan(scan, &ScanEnd::Kept("all".into())).await.unwrap());
        assert!(!store.begin_to_keep(scan).await.unwrap(), "it is over");
        // A stopped one is not kept.
        let scan = begun(&store, &[]).await;
        assert!(store.end_scan(scan, &ScanEnd::Stopped).await.unwrap());
        assert!(!store.begin_to_keep(scan).await.unwrap());
    });
}

#[test]
fn only_the_same_program_works_a_scan_off_and_not_too_many_wait() {
    both(async |ground| {
        let store = ground.open().await;
        for _ in 0..20 {
            assert!(store.add_scan(&wish()).await.unwrap().is_some());
        }
        assert_eq!(store.add_scan(&wish()).await.unwrap(), None);
        assert_eq!(store.take_step("a", "osmm 2", LONG).await.unwrap(), None);
        assert_eq!(
            take(&store, "a").await.unwrap().scan,
            store.scans().await.unwrap().last().unwrap().id,
            "the oldest"
        );
    });
}

#[test]
fn many_workers_take_each_step_once() {
    both(async |ground| {
        let names: Vec<String> = (0..60).map(|n| format!("r{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let store = std::sync::Arc::new(ground.open().await);
        let scan = begun(&store, &names).await;
        let mut workers = tokio::task::JoinSet::new();
        for worker in 0..6 {
            let store = store.clone();
            workers.spawn(async move {
                let (name, mut mine) = (format!("w{worker}"), Vec::new());
                loop {
                    match take(&store, &name).await {
                        Some(TakenStep { step: Step::Finish, .. }) => break (mine, true),
                        Some(taken) => {
                            assert!(store.keep_result(&taken, &name, name.as_bytes()).await.unwrap());
                            mine.push(taken.number);
                        }
                        // Another is just taking one, or all are taken.
                        None if store.scan(scan).await.unwrap().unwrap().done == 60 => break (mine, false),
                        None => tokio::task::yield_now().await,
                    }
                }
            });
        }
        let (mut all, mut finishers) = (Vec::new(), 0);
        while let Some(done) = workers.join_next().await {
            let (mine, finished) = done.unwrap();
            all.extend(mine);
            finishers += usize::from(finished);
        }
        let each: BTreeSet<i64> = all.iter().copied().collect();
        assert_eq!((all.len(), each.len(), finishers), (60, 60, 1));
    });
}
