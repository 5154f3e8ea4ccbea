//! Why is this number what it is? Its formula, the answers that it rests on, and what is missing: shown in place.

use osmm_maturity::cycle::pool::Entry;
use osmm_maturity::model::{Activity, Item};
use osmm_maturity::score::{Basis, Score};

use super::{Chip, Scene};
use crate::links;
use crate::texts::Texts;

/// Answers shown in an explanation.
const SHOWN: usize = 8;

/// A number that can be asked.
#[derive(Debug, Clone)]
pub(crate) struct Why {
    /// The number.
    pub figure: String,
    /// What follows it for who hears it.
    pub ask: String,
    /// The formula and the coverage, a sentence each.
    pub lines: Vec<String>,
    /// The answers behind it, the lowest first.
    pub items: Vec<WhyItem>,
    /// How many more there are, in words.
    pub more: String,
}

/// One answer behind a number.
#[derive(Debug, Clone)]
pub(crate) struct WhyItem {
    pub chip: Chip,
    pub title: String,
    /// Name of the unit, where several are shown.
    pub unit: String,
    pub href: String,
}

impl Why {
    /// Of a score over some answers.
    pub(crate) fn score<'e, 'a: 'e>(
        scene: &Scene<'_>,
        basis: Basis,
        score: &Score,
        entries: impl Iterator<Item = (&'e Activity, &'e Item, &'e Entry<'a>)>,
    ) -> Self {
        let t = scene.t;
        let (items, more) = items(scene, basis, entries);
        Self {
            figure: t.figure_or_dash(score.mean),
            ask: t.say("overview-why"),
            lines: lines(t, basis, score, scene.top().0),
            items,
            more,
        }
    }
}

/// Formula, coverage, kinds of empty, possible range.
pub(crate) fn lines(t: &Texts, basis: Basis, score: &Score, top: u8) -> Vec<String> {
    let counts = score.counts;
    let n = counts.rated.to_string();
    let mut lines = Vec::new();
    match score.mean {
        Some(mean) => {
            let sum = (mean * f64::from(counts.rated)).round();
            let words = [("n", n.as_str()), ("sum", &format!("{sum:.0}")), ("mean", &t.figure(mean))];
            lines.push(t.fill("overview-formula", &words));
        }
        None => lines.push(t.say("overview-no-mean")),
    }
    lines.push(t.fill("overview-answered-of", &[("answered", &n), ("n", &counts.applicable().to_string())]));
    let empties = [
        ("overview-n-unanswered", counts.unanswered),
        ("overview-n-dont-know", counts.dont_know),
        ("overview-n-declined", counts.declined),
        ("overview-n-not-applicable", counts.not_applicable),
    ];
    let empties: Vec<String> =
        empties.iter().filter(|(_, n)| *n > 0).map(|(id, n)| t.fill(id, &[("n", &n.to_string())])).collect();
    if !empties.is_empty() {
        lines.push(empties.join(", "));
    }
    if let Some(range) = score.range.filter(|r| r.high - r.low > 1e-9) {
        let (low, high) = (t.figure(range.low), t.figure(range.high));
        lines.push(t.fill("overview-range", &[("low", &low), ("high", &high), ("top", &top.to_string())]));
    }
    lines.push(t.say(&format!("overview-basis-{}-means", basis.word())));
    lines
}

/// The lowest answers first, then what is not answered.
fn items<'e, 'a: 'e>(
    scene: &Scene<'_>,
    basis: Basis,
    entries: impl Iterator<Item = (&'e Activity, &'e Item, &'e Entry<'a>)>,
) -> (Vec<WhyItem>, String) {
    let mut all: Vec<(Option<u8>, &Item, &Entry<'_>)> =
        entries.map(|(_, i, e)| (e.item.on(basis).rating().map(|r| r.0), i, e)).collect();
    all.sort_by_key(|(rating, _, _)| rating.unwrap_or(u8::MAX));
    let more = all.len().saturating_sub(SHOWN);
    let item = |(_, item, e): &(Option<u8>, &Item, &Entry<'_>)| WhyItem {
        chip: Chip::of(scene.t, scene.model, &e.item.on(basis)),
        title: item.title.clone(),
        unit: if scene.several() { scene.unit(e.unit) } else { String::new() },
        href: links::item(&scene.cycle.id, e.unit, &item.id),
    };
    let shown = all.iter().take(SHOWN).map(item).collect();
    (shown, if more == 0 { String::new() } else { scene.t.count("overview-more", more) })
}
