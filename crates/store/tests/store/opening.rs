//! What is found at a place: nothing, a record, something of others, something newer; and what nobody can reach.

use osmm_store::{Place, SCHEMA, Store, StoreError};

use crate::ground::{Ground, both, on_postgres, runtime};
use crate::sample::fill;

#[test]
fn a_record_is_created_on_first_use_only_when_that_is_wanted() {
    both(async |ground| {
        let error = Store::open_existing(&ground.place).await.unwrap_err();
        assert!(matches!(error, StoreError::Missing { .. }), "{error}");
        let store = ground.open().await;
        assert!(store.created());
        fill(&store).await;
        store.close().await;
        let store = Store::open_existing(&ground.place).await.unwrap();
        assert!(!store.created());
        assert_eq!(store.head().await.unwrap().map(|head| head.seq), Some(9));
    });
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_a_file() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::sqlite();
    let path = ground.path("new/folder/record.db");
    runtime().block_on(async {
        let store = Store::open(&Place::file(&path)).await.unwrap();
        fill(&store).await;
        for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    });
    let folder = std::fs::metadata(path.parent().unwrap()).unwrap().permissions().mode();
    assert_eq!(folder & 0o777, 0o700);
}

#[test]
fn a_newer_record_is_refused_untouched() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        store.close().await;
        ground.raw(&format!("update osmm set version = {}", SCHEMA + 1)).await.unwrap();
        let error = Store::open(&ground.place).await.unwrap_err();
        assert!(matches!(error, StoreError::Newer { found, known, .. } if found == SCHEMA + 1 && known == SCHEMA));
        assert!(!error.to_string().contains(&ground.address) || ground.is_sqlite(), "a password is shown");
        ground.raw(&format!("update osmm set version = {SCHEMA}")).await.unwrap();
        assert!(ground.open().await.verify(None).await.unwrap().holds());
    });
}

#[test]
fn a_database_of_others_is_refused_untouched() {
    both(async |ground| {
        ground.raw("create table theirs (a integer)").await.unwrap();
        let before = ground.is_sqlite().then(|| std::fs::read(&ground.address).unwrap());
        for error in
            [Store::open(&ground.place).await.unwrap_err(), Store::open_existing(&ground.place).await.unwrap_err()]
        {
            assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        }
        assert_eq!(before, ground.is_sqlite().then(|| std::fs::read(&ground.address).unwrap()));
        assert!(!ground.is_sqlite() || std::fs::read_dir(ground.path("")).unwrap().count() == 1);
        assert_eq!(ground.columns().await.len(), 1);
    });
}

#[test]
fn a_file_that_is_no_database_is_refused_untouched() {
    let ground = Ground::sqlite();
    for content in ["x", "Dear reader, this is a letter and not a database, however long it is. ".repeat(99).as_str()] {
        std::fs::write(&ground.address, content).unwrap();
        let error = runtime().block_on(Store::open(&ground.place)).unwrap_err();
        assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
        assert!(error.to_string().contains("record.db"), "{error}");
        assert_eq!(std::fs::read_to_string(&ground.address).unwrap(), content);
    }
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let ground = Ground::sqlite();
    runtime().block_on(async {
        let store = ground.open().await;
        fill(&store).await;
        store.close().await;
        let mut bytes = std::fs::read(&ground.address).unwrap();
        bytes[100..].fill(0xa5);
        std::fs::write(&ground.address, bytes).unwrap();
        let error = Store::open(&ground.place).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    });
}

#[test]
fn a_file_in_the_way_of_the_folder_is_said() {
    let ground = Ground::sqlite();
    std::fs::write(&ground.address, "").unwrap();
    let error = runtime().block_on(Store::open(&Place::file(&ground.path("record.db/record.db")))).unwrap_err();
    assert!(matches!(error, StoreError::Permission(_)), "{error:?}");
}

#[test]
fn a_server_that_is_not_there_is_said_without_the_password() {
    let place: Place = "postgres://osmm:sesame@127.0.0.1:1/osmm".parse().unwrap();
    let error = runtime().block_on(Store::open(&place)).unwrap_err();
    assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
    assert!(!format!("{error} {error:?} {place} {place:?}").contains("sesame"));
}

#[test]
fn a_wrong_password_and_an_unknown_database_are_told_apart() {
    on_postgres(&runtime(), &async |ground: &Ground| {
        let (user, place) = ground.address.rsplit_once('@').unwrap();
        let (user, _) = user.rsplit_once(':').unwrap();
        let wrong: Place = format!("{user}:sesame@{place}").parse().unwrap();
        let error = Store::open(&wrong).await.unwrap_err();
        assert!(matches!(error, StoreError::Permission(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("sesame"));
        let unknown: Place = format!("{}_unknown", ground.address).parse().unwrap();
        let error = Store::open(&unknown).await.unwrap_err();
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
    });
}

/// Encrypted where that is asked for; and where the server has to prove who it is, one that cannot is refused.
#[test]
fn a_connection_is_encrypted_and_the_server_has_to_prove_itself() {
    on_postgres(&runtime(), &async |ground: &Ground| {
        if ground.rows("show ssl").await != [["on"]] {
            return println!("a_connection_is_encrypted: not run: the server has no certificate (no openssl)");
        }
        let with = |mode: &str| format!("{}?sslmode={mode}", ground.address).parse::<Place>().unwrap();
        let store = Store::open(&with("require")).await.unwrap();
        fill(&store).await;
        let encrypted = "select ssl::text from pg_stat_ssl join pg_stat_activity using (pid) \
                         where application_name = 'osmm' and datname = current_database()";
        let found = ground.rows(encrypted).await;
        assert!(!found.is_empty() && found.iter().all(|row| row == &["true"]), "{found:?}");
        assert!(store.verify(None).await.unwrap().holds());
        store.close().await;
        let error = Store::open(&with("verify-full")).await.unwrap_err();
        assert!(format!("{error}").contains("certificate"), "{error}");
    });
}
