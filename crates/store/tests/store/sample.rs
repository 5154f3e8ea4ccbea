//! A small organisation, made up, that fills every column of every table.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{AssessmentId, Change, Draft, Event, Head, PersonId, ScopeRecord};
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::{Unit, UnitId};
use osmm_store::{Append, PersonData, Store};

pub const MODEL: &[u8] = br#"{"model":"made up"}"#;

pub fn lead() -> PersonId {
    PersonId("p-00000000000a".into())
}

pub fn member() -> PersonId {
    PersonId("p-00000000000b".into())
}

pub fn assessment() -> AssessmentId {
    AssessmentId("2026-q4".into())
}

pub fn draft(why: Option<&str>, change: Change) -> Draft {
    let at = Timestamp::from_microsecond(1_795_000_000_123_456).unwrap();
    Draft { at, by: lead(), why: why.map(str::to_owned), change }
}

pub fn named(name: &str) -> Draft {
    draft(None, Change::Named { name: name.to_owned() })
}

pub fn unit(id: &str, parent: Option<&str>) -> Unit {
    let parent = parent.map(|id| UnitId(id.into()));
    Unit { id: UnitId(id.into()), title: format!("Unit {id}"), parent, headcount: 3, repositories: vec![] }
}

pub fn member_data() -> PersonData {
    PersonData::new(member(), "mira", "Mira Quendel", "mira.quendel@example.org").unwrap()
}

pub fn set(data: &PersonData) -> Draft {
    draft(None, Change::PersonSet { person: data.person.clone(), commitment: data.commitment() })
}

pub fn responded(item: &str, why: Option<&str>) -> Draft {
    draft(
        why,
        Change::Responded {
            assessment: assessment(),
            unit: UnitId("web".into()),
            item: ItemId(item.into()),
            respondent: member(),
            answer: Answer::Rated { rating: Rating(2) },
            overrides: None,
            function: None,
            on: None,
        },
    )
}

pub fn opened() -> Draft {
    let units = vec![unit("all", None), unit("web", Some("all"))];
    let scope = ScopeRecord {
        title: "Autumn".into(),
        model: Digest::of_bytes(MODEL),
        units,
        answering: vec![UnitId("web".into())],
        as_of: date(2026, 11, 30),
        deadline: None,
        after: None,
        snapshots: 1,
    };
    draft(None, Change::Opened { assessment: assessment(), scope })
}

pub fn observed(blobs: &[Vec<u8>]) -> Draft {
    let digests: Vec<Digest> = blobs.iter().map(|bytes| Digest::of_bytes(bytes)).collect();
    let subjects: BTreeMap<String, Digest> =
        digests.iter().skip(1).enumerate().map(|(i, digest)| (format!("repository-{i}"), digest.clone())).collect();
    let observed_at = Timestamp::from_second(1_795_000_000).unwrap();
    draft(
        Some("by the nightly run"),
        Change::Observed {
            unit: UnitId("web".into()),
            observed_at,
            frame: digests[0].clone(),
            changed: subjects,
            gone: Vec::new(),
            originals: Vec::new(),
        },
    )
}

/// Adds to what is there, whatever that is.
pub async fn add(store: &Store, drafts: Vec<Draft>, blobs: Vec<Vec<u8>>, people: Vec<PersonData>) -> Vec<Event> {
    let expected: Option<Head> = store.head().await.unwrap();
    store.append(Append { expected, drafts, blobs, people }).await.unwrap()
}

/// Nine events; 6 has a value in every column, 8 names Mira Quendel.
pub async fn fill(store: &Store) -> Vec<Event> {
    let lead = PersonData::new(lead(), "lead", "Ada Vogt", "ada@example.org").unwrap();
    let member = member_data();
    let scans = vec![b"frame".to_vec(), b"payments".to_vec()];
    let drafts = vec![
        named("Example"),
        draft(None, Change::UnitsSet { set: vec![unit("all", None), unit("web", Some("all"))], removed: vec![] }),
        set(&lead),
        set(&member),
        opened(),
        responded("policy", Some("as agreed")),
        observed(&scans),
        responded("training", Some("asked MIRA, she knows")),
        responded("training", None),
    ];
    let blobs = vec![MODEL.to_vec(), scans[0].clone(), scans[1].clone()];
    add(store, drafts, blobs, vec![lead, member]).await
}
