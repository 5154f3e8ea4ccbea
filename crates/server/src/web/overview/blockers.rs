//! What blocks the next level, answer by answer, with what the next step looks like.

use osmm_maturity::cycle::pool::Entry;
use osmm_maturity::level::{Blocker, Reason};
use osmm_maturity::model::{Achievement, Item};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;

use super::facts::On;
use super::{Chip, Scene, state};
use crate::links;

/// Blockers, items of each, and units of an item that are shown before the rest folds away.
const SHOWN: usize = 4;
const STEPS: usize = 4;
const UNITS: usize = 3;

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
    /// How many fold away.
    pub more: String,
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
        return Block { title, reasons: Vec::new(), shown, folded, more: String::new() };
    };
    let mut open: Vec<Open<'_>> = activity.items.iter().filter_map(|i| open(scene, on, rule, i)).collect();
    // What is below the floor or the mean comes before what nobody answered.
    open.sort_by_key(|o| o.lowest.map_or(u8::MAX, |r| r.0));
    let below = open.iter().map(|o| o.below).sum();
    let mut shown: Vec<Step> = open.iter().map(|o| step(scene, on, rule, o)).collect();
    let folded = shown.split_off(shown.len().min(if shown.len() == STEPS + 1 { STEPS + 1 } else { STEPS }));
    let t = scene.t;
    Block {
        title: activity.title.clone(),
        reasons: reasons(scene, rule, blocker, below),
        more: t.count("overview-more", folded.len()),
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

/// An item that is not where the level needs it, in some units.
struct Open<'a> {
    item: &'a Item,
    /// The lowest rating, or nothing where nobody rated it.
    lowest: Option<Rating>,
    /// The entries concerned, the lowest first, then those without a rating.
    entries: Vec<&'a Entry<'a>>,
    /// How many are below the floor.
    below: usize,
}

fn open<'a>(scene: &'a Scene<'_>, on: &On, rule: Achievement, item: &'a Item) -> Option<Open<'a>> {
    let rating = |e: &Entry<'_>| e.item.on(on.basis).rating();
    let misses = |e: &&Entry<'_>| e.item.answer.applicable() && rating(e).is_none_or(|r| r.value() < rule.mean);
    let mut entries: Vec<&Entry<'_>> = scene.pool.of(&item.id).iter().filter(misses).collect();
    entries.sort_by_key(|e| rating(e).map_or(u8::MAX, |r| r.0));
    let lowest = rating(entries.first()?);
    let below = entries.iter().filter(|e| rating(e).is_some_and(|r| r < rule.floor)).count();
    Some(Open { item, lowest, entries, below })
}

fn step(scene: &Scene<'_>, on: &On, rule: Achievement, open: &Open<'_>) -> Step {
    let t = scene.t;
    let shown = open.entries.first().map_or(Answer::Unanswered, |e| e.item.on(on.basis));
    let (lead, text) = next(scene, open.item, &shown);
    let mut units: Vec<String> = open.entries.iter().take(UNITS).map(|e| scene.unit(e.unit)).collect();
    let more = open.entries.len().saturating_sub(UNITS);
    if more > 0 {
        units.push(t.count("overview-more", more));
    }
    let first = open.entries.first().map(|e| links::item(&scene.cycle.id, e.unit, &open.item.id));
    let floor = rule.floor.to_string();
    Step {
        chip: Chip::of(t, scene.model, &shown),
        item: open.item.title.clone(),
        unit: if scene.several() { units.join(", ") } else { String::new() },
        alone: if open.below > 0 { t.fill("overview-below", &[("floor", &floor)]) } else { String::new() },
        lead,
        text,
        href: first.unwrap_or_default(),
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
