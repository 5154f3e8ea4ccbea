//! Krippendorff's alpha against figures of an independent implementation: the package `krippendorff` 0.9.0 of PyPI,
//! `alpha(reliability_data, level_of_measurement='ordinal', value_domain=range(top + 1))`. The interval was made with the
//! same function, leaving out one item after the other, and quantiles of Student's t from a table.

use osmm_maturity::agreement::{Agreement, FEWEST_ITEMS, Untold, agreement};
use osmm_maturity::rating::Rating;
use proptest::prelude::*;

/// Items as digits, top of the scale, alpha, lower and upper end.
const REFERENCE: [(&str, u8, f64, f64, f64); 4] = [
    ("13 11 24 42 23 22 55 44 11 10 21 33 33 00 22 54 00 55 43 00", 5, 0.839_713, 0.654_783, 1.0),
    (
        "23 34 555 44 334 44 022 11 32 12 55 3332 33 30 34 55 12 43 3232 44 21 452 23 4455 44 44 20 2202 545 20",
        5,
        0.763_859,
        0.615_845,
        0.911_873,
    ),
    (
        "12 100 20 020 22 222 222 00 021 200 12 02 22 11 222 012 212 222 22 02 00 001 20 112 212 222 100 00 20 001 \
         201 220 021 20 10 202 000 22 222 222",
        2,
        0.265_925,
        0.010_228,
        0.521_622,
    ),
    ("21 10 33 22 33 24 12 24 00 32 42 14 20 14 01 21 30 20 34 11 01 40 02 24 41", 4, 0.099_976, -0.278_907, 0.478_859),
];

fn items(digits: &str) -> Vec<Vec<Rating>> {
    digits.split_whitespace().map(|item| item.bytes().map(|b| Rating(b - b'0')).collect()).collect()
}

fn close(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() < by
}

#[test]
fn alpha_and_interval_are_those_of_an_independent_implementation() {
    for (digits, top, alpha, low, high) in REFERENCE {
        let told = agreement(&items(digits), Rating(top));
        let interval = told.interval.unwrap();
        assert!(close(told.alpha.unwrap(), alpha, 1e-6), "{told:?}");
        assert!(close(interval.0, low, 5e-5) && close(interval.1, high, 5e-5), "{told:?}");
    }
}

/// Items made by a linear congruential generator, in Python as well; made in a blink, though there are many.
#[test]
fn many_items_take_no_time() {
    let mut x: u64 = 1;
    let mut next = |below: u64| {
        x = (x * 1_103_515_245 + 12_345) % (1 << 31);
        u8::try_from((x >> 16) % below).unwrap()
    };
    let item = |i: u32| {
        let (truth, more) = (next(6), next(3));
        let mut item = vec![Rating(truth), Rating(5.min(truth + more))];
        item.extend((i.is_multiple_of(5)).then(|| Rating(next(6))));
        item
    };
    let told = agreement(&(0..15_000).map(item).collect::<Vec<_>>(), Rating(5));
    assert_eq!((told.items, told.values), (15_000, 33_000));
    assert!(close(told.alpha.unwrap(), 0.656_008, 1e-6), "{told:?}");
    assert!(told.interval.unwrap().1 - told.interval.unwrap().0 < 0.05);
}

#[test]
fn what_cannot_be_told_is_not() {
    let pair = |a, b| vec![Rating(a), Rating(b)];
    let untold = |items: &[Vec<Rating>]| {
        let told = agreement(items, Rating(5));
        assert_eq!((told.alpha, told.interval), (None, None));
        told.untold.unwrap()
    };
    assert_eq!(untold(&[]), Untold::TooFew);
    assert_eq!(untold(&vec![pair(1, 2); FEWEST_ITEMS - 1]), Untold::TooFew);
    assert_eq!(untold(&vec![vec![Rating(3)]; 100]), Untold::TooFew);
    assert_eq!(untold(&vec![pair(1, 9); 100]), Untold::TooFew, "9 is off the scale");
    assert_eq!(untold(&vec![pair(3, 3); 100]), Untold::NoVariation);
    let mut nearly = vec![pair(3, 3); 30];
    nearly.push(pair(3, 4));
    let told = agreement(&nearly, Rating(5));
    assert!(told.alpha.is_some() && told.interval.is_none(), "one item makes all the variation");
    assert_eq!((Untold::TooFew.words(), Untold::NoVariation.words()), ("too few to tell", "no variation"));
}

fn rated() -> impl Strategy<Value = Vec<Vec<Rating>>> {
    let item = proptest::collection::vec((0_u8..=5).prop_map(Rating), 0..5);
    proptest::collection::vec(item, 0..60)
}

fn same(a: &Agreement, b: &Agreement) -> bool {
    a.alpha.zip(b.alpha).map_or(a.alpha == b.alpha, |(x, y)| close(x, y, 1e-9))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn alpha_depends_on_no_order_and_no_direction(items in rated()) {
        let told = agreement(&items, Rating(5));
        prop_assert!(told.alpha.is_none_or(|a| a <= 1.0 && a.is_finite()));
        prop_assert_eq!(told.alpha.is_some(), told.untold.is_none());
        prop_assert!(told.interval.is_none_or(|(l, h)| l <= told.alpha.unwrap() && told.alpha.unwrap() <= h + 1e-12));
        let turned: Vec<Vec<Rating>> = items.iter().rev().map(|i| i.iter().rev().copied().collect()).collect();
        let mirrored: Vec<Vec<Rating>> = items.iter().map(|i| i.iter().map(|r| Rating(5 - r.0)).collect()).collect();
        let single: Vec<Vec<Rating>> = items.iter().cloned().chain([vec![Rating(2)]]).collect();
        for other in [turned, mirrored, single] {
            prop_assert!(same(&told, &agreement(&other, Rating(5))));
        }
        prop_assert!(same(&told, &agreement(&items, Rating(9))), "values that nobody gave do not matter");
    }
}
