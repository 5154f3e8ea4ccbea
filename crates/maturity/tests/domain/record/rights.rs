//! Who may do what, and what is refused; nothing is changed then.

use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, EvidenceId, EvidenceVerdict, Role, Stage, Subject};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{ItemId, Scope};
use osmm_maturity::organisation::Refusal;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::desk::{Desk, assessment, day, node, person, rated, unit};

fn verified(item: &ItemId, rating: u8) -> Change {
    let rating = Some(Rating(rating));
    Change::Verified { assessment: assessment("q4"), unit: unit("pay"), item: item.clone(), rating }
}

#[test]
fn only_leads_change_the_organisation() {
    let mut desk = Desk::new();
    for who in ["ada", "rev", "aud", "stranger"] {
        let set = vec![node("new", Some("group"), 1)];
        let refused = desk.attempt(who, None, Change::UnitsSet { set, removed: Vec::new() });
        assert!(matches!(refused, Err(Refusal::Right { .. })), "{who}: {refused:?}");
    }
    let cycle = vec![node("pay", Some("team"), 1), node("team", Some("pay"), 1)];
    let refused = desk.attempt("lead", None, Change::UnitsSet { set: cycle, removed: Vec::new() });
    assert!(matches!(refused, Err(Refusal::Tree(_))), "{refused:?}");
    assert_eq!(desk.state.tree.as_ref().unwrap().units().len(), 3);
}

#[test]
fn an_auditor_changes_nothing() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    assert!(matches!(desk.respond("aud", "pay", &item, rated(3)), Err(Refusal::Right { .. })));
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    let before = desk.events.len();
    let refused = [
        verified(&item, 3),
        Change::Moved { assessment: assessment("q4"), to: Stage::InReview },
        Change::Decided { assessment: assessment("q4"), unit: unit("pay"), item: item.clone(), answer: rated(1) },
        Change::TargetSet { unit: unit("pay"), subject: Subject::Item(item), rating: None, by: None },
    ];
    for change in refused {
        let outcome = desk.attempt("aud", Some("x"), change.clone());
        assert!(matches!(outcome, Err(Refusal::Right { .. })), "{change:?}: {outcome:?}");
    }
    assert_eq!(desk.events.len(), before);
}

#[test]
fn an_admin_manages_people_and_units_and_nothing_else() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    desk.by("lead", Change::PersonSet { person: person("adm"), commitment: Digest::of_bytes(b"adm") });
    desk.grant("adm", Role::Admin, "group");
    let grant =
        |who: &str, role: Role| Change::RoleGranted { person: person(who), role, unit: unit("pay"), until: None };
    desk.attempt("adm", None, Change::UnitsSet { set: vec![node("new", Some("group"), 1)], removed: vec![] }).unwrap();
    desk.attempt("adm", None, grant("cyd", Role::Respondent)).unwrap();
    for role in Role::ALL {
        assert_eq!(desk.attempt("adm", None, grant("adm", role)), Err(Refusal::Oneself));
    }
    assert!(matches!(desk.respond("adm", "pay", &item, rated(3)), Err(Refusal::Right { .. })));
    let named = Change::Named { name: "Mine".to_owned() };
    assert!(matches!(desk.attempt("adm", None, named), Err(Refusal::Right { .. })));
    let today = day("2026-10-01");
    assert!(!desk.state.sees(&person("adm"), &unit("pay"), today));
    assert!(
        desk.state.sees(&person("aud"), &unit("pay"), today) && desk.state.sees(&person("cyd"), &unit("pay"), today)
    );
    // Whoever leads the unit gives roles as before, to themselves too.
    desk.attempt("lead", None, grant("lead", Role::Reviewer)).unwrap();
    desk.attempt("lead", None, grant("adm", Role::Auditor)).unwrap();
    assert!(desk.state.sees(&person("adm"), &unit("pay"), today));
}

#[test]
fn a_lead_of_a_unit_leads_below_it_only() {
    let mut desk = Desk::with_draft();
    desk.grant("bob", Role::Lead, "pay");
    let target = |at: &str, item: &ItemId| Change::TargetSet {
        unit: unit(at),
        subject: Subject::Item(item.clone()),
        rating: Some(Rating(3)),
        by: None,
    };
    let item = desk.items(Scope::Local)[0].clone();
    desk.attempt("bob", None, target("pay", &item)).unwrap();
    assert!(matches!(desk.attempt("bob", None, target("ops", &item)), Err(Refusal::Right { .. })));
    assert!(matches!(desk.attempt("bob", None, target("group", &item)), Err(Refusal::Right { .. })));
}

#[test]
fn roles_end() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    let until = Some(day("2026-10-05"));
    desk.by("lead", Change::RoleGranted { person: person("ada"), role: Role::Respondent, unit: unit("pay"), until });
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    desk.now = "2026-10-06T00:00:00Z".parse().unwrap();
    assert!(matches!(desk.respond("ada", "pay", &item, rated(4)), Err(Refusal::Right { .. })));
}

#[test]
fn the_last_lead_stays() {
    let mut desk = Desk::new();
    let revoke = Change::RoleRevoked { person: person("lead"), role: Role::Lead, unit: unit("group") };
    assert!(matches!(desk.attempt("lead", None, revoke.clone()), Err(Refusal::Own(_))));
    desk.grant("bob", Role::Lead, "group");
    desk.attempt("lead", None, revoke).unwrap();
}

#[test]
fn assigned_items_are_for_the_assigned_and_until_the_last_day() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    desk.assign("ada", "pay", &item, Some("2026-10-02")).unwrap();
    assert!(matches!(desk.respond("bob", "pay", &item, rated(1)), Err(Refusal::Others { .. })));
    desk.respond("ada", "pay", &item, rated(2)).unwrap();
    desk.now = "2026-10-03T00:00:00Z".parse().unwrap();
    assert!(matches!(desk.respond("ada", "pay", &item, rated(3)), Err(Refusal::Expired { .. })));
    desk.assign("ada", "pay", &item, Some("2026-10-09")).unwrap();
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    assert!(matches!(desk.assign("cyd", "pay", &item, None), Err(Refusal::Right { .. })), "no respondent of that unit");
    assert!(matches!(desk.assign("nobody", "pay", &item, None), Err(Refusal::Person(_))));
}

#[test]
fn who_does_not_know_passes_the_item_on() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    let pass = Change::Assigned {
        assessment: assessment("q4"),
        unit: unit("pay"),
        subject: Subject::Item(item.clone()),
        person: person("bob"),
        due: None,
    };
    assert!(matches!(desk.attempt("ada", None, pass.clone()), Err(Refusal::Right { .. })));
    desk.respond("ada", "pay", &item, Answer::DontKnow { ask: Some("bob".to_owned()) }).unwrap();
    desk.attempt("ada", None, pass).unwrap();
    desk.respond("bob", "pay", &item, rated(2)).unwrap();
}

#[test]
fn answers_must_fit_the_model_and_the_unit() {
    let mut desk = Desk::with_draft();
    let (local, central) = (desk.items(Scope::Local)[0].clone(), desk.items(Scope::Central)[0].clone());
    assert!(matches!(desk.respond("ada", "pay", &local, rated(6)), Err(Refusal::Scale { .. })));
    let empty = Answer::NotApplicable { reason: " ".to_owned() };
    assert!(matches!(desk.respond("ada", "pay", &local, empty), Err(Refusal::Reason(_))));
    assert!(matches!(desk.respond("ada", "pay", &central, rated(2)), Err(Refusal::NotAsked { central: true, .. })));
    let unknown = ItemId("nothing-like-it".to_owned());
    assert!(matches!(desk.respond("ada", "pay", &unknown, rated(2)), Err(Refusal::Unknown { what: "item", .. })));
    assert!(matches!(desk.respond("ada", "lost", &local, rated(2)), Err(Refusal::Unknown { .. })));
    desk.respond("lead", "group", &central, rated(2)).unwrap();
}

#[test]
fn nobody_confirms_their_own() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    desk.grant("ada", Role::Reviewer, "pay");
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    assert!(matches!(desk.attempt("ada", None, verified(&item, 3)), Err(Refusal::Own(_))));
    desk.attempt("rev", None, verified(&item, 3)).unwrap();
    desk.evidence("e-1", "pay", &item, EvidenceKind::Artefact, None);
    let evidence = EvidenceId("e-1".to_owned());
    let review = Change::EvidenceReviewed { evidence, verdict: EvidenceVerdict::Confirmed };
    assert!(matches!(desk.attempt("lead", None, review.clone()), Err(Refusal::Own(_))));
    desk.attempt("rev", None, review).unwrap();
}

#[test]
fn what_is_published_is_frozen() {
    let mut desk = Desk::with_draft();
    let item = desk.items(Scope::Local)[0].clone();
    desk.respond("ada", "pay", &item, rated(3)).unwrap();
    let correct = |to: u8| Change::Corrected {
        assessment: assessment("q4"),
        unit: unit("pay"),
        item: item.clone(),
        from: rated(3),
        to: rated(to),
        went_to: vec!["board deck of November".to_owned()],
    };
    assert!(matches!(desk.attempt("lead", Some("x"), correct(2)), Err(Refusal::Stage { .. })), "not published yet");
    desk.publish("q4").unwrap();
    let before = desk.picture("q4");
    assert!(matches!(desk.respond("ada", "pay", &item, rated(5)), Err(Refusal::Stage { .. })));
    assert!(matches!(desk.attempt("rev", None, verified(&item, 3)), Err(Refusal::Stage { .. })));
    assert!(matches!(desk.assign("bob", "pay", &item, None), Err(Refusal::Stage { .. })));
    let reopen = Change::Moved { assessment: assessment("q4"), to: Stage::Draft };
    assert!(matches!(desk.attempt("lead", None, reopen), Err(Refusal::Stage { .. })));
    assert!(matches!(desk.attempt("lead", None, correct(2)), Err(Refusal::Reason(_))));
    desk.attempt("lead", Some("the list was of another unit"), correct(2)).unwrap();
    assert_eq!(desk.picture("q4").units, before.units, "a correction stands beside what was published");
    assert_eq!(desk.state.cycles[&assessment("q4")].corrections.len(), 1);
}
