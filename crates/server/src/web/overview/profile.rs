//! The profile: a row per level and activity. Each row opens, in place, to why its figures are what they are; its marks
//! are those of the report.

use osmm_maturity::cycle::pool::Entry;
use osmm_maturity::model::{Activity, Item, ItemId};
use osmm_maturity::score::{Basis, Profile, Score};
use osmm_report::charts::profile::{Row, draw_key, draw_row};

use super::Scene;
use super::facts::On;
use super::why::Why;
use crate::error::Problem;

/// The section.
pub(crate) struct ProfileRows {
    pub heading: String,
    pub rows: Vec<ProfileRow>,
    /// The marks that occur, with their meaning.
    pub keys: Vec<(String, String)>,
}

/// One level or activity.
pub(crate) struct ProfileRow {
    pub level: bool,
    pub label: String,
    /// Where more of it is; a level has no page.
    pub href: String,
    pub svg: String,
    pub why: Why,
    /// What the marks say, for who hears it.
    pub spoken: String,
    pub answered: String,
    /// The table beside the picture: claimed, supported, verified, possible range, lowest, target.
    pub cells: [String; 6],
}

impl ProfileRows {
    pub(crate) fn new(scene: &Scene<'_>, all: &[On; 3], here: &On) -> Result<Self, Problem> {
        let mut rows = Vec::new();
        let targets = super::gaps::targets(scene);
        let wanted = |items: &[&Item]| mean(items.iter().filter_map(|i| targets.get(&i.id)).flatten().copied());
        for (l, level) in here.profile.levels.iter().enumerate() {
            let activities: Vec<&Activity> = scene.model.activities_of(level.level).collect();
            let items: Vec<&Item> = activities.iter().flat_map(|a| &a.items).collect();
            let scores = all.each_ref().map(|on| level_score(&on.profile, l));
            let satisfied = here
                .position
                .as_ref()
                .is_some_and(|p| p.satisfied.iter().any(|s| s.level == level.level && s.satisfied));
            let label = level_label(scene, level.level, satisfied);
            let part = Part { label, level: true, href: String::new(), target: wanted(&items), items };
            rows.push(row(scene, here.basis, part, scores)?);
            for (a, activity) in activities.into_iter().enumerate() {
                let items: Vec<&Item> = activity.items.iter().collect();
                let scores = all.each_ref().map(|on| activity_score(&on.profile, l, a));
                let href = if scene.several() { String::new() } else { activity_href(scene, activity) };
                let (label, target) = (activity.title.clone(), wanted(&items));
                rows.push(row(scene, here.basis, Part { label, level: false, href, target, items }, scores)?);
            }
        }
        Ok(Self {
            heading: heading(scene, here),
            keys: keys(scene, here.basis, &rows)?,
            rows: rows.into_iter().map(|(r, _)| r).collect(),
        })
    }
}

fn level_score(profile: &Profile, level: usize) -> Option<Score> {
    profile.levels.get(level).map(|l| l.score.clone())
}

fn activity_score(profile: &Profile, level: usize, activity: usize) -> Option<Score> {
    profile.levels.get(level)?.activities.get(activity).map(|a| a.score.clone())
}

fn activity_href(scene: &Scene<'_>, activity: &Activity) -> String {
    let unit = scene.pool.units.first().map(|u| &u.unit);
    unit.map(|u| crate::links::activity(&scene.cycle.id, u, &activity.id)).unwrap_or_default()
}

fn level_label(scene: &Scene<'_>, number: u8, satisfied: bool) -> String {
    let title = scene.model.level(number).map(|l| l.title.clone()).unwrap_or_default();
    if scene.model.achievement.is_none() {
        return title;
    }
    let id = if satisfied { "overview-level-in-place" } else { "overview-level-titled" };
    scene.t.fill(id, &[("level", &number.to_string()), ("title", &title)])
}

/// What a row is about.
struct Part<'m> {
    label: String,
    level: bool,
    href: String,
    target: Option<f64>,
    items: Vec<&'m Item>,
}

fn row(
    scene: &Scene<'_>,
    basis: Basis,
    part: Part<'_>,
    [claimed, supported, verified]: [Option<Score>; 3],
) -> Result<(ProfileRow, Row), Problem> {
    let t = scene.t;
    let mean = |s: &Option<Score>| s.as_ref().and_then(|s| s.mean);
    let score = match basis {
        Basis::Claimed => claimed.clone(),
        Basis::Supported => supported.clone(),
        Basis::Verified => verified.clone(),
    };
    let score = score.unwrap_or_else(|| {
        osmm_maturity::score::score(Vec::<(&ItemId, &osmm_maturity::response::Answer)>::new(), scene.top())
    });
    let counts = score.counts;
    let also = |s: &Option<Score>| mean(s).filter(|_| basis == Basis::Claimed);
    let marks = Row {
        label: String::new(),
        level: part.level,
        score: score.mean,
        range: score.range.map(|r| (r.low, r.high)),
        lowest: score.lowest.as_ref().map(|l| l.rating.value()),
        target: part.target,
        accepted: None,
        supported: also(&supported),
        verified: also(&verified),
        verified_n: 0,
        answered: counts.rated,
        applicable: counts.applicable(),
    };
    let needed = scene.model.achievement.map(|a| a.mean);
    let svg = draw_row(&marks, scene.top().value(), needed, basis).map_err(|e| Problem::Failed(e.to_string()))?;
    let entries = part.items.iter().flat_map(|i| {
        let activity = scene.model.item(&i.id).map(|(a, _)| a);
        scene.pool.of(&i.id).iter().filter_map(move |e| Some((activity?, *i, e)))
    });
    let entries: Vec<(&Activity, &Item, &Entry<'_>)> = entries.collect();
    let range = score.range.map_or_else(|| "–".to_owned(), |r| range(scene, r.low, r.high));
    let lowest = score.lowest.as_ref().map_or_else(|| "–".to_owned(), |l| l.rating.to_string());
    let target = t.figure_or_dash(part.target);
    let n = |s: &Option<Score>| s.as_ref().map_or(0, |s| s.counts.rated);
    let with_n = |s: &Option<Score>| match mean(s) {
        Some(m) => format!("{} (n = {})", t.figure(m), n(s)),
        None => "–".to_owned(),
    };
    let words = [("range", range.as_str()), ("lowest", &lowest), ("target", &target)];
    let row = ProfileRow {
        level: part.level,
        label: part.label,
        href: part.href,
        svg,
        why: Why::score(scene, basis, &score, entries.into_iter()),
        spoken: t.fill("overview-row-spoken", &words),
        answered: answered(scene, counts.rated, counts.applicable()),
        cells: [with_n(&claimed), with_n(&supported), with_n(&verified), range, lowest, target],
    };
    Ok((row, marks))
}

/// `7 of 8`.
pub(crate) fn answered(scene: &Scene<'_>, rated: u32, of: u32) -> String {
    scene.t.fill("overview-n-of", &[("answered", &rated.to_string()), ("n", &of.to_string())])
}

fn range(scene: &Scene<'_>, low: f64, high: f64) -> String {
    scene.t.fill("overview-from-to", &[("low", &scene.t.figure(low)), ("high", &scene.t.figure(high))])
}

pub(crate) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), v| (sum + v, n + 1.0));
    (n > 0.0).then(|| sum / n)
}

/// The highest and the lowest level among those of which at least half is answered.
fn heading(scene: &Scene<'_>, on: &On) -> String {
    let t = scene.t;
    if on.profile.overall.counts.rated == 0 {
        return t.say("overview-profile-empty");
    }
    let levels = on.profile.levels.iter().filter(|l| l.score.counts.coverage() >= 0.5);
    let known: Vec<(f64, u8)> = levels.filter_map(|l| Some((l.score.mean?, l.level))).collect();
    let highest = known.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let lowest = known.iter().min_by(|a, b| a.0.total_cmp(&b.0));
    match (highest, lowest) {
        (Some(high), Some(low)) if high.0 - low.0 >= 0.1 => {
            let name = |level: u8| scene.model.level(level).map(|l| l.title.clone()).unwrap_or_default();
            let words = [name(high.1), t.figure(high.0), name(low.1), t.figure(low.0)];
            let names = ["high", "at", "low", "lowest"];
            let words: Vec<(&str, &str)> = names.into_iter().zip(words.iter().map(String::as_str)).collect();
            t.fill("overview-profile-extremes", &words)
        }
        _ => t.say("overview-profile-how"),
    }
}

/// The legend: only marks that occur.
fn keys(scene: &Scene<'_>, basis: Basis, rows: &[(ProfileRow, Row)]) -> Result<Vec<(String, String)>, Problem> {
    let any = |has: &dyn Fn(&Row) -> bool| rows.iter().any(|(_, r)| has(r));
    let marks = [
        ("bar", any(&|r| r.score.is_some())),
        ("supported", any(&|r| r.supported.is_some())),
        ("verified", any(&|r| r.verified.is_some())),
        ("range", any(&|r| r.answered < r.applicable && r.answered > 0)),
        ("lowest", any(&|r| r.lowest.is_some())),
        ("target", any(&|r| r.target.is_some())),
        ("empty", any(&|r| r.score.is_none() && r.applicable > 0)),
        ("needed", scene.model.achievement.is_some()),
    ];
    let key = |mark: &'static str| {
        let svg = draw_key(mark, basis).map_err(|e| Problem::Failed(e.to_string()))?;
        let words = match mark {
            "bar" => scene.t.say(&format!("overview-key-bar-{}", basis.word())),
            other => scene.t.say(&format!("overview-key-{other}")),
        };
        Ok((svg, words))
    };
    marks.into_iter().filter(|(_, occurs)| *occurs).map(|(mark, _)| key(mark)).collect()
}
