//! Blind answers, what holds, who sees what, what is asked, and that a record is what its events say.

use std::collections::BTreeSet;

use osmm_maturity::cycle::disagreement::{calibration, disagreements};
use osmm_maturity::cycle::settle::How;
use osmm_maturity::cycle::tasks::{AskReason, Moved, asked, expired, work};
use osmm_maturity::event::{Change, Event};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::Scope;
use osmm_maturity::organisation::{Organisation, Refusal};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::rollup::Origin;
use proptest::prelude::*;

use super::desk::{Desk, assessment, person, rated, unit};

/// Both raters of `pay` answer an item and lock it.
fn double(desk: &mut Desk, index: usize, ada: Answer, bob: Answer) -> (Answer, How) {
    let item = desk.items(Scope::Local)[index].clone();
    for (who, answer) in [("ada", ada), ("bob", bob)] {
        desk.assign(who, "pay", &item, None).unwrap();
        desk.respond(who, "pay", &item, answer).unwrap();
    }
    for who in ["ada", "bob"] {
        desk.lock(who, "pay", std::slice::from_ref(&item)).unwrap();
    }
    holds(desk, index)
}

fn holds(desk: &Desk, index: usize) -> (Answer, How) {
    let item = &desk.items(Scope::Local)[index];
    let picture = desk.picture("q4");
    let shown = picture.unit(&unit("pay")).unwrap().item(item).unwrap();
    (shown.answer.clone(), shown.how.clone())
}

#[test]
fn two_raters_are_blind_until_both_have_locked() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    for who in ["ada", "bob"] {
        desk.assign(who, "pay", &item, None).unwrap();
    }
    desk.respond("ada", "pay", &item, rated(2)).unwrap();
    desk.lock("ada", "pay", std::slice::from_ref(&item)).unwrap();
    desk.respond("bob", "pay", &item, rated(4)).unwrap();
    let sees = |desk: &Desk, whose: &str, who: &str| {
        let (cycle, model) = desk.state.cycle(&assessment("q4")).unwrap();
        cycle.visible(model, &unit("pay"), &item, &person(whose), &person(who))
    };
    assert!(sees(&desk, "ada", "ada"));
    assert!(!sees(&desk, "ada", "bob"));
    assert!(!sees(&desk, "bob", "lead"));
    assert_eq!(holds(&desk, 0), (Answer::Unanswered, How::Waiting { locked: 1, of: 2 }));
    assert!(matches!(desk.respond("ada", "pay", &item, rated(4)), Err(Refusal::Locked { .. })));
    assert!(matches!(desk.publish("q4"), Err(Refusal::Unsettled { .. })));
    desk.lock("bob", "pay", std::slice::from_ref(&item)).unwrap();
    assert!(sees(&desk, "ada", "bob") && sees(&desk, "bob", "lead"));
    assert_eq!(holds(&desk, 0), (Answer::Unanswered, How::Open { distance: 2 }));
    assert!(matches!(desk.publish("q4"), Err(Refusal::Unsettled { .. })));
    let decided =
        Change::Decided { assessment: assessment("q4"), unit: unit("pay"), item: item.clone(), answer: rated(3) };
    assert!(matches!(desk.attempt("lead", None, decided.clone()), Err(Refusal::Reason(_))), "in writing");
    assert!(matches!(desk.attempt("ada", Some("I know"), decided.clone()), Err(Refusal::Right { .. })));
    desk.attempt("lead", Some("looked at both with the team"), decided).unwrap();
    assert_eq!(holds(&desk, 0).0, rated(3));
    desk.publish("q4").unwrap();
}

#[test]
fn one_apart_settles_by_rule() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    let rule = How::Rule { low: Rating(2), high: Rating(3) };
    assert_eq!(double(&mut desk, 0, rated(2), rated(3)), (rated(2), rule.clone()));
    desk.evidence("policy", "pay", &item, EvidenceKind::Artefact, None);
    assert_eq!(holds(&desk, 0).0, rated(2), "3 needs a record of operation");
    desk.evidence("log", "pay", &item, EvidenceKind::Operation, None);
    assert_eq!(holds(&desk, 0), (rated(3), rule));
}

#[test]
fn not_knowing_is_no_disagreement() {
    let mut desk = Desk::with_draft();
    assert_eq!(double(&mut desk, 0, rated(2), Answer::DontKnow { ask: None }), (rated(2), How::Agreed));
    assert_eq!(
        double(&mut desk, 1, Answer::Declined, Answer::DontKnow { ask: None }).0,
        Answer::DontKnow { ask: None }
    );
    let not = Answer::NotApplicable { reason: "no such thing".to_owned() };
    assert_eq!(double(&mut desk, 2, not.clone(), rated(0)).1, How::Open { distance: 5 });
    assert_eq!(double(&mut desk, 3, not.clone(), not.clone()), (not, How::Agreed));
}

#[test]
fn disagreements_come_by_distance_times_people() {
    let mut desk = Desk::with_draft();
    double(&mut desk, 0, rated(1), rated(2));
    double(&mut desk, 1, rated(0), rated(3));
    double(&mut desk, 2, rated(3), rated(3));
    let (cycle, model) = desk.state.cycle(&assessment("q4")).unwrap();
    let picture = desk.picture("q4");
    let found = disagreements(cycle, model, &picture);
    let shown: Vec<(u8, u64)> = found.iter().map(|d| (d.distance, d.priority())).collect();
    assert_eq!(shown, [(3, 150), (1, 50)]);
    assert!(calibration(model, &picture).alpha.is_none(), "three items are too few to tell");
}

#[test]
fn central_items_are_inherited_and_overrides_are_visible() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Central)[0].clone();
    desk.respond("lead", "group", &item, rated(4)).unwrap();
    let shown = |desk: &Desk, at: &str| desk.picture("q4").unit(&unit(at)).unwrap().item(&item).unwrap().clone();
    assert_eq!((shown(&desk, "pay").answer, shown(&desk, "pay").origin), (rated(4), Origin::Inherited));
    let change = Change::Responded {
        assessment: assessment("q4"),
        unit: unit("pay"),
        item: item.clone(),
        respondent: person("ada"),
        answer: rated(1),
        overrides: Some("bought last month, not on the group's tools".to_owned()),
        function: None,
        on: None,
    };
    desk.by("ada", change);
    assert_eq!(shown(&desk, "pay").answer, rated(1));
    assert!(matches!(shown(&desk, "pay").origin, Origin::Override { .. }));
    assert_eq!(shown(&desk, "ops").answer, rated(4));
}

#[test]
fn the_next_assessment_asks_only_what_expired_changed_or_is_open() {
    let mut desk = Desk::with_draft();
    let items = desk.items(Scope::Local);
    for (index, item) in items.iter().enumerate() {
        let answer = if index == 1 { Answer::DontKnow { ask: None } } else { rated(3) };
        desk.respond("ada", "pay", item, answer.clone()).unwrap();
        desk.respond("cyd", "ops", item, answer).unwrap();
    }
    for item in desk.items(Scope::Central) {
        desk.respond("lead", "group", &item, rated(2)).unwrap();
        desk.respond("lead", "group", &item, rated(3)).unwrap();
    }
    for item in &items {
        desk.respond("lead", "group", item, rated(1)).unwrap();
    }
    desk.evidence("short", "pay", &items[0], EvidenceKind::Artefact, Some("2026-12-31"));
    desk.evidence("long", "pay", &items[2], EvidenceKind::Artefact, Some("2027-12-31"));
    desk.publish("q4").unwrap();
    desk.now = "2027-01-31T08:00:00Z".parse().unwrap();
    desk.open("q1", "2027-01-31", Some("q4")).unwrap();
    let (cycle, model) = desk.state.cycle(&assessment("q1")).unwrap();
    let all = asked(&desk.state, cycle, model, &Moved::new());
    let why: Vec<_> = all.iter().map(|a| (a.unit.0.as_str(), &a.item, a.reasons.as_slice())).collect();
    let ids = vec![osmm_maturity::event::EvidenceId("short".to_owned())];
    let expected = [
        ("pay", &items[0], &[AskReason::Expired { evidence: ids }][..]),
        ("pay", &items[1], &[AskReason::DontKnow][..]),
        ("ops", &items[1], &[AskReason::DontKnow][..]),
    ];
    assert_eq!(why, expected);
    assert_eq!(expired(&desk.state, cycle).len(), 1);
    let (people, nobody) = work(cycle, model, &all);
    assert!(people.is_empty());
    assert_eq!(nobody.len(), 3);
    let before = desk.picture("q4");
    let now = desk.picture("q1");
    let supported =
        |p: &osmm_maturity::cycle::picture::Picture| p.unit(&unit("pay")).unwrap().item(&items[0]).unwrap().supported;
    assert_eq!((supported(&before), supported(&now)), (Some(Rating(2)), Some(Rating(1))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Folding the events again gives the same state, digests hold, and any change of an event is noticed.
    #[test]
    fn a_record_is_what_its_events_say(steps in prop::collection::vec((0..4_usize, 0..8_usize, 0..6_u8), 1..40), at in 0..60_usize) {
        let mut desk = Desk::with_draft();
        let items = desk.items(Scope::Local);
        for (kind, index, rating) in steps {
            let item = items[index].clone();
            // Refusals are part of life; they must not change anything.
            let _ = match kind {
                0 => desk.respond("ada", "pay", &item, rated(rating)),
                1 => desk.respond("bob", "pay", &item, rated(rating)),
                2 => desk.lock("ada", "pay", &[item]),
                _ => desk.lock("bob", "pay", &[item]),
            };
        }
        let mut again = Organisation::default();
        again.know(desk.model.clone());
        for event in &desk.events {
            prop_assert_eq!(&event.computed(), &event.digest);
            let read: Event = serde_json::from_str(&serde_json::to_string(event).unwrap()).unwrap();
            prop_assert_eq!(&read, event);
            again.apply(&read);
        }
        prop_assert_eq!(&again.cycles, &desk.state.cycles);
        let mut touched = desk.events[at % desk.events.len()].clone();
        touched.at += jiff::SignedDuration::from_micros(1);
        prop_assert_ne!(touched.computed(), touched.digest);
        let waiting = desk.picture("q4").units.iter().flat_map(|u| &u.items)
            .filter(|i| matches!(i.how, How::Waiting { .. } | How::Open { .. })).all(|i| i.answer == Answer::Unanswered);
        prop_assert!(waiting);
        let respondents: BTreeSet<_> = desk.events.iter().map(|e| e.by.clone()).collect();
        prop_assert!(respondents.len() <= 3);
    }
}
