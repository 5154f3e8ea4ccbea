//! Erasing a person: gone from the tables and from the bytes of the file, and the chain still holds.

use osmm_maturity::event::Change;
use osmm_store::{Select, StoreError};

use crate::ground::{Ground, both};
use crate::sample::{self, add, fill};

/// Everything that is kept on the disk.
fn bytes(ground: &Ground) -> Vec<u8> {
    let folder = ground.path("");
    let files = std::fs::read_dir(folder).unwrap();
    files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn an_erased_person_is_gone() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let data = store.person_by_handle("mira").await.unwrap().unwrap().data.unwrap();
        let reasons = store.mentions(&data).await.unwrap();
        assert_eq!(reasons, [8]);
        let traces = ["Mira Quendel", "mira.quendel@example.org", "asked MIRA", &data.salt];
        if ground.is_sqlite() {
            let before = bytes(ground);
            assert!(traces.iter().all(|trace| holds(&before, trace)));
        }
        let erase = Change::PersonErased { person: data.person.clone(), reasons };
        add(&store, vec![sample::draft(Some("asked for it"), erase)], vec![], vec![]).await;
        if ground.is_sqlite() {
            let after = bytes(ground);
            let left: Vec<_> = traces.iter().filter(|trace| holds(&after, trace)).collect();
            assert!(left.is_empty(), "{left:?}");
        }
        assert_eq!(store.person(&data.person).await.unwrap().unwrap().data, None);
        assert_eq!(store.person_by_handle("mira").await.unwrap(), None);
        assert_eq!(store.people().await.unwrap().len(), 2);
        let events = store.events_vec(&Select::default()).await.unwrap();
        assert_eq!((events[7].reason(), events[5].reason()), (None, Some("as agreed")));
        assert!(events[7].why.is_some() && events[7].digest == events[7].computed());
        assert_eq!(store.mentions(&data).await.unwrap(), Vec::<u64>::new());
        let verified = store.verify(None).await.unwrap();
        assert!(verified.holds(), "{:?}", verified.findings);
        // Somebody else may have the handle now, and the person may come back.
        add(&store, vec![sample::set(&data)], vec![], vec![data]).await;
        assert!(store.verify(None).await.unwrap().holds());
    });
}

#[test]
fn words_erased_in_the_same_step_are_not_given_back() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let erase = Change::PersonErased { person: sample::member(), reasons: vec![10] };
        let drafts = vec![sample::responded("policy", Some("Mira")), sample::draft(None, erase)];
        let events = add(&store, drafts, vec![], vec![]).await;
        assert_eq!(events[0].reason(), None);
        assert_eq!(store.events_vec(&Select { after: 9, ..Select::default() }).await.unwrap(), events);
        let own = Change::PersonErased { person: sample::member(), reasons: vec![12] };
        let expected = store.head().await.unwrap();
        let drafts = vec![sample::draft(Some("itself"), own)];
        let error = store.append(osmm_store::Append { expected, drafts, ..Default::default() }).await.unwrap_err();
        assert!(matches!(error, StoreError::Unfit(_)), "{error}");
    });
}
