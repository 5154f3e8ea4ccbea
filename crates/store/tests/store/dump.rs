//! Exports: one text for one record, from either database to either database; what is broken is refused.

use osmm_maturity::digest::Digest;
use osmm_store::{Mode, PersonData, Store, StoreError};

use crate::ground::{Ground, both};
use crate::sample::{self, add, fill};

pub async fn export(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.export(&mut out).await.unwrap();
    out
}

async fn refused(store: &Store, text: &[u8]) -> (u64, String) {
    match store.import(&mut &*text, Mode::Replace).await {
        Err(StoreError::Dump { line, problem }) => (line, problem),
        other => panic!("{other:?} for {}", String::from_utf8_lossy(text)),
    }
}

#[test]
fn a_record_goes_there_and_back_and_stays_the_same() {
    both(async |ground| {
        let store = ground.open().await;
        let empty = export(&store).await;
        fill(&store).await;
        let erase = osmm_maturity::event::Change::PersonErased { person: sample::member(), reasons: vec![8] };
        add(&store, vec![sample::draft(None, erase)], vec![], vec![]).await;
        let whole = export(&store).await;
        let elsewhere = Ground::sqlite();
        let other = elsewhere.open().await;
        assert_eq!(export(&other).await, empty);
        let verified = other.import(&mut &whole[..], Mode::IntoEmpty).await.unwrap();
        assert_eq!(verified.head, store.head().await.unwrap());
        assert_eq!(verified, other.verify(verified.head.as_ref()).await.unwrap());
        assert_eq!(export(&other).await, whole);
        assert!(matches!(other.import(&mut &whole[..], Mode::IntoEmpty).await, Err(StoreError::NotEmpty)));
        // Back again, over something else.
        add(&store, vec![sample::named("to be replaced")], vec![], vec![]).await;
        store.import(&mut &export(&other).await[..], Mode::Replace).await.unwrap();
        assert_eq!(export(&store).await, whole);
        add(&store, vec![sample::named("and on it goes")], vec![], vec![]).await;
        assert!(store.verify(None).await.unwrap().holds());
        store.import(&mut &empty[..], Mode::Replace).await.unwrap();
        assert_eq!(export(&store).await, empty);
    });
}

/// More small files than are asked for at once, some that do not fit together, and one that fits nowhere.
#[test]
fn many_files_and_large_ones_come_in_order() {
    both(async |ground| {
        let store = ground.open().await;
        let sizes = (0..230).map(|_| 40).chain([700 << 10, 700 << 10, 700 << 10, 3 << 20]);
        let file = |(n, size): (usize, usize)| format!("{n} ").repeat(size / 4).into_bytes();
        let files: Vec<Vec<u8>> = sizes.enumerate().map(file).collect();
        add(&store, vec![sample::observed(&files)], files.clone(), vec![]).await;
        let whole = export(&store).await;
        let mut digests: Vec<String> = files.iter().map(|bytes| Digest::of_bytes(bytes).0).collect();
        digests.sort();
        let lines = String::from_utf8(whole.clone()).unwrap();
        let blobs = lines.lines().filter(|line| line.starts_with("{\"blob\":"));
        let found: Vec<String> = blobs.map(|l| l[l.len() - 74..l.len() - 3].to_owned()).collect();
        assert_eq!(found, digests);
        let verified = store.verify(None).await.unwrap();
        assert!(verified.holds() && verified.counts.blobs == files.len() as u64);
        let elsewhere = Ground::sqlite();
        let other = elsewhere.open().await;
        other.import(&mut &whole[..], Mode::IntoEmpty).await.unwrap();
        assert_eq!(export(&other).await, whole);
    });
}

#[test]
fn a_change_of_any_single_byte_is_refused() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let whole = export(&store).await;
        add(&store, vec![sample::named("what is there")], vec![], vec![]).await;
        let there = export(&store).await;
        let step = if ground.is_sqlite() { 5 } else { 41 };
        for at in (0..whole.len()).step_by(step) {
            let mut broken = whole.clone();
            broken[at] = if broken[at] == b'a' { b'b' } else { b'a' };
            let (line, problem) = refused(&store, &broken).await;
            let lines = whole.split(|b| *b == b'\n').count() as u64;
            assert!((1..=lines).contains(&line), "byte {at}: line {line}: {problem}");
        }
        for end in (0..whole.len()).step_by(step * 3) {
            refused(&store, &whole[..end]).await;
        }
        assert_eq!(export(&store).await, there);
        assert!(store.verify(None).await.unwrap().holds());
    });
}

#[test]
fn a_broken_export_is_refused_with_its_line() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let whole = String::from_utf8(export(&store).await).unwrap();
        let lines: Vec<&str> = whole.lines().collect();
        assert_eq!(lines.len(), 1 + 3 + 2 + 9);
        let with = |edit: &dyn Fn(&mut Vec<String>)| {
            let mut edited: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            edit(&mut edited);
            edited.iter().map(|line| format!("{line}\n")).collect::<String>().into_bytes()
        };
        let swap = |a: usize, b: usize| with(&|lines| lines.swap(a, b));
        let cases = [
            (b"".to_vec(), 1, "empty"),
            (b"{}\n".to_vec(), 1, "not an export"),
            (b"\xff\n".to_vec(), 1, "not an export"),
            (with(&|lines| lines[0] = lines[0].replace("record/1", "record/2")), 1, "osmm-record/2"),
            (with(&|lines| lines[1].push(' ')), 2, "not written"),
            (with(&|lines| lines[1].insert(1, '\u{feff}')), 2, "key must be a string"),
            (swap(1, 2), 3, "out of order"),
            (swap(4, 5), 6, "out of order"),
            (swap(3, 4), 4, "does not belong here"),
            (swap(7, 8), 8, "events, row 2"),
            (with(&|lines| drop(lines.remove(9))), 10, "events, row 4"),
            (with(&|lines| drop(lines.pop())), 14, "ends here"),
            (with(&|lines| lines.push(lines[14].clone())), 16, "events, row 9"),
            (with(&|lines| lines[5] = lines[5].replace("Quendel", "Quandel")), 6, "not those that were entered"),
            (with(&|lines| lines[11] = lines[11].replace("agreed", "denied")), 12, "reason"),
        ];
        for (text, line, problem) in cases {
            let said = refused(&store, &text).await;
            assert!(said.0 == line && said.1.contains(problem), "line {line}, {problem}: {said:?}");
        }
        assert_eq!(export(&store).await, whole.as_bytes());
    });
}

#[test]
fn what_is_not_in_an_export_cannot_be_made_up() {
    both(async |ground| {
        let store = ground.open().await;
        fill(&store).await;
        let whole = String::from_utf8(export(&store).await).unwrap();
        let stray = "{\"blob\":{\"bytes\":\"AA==\",\"digest\":\"sha256:6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\"}}";
        let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
        lines.insert(1, stray.to_owned());
        lines[1..5].sort();
        let mut blobs: Vec<String> = lines[1..5].to_vec();
        blobs.sort_by_key(|line| line.split("sha256:").nth(1).map(str::to_owned));
        lines.splice(1..5, blobs);
        lines[0] = lines[0].replace("\"blobs\":3", "\"blobs\":4");
        let at = lines.iter().position(|line| line == stray).unwrap() as u64 + 1;
        let (line, problem) = refused(&store, format!("{}\n", lines.join("\n")).as_bytes()).await;
        assert!(line == at && problem.contains("no event names it"), "{line}, {problem}");
        let long = vec![b' '; 100 << 20];
        assert!(refused(&store, &long).await.1.contains("too long"));
    });
}

#[test]
fn a_record_is_exported_whole_while_others_write() {
    both(async |ground| {
        let store = std::sync::Arc::new(ground.open().await);
        fill(&store).await;
        let writer = tokio::spawn({
            let store = store.clone();
            async move {
                for i in 0..40_u8 {
                    let data = PersonData::new(sample::member(), &format!("handle-{i}"), "N", "").unwrap();
                    let drafts = vec![sample::set(&data), sample::observed(&[vec![i]])];
                    add(&store, drafts, vec![vec![i]], vec![data]).await;
                }
            }
        });
        let elsewhere = Ground::sqlite();
        let other = elsewhere.open().await;
        let mut exports = 0;
        while exports < 3 || !writer.is_finished() {
            let text = export(&store).await;
            other.import(&mut &text[..], Mode::Replace).await.unwrap();
            exports += 1;
        }
        writer.await.unwrap();
        assert_eq!(store.head().await.unwrap().unwrap().seq, 89);
    });
}
