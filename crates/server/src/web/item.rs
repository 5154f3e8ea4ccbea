//! `/a/{assessment}/unit/{unit}/item/{item}`: what holds for this item here, who said so, and what backs it?

mod history;
mod proof;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::ItemPicture;
use osmm_maturity::cycle::pool::Pool;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::event::{AssessmentId, Change, Event, Stage};
use osmm_maturity::model::{Activity, Item, ItemId};
use osmm_maturity::response::Answer;
use osmm_maturity::rollup::Origin;
use osmm_maturity::score::Basis;
use osmm_maturity::unit::UnitId;
use osmm_store::{Plan, Select};
use serde::Deserialize;

use super::overview::view::{Asked, View};
use super::overview::{Chip, Scene, facts, state};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::moment::Moment;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;
use history::{Entry, Note};
use proof::{Offer, Piece};

#[derive(Template)]
#[template(path = "overview/item.html")]
struct Page<'a> {
    shell: Shell,
    t: &'static Texts,
    unit: (String, String),
    activity: (String, String),
    item: &'a Item,
    /// Where the answer comes from, and how it came to hold.
    origin: String,
    how: String,
    /// Claimed, supported, verified: shape, word, rating.
    bases: Vec<(&'static str, String, String)>,
    /// Each rating with its name and what it looks like, and whether it is the current one or the next.
    anchors: Vec<(Chip, &'a str, &'a str, bool, bool)>,
    offer: Option<Offer>,
    evidence: Vec<Piece>,
    said: Vec<Said>,
    /// Set while what others say is hidden.
    blind: String,
    decision: Option<Note>,
    target: String,
    actions: Vec<(String, String)>,
    corrections: Vec<Note>,
    history: Vec<Entry>,
    notes: Vec<Note>,
    note: String,
    fault: String,
    action: String,
    answer: Option<String>,
}

/// What one respondent said, as far as the reader may see it.
struct Said {
    chip: Chip,
    who: String,
    state: String,
    when: Moment,
    note: String,
    locked: bool,
}

/// Where the page is.
struct At {
    id: AssessmentId,
    unit: UnitId,
    item: ItemId,
}

type Place = Path<(String, String, String)>;

fn at(Path((assessment, unit, item)): Place) -> At {
    At { id: AssessmentId(assessment), unit: UnitId(unit), item: ItemId(item) }
}

/// `GET /a/{assessment}/unit/{unit}/item/{item}`
pub(crate) async fn show(State(app): State<App>, place: Place, visit: Visit) -> Result<Response, Problem> {
    page(&app, &visit, &at(place), "", "").await
}

/// What is typed into the field for a note.
#[derive(Debug, Deserialize)]
pub(crate) struct Noted {
    #[serde(default)]
    note: String,
}

/// `POST /a/{assessment}/unit/{unit}/item/{item}/note`
pub(crate) async fn note(
    State(app): State<App>,
    place: Place,
    visit: Visit,
    Form(form): Form<Noted>,
) -> Result<Response, Problem> {
    let at = at(place);
    if form.note.trim().is_empty() {
        let fault = visit.t.say("overview-note-empty");
        let page = page(&app, &visit, &at, &form.note, &fault).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let words = form.note.trim().to_owned();
    let (assessment, unit, item) = (at.id.clone(), at.unit.clone(), at.item.clone());
    let change = Change::Noted { assessment, unit, item };
    app.change(&visit.person, |_| Ok(Plan::from(vec![(change.clone(), Some(words.clone()))]))).await?;
    Ok(Redirect::to(&format!("{}#notes", links::item(&at.id, &at.unit, &at.item))).into_response())
}

async fn page(app: &App, visit: &Visit, at: &At, note: &str, fault: &str) -> Result<Response, Problem> {
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&at.id)?;
    cycle.tree.unit(&at.unit).ok_or(Problem::NotFound)?;
    visit.may_see(app, &live, &at.unit)?;
    let (activity, item) = model.item(&at.item).ok_or(Problem::NotFound)?;
    let picture = app.picture(&live, &at.id).await?;
    let shown = picture.unit(&at.unit).and_then(|u| u.item(&at.item)).ok_or(Problem::NotFound)?;
    let select = Select { unit: Some(origin(cycle, at, shown)), item: Some(at.item.clone()), ..Select::default() };
    let mut events = app.store().events_vec(&select).await?;
    if select.unit.as_ref() != Some(&at.unit) {
        let own = Select { unit: Some(at.unit.clone()), ..select };
        events.extend(app.store().events_vec(&own).await?);
        events.sort_by_key(|e| e.seq);
    }
    let view = View::new(at.id.clone(), &Asked::default());
    let pool = Pool::new(model, &picture, |u| u == &at.unit);
    let scene = Scene { t: visit.t, live: &live, cycle, model, picture: &picture, pool, view: &view };
    let found = Found { at, activity, item, shown, events: &events };
    render(&Page { note: note.to_owned(), fault: fault.to_owned(), ..fill(app, visit, &scene, &found) })
}

/// What the page is about, found.
struct Found<'a> {
    at: &'a At,
    activity: &'a Activity,
    item: &'a Item,
    shown: &'a ItemPicture,
    events: &'a [Event],
}

/// The unit that answers: the root for an inherited answer.
fn origin(cycle: &Cycle, at: &At, shown: &ItemPicture) -> UnitId {
    if shown.origin == Origin::Inherited { cycle.tree.root().id.clone() } else { at.unit.clone() }
}

fn fill<'a>(app: &App, visit: &Visit, scene: &Scene<'a>, found: &Found<'a>) -> Page<'a> {
    let Found { at, activity, item, shown, events } = found;
    let (t, cycle) = (scene.t, scene.cycle);
    let from = origin(cycle, at, shown);
    // What was said above is for those who may see above.
    let sees = scene.live.state.sees(&visit.person, &from, app.today());
    let seen = |e: &&Event| sees || e.change.about().unit.as_ref() == Some(&at.unit);
    let events: Vec<&Event> = events.iter().filter(seen).collect();
    let history = history::History { scene, reader: &visit.person, here: &cycle.id };
    let spot = cycle.spot(&from, &item.id).filter(|_| sees);
    Page {
        shell: visit.shell(
            scene.live,
            format!("{}: {}", item.title, state(t, &shown.answer)),
            Section::Overview,
            Some(&cycle.id),
        ),
        t,
        unit: (links::unit(&cycle.id, &at.unit), scene.unit(&at.unit)),
        activity: (links::activity(&cycle.id, &at.unit, &activity.id), activity.title.clone()),
        item,
        origin: origin_words(scene, shown),
        how: how(scene, &shown.how),
        bases: bases(scene, shown),
        anchors: anchors(scene, item, &shown.answer),
        offer: proof::offer(scene, &at.unit, item, &shown.answer),
        evidence: proof::evidence(scene, &visit.person, &from, item, app.today()),
        said: said(scene, visit, &from, item, sees),
        blind: blind(scene, &shown.how),
        decision: spot
            .and_then(|s| s.decision.as_ref())
            .map(|d| Note::of(scene, &d.trace, t.fill("overview-decided", &[("answer", &state(t, &d.answer))]))),
        target: target(scene, at),
        actions: actions(scene, at),
        corrections: corrections(scene, at),
        history: history.entries(&events),
        notes: history.notes(&events),
        note: String::new(),
        fault: String::new(),
        action: format!("{}/note", links::item(&cycle.id, &at.unit, &item.id)),
        answer: answer(scene, at, item),
    }
}

fn origin_words(scene: &Scene<'_>, shown: &ItemPicture) -> String {
    match &shown.origin {
        Origin::Own => String::new(),
        Origin::Inherited => {
            let root = scene.unit(&scene.cycle.tree.root().id);
            scene.t.fill("overview-inherited", &[("unit", &root)])
        }
        Origin::Override { reason } => scene.t.fill("overview-overridden", &[("reason", reason)]),
    }
}

fn how(scene: &Scene<'_>, how: &How) -> String {
    let t = scene.t;
    match how {
        How::Nobody => t.say("overview-how-nobody"),
        How::Carried => {
            let after = scene.cycle.scope.after.as_ref().map(|a| a.0.clone()).unwrap_or_default();
            t.fill("overview-how-carried", &[("after", &after)])
        }
        How::Single { .. } => t.say("overview-how-single"),
        How::Agreed => t.say("overview-how-agreed"),
        How::Rule { low, high } => {
            t.fill("overview-how-rule", &[("low", &low.to_string()), ("high", &high.to_string())])
        }
        How::Decided { by, .. } => t.fill("overview-how-decided", &[("who", &scene.live.name(by))]),
        How::Waiting { locked, of } => {
            t.fill("overview-how-waiting", &[("locked", &locked.to_string()), ("n", &of.to_string())])
        }
        How::Open { distance } => t.count("overview-how-open", usize::from(*distance)),
    }
}

fn blind(scene: &Scene<'_>, how: &How) -> String {
    match how {
        How::Waiting { .. } => scene.t.say("overview-blind"),
        _ => String::new(),
    }
}

fn bases(scene: &Scene<'_>, shown: &ItemPicture) -> Vec<(&'static str, String, String)> {
    let rating = |b: Basis| shown.on(b).rating().map_or_else(|| "–".to_owned(), |r| r.to_string());
    let word = |b: Basis| scene.t.say(&format!("overview-basis-{}", b.word()));
    Basis::ALL.map(|b| (facts::shape(b), word(b), rating(b))).into()
}

/// Every rating with what it looks like, from the highest down; the lowest has no anchor of its own.
fn anchors<'a>(scene: &Scene<'a>, item: &'a Item, answer: &Answer) -> Vec<(Chip, &'a str, &'a str, bool, bool)> {
    let now = answer.rating().map(|r| r.0);
    let step = |s: &'a osmm_maturity::rating::ScaleStep| {
        let chip = Chip::of(scene.t, scene.model, &Answer::Rated { rating: s.value });
        let text = item.anchors.get(&s.value).map_or(s.meaning.as_str(), String::as_str);
        (chip, s.name.as_str(), text, now == Some(s.value.0), now.map(|n| n + 1) == Some(s.value.0))
    };
    scene.model.scale.0.iter().rev().map(step).collect()
}

fn said(scene: &Scene<'_>, visit: &Visit, from: &UnitId, item: &Item, sees: bool) -> Vec<Said> {
    let (t, cycle) = (scene.t, scene.cycle);
    let spot = cycle.spot(from, &item.id).filter(|_| sees);
    let visible = |p: &osmm_maturity::event::PersonId| cycle.visible(scene.model, from, &item.id, p, &visit.person);
    let all = spot.into_iter().flat_map(|s| &s.said).filter(|(who, _)| visible(who));
    all.map(|(who, said)| Said {
        chip: Chip::of(t, scene.model, &said.answer),
        who: match &said.function {
            Some(function) => format!("{} ({function})", scene.live.name(who)),
            None => scene.live.name(who),
        },
        state: state(t, &said.answer),
        when: t.moment(said.trace.at),
        note: said.trace.why.clone().unwrap_or_default(),
        locked: said.locked,
    })
    .collect()
}

fn target(scene: &Scene<'_>, at: &At) -> String {
    let t = scene.t;
    let Some(target) = scene.live.state.target(scene.model, &at.unit, &at.item) else {
        return t.say("overview-no-target");
    };
    let rating = target.rating.to_string();
    match target.by {
        Some(by) => t.fill("overview-target-by", &[("rating", &rating), ("day", &t.day(by))]),
        None => t.fill("overview-target-of", &[("rating", &rating)]),
    }
}

/// Work that is to move the item here or everywhere above.
fn actions(scene: &Scene<'_>, at: &At) -> Vec<(String, String)> {
    let t = scene.t;
    let line = scene.cycle.tree.line(&at.unit);
    let all = scene.live.state.actions.values();
    let here = all.filter(|a| a.record.items.contains(&at.item) && line.contains(&&a.record.unit));
    here.map(|a| {
        let mut words = vec![match &a.closed {
            Some(_) => t.say("overview-action-closed"),
            None => t.say("overview-action-open"),
        }];
        words.extend(a.record.owner.clone());
        words.extend(a.record.due.map(|d| t.fill("overview-due", &[("day", &t.day(d))])));
        (a.record.title.clone(), words.join(", "))
    })
    .collect()
}

fn corrections(scene: &Scene<'_>, at: &At) -> Vec<Note> {
    let t = scene.t;
    let here = scene.cycle.corrections.iter().filter(|c| c.unit == at.unit && c.item == at.item);
    here.map(|c| {
        let words = [("from", state(t, &c.from)), ("to", state(t, &c.to)), ("went", c.went_to.join("; "))];
        Note::of(scene, &c.trace, t.fill("overview-corrected", &words.each_ref().map(|(k, v)| (*k, v.as_str()))))
    })
    .collect()
}

/// Where it is answered, while answers are taken and the unit is asked.
fn answer(scene: &Scene<'_>, at: &At, item: &Item) -> Option<String> {
    let asked = scene.cycle.asks(&at.unit, item) || scene.cycle.override_reason(&at.unit, &at.item).is_some();
    (scene.cycle.stage == Stage::Draft && asked).then(|| links::answer_item(&at.id, &at.unit, &at.item))
}
