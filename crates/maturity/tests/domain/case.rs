//! Costs and benefits: what is summed, what is refused, and what is never computed.

use osmm_maturity::case::{Figures, Kind, NoDifference, read, reckon};
use osmm_maturity::plan::Spread;
use proptest::prelude::*;

use crate::models_dir;

fn figures() -> Figures {
    let path = models_dir().join("figures.yaml");
    Figures::read("figures.yaml", &std::fs::read_to_string(path).unwrap()).unwrap()
}

fn file(lines: &str) -> String {
    format!("format: osmm-case/1\ncurrency: EUR\nyears: 3\nlines:\n{lines}")
}

fn line(id: &str, kind: &str, amount: &str, source: &str, more: &str) -> String {
    format!("  - {{id: {id}, title: T, kind: {kind}, per: year, amount: {amount}, source: {source}, from: F{more}}}\n")
}

#[test]
fn every_published_figure_says_where_it_is_from_and_what_it_does_not_say() {
    let figures = figures();
    assert!(figures.figures.len() >= 10);
    for figure in &figures.figures {
        assert!(figure.source.chars().any(|c| c.is_ascii_digit()), "{}: no year", figure.id);
        assert!(figure.caveat.len() > 20, "{}", figure.id);
    }
}

#[test]
fn faults_are_told_with_their_place() {
    let text = file(
        &[
            line("a", "cost", "[3, 2, 1]", "own-data", ""),
            line("b", "benefit", "5", "hearsay", ""),
            line("c", "benefit", "5", "published-evidence", ", figure: demand-side-value"),
            line("d", "benefit", "5", "published-evidence", ", figure: private-fork"),
            line("e", "cost", "-1", "own-data", ""),
            line("f", "cost", "1", "own-data", ""),
            line("f", "cost", "1", "own-data", ""),
        ]
        .concat(),
    );
    let faults = read("case.yaml", &text, &figures()).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
    let faults = read("case.yaml", "format: osmm-case/2\ncurrency: EUR\nyears: 0", &figures()).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("head", told.join("\n"));
}

#[test]
fn a_difference_needs_benefits_that_are_counted_at_home() {
    let differs = |lines: &[String]| {
        let case = read("case.yaml", &file(&lines.concat()), &figures()).unwrap();
        let reckoned = reckon(&case, None, &figures());
        assert_eq!(reckoned.difference.is_none(), reckoned.no_difference.is_some());
        reckoned
    };
    let cost = || line("a", "cost", "100", "own-data", "");
    let own = || line("b", "benefit", "150", "own-data", "");
    let both = differs(&[cost(), own()]);
    assert_eq!(both.difference.map(|d| (d.low, d.middle, d.high)), Some((150.0, 150.0, 150.0)));
    assert_eq!(differs(&[cost()]).no_difference, Some(NoDifference::NoBenefit));
    for other in [
        line("c", "benefit", "1", "community-opinion", ""),
        line("c", "benefit", "1", "own-data", ", figure: private-forks"),
    ] {
        let reckoned = differs(&[cost(), own(), other]);
        assert_eq!(reckoned.no_difference, Some(NoDifference::NotOwn { lines: vec!["c".into()] }));
    }
    assert_eq!(
        differs(&[cost(), line("c", "cost", "1", "published-evidence", ", figure: private-forks")]).figures.len(),
        1
    );
}

fn amounts() -> impl Strategy<Value = Vec<(bool, Spread)>> {
    let spread = [0_u32..1000, 0..1000, 0..1000].prop_map(|mut numbers| {
        numbers.sort_unstable();
        let [low, likely, high] = numbers.map(f64::from);
        Spread { low, likely, high }
    });
    prop::collection::vec((any::<bool>(), spread), 1..12)
}

proptest! {
    #[test]
    fn sums_lie_between_all_low_and_all_high(amounts in amounts()) {
        let lines: Vec<String> = amounts.iter().enumerate().map(|(n, (cost, s))| {
            let kind = if *cost { "cost" } else { "benefit" };
            line(&format!("l{n}"), kind, &format!("[{}, {}, {}]", s.low, s.likely, s.high), "own-data", "")
        }).collect();
        let case = read("case.yaml", &file(&lines.concat()), &figures()).unwrap();
        let reckoned = reckon(&case, None, &figures());
        prop_assert_eq!(&reckoned, &reckon(&case, None, &figures()));
        for (kind, total) in [(Kind::Cost, reckoned.costs), (Kind::Benefit, reckoned.benefits)] {
            let of = |pick: fn(&Spread) -> f64| {
                let lines = reckoned.lines.iter().filter(|l| l.line.kind == kind);
                lines.map(|l| pick(&l.total)).sum::<f64>()
            };
            let slack = 1e-6 * (1.0 + of(|s| s.high));
            prop_assert!(of(|s| s.low) <= total.low + slack && total.low <= total.high);
            prop_assert!(total.high <= of(|s| s.high) + slack);
            prop_assert!(total.low <= total.middle && total.middle <= total.high);
        }
    }
}
