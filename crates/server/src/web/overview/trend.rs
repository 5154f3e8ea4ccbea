//! How it moved over the assessments: a small picture a level, with why the last step is what it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use osmm_maturity::cycle::Cycle;
use osmm_maturity::cycle::delta::{Cause, changes};
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::pool::Pool;
use osmm_maturity::model::{ItemId, Model};
use osmm_maturity::score::{Profile, difference};
use osmm_maturity::unit::UnitId;
use osmm_report::charts::trend::{Trend, TrendPoint, draw};

use super::Scene;
use super::facts::On;
use super::profile::answered;
use crate::error::Problem;

/// Assessments shown, the last ones.
pub(crate) const SHOWN: usize = 8;

/// The section; absent while there is one assessment only.
pub(crate) struct Trends {
    pub heading: String,
    pub levels: Vec<TrendLevel>,
    /// Names of the assessments, for the table.
    pub names: Vec<String>,
}

/// One small picture.
pub(crate) struct TrendLevel {
    pub title: String,
    pub svg: String,
    /// Why the last step is what it is.
    pub why: String,
    /// The table: score and coverage of each assessment.
    pub cells: Vec<(String, String)>,
}

/// An earlier assessment.
pub(crate) struct Earlier<'a> {
    pub cycle: &'a Cycle,
    pub model: &'a Model,
    pub picture: Arc<Picture>,
}

impl Trends {
    /// `earlier` comes oldest first.
    pub(crate) fn new(
        scene: &Scene<'_>,
        here: &On,
        earlier: &[Earlier<'_>],
        wanted: impl Fn(&UnitId) -> bool,
    ) -> Result<Option<Self>, Problem> {
        let Some(last) = earlier.last() else { return Ok(None) };
        let basis = scene.view.basis;
        let before: Vec<Profile> =
            earlier.iter().map(|e| Pool::new(e.model, &e.picture, &wanted).profile(basis)).collect();
        let profiles: Vec<&Profile> = before.iter().chain([&here.profile]).collect();
        let names: Vec<String> =
            earlier.iter().map(|e| e.cycle.id.0.clone()).chain([scene.cycle.id.0.clone()]).collect();
        let moved = moved(scene, last, wanted);
        let mut levels = Vec::new();
        for level in &here.profile.levels {
            levels.push(small(scene, level.level, &profiles, &names, moved.get(&level.level))?);
        }
        let was = before.last().and_then(|p| p.overall.mean);
        Ok(Some(Self { heading: heading(scene, &last.cycle.id.0, was, here.profile.overall.mean), levels, names }))
    }
}

/// How many answers changed since the last assessment, by level and cause.
fn moved(
    scene: &Scene<'_>,
    last: &Earlier<'_>,
    wanted: impl Fn(&UnitId) -> bool,
) -> BTreeMap<u8, BTreeMap<Cause, usize>> {
    let level_of = |item: &ItemId| scene.model.item(item).or_else(|| last.model.item(item)).map(|(a, _)| a.level);
    let found = changes((&last.picture, last.model), (scene.picture, scene.model), scene.view.basis, wanted);
    let mut moved: BTreeMap<u8, BTreeMap<Cause, usize>> = BTreeMap::new();
    for change in &found {
        if let Some(level) = level_of(&change.item) {
            *moved.entry(level).or_default().entry(change.cause).or_default() += 1;
        }
    }
    moved
}

fn small(
    scene: &Scene<'_>,
    level: u8,
    profiles: &[&Profile],
    names: &[String],
    moved: Option<&BTreeMap<Cause, usize>>,
) -> Result<TrendLevel, Problem> {
    let t = scene.t;
    let scores: Vec<_> =
        profiles.iter().map(|p| p.levels.iter().find(|l| l.level == level).map(|l| &l.score)).collect();
    let mean = |i: usize| scores.get(i).copied().flatten().and_then(|s| s.mean);
    let points = scores.iter().zip(names).map(|(score, name)| TrendPoint {
        label: name.clone(),
        score: score.and_then(|s| s.mean),
        words: t.figure_or_dash(score.and_then(|s| s.mean)),
        range: score.and_then(|s| s.range).map(|r| (r.low, r.high)),
    });
    let cells = scores.iter().map(|s| match s {
        Some(s) => (t.figure_or_dash(s.mean), answered(scene, s.counts.rated, s.counts.applicable())),
        None => ("–".to_owned(), String::new()),
    });
    let n = scores.len();
    let (was, now) = (mean(n.saturating_sub(2)), mean(n.saturating_sub(1)));
    let title = scene.model.level(level).map(|l| l.title.clone()).unwrap_or_default();
    let words = [("level", scene.level(level)), ("was", t.figure_or_dash(was)), ("now", t.figure_or_dash(now))];
    let trend = Trend {
        id: format!("trend-{level}"),
        title: t.fill("overview-trend-title", &words.each_ref().map(|(k, v)| (*k, v.as_str()))),
        points: points.collect(),
        top: scene.top().0,
        needed: scene.model.achievement.map(|a| a.mean),
    };
    let name = scene.level(level);
    Ok(TrendLevel {
        title: if name == title { name } else { format!("{name}: {title}") },
        svg: draw(&trend).map_err(|e| Problem::Failed(e.to_string()))?,
        why: why(scene, was, now, moved),
        cells: cells.collect(),
    })
}

/// The difference with the number of changes by cause.
fn why(scene: &Scene<'_>, was: Option<f64>, now: Option<f64>, moved: Option<&BTreeMap<Cause, usize>>) -> String {
    let t = scene.t;
    let causes: Vec<String> = moved
        .into_iter()
        .flatten()
        .map(|(cause, n)| t.count(&format!("overview-cause-{}", cause_id(*cause)), *n))
        .collect();
    if causes.is_empty() {
        return t.say("overview-nothing-moved");
    }
    let causes = causes.join(", ");
    match (was, now) {
        (Some(was), Some(now)) => format!("{}: {causes}", signed(scene, difference(was, now))),
        _ => causes,
    }
}

fn cause_id(cause: Cause) -> &'static str {
    match cause {
        Cause::ModelChanged => "model",
        Cause::ScopeChanged => "scope",
        Cause::NewEvidence => "evidence",
        Cause::EvidenceExpired => "expired",
        Cause::ReRated => "re-rated",
    }
}

fn signed(scene: &Scene<'_>, difference: f64) -> String {
    let figure = scene.t.figure(difference.abs());
    if difference.abs() < 0.005 {
        "±0".to_owned()
    } else if difference < 0.0 {
        format!("−{figure}")
    } else {
        format!("+{figure}")
    }
}

fn heading(scene: &Scene<'_>, since: &str, was: Option<f64>, now: Option<f64>) -> String {
    let t = scene.t;
    let (Some(was), Some(now)) = (was, now) else { return t.fill("overview-trend", &[("since", since)]) };
    let difference = difference(was, now);
    let id = if difference.abs() < 0.005 {
        "overview-trend-same"
    } else if difference > 0.0 {
        "overview-trend-up"
    } else {
        "overview-trend-down"
    };
    let (by, was, now) = (t.figure(difference.abs()), t.figure(was), t.figure(now));
    t.fill(id, &[("since", since), ("by", &by), ("was", &was), ("now", &now)])
}
