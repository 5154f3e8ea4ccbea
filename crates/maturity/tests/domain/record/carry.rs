//! Files of other programs go on counting at later looks until a newer one of their kind comes.

use std::collections::BTreeMap;

use osmm_maturity::observation::{
    AskedSignal, Export, Observation, ObservationFormat, ObservationSet, SignalId, Standing, Subject, Tool, Verdict,
};
use proptest::prelude::*;

/// A subject, its standing, and the numbers of its files by signal.
type Described<Files> = (&'static str, Standing, Files);

/// A set of which each subject has a file (by number) for some of the signals.
fn set(files: &[Described<&[(&str, u8)]>]) -> ObservationSet {
    let mut set = ObservationSet {
        format: ObservationFormat::V1,
        tool: Tool { name: "osmm".to_owned(), version: "1".to_owned() },
        observed_at: "2026-10-01T08:00:00Z".parse().unwrap(),
        signals: Vec::new(),
        subjects: Vec::new(),
        observations: Vec::new(),
        problems: Vec::new(),
    };
    for (name, standing, signals) in files {
        set.subjects.push(Subject::new(*name, standing.clone()));
        for (signal, number) in *signals {
            if !set.signals.iter().any(|s| s.id.0 == *signal) {
                set.signals.push(AskedSignal::new(signal, signal, "Is it?", "Do it."));
            }
            set.observations.push(observation(name, signal, *number));
        }
    }
    set
}

fn observation(subject: &str, signal: &str, number: u8) -> Observation {
    let export = Export {
        file: format!("{signal}-{number}.json"),
        digest: format!("sha256:{number:064x}"),
        format: signal.to_owned(),
        tool: None,
        made_on: None,
        oddities: Vec::new(),
    };
    Observation {
        signal: SignalId(signal.to_owned()),
        subject: subject.to_owned(),
        verdict: Verdict::Seen,
        summary: format!("{number}"),
        proof: Vec::new(),
        measures: BTreeMap::new(),
        document: None,
        candidates: Vec::new(),
        partial: None,
        // What is read in a repository itself has the number 0 here.
        exports: if number == 0 { Vec::new() } else { vec![export] },
    }
}

fn carried(now: &mut ObservationSet, before: &ObservationSet) -> (Vec<String>, Vec<String>) {
    let (_, frame, mut parts) = before.clone().into_parts();
    parts.retain(|name, _| frame.imported.contains(name));
    let came = now.carry(&frame, parts.into_values().collect());
    let names = |all: std::collections::BTreeSet<Export>| all.into_iter().map(|e| e.file).collect();
    (names(came.on), names(came.replaced))
}

fn says(set: &ObservationSet) -> Vec<String> {
    set.observations.iter().map(|o| format!("{} {} {}", o.subject, o.signal, o.summary)).collect()
}

const GONE: Standing = Standing::LeftOut { reason: String::new() };

#[test]
fn what_is_said_anew_takes_the_place_of_what_was_said_and_the_rest_goes_on() {
    let before = set(&[
        ("app", Standing::Counted, &[("readme", 0), ("sarif", 1), ("scorecard", 2)]),
        ("gone", Standing::Counted, &[("scorecard", 3)]),
        ("left", Standing::Counted, &[("scorecard", 4)]),
        ("lms-9.csv", Standing::Whole, &[("training", 5)]),
        ("risks.csv", Standing::Whole, &[("risk-register", 6)]),
    ]);
    let mut now = set(&[
        ("app", Standing::Counted, &[("readme", 0), ("scorecard", 7)]),
        ("left", GONE, &[]),
        ("lms-10.csv", Standing::Whole, &[("training", 8)]),
    ]);
    let (on, replaced) = carried(&mut now, &before);
    assert_eq!(on, ["risk-register-6.json", "sarif-1.json"]);
    assert_eq!(replaced, ["scorecard-2.json", "training-5.json"]);
    let all = ["app readme 0", "app sarif 1", "app scorecard 7", "lms-10.csv training 8", "risks.csv risk-register 6"];
    assert_eq!(says(&now), all);
    let asked: Vec<&str> = now.signals.iter().map(|s| s.id.0.as_str()).collect();
    assert_eq!(asked, ["readme", "risk-register", "sarif", "scorecard", "training"]);
    assert!(now.subjects.iter().any(|s| s.name == "risks.csv" && s.standing == Standing::Whole));
}

fn any_set() -> impl Strategy<Value = ObservationSet> {
    let standing = prop_oneof![Just(Standing::Counted), Just(Standing::Whole), Just(GONE)];
    let signals = proptest::collection::btree_map(prop::sample::select(vec!["a", "b", "c"]), 0_u8..9, 0..3);
    let subject = (prop::sample::select(vec!["r1", "r2", "r3", "r4"]), (standing, signals));
    proptest::collection::btree_map(subject.clone().prop_map(|s| s.0), subject.prop_map(|s| s.1), 0..4).prop_map(
        |all| {
            let listed: Vec<Described<Vec<(&str, u8)>>> = all
                .into_iter()
                .map(|(name, (standing, signals))| (name, standing, signals.into_iter().collect()))
                .collect();
            let borrowed: Vec<_> = listed.iter().map(|(n, s, all)| (*n, s.clone(), all.as_slice())).collect();
            set(&borrowed)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_look_is_changed_or_said_twice_and_carrying_again_brings_nothing(now in any_set(), before in any_set()) {
        let mut all = now.clone();
        carried(&mut all, &before);
        let (mut said, mut own) = (says(&all), says(&now));
        own.retain(|line| !said.contains(line));
        prop_assert!(own.is_empty(), "lost: {own:?}");
        let answers: std::collections::BTreeSet<_> =
            all.observations.iter().map(|o| (o.subject.clone(), o.signal.clone())).collect();
        prop_assert_eq!(answers.len(), all.observations.len());
        let mut again = all.clone();
        let (_, replaced) = carried(&mut again, &all);
        prop_assert_eq!(replaced, Vec::<String>::new());
        prop_assert_eq!(&again, &all);
        // A look that brings nothing new keeps what came in between.
        let mut later = now.clone();
        carried(&mut later, &all);
        said.sort();
        let mut after = says(&later);
        after.sort();
        prop_assert_eq!(after, said);
    }
}
