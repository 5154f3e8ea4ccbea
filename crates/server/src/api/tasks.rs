//! Whose turn it is: assignments, and what is still to be done.

use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use jiff::civil::Date;
use osmm_maturity::cycle::tasks::{Asked as Task, Moved, asked, work};
use osmm_maturity::event::{Change, PersonId, Subject};
use osmm_maturity::model::ItemId;
use osmm_maturity::unit::UnitId;
use osmm_store::Plan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::describe::Api;
use super::give::{Done, Page, Paging};
use super::place::{InAssessment, InUnit, Named};
use super::take::{Asked, At, Sent};
use crate::app::App;
use crate::error::Problem;
use crate::live::Live;
use crate::who::Visit;

pub(crate) fn routes(api: Api) -> Api {
    api.tag("Tasks", "Whose turn it is.")
        .get("/assessments/{assessment}/assignments", "Who is to answer what", assignments)
        .post(
            "/assessments/{assessment}/units/{unit}/assignments",
            "Assign items or activities, or take that back",
            assign,
        )
        .get("/assessments/{assessment}/todo", "What you are to do, and what nobody is assigned to", todo)
}

/// Somebody who is to answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Assignment {
    /// Unit.
    unit: UnitId,
    /// An item, or an activity with all its items.
    subject: Subject,
    /// Who.
    person: PersonId,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
}

async fn assignments(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Assignment>>, Problem> {
    let live = app.read().await?;
    let (cycle, _) = live.cycle(&at.assessment)?;
    let seen = cycle.assignments.iter().filter(|(unit, _)| live.state.sees(&visit.person, unit, app.today()));
    let all = seen.flat_map(|(unit, list)| {
        list.iter().map(|a| Assignment {
            unit: unit.clone(),
            subject: a.subject.clone(),
            person: a.person.clone(),
            due: a.due.or(cycle.scope.deadline),
        })
    });
    Page::of(&uri, &paging, all, |a| format!("{} {:?} {}", a.unit, a.subject, a.person))
}

/// Who is to answer what.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAssignment {
    /// Who: pseudonyms, or `me`; two or more answer blind.
    #[schemars(length(min = 1))]
    people: Vec<Named>,
    /// Items, and activities with all their items.
    #[schemars(length(min = 1))]
    subjects: Vec<Subject>,
    /// Last day; the deadline of the assessment if nothing is said.
    #[serde(default)]
    due: Option<Date>,
    /// Whether the assignment is taken back.
    #[serde(default)]
    remove: bool,
}

async fn assign(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InUnit>,
    Sent(new): Sent<NewAssignment>,
) -> Result<Done, Problem> {
    let of = |person: &Named, subject: &Subject| {
        let (assessment, unit) = (at.assessment.clone(), at.unit.clone());
        let (person, subject) = (person.id(&visit), subject.clone());
        if new.remove {
            Change::Unassigned { assessment, unit, subject, person }
        } else {
            Change::Assigned { assessment, unit, subject, person, due: new.due }
        }
    };
    let pairs = new.people.iter().flat_map(|p| new.subjects.iter().map(move |s| (p, s)));
    let changes: Vec<_> = pairs.map(|(p, s)| (of(p, s), None)).collect();
    if changes.is_empty() {
        return Err(Problem::Bad("people and subjects are both needed".to_owned()));
    }
    app.change(&visit.person, |_: &Live| Ok(Plan::from(changes.clone()))).await?;
    Ok(Done)
}

/// Something to answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Todo {
    /// Unit.
    unit: UnitId,
    /// Item.
    item: ItemId,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Date>,
    /// Whether only the lock is missing.
    only_lock: bool,
    /// Whether it is yours; else nobody is assigned.
    yours: bool,
}

async fn todo(
    State(app): State<App>,
    visit: Visit,
    At(at): At<InAssessment>,
    uri: Uri,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Todo>>, Problem> {
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&at.assessment)?;
    let all: Vec<Task> = asked(&live.state, cycle, model, &Moved::new());
    let (mut people, nobody) = work(cycle, model, &all);
    let mine = people.remove(&visit.person).unwrap_or_default().into_iter().map(|t| Todo {
        unit: t.asked.unit,
        item: t.asked.item,
        due: t.due,
        only_lock: t.only_lock,
        yours: true,
    });
    let open = nobody.into_iter().filter(|t| live.state.sees(&visit.person, &t.unit, app.today()));
    let open =
        open.map(|t| Todo { unit: t.unit, item: t.item, due: cycle.scope.deadline, only_lock: false, yours: false });
    Page::of(&uri, &paging, mine.chain(open), |t| format!("{} {}", t.unit, t.item))
}
