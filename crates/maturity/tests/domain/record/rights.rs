//! Who may do what, and what is refused; nothing is changed then.

use jiff::Timestamp;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{
    Change, Confidentiality, EvidenceId, EvidenceRecord, EvidenceVerdict, Role, Stage, Subject,
};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::{ItemId, Scope};
use osmm_maturity::organisation::{EvidenceShown, Organisation, Refusal};
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
    let silent = |places: &[&str]| match correct(2) {
        Change::Corrected { assessment, unit, item, from, to, .. } => {
            let went_to = places.iter().map(|p| (*p).to_owned()).collect();
            Change::Corrected { assessment, unit, item, from, to, went_to }
        }
        other => other,
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
    for places in [&[][..], &[" "]] {
        assert!(matches!(desk.attempt("lead", Some("x"), silent(places)), Err(Refusal::WentTo { .. })), "{places:?}");
    }
    desk.attempt("lead", Some("the list was of another unit"), correct(2)).unwrap();
    assert_eq!(desk.picture("q4").units, before.units, "a correction stands beside what was published");
    assert_eq!(desk.state.cycles[&assessment("q4")].corrections.len(), 1);
}

/// A piece of evidence of `pay` that `lead` gave.
fn evidence(confidentiality: Confidentiality, by: &str) -> EvidenceRecord {
    EvidenceRecord {
        id: EvidenceId("policy".to_owned()),
        unit: unit("pay"),
        items: vec![ItemId("x".to_owned())],
        kind: EvidenceKind::Artefact,
        title: "Policy".to_owned(),
        place: None,
        digest: None,
        from: None,
        to: None,
        expires: None,
        collected_at: Timestamp::UNIX_EPOCH,
        collected_by: person(by),
        owner: None,
        confidentiality,
        renews: None,
    }
}

#[test]
fn evidence_is_seen_by_confidentiality_and_role() {
    let mut desk = Desk::new();
    desk.grant("aud", Role::Auditor, "pay");
    desk.by("lead", Change::RoleRevoked { person: person("aud"), role: Role::Auditor, unit: unit("group") });
    let on = day("2026-10-01");
    let see = |desk: &Desk, kind, by: &str| -> Vec<&str> {
        let record = evidence(kind, by);
        let all = ["lead", "rev", "aud", "ada", "cyd", "stranger"];
        let mut seen: Vec<&str> =
            all.into_iter().filter(|w| desk.state.may_see(Some(&person(w)), &record, on).is_ok()).collect();
        seen.extend(desk.state.may_see(None, &record, on).is_ok().then_some("nobody in particular"));
        seen
    };
    let all = ["lead", "rev", "aud", "ada", "cyd", "stranger", "nobody in particular"];
    assert_eq!(see(&desk, Confidentiality::Public, "lead"), all);
    assert_eq!(see(&desk, Confidentiality::Internal, "lead"), all[..5]);
    assert_eq!(see(&desk, Confidentiality::Confidential, "lead"), all[..4]);
    assert_eq!(see(&desk, Confidentiality::Restricted, "lead"), all[..3]);
    assert_eq!(see(&desk, Confidentiality::Restricted, "ada"), all[..4], "who gave it");
    assert_eq!(see(&desk, Confidentiality::Restricted, "cyd"), all[..3], "not without a role in the unit");
    let root = EvidenceRecord { unit: unit("group"), ..evidence(Confidentiality::Confidential, "lead") };
    assert!(desk.state.may_see(Some(&person("aud")), &root, on).is_err(), "a role holds below its unit, not above");
    desk.by("lead", Change::PersonErased { person: person("rev"), reasons: Vec::new() });
    assert_eq!(see(&desk, Confidentiality::Internal, "lead"), ["lead", "aud", "ada", "cyd"]);
    assert!(Desk { state: Organisation::default(), ..desk }.state.may_see(None, &root, on).is_ok(), "nobody leads yet");
}

#[test]
fn the_last_lead_stays() {
    let mut desk = Desk::new();
    let erase = || Change::PersonErased { person: person("lead"), reasons: Vec::new() };
    let revoke = || Change::RoleRevoked { person: person("lead"), role: Role::Lead, unit: unit("group") };
    for change in [erase(), revoke()] {
        assert_eq!(desk.attempt("lead", None, change), Err(Refusal::LastLead(person("lead"))));
    }
    desk.grant("ada", Role::Lead, "pay");
    assert!(matches!(desk.attempt("lead", None, erase()), Err(Refusal::LastLead(_))), "a lead of one unit only");
    desk.grant("rev", Role::Lead, "group");
    desk.attempt("lead", None, erase()).unwrap();
    assert!(matches!(desk.attempt("rev", None, erase()), Err(Refusal::Person(_))), "erased already");
}

#[test]
fn a_role_that_ended_sees_nothing() {
    let mut desk = Desk::new();
    let until = Some(day("2026-10-05"));
    desk.by("lead", Change::RoleGranted { person: person("ada"), role: Role::Respondent, unit: unit("pay"), until });
    for kind in [Confidentiality::Internal, Confidentiality::Confidential] {
        let sees = |on: &str| desk.state.may_see(Some(&person("ada")), &evidence(kind, "lead"), day(on));
        sees("2026-10-05").unwrap();
        let refused = sees("2026-10-06").unwrap_err();
        assert!(matches!(refused, Refusal::Hidden { .. }), "{refused}");
        assert!(refused.to_string().contains("`--as PERSON`"), "{refused}");
    }
}

/// What is confidential now hides also what the piece was when it was not.
#[test]
fn what_holds_now_decides_what_is_shown() {
    let mut desk = Desk::with_draft();
    let before =
        EvidenceRecord { items: desk.items(Scope::Local)[..1].into(), ..evidence(Confidentiality::Public, "lead") };
    let after = EvidenceRecord { confidentiality: Confidentiality::Restricted, ..before.clone() };
    let (ada, on) = (person("ada"), day("2026-10-01"));
    desk.by("lead", Change::EvidenceSet { evidence: before.clone() });
    assert!(matches!(desk.state.shown(Some(&ada), &before, on), EvidenceShown::Whole(_)));
    desk.by("lead", Change::EvidenceSet { evidence: after });
    assert!(matches!(desk.state.shown(Some(&ada), &before, on), EvidenceShown::Confidential { .. }));
    assert_eq!(desk.state.hidden(Some(&ada), on).len(), 1);
    let replaced = desk.attempt("ada", None, Change::EvidenceSet { evidence: before });
    assert!(matches!(replaced, Err(Refusal::Hidden { .. })), "{replaced:?}");
}

#[test]
fn the_root_sees_to_what_a_unit_left() {
    let mut desk = Desk::new();
    let left = EvidenceRecord { unit: unit("gone"), ..evidence(Confidentiality::Restricted, "ada") };
    let sees = |desk: &Desk, who: &str| desk.state.may_see(Some(&person(who)), &left, day("2026-10-01")).is_ok();
    assert_eq!(["lead", "rev", "aud", "ada", "cyd"].map(|who| sees(&desk, who)), [true, true, true, false, false]);
    let all =
        |desk: &Desk, who: Option<&str>| desk.state.may_have_all(who.map(person).as_ref(), day("2026-10-01")).is_ok();
    let people = [Some("lead"), Some("rev"), Some("aud"), Some("ada"), None];
    assert_eq!(people.map(|who| all(&desk, who)), [true, false, true, false, false]);
    desk.grant("ada", Role::Lead, "pay");
    assert!(!all(&desk, Some("ada")), "a lead of a part");
}
