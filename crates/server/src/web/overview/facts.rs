//! The facts at the head of the dashboard, and the finding in one sentence. Each number with what it rests on.

use osmm_maturity::level::{Position, Reason};
use osmm_maturity::score::{Basis, Profile};

use super::why::Why;
use super::{Chip, Scene};
use crate::links;

/// Profile and position on one basis.
pub(crate) struct On {
    pub basis: Basis,
    pub profile: Profile,
    pub position: Option<Position>,
}

impl On {
    pub(crate) fn all(scene: &Scene<'_>) -> [Self; 3] {
        Basis::ALL.map(|basis| {
            let profile = scene.pool.profile(basis);
            let position = scene.pool.position(basis, &profile);
            Self { basis, profile, position }
        })
    }
}

/// The facts.
pub(crate) struct Facts {
    /// Level achieved: figure, what follows it, its title; absent where levels are no ladder.
    pub level: Option<(String, String, String)>,
    /// The overall score on each basis.
    pub overall: Vec<Fact>,
    /// Items answered, of how many, and the rest in words.
    pub answered: (u32, String),
    pub empties: Vec<String>,
    /// Share of the claimed ratings that evidence supports in full.
    pub supported: Option<(u32, String)>,
    pub lowest: Option<Lowest>,
}

/// The overall score on one basis.
pub(crate) struct Fact {
    /// Class of its shape.
    pub shape: &'static str,
    pub word: String,
    pub why: Why,
    pub n: String,
    pub level: String,
    pub here: bool,
    pub href: String,
}

/// The lowest answer.
pub(crate) struct Lowest {
    pub chip: Chip,
    pub item: String,
    pub place: String,
    pub href: String,
}

/// Hollow, half, filled.
pub(crate) fn shape(basis: Basis) -> &'static str {
    match basis {
        Basis::Claimed => "hollow",
        Basis::Supported => "half",
        Basis::Verified => "filled",
    }
}

impl Facts {
    pub(crate) fn new(scene: &Scene<'_>, all: &[On; 3], here: &On) -> Self {
        let counts = here.profile.overall.counts;
        Self {
            level: here.position.as_ref().map(|p| level(scene, p)),
            overall: all.iter().map(|on| fact(scene, on)).collect(),
            answered: (counts.rated, scene.t.count("overview-of", counts.applicable() as usize)),
            empties: empties(scene, here),
            supported: supported(scene).map(|(some, of)| (some, scene.t.count("overview-of", of as usize))),
            lowest: lowest(scene, here),
        }
    }
}

fn level(scene: &Scene<'_>, position: &Position) -> (String, String, String) {
    let title = |number: u8| scene.model.level(number).map(|l| l.title.clone()).unwrap_or_default();
    let last = scene.model.levels.last().map_or(0, |l| l.number);
    match (position.achieved, position.next) {
        (Some(at), _) => (at.to_string(), scene.t.count("overview-of", last.into()), title(at)),
        (None, Some(next)) => (next.to_string(), scene.t.say("overview-in-progress"), title(next)),
        (None, None) => ("–".to_owned(), String::new(), String::new()),
    }
}

fn fact(scene: &Scene<'_>, on: &On) -> Fact {
    let achieved = on.position.as_ref().map(|p| p.achieved);
    let level = achieved.map(|at| match at {
        Some(at) => scene.level(at),
        None => scene.t.say("overview-no-level"),
    });
    Fact {
        shape: shape(on.basis),
        word: scene.t.say(&format!("overview-basis-{}", on.basis.word())),
        why: Why::score(scene, on.basis, &on.profile.overall, scene.pool.all()),
        n: format!("n\u{a0}=\u{a0}{}", on.profile.overall.counts.rated),
        level: level.unwrap_or_default(),
        here: on.basis == scene.view.basis,
        href: super::view::View { basis: on.basis, ..scene.view.clone() }.href(),
    }
}

fn empties(scene: &Scene<'_>, here: &On) -> Vec<String> {
    let counts = here.profile.overall.counts;
    let kinds = [
        ("overview-n-unanswered", counts.unanswered),
        ("overview-n-dont-know", counts.dont_know),
        ("overview-n-declined", counts.declined),
        ("overview-n-not-applicable", counts.not_applicable),
    ];
    kinds.iter().filter(|(_, n)| *n > 0).map(|(id, n)| scene.t.fill(id, &[("n", &n.to_string())])).collect()
}

fn supported(scene: &Scene<'_>) -> Option<(u32, u32)> {
    let mut share = (0, 0);
    for (_, _, entry) in scene.pool.all() {
        if let Some(claimed) = entry.item.answer.rating() {
            share.1 += 1;
            share.0 += u32::from(entry.item.supported.is_some_and(|s| s >= claimed));
        }
    }
    (share.1 > 0).then_some(share)
}

fn lowest(scene: &Scene<'_>, here: &On) -> Option<Lowest> {
    let lowest = here.profile.overall.lowest.as_ref()?;
    let (activity, item) = scene.model.item(&lowest.item)?;
    let (_, unit) = scene.pool.lowest(here.basis, &lowest.item)?;
    let answer = osmm_maturity::response::Answer::Rated { rating: lowest.rating };
    Some(Lowest {
        chip: Chip::of(scene.t, scene.model, &answer),
        item: item.title.clone(),
        place: if scene.several() {
            format!("{}, {}", activity.title, scene.unit(unit))
        } else {
            activity.title.clone()
        },
        href: links::item(&scene.cycle.id, unit, &item.id),
    })
}

/// What was found, in one sentence.
pub(crate) fn finding(scene: &Scene<'_>, on: &On) -> String {
    let t = scene.t;
    let counts = on.profile.overall.counts;
    let (rated, n) = (counts.rated.to_string(), counts.applicable().to_string());
    if counts.applicable() == 0 {
        return t.say("overview-finding-none");
    }
    if counts.rated == 0 {
        let id = if on.basis == Basis::Claimed { "overview-finding-nothing" } else { "overview-finding-nothing-on" };
        return t.fill(id, &[("n", &n)]);
    }
    let Some(position) = &on.position else {
        let mean = t.figure_or_dash(on.profile.overall.mean);
        return t.fill("overview-finding-themes", &[("rated", &rated), ("n", &n), ("mean", &mean)]);
    };
    let Some(next) = position.next else { return t.say("overview-finding-all") };
    let answers = position.blockers.iter().flat_map(|b| &b.reasons).all(|r| matches!(r, Reason::Coverage { .. }));
    let of_next = on.profile.levels.iter().find(|l| l.level == next).map(|l| l.score.counts).unwrap_or_default();
    let id = match (position.achieved.is_some(), answers) {
        (true, true) => "overview-finding-waits",
        (true, false) => "overview-finding-blocked",
        (false, true) => "overview-finding-first-waits",
        (false, false) => "overview-finding-first-blocked",
    };
    let words = [
        ("level", position.achieved.unwrap_or(0).to_string()),
        ("next", next.to_string()),
        ("blockers", position.blockers.len().to_string()),
        ("rated", of_next.rated.to_string()),
        ("n", of_next.applicable().to_string()),
    ];
    t.fill(id, &words.each_ref().map(|(k, v)| (*k, v.as_str())))
}
