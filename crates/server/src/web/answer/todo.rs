//! `/a/{assessment}/todo`: what is asked of the reader over all units, why, and until when.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::tasks::{AskReason, Asked, Todo, expired, work};
use osmm_maturity::event::{AssessmentId, EvidenceId};
use osmm_maturity::model::{Model, Scope};
use osmm_maturity::unit::UnitId;

use super::{asked, may_answer};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "answer/todo.html")]
struct Page {
    shell: Shell,
    own: Vec<OfUnit>,
    nobody: Vec<OfUnit>,
    /// Evidence to attest again: title, unit, day of expiry.
    expired: Vec<(String, String, String)>,
    open: usize,
    sealed: bool,
    queue: String,
}

/// What is open in one unit.
struct OfUnit {
    title: String,
    answer: String,
    sort: String,
    until: Option<String>,
    late: bool,
    count: usize,
    /// Those with a reason other than that nobody has answered.
    told: Vec<Entry>,
    /// Those that nobody has answered.
    plain: Vec<Entry>,
}

struct Entry {
    href: String,
    title: String,
    why: String,
    until: String,
}

/// `GET`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    visit: Visit,
) -> Result<Response, Problem> {
    let id = AssessmentId(assessment);
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    let units: Vec<UnitId> = cycle.units().filter(|u| may_answer(&app, &live, &visit, u)).cloned().collect();
    if units.is_empty() {
        visit.may_see(&app, &live, &cycle.tree.root().id)?;
    }
    let all = asked::of(&app, &live, cycle, model, &units).await?;
    let (mut people, nobody) = work(cycle, model, &all);
    let own = people.remove(&visit.person).unwrap_or_default();
    let deadline = cycle.scope.deadline;
    let nobody: Vec<Todo> = nobody.into_iter().map(|asked| Todo { asked, due: deadline, only_lock: false }).collect();
    let hidden = live.state.hidden(Some(&visit.person), app.today());
    let of = |todos: &[Todo]| -> Vec<OfUnit> {
        units.iter().filter_map(|u| of_unit(&live, &hidden, (cycle, model), u, todos, &visit, app.today())).collect()
    };
    let again = expired(&live.state, cycle).into_iter().filter(|e| units.contains(&e.record.unit));
    let page = Page {
        shell: visit.shell(&live, visit.t.say("answer-todo-title"), Section::Answer, Some(&id)),
        own: of(&own),
        nobody: of(&nobody),
        expired: again
            .map(|e| {
                let until = e.record.until().map(|d| visit.t.day(d)).unwrap_or_default();
                (titled(&live, &hidden, visit.t, &e.record.id), named(cycle, &e.record.unit), until)
            })
            .collect(),
        open: own.len() + nobody.len(),
        sealed: !super::is_open(cycle),
        queue: super::form::queue_in(&id, &visit.person),
    };
    render(&page)
}

fn named(cycle: &Cycle, unit: &UnitId) -> String {
    cycle.tree.unit(unit).map_or_else(|| unit.0.clone(), |u| u.title.clone())
}

/// What readers call a piece of evidence, if they may see it.
fn titled(live: &Live, hidden: &BTreeSet<EvidenceId>, t: &Texts, id: &EvidenceId) -> String {
    let kept = live.state.evidence.get(id).filter(|_| !hidden.contains(id));
    kept.map_or_else(|| t.say("answer-evidence-hidden"), |e| e.record.title.clone())
}

fn of_unit(
    live: &Live,
    hidden: &BTreeSet<EvidenceId>,
    (cycle, model): (&Cycle, &Model),
    unit: &UnitId,
    todos: &[Todo],
    visit: &Visit,
    today: Date,
) -> Option<OfUnit> {
    let here: Vec<&Todo> = todos.iter().filter(|t| &t.asked.unit == unit).collect();
    let until = here.iter().filter_map(|t| t.due).min();
    let entry = |todo: &&&Todo| entry(live, hidden, (cycle, model), todo, visit.t);
    let plain = |t: &&&Todo| !t.only_lock && t.asked.reasons == [AskReason::NotAnswered];
    (!here.is_empty()).then(|| OfUnit {
        title: named(cycle, unit),
        answer: links::answer(&cycle.id, unit),
        sort: links::sort(&cycle.id, unit),
        until: until.map(|d| visit.t.day(d)),
        late: until.is_some_and(|d| d < today),
        count: here.len(),
        told: here.iter().filter(|t| !plain(t)).map(|t| entry(&t)).collect(),
        plain: here.iter().filter(plain).map(|t| entry(&t)).collect(),
    })
}

fn entry(
    live: &Live,
    hidden: &BTreeSet<EvidenceId>,
    (cycle, model): (&Cycle, &Model),
    todo: &Todo,
    t: &Texts,
) -> Entry {
    let Asked { unit, item, reasons, .. } = &todo.asked;
    let title = model.item(item).map(|(a, i)| {
        let central = if i.scope == Scope::Central { t.say("answer-central-mark") } else { String::new() };
        format!("{}: {}{central}", a.title, i.title)
    });
    let why = if todo.only_lock {
        t.say("answer-why-lock")
    } else {
        reasons.iter().map(|r| reason(live, hidden, t, r)).collect::<Vec<_>>().join("; ")
    };
    Entry {
        href: links::answer_item(&cycle.id, unit, item),
        title: title.unwrap_or_else(|| item.0.clone()),
        why,
        until: todo.due.map(|d| t.day(d)).unwrap_or_default(),
    }
}

/// Why an item is asked, in words.
fn reason(live: &Live, hidden: &BTreeSet<EvidenceId>, t: &Texts, reason: &AskReason) -> String {
    match reason {
        AskReason::NotAnswered => t.say("answer-why-open"),
        AskReason::DontKnow => t.say("answer-why-dont-know"),
        AskReason::Reworded => t.say("answer-why-reworded"),
        AskReason::Expired { evidence } => {
            let titles: Vec<String> = evidence.iter().map(|id| titled(live, hidden, t, id)).collect();
            t.fill("answer-why-expired", &[("what", &titles.join(", "))])
        }
        AskReason::OpenActions { actions } => {
            let title = |id| live.state.actions.get(id).map(|a| a.record.title.clone());
            t.fill("answer-why-action", &[("what", &actions.iter().filter_map(title).collect::<Vec<_>>().join(", "))])
        }
        AskReason::SeenDifferently => t.say("answer-why-seen"),
    }
}
