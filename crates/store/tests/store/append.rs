//! What is appended is read again, in whole, in part and in order; what does not fit together is refused.

use std::ops::ControlFlow;

use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;
use osmm_store::{Append, MAX_BLOB, PersonData, Select, Store, StoreError, Within};

use crate::ground::both;
use crate::sample::{self, MODEL, add, fill};

#[test]
fn what_is_appended_is_read_again() {
    both(async |ground| {
        let store = ground.open().await;
        assert_eq!(store.head().await.unwrap(), None);
        let events = fill(&store).await;
        store.close().await;
        let store = Store::open_existing(&ground.place).await.unwrap();
        assert!(!store.created());
        assert_eq!(store.events_vec(&Select::default()).await.unwrap(), events);
        assert_eq!(store.head().await.unwrap(), events.last().map(|event| event.head()));
        assert_eq!(store.blob(&Digest::of_bytes(MODEL)).await.unwrap().as_deref(), Some(MODEL));
        assert_eq!(store.blob(&Digest::of_bytes(b"other")).await.unwrap(), None);
        assert!(store.has_blob(&Digest::of_bytes(b"frame")).await.unwrap());
        assert_eq!(store.people().await.unwrap().len(), 2);
        let mira = store.person_by_handle("mira").await.unwrap().unwrap();
        assert_eq!(mira.data.as_ref().map(|data| data.name.as_str()), Some("Mira Quendel"));
        assert_eq!(store.person(&sample::member()).await.unwrap(), Some(mira));
        assert_eq!(store.person_by_handle("nobody").await.unwrap(), None);
        let verified = store.verify(None).await.unwrap();
        assert!(verified.holds(), "{:?}", verified.findings);
        assert_eq!((verified.counts.events, verified.counts.blobs, verified.counts.people), (9, 3, 2));
    });
}

#[test]
fn events_are_selected() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let numbers = async |select: Select| -> Vec<u64> {
            store.events_vec(&select).await.unwrap().iter().map(|event| event.seq).collect()
        };
        let some = Select::default;
        assert_eq!(numbers(Select { after: 2, up_to: Some(4), ..some() }).await, [3, 4]);
        assert_eq!(numbers(Select { within: Within::Skeleton, ..some() }).await, [1, 2, 3, 4, 5, 7]);
        let both = Within::SkeletonAnd(vec![AssessmentId("older".into()), sample::assessment()]);
        assert_eq!(numbers(Select { within: both, after: 5, ..some() }).await, [6, 7, 8, 9]);
        assert_eq!(numbers(Select { within: Within::SkeletonAnd(vec![]), after: 5, ..some() }).await, [7]);
        let (unit, item) = (Some(UnitId("web".into())), Some(ItemId("training".into())));
        assert_eq!(numbers(Select { unit: unit.clone(), ..some() }).await, [6, 7, 8, 9]);
        assert_eq!(numbers(Select { unit, item, ..some() }).await, [8, 9]);
        let mut seen = 0;
        let enough = |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        store.events(&Select::default(), enough).await.unwrap();
        assert_eq!(seen, 3);
    });
}

#[test]
fn what_does_not_fit_together_is_refused_as_a_whole() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let before = store.head().await.unwrap();
        let other = PersonData::new(sample::lead(), "x", "x", "").unwrap();
        let two_lines = PersonData::new(sample::lead(), "x", "a\nb", "").unwrap();
        let nobody = osmm_maturity::event::PersonId("p-nobody".into());
        let erase = |person, reasons| sample::draft(None, Change::PersonErased { person, reasons });
        let cases = [
            (vec![sample::observed(&[b"not given".to_vec()])], vec![], vec![]),
            (vec![sample::named("a")], vec![b"stray".to_vec()], vec![]),
            (vec![sample::observed(&[vec![0; MAX_BLOB + 1]])], vec![vec![0; MAX_BLOB + 1]], vec![]),
            (vec![sample::set(&sample::member_data())], vec![], vec![sample::member_data()]),
            (vec![sample::set(&other)], vec![], vec![]),
            (vec![sample::named("a")], vec![], vec![other]),
            (vec![sample::set(&two_lines)], vec![], vec![two_lines]),
            (vec![sample::draft(Some("a\0b"), Change::Named { name: String::new() })], vec![], vec![]),
            (vec![erase(nobody, vec![])], vec![], vec![]),
            (vec![erase(sample::member(), vec![1])], vec![], vec![]),
            (vec![erase(sample::member(), vec![99])], vec![], vec![]),
        ];
        for (drafts, blobs, people) in cases {
            let what = format!("{:?}", drafts[0].change);
            let error = store.append(Append { expected: before.clone(), drafts, blobs, people }).await.unwrap_err();
            assert!(matches!(error, StoreError::Unfit(_)), "{what}: {error}");
        }
        let taken = PersonData::new(sample::lead(), "mira", "Another", "").unwrap();
        let batch =
            Append { expected: before.clone(), drafts: vec![sample::set(&taken)], people: vec![taken], blobs: vec![] };
        assert!(matches!(store.append(batch).await.unwrap_err(), StoreError::HandleTaken(handle) if handle == "mira"));
        assert_eq!(store.head().await.unwrap(), before);
        assert!(store.verify(None).await.unwrap().holds());
    });
}

#[test]
fn who_did_not_see_the_last_event_decides_anew() {
    both(async |ground| {
        let store = ground.open().await;
        let first = add(&store, vec![sample::named("a")], vec![], vec![]).await[0].head();
        let second = add(&store, vec![sample::named("b")], vec![], vec![]).await[0].head();
        for expected in [None, Some(first)] {
            let batch = Append { expected, drafts: vec![sample::named("c")], ..Append::default() };
            let error = store.append(batch).await.unwrap_err();
            assert!(matches!(error, StoreError::Moved { head } if head.as_ref() == Some(&second)));
        }
        assert_eq!(store.append(Append::default()).await.unwrap(), []);
        assert_eq!(store.head().await.unwrap(), Some(second));
    });
}

#[test]
fn a_task_can_wait_for_the_store_on_any_thread() {
    fn is_send(_: impl Send) {}
    both(async |ground| {
        let store = ground.open().await;
        is_send(Store::open(&ground.place));
        is_send(store.append(Append::default()));
        is_send(store.events(&Select::default(), |_| ControlFlow::Continue(())));
        is_send(store.verify(None));
        is_send(store.export(&mut Vec::new()));
        is_send(store.import(&mut &b""[..], osmm_store::Mode::IntoEmpty));
        is_send(&store);
    });
}
