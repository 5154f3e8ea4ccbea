//! Moving a draft to another model: the rehearsal says what the move then does, and nothing that was said is lost.

use std::sync::Arc;

use osmm_maturity::cycle::opening::upgrade;
use osmm_maturity::cycle::picture::Looks;
use osmm_maturity::cycle::rehearsal::{Rehearsal, rehearsal};
use osmm_maturity::cycle::tasks::{AskReason, Moved, asked};
use osmm_maturity::event::{Change, Subject};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::upgrade::Fate;
use osmm_maturity::model::{ItemId, Model, Scope};
use osmm_maturity::organisation::Refusal;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::desk::{Desk, assessment, person, rated, unit};

fn id(text: &str) -> ItemId {
    ItemId(text.to_owned())
}

/// The desk's model a year later; of its local items the first is re-worded, the second renamed, the third dropped.
fn newer(desk: &Desk) -> Model {
    let mut model = (*desk.model).clone();
    model.version = "later".to_owned();
    let items = desk.items(Scope::Local);
    for activity in &mut model.activities {
        activity.items.retain(|i| i.id != items[2]);
        for item in &mut activity.items {
            if item.id == items[0] {
                item.question = "Another question?".to_owned();
            } else if item.id == items[1] {
                item.former = vec![item.id.clone()];
                item.id = id("new-name");
            }
        }
    }
    model
}

fn rehearsed(desk: &Desk, new: &Model) -> Rehearsal {
    let (cycle, old) = desk.state.cycle(&assessment("q4")).unwrap();
    rehearsal(&desk.state, cycle, &desk.picture("q4"), (old, new), &Looks::new())
}

fn make_the_move(desk: &mut Desk, new: &Model) -> Result<(), Refusal> {
    desk.state.know(Arc::new(new.clone()));
    let (cycle, old) = desk.state.cycle(&assessment("q4")).unwrap();
    let changes = upgrade(cycle, &desk.picture("q4"), old, new);
    changes.into_iter().try_for_each(|change| desk.attempt("lead", None, change))
}

#[test]
fn the_move_does_what_was_rehearsed() {
    let mut desk = Desk::with_draft();
    let items = desk.items(Scope::Local);
    for (item, rating) in items.iter().zip([3, 2, 5, 4]) {
        desk.respond("ada", "pay", item, rated(rating)).unwrap();
    }
    desk.evidence("policy", "pay", &items[1], EvidenceKind::Artefact, None);
    let new = newer(&desk);
    let told = rehearsed(&desk, &new);
    let of = |wanted: fn(&Fate) -> bool| told.items.iter().filter(|f| wanted(f)).count();
    assert_eq!(of(|f| matches!(f, Fate::Reworded { .. } | Fate::Renamed { .. } | Fate::Dropped { .. })), 3);
    let pay = told.units.iter().find(|u| u.unit == unit("pay")).unwrap();
    assert_eq!((pay.look.as_slice(), pay.dropped.as_slice()), (&items[..1], &items[2..3]));
    assert_eq!(told.rollups[0].before.value, Some(3.5));
    assert_eq!(told.rollups[0].after.value, Some(3.0), "without the 5 of the dropped item");
    let before = desk.picture("q4");
    make_the_move(&mut desk, &new).unwrap();
    let after = desk.picture("q4");
    for unit in &told.units {
        assert_eq!(unit.before, before.unit(&unit.unit).unwrap().standings);
        assert_eq!(unit.after, after.unit(&unit.unit).unwrap().standings);
    }
}

#[test]
fn what_was_recorded_for_a_former_id_holds_for_the_item() {
    let mut desk = Desk::with_draft();
    let old = desk.items(Scope::Local)[1].clone();
    desk.assign("ada", "pay", &old, None).unwrap();
    desk.respond("ada", "pay", &old, rated(2)).unwrap();
    desk.evidence("policy", "pay", &old, EvidenceKind::Artefact, None);
    desk.evidence("log", "pay", &old, EvidenceKind::Operation, Some("2026-10-02"));
    let subject = Subject::Item(old);
    desk.by("lead", Change::TargetSet { unit: unit("pay"), subject, rating: Some(Rating(4)), by: None });
    let new = newer(&desk);
    make_the_move(&mut desk, &new).unwrap();
    let item = id("new-name");
    let picture = desk.picture("q4");
    let shown = picture.unit(&unit("pay")).unwrap().item(&item).unwrap();
    assert_eq!((shown.supported, shown.evidence.len()), (Some(Rating(2)), 1));
    let (cycle, model) = desk.state.cycle(&assessment("q4")).unwrap();
    assert_eq!(desk.state.target(model, &unit("pay"), &item).map(|t| t.rating), Some(Rating(4)));
    assert!(cycle.assigned(model, &unit("pay"), &item).contains_key(&person("ada")));
    let asked = asked(&desk.state, cycle, model, &Moved::new());
    let task = asked.iter().find(|a| a.unit == unit("pay") && a.item == item).unwrap();
    assert!(matches!(task.reasons.as_slice(), [AskReason::Expired { .. }]), "{task:?}");
}

/// An answer that waits for another respondent does not hold yet, so it could not be taken over.
#[test]
fn nothing_that_waits_is_lost_by_a_move() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[3].clone();
    for who in ["ada", "bob"] {
        desk.assign(who, "pay", &item, None).unwrap();
    }
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    let new = newer(&desk);
    let refused = make_the_move(&mut desk, &new).unwrap_err();
    assert!(matches!(refused, Refusal::Unsettled { .. }), "{refused}");
    assert!(refused.to_string().contains("cannot move to another model: 1 item waits"), "{refused}");
    desk.respond("bob", "pay", &item, Answer::Declined).unwrap();
    for who in ["ada", "bob"] {
        desk.lock(who, "pay", std::slice::from_ref(&item)).unwrap();
    }
    make_the_move(&mut desk, &new).unwrap();
    assert_eq!(desk.picture("q4").unit(&unit("pay")).unwrap().item(&item).unwrap().answer, rated(3));
    desk.publish("q4").unwrap();
    let refused = make_the_move(&mut desk, &new).unwrap_err();
    assert!(matches!(refused, Refusal::Stage { .. }), "{refused}");
}
