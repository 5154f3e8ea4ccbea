//! `/a/{assessment}/assign`: who answers what until when; what is still open, by person; reminders to send.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::tasks::{Asked, Todo, asked, work};
use osmm_maturity::event::{AssessmentId, Change, PersonId, Role, Stage, Subject};
use osmm_maturity::model::{ActivityId, ItemId, Model};
use osmm_maturity::unit::UnitId;
use osmm_store::{Kept, Plan};

use super::{Choice, Tab, leads, refused, tabs};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "running/assign.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    id: AssessmentId,
    unit: String,
    unit_id: String,
    units: Vec<Choice>,
    people: Vec<Choice>,
    activities: Vec<Activity>,
    made: Vec<Made>,
    asked: usize,
    done: usize,
    work: Vec<Work>,
    nobody: Vec<(String, usize)>,
    may: bool,
    due: String,
    fault: Option<String>,
}

/// An activity that the unit is asked about, with its items.
struct Activity {
    id: String,
    title: String,
    chosen: bool,
    items: Vec<Choice>,
}

/// An assignment that was made.
struct Made {
    who: String,
    person: String,
    what: String,
    subject: String,
    due: String,
}

/// What one person is still to do, and a message that says so.
struct Work {
    who: String,
    contact: String,
    items: usize,
    only_lock: usize,
    units: String,
    due: String,
    overdue: bool,
    message: String,
}

/// `GET /a/{assessment}/assign?unit=`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    page(&app, &visit, &AssessmentId(assessment), &given, None).await
}

async fn page(
    app: &App,
    visit: &Visit,
    id: &AssessmentId,
    given: &Fields,
    fault: Option<String>,
) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    let (cycle, model) = live.cycle(id)?;
    let sees = |u: &UnitId| live.state.sees(&visit.person, u, app.today());
    let units: Vec<&UnitId> = cycle.units().filter(|u| sees(u)).collect();
    let wanted = given.some("unit").map(|u| UnitId(u.to_owned()));
    let unit = wanted.as_ref().or(units.first().copied()).ok_or(Problem::Forbidden)?;
    visit.may_see(app, &live, unit)?;
    let moved = app.store().moved(&live.state, cycle, model).await?;
    let mut all = asked(&live.state, cycle, model, &moved);
    all.retain(|a| sees(&a.unit));
    let (people, nobody) = work(cycle, model, &all);
    let about = About { app, live: &live, t, cycle, model };
    let title = |u: &UnitId| about.title(u);
    let page = Page {
        shell: visit.shell(&live, t.say("assign-title"), Section::Running, Some(id)),
        tabs: tabs(t, &live, Tab::Assign, Some(id)),
        unit: title(unit),
        unit_id: unit.0.clone(),
        units: units
            .iter()
            .map(|u| Choice { value: u.0.clone(), label: title(u), chosen: *u == unit, depth: 0 })
            .collect(),
        people: about.people(unit, given),
        activities: about.activities(unit, given),
        made: about.made(unit),
        asked: all.len(),
        done: all.iter().filter(|a| a.done).count(),
        work: people.iter().map(|(person, todos)| about.work(person, todos)).collect(),
        nobody: about.nobody(&nobody),
        may: cycle.stage == Stage::Draft && leads(app, &live, visit, unit),
        due: given
            .some("due")
            .map_or_else(|| cycle.scope.deadline.map(|d| d.to_string()).unwrap_or_default(), str::to_owned),
        id: id.clone(),
        fault,
    };
    let status = if page.fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, render(&page)?).into_response())
}

struct About<'a> {
    app: &'a App,
    live: &'a Live,
    t: &'a Texts,
    cycle: &'a Cycle,
    model: &'a Model,
}

impl About<'_> {
    fn title(&self, unit: &UnitId) -> String {
        self.cycle.tree.unit(unit).map_or_else(|| unit.0.clone(), |u| u.title.clone())
    }

    /// Those who may answer in a unit, by name.
    fn people(&self, unit: &UnitId, given: &Fields) -> Vec<Choice> {
        let may = |r| self.live.state.holders(r, unit, self.app.today());
        let mut people: Vec<&PersonId> = may(Role::Respondent).into_iter().chain(may(Role::Lead)).collect();
        people.sort_by_key(|p| self.live.name(p).to_lowercase());
        people.dedup();
        let choice = |p: &&PersonId| Choice {
            value: p.0.clone(),
            label: self.live.name(p),
            chosen: given.has("person", &p.0),
            depth: 0,
        };
        people.iter().map(choice).collect()
    }

    fn activities(&self, unit: &UnitId, given: &Fields) -> Vec<Activity> {
        let of = self.model.activities.iter().map(|a| {
            let items = a.items.iter().filter(|i| self.cycle.asks(unit, i));
            let choice = |i: &osmm_maturity::model::Item| Choice {
                value: i.id.0.clone(),
                label: i.title.clone(),
                chosen: given.has("item", &i.id.0),
                depth: 0,
            };
            Activity {
                id: a.id.0.clone(),
                title: a.title.clone(),
                chosen: given.has("activity", &a.id.0),
                items: items.map(choice).collect(),
            }
        });
        of.filter(|a| !a.items.is_empty()).collect()
    }

    fn made(&self, unit: &UnitId) -> Vec<Made> {
        let all = self.cycle.assignments.get(unit).into_iter().flatten();
        let mut made: Vec<Made> = all
            .map(|a| {
                let (what, subject) = subject_words(self.model, &a.subject);
                let due = a.due.or(self.cycle.scope.deadline).map(|d| self.t.day(d)).unwrap_or_default();
                Made { who: self.live.name(&a.person), person: a.person.0.clone(), what, subject, due }
            })
            .collect();
        made.sort_by_key(|m| (m.who.to_lowercase(), m.what.clone()));
        made
    }

    fn nobody(&self, open: &[Asked]) -> Vec<(String, usize)> {
        let mut units: Vec<(String, usize)> = Vec::new();
        for task in open {
            let title = self.title(&task.unit);
            match units.iter_mut().find(|(u, _)| *u == title) {
                Some((_, n)) => *n += 1,
                None => units.push((title, 1)),
            }
        }
        units
    }

    fn work(&self, person: &PersonId, todos: &[Todo]) -> Work {
        let data = self.live.people.iter().find(|p| &p.person == person).and_then(|p| p.data.as_ref());
        let due = todos.iter().filter_map(|t| t.due).min();
        let mut units: Vec<String> = todos.iter().map(|t| self.title(&t.asked.unit)).collect();
        units.dedup();
        let units = units.join(", ");
        Work {
            who: self.live.name(person),
            contact: data.map(|d| d.contact.clone()).unwrap_or_default(),
            items: todos.len(),
            only_lock: todos.iter().filter(|t| t.only_lock).count(),
            overdue: due.is_some_and(|d| d < self.app.today()),
            due: due.map(|d| self.t.day(d)).unwrap_or_default(),
            message: self.message(&self.live.name(person), todos.len(), &units, due),
            units,
        }
    }

    fn message(&self, who: &str, items: usize, units: &str, due: Option<Date>) -> String {
        let items = items.to_string();
        let title = self.cycle.scope.title.as_str();
        match due {
            Some(due) => self.t.fill(
                "assign-message-due",
                &[("who", who), ("title", title), ("n", &items), ("units", units), ("day", &self.t.day(due))],
            ),
            None => self.t.fill("assign-message", &[("who", who), ("title", title), ("n", &items), ("units", units)]),
        }
    }
}

/// A subject in words, and as forms name it.
pub(crate) fn subject_words(model: &Model, subject: &Subject) -> (String, String) {
    match subject {
        Subject::Item(item) => {
            (model.item(item).map_or_else(|| item.0.clone(), |(_, i)| i.title.clone()), format!("item {item}"))
        }
        Subject::Activity(activity) => {
            let title = model.activity(activity).map_or_else(|| activity.0.clone(), |a| a.title.clone());
            (title, format!("activity {}", activity.0))
        }
    }
}

/// A subject as a form names it.
pub(crate) fn subject(text: &str) -> Result<Subject, Problem> {
    match text.split_once(' ') {
        Some(("item", id)) => Ok(Subject::Item(ItemId(id.to_owned()))),
        Some(("activity", id)) => Ok(Subject::Activity(ActivityId(id.to_owned()))),
        _ => Err(Problem::Odd("problem-not-offered", text.to_owned())),
    }
}

/// `POST /a/{assessment}/assign`
pub(crate) async fn submit(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let unit = UnitId(given.one("unit").to_owned());
    let done = match given.day("due") {
        Ok(due) => app.change(&visit.person, |live| assigned(&app, live, &visit, (&id, &unit), &given, due)).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&links::assign_in(&id, &unit)).into_response()),
        Err(problem) => page(&app, &visit, &id, &given, Some(refused(visit.t, problem)?)).await,
    }
}

fn assigned(
    app: &App,
    live: &Live,
    visit: &Visit,
    (id, unit): (&AssessmentId, &UnitId),
    given: &Fields,
    due: Option<Date>,
) -> Result<Plan, Problem> {
    let (cycle, model) = live.cycle(id)?;
    let people: Vec<PersonId> = match given.one("who") {
        "respondents" => live.state.holders(Role::Respondent, unit, app.today()).into_iter().cloned().collect(),
        _ => given.all("person").map(|p| PersonId(p.to_owned())).collect(),
    };
    if people.is_empty() {
        return Err(Problem::Bad(visit.t.say("assign-nobody-chosen")));
    }
    let subjects = subjects(cycle, model, unit, given);
    let each = |person: &PersonId| {
        let of = |subject: &Subject| Change::Assigned {
            assessment: id.clone(),
            unit: unit.clone(),
            subject: subject.clone(),
            person: person.clone(),
            due,
        };
        subjects.iter().map(of).collect::<Vec<_>>()
    };
    Ok(people.iter().flat_map(each).map(|c| (c, None)).collect::<Vec<_>>().into())
}

/// What was ticked; every activity that the unit is asked about when nothing was.
fn subjects(cycle: &Cycle, model: &Model, unit: &UnitId, given: &Fields) -> Vec<Subject> {
    let activities = given.all("activity").map(|a| Subject::Activity(ActivityId(a.to_owned())));
    let items = given.all("item").map(|i| Subject::Item(ItemId(i.to_owned())));
    let ticked: Vec<Subject> = activities.chain(items).collect();
    if !ticked.is_empty() {
        return ticked;
    }
    let concerned = model.activities.iter().filter(|a| a.items.iter().any(|i| cycle.asks(unit, i)));
    concerned.map(|a| Subject::Activity(a.id.clone())).collect()
}

/// `POST /a/{assessment}/unassign`
pub(crate) async fn take(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
    given: Fields,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(given.one("unit").to_owned()));
    let change = Change::Unassigned {
        assessment: id.clone(),
        unit: unit.clone(),
        subject: subject(given.one("subject"))?,
        person: PersonId(given.one("person").to_owned()),
    };
    match app.change(&visit.person, |_| Ok(change.clone().into())).await {
        Ok(_) => Ok(Redirect::to(&links::assign_in(&id, &unit)).into_response()),
        Err(problem) => page(&app, &visit, &id, &given, Some(refused(visit.t, problem)?)).await,
    }
}
