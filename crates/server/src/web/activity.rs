//! `/a/{assessment}/unit/{unit}/activity/{activity}`: what does it look like here now, and what is the next step?

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use osmm_maturity::cycle::pool::{Entry, Pool};
use osmm_maturity::event::AssessmentId;
use osmm_maturity::model::{Activity, ActivityId, Crosswalk, Item, Link, Model, Prerequisite, Term};
use osmm_maturity::score::{Basis, Score};
use osmm_maturity::unit::UnitId;

use super::overview::view::{Asked, View};
use super::overview::why::Why;
use super::overview::{Chip, Scene, blockers, facts, state};
use crate::app::App;
use crate::error::Problem;
use crate::links;
use crate::page::{Section, Shell, render};
use crate::texts::Texts;
use crate::who::Visit;

#[derive(Template)]
#[template(path = "overview/activity.html")]
struct Page<'a> {
    app: &'a App,
    shell: Shell,
    t: &'static Texts,
    unit: (String, String),
    level: String,
    activity: &'a Activity,
    /// The score on each basis: shape, word, on how many answers it rests, figure.
    scores: Vec<(&'static str, String, String, Why)>,
    items: Vec<Standing<'a>>,
    terms: Vec<(&'static str, Vec<&'a Term>)>,
    before: Vec<Edge<'a>>,
    after: Vec<Edge<'a>>,
    crosswalks: Vec<(&'a Crosswalk, Vec<&'a Link>)>,
    model: String,
}

/// An item as it stands in the unit.
struct Standing<'a> {
    item: &'a Item,
    href: String,
    chip: Chip,
    state: String,
    /// What it looks like at its rating.
    now: String,
    lead: String,
    next: String,
}

/// An activity that comes before or after, as it stands in the unit.
struct Edge<'a> {
    edge: &'a Prerequisite,
    title: &'a str,
    href: String,
    score: String,
}

/// `GET /a/{assessment}/unit/{unit}/activity/{activity}`
pub(crate) async fn show(
    State(app): State<App>,
    Path((assessment, unit, activity)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (id, unit) = (AssessmentId(assessment), UnitId(unit));
    let live = app.read().await?;
    let (cycle, model) = live.cycle(&id)?;
    cycle.tree.unit(&unit).ok_or(Problem::NotFound)?;
    visit.may_see(&app, &live, &unit)?;
    let activity = model.activity(&ActivityId(activity)).ok_or(Problem::NotFound)?;
    let picture = app.picture(&live, &id).await?;
    let view = View::new(id, &Asked::default());
    let pool = Pool::new(model, &picture, |u| u == &unit);
    let scene = Scene { t: visit.t, live: &live, cycle, model, picture: &picture, pool, view: &view };
    let entries: Vec<(&Activity, &Item, &Entry<'_>)> =
        scene.pool.all().filter(|(a, _, _)| a.id == activity.id).collect();
    let t = visit.t;
    render(&Page {
        app: &app,
        shell: visit.shell(&live, activity.title.clone(), Section::Overview, Some(&cycle.id)),
        t,
        unit: (links::unit(&cycle.id, &unit), scene.unit(&unit)),
        level: scene.level(activity.level),
        activity,
        scores: Basis::ALL.map(|basis| score(&scene, basis, activity, &entries)).into(),
        items: entries.iter().map(|(_, item, entry)| standing(&scene, item, entry)).collect(),
        terms: super::model::guide::terms(model, activity),
        before: edges(&scene, &unit, activity, |p| &p.after, |p| &p.before),
        after: edges(&scene, &unit, activity, |p| &p.before, |p| &p.after),
        crosswalks: crosswalks(model, activity),
        model: links::model_activity(&cycle.scope.model.0, &activity.id),
    })
}

fn of(scene: &Scene<'_>, basis: Basis, activity: &ActivityId) -> Option<Score> {
    let profile = scene.pool.profile(basis);
    let mut activities = profile.levels.into_iter().flat_map(|l| l.activities);
    activities.find(|a| &a.activity == activity).map(|a| a.score)
}

fn score(
    scene: &Scene<'_>,
    basis: Basis,
    activity: &Activity,
    entries: &[(&Activity, &Item, &Entry<'_>)],
) -> (&'static str, String, String, Why) {
    let nothing = || osmm_maturity::score::score([], scene.top());
    let score = of(scene, basis, &activity.id).unwrap_or_else(nothing);
    let word = scene.t.say(&format!("overview-basis-{}", basis.word()));
    let counts = &score.counts;
    let n = [("answered", counts.rated.to_string()), ("n", counts.applicable().to_string())];
    let n = scene.t.fill("overview-n-of", &[(n[0].0, &n[0].1), (n[1].0, &n[1].1)]);
    (facts::shape(basis), word, format!("n\u{a0}=\u{a0}{n}"), Why::score(scene, basis, &score, entries.iter().copied()))
}

fn standing<'a>(scene: &Scene<'_>, item: &'a Item, entry: &Entry<'_>) -> Standing<'a> {
    let answer = &entry.item.answer;
    let (lead, next) = blockers::next(scene, item, answer);
    let meaning = |r| scene.model.scale.0.iter().find(|s| s.value == r).map(|s| s.meaning.clone());
    Standing {
        item,
        href: links::item(&scene.cycle.id, entry.unit, &item.id),
        chip: Chip::of(scene.t, scene.model, answer),
        state: state(scene.t, answer),
        now: answer.rating().and_then(|r| item.anchors.get(&r).cloned().or_else(|| meaning(r))).unwrap_or_default(),
        lead,
        next,
    }
}

fn edges<'a>(
    scene: &Scene<'a>,
    unit: &UnitId,
    activity: &Activity,
    here: fn(&Prerequisite) -> &ActivityId,
    there: fn(&Prerequisite) -> &ActivityId,
) -> Vec<Edge<'a>> {
    let found = scene.model.prerequisites.iter().filter(|p| here(p) == &activity.id);
    let edge = |edge: &'a Prerequisite| {
        let other = scene.model.activity(there(edge))?;
        let score = of(scene, Basis::Claimed, &other.id);
        Some(Edge {
            edge,
            title: &other.title,
            href: links::activity(&scene.cycle.id, unit, &other.id),
            score: scene.t.figure_or_dash(score.and_then(|s| s.mean)),
        })
    };
    found.filter_map(edge).collect()
}

/// What corresponds to the activity or one of its items, by framework.
fn crosswalks<'a>(model: &'a Model, activity: &Activity) -> Vec<(&'a Crosswalk, Vec<&'a Link>)> {
    let ours = |l: &&Link| l.from == activity.id.0 || activity.items.iter().any(|i| i.id.0 == l.from);
    let all = model.crosswalks.iter().map(|c| (c, c.links.iter().filter(ours).collect::<Vec<_>>()));
    all.filter(|(_, links)| !links.is_empty()).collect()
}

impl Page<'_> {
    fn element(&self, crosswalk: &Crosswalk, link: &Link) -> String {
        super::model::element(self.app, &crosswalk.framework, &link.to)
    }

    fn word(&self, prefix: &str, value: &impl serde::Serialize) -> String {
        super::model::word(self.t, prefix, value)
    }
}
