//! What moved between two assessments, and why.

use osmm_maturity::cycle::delta::{Cause, Delta, delta};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{ItemId, Scope};
use osmm_maturity::score::{Basis, difference};
use proptest::prelude::*;

use super::desk::{Desk, node, rated};
use osmm_maturity::event::Change;

/// Publishes `q4` with these ratings of `pay` and opens `q1` after it.
fn two(ratings: &[u8], between: impl FnOnce(&mut Desk, &[ItemId])) -> Desk {
    let mut desk = Desk::with_draft();
    let items = desk.items(Scope::Local);
    for (item, rating) in items.iter().zip(ratings) {
        desk.respond("ada", "pay", item, rated(*rating)).unwrap();
    }
    desk.evidence("old", "pay", &items[0], EvidenceKind::Artefact, Some("2026-12-31"));
    desk.publish("q4").unwrap();
    desk.now = "2027-01-31T08:00:00Z".parse().unwrap();
    between(&mut desk, &items);
    desk
}

fn compared(desk: &Desk) -> Delta {
    delta((&desk.published["q4"], &desk.model), (&desk.picture("q1"), &desk.model))
}

fn cause(delta: &Delta, basis: Basis, at: &str, item: &ItemId) -> Option<Cause> {
    let movement = delta.movements.iter().find(|m| m.basis == basis).unwrap();
    movement.changes.iter().find(|c| c.unit.0 == at && &c.item == item).map(|c| c.cause)
}

#[test]
fn each_change_has_its_cause() {
    let desk = two(&[4, 2, 2, 3], |desk, items| {
        desk.open("q1", "2027-01-31", Some("q4")).unwrap();
        desk.evidence("new", "pay", &items[1], EvidenceKind::Artefact, None);
        desk.respond_in("q1", "ada", "pay", &items[1], rated(3)).unwrap();
        desk.respond_in("q1", "ada", "pay", &items[2], rated(1)).unwrap();
        desk.respond_in("q1", "cyd", "ops", &items[0], rated(1)).unwrap();
    });
    let (delta, items) = (compared(&desk), desk.items(Scope::Local));
    assert_eq!(cause(&delta, Basis::Supported, "pay", &items[0]), Some(Cause::EvidenceExpired));
    assert_eq!(cause(&delta, Basis::Claimed, "pay", &items[1]), Some(Cause::NewEvidence));
    assert_eq!(cause(&delta, Basis::Claimed, "pay", &items[2]), Some(Cause::ReRated));
    assert_eq!(cause(&delta, Basis::Claimed, "pay", &items[3]), None);
}

#[test]
fn units_that_come_are_scope() {
    let desk = two(&[4, 2], |desk, items| {
        let set = vec![node("new", Some("group"), 7)];
        desk.by("lead", Change::UnitsSet { set, removed: Vec::new() });
        desk.open("q1", "2027-01-31", Some("q4")).unwrap();
        desk.respond_in("q1", "lead", "new", &items[5], rated(0)).unwrap();
    });
    let (delta, items) = (compared(&desk), desk.items(Scope::Local));
    assert_eq!(cause(&delta, Basis::Claimed, "new", &items[5]), Some(Cause::ScopeChanged));
    let claimed = &delta.movements[0];
    assert_eq!((claimed.from, claimed.to), (Some(3.0), Some(2.0)));
    assert_eq!(claimed.parts.get(&Cause::ScopeChanged), Some(&-1.0));
}

#[test]
fn what_is_printed_beside_each_other_agrees() {
    assert_eq!(format!("{:.2} {:.2} {:+.2}", 2.1855, 2.1746, difference(2.1855, 2.1746)), "2.19 2.17 -0.02");
}

/// A figure as it is printed, in hundredths.
fn hundredths(value: f64) -> i64 {
    format!("{value:.2}").replace('.', "").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The parts of a movement add up to it, on every basis, and so do the printed ones to what is printed.
    #[test]
    fn parts_add_up(
        first in prop::collection::vec(0..6_u8, 1..20),
        then in prop::collection::vec((0..20_usize, 0..6_u8, any::<bool>()), 0..20),
    ) {
        let desk = two(&first, |desk, items| {
            desk.open("q1", "2027-01-31", Some("q4")).unwrap();
            for (i, (index, rating, proof)) in then.iter().enumerate() {
                desk.respond_in("q1", "ada", "pay", &items[*index], rated(*rating)).unwrap();
                if *proof {
                    desk.evidence(&format!("e{i}"), "pay", &items[*index], EvidenceKind::Artefact, None);
                }
            }
        });
        for movement in compared(&desk).movements {
            if let (Some(from), Some(to)) = (movement.from, movement.to) {
                let sum: f64 = movement.parts.values().sum();
                prop_assert!((to - from - sum).abs() < 1e-9, "{movement:?}");
                let parts: i64 = movement.printed_parts().into_iter().map(|(_, part)| hundredths(part)).sum();
                prop_assert_eq!(hundredths(movement.difference().unwrap()), hundredths(to) - hundredths(from));
                prop_assert_eq!(parts, hundredths(to) - hundredths(from), "{:?}", movement);
            }
        }
    }

    /// Whoever subtracts the printed figures gets the printed difference.
    #[test]
    fn a_printed_difference_is_that_of_the_printed_figures(
        (sum, n) in (1..400_u32).prop_flat_map(|n| (0..=n * 5, Just(n))),
        (other, m) in (1..400_u32).prop_flat_map(|m| (0..=m * 5, Just(m))),
    ) {
        let (from, to) = (f64::from(sum) / f64::from(n), f64::from(other) / f64::from(m));
        prop_assert_eq!(hundredths(difference(from, to)), hundredths(to) - hundredths(from), "{} {}", from, to);
    }
}
