//! Gaps: rated answers below their target, the widest first. What nobody answered is no gap but something to find out,
//! and is listed apart.

use std::collections::BTreeMap;

use osmm_maturity::assessment::default_target;
use osmm_maturity::gap::priority;
use osmm_maturity::model::{Item, ItemId};
use osmm_maturity::organisation::Target;
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::UnitId;

use super::{Chip, Scene, blockers, state};
use crate::links;

/// Gaps that are shown, and those that fold away; more are only counted.
const SHOWN: usize = 8;
const MOST: usize = 40;
/// Activities of which open items are listed.
const GROUPS: usize = 24;
/// Open items listed of one activity.
const OPEN: usize = 12;

/// The section of gaps.
pub(crate) struct Gaps {
    pub heading: String,
    pub note: String,
    pub shown: Vec<Gap>,
    pub folded: Vec<Gap>,
    pub more: String,
    pub rest: String,
}

/// One gap.
pub(crate) struct Gap {
    pub chip: Chip,
    pub item: String,
    pub place: String,
    pub target: String,
    pub priority: String,
    /// How the priority is computed.
    pub formula: String,
    pub lead: String,
    pub text: String,
    pub href: String,
}

/// Targets that are set, of the answers that the page is about and that apply, by item.
pub(crate) fn targets<'a>(scene: &Scene<'a>) -> BTreeMap<&'a ItemId, Vec<f64>> {
    let mut found: BTreeMap<&ItemId, Vec<f64>> = BTreeMap::new();
    let by_unit = by_unit(scene);
    for (_, item, entry) in scene.pool.all() {
        let target = by_unit.get(entry.unit).and_then(|t| t.get(&item.id));
        if let Some(target) = target.filter(|_| entry.item.answer.applicable()) {
            found.entry(&item.id).or_default().push(target.rating.value());
        }
    }
    found
}

type ByUnit<'a> = BTreeMap<&'a UnitId, BTreeMap<&'a ItemId, Target>>;

fn by_unit<'a>(scene: &Scene<'a>) -> ByUnit<'a> {
    if scene.live.state.targets.is_empty() {
        return BTreeMap::new();
    }
    scene.pool.units.iter().map(|u| (&u.unit, scene.live.state.targets_of(scene.model, &u.unit))).collect()
}

impl Gaps {
    pub(crate) fn new(scene: &Scene<'_>) -> Self {
        let (t, top) = (scene.t, scene.top());
        let default = default_target(scene.model);
        let by_unit = by_unit(scene);
        let mut found: Vec<(f64, Found<'_>)> = Vec::new();
        let (mut set, mut rated) = (0, 0);
        for (activity, item, entry) in scene.pool.all() {
            let own = by_unit.get(entry.unit).and_then(|t| t.get(&item.id)).map(|t| t.rating);
            set += usize::from(own.is_some());
            let Some(rating) = entry.item.on(scene.view.basis).rating() else { continue };
            rated += 1;
            let target = own.unwrap_or(default);
            if rating < target {
                let found_here = Found { activity: &activity.title, item, unit: entry.unit, rating, target };
                found.push((priority(rating, target, top), found_here));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let n = found.len();
        let mut shown: Vec<Gap> = found.iter().take(MOST).map(|(p, f)| gap(scene, *p, f)).collect();
        let folded = shown.split_off(shown.len().min(if shown.len() <= SHOWN + 2 { shown.len() } else { SHOWN }));
        let rest = n.saturating_sub(MOST);
        Self {
            heading: match (rated, n) {
                (0, _) => t.say("overview-gaps-empty"),
                (_, 0) => t.say("overview-gaps-none"),
                _ => t.count("overview-gaps", n),
            },
            note: t.fill("overview-gaps-note", &[("n", &set.to_string()), ("target", &default.to_string())]),
            more: t.count("overview-more", folded.len() + rest),
            rest: if rest > 0 { t.count("overview-more", rest) } else { String::new() },
            shown,
            folded,
        }
    }
}

struct Found<'a> {
    activity: &'a str,
    item: &'a Item,
    unit: &'a UnitId,
    rating: Rating,
    target: Rating,
}

fn gap(scene: &Scene<'_>, priority: f64, found: &Found<'_>) -> Gap {
    let t = scene.t;
    let answer = Answer::Rated { rating: found.rating };
    let (lead, text) = blockers::next(scene, found.item, &answer);
    let (rating, target, top) = (found.rating.to_string(), found.target.to_string(), scene.top().to_string());
    let words = [("rating", rating.as_str()), ("target", &target), ("top", &top), ("priority", &t.figure(priority))];
    Gap {
        chip: Chip::of(t, scene.model, &answer),
        item: found.item.title.clone(),
        place: place(scene, found.activity, found.unit),
        formula: t.fill("overview-priority", &words),
        priority: t.figure(priority),
        target,
        lead,
        text,
        href: links::item(&scene.cycle.id, found.unit, &found.item.id),
    }
}

/// The activity, and the unit where there are several.
pub(crate) fn place(scene: &Scene<'_>, activity: &str, unit: &UnitId) -> String {
    if scene.several() { format!("{activity}, {}", scene.unit(unit)) } else { activity.to_owned() }
}

/// The section of what is to be found out.
pub(crate) struct FindOut {
    pub heading: String,
    pub groups: Vec<(String, Vec<Open>, String)>,
    pub more: String,
}

/// An item that nobody rated.
pub(crate) struct Open {
    pub chip: Chip,
    pub item: String,
    pub unit: String,
    pub state: String,
    pub href: String,
}

impl FindOut {
    pub(crate) fn new(scene: &Scene<'_>) -> Self {
        let t = scene.t;
        let mut groups: Vec<(String, Vec<Open>, usize)> = Vec::new();
        let (mut n, mut last) = (0, None);
        for (activity, item, entry) in scene.pool.all() {
            let answer = &entry.item.answer;
            if answer.rating().is_some() || !answer.applicable() {
                continue;
            }
            n += 1;
            if last != Some(&activity.id) {
                last = Some(&activity.id);
                groups.push((activity.title.clone(), Vec::new(), 0));
            }
            let Some((_, list, more)) = groups.last_mut() else { continue };
            if list.len() < OPEN {
                list.push(Open {
                    chip: Chip::of(t, scene.model, answer),
                    item: item.title.clone(),
                    unit: if scene.several() { scene.unit(entry.unit) } else { String::new() },
                    state: state(t, answer),
                    href: links::item(&scene.cycle.id, entry.unit, &item.id),
                });
            } else {
                *more += 1;
            }
        }
        let rest = groups.len().saturating_sub(GROUPS);
        groups.truncate(GROUPS);
        let words = |more: usize| if more > 0 { t.count("overview-more", more) } else { String::new() };
        Self {
            heading: if n == 0 { t.say("overview-find-out-none") } else { t.count("overview-find-out", n) },
            groups: groups.into_iter().map(|(title, list, more)| (title, list, words(more))).collect(),
            more: if rest > 0 { t.count("overview-more-activities", rest) } else { String::new() },
        }
    }
}
