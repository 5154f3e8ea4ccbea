//! The scoring rules of PRODUCT.md as properties, on the shipped model with arbitrary answers.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use osmm_maturity::assessment::{Assessment, Basics, parse, recompute};
use osmm_maturity::evidence::{Evidence, EvidenceKind, supported};
use osmm_maturity::gap::priority;
use osmm_maturity::model::{Model, Scope};
use osmm_maturity::observation::Tool;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::{Answer, Response};
use osmm_maturity::rollup::{Origin, RollupRule, Unit, UnitAnswers, UnitId, UnitTree, effective, rollup};
use osmm_maturity::score::{Profile, Score, profile, score};
use proptest::prelude::*;

use super::osmm;

pub static MODEL: LazyLock<Model> = LazyLock::new(osmm);
const EPS: f64 = 1e-9;

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        6 => (0_u8..=5).prop_map(|r| Answer::Rated { rating: Rating(r) }),
        2 => Just(Answer::Unanswered),
        1 => proptest::option::of("[a-z]{1,8}").prop_map(|ask| Answer::DontKnow { ask }),
        1 => Just(Answer::Declined),
        1 => "[a-z ]{1,12}".prop_map(|reason| Answer::NotApplicable { reason }),
    ]
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    proptest::collection::vec(answer(), MODEL.items().count())
}

pub fn assessment(answers: &[Answer], as_of: Date) -> Assessment {
    let responses = MODEL
        .items()
        .zip(answers)
        .map(|((_, item), answer)| Response { answer: answer.clone(), ..Response::unanswered(item.id.clone()) });
    let basics = Basics {
        tool: Tool { name: "osmm".into(), version: "0".into() },
        scope: "Example".into(),
        as_of,
        snapshots: 1,
        responses: responses.collect(),
        evidence: Vec::new(),
        scan: None,
        problems: Vec::new(),
    };
    Assessment::new(MODEL.clone(), basics)
}

fn scores(profile: &Profile) -> Vec<&Score> {
    let mut all = vec![&profile.overall];
    for level in &profile.levels {
        all.push(&level.score);
        all.extend(level.activities.iter().map(|a| &a.score));
    }
    all
}

fn as_of() -> Date {
    date(2026, 11, 22)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn raising_a_rating_never_lowers_a_score_or_a_level(answers in answers(), at in 0_usize..72, to in 0_u8..=5) {
        let before = assessment(&answers, as_of());
        let Answer::Rated { rating } = answers[at] else { return Ok(()) };
        let mut raised = answers.clone();
        raised[at] = Answer::Rated { rating: rating.max(Rating(to)) };
        let after = assessment(&raised, as_of());
        for (a, b) in [(&before.results.claimed, &after.results.claimed), (&before.results.supported, &after.results.supported)] {
            for (x, y) in scores(&a.profile).into_iter().zip(scores(&b.profile)) {
                prop_assert!(x.mean.zip(y.mean).is_none_or(|(x, y)| y >= x - EPS));
            }
            let level = |r: &osmm_maturity::assessment::BasisResults| r.position.as_ref().and_then(|p| p.achieved);
            prop_assert!(level(b) >= level(a));
        }
    }

    #[test]
    fn only_ratings_enter_a_mean(answers in answers()) {
        let profile = assessment(&answers, as_of()).results.claimed.profile;
        let rated: Vec<f64> = answers.iter().filter_map(Answer::rating).map(Rating::value).collect();
        let counts = profile.overall.counts;
        prop_assert_eq!(counts.rated as usize, rated.len());
        prop_assert_eq!((counts.applicable() + counts.not_applicable) as usize, answers.len());
        match profile.overall.mean {
            None => prop_assert!(rated.is_empty()),
            Some(mean) => prop_assert!((mean - rated.iter().sum::<f64>() / f64::from(counts.rated)).abs() < EPS),
        }
    }

    #[test]
    fn the_possible_range_holds_whatever_is_answered_later(answers in answers(), later in proptest::collection::vec(0_u8..=5, 72)) {
        let before = assessment(&answers, as_of()).results.claimed.profile;
        let filled: Vec<Answer> = answers.iter().zip(later).map(|(a, r)| match a {
            Answer::Rated { .. } | Answer::NotApplicable { .. } => a.clone(),
            _ => Answer::Rated { rating: Rating(r) },
        }).collect();
        let after = assessment(&filled, as_of()).results.claimed.profile;
        for (x, y) in scores(&before).into_iter().zip(scores(&after)) {
            let Some((range, mean)) = x.range.zip(y.mean) else { continue };
            prop_assert!(range.low - EPS <= mean && mean <= range.high + EPS);
            prop_assert!(x.mean.is_none_or(|m| range.low - EPS <= m && m <= range.high + EPS));
        }
    }

    #[test]
    fn order_of_items_never_matters(answers in answers(), seed in any::<u64>()) {
        let items: Vec<_> = MODEL.items().map(|(_, i)| i.id.clone()).zip(answers).collect();
        let mut shuffled = items.clone();
        let n = shuffled.len() as u64;
        for i in 0..shuffled.len() {
            shuffled.swap(i, usize::try_from(seed.wrapping_mul(i as u64 + 7) % n).unwrap());
        }
        let a = score(items.iter().map(|(i, s)| (i, s)), Rating(5));
        let b = score(shuffled.iter().map(|(i, s)| (i, s)), Rating(5));
        prop_assert_eq!((a.mean, a.counts, a.range), (b.mean, b.counts, b.range));
        prop_assert_eq!(a.lowest.map(|l| l.rating), b.lowest.map(|l| l.rating));
    }

    #[test]
    fn a_roll_up_is_bounded_by_its_units(units in proptest::collection::vec((proptest::option::of(0.0_f64..=5.0), 0_u32..500), 1..30), n in 0.0_f64..=5.0) {
        for rule in [RollupRule::Mean, RollupRule::HeadcountWeighted, RollupRule::WeakestUnit] {
            let r = rollup(rule, &units);
            prop_assert_eq!((r.scored + r.unscored) as usize, units.len());
            if let (Some(v), Some(low), Some(high)) = (r.value, r.lowest, r.highest) {
                prop_assert!(low - EPS <= v && v <= high + EPS);
            }
        }
        let share = rollup(RollupRule::ShareAtOrAbove { n }, &units).value;
        prop_assert!(share.is_none_or(|s| (0.0..=1.0).contains(&s)));
    }

    #[test]
    fn json_loses_nothing_and_every_number_recomputes(answers in answers()) {
        let file = assessment(&answers, as_of());
        let back = parse(&serde_json::to_string(&file).unwrap()).unwrap();
        prop_assert_eq!(&back.responses, &file.responses);
        prop_assert_eq!(&back.model, &file.model);
        let (_, differences) = recompute(&back);
        prop_assert!(differences.is_empty(), "{:?}", differences);
    }

    #[test]
    fn gap_priority_is_convex_and_between_0_and_1(rating in 0_u8..=5, target in 0_u8..=5) {
        let p = |r, t| priority(Rating(r), Rating(t), Rating(5));
        prop_assert!((0.0..=1.0).contains(&p(rating, target)));
        prop_assert_eq!(p(rating, target) > 0.0, rating < target);
        if rating < target && target < 5 {
            let (less, more) = (p(rating, target) - p(rating, target - 1), p(rating, target + 1) - p(rating, target));
            prop_assert!(more > less, "each further step weighs more");
        }
    }

    #[test]
    fn a_checklist_keeps_ratings_and_never_makes_a_rating_of_a_zero(answer in answer()) {
        let back = Answer::from_checklist(answer.to_checklist());
        match answer.rating() {
            Some(rating) if rating > Rating(0) => prop_assert_eq!(back, answer),
            _ => prop_assert_eq!(back, Answer::Unanswered),
        }
    }

    #[test]
    fn evidence_only_ever_supports_more(claimed in 0_u8..=5, kinds in proptest::collection::vec(0_usize..4, 0..4), more in 0_usize..4) {
        let mut kinds: Vec<EvidenceKind> = kinds.into_iter().map(|k| EvidenceKind::ALL[k]).collect();
        let before = supported(&MODEL, Rating(claimed), &kinds);
        kinds.push(EvidenceKind::ALL[more]);
        let after = supported(&MODEL, Rating(claimed), &kinds);
        prop_assert!(before <= after && after <= Rating(claimed));
    }

    #[test]
    fn units_make_a_tree_or_an_error(parents in proptest::collection::vec(proptest::option::of(0_usize..8), 1..8)) {
        let id = |i: usize| UnitId(format!("u{i}"));
        let units: Vec<Unit> = parents.iter().enumerate().map(|(i, p)| Unit {
            id: id(i), title: String::new(), parent: p.map(id), headcount: 1, repositories: Vec::new(),
        }).collect();
        if let Ok(tree) = UnitTree::new(units.clone()) {
            prop_assert_eq!(tree.subtree(tree.root()).len(), units.len(), "all units hang below the root");
            prop_assert_eq!(parents.iter().filter(|p| p.is_none()).count(), 1);
        }
    }
}

#[test]
fn an_empty_level_is_the_starting_point_and_a_level_without_applicable_items_is_not_reached() {
    let na = Answer::NotApplicable { reason: "we do none of it".into() };
    let all_na = assessment(&vec![na; 72], as_of());
    assert_eq!(
        all_na.results.claimed.position.unwrap().achieved,
        None,
        "declaring nothing applicable achieves nothing"
    );
    let all_three = assessment(&vec![Answer::Rated { rating: Rating(3) }; 72], as_of());
    assert_eq!(all_three.results.claimed.position.unwrap().achieved, Some(5));
    assert_eq!(all_three.results.supported.position.unwrap().achieved, None, "claims alone support no 3");
}

#[test]
fn expired_evidence_supports_nothing() {
    let evidence = Evidence {
        item: MODEL.items().next().unwrap().1.id.clone(),
        kind: EvidenceKind::Artefact,
        title: "Policy".into(),
        place: None,
        from: Some(date(2026, 1, 1)),
        until: Some(date(2026, 6, 30)),
        owner: None,
    };
    assert!(!evidence.in_force(date(2025, 12, 31)));
    assert!(evidence.in_force(date(2026, 1, 1)) && evidence.in_force(date(2026, 6, 30)));
    assert!(!evidence.in_force(date(2026, 7, 1)));
}

#[test]
fn central_items_are_inherited_unless_overridden_with_a_reason() {
    let central = MODEL.items().find(|(_, i)| i.scope == Scope::Central).unwrap().1;
    let rated = |r| Answer::Rated { rating: Rating(r) };
    let root = UnitAnswers { own: [(central.id.clone(), rated(4))].into(), ..UnitAnswers::default() };
    let mut unit = UnitAnswers { own: [(central.id.clone(), rated(1))].into(), ..UnitAnswers::default() };
    assert_eq!(effective(&MODEL, &central.id, &unit, &root), (rated(4), Origin::Inherited));
    unit.override_reasons.insert(central.id.clone(), "own legal entity".into());
    assert_eq!(effective(&MODEL, &central.id, &unit, &root).0, rated(1));
    assert_eq!(profile(&MODEL, |_| rated(2)).overall.mean, Some(2.0));
}
