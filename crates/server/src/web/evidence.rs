//! What backs answers of a unit: evidence, what machines propose, what they saw.

pub(crate) mod decide;
mod documents;
pub(crate) mod give;
pub(crate) mod imported;
pub(crate) mod objects;
pub(crate) mod proposals;
pub(crate) mod scans;
pub(crate) mod seen;
pub(crate) mod watch;

use std::borrow::Cow;

use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::AssessmentId;
use osmm_maturity::observation::{Observation, ObservationSet, Proof, Verdict};
use osmm_maturity::unit::UnitId;
use osmm_store::Kept;

use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::texts::Texts;
use crate::who::Visit;

/// The pages about one unit, and the same page about other units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Evidence,
    Proposals,
    Scans,
}

impl Tab {
    const ALL: [Self; 3] = [Self::Evidence, Self::Proposals, Self::Scans];

    fn href(self, id: &AssessmentId, unit: &UnitId) -> String {
        match self {
            Self::Evidence => links::evidence(id, unit),
            Self::Proposals => links::proposals(id, unit),
            Self::Scans => links::scans(id, unit),
        }
    }

    fn label(self, t: &Texts) -> String {
        match self {
            Self::Evidence => t.say("evidence-tab-evidence"),
            Self::Proposals => t.say("evidence-tab-proposals"),
            Self::Scans => t.say("evidence-tab-scans"),
        }
    }
}

/// What stands above each of these pages.
struct Frame {
    unit: String,
    unit_href: String,
    /// Address, label, whether it is this one.
    tabs: Vec<(String, String, bool)>,
    /// The same page of the other units that the reader may see: title, address.
    others: Vec<(String, String)>,
}

impl Frame {
    /// Refuses a unit that is not there, or that the reader may not see.
    fn new(app: &App, visit: &Visit, live: &Live, cycle: &Cycle, unit: &UnitId, tab: Tab) -> Result<Self, Problem> {
        let about = cycle.tree.unit(unit).ok_or(Problem::NotFound)?;
        visit.may_see(app, live, unit)?;
        let seen = cycle.tree.units().iter().filter(|u| u.id != *unit && visit.may_see(app, live, &u.id).is_ok());
        Ok(Self {
            unit: about.title.clone(),
            unit_href: links::unit(&cycle.id, unit),
            tabs: Tab::ALL.map(|t| (t.href(&cycle.id, unit), t.label(visit.t), t == tab)).into(),
            others: seen.map(|u| (u.title.clone(), tab.href(&cycle.id, &u.id))).collect(),
        })
    }
}

/// What machines saw of a unit, as it counts for an assessment.
async fn seen<'a>(
    app: &App,
    live: &'a Live,
    cycle: &Cycle,
    unit: &UnitId,
) -> Result<Option<Cow<'a, ObservationSet>>, Problem> {
    if let Some(looks) = live.looks(&cycle.id)
        && let Some(set) = looks.get(unit)
    {
        return Ok(Some(Cow::Borrowed(set)));
    }
    let Some(snapshot) = live.state.last_look(unit, cycle.scope.as_of) else { return Ok(None) };
    Ok(Some(Cow::Owned(app.store().look(snapshot).await?)))
}

/// The message of a value that has a name in public formats.
fn word(t: &Texts, prefix: &str, value: &impl serde::Serialize) -> String {
    super::model::word(t, prefix, value)
}

/// Where in a subject something was seen: path and line, or for a fact of the history the commit.
fn place(proof: &Proof) -> String {
    match (proof.path.is_empty(), proof.line) {
        (true, _) => proof.digest.chars().take(10).collect(),
        (false, Some(line)) => format!("{}:{line}", proof.path),
        (false, None) => proof.path.clone(),
    }
}

/// Observations by verdict; the four are never added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Verdicts {
    seen: usize,
    not_seen: usize,
    could_not_look: usize,
    not_applicable: usize,
}

impl Verdicts {
    fn of<'a>(observations: impl Iterator<Item = &'a Observation>) -> Self {
        let mut all = Self::default();
        for observation in observations {
            *match &observation.verdict {
                Verdict::Seen => &mut all.seen,
                Verdict::NotSeen => &mut all.not_seen,
                Verdict::CouldNotLook { .. } => &mut all.could_not_look,
                Verdict::NotApplicable { .. } => &mut all.not_applicable,
            } += 1;
        }
        all
    }
}

/// The beginning of a commit's name, as people write it.
fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}
