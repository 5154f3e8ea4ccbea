//! `/a/{assessment}/unit/{unit}`: where does this unit stand by itself, and with those below it?

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::cycle::pool::Pool;
use osmm_maturity::event::{AssessmentId, PersonId, Role, Stage};
use osmm_maturity::model::Scope;
use osmm_maturity::rollup::{Origin, Rollup, RollupRule, rollup};
use osmm_maturity::score::Basis;
use osmm_maturity::unit::UnitId;

use super::answer::others;
use super::overview::facts::{On, finding};
use super::overview::profile::ProfileRows;
use super::overview::view::{Asked, View, tops};
use super::overview::why::Why;
use super::overview::{Chip, Scene, facts, state};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "overview/unit.html")]
struct Page {
    shell: Shell,
    t: &'static Texts,
    /// Units above, as far as the reader may see them, and this one's name.
    above: Vec<(String, String)>,
    name: String,
    as_of: String,
    /// The own score on each basis.
    own: Vec<(&'static str, String, Why, String)>,
    below: Option<Below>,
    /// Whether anything holds for the unit itself.
    asked: bool,
    answer: Option<(String, String)>,
    profile: ProfileRows,
    central: Vec<Central>,
    overridden: usize,
    people: Vec<Person>,
    /// Those for whom the reader may enter answers (id and name), and where.
    others: Vec<(String, String)>,
    for_others: String,
    /// Who else holds a role: role, names.
    roles: Vec<(String, String)>,
    lenses: String,
}

/// The score over the unit and those below it.
struct Below {
    href: String,
    score: String,
    words: String,
}

/// A central item as it holds here.
struct Central {
    chip: Chip,
    item: String,
    href: String,
    activity: String,
    /// Set where the unit differs: why.
    reason: Option<String>,
}

/// Somebody who is to answer here.
struct Person {
    name: String,
    said: usize,
    of: usize,
    words: String,
}

/// `GET /a/{assessment}/unit/{unit}`
pub(crate) async fn show(
    State(app): State<App>,
    Path((assessment, unit)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    cycle.tree.unit(&unit).ok_or(Problem::NotFound)?;
    visit.may_see(&app, &live, &unit)?;
    let picture = app.picture(&live, &id).await?;
    let view = View::new(id, &Asked::default());
    let pool = Pool::new(model, &picture, |u| u == &unit);
    let scene = Scene { t: visit.t, live: &live, cycle, model, picture: &picture, pool, view: &view };
    render(&page(&app, &visit, &scene, &unit)?)
}

fn page(app: &App, visit: &Visit, scene: &Scene<'_>, unit: &UnitId) -> Result<Page, Problem> {
    let t = scene.t;
    let all = On::all(scene);
    let own = |on: &On| {
        let word = t.say(&format!("overview-basis-{}", on.basis.word()));
        let why = Why::score(scene, on.basis, &on.profile.overall, scene.pool.all());
        (facts::shape(on.basis), word, why, format!("n = {}", on.profile.overall.counts.rated))
    };
    let central = central(scene, unit);
    let asked = scene.pool.all().next().is_some();
    let title = if asked { finding(scene, &all[0]) } else { t.say("overview-unit-not-asked") };
    Ok(Page {
        shell: visit.shell(scene.live, title, Section::Overview, Some(&scene.view.id)),
        t,
        above: above(app, visit, scene, unit),
        name: scene.unit(unit),
        as_of: t.fill("overview-as-of", &[("day", &t.day(scene.cycle.scope.as_of))]),
        own: all.iter().map(own).collect(),
        below: below(scene, unit),
        asked,
        answer: answer(scene, unit),
        profile: ProfileRows::new(scene, &all, &all[0])?,
        overridden: central.iter().filter(|c| c.reason.is_some()).count(),
        central,
        people: people(scene, unit),
        others: others::choice(app, scene.live, scene.cycle, scene.model, unit, visit),
        for_others: links::for_others(&scene.cycle.id, unit),
        roles: roles(app, scene, unit),
        lenses: links::lenses(&scene.cycle.id, unit),
    })
}

/// The units above, from the top down; those that the reader may not see are left out.
fn above(app: &App, visit: &Visit, scene: &Scene<'_>, unit: &UnitId) -> Vec<(String, String)> {
    let tops = tops(&scene.live.state, scene.cycle, &visit.person, app.today());
    let line = scene.cycle.tree.line(unit);
    let seen = line.iter().position(|u| tops.iter().any(|t| &&t.id == u)).unwrap_or(0);
    let above = line.get(1..=seen).unwrap_or_default().iter().rev();
    above.map(|u| (links::unit(&scene.cycle.id, u), scene.unit(u))).collect()
}

fn below(scene: &Scene<'_>, unit: &UnitId) -> Option<Below> {
    let tree = &scene.cycle.tree;
    let within: Vec<&UnitId> = tree.subtree(tree.unit(unit)?).into_iter().map(|u| &u.id).collect();
    let units = scene.picture.units.iter().filter(|u| within.contains(&&u.unit));
    let answering = units.filter(|u| scene.cycle.scope.answering.contains(&u.unit));
    let scores: Vec<(Option<f64>, u32)> = answering
        .map(|u| {
            (u.standing(Basis::Claimed).and_then(|s| s.overall.mean), tree.unit(&u.unit).map_or(0, |u| u.headcount))
        })
        .collect();
    if within.len() < 2 || scores.is_empty() {
        return None;
    }
    let Rollup { value, scored, unscored, lowest, highest, .. } = rollup(RollupRule::Mean, &scores);
    let t = scene.t;
    let words = [
        ("low", t.figure_or_dash(lowest)),
        ("high", t.figure_or_dash(highest)),
        ("scored", scored.to_string()),
        ("n", (scored + unscored).to_string()),
    ];
    let view = View { unit: Some(unit.clone()), ..scene.view.clone() };
    Some(Below {
        href: view.href(),
        score: t.figure_or_dash(value),
        words: t.fill("overview-below-units", &words.each_ref().map(|(k, v)| (*k, v.as_str()))),
    })
}

/// The button to answer with, while answers are taken.
fn answer(scene: &Scene<'_>, unit: &UnitId) -> Option<(String, String)> {
    if scene.cycle.stage != Stage::Draft || !scene.cycle.involves(unit) {
        return None;
    }
    let open = scene.pool.all().filter(|(_, i, e)| {
        let asked = scene.cycle.asks(unit, i);
        asked && e.item.answer.rating().is_none() && e.item.answer.applicable()
    });
    let words = match open.count() {
        0 => scene.t.say("overview-answers-change"),
        n => scene.t.count("overview-answers-open", n),
    };
    Some((links::answer(&scene.cycle.id, unit), words))
}

/// Central items that the unit inherits, and those in which it differs.
fn central(scene: &Scene<'_>, unit: &UnitId) -> Vec<Central> {
    if unit == &scene.cycle.tree.root().id {
        return Vec::new();
    }
    let found = scene.pool.all().filter(|(_, i, _)| i.scope == Scope::Central);
    let mut found: Vec<Central> = found
        .map(|(activity, item, entry)| Central {
            chip: Chip::of(scene.t, scene.model, &entry.item.answer),
            item: item.title.clone(),
            href: links::item(&scene.cycle.id, unit, &item.id),
            activity: format!("{}: {}", activity.title, state(scene.t, &entry.item.answer)),
            reason: match &entry.item.origin {
                Origin::Override { reason } => Some(reason.clone()),
                _ => None,
            },
        })
        .collect();
    found.sort_by_key(|c| c.reason.is_none());
    found
}

/// Who is assigned, with how much is done: a count, never a rating.
fn people(scene: &Scene<'_>, unit: &UnitId) -> Vec<Person> {
    let mut found: BTreeMap<&PersonId, (usize, usize)> = BTreeMap::new();
    for (_, item, _) in scene.pool.all() {
        let spot = scene.cycle.spot(unit, &item.id);
        for person in scene.cycle.assigned(scene.model, unit, &item.id).into_keys() {
            let entry = found.entry(person).or_default();
            entry.1 += 1;
            entry.0 += usize::from(spot.is_some_and(|s| s.said.contains_key(person)));
        }
    }
    let person = |(person, (said, of)): (&PersonId, (usize, usize))| Person {
        name: scene.live.name(person),
        said,
        of,
        words: scene.t.fill("overview-n-of", &[("answered", &said.to_string()), ("n", &of.to_string())]),
    };
    found.into_iter().map(person).collect()
}

fn roles(app: &App, scene: &Scene<'_>, unit: &UnitId) -> Vec<(String, String)> {
    let names = |role: Role| {
        let holders = scene.live.state.holders(role, unit, app.today());
        holders.into_iter().map(|p| scene.live.name(p)).collect::<Vec<_>>().join(", ")
    };
    let all = Role::SEEING.map(|role| (scene.t.say(&format!("role-{}", role.word())), names(role)));
    all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}
