//! Looks at repositories: divided among units, and kept only where they bring something.

use std::collections::BTreeMap;

use jiff::Timestamp;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::Change;
use osmm_maturity::observation::{ObservationFormat, ObservationSet, Problem, Standing, Subject, Tool};
use osmm_maturity::unit::UnitId;

use super::desk::{Desk, unit};

fn look(at: &str, frame: &str, changed: &[(&str, &str)], gone: &[&str]) -> Change {
    let digest = |text: &str| Digest::of_bytes(text.as_bytes());
    Change::Observed {
        unit: unit("pay"),
        observed_at: at.parse().unwrap(),
        frame: digest(frame),
        changed: changed.iter().map(|(name, seen)| ((*name).to_owned(), digest(seen))).collect(),
        gone: gone.iter().map(|g| (*g).to_owned()).collect(),
        originals: Vec::new(),
    }
}

#[test]
fn a_look_that_brings_nothing_is_known() {
    let mut desk = Desk::new();
    let first = look("2026-10-01T08:00:00Z", "frame", &[("app", "a")], &[]);
    assert!(!desk.state.seen_already(&look("2026-10-01T08:00:00Z", "frame", &[], &[])), "the first one");
    desk.by("lead", first);
    assert!(desk.state.seen_already(&look("2026-10-01T23:59:59Z", "frame", &[], &[])));
    for (what, brings) in [
        ("another day", look("2026-10-02T00:00:00Z", "frame", &[], &[])),
        ("a commit", look("2026-10-01T09:00:00Z", "frame", &[("app", "b")], &[])),
        ("one gone", look("2026-10-01T09:00:00Z", "frame", &[], &["app"])),
        ("another program", look("2026-10-01T09:00:00Z", "other", &[], &[])),
    ] {
        assert!(!desk.state.seen_already(&brings), "{what}");
    }
}

#[test]
fn a_set_is_divided_and_nobody_misses_a_problem() {
    let subject = |name: &str, standing| Subject::new(name, standing);
    let left_out = Standing::LeftOut { reason: "submodule of a".to_owned() };
    let problem = |place: &str| Problem { place: place.to_owned(), message: "cannot be read".to_owned(), hint: None };
    let set = ObservationSet {
        format: ObservationFormat::V1,
        tool: Tool { name: "osmm".to_owned(), version: "1".to_owned() },
        observed_at: Timestamp::UNIX_EPOCH,
        signals: Vec::new(),
        subjects: vec![
            subject("a", Standing::Counted),
            subject("b", Standing::Counted),
            subject("c", Standing::Counted),
            subject("sub", left_out),
        ],
        observations: Vec::new(),
        problems: ["b", "c", "some/folder"].map(problem).into(),
    };
    let shares = set.shares(|s| ["a", "b"].contains(&s.name.as_str()).then(|| UnitId(format!("of-{}", s.name))));
    assert_eq!(shares.unowned, ["c"], "what does not count needs no owner");
    let places = |at: &str| -> Vec<&str> {
        shares.by_unit[&UnitId(at.to_owned())].problems.iter().map(|p| p.place.as_str()).collect()
    };
    assert_eq!((places("of-a"), places("of-b")), (vec!["some/folder"], vec!["b", "some/folder"]));
    let subjects: BTreeMap<&str, usize> =
        shares.by_unit.iter().map(|(unit, set)| (unit.0.as_str(), set.subjects.len())).collect();
    assert_eq!(subjects, BTreeMap::from([("of-a", 1), ("of-b", 1)]));
}
