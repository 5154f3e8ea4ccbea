//! Random records: whatever people write, it comes out as it went in, byte by byte, through either database.

use jiff::Timestamp;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, Draft, PersonId, Sorted};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;
use osmm_store::{Mode, PersonData, Select};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::dump::export;
use crate::ground::{Ground, both};
use crate::sample::add;

/// Text with everything that can be kept, line feeds and characters of any script among it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[^\0]{0,40}", "[a-z\"\\\\\n\t{}'%$1?]{0,20}", "(?:\u{1f600}|\u{202e}|\u{feff}|é){0,5}"]
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        (0_u8..6).prop_map(|rating| Answer::Rated { rating: Rating(rating) }),
        Just(Answer::Unanswered),
        option::of("(?s).{0,20}").prop_map(|ask| Answer::DontKnow { ask }),
        "(?s).{0,20}".prop_map(|reason| Answer::NotApplicable { reason }),
    ]
}

/// A change with the files that it names.
fn change() -> impl Strategy<Value = (Change, Vec<Vec<u8>>)> {
    let unit = || text().prop_map(UnitId);
    let item = || text().prop_map(ItemId);
    let assessment = || text().prop_map(AssessmentId);
    prop_oneof![
        "(?s).{0,30}".prop_map(|name| (Change::Named { name }, vec![])),
        (assessment(), unit(), item(), answer(), option::of("(?s).{0,30}")).prop_map(
            |(a, unit, item, answer, overrides)| {
                let respondent = PersonId("p-1".into());
                let (function, on) = (None, None);
                (Change::Responded { assessment: a, unit, item, respondent, answer, overrides, function, on }, vec![])
            }
        ),
        (assessment(), unit(), text(), 0..Sorted::ALL.len()).prop_map(|(assessment, unit, activity, sorted)| {
            let (respondent, activity) = (PersonId("p-1".into()), ActivityId(activity));
            (Change::Sorted { assessment, unit, respondent, activity, sorted: Sorted::ALL[sorted] }, vec![])
        }),
        (assessment(), unit(), btree_map(item(), answer(), 0..4)).prop_map(|(assessment, unit, answers)| {
            (
                Change::Carried {
                    assessment,
                    unit,
                    answers,
                    verified: Default::default(),
                    overrides: Default::default(),
                    look: vec![],
                },
                vec![],
            )
        }),
        (unit(), vec(vec(any::<u8>(), 0..200), 1..4), any::<i32>()).prop_map(|(unit, blobs, second)| {
            let digests: Vec<Digest> = blobs.iter().map(|bytes| Digest::of_bytes(bytes)).collect();
            let observed_at = Timestamp::from_second(i64::from(second)).unwrap();
            let half = digests.len() / 2;
            let changed = digests[half..].iter().map(|digest| (digest.short().to_owned(), digest.clone())).collect();
            let (frame, originals) = (digests[0].clone(), digests[..half].to_vec());
            (Change::Observed { unit, observed_at, frame, changed, gone: Vec::new(), originals }, blobs)
        }),
    ]
}

type Step = (Change, Vec<Vec<u8>>);

fn draft() -> impl Strategy<Value = (Draft, Vec<Vec<u8>>)> {
    // Any time that there is, down to the nanosecond.
    let at = (-377_000_000_000_i64..253_000_000_000, 0..1_000_000_000_i32);
    (change(), option::of(text()), text(), at).prop_map(
        |((change, blobs), why, by, (second, nanosecond)): (Step, _, _, _)| {
            let at = Timestamp::new(second, if second < 0 { -nanosecond } else { nanosecond }).unwrap();
            (Draft { at, by: PersonId(by), why, change }, blobs)
        },
    )
}

fn person() -> impl Strategy<Value = PersonData> {
    let line = || "[^\0\n]{0,20}";
    ("p-[0-9a-f]{12}", line(), line(), line()).prop_map(|(id, handle, name, contact)| {
        // The pseudonym makes the handle the only one of its kind.
        PersonData::new(PersonId(id.clone()), &format!("{handle}{id}"), &name, &contact).unwrap()
    })
}

#[test]
fn random_records_go_through_both_databases_unchanged() {
    both(async |ground| {
        let mut runner = TestRunner::default();
        let strategy = vec((vec(draft(), 1..8), vec(person(), 0..3)), 1..6);
        let store = ground.open().await;
        for case in 0..24 {
            store
                .import(
                    &mut &b"{\"blobs\":0,\"events\":0,\"format\":\"osmm-record/1\",\"people\":0}\n"[..],
                    Mode::Replace,
                )
                .await
                .unwrap();
            let mut right = Vec::new();
            for (drafts, people) in strategy.new_tree(&mut runner).unwrap().current() {
                let (mut drafts, blobs): (Vec<Draft>, Vec<Vec<Vec<u8>>>) = drafts.into_iter().unzip();
                drafts.extend(people.iter().map(crate::sample::set));
                right.extend(add(&store, drafts, blobs.concat(), people).await);
            }
            let verified = store.verify(None).await.unwrap();
            assert!(verified.holds(), "case {case}: {:?}", verified.findings);
            assert_eq!(store.events_vec(&Select::default()).await.unwrap(), right, "case {case}");
            let whole = export(&store).await;
            let elsewhere = Ground::sqlite();
            let other = elsewhere.open().await;
            other.import(&mut &whole[..], Mode::IntoEmpty).await.unwrap();
            assert_eq!(other.people().await.unwrap(), store.people().await.unwrap(), "case {case}");
            let through = export(&other).await;
            assert!(through == whole, "case {case}: {}", String::from_utf8_lossy(&whole));
            store.import(&mut &through[..], Mode::Replace).await.unwrap();
            assert!(export(&store).await == whole, "case {case}");
        }
    });
}
