//! Accounts, keys and the log of looks: found, used once, ended, and gone with the person.

use jiff::Timestamp;
use osmm_maturity::event::{AssessmentId, Change};
use osmm_maturity::unit::UnitId;
use osmm_store::{Access, Key, KeyKind, new_secret};

use crate::ground::both;
use crate::sample::{self, add, fill};

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + hour * 3600).unwrap()
}

#[test]
fn a_key_is_found_by_its_secret_alone_and_is_used_up_once() {
    both(async |ground| {
        let store = ground.open().await;
        let (secret, person) = (new_secret().unwrap(), sample::member());
        assert_eq!(secret.len(), 64);
        let key = Key { name: "laptop".to_owned(), ..Key::new(KeyKind::Invitation, &secret, &person, at(0), at(9)) };
        store.add_key(&key).await.unwrap();
        assert_eq!(store.key(KeyKind::Invitation, &secret).await.unwrap().as_ref(), Some(&key));
        assert_eq!(store.key(KeyKind::Session, &secret).await.unwrap(), None, "another kind");
        assert_eq!(store.key(KeyKind::Invitation, &key.digest.0).await.unwrap(), None, "the digest is no secret");
        store.touch_key(&key.digest, at(1)).await.unwrap();
        assert_eq!(store.keys(KeyKind::Invitation).await.unwrap()[0].seen, at(1));
        assert!(store.remove_key(&key.digest).await.unwrap());
        assert!(!store.remove_key(&key.digest).await.unwrap());
    });
}

#[test]
fn what_has_ended_is_forgotten_and_a_new_password_ends_sessions() {
    both(async |ground| {
        let store = ground.open().await;
        let person = sample::member();
        let key = |kind, secret: &str, ends| Key::new(kind, secret, &person, at(0), ends);
        store.add_key(&key(KeyKind::Session, "old", at(1))).await.unwrap();
        store.add_key(&key(KeyKind::Token, "token", at(9))).await.unwrap();
        let late = Key { made: at(2), ..key(KeyKind::Session, "new", at(9)) };
        store.add_key(&late).await.unwrap();
        assert_eq!(store.key(KeyKind::Session, "old").await.unwrap(), None);
        store.set_password(&person, "$argon2id$1").await.unwrap();
        store.set_password(&person, "$argon2id$2").await.unwrap();
        assert_eq!(store.key(KeyKind::Session, "new").await.unwrap(), None);
        assert!(store.key(KeyKind::Token, "token").await.unwrap().is_some());
        store.set_subject(&person, "https://id.example 7").await.unwrap();
        let account = store.account(&person).await.unwrap().unwrap();
        assert_eq!(account.password.as_deref(), Some("$argon2id$2"));
        assert_eq!(store.account_of_subject("https://id.example 7").await.unwrap(), Some(account));
        assert_eq!(store.account_of_subject("https://id.example 8").await.unwrap(), None);
    });
}

#[test]
fn an_erased_person_has_no_way_in() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let person = sample::member();
        store.set_password(&person, "$argon2id$").await.unwrap();
        for kind in [KeyKind::Session, KeyKind::Token, KeyKind::Link] {
            store.add_key(&Key::new(kind, &format!("{kind:?}"), &person, at(0), at(9))).await.unwrap();
        }
        let erase = Change::PersonErased { person: person.clone(), reasons: vec![] };
        add(&store, vec![sample::draft(None, erase)], vec![], vec![]).await;
        assert_eq!(store.account(&person).await.unwrap(), None);
        for kind in [KeyKind::Session, KeyKind::Token, KeyKind::Link] {
            assert_eq!(store.keys(kind).await.unwrap(), []);
        }
        assert!(store.verify(None).await.unwrap().holds());
    });
}

#[test]
fn looks_are_listed_the_last_one_first() {
    both(async |ground| {
        let store = ground.open().await;
        let look = |hour, person, page: &str| Access {
            at: at(hour),
            person,
            page: page.to_owned(),
            assessment: Some(AssessmentId("q4".to_owned())),
            unit: Some(UnitId("web".to_owned())),
        };
        let all = [
            look(0, sample::lead(), "/a/q4"),
            look(1, sample::member(), "/a/q4/unit/web"),
            Access { assessment: None, unit: None, ..look(2, sample::lead(), "/units") },
        ];
        for look in &all {
            store.add_access(look).await.unwrap();
        }
        let listed = store.accesses(None, None, 2).await.unwrap();
        assert_eq!([&listed[0].1, &listed[1].1], [&all[2], &all[1]]);
        let rest = store.accesses(Some(listed[1].0), None, 9).await.unwrap();
        assert_eq!((rest.len(), &rest[0].1), (1, &all[0]));
        let of_lead = store.accesses(None, Some(&sample::lead()), 9).await.unwrap();
        assert_eq!(of_lead.iter().map(|(_, look)| look.page.as_str()).collect::<Vec<_>>(), ["/units", "/a/q4"]);
    });
}
