//! The assessment file (`osmm-assessment/1`): everything that one assessment rests on, and what follows from it.
//!
//! Public, versioned format. It carries the model itself, so anyone can recompute every number from the file alone:
//! `results` is a pure function of the rest, see [`evaluate`] and [`recompute`].

mod recompute;
mod results;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use recompute::{Difference, RecomputeError, parse, recompute};
pub use results::{
    BasisResults, Grid, GridRow, NotLooked, Results, Totals, UnitProposals, carried, default_target, evaluate,
};

use crate::evidence::Evidence;
use crate::model::Model;
use crate::observation::{ObservationSet, Problem, Tool};
use crate::response::Response;

/// One assessment with its results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// Name and version of this format.
    pub format: AssessmentFormat,
    /// The program that wrote the file.
    pub tool: Tool,
    /// What was assessed.
    pub scope: AssessedScope,
    /// The day for which it holds.
    pub as_of: Date,
    /// Snapshots of the last 12 months, this one included.
    pub snapshots: u32,
    /// Digest of the model, `sha256:` and hex, over its canonical JSON (keys sorted, no white space).
    pub model_digest: String,
    /// One entry per item, in the model's order.
    pub responses: Vec<Response>,
    /// Evidence that people gave.
    pub evidence: Vec<Evidence>,
    /// What machines saw; absent when nothing was scanned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<ObservationSet>,
    /// Entries of the answers that could not be taken over, with their place.
    pub problems: Vec<Problem>,
    /// What follows from the above; can be recomputed.
    pub results: Results,
    /// The model, whole.
    pub model: Model,
}

/// Version tag of the assessment format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AssessmentFormat {
    /// First version.
    #[serde(rename = "osmm-assessment/1")]
    V1,
}

/// What was assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessedScope {
    /// Name of the organisation or unit.
    pub name: String,
}

/// What an assessment rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Basics {
    /// The program that writes.
    pub tool: Tool,
    /// Name of the organisation or unit.
    pub scope: String,
    /// The day for which it holds.
    pub as_of: Date,
    /// Snapshots of the last 12 months, this one included.
    pub snapshots: u32,
    /// Answers; items without one count as unanswered.
    pub responses: Vec<Response>,
    /// Evidence that people gave.
    pub evidence: Vec<Evidence>,
    /// What machines saw.
    pub scan: Option<ObservationSet>,
    /// Entries of the answers that could not be taken over.
    pub problems: Vec<Problem>,
}

impl Assessment {
    /// Puts an assessment together and computes its results. Answers for items that the model does not have are dropped;
    /// report them before as problems.
    #[must_use]
    pub fn new(model: Model, basics: Basics) -> Self {
        let given = basics.responses;
        let responses: Vec<Response> = model
            .items()
            .map(|(_, i)| {
                let answer = given.iter().find(|r| r.item == i.id).cloned();
                answer.unwrap_or_else(|| Response::unanswered(i.id.clone()))
            })
            .collect();
        let results =
            evaluate(&model, &responses, &basics.evidence, basics.scan.as_ref(), basics.as_of, basics.snapshots);
        Self {
            format: AssessmentFormat::V1,
            tool: basics.tool,
            scope: AssessedScope { name: basics.scope },
            as_of: basics.as_of,
            snapshots: basics.snapshots,
            model_digest: model.digest(),
            responses,
            evidence: basics.evidence,
            scan: basics.scan,
            problems: basics.problems,
            results,
            model,
        }
    }

    /// The response to an item.
    #[must_use]
    pub fn response(&self, item: &crate::model::ItemId) -> Option<&Response> {
        self.responses.iter().find(|r| &r.item == item)
    }

    /// The proposal for an item, if there is one.
    #[must_use]
    pub fn proposal(&self, item: &crate::model::ItemId) -> Option<&crate::proposal::Proposal> {
        self.results.proposals.iter().find(|p| &p.item == item)
    }
}
