//! An edited sheet comes back and is merged three-way: as it was written, as it is edited, as the record is now.

use osmm_maturity::cycle::lines::{change, lines};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::fault::Fault;
use osmm_maturity::sheet::{Lines, Merge, Stamp};
use osmm_maturity::unit::UnitId;
use osmm_report::sheets::person::merged;
use osmm_report::{table, workbook};
use osmm_store::{Plan, Within};

use super::super::audit::event;
use super::super::told::{Line, Told};
use super::Outcome;
use crate::app::App;
use crate::error::Problem;
use crate::fields::Sent;
use crate::live::Live;
use crate::who::Visit;

/// Where a sheet comes from, as it says itself.
pub(super) fn stamp(file: &Sent) -> Result<Stamp, Vec<Fault>> {
    if file.is_workbook() { workbook::stamp(&file.name, &file.bytes) } else { table::stamp(&file.name, &file.bytes) }
}

pub(super) async fn merge(app: &App, visit: &Visit, file: &Sent, stamp: &Stamp) -> Result<Outcome, Problem> {
    let t = visit.t;
    // The lines that a sheet may hold depend on the person, and so does what is shown of a conflict.
    if stamp.person != visit.person {
        return Err(Problem::Bad(t.say("transfer-other-person")));
    }
    let (model, units) = {
        let live = app.read().await?;
        let known = event(app, stamp.head.seq).await?.is_some_and(|e| e.digest == stamp.head.digest);
        let Some((cycle, _)) = live.state.cycle(&stamp.assessment).filter(|_| known) else {
            return Err(Problem::Bad(t.say("transfer-other-record")));
        };
        if cycle.scope.model != stamp.model {
            return Err(Problem::Bad(t.say("transfer-other-model")));
        }
        let model = live.state.model(&cycle.scope.model).cloned().ok_or(Problem::NotFound)?;
        (model, cycle.units().cloned().collect::<Vec<UnitId>>())
    };
    let found = match file.is_workbook() {
        true => workbook::read(&file.name, &file.bytes, &model, &units),
        false => table::read(&file.name, &file.bytes, &model, &units),
    };
    let within = Within::SkeletonAnd(vec![stamp.assessment.clone()]);
    let before = app.store().state(within, Some(&stamp.head)).await?;
    let (then, _) = before.cycle(&stamp.assessment).ok_or(Problem::NotFound)?;
    let base = lines(&before, then, &model, &stamp.person, &[]);
    let told = anew(&*app.read().await?, stamp, &base, &found.lines)?;
    app.change(&visit.person, |live| {
        let (cycle, _) = live.cycle(&stamp.assessment)?;
        let taken = anew(live, stamp, &base, &found.lines)?.take.into_iter();
        Ok(Plan::from(taken.map(|(key, given)| change(cycle, &key, given)).collect::<Vec<_>>()))
    })
    .await?;
    let values = [told.take.len(), told.unchanged, told.already, told.conflicts.len()].map(|n| n.to_string());
    let done = t.fill(
        "transfer-merged",
        &[("taken", &values[0]), ("unchanged", &values[1]), ("already", &values[2]), ("conflicts", &values[3])],
    );
    let notes = found.faults.iter().chain(&found.notes).map(|f| Line::of(t, f)).collect();
    Ok(Outcome { told: Told { notes, done: Some(done), ..Told::default() }, conflicts: told.conflicts })
}

/// The merge on what holds now.
fn anew(live: &Live, stamp: &Stamp, base: &Lines, edited: &Lines) -> Result<Merge, Problem> {
    Ok(merged(base.clone(), edited.clone(), now(live, &stamp.assessment, stamp)?))
}

fn now(live: &Live, id: &AssessmentId, stamp: &Stamp) -> Result<Lines, Problem> {
    let (cycle, model) = live.cycle(id)?;
    Ok(lines(&live.state, cycle, model, &stamp.person, &[]))
}
