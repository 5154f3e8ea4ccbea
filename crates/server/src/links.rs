//! Where things are: every address of a page is made here, so that a route is written twice only (see `router`).

use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::unit::UnitId;

/// The dashboard of the assessment that people work on.
pub(crate) const HOME: &str = "/";
/// Where an empty record begins.
pub(crate) const START: &str = "/start";

/// All assessments.
pub(crate) const ASSESSMENTS: &str = "/assessments";
/// Opening one.
pub(crate) const OPEN: &str = "/assessments/open";
/// Targets and actions.
pub(crate) const GOALS: &str = "/goals";
/// The organisation's units.
pub(crate) const UNITS: &str = "/units";
/// Adding one.
pub(crate) const EDIT_UNIT: &str = "/units/edit";
/// Removing one.
pub(crate) const REMOVE_UNIT: &str = "/units/remove";
/// The organisation's people.
pub(crate) const PEOPLE: &str = "/people";
/// What was known when.
pub(crate) const AUDIT: &str = "/audit";

/// The dashboard of an assessment.
pub(crate) fn assessment(id: &AssessmentId) -> String {
    format!("/a/{}", part(&id.0))
}

/// A unit in an assessment.
pub(crate) fn unit(id: &AssessmentId, unit: &UnitId) -> String {
    format!("{}/unit/{}", assessment(id), part(&unit.0))
}

/// An activity in a unit.
pub(crate) fn activity(id: &AssessmentId, at: &UnitId, activity: &ActivityId) -> String {
    format!("{}/activity/{}", unit(id, at), part(&activity.0))
}

/// An item in a unit.
pub(crate) fn item(id: &AssessmentId, at: &UnitId, item: &ItemId) -> String {
    format!("{}/item/{}", unit(id, at), part(&item.0))
}

/// The sort pass of a unit.
pub(crate) fn sort(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/sort", unit(id, at))
}

/// The rating pass of a unit, at whatever comes next.
pub(crate) fn answer(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/answer", unit(id, at))
}

/// The rating pass at an item.
pub(crate) fn answer_item(id: &AssessmentId, at: &UnitId, item: &ItemId) -> String {
    format!("{}/{}", answer(id, at), part(&item.0))
}

/// Where an assessment is on its way.
pub(crate) fn stage(id: &AssessmentId) -> String {
    format!("{}/stage", assessment(id))
}

/// Other units for a draft.
pub(crate) fn rescope(id: &AssessmentId) -> String {
    format!("{}/rescope", assessment(id))
}

/// Who answers what.
pub(crate) fn assign(id: &AssessmentId) -> String {
    format!("{}/assign", assessment(id))
}

/// Who answers what in a unit.
pub(crate) fn assign_in(id: &AssessmentId, unit: &UnitId) -> String {
    format!("{}?unit={}", assign(id), part(&unit.0))
}

/// Taking an assignment back.
pub(crate) fn unassign(id: &AssessmentId) -> String {
    format!("{}/unassign", assessment(id))
}

/// Where respondents differ.
pub(crate) fn review(id: &AssessmentId) -> String {
    format!("{}/review", assessment(id))
}

/// Deciding a difference.
pub(crate) fn decide(id: &AssessmentId) -> String {
    format!("{}/decide", review(id))
}

/// What reviewers confirm.
pub(crate) fn verify_all(id: &AssessmentId) -> String {
    format!("{}/verify", assessment(id))
}

/// What reviewers confirm in a unit.
pub(crate) fn verify(id: &AssessmentId, unit: &UnitId) -> String {
    format!("{}?unit={}", verify_all(id), part(&unit.0))
}

/// What moved.
pub(crate) fn delta(id: &AssessmentId) -> String {
    format!("{}/delta", assessment(id))
}

/// Sheets and files.
pub(crate) fn transfer(id: &AssessmentId) -> String {
    format!("{}/transfer", assessment(id))
}

/// A sealed pack.
pub(crate) fn pack(id: &AssessmentId) -> String {
    format!("{}/pack", assessment(id))
}

/// Correcting published figures.
pub(crate) fn correct_at(id: &AssessmentId) -> String {
    format!("{}/correct", assessment(id))
}

/// Correcting a published figure.
pub(crate) fn correct(id: &AssessmentId, unit: &UnitId, item: &ItemId) -> String {
    format!("{}?unit={}&item={}", correct_at(id), part(&unit.0), part(&item.0))
}

/// What was known of an item of a unit.
pub(crate) fn audit(unit: &UnitId, item: &ItemId) -> String {
    format!("{AUDIT}?unit={}&item={}", part(&unit.0), part(&item.0))
}

/// Targets and actions of a unit.
pub(crate) fn goals(unit: &UnitId) -> String {
    format!("{GOALS}?unit={}", part(&unit.0))
}

/// Changing a unit.
pub(crate) fn edit_unit(unit: &UnitId) -> String {
    format!("{EDIT_UNIT}?unit={}", part(&unit.0))
}

/// Erasing a person.
pub(crate) fn erase(person: &PersonId) -> String {
    format!("{PEOPLE}/{}/erase", part(&person.0))
}

/// A name as one part of a path: everything but letters, digits and `-_.` is escaped.
pub(crate) fn part(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_stays_one_part() {
        assert_eq!(super::part("a/b:ü 1"), "a%2Fb%3A%C3%BC%201");
        assert_eq!(super::part("2026-q4_a.b"), "2026-q4_a.b");
    }
}
