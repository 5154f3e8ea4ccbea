//! `/a/{assessment}/unit/{unit}/answer/{item}`: one question a screen.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::lines::given;
use osmm_maturity::event::PersonId;
use osmm_maturity::model::{Activity, Item, ItemId, Model, Scope};
use osmm_maturity::response::Answer;
use osmm_maturity::sheet::Given;

use super::asked::Way;
use super::form::{DECLINED, DONT_KNOW, Fault, NOT_APPLICABLE, Sent, queue, stands_on, words};
use super::{At, Spot, is_open};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "answer/rate.html")]
struct Page {
    shell: Shell,
    unit: Option<String>,
    /// Whose answers a lead enters.
    whom: Option<String>,
    level: String,
    activity: String,
    item: String,
    description: String,
    question: String,
    anchors: Vec<Anchor>,
    sent: Sent,
    fault: Option<Fault>,
    /// Why it could not be saved, in words.
    refused: Option<String>,
    /// Whether the person said something that the reader may not see.
    hidden: bool,
    /// What stands, in words; empty when nothing does.
    stands: String,
    open: bool,
    locked: bool,
    several: bool,
    apart: bool,
    answered: usize,
    total: usize,
    left: Option<u32>,
    before: Option<String>,
    after: Option<String>,
    proof: Vec<String>,
    proposal: Option<Proposed>,
    last: Option<String>,
    central: Option<String>,
    undo: Option<(String, String)>,
    people: Vec<String>,
    all: Vec<Group>,
    links: Links,
    queue: String,
}

struct Anchor {
    value: String,
    name: String,
    text: String,
}

struct Links {
    here: String,
    sort: String,
    undo: String,
    lock: String,
    done: String,
    guide: String,
    /// The unit, where a lead stops entering what others say.
    own: String,
}

/// What machines propose, and what it rests on.
struct Proposed {
    range: String,
    found: Vec<String>,
    missing: Vec<String>,
    rests_on: Vec<(String, String)>,
    more: usize,
    stale: Option<String>,
}

/// An activity in the list of all items.
struct Group {
    title: String,
    items: Vec<(String, String, bool, bool)>,
}

/// `GET …/answer`: to what is asked next, or to what came of it.
pub(crate) async fn next(State(app): State<App>, Path(at): Path<At>, visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let assessment = at.open(&app, &live, &visit)?;
    let way = Way::load(&app, &live, assessment, &at, at.respondent(&visit)).await?;
    Ok(Redirect::to(&after(&way, assessment.0, &at, at.respondent(&visit), None)).into_response())
}

/// Where somebody goes after an item.
pub(crate) fn after(way: &Way, cycle: &Cycle, at: &At, person: &PersonId, item: Option<&ItemId>) -> String {
    match way.next(cycle, at, person, item) {
        Some(next) => at.question(next),
        // What came of it is for the person to see; what is left for a lead is to let it stand.
        None if at.person.is_some() => at.lock(),
        None => links::done(&at.id, &at.unit),
    }
}

/// `GET …/answer/{item}`
pub(crate) async fn show(State(app): State<App>, Path(spot): Path<Spot>, visit: Visit) -> Result<Response, Problem> {
    let (at, item) = spot.parts();
    page(&app, &visit, &at, &item, Shown::default()).await
}

/// What a page shows other than what stands: what was sent and could not be saved.
#[derive(Default)]
pub(crate) struct Shown {
    pub sent: Option<Sent>,
    pub fault: Option<Fault>,
    pub refused: Option<String>,
    pub status: StatusCode,
}

/// The page of an item.
pub(crate) async fn page(app: &App, visit: &Visit, at: &At, id: &ItemId, shown: Shown) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = at.open(app, &live, visit)?;
    let (activity, item) = model.item(id).ok_or(Problem::NotFound)?;
    if !cycle.asks(&at.unit, item) && item.scope != Scope::Central {
        return Err(Problem::NotFound);
    }
    let (t, person) = (visit.t, at.respondent(visit));
    let way = Way::load(app, &live, (cycle, model), at, person).await?;
    let hidden = at.hides(cycle, model, id, visit);
    let said = cycle.spot(&at.unit, id).and_then(|s| s.said.get(person));
    let stands = if hidden { Given::nothing() } else { given(cycle, &at.unit, id, person) };
    let (back, on) = way.order.around(id);
    let href = |i: &ItemId| at.question(i);
    let page = Page {
        shell: visit.shell(&live, item.question.clone(), Section::Answer, Some(&at.id)),
        unit: at.title(cycle),
        whom: at.whom(&live),
        level: model.level(activity.level).map(|l| l.title.clone()).unwrap_or_default(),
        activity: activity.title.clone(),
        item: item.title.clone(),
        description: item.description.clone(),
        question: item.question.clone(),
        anchors: anchors(model, item),
        sent: shown.sent.unwrap_or_else(|| Sent::of(&live, &stands, stands_on(cycle, at, id, person))),
        fault: shown.fault,
        refused: shown.refused,
        hidden,
        stands: match cycle.answer_of(&at.unit, id, person) {
            Some(said) if !hidden => words(t, &live, model, &said.answer),
            _ => String::new(),
        },
        open: is_open(cycle),
        locked: said.is_some_and(|s| s.locked),
        several: cycle.raters(model, &at.unit, id).len() > 1,
        apart: way.order.apart.contains(id),
        answered: way.answered,
        total: way.order.asked.len(),
        left: way.left,
        before: back.map(href),
        after: on.map(href),
        proof: item.typical_evidence.clone(),
        proposal: proposed(t, &live, at, item),
        last: last(t, &live, cycle, model, at, id),
        central: inherited(app, t, &live, cycle, model, at, item).await?,
        undo: undo(t, &live, cycle, model, at, visit),
        people: live.people.iter().filter_map(|p| p.data.as_ref()).map(|d| d.name.clone()).collect(),
        all: groups(cycle, model, at, person, id),
        links: links_of(at, activity, id),
        queue: queue(at, &visit.person),
    };
    Ok((shown.status, render(&page)?).into_response())
}

fn links_of(at: &At, activity: &Activity, item: &ItemId) -> Links {
    Links {
        here: at.question(item),
        sort: links::sort(&at.id, &at.unit),
        undo: at.undo(),
        lock: at.lock(),
        done: links::done(&at.id, &at.unit),
        guide: links::activity(&at.id, &at.unit, &activity.id),
        own: links::unit(&at.id, &at.unit),
    }
}

fn anchors(model: &Model, item: &Item) -> Vec<Anchor> {
    let anchor = |step: &osmm_maturity::rating::ScaleStep| Anchor {
        value: step.value.to_string(),
        name: step.name.clone(),
        text: item.anchors.get(&step.value).cloned().unwrap_or_else(|| step.meaning.clone()),
    };
    model.scale.0.iter().map(anchor).collect()
}

/// Places of proof that are shown before the rest is counted.
const PROOF: usize = 4;

fn proposed(t: &Texts, live: &Live, at: &At, item: &Item) -> Option<Proposed> {
    let set = live.looks(&at.id)?.get(&at.unit)?;
    let all = live.proposals(&at.id, &at.unit).ok()?;
    let proposal = all.iter().find(|p| p.item == item.id)?;
    let place = |r: &osmm_maturity::proposal::ObservationRef| {
        let seen = set.observations.iter().find(|o| o.subject == r.subject && o.signal == r.signal)?;
        let proof = seen.proof.first().map(|p| match p.line {
            Some(line) => format!("{}:{line}", p.path),
            None => p.path.clone(),
        });
        let words = seen.candidates.first().and_then(|best| best.passage.as_deref());
        let words = words.map(|words| t.fill("evidence-passage", &[("words", words)]));
        Some((
            seen.subject.clone(),
            [Some(seen.summary.clone()), proof, words].into_iter().flatten().collect::<Vec<_>>(),
        ))
    };
    let all: Vec<_> = proposal.rests_on.iter().filter_map(place).collect();
    let (low, high) = (proposal.low, proposal.high);
    Some(Proposed {
        range: if low == high { low.to_string() } else { format!("{low}–{high}") },
        found: proposal.found.iter().map(|w| t.said(w).text).collect(),
        missing: proposal.missing.iter().map(|m| t.said(&m.need).text).collect(),
        more: all.len().saturating_sub(PROOF),
        rests_on: all.into_iter().take(PROOF).map(|(subject, what)| (subject, what.join(" · "))).collect(),
        stale: proposal.stale.as_ref().map(|w| t.said(w).text),
    })
}

/// What held in the assessment before.
fn last(t: &Texts, live: &Live, cycle: &Cycle, model: &Model, at: &At, item: &ItemId) -> Option<String> {
    let spot = cycle.spot(&at.unit, item)?;
    let (answer, _) = spot.carried.as_ref()?;
    let words = words(t, live, model, answer);
    Some(if spot.look { t.fill("answer-last-look", &[("answer", &words)]) } else { words })
}

/// The answer that a unit takes over from the root, for an item that is answered once.
async fn inherited(
    app: &App,
    t: &Texts,
    live: &Live,
    cycle: &Cycle,
    model: &Model,
    at: &At,
    item: &Item,
) -> Result<Option<String>, Problem> {
    if cycle.asks(&at.unit, item) {
        return Ok(None);
    }
    let picture = app.picture(live, &at.id).await?;
    let root = picture.unit(&cycle.tree.root().id).and_then(|u| u.item(&item.id));
    Ok(Some(words(t, live, model, root.map_or(&Answer::Unanswered, |i| &i.answer))))
}

/// What was saved last in the unit, where it can be taken back: the item and the answer.
fn undo(t: &Texts, live: &Live, cycle: &Cycle, model: &Model, at: &At, visit: &Visit) -> Option<(String, String)> {
    let (item, said) = super::undo::last(cycle, at, visit)?;
    let title = model.item(item).map(|(a, i)| format!("{}: {}", a.title, i.title))?;
    Some((title, words(t, live, model, &said.answer)))
}

/// Every item that the unit is asked or takes over, with whether it has an answer and whether it is this one.
fn groups(cycle: &Cycle, model: &Model, at: &At, person: &PersonId, here: &ItemId) -> Vec<Group> {
    let entry = |i: &Item| {
        let answered = cycle.answer_of(&at.unit, &i.id, person).is_some();
        (at.question(&i.id), i.title.clone(), answered, &i.id == here)
    };
    let group = |a: &Activity| {
        let own = a.items.iter().filter(|i| i.scope == Scope::Central || cycle.asks(&at.unit, i));
        Group { title: a.title.clone(), items: own.map(entry).collect() }
    };
    model.activities.iter().map(group).filter(|g| !g.items.is_empty()).collect()
}
