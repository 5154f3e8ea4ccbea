//! Where an assessment stands: picture, standing of a unit, roll-ups, what moved, where respondents differ, what is to do.

use std::sync::Arc;

use axum::extract::State;
use osmm_maturity::agreement::Agreement;
use osmm_maturity::cycle::delta::{Delta, delta};
use osmm_maturity::cycle::disagreement::{Disagreement, calibration, disagreements};
use osmm_maturity::cycle::picture::{BasisStanding, Picture};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::rollup::{Rollup, RollupRule, rollup};
use osmm_maturity::score::Basis;
use osmm_maturity::unit::UnitId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::Tagged;
use super::place::{InAssessment, InUnit};
use super::take::{Asked, At, Nothing};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Results", "Where an assessment stands. You see the units in which you have a role.")
        .get("/assessments/{assessment}/picture", "The picture: for every unit and item what holds, and why", picture)
        .get("/assessments/{assessment}/units/{unit}/standing", "Scores and level of a unit on each basis", standing)
        .get("/assessments/{assessment}/rollups", "Units' scores as one number, by each rule", rollups)
        .get("/assessments/{assessment}/delta", "What moved since another assessment, and why", moved)
        .get("/assessments/{assessment}/disagreements", "Where respondents differ, and how far they agree", differing)
}

/// The part of the picture that the reader may see.
async fn drawn(app: &App, visit: &Visit, live: &Live, id: &AssessmentId) -> Result<Picture, Problem> {
    let picture: Arc<Picture> = app.picture(live, id).await?;
    Ok(live.state.seen(Some(&visit.person), (*picture).clone(), app.today()))
}

async fn picture(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    _: Asked<Nothing>,
) -> Result<Tagged<Picture>, Problem> {
    let live = app.read().await?;
    drawn(&app, &visit, &live, &at.assessment).await.map(Tagged)
}

/// Where a unit stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Standing {
    /// The unit.
    unit: UnitId,
    /// Score and level on each basis; claimed, supported and verified are never mixed.
    standings: Vec<BasisStanding>,
}

async fn standing(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InUnit>,
    _: Asked<Nothing>,
) -> Result<Tagged<Standing>, Problem> {
    let live = app.read().await?;
    at.open(&visit, &app, &live)?;
    let picture = app.picture(&live, &at.assessment).await?;
    let unit = picture.unit(&at.unit).ok_or(Problem::NotFound)?;
    Ok(Tagged(Standing { unit: unit.unit.clone(), standings: unit.standings.clone() }))
}

/// How to roll up.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RollupQuestion {
    /// Which ratings count; claimed ones if nothing is said.
    basis: Option<Basis>,
    /// The score that the share of units is asked for; 3 if nothing is said.
    #[schemars(range(min = 0, max = 100), extend("examples" = [3]))]
    at_least: Option<f64>,
}

/// Roll-ups over the units that answer and that the reader may see.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Rollups {
    /// Which ratings count.
    basis: Basis,
    /// By each rule; never only the mean.
    rollups: Vec<Rollup>,
    /// Answering units that the reader may not see; they are not in the numbers.
    unseen: usize,
}

async fn rollups(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    Asked(asked): Asked<RollupQuestion>,
) -> Result<Tagged<Rollups>, Problem> {
    let live = app.read().await?;
    let (cycle, _) = live.cycle(&at.assessment)?;
    let picture = drawn(&app, &visit, &live, &at.assessment).await?;
    let basis = asked.basis.unwrap_or(Basis::Claimed);
    let answering: Vec<_> = picture.units.iter().filter(|u| cycle.scope.answering.contains(&u.unit)).collect();
    let heads = |unit: &UnitId| cycle.tree.unit(unit).map_or(0, |u| u.headcount);
    let scores: Vec<(Option<f64>, u32)> =
        answering.iter().map(|u| (u.standing(basis).and_then(|s| s.overall.mean), heads(&u.unit))).collect();
    let n = asked.at_least.unwrap_or(3.0);
    if !(0.0..=100.0).contains(&n) {
        return Err(Problem::Bad(format!("at_least is {n}, and can be 0 to 100")));
    }
    let share = RollupRule::ShareAtOrAbove { n };
    let rules = [RollupRule::Mean, RollupRule::HeadcountWeighted, RollupRule::WeakestUnit, share];
    let unseen = cycle.scope.answering.len() - answering.len();
    Ok(Tagged(Rollups { basis, rollups: rules.map(|r| rollup(r, &scores)).into(), unseen }))
}

/// What to compare with.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Earlier {
    /// The earlier assessment; the one that this starts from if nothing is said.
    #[schemars(example = &"2026-q4")]
    from: Option<AssessmentId>,
}

async fn moved(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    Asked(asked): Asked<Earlier>,
) -> Result<Tagged<Delta>, Problem> {
    let live = app.read().await?;
    let (cycle, new) = live.cycle(&at.assessment)?;
    let from = asked.from.or(cycle.scope.after.clone()).ok_or(Problem::NotFound)?;
    let (_, old) = live.cycle(&from)?;
    let before = drawn(&app, &visit, &live, &from).await?;
    let after = drawn(&app, &visit, &live, &at.assessment).await?;
    Ok(Tagged(delta((&before, old), (&after, new))))
}

/// Where respondents differ.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Differing {
    /// The most important first.
    disagreements: Vec<Disagreement>,
    /// How far raters agree over all.
    agreement: Agreement,
}

async fn differing(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    _: Asked<Nothing>,
) -> Result<Tagged<Differing>, Problem> {
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&at.assessment)?;
    let picture = drawn(&app, &visit, &live, &at.assessment).await?;
    let agreement = calibration(model, &picture);
    Ok(Tagged(Differing { disagreements: disagreements(cycle, model, &picture), agreement }))
}
