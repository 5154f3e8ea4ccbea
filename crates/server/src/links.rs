//! Where things are: every address of a page is made here, so that a route is written twice only (see `router`).

mod running;

use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::{ActivityId, ItemId};
use osmm_maturity::unit::UnitId;

pub(crate) use running::*;

/// The dashboard of the assessment that people work on.
pub(crate) const HOME: &str = "/";
/// Where an empty record begins.
pub(crate) const START: &str = "/start";

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

/// All models.
pub(crate) const MODELS: &str = "/model";
/// What differs between two models.
pub(crate) const MODEL_COMPARE: &str = "/model/compare";

/// A model, by id or digest.
pub(crate) fn model(id: &str) -> String {
    format!("{MODELS}/{}", part(id))
}

/// The guidance of an activity.
pub(crate) fn model_activity(id: &str, activity: &ActivityId) -> String {
    format!("{}/activity/{}", model(id), part(&activity.0))
}

/// The guidance of an item.
pub(crate) fn model_item(id: &str, item: &ItemId) -> String {
    format!("{}/item/{}", model(id), part(&item.0))
}

/// A model read through another framework.
pub(crate) fn crosswalk(id: &str, framework: &str) -> String {
    format!("{}/crosswalk/{}", model(id), part(framework))
}

/// A unit's answers, read through all frameworks.
pub(crate) fn lenses(id: &AssessmentId, at: &UnitId) -> String {
    format!("{}/lenses", unit(id, at))
}

/// A unit's answers, read through one framework.
pub(crate) fn lens(id: &AssessmentId, at: &UnitId, framework: &str) -> String {
    format!("{}/{}", lenses(id, at), part(framework))
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
