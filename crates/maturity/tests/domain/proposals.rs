//! Proposals: only `seen` raises one, `could not look` never lowers one, old proof loses a step.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{Confidence, Freshness, Item, MeasureTest, Need, SignalUse, Step};
use osmm_maturity::observation::{
    Document, Export, Measure, Observation, ObservationFormat, ObservationSet, SignalId, Standing, Subject, Tier, Tool,
    Verdict,
};
use osmm_maturity::proposal::{Direction, Looked, Proposal, contradictions, propose};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::{Answer, Response};
use proptest::prelude::*;

use super::properties::MODEL;

const FRESH: Freshness = Freshness { scan_days: 90, document_months: 12 };

fn today() -> Date {
    date(2026, 11, 22)
}

/// An item with signals `a` and `b` and the ladder of most automatic items.
fn item(steps: Vec<Step>) -> Item {
    let mut item = MODEL.items().next().unwrap().1.clone();
    let used = |id: &str| SignalUse {
        signal: SignalId(id.into()),
        counts_as: EvidenceKind::Artefact,
        only: None,
        optional: false,
    };
    item.proposal.cap = Some(Rating(4));
    item.proposal.confidence = Some(Confidence::High);
    item.proposal.signals = vec![used("a"), used("b")];
    item.proposal.steps = steps;
    item
}

fn ladder() -> Vec<Step> {
    let share = |share, signals| Need::Coverage { share, signals, with: Vec::new(), tier: None, upstream: false };
    vec![
        Step { rating: Rating(1), needs: vec![Need::Seen] },
        Step { rating: Rating(2), needs: vec![share(0.25, 1)] },
        Step { rating: Rating(3), needs: vec![share(0.8, 2)] },
        Step { rating: Rating(4), needs: vec![Need::Snapshots(4), Need::Subjects(1)] },
    ]
}

fn scan(verdicts: &[[Verdict; 2]]) -> ObservationSet {
    let subject = |i: usize| format!("repo-{i}");
    let observation = |i: usize, id: &str, verdict: &Verdict| Observation {
        signal: SignalId(id.into()),
        subject: subject(i),
        verdict: verdict.clone(),
        summary: String::new(),
        proof: Vec::new(),
        measures: [].into(),
        document: None,
        candidates: Vec::new(),
        partial: None,
        exports: Vec::new(),
    };
    ObservationSet {
        format: ObservationFormat::V1,
        tool: Tool { name: "t".into(), version: "0".into() },
        observed_at: today().to_zoned(TimeZone::UTC).unwrap().timestamp(),
        signals: Vec::new(),
        subjects: (0..verdicts.len()).map(|i| Subject::new(subject(i), Standing::Counted)).collect(),
        observations: verdicts
            .iter()
            .enumerate()
            .flat_map(|(i, v)| [observation(i, "a", &v[0]), observation(i, "b", &v[1])])
            .collect(),
        problems: Vec::new(),
    }
}

fn proposed(item: &Item, scan: &ObservationSet, as_of: Date, snapshots: u32) -> Option<Proposal> {
    propose(item, FRESH, &Looked::new(scan, as_of, snapshots))
}

fn blind() -> Verdict {
    Verdict::CouldNotLook { reason: "missing object".into() }
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        Just(Verdict::Seen),
        Just(Verdict::NotSeen),
        Just(blind()),
        Just(Verdict::NotApplicable { reason: "x".into() }),
    ]
}

fn ends(p: Option<&Proposal>) -> (u8, u8) {
    p.map_or((0, 0), |p| (p.low.0, p.high.0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_seen_raises_and_could_not_look_never_lowers(
        verdicts in proptest::collection::vec([verdict(), verdict()], 1..8), at in 0_usize..8, which in 0_usize..2, snapshots in 1_u32..6,
    ) {
        let item = item(ladder());
        let at = at % verdicts.len();
        let mut other = verdicts.clone();
        other[at][which] = blind();
        let (a, b) = (scan(&verdicts), scan(&other));
        let (before, after) = (proposed(&item, &a, today(), snapshots), proposed(&item, &b, today(), snapshots));
        let ((low, high), (blind_low, blind_high)) = (ends(before.as_ref()), ends(after.as_ref()));
        prop_assert!(low <= high && high <= 4);
        if matches!(verdicts[at][which], Verdict::NotSeen) {
            prop_assert!(blind_low == low, "not looking instead of not finding raises nothing");
            prop_assert!(after.is_none() || blind_high >= high);
        }
        if matches!(verdicts[at][which], Verdict::Seen) {
            prop_assert!(blind_low <= low);
            prop_assert!(after.is_none() || blind_high >= low, "what was seen before stays possible");
        }
        other[at][which] = Verdict::Seen;
        if matches!(verdicts[at][which], Verdict::NotSeen) {
            let c = scan(&other);
            prop_assert!(ends(proposed(&item, &c, today(), snapshots).as_ref()).0 >= low, "seeing more never lowers");
        }
    }

    #[test]
    fn order_of_subjects_never_matters(verdicts in proptest::collection::vec([verdict(), verdict()], 1..8)) {
        let item = item(ladder());
        let (a, mut b) = (scan(&verdicts), scan(&verdicts));
        b.subjects.reverse();
        b.observations.reverse();
        let (x, y) = (proposed(&item, &a, today(), 4), proposed(&item, &b, today(), 4));
        prop_assert_eq!(ends(x.as_ref()), ends(y.as_ref()));
        prop_assert_eq!(x.map(|p| p.rests_on), y.map(|p| p.rests_on));
    }
}

#[test]
fn nothing_seen_means_no_proposal() {
    assert!(proposed(&item(ladder()), &scan(&[[Verdict::NotSeen, blind()]]), today(), 9).is_none());
}

#[test]
fn what_was_seen_but_needs_a_word_is_a_hint_from_0_upwards() {
    let public = Need::Person("these repositories are public".into());
    let item = item(vec![Step { rating: Rating(1), needs: vec![Need::Seen, public] }]);
    let hint = proposed(&item, &scan(&[[Verdict::Seen, Verdict::NotSeen]]), today(), 1).unwrap();
    assert_eq!((hint.low, hint.high, hint.missing.len()), (Rating(0), Rating(1), 1));
    assert!(proposed(&item, &scan(&[[blind(), blind()]]), today(), 1).is_none());
}

#[test]
fn unknown_facts_make_an_interval_and_say_what_is_missing() {
    let seen = || [Verdict::Seen, Verdict::Seen];
    let set = scan(&[seen(), seen(), seen(), [Verdict::Seen, blind()]]);
    let p = proposed(&item(ladder()), &set, today(), 4).unwrap();
    assert_eq!((p.low, p.high), (Rating(2), Rating(4)));
    assert_eq!(
        p.found,
        [
            "25% of repositories show a sign of it (found: 4 of 4)",
            "4 snapshots in 12 months (so far 4)",
            "1 repository shows a sign of it (found: 4)"
        ]
    );
    insta::assert_json_snapshot!(p.missing, @r#"
    [
      {
        "rating": 3,
        "need": "80% of repositories show 2 of the 2 signs (found: 3 of 4)",
        "known": false
      }
    ]
    "#);
}

#[test]
fn old_proof_loses_one_step() {
    let set = scan(&[[Verdict::Seen, Verdict::Seen]]);
    let fresh = proposed(&item(ladder()), &set, today() + 90.days(), 1).unwrap();
    let old = proposed(&item(ladder()), &set, today() + 91.days(), 1).unwrap();
    assert_eq!((fresh.low, old.low), (Rating(3), Rating(2)));
    assert_eq!(old.stale.unwrap(), "the scan is 91 days old, more than 90");
}

#[test]
fn a_document_that_does_not_say_leaves_it_open() {
    let steps = vec![
        Step { rating: Rating(1), needs: vec![Need::Seen] },
        Step { rating: Rating(2), needs: vec![Need::Document, Need::Topics(2)] },
        Step { rating: Rating(3), needs: vec![Need::Owner, Need::Reviewed] },
    ];
    let item = item(steps);
    let mut set = scan(&[[Verdict::Seen, Verdict::NotSeen]]);
    let with = |set: &mut ObservationSet, owner_named, reviewed_on| {
        let topics = vec!["approval".into(), "licence".into()];
        set.observations[0].document = Some(Document { owner_named, reviewed_on, topics, ..Document::default() });
    };
    with(&mut set, true, None);
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!((p.low, p.high), (Rating(2), Rating(3)));
    assert_eq!(p.missing[0].need, "a review within 12 months");
    with(&mut set, true, Some(today()));
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (3, 3));
    with(&mut set, true, Some(date(2025, 1, 1)));
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (1, 1), "an old document loses a step");
}

#[test]
fn a_topic_can_be_asked_for_by_name() {
    let treats = |topic: &str| Need::Treats(topic.to_owned());
    let item = item(vec![
        Step { rating: Rating(1), needs: vec![Need::Seen] },
        Step { rating: Rating(2), needs: vec![treats("sponsor"), treats("budget")] },
    ]);
    let mut set = scan(&[[Verdict::Seen, Verdict::NotSeen]]);
    let mut with = |topics: &[&str]| {
        let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
        set.observations[0].document = Some(Document { topics, ..Document::default() });
        proposed(&item, &set, today(), 1).unwrap()
    };
    let p = with(&["sponsor", "staff"]);
    assert_eq!((p.low, p.high), (Rating(1), Rating(1)));
    assert_eq!(p.missing[0].need, "a document that treats this topic: budget");
    let p = with(&["budget", "sponsor"]);
    assert_eq!((p.low, p.high), (Rating(2), Rating(2)));
}

/// A list in the description of the organisation may have an owner, though no document says so.
#[test]
fn what_a_document_would_say_is_open_where_there_is_none() {
    let item = item(vec![
        Step { rating: Rating(1), needs: vec![Need::Seen] },
        Step { rating: Rating(2), needs: vec![Need::Owner] },
        Step { rating: Rating(3), needs: vec![Need::Reviewed] },
        Step { rating: Rating(4), needs: vec![Need::Document] },
    ]);
    let set = scan(&[[Verdict::Seen, Verdict::NotSeen]]);
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (1, 3));
}

#[test]
fn a_measure_can_be_asked_for() {
    let mut item = item(vec![Step { rating: Rating(1), needs: vec![Need::Seen] }]);
    item.proposal.signals[0].only =
        Some(MeasureTest { measure: "kinds".into(), at_least: None, has: Some("code".into()) });
    let mut set = scan(&[[Verdict::Seen, Verdict::NotSeen]]);
    assert!(proposed(&item, &set, today(), 1).is_none());
    set.observations[0].measures.insert("kinds".into(), Measure::List(vec!["code".into()]));
    assert!(proposed(&item, &set, today(), 1).is_some());
}

fn export(made_on: Option<Date>) -> Export {
    let text = |text: &str| text.to_owned();
    let (file, digest, format) = (text("a.json"), text("sha256:00"), text("Export"));
    Export { file, digest, format, tool: None, made_on, oddities: Vec::new() }
}

#[test]
fn a_step_is_lost_only_where_old_proof_is_needed() {
    let seen = || [Verdict::Seen, Verdict::Seen];
    let mut set = scan(&[seen(), seen(), seen(), seen(), seen()]);
    let ends_with = |set: &ObservationSet| ends(proposed(&item(ladder()), set, today(), 1).as_ref());
    let why = |set: &ObservationSet| proposed(&item(ladder()), set, today(), 1).unwrap().stale.map(|w| w.to_string());
    set.observations[0].exports = vec![export(Some(date(2026, 1, 1)))];
    assert_eq!((ends_with(&set), why(&set)), ((3, 3), None), "80% show it without the old export");
    set.observations[2].exports = vec![export(Some(date(2026, 1, 1)))];
    assert_eq!(ends_with(&set), (2, 2), "now 80% rest on it");
    assert_eq!(why(&set).unwrap(), "the export of 2026-01-01 is 325 days old, more than 90");
    set.observations[2].exports = vec![export(Some(today()))];
    assert_eq!(ends_with(&set), (3, 3));
    for o in &mut set.observations {
        o.exports = vec![export(Some(today())), export(Some(date(2026, 1, 1)))];
    }
    assert_eq!(ends_with(&set), (2, 2), "an observation is as old as the oldest that it rests on");
}

#[test]
fn an_export_without_a_day_leaves_it_open() {
    let mut set = scan(&[[Verdict::Seen, Verdict::Seen]]);
    set.observations[0].exports = vec![export(None)];
    let p = proposed(&item(ladder()), &set, today(), 1).unwrap();
    assert_eq!(ends(Some(&p)), (2, 3));
    assert_eq!(p.stale.unwrap(), "an export does not say when it was made");
}

#[test]
fn a_fresh_export_stands_beside_an_old_scan() {
    let mut set = scan(&[[Verdict::Seen, Verdict::Seen]]);
    let later = today() + 100.days();
    assert_eq!(ends(proposed(&item(ladder()), &set, later, 1).as_ref()), (2, 2));
    for o in &mut set.observations {
        o.exports = vec![export(Some(later))];
    }
    assert_eq!(ends(proposed(&item(ladder()), &set, later, 1).as_ref()), (3, 3));
    let looked = Looked::new(&set, later, 1);
    assert_eq!(looked.kinds(&item(ladder()), FRESH).len(), 2, "and counts as evidence");
}

#[test]
fn what_is_optional_can_only_raise() {
    let mut item = item(ladder());
    item.proposal.signals[1].optional = true;
    let mut set = scan(&[[Verdict::Seen, Verdict::NotSeen], [Verdict::NotSeen, Verdict::NotSeen]]);
    set.observations.retain(|o| o.signal.0 == "a");
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (2, 2), "nothing is missing");
    item.proposal.signals[1].optional = false;
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (2, 2), "80% with both is out of reach");
    item.proposal.steps[2].needs =
        vec![Need::Coverage { share: 0.5, signals: 2, with: Vec::new(), tier: None, upstream: false }];
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (2, 3), "it was not asked, so it may be there");
    item.proposal.signals[1].optional = true;
    assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (2, 2));
}

#[test]
fn what_is_about_the_whole_unit_shows_that_it_is_there_and_counts_in_no_share() {
    let nothing = [Verdict::NotSeen, Verdict::NotSeen];
    let mut set = scan(&[nothing.clone(), [Verdict::Seen, Verdict::Seen]]);
    set.subjects[1].standing = Standing::Whole;
    assert_eq!(ends(proposed(&item(ladder()), &set, today(), 1).as_ref()), (1, 1));
    set.observations.retain(|o| o.subject != "repo-0" || o.signal.0 == "a");
    set.observations.remove(2);
    let p = proposed(&item(ladder()), &set, today(), 1).unwrap();
    assert_eq!((p.coverage.seen, p.rests_on.len()), (0, 1));
}

#[test]
fn coverage_can_ask_for_one_of_several_measures() {
    let test = |measure: &str, least| MeasureTest { measure: measure.into(), at_least: Some(least), has: None };
    let with = vec![test("share", 0.25), test("score", 2.5)];
    let item = item(vec![Step {
        rating: Rating(1),
        needs: vec![Need::Coverage { share: 0.5, signals: 1, with, tier: None, upstream: false }],
    }]);
    let mut set = scan(&[[Verdict::Seen, Verdict::Seen], [Verdict::Seen, Verdict::NotSeen]]);
    let of = |set: &ObservationSet| ends(proposed(&item, set, today(), 1).as_ref());
    assert_eq!(of(&set), (0, 0));
    let mut measure = |at: usize, name: &str, value| set.observations[at].measures.insert(name.into(), value);
    measure(0, "share", Measure::Number(0.1));
    let open = || Measure::Open { could_not_look: "no change was found".into() };
    measure(1, "score", open());
    assert_eq!(of(&set), (0, 1), "an open measure is no low one");
    set.observations[1].measures.insert("score".into(), Measure::Count(3));
    assert_eq!(of(&set), (1, 1));
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!(p.found, ["50% of repositories show it with share ≥ 25% / score ≥ 2.5 (found: 1 of 2)"]);
    let json = serde_json::to_string(&open()).unwrap();
    assert_eq!(serde_json::from_str::<Measure>(&json).unwrap(), open(), "{json}");
}

/// What one subject shows of a measure: nothing, a number, or that it could not be told; of a repository or the whole.
fn shown() -> impl Strategy<Value = (bool, Verdict, Option<Measure>)> {
    let open = Measure::Open { could_not_look: "no column".into() };
    let measure = prop_oneof![
        Just(None),
        (0..=10_u64).prop_map(|n| Some(Measure::Count(n))),
        (0.0..10.0).prop_map(|x| Some(Measure::Number(x))),
        Just(Some(open)),
    ];
    (any::<bool>(), verdict(), measure)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_measure_need_holds_where_anything_that_is_seen_reaches_it(
        all in proptest::collection::vec(shown(), 1..5), least in 0.0..10.0,
    ) {
        let test = MeasureTest { measure: "share".into(), at_least: Some(least), has: None };
        let mut item = item(vec![Step { rating: Rating(1), needs: vec![Need::Measure { signal: SignalId("a".into()), test }] }]);
        item.proposal.signals.truncate(1);
        item.proposal.signals[0].optional = true;
        let verdicts: Vec<[Verdict; 2]> = all.iter().map(|(_, verdict, _)| [verdict.clone(), Verdict::NotSeen]).collect();
        let mut set = scan(&verdicts);
        set.observations.retain(|o| o.signal.0 == "a");
        for ((whole, _, measure), (subject, observation)) in all.iter().zip(set.subjects.iter_mut().zip(&mut set.observations)) {
            subject.standing = if *whole { Standing::Whole } else { Standing::Counted };
            observation.measures.extend(measure.clone().map(|m| ("share".to_owned(), m)));
        }
        let reaches = |m: &Option<Measure>| m.as_ref().and_then(Measure::number).is_some_and(|n| n >= least);
        let seen = |v: &Verdict| *v == Verdict::Seen;
        let certain = all.iter().any(|(_, v, m)| seen(v) && reaches(m));
        let unknown = |(_, v, m): &(bool, Verdict, Option<Measure>)| {
            (seen(v) && matches!(m, Some(Measure::Open { .. }))) || matches!(v, Verdict::CouldNotLook { .. })
        };
        let possible = all.iter().any(|(_, v, _)| seen(v)) && (certain || all.iter().any(unknown));
        prop_assert_eq!(ends(proposed(&item, &set, today(), 1).as_ref()), (u8::from(certain), u8::from(possible)));
    }
}

#[test]
fn what_was_not_handed_in_leaves_its_measure_open_and_the_figure_is_told() {
    let test = |least| MeasureTest { measure: "share".into(), at_least: Some(least), has: None };
    let step = |rating, least| Step {
        rating: Rating(rating),
        needs: vec![Need::Measure { signal: SignalId("b".into()), test: test(least) }],
    };
    let mut item = item(vec![Step { rating: Rating(1), needs: vec![Need::Seen] }, step(2, 0.25), step(3, 0.8)]);
    item.proposal.signals[1].optional = true;
    let mut set = scan(&[[Verdict::Seen, Verdict::Seen]]);
    set.observations[1].measures.insert("share".into(), Measure::Number(0.5));
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!((ends(Some(&p)), p.found), ((2, 2), vec!["b shows share ≥ 25% (found: 50%)".into()]));
    assert_eq!(
        (p.missing[0].need.to_string(), p.missing[0].known),
        ("b shows share ≥ 80% (found: 50%)".to_owned(), true)
    );
    set.observations.pop();
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!((ends(Some(&p)), p.missing[0].need.to_string()), ((1, 3), "b shows share ≥ 25% (not known)".to_owned()));
}

#[test]
fn contradictions_are_found_both_ways() {
    let item = item(ladder());
    let set = scan(&[[Verdict::Seen, Verdict::Seen]]);
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!(ends(Some(&p)), (3, 3));
    let rated = |r| Response { answer: Answer::Rated { rating: Rating(r) }, ..Response::unanswered(item.id.clone()) };
    let of = |r| contradictions(&[rated(r)], std::slice::from_ref(&p), 2).first().map(|c| c.direction);
    assert_eq!(
        [0, 1, 2, 3, 4, 5].map(of),
        [Some(Direction::RatedBelow), Some(Direction::RatedBelow), None, None, None, Some(Direction::RatedAbove)]
    );
}

#[test]
fn coverage_is_shown_by_tier_and_can_be_asked_of_one() {
    let tier = |tier, share| Need::Coverage { share, signals: 1, with: Vec::new(), tier: Some(tier), upstream: false };
    let item = item(vec![
        Step { rating: Rating(1), needs: vec![Need::Seen] },
        Step { rating: Rating(2), needs: vec![tier(Tier::Critical, 0.8)] },
    ]);
    let (yes, no) = ([Verdict::Seen, Verdict::Seen], [Verdict::NotSeen, Verdict::NotSeen]);
    let mut set = scan(&[yes.clone(), yes, no.clone(), no, [blind(), blind()]]);
    let of = |set: &ObservationSet| proposed(&item, set, today(), 1).unwrap();
    let p = of(&set);
    assert_eq!((ends(Some(&p)), p.tiers()), ((1, 2), None), "where no tier is known, it may hold");
    for (subject, tier) in set.subjects.iter_mut().zip([Tier::Critical, Tier::Critical, Tier::Production]) {
        subject.tier = Some(tier);
    }
    let p = of(&set);
    assert_eq!(ends(Some(&p)), (2, 2));
    let words = "critical 2 of 2, production 0 of 1, no tier 0 of 2 (1 not known)";
    assert_eq!(p.tiers().as_deref(), Some(words));
    set.subjects[3].tier = Some(Tier::Critical);
    let p = of(&set);
    assert_eq!(ends(Some(&p)), (1, 1));
    assert_eq!(p.missing[0].need, "80% of critical repositories show a sign of it (found: 2 of 3)");
    assert_eq!(p.missing[0].without, ["repo-3"]);
}

#[test]
fn projects_of_others_have_a_share_of_their_own() {
    let share = Need::Coverage { share: 0.5, signals: 1, with: Vec::new(), tier: None, upstream: true };
    let item = item(vec![
        Step { rating: Rating(1), needs: vec![Need::Seen] },
        Step { rating: Rating(2), needs: vec![Need::Upstream(2)] },
        Step { rating: Rating(3), needs: vec![share] },
    ]);
    let (yes, no) = ([Verdict::Seen, Verdict::NotSeen], [Verdict::NotSeen, Verdict::NotSeen]);
    let mut set = scan(&[yes.clone(), no.clone(), yes.clone(), yes, no]);
    set.subjects[2..].iter_mut().for_each(|subject| subject.standing = Standing::Upstream);
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!((ends(Some(&p)), p.coverage.seen, p.coverage.of()), ((3, 3), 1, 2), "own ones stay apart");
    assert_eq!(p.tiers().as_deref(), Some("upstream 2 of 3"));
    // What was not asked of a project of others is not missing there.
    set.observations.retain(|o| o.subject != "repo-4");
    assert_eq!(proposed(&item, &set, today(), 1).unwrap().tiers().as_deref(), Some("upstream 2 of 2"));
    set.observations.retain(|o| o.subject != "repo-3");
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!(
        (ends(Some(&p)), p.missing[0].need.to_string()),
        ((1, 1), "2 upstream projects show a sign of it (found: 1)".to_owned())
    );
    set.subjects.truncate(2);
    let p = proposed(&item, &set, today(), 1).unwrap();
    assert_eq!(p.upstream, None);
}

#[test]
fn what_repositories_show_together_lies_between_the_largest_and_the_sum() {
    let ladder = |least: f64| {
        let test = MeasureTest { measure: "own_people".into(), at_least: Some(least), has: None };
        let mut item = item(vec![
            Step { rating: Rating(1), needs: vec![Need::Seen] },
            Step { rating: Rating(2), needs: vec![Need::Together { signal: SignalId("a".into()), test }] },
        ]);
        item.proposal.signals.iter_mut().for_each(|used| used.optional = true);
        item
    };
    let mut set = scan(&[
        [Verdict::Seen, Verdict::NotSeen],
        [Verdict::Seen, Verdict::NotSeen],
        [Verdict::NotSeen, Verdict::Seen],
    ]);
    let counts = [2, 3, 9];
    for (n, count) in counts.into_iter().enumerate() {
        set.observations[2 * n].measures.insert("own_people".into(), Measure::Count(count));
    }
    let of = |set: &ObservationSet, least| proposed(&ladder(least), set, today(), 1).unwrap();
    assert_eq!([3.0, 4.0, 5.0, 6.0].map(|least| ends(Some(&of(&set, least)))), [(2, 2), (1, 2), (1, 2), (1, 1)]);
    let words = "a shows own people ≥ 4 over all repositories (found: 3 to 5)";
    assert_eq!(of(&set, 4.0).missing[0].need, words);
    set.observations[4].verdict = blind();
    assert_eq!(ends(Some(&of(&set, 6.0))), (1, 2), "what could not be looked at may have them");
    set.observations.retain(|o| o.signal.0 == "b");
    assert_eq!(ends(Some(&of(&set, 6.0))), (1, 2), "nothing was asked");
}
