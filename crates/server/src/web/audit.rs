//! `/audit`: unit, item and day in; what was known then, who said what, what backed it, and later corrections out.

pub(crate) mod correct;
pub(crate) mod pack;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::picture::ItemPicture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::event::{AssessmentId, Change, Event, Role, Stage};
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::rollup::Origin;
use osmm_maturity::unit::UnitId;
use osmm_store::Select;

use super::review::{answer_words, how_words};
use super::running::{Choice, Tab, model_name, root, tabs};
use crate::app::App;
use crate::error::Problem;
use crate::fields::Fields;
use crate::links;
use crate::live::Live;
use crate::moment::Moment;
use crate::page::{NavEntry, Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "audit/found.html")]
struct Page {
    shell: Shell,
    tabs: Vec<NavEntry>,
    units: Vec<Choice>,
    activities: Vec<(String, Vec<Choice>)>,
    at: String,
    found: Option<Told>,
    none: Option<String>,
    packs: Vec<(String, String)>,
}

/// Everything that is told of an item of a unit in a published assessment.
struct Told {
    assessment: String,
    href: String,
    unit: String,
    item: String,
    as_of: String,
    published_at: Moment,
    published_by: String,
    digest: String,
    event: u64,
    model: String,
    model_digest: String,
    claimed: String,
    supported: String,
    verified: String,
    anchor: String,
    question: String,
    how: String,
    origin: String,
    said: Vec<Note>,
    decision: Option<Note>,
    evidence: Vec<Proof>,
    corrections: Vec<Corrected>,
    correct: Option<String>,
}

/// Who said what, when, with which words.
struct Note {
    who: String,
    answer: String,
    at: Moment,
    event: u64,
    text: String,
}

struct Proof {
    title: String,
    kind: String,
    place: String,
    digest: String,
    event: u64,
}

struct Corrected {
    from: String,
    to: String,
    note: Note,
    went_to: Vec<String>,
}

/// One event of the record.
pub(crate) async fn event(app: &App, seq: u64) -> Result<Option<Event>, Problem> {
    let select = Select { after: seq.saturating_sub(1), up_to: Some(seq), ..Select::default() };
    Ok(app.store().events_vec(&select).await?.into_iter().next())
}

/// `GET /audit?unit=&item=&at=`
pub(crate) async fn show(State(app): State<App>, visit: Visit, given: Fields) -> Result<Response, Problem> {
    let (t, live) = (visit.t, app.read().await?);
    visit.may_see_something(&app, &live)?;
    let at = given.day("at")?;
    let (unit, item) = (UnitId(given.one("unit").to_owned()), ItemId(given.one("item").to_owned()));
    let (mut found, mut none) = (None, None);
    if !unit.0.is_empty() && !item.0.is_empty() {
        visit.may_see(&app, &live, &unit)?;
        match last(&live, &unit, at) {
            Some(cycle) => {
                let picture = app.picture(&live, &cycle.id).await?;
                match picture.unit(&unit).and_then(|u| u.item(&item)) {
                    Some(shown) => found = Some(told(&app, &live, &visit, cycle, &unit, shown).await?),
                    None => none = Some(t.fill("audit-none-item", &[("name", &cycle.id.0)])),
                }
            }
            None => none = Some(not_yet(&live, &unit, at).map_or_else(|| t.say("audit-none"), |c| unpublished(t, c))),
        }
    }
    let units = units(&app, &live, &visit, &unit);
    if units.is_empty() && none.is_none() {
        let open = live.current().and_then(|id| live.state.cycles.get(id));
        none = open.filter(|c| visit.may_see_part(&app, &live, c).is_ok()).map(|c| unpublished(t, c));
    }
    let oversees = |c: &&Cycle| live.state.unled() || live.state.holds(&visit.person, OVERSEEING, root(c), app.today());
    let published = live.state.in_order().into_iter().rev().filter(|c| c.stage == Stage::Published);
    render(&Page {
        shell: visit.shell(&live, t.say("audit-title"), Section::Audit, None),
        tabs: tabs(t, &live, Tab::Audit, None),
        units,
        activities: items(&live, &item),
        at: at.map(|d| d.to_string()).unwrap_or_default(),
        packs: published.filter(oversees).map(|c| (c.id.0.clone(), links::pack(&c.id))).collect(),
        found,
        none,
    })
}

/// Who may take a whole assessment out, with the record that it rests on.
pub(crate) const OVERSEEING: &[Role] = &[Role::Lead, Role::Reviewer, Role::Auditor];

/// The last published assessment of a unit for a day or before.
fn last<'a>(live: &'a Live, unit: &UnitId, at: Option<Date>) -> Option<&'a Cycle> {
    let cycles = live.state.cycles.values();
    let published = cycles.filter(|c| c.stage == Stage::Published && c.tree.unit(unit).is_some());
    let on_time = published.filter(|c| at.is_none_or(|at| c.scope.as_of <= at));
    on_time.max_by_key(|c| (c.scope.as_of, c.opened.seq))
}

/// The last assessment of a unit for a day or before, where none is published.
fn not_yet<'a>(live: &'a Live, unit: &UnitId, at: Option<Date>) -> Option<&'a Cycle> {
    let with_unit = live.state.cycles.values().filter(|c| c.tree.unit(unit).is_some());
    let on_time = with_unit.filter(|c| at.is_none_or(|at| c.scope.as_of <= at));
    on_time.max_by_key(|c| (c.scope.as_of, c.opened.seq))
}

/// What an assessment is that is not published.
fn unpublished(t: &Texts, cycle: &Cycle) -> String {
    Problem::unpublished(cycle).detail(t)
}

/// Units of all published assessments that somebody may see, those that are gone too.
fn units(app: &App, live: &Live, visit: &Visit, chosen: &UnitId) -> Vec<Choice> {
    let mut known: Vec<Choice> = Vec::new();
    for cycle in live.state.in_order().into_iter().rev().filter(|c| c.stage == Stage::Published) {
        for id in cycle.units().filter(|u| live.state.sees(&visit.person, u, app.today())) {
            if known.iter().all(|c| c.value != id.0) {
                let label = cycle.tree.unit(id).map_or_else(|| id.0.clone(), |u| u.title.clone());
                known.push(Choice { value: id.0.clone(), label, chosen: id == chosen, depth: 0 });
            }
        }
    }
    known
}

/// Items of all models of published assessments, by activity, the newest model first.
fn items(live: &Live, chosen: &ItemId) -> Vec<(String, Vec<Choice>)> {
    let mut all: Vec<(String, Vec<Choice>)> = Vec::new();
    let mut known: Vec<&ItemId> = Vec::new();
    for cycle in live.state.in_order().into_iter().rev().filter(|c| c.stage == Stage::Published) {
        let Some(model) = live.state.model(&cycle.scope.model) else { continue };
        for activity in &model.activities {
            let fresh: Vec<_> = activity.items.iter().filter(|i| !known.contains(&&i.id)).collect();
            known.extend(fresh.iter().map(|i| &i.id));
            let choices: Vec<Choice> = fresh
                .into_iter()
                .map(|i| Choice { value: i.id.0.clone(), label: i.title.clone(), chosen: &i.id == chosen, depth: 0 })
                .collect();
            if !choices.is_empty() {
                all.push((activity.title.clone(), choices));
            }
        }
    }
    all
}

async fn told(
    app: &App,
    live: &Live,
    visit: &Visit,
    cycle: &Cycle,
    unit: &UnitId,
    shown: &ItemPicture,
) -> Result<Told, Problem> {
    let t = visit.t;
    let model: &Model = live.state.model(&cycle.scope.model).ok_or(Problem::NotFound)?;
    let item = model.item(&shown.item).map(|(_, i)| i);
    let rating = |r: Option<osmm_maturity::rating::Rating>| r.map_or_else(|| "–".to_owned(), |r| r.to_string());
    let mut said = Vec::new();
    for s in &shown.said {
        let event = event(app, s.event).await?;
        let note = event.map(|e| note(t, live, &e));
        said.extend(note.map(|n| Note { who: live.name(&s.respondent), answer: answer_words(t, &s.answer), ..n }));
    }
    let decision = match &shown.how {
        How::Decided { event: seq, .. } => event(app, *seq).await?.map(|e| note(t, live, &e)),
        _ => None,
    };
    let (digest, trace) = cycle.published.clone().ok_or(Problem::NotFound)?;
    let reviews =
        live.state.unled() || live.state.holds(&visit.person, &[Role::Reviewer, Role::Lead], unit, app.today());
    Ok(Told {
        assessment: cycle.id.0.clone(),
        href: links::assessment(&cycle.id),
        unit: cycle.tree.unit(unit).map_or_else(|| unit.0.clone(), |u| u.title.clone()),
        item: item.map_or_else(|| shown.item.0.clone(), |i| i.title.clone()),
        as_of: t.day(cycle.scope.as_of),
        published_at: t.moment(trace.at),
        published_by: live.name(&trace.by),
        digest: digest.0,
        event: trace.seq,
        model: model_name(model),
        model_digest: cycle.scope.model.0.clone(),
        claimed: answer_words(t, &shown.answer),
        supported: rating(shown.supported),
        verified: rating(shown.verified),
        anchor: shown.answer.rating().and_then(|r| item?.anchors.get(&r).cloned()).unwrap_or_default(),
        question: item.map(|i| i.question.clone()).unwrap_or_default(),
        how: how_words(t, live, &shown.how),
        origin: origin(t, &shown.origin),
        said,
        decision,
        evidence: evidence(app, live, visit, shown).await?,
        corrections: corrections(t, live, cycle, unit, &shown.item),
        correct: (reviews && shown.origin != Origin::Inherited).then(|| links::correct(&cycle.id, unit, &shown.item)),
    })
}

fn note(t: &Texts, live: &Live, event: &Event) -> Note {
    let text = match (&event.why, event.reason()) {
        (Some(_), None) => t.say("audit-words-erased"),
        (_, words) => words.unwrap_or_default().to_owned(),
    };
    let answer = match &event.change {
        Change::Decided { answer, .. } => answer_words(t, answer),
        _ => String::new(),
    };
    Note { who: live.name(&event.by), answer, at: t.moment(event.at), event: event.seq, text }
}

fn origin(t: &Texts, origin: &Origin) -> String {
    match origin {
        Origin::Own => t.say("origin-own"),
        Origin::Inherited => t.say("origin-inherited"),
        Origin::Override { reason } => t.fill("origin-override", &[("reason", reason)]),
    }
}

/// The records of the evidence as they were then, as far as the reader may see them now.
async fn evidence(app: &App, live: &Live, visit: &Visit, shown: &ItemPicture) -> Result<Vec<Proof>, Problem> {
    let (t, mut all) = (visit.t, Vec::new());
    for piece in &shown.evidence {
        let record = match event(app, piece.event).await?.map(|e| e.change) {
            Some(Change::EvidenceSet { evidence }) => Some(evidence),
            _ => None,
        };
        let kind = t.say(&format!("evidence-kind-{}", piece.kind.word()));
        let open = |record: &_| live.state.shown(Some(&visit.person), record, app.today()).is_whole();
        // What has no record any more cannot be asked who may see it.
        if !record.as_ref().is_some_and(open) {
            let (title, place, digest) = (t.say("overview-evidence-hidden"), String::new(), String::new());
            all.push(Proof { title, kind, place, digest, event: piece.event });
            continue;
        }
        all.push(Proof {
            title: record.as_ref().map_or_else(|| piece.id.0.clone(), |r| r.title.clone()),
            kind,
            place: record.and_then(|r| r.place).unwrap_or_default(),
            digest: piece.digest.as_ref().map_or_else(|| t.say("audit-no-file"), ToString::to_string),
            event: piece.event,
        });
    }
    Ok(all)
}

fn corrections(t: &Texts, live: &Live, cycle: &Cycle, unit: &UnitId, item: &ItemId) -> Vec<Corrected> {
    let of = cycle.corrections.iter().filter(|c| &c.unit == unit && &c.item == item);
    of.map(|c| Corrected {
        from: answer_words(t, &c.from),
        to: answer_words(t, &c.to),
        note: Note {
            who: live.name(&c.trace.by),
            answer: String::new(),
            at: t.moment(c.trace.at),
            event: c.trace.seq,
            text: c.trace.why.clone().unwrap_or_else(|| t.say("audit-words-erased")),
        },
        went_to: c.went_to.clone(),
    })
    .collect()
}

/// The assessment that a page of the audit is about, published.
pub(super) fn published<'a>(live: &'a Live, id: &AssessmentId) -> Result<(&'a Cycle, &'a Model), Problem> {
    let (cycle, model) = live.cycle(id)?;
    if cycle.stage == Stage::Published { Ok((cycle, model)) } else { Err(Problem::unpublished(cycle)) }
}
