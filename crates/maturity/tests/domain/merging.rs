//! Edited sheets: nothing that anybody wrote is lost silently.

use jiff::civil::date;
use osmm_maturity::event::PersonId;
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::{Given, LineKey, Lines, Merge, merge};
use osmm_maturity::unit::UnitId;
use proptest::prelude::*;

fn key(n: u8) -> LineKey {
    LineKey { unit: UnitId("u".into()), item: ItemId(format!("i{n}")), respondent: PersonId("p".into()) }
}

fn rated(rating: u8) -> Given {
    Given { answer: Answer::Rated { rating: Rating(rating) }, ..Given::nothing() }
}

fn with_note(given: Given, note: &str) -> Given {
    Given { note: Some(note.into()), ..given }
}

fn one(base: Given, edited: Given, now: Given) -> Merge {
    let lines = |given| Lines::from([(key(0), given)]);
    merge(&lines(base), &lines(edited), &lines(now))
}

/// Few values, so that the same ones meet.
fn given() -> impl Strategy<Value = Given> {
    let answer = prop_oneof![
        Just(Answer::Unanswered),
        (1_u8..3).prop_map(|r| Answer::Rated { rating: Rating(r) }),
        Just(Answer::Declined),
    ];
    let text = || proptest::option::of(prop::sample::select(vec!["a".to_owned(), "b".to_owned()]));
    let day = proptest::option::of((1_i8..3).prop_map(|d| date(2026, 3, d)));
    (answer, text(), text(), day, text()).prop_map(|(answer, note, function, on, overrides)| Given {
        answer,
        note,
        function,
        on,
        overrides,
    })
}

fn lines() -> impl Strategy<Value = Lines> {
    proptest::collection::btree_map((0_u8..6).prop_map(key), given(), 0..6)
}

/// Three states of the same lines, in which many fields stay.
fn states() -> impl Strategy<Value = [Lines; 3]> {
    let mask = || proptest::collection::vec(any::<bool>(), 5);
    let line = (given(), given(), given(), mask(), mask()).prop_map(|(base, a, b, x, y)| {
        let mix = |other: Given, take: Vec<bool>| Given {
            answer: if take[0] { other.answer } else { base.answer.clone() },
            note: if take[1] { other.note } else { base.note.clone() },
            function: if take[2] { other.function } else { base.function.clone() },
            on: if take[3] { other.on } else { base.on },
            overrides: if take[4] { other.overrides } else { base.overrides.clone() },
        };
        [base.clone(), mix(a, x), mix(b, y)]
    });
    proptest::collection::vec(line, 0..6).prop_map(|all| {
        let of = |side: usize| (0..).zip(&all).map(|(n, line)| (key(n), line[side].clone())).collect();
        [of(0), of(1), of(2)]
    })
}

fn after(now: &Lines, merge: &Merge) -> Lines {
    let mut after = now.clone();
    after.extend(merge.take.iter().cloned());
    after
}

#[test]
fn parts_that_belong_together_stay_together() {
    let merged = one(rated(1), with_note(rated(1), "why"), rated(2));
    assert_eq!(merged.take, [(key(0), with_note(rated(2), "why"))], "a note here, an answer there");
    assert_eq!(one(rated(1), rated(3), rated(2)).conflicts.len(), 1);
    assert_eq!(one(rated(1), rated(2), rated(2)).already, 1);
    assert_eq!(one(rated(1), rated(1), rated(2)).unchanged, 1);
    let legal = Given { function: Some("legal".into()), ..rated(1) };
    assert_eq!(one(rated(1), rated(3), legal).conflicts.len(), 1, "legal did not say 3");
    let on = |day| Given { on: Some(date(2026, 3, day)), ..rated(2) };
    assert_eq!(one(rated(1), on(2), on(1)).take, [(key(0), on(2))], "the same on a later day");
    assert_eq!(one(rated(1), on(1), on(2)).already, 1);
    assert_eq!(one(rated(1), Given::nothing(), rated(1)).take, [(key(0), Given::nothing())], "a cleared line");
    let lost = merge(&Lines::from([(key(0), rated(1))]), &Lines::new(), &Lines::new());
    assert_eq!(lost, Merge::default(), "a lost row is no edit");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_unedited_sheet_changes_nothing(base in lines(), now in lines()) {
        let merged = merge(&base, &base, &now);
        prop_assert_eq!(merged, Merge { unchanged: base.len(), ..Merge::default() });
    }

    #[test]
    fn without_changes_meanwhile_all_edits_are_taken(base in lines(), edited in lines()) {
        let merged = merge(&base, &edited, &base);
        prop_assert!(merged.conflicts.is_empty());
        let after = after(&base, &merged);
        for (key, given) in &edited {
            prop_assert_eq!(after.get(key), Some(given).filter(|g| after.contains_key(key) || **g != Given::nothing()));
        }
    }

    #[test]
    fn every_line_is_counted_once(base in lines(), edited in lines(), now in lines()) {
        let merged = merge(&base, &edited, &now);
        prop_assert_eq!(merged.take.len() + merged.conflicts.len() + merged.unchanged + merged.already, edited.len());
        prop_assert!(merged.take.iter().all(|(key, given)| now.get(key).unwrap_or(&Given::nothing()) != given));
    }

    #[test]
    fn the_order_of_two_edits_does_not_matter([base, left, right] in states()) {
        let (one, other) = (merge(&base, &left, &right), merge(&base, &right, &left));
        prop_assert_eq!(one.conflicts.len(), other.conflicts.len());
        let (a, b) = (after(&right, &one), after(&left, &other));
        for key in base.keys().filter(|k| one.conflicts.iter().all(|c| c.key != **k)) {
            prop_assert_eq!(&a[key], &b[key]);
        }
        prop_assert_eq!(merge(&base, &left, &a).take, vec![], "merging again changes nothing");
    }

    #[test]
    fn what_was_written_meanwhile_is_kept([base, edited, now] in states()) {
        let merged = merge(&base, &edited, &now);
        for (key, new) in &merged.take {
            let (base, now) = (&base[key], &now[key]);
            prop_assert!(now.answer == base.answer || new.answer == now.answer);
            prop_assert!(now.note == base.note || new.note == now.note);
            prop_assert!(now.function == base.function || new.function == now.function);
            prop_assert!(now.overrides == base.overrides || new.overrides == now.overrides);
            prop_assert!(now.on == base.on || new.on >= now.on);
        }
    }
}
