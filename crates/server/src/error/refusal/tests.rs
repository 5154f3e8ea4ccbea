use jiff::civil::date;
use osmm_maturity::event::{AssessmentId, Confidentiality, EvidenceId, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::rating::Rating;
use osmm_maturity::unit::UnitId;

use super::*;

/// One refusal of every kind, and of those that are told in several ways one of each.
fn all() -> Vec<Refusal> {
    let (unit, item, assessment) = (UnitId("pay".to_owned()), ItemId("x".to_owned()), AssessmentId("q4".to_owned()));
    let (person, other) = (PersonId("p-1".to_owned()), UnitId("ops".to_owned()));
    let day = date(2026, 3, 1);
    let unknown = |what, near| Refusal::Unknown { what, name: "pya".to_owned(), near };
    let stage = |stage| Refusal::Stage { assessment: assessment.clone(), stage, what: "" };
    vec![
        TreeError::NoRoot.into(),
        TreeError::TwoRoots(unit.clone(), other.clone()).into(),
        TreeError::Duplicate(unit.clone()).into(),
        TreeError::UnknownParent(unit.clone(), other).into(),
        TreeError::Cycle(unit.clone()).into(),
        Refusal::Name("a b".to_owned()),
        Refusal::Taken { what: "unit", name: "pay".to_owned() },
        unknown("unit", Some(Near::Mean("pay".to_owned()))),
        unknown("unit of this assessment", Some(Near::Known(vec!["pay".to_owned(), "ops".to_owned()]))),
        unknown("item that the evidence backs", None),
        Refusal::Person(person.clone()),
        Refusal::Right {
            person: person.clone(),
            what: "answer",
            unit: unit.clone(),
            roles: "respondent or lead".to_owned(),
            role: "respondent",
        },
        Refusal::Unseen { reader: None, what: "`pay`".to_owned(), unit: unit.clone() },
        Refusal::Hidden {
            evidence: EvidenceId("e".to_owned()),
            unit: unit.clone(),
            confidentiality: Confidentiality::Restricted,
        },
        Refusal::Others { unit: unit.clone(), item: item.clone() },
        Refusal::Expired { unit: unit.clone(), item: item.clone(), due: day },
        stage(Stage::Draft),
        stage(Stage::InReview),
        stage(Stage::Published),
        Refusal::NotAsked { unit: unit.clone(), item: item.clone(), central: true },
        Refusal::NotAsked { unit: unit.clone(), item: item.clone(), central: false },
        Refusal::Scale { rating: Rating(9), top: Rating(5) },
        Refusal::Locked { unit: unit.clone(), item: item.clone() },
        Refusal::Reason("a note"),
        Refusal::Nothing { unit: unit.clone(), item: item.clone(), what: "answer to lock" },
        Refusal::Own("rating"),
        Refusal::Oneself,
        Refusal::LastLead(person),
        Refusal::Unsettled { assessment: assessment.clone(), what: "be published", differ: 1, wait: 2 },
        Clash::RoleEnded(day).into(),
        Clash::Evidence { from: day, until: date(2026, 2, 1) }.into(),
        Clash::NotAfter { new: day, old: day, before: assessment }.into(),
        Refusal::Correction { unit: unit.clone(), item: item.clone() },
        Refusal::WentTo { unit, item },
    ]
}

/// Every refusal in every language: no name of a message, no place left empty, and no command.
#[test]
fn every_refusal_has_words_in_every_language() {
    let mut told = String::new();
    for texts in Texts::all() {
        for refusal in all() {
            let words = super::told(texts, &refusal, "Ada Example");
            assert!(!words.contains("refusal-") && !words.contains('$') && !words.contains("osmm "), "{words}");
            told += &format!("{}: {words}\n", texts.language());
        }
    }
    insta::assert_snapshot!(told);
}
