//! Addresses of the pages for those who run an assessment.

use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;

use super::{assessment, part};

/// All assessments.
pub(crate) const ASSESSMENTS: &str = "/assessments";
/// Opening one.
pub(crate) const OPEN: &str = "/assessments/open";
/// Targets and actions.
pub(crate) const GOALS: &str = "/goals";
/// The roadmap.
pub(crate) const PLAN: &str = "/plan";
/// What people decide about it.
pub(crate) const PLAN_SETTINGS: &str = "/plan/settings";
/// The same as a file.
pub(crate) const PLAN_TEXT: &str = "/plan/text";
/// An action of one's own, or a change to one.
pub(crate) const PLAN_ACTION: &str = "/plan/action";
/// Taking actions into work.
pub(crate) const PLAN_TAKE: &str = "/plan/take";
/// How far actions are.
pub(crate) const PLAN_WORK: &str = "/plan/work";
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
/// The whole record.
pub(crate) const RECORD: &str = "/record.jsonl";

/// Changing an action of the roadmap.
pub(crate) fn plan_action(id: &str) -> String {
    format!("{PLAN_ACTION}?id={}", part(id))
}

/// Where an assessment is on its way.
pub(crate) fn stage(id: &AssessmentId) -> String {
    format!("{}/stage", assessment(id))
}

/// Other units for a draft.
pub(crate) fn rescope(id: &AssessmentId) -> String {
    format!("{}/rescope", assessment(id))
}

/// The rehearsal of another model.
pub(crate) fn upgrade(id: &AssessmentId) -> String {
    format!("{}/upgrade", assessment(id))
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

/// Reports to audiences.
pub(crate) fn reports(id: &AssessmentId) -> String {
    format!("{}/report", assessment(id))
}

/// The report itself.
pub(crate) fn report_file(id: &AssessmentId) -> String {
    format!("{}/file", reports(id))
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

/// A sheet to edit, by its ending.
pub(crate) fn sheet(id: &AssessmentId, ending: &str) -> String {
    format!("{}/sheet.{ending}", assessment(id))
}

/// The assessment of a unit as a file.
pub(crate) fn assessment_file(id: &AssessmentId) -> String {
    format!("{}/assessment.json", assessment(id))
}

/// Deciding between an edited sheet and the record.
pub(crate) fn transfer_decide(id: &AssessmentId) -> String {
    format!("{}/decide", transfer(id))
}
