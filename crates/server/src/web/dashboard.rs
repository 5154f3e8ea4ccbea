//! `/a/{assessment}`: where do we stand? For one unit, for a tree of units, or for everything that the reader may see.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::pool::Pool;
use osmm_maturity::event::{AssessmentId, Stage};
use osmm_maturity::score::Basis;
use osmm_maturity::unit::{Unit, UnitId};
use osmm_report::charts::radar;

use super::overview::blockers::Blockers;
use super::overview::facts::{Facts, On, finding};
use super::overview::gaps::{FindOut, Gaps};
use super::overview::heat::Units;
use super::overview::profile::ProfileRows;
use super::overview::trend::{self, Earlier, Trends};
use super::overview::view::{Asked, View, chosen, tops};
use super::overview::watch::{self, List, NotLooked};
use super::overview::{Scene, grid};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::live::Live;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "overview/dashboard.html")]
struct Page {
    shell: Shell,
    t: &'static Texts,
    view: View,
    top: u8,
    about: String,
    /// Units to choose from: address, title, how deep, whether it is this one.
    units: Vec<(String, String, usize, bool)>,
    stage: String,
    as_of: String,
    facts: Facts,
    next: Option<(String, String)>,
    blockers: Option<Blockers>,
    profile: ProfileRows,
    grid_heading: String,
    grid: String,
    radar: String,
    spokes: Vec<(String, String)>,
    trends: Option<Trends>,
    heat: Option<Units>,
    gaps: Gaps,
    find_out: FindOut,
    contradictions: Option<List>,
    expiring: List,
    not_looked: NotLooked,
}

/// `GET /`
pub(crate) async fn home(State(app): State<App>, _visit: Visit) -> Result<Response, Problem> {
    let live = app.read().await?;
    let current = live.current().ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&links::assessment(current)).into_response())
}

/// `GET /a/{assessment}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(assessment): Path<String>,
    Query(asked): Query<Asked>,
    visit: Visit,
) -> Result<Response, Problem> {
    let view = View::new(AssessmentId(assessment), &asked);
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&view.id)?;
    let tops = tops(&live.state, cycle, &visit.person, app.today());
    let about = chosen(cycle, &tops, &view)?;
    let within: Vec<&UnitId> = about.iter().flat_map(|u| cycle.tree.subtree(u)).map(|u| &u.id).collect();
    let wanted = |unit: &UnitId| within.contains(&unit);
    let picture = app.picture(&live, &view.id).await?;
    let earlier = earlier(&app, &live, cycle).await?;
    let pool = Pool::new(model, &picture, wanted);
    let scene = Scene { t: visit.t, live: &live, cycle, model, picture: &picture, pool, view: &view };
    let page = page(&app, &visit, &scene, (&tops, &about), &earlier)?;
    render(&page)
}

/// The assessments before, oldest first.
async fn earlier<'a>(app: &App, live: &'a Live, cycle: &Cycle) -> Result<Vec<Earlier<'a>>, Problem> {
    let before: Vec<&Cycle> = live
        .state
        .in_order()
        .into_iter()
        .filter(|c| c.opened.seq < cycle.opened.seq && c.stage == Stage::Published)
        .collect();
    let mut found = Vec::new();
    for cycle in before.into_iter().rev().take(trend::SHOWN - 1).rev() {
        let (cycle, model) = live.cycle(&cycle.id)?;
        found.push(Earlier { cycle, model, picture: app.picture(live, &cycle.id).await? });
    }
    Ok(found)
}

fn page(
    app: &App,
    visit: &Visit,
    scene: &Scene<'_>,
    (tops, about): (&[&Unit], &[&Unit]),
    earlier: &[Earlier<'_>],
) -> Result<Page, Problem> {
    let (t, view) = (scene.t, scene.view);
    let all = On::all(scene);
    let here = all.iter().find(|on| on.basis == view.basis).unwrap_or(&all[0]);
    let looks = scene.live.looks(&view.id);
    let within: Vec<&UnitId> = scene.pool.units.iter().map(|u| &u.unit).collect();
    Ok(Page {
        shell: visit.shell(scene.live, finding(scene, here), Section::Overview, Some(&view.id)),
        t,
        about: name(scene, about),
        units: picker(scene, tops, about),
        stage: t.say(&format!("overview-stage-{}", stage(scene.cycle.stage))),
        as_of: t.fill("overview-as-of", &[("day", &t.day(scene.cycle.scope.as_of))]),
        facts: Facts::new(scene, &all, here),
        next: next(scene),
        blockers: Blockers::new(scene, here),
        profile: ProfileRows::new(scene, &all, here)?,
        grid_heading: grid_heading(scene, here),
        grid: grid::table(scene)?,
        radar: radar(scene, here)?,
        spokes: spokes(scene, here),
        trends: Trends::new(scene, here, earlier, |u| within.contains(&u))?,
        heat: Units::new(scene)?,
        gaps: Gaps::new(scene),
        find_out: FindOut::new(scene),
        contradictions: watch::contradicting(scene, looks),
        expiring: watch::expiring(scene, &visit.person, app.today()),
        not_looked: watch::not_looked(scene, looks),
        top: scene.top().0,
        view: view.clone(),
    })
}

/// Name of what the page is about.
fn name(scene: &Scene<'_>, about: &[&Unit]) -> String {
    match about {
        [one] if one.parent.is_none() && scene.view.unit.is_none() => scene.cycle.scope.title.clone(),
        [one] => one.title.clone(),
        many => scene.t.count("overview-your-units", many.len()),
    }
}

/// Units that the reader may choose, with their depth.
fn picker(scene: &Scene<'_>, tops: &[&Unit], about: &[&Unit]) -> Vec<(String, String, usize, bool)> {
    let tree = &scene.cycle.tree;
    let mut found = Vec::new();
    let mut next: Vec<(&Unit, usize)> = tops.iter().rev().map(|u| (*u, 0)).collect();
    while let Some((unit, depth)) = next.pop() {
        let here = about.len() == 1 && about.iter().any(|u| u.id == unit.id);
        found.push((unit.id.0.clone(), unit.title.clone(), depth, here));
        let below: Vec<&Unit> = tree.units().iter().filter(|u| u.parent.as_ref() == Some(&unit.id)).collect();
        next.extend(below.into_iter().rev().map(|u| (u, depth + 1)));
    }
    found
}

pub(crate) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "draft",
        Stage::InReview => "review",
        Stage::Published => "published",
    }
}

/// The one thing to do next: answer what is open.
fn next(scene: &Scene<'_>) -> Option<(String, String)> {
    if scene.cycle.stage != Stage::Draft {
        return None;
    }
    let open =
        |e: &osmm_maturity::cycle::pool::Entry<'_>| e.item.answer.rating().is_none() && e.item.answer.applicable();
    let (_, _, first) = scene.pool.all().find(|(_, _, e)| open(e))?;
    let n = scene.pool.all().filter(|(_, _, e)| e.unit == first.unit && open(e)).count();
    let unit = scene.unit(first.unit);
    let words = [("n", n.to_string()), ("unit", unit)];
    let words = scene.t.fill("overview-next", &words.each_ref().map(|(k, v)| (*k, v.as_str())));
    Some((links::answer(&scene.cycle.id, first.unit), words))
}

fn grid_heading(scene: &Scene<'_>, on: &On) -> String {
    let counts = on.profile.overall.counts;
    let all = (counts.applicable() + counts.not_applicable).to_string();
    let (rated, open) = (counts.rated.to_string(), (counts.applicable() - counts.rated).to_string());
    scene.t.fill("overview-grid", &[("n", &all), ("rated", &rated), ("open", &open)])
}

fn radar(scene: &Scene<'_>, on: &On) -> Result<String, Problem> {
    let scores = on.profile.levels.iter().flat_map(|l| &l.activities);
    let spokes: Vec<(String, Option<f64>)> =
        (1..).zip(scores).map(|(n, a): (u32, _)| (n.to_string(), a.score.mean)).collect();
    let words = spokes.len().to_string();
    let picture = radar::Radar {
        spokes,
        top: scene.top().0,
        title: scene.t.say(&format!("overview-radar-{}", on.basis.word())),
        description: scene.t.fill("overview-radar-out", &[("n", &words), ("top", &scene.top().to_string())]),
    };
    radar::draw(&picture).map_err(|e| Problem::Failed(e.to_string()))
}

/// The names of the spokes with their scores: the table of the radar.
fn spokes(scene: &Scene<'_>, on: &On) -> Vec<(String, String)> {
    let scores = on.profile.levels.iter().flat_map(|l| &l.activities);
    let title =
        |a: &osmm_maturity::model::ActivityId| scene.model.activity(a).map(|a| a.title.clone()).unwrap_or_default();
    scores.map(|a| (title(&a.activity), scene.t.figure_or_dash(a.score.mean))).collect()
}

impl Page {
    fn claimed(&self) -> bool {
        self.view.basis == Basis::Claimed
    }

    fn scale_top(&self) -> u8 {
        self.top
    }
}
