//! The roadmap in the record: who keeps its settings, what is refused, and what becomes of an action that is taken.

use osmm_maturity::event::{ActionId, Change, Outcome};
use osmm_maturity::evidence::EvidenceKind;
use osmm_maturity::model::Scope;
use osmm_maturity::organisation::{ActionState, Refusal};
use osmm_maturity::plan::{NotTaken, Plan, lacking, make, of_picture, taken};

use super::desk::{Desk, assessment, day, person, rated, unit};

const SETTINGS: &str = "format: osmm-plan/1 # as written\ncapacity: 60\nobjectives: {security-posture: 100}\n";

fn keep(text: &str) -> Change {
    Change::BriefKept { text: text.to_owned() }
}

#[test]
fn settings_are_kept_by_who_leads_all_as_written_and_the_earlier_ones_stay() {
    let mut desk = Desk::with_draft();
    assert!(desk.state.brief().is_none());
    desk.by("lead", keep(SETTINGS));
    for who in ["ada", "rev", "aud"] {
        assert!(matches!(desk.attempt(who, None, keep("")), Err(Refusal::Right { .. })), "{who}");
    }
    let faulty = SETTINGS.replace("100", "90");
    let Err(Refusal::Brief(faults)) = desk.attempt("lead", None, keep(&faulty)) else { panic!("90 points are taken") };
    assert_eq!((faults.len(), faults[0].place.line), (1, 3), "{faults:?}");
    let long = format!("{SETTINGS}# {}\n", "x".repeat(600_000));
    assert!(matches!(desk.attempt("lead", None, keep(&long)), Err(Refusal::Brief(_))));
    assert_eq!(desk.state.brief().unwrap().text, SETTINGS, "comments and all");
    desk.by("lead", keep(&SETTINGS.replace("60", "70")));
    let kept: Vec<_> = desk.state.briefs.iter().map(|b| (b.text.contains("60"), b.set.by.clone())).collect();
    assert_eq!(kept, [(true, person("lead")), (false, person("lead"))]);
    // It names actions of all units.
    let event = desk.events.last().unwrap();
    for (who, tells) in [("lead", true), ("rev", true), ("ada", false)] {
        assert_eq!(desk.state.event_for(&person(who), event.clone(), day("2026-10-02")).is_some(), tells, "{who}");
    }
}

/// A plan for the one unit that has answered.
fn planned(desk: &mut Desk) -> Plan {
    for item in desk.items(Scope::Local) {
        desk.respond("ada", "pay", &item, rated(1)).unwrap();
        desk.lock("ada", "pay", &[item]).unwrap();
    }
    desk.by("lead", keep(SETTINGS));
    let picture = desk.picture("q4");
    let brief = desk.state.brief().unwrap().read(&desk.model).unwrap();
    assert_eq!(brief.start.to_string(), "2027-Q1", "the quarter after the day on which it was kept");
    make(&desk.model, &of_picture(&picture, &desk.model, &desk.state), &brief, day("2026-10-31")).unwrap()
}

#[test]
fn an_action_is_taken_with_its_forecast_and_closing_it_names_the_evidence_that_is_missing() {
    let mut desk = Desk::with_draft();
    let plan = planned(&mut desk);
    let first = plan.actions.iter().find(|a| a.start.is_some() && a.action.moves[0].to.0 == 3).unwrap();
    let id = &first.action.id;
    let record = taken(&plan, id, Some("platform".to_owned()), false).unwrap();
    let forecast = record.forecast.as_ref().unwrap();
    assert_eq!((forecast.finish, &forecast.days), (first.finish, &first.action.effort));
    assert_eq!(record.due, first.finish.map(|quarter| quarter.end()));
    let typo = ActionId(format!("{id}x"));
    assert!(matches!(taken(&plan, &typo, None, false), Err(NotTaken::Unknown { near: Some(_), .. })));

    assert!(matches!(
        desk.attempt("cyd", None, Change::ActionSet { action: record.clone() }),
        Err(Refusal::Right { .. })
    ));
    desk.by("ada", Change::ActionSet { action: record.clone() });
    let state = |desk: &Desk| desk.state.actions[id].state();
    assert_eq!(state(&desk), ActionState::Open);
    desk.by("ada", Change::ActionSet { action: osmm_maturity::event::ActionRecord { doing: true, ..record.clone() } });
    assert_eq!(state(&desk), ActionState::Doing);
    let close = |took| Change::ActionClosed { action: id.clone(), outcome: Some(Outcome::Done), took };
    assert_eq!(desk.attempt("ada", None, close(Some(-1.0))), Err(Refusal::Amount("-1".to_owned())));
    desk.by("ada", close(Some(12.5)));
    assert_eq!((state(&desk), desk.state.actions[id].took), (ActionState::Done, Some(12.5)));

    let item = &record.items[0];
    let lacks = |desk: &Desk| lacking(&desk.model, &desk.picture("q4"), &record);
    let before = lacks(&desk);
    assert_eq!(before.len(), record.items.len());
    assert_eq!(before[0].kinds, [EvidenceKind::Artefact, EvidenceKind::Operation], "what a rating of 3 asks for");
    desk.evidence("policy", "pay", item, EvidenceKind::Artefact, None);
    assert_eq!(lacks(&desk)[0].kinds, [EvidenceKind::Operation]);
    desk.evidence("minutes", "pay", item, EvidenceKind::Operation, None);
    assert_eq!(lacks(&desk).len(), before.len() - 1);
    let rating =
        desk.picture("q4").unit(&unit("pay")).unwrap().items.iter().find(|i| &i.item == item).unwrap().answer.clone();
    assert_eq!(rating, rated(1), "closing changes no rating of {}", assessment("q4"));
}
