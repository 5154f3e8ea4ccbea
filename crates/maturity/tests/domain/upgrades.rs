//! Newer versions of a model: every item has a fate, and no answer is lost silently.

use std::collections::{BTreeMap, BTreeSet};

use osmm_maturity::model::upgrade::{Carry, Fate, carry, rehearse};
use osmm_maturity::model::{ItemId, Known, Model, Scope, read};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use proptest::prelude::*;

use super::properties::MODEL;
use super::{files, models_dir};

fn id(text: &str) -> ItemId {
    ItemId(text.to_owned())
}

fn rated(rating: u8) -> Answer {
    Answer::Rated { rating: Rating(rating) }
}

/// A model with one activity and these items, each with its former ids.
fn with(items: &[(&str, &[&str])]) -> Model {
    let mut model = MODEL.clone();
    model.activities.truncate(1);
    let first = model.activities[0].items[0].clone();
    let item = |(name, former): &(&str, &[&str])| {
        let mut item = first.clone();
        item.id = id(name);
        item.former = former.iter().map(|f| id(f)).collect();
        item
    };
    model.activities[0].items = items.iter().map(item).collect();
    model
}

fn told(old: &Model, new: &Model) -> String {
    let line = |fate: &Fate| serde_json::to_string(fate).unwrap() + "\n";
    rehearse(old, new).iter().map(line).collect()
}

#[test]
fn fates_follow_from_former_ids() {
    let old = with(&[("same", &[]), ("old-name", &[]), ("big", &[]), ("x", &[]), ("y", &[]), ("gone", &[])]);
    let new = with(&[
        ("same", &["of-version-0"]),
        ("new-name", &["old-name"]),
        ("part-1", &["big"]),
        ("part-2", &["big"]),
        ("x-y", &["y", "x"]),
        ("fresh", &[]),
    ]);
    insta::assert_snapshot!(told(&old, &new), @r#"
    {"fate":"carried","item":"same"}
    {"fate":"renamed","from":"old-name","to":"new-name","fields":[]}
    {"fate":"split","from":"big","into":["part-1","part-2"]}
    {"fate":"merged","from":["x","y"],"into":"x-y"}
    {"fate":"new","item":"fresh"}
    {"fate":"dropped","item":"gone"}
    "#);
}

#[test]
fn answers_follow_the_fates() {
    let old = with(&[("a", &[]), ("b", &[]), ("c", &[]), ("d", &[]), ("e", &[]), ("gone", &[]), ("empty", &[])]);
    let mut new = with(&[("a2", &["a"]), ("b1", &["b"]), ("b2", &["b"]), ("cd", &["c", "d"]), ("de", &["d", "e"])]);
    new.scale.0.truncate(5);
    let given = [("a", rated(5)), ("b", Answer::Declined), ("c", rated(3)), ("d", rated(2)), ("e", Answer::Declined)];
    let given = given.into_iter().chain([("gone", rated(1)), ("empty", Answer::Unanswered)]);
    let carried = carry(&old, &new, &given.map(|(i, a)| (id(i), a)).collect());
    let expected = [
        ("a2", Answer::Unanswered), // 5 is off the new scale
        ("b1", Answer::Declined),
        ("b2", Answer::Declined),
        ("cd", rated(2)),
        ("de", Answer::Unanswered),
    ];
    assert_eq!(carried.answers, expected.map(|(i, a)| (id(i), a)).into());
    assert_eq!(carried.look, ["a2", "b1", "b2", "cd", "de"].map(id));
    assert_eq!(carried.dropped, [id("gone")]);
}

#[test]
fn only_a_change_of_meaning_needs_a_look() {
    let old = with(&[("a", &[])]);
    let answers = BTreeMap::from([(id("a"), rated(3))]);
    let look = |change: &dyn Fn(&mut osmm_maturity::model::Item)| {
        let mut new = old.clone();
        change(&mut new.activities[0].items[0]);
        let carried = carry(&old, &new, &answers);
        assert_eq!(carried.answers, answers);
        let reworded = matches!(rehearse(&old, &new).as_slice(), [Fate::Reworded { .. }]);
        assert_eq!(reworded, !carried.look.is_empty());
        reworded
    };
    assert!(!look(&|i| i.title.push('!')));
    assert!(!look(&|i| i.typical_evidence.clear()));
    assert!(!look(&|i| i.proposal.basis.push('!')));
    assert!(!look(&|i| i.question = i.question.replace(' ', "\n  ")));
    assert!(look(&|i| i.question.push('!')));
    assert!(look(&|i| i.description.push('!')));
    assert!(look(&|i| i.anchors.get_mut(&Rating(2)).unwrap().push('!')));
    assert!(look(&|i| i.scope = if i.scope == Scope::Local { Scope::Central } else { Scope::Local }));
}

#[test]
fn former_ids_are_read_and_checked() {
    let mut sources = files(&models_dir().join("todo-ospo-stages"));
    let before = read(&sources, Known::default()).unwrap();
    assert!(!serde_json::to_string(&before).unwrap().contains("former"), "digests of older versions stay");
    let first = before.activities[0].items[0].id.clone();
    let line = format!("id: {first}\n");
    let file = sources.iter().position(|s| s.text.contains(&line)).unwrap();
    let column = sources[file].text.lines().find(|l| l.trim_end().ends_with(line.trim())).unwrap().find("id:").unwrap();
    let pad = " ".repeat(column);
    let text = sources[file].text.clone();
    sources[file].text = text.replacen(&line, &format!("{line}{pad}former: [old.one, old.two]\n"), 1);
    let after = read(&sources, Known::default()).unwrap();
    assert_eq!(after.activities[0].items[0].former, [id("old.one"), id("old.two")]);
    let json = serde_json::to_string(&after).unwrap();
    assert_eq!(serde_json::from_str::<Model>(&json).unwrap(), after);
    sources[file].text = text.replacen(&line, &format!("{line}{pad}former: [{first}, no id, x, x]\n"), 1);
    let faults = read(&sources, Known::default()).unwrap_err();
    let messages: Vec<String> = faults.iter().map(|f| f.message.to_string()).collect();
    for expected in [
        format!("`{first}` is an item of this model"),
        "`no id` cannot be an id".into(),
        "the former id `x` is there twice".into(),
    ] {
        assert!(messages.contains(&expected), "{messages:?}");
    }
    assert_eq!(messages.len(), 3);
}

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

fn versions() -> impl Strategy<Value = (Model, Model)> {
    let names = || prop::sample::subsequence(NAMES.to_vec(), 1..6);
    let former = proptest::collection::vec(prop::sample::subsequence(NAMES.to_vec(), 0..3), 6);
    (names(), names(), former).prop_map(|(old, new, former)| {
        let old: Vec<(&str, &[&str])> = old.into_iter().map(|n| (n, &[][..])).collect();
        let new: Vec<(&str, &[&str])> = new.into_iter().zip(&former).map(|(n, f)| (n, f.as_slice())).collect();
        (with(&old), with(&new))
    })
}

fn ids(model: &Model) -> BTreeSet<ItemId> {
    model.items().map(|(_, i)| i.id.clone()).collect()
}

/// Old and new ids of a fate.
fn sides(fate: &Fate) -> (Vec<ItemId>, Vec<ItemId>) {
    match fate.clone() {
        Fate::Carried { item } | Fate::Reworded { item, .. } => (vec![item.clone()], vec![item]),
        Fate::Renamed { from, to, .. } => (vec![from], vec![to]),
        Fate::Split { from, into } => (vec![from], into),
        Fate::Merged { from, into } => (from, vec![into]),
        Fate::New { item } => (vec![], vec![item]),
        Fate::Dropped { item } => (vec![item], vec![]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_item_has_a_fate((old, new) in versions()) {
        let fates = rehearse(&old, &new);
        let (mut from, mut to) = (BTreeSet::new(), BTreeSet::new());
        let both = fates.iter().any(|f| matches!(f, Fate::Split { .. })) && fates.iter().any(|f| matches!(f, Fate::Merged { .. }));
        for fate in &fates {
            let (olds, news) = sides(fate);
            for (ids, all) in [(olds, &mut from), (news, &mut to)] {
                for id in ids {
                    prop_assert!(all.insert(id) || both, "twice: {fates:?}");
                }
            }
        }
        prop_assert_eq!(from, ids(&old));
        prop_assert_eq!(to, ids(&new));
    }

    #[test]
    fn no_answer_is_lost_silently((old, new) in versions(), ratings in proptest::collection::vec(proptest::option::of(0_u8..6), 6)) {
        let given = |r: &Option<u8>| r.map_or(Answer::Declined, rated);
        let answers: BTreeMap<ItemId, Answer> =
            old.items().zip(&ratings).map(|((_, i), r)| (i.id.clone(), given(r))).collect();
        let carried = carry(&old, &new, &answers);
        let mut safe: BTreeSet<ItemId> = carried.dropped.iter().cloned().collect();
        for fate in rehearse(&old, &new) {
            let (olds, news) = sides(&fate);
            for into in &news {
                let there = carried.answers.get(into);
                prop_assert_eq!(there.is_some(), !olds.is_empty() || carried.answers.contains_key(into));
                let whole = olds.iter().all(|o| there == answers.get(o));
                if whole || carried.look.contains(into) {
                    safe.extend(olds.iter().cloned());
                }
            }
        }
        prop_assert_eq!(safe, ids(&old));
    }
}

#[test]
fn a_model_against_itself_is_all_carried() {
    assert!(rehearse(&MODEL, &MODEL).iter().all(|f| matches!(f, Fate::Carried { .. })));
    let answers: BTreeMap<ItemId, Answer> = MODEL.items().map(|(_, i)| (i.id.clone(), rated(2))).collect();
    assert_eq!(carry(&MODEL, &MODEL, &answers), Carry { answers, ..Carry::default() });
}
