//! What blocks the next level, answer by answer, with what the next step looks like.

use osmm_maturity::cycle::pool::Entry;
use osmm_maturity::level::{Blocker, Reason};
use osmm_maturity::model::{Achievement, Item};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::facts::On;
use super::{Chip, Scene, state};
use crate::links;

/// Blockers, and answers of each, that are shown before the rest folds away; more than `MOST` are only counted.
const SHOWN: usize = 4;
const STEPS: usize = 4;
const MOST: usize = 24;

/// The section.
pub(crate) struct Blockers {
    pub heading: String,
    pub rule: String,
    pub shown: Vec<Block>,
    pub folded: Vec<Block>,
    pub more: String,
}

/// One activity that blocks.
pub(crate) struct Block {
    pub title: String,
    pub reasons: Vec<String>,
    pub shown: Vec<Step>,
    pub folded: Vec<Step>,
    /// How many fold away, and how many are not shown at all.
    pub more: String,
    pub rest: String,
}

/// What to do about one answer.
pub(crate) struct Step {
    pub chip: Chip,
    pub item: String,
    pub unit: String,
    /// Set when it alone keeps the level from being in place.
    pub alone: String,
    pub lead: String,
    pub text: String,
    pub href: String,
}

impl Blockers {
    /// Nothing where levels are no ladder, or all are in place.
    pub(crate) fn new(scene: &Scene<'_>, on: &On) -> Option<Self> {
        let position = on.position.as_ref()?;
        let rule = scene.model.achievement?;
        let next = position.next?.to_string();
        let mut shown: Vec<Block> = position.blockers.iter().map(|b| block(scene, on, rule, b)).collect();
        let folded = shown.split_off(shown.len().min(if shown.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN }));
        let t = scene.t;
        let (mean, floor) = (threshold(scene, rule.mean), rule.floor.to_string());
        let share = percent(rule.coverage);
        let words = [("level", next.as_str()), ("share", &share), ("mean", &mean), ("floor", &floor)];
        Some(Self {
            heading: t.fill("overview-blocks", &[("level", &next)]),
            rule: t.fill(if scene.several() { "overview-rule-several" } else { "overview-rule" }, &words),
            more: t.count("overview-more-activities", folded.len()),
            shown,
            folded,
        })
    }
}

/// A threshold: whole numbers without decimals.
fn threshold(scene: &Scene<'_>, value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { scene.t.figure(value) }
}

/// A share as whole percent, rounded down.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}", (share * 100.0 + 1e-6).floor())
}

fn block(scene: &Scene<'_>, on: &On, rule: Achievement, blocker: &Blocker) -> Block {
    let Some(activity) = scene.model.activity(&blocker.activity) else {
        let (shown, folded) = (Vec::new(), Vec::new());
        let title = blocker.activity.0.clone();
        return Block { title, reasons: Vec::new(), shown, folded, more: String::new(), rest: String::new() };
    };
    let entries = activity.items.iter().flat_map(|i| scene.pool.of(&i.id).iter().map(move |e| (i, e)));
    let mut open: Vec<(Option<Rating>, &Item, &Entry<'_>)> = entries
        .map(|(i, e)| (e.item.on(on.basis).rating(), i, e))
        .filter(|(rating, _, e)| e.item.answer.applicable() && rating.is_none_or(|r| r.value() < rule.mean))
        .collect();
    // What is below the floor or the mean comes before what nobody answered.
    open.sort_by_key(|(rating, _, _)| rating.map_or(u8::MAX, |r| r.0));
    let below = open.iter().filter(|(r, _, _)| r.is_some_and(|r| r < rule.floor)).count();
    let rest = open.len().saturating_sub(MOST);
    let mut shown: Vec<Step> = open.iter().take(MOST).map(|(r, i, e)| step(scene, on, rule, (*r, i, e))).collect();
    let folded = shown.split_off(shown.len().min(if shown.len() == STEPS + 1 { STEPS + 1 } else { STEPS }));
    let t = scene.t;
    Block {
        title: activity.title.clone(),
        reasons: reasons(scene, rule, blocker, below),
        more: t.count("overview-more", folded.len() + rest),
        rest: if rest > 0 { t.count("overview-more", rest) } else { String::new() },
        shown,
        folded,
    }
}

fn reasons(scene: &Scene<'_>, rule: Achievement, blocker: &Blocker, below: usize) -> Vec<String> {
    let t = scene.t;
    let clause = |reason: &Reason| match reason {
        Reason::Coverage { answered, applicable, needed, .. } => {
            let (answered, n) = (answered.to_string(), applicable.to_string());
            Some(t.fill("overview-needs-answers", &[("answered", &answered), ("n", &n), ("share", &percent(*needed))]))
        }
        Reason::Mean { mean, needed, .. } => {
            // Rounded down: a mean that misses never looks as if it met what is needed.
            let mean = t.figure((mean * 100.0 + 1e-6).floor() / 100.0);
            Some(t.fill("overview-needs-mean", &[("mean", &mean), ("needed", &threshold(scene, *needed))]))
        }
        Reason::Floor { .. } => None,
        Reason::NothingApplies => Some(t.say("overview-nothing-applies")),
    };
    let mut reasons: Vec<String> = blocker.reasons.iter().filter_map(clause).collect();
    if below > 0 {
        let words = [("n", below.to_string()), ("floor", rule.floor.to_string())];
        reasons.push(t.fill("overview-needs-floor", &words.each_ref().map(|(k, v)| (*k, v.as_str()))));
    }
    reasons
}

fn step(scene: &Scene<'_>, on: &On, rule: Achievement, (rating, item, e): (Option<Rating>, &Item, &Entry<'_>)) -> Step {
    let t = scene.t;
    let shown = e.item.on(on.basis);
    let (lead, text) = next(scene, item, &shown);
    let alone = rating.filter(|r| *r < rule.floor);
    Step {
        chip: Chip::of(t, scene.model, &shown),
        item: item.title.clone(),
        unit: if scene.several() { scene.unit(e.unit) } else { String::new() },
        alone: alone.map(|_| t.fill("overview-below", &[("floor", &rule.floor.to_string())])).unwrap_or_default(),
        lead,
        text,
        href: links::item(&scene.cycle.id, e.unit, &item.id),
    }
}

/// What the next rating looks like; the question where there is none.
pub(crate) fn next(scene: &Scene<'_>, item: &Item, answer: &Answer) -> (String, String) {
    let t = scene.t;
    let Some(rating) = answer.rating() else { return (state(t, answer), item.question.clone()) };
    let wanted = Rating(rating.0.saturating_add(1));
    match item.anchors.get(&wanted) {
        Some(anchor) => (t.fill("overview-to-reach", &[("rating", &wanted.to_string())]), anchor.clone()),
        None => (String::new(), item.question.clone()),
    }
}
