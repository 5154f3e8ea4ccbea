//! Parts of the paths, each with what it names and an example.

use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::{Item, ItemId, Model};
use osmm_maturity::unit::UnitId;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

/// An assessment.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct InAssessment {
    /// Name of an assessment.
    #[schemars(example = &"2026-q4")]
    pub assessment: AssessmentId,
}

/// A unit of the organisation.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AtUnit {
    /// Name of a unit.
    #[schemars(example = &"organisation")]
    pub unit: UnitId,
}

/// A unit in an assessment.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct InUnit {
    /// Name of an assessment.
    #[schemars(example = &"2026-q4")]
    pub assessment: AssessmentId,
    /// Name of a unit that has to do with it.
    #[schemars(example = &"organisation")]
    pub unit: UnitId,
}

/// An item in a unit in an assessment.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AtItem {
    /// Name of an assessment.
    #[schemars(example = &"2026-q4")]
    pub assessment: AssessmentId,
    /// Name of a unit that has to do with it.
    #[schemars(example = &"organisation")]
    pub unit: UnitId,
    /// Name of an item of its model.
    #[schemars(example = &"activity.item")]
    pub item: ItemId,
}

/// A respondent at an item in a unit in an assessment.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AtAnswer {
    /// Name of an assessment.
    #[schemars(example = &"2026-q4")]
    pub assessment: AssessmentId,
    /// Name of a unit that has to do with it.
    #[schemars(example = &"organisation")]
    pub unit: UnitId,
    /// Name of an item of its model.
    #[schemars(example = &"activity.item")]
    pub item: ItemId,
    /// In whose name: a pseudonym, or `me`.
    #[schemars(example = &"me")]
    pub respondent: Named,
}

impl AtAnswer {
    /// The item alone.
    pub(crate) fn item(&self) -> AtItem {
        AtItem { assessment: self.assessment.clone(), unit: self.unit.clone(), item: self.item.clone() }
    }
}

/// A person.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Who {
    /// A pseudonym, or `me`.
    #[schemars(example = &"me")]
    pub person: Named,
}

/// A pseudonym, or `me` for whoever asks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Named(String);

impl Named {
    /// The pseudonym.
    pub(crate) fn id(&self, visit: &Visit) -> PersonId {
        if self.0 == "me" { visit.person.clone() } else { PersonId(self.0.clone()) }
    }
}

impl InUnit {
    /// The assessment, when the unit has to do with it and the reader may see what it answered.
    pub(crate) fn open<'a>(&self, visit: &Visit, app: &App, live: &'a Live) -> Result<(&'a Cycle, &'a Model), Problem> {
        let (cycle, model) = live.cycle(&self.assessment)?;
        cycle.tree.unit(&self.unit).filter(|u| cycle.involves(&u.id)).ok_or(Problem::NotFound)?;
        visit.may_see(app, live, &self.unit)?;
        Ok((cycle, model))
    }
}

impl AtItem {
    /// The same with the item, when the unit has it.
    pub(crate) fn open<'a>(
        &self,
        visit: &Visit,
        app: &App,
        live: &'a Live,
    ) -> Result<(&'a Cycle, &'a Model, &'a Item), Problem> {
        let unit = InUnit { assessment: self.assessment.clone(), unit: self.unit.clone() };
        let (cycle, model) = unit.open(visit, app, live)?;
        let (_, item) = model.item(&self.item).ok_or(Problem::NotFound)?;
        Ok((cycle, model, item))
    }
}
