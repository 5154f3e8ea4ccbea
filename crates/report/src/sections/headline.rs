//! The finding of the whole report, and of its pictures, as sentences.

use osmm_maturity::level::{Position, Reason};
use osmm_maturity::score::LevelScore;

use crate::reading::Reading;
use crate::text::{capital, mean, number, tenths};

/// The title of the report: what was found.
pub(crate) fn title(reading: &Reading<'_>) -> String {
    let results = &reading.of.results;
    let counts = results.counts();
    if counts.applicable() == 0 {
        return format!("Nothing applies: no {} is in scope", reading.item_noun(1));
    }
    if counts.rated == 0 {
        return nothing_rated(reading);
    }
    match &results.claimed.position {
        Some(position) => ladder(reading, position),
        None => themes(reading),
    }
}

fn nothing_rated(reading: &Reading<'_>) -> String {
    let waiting = super::proposals::waiting(reading);
    let open = reading.of.results.counts().applicable();
    match waiting {
        0 => format!("Nothing is rated yet: {} wait for an answer", reading.items_word(open as usize)),
        1 => "Nothing is rated yet: one proposal waits for a person".to_owned(),
        n => format!("Nothing is rated yet: {} proposals wait for a person", number(n)),
    }
}

fn ladder(reading: &Reading<'_>, position: &Position) -> String {
    let term = &reading.model().terms.level;
    let Some(next) = position.next else {
        return format!("All {} {} are in place", number(reading.model().levels.len()), term.many);
    };
    let blockers = position.blockers.len();
    let blockers = if blockers == 0 { 1 } else { blockers };
    let answers_only = position.blockers.iter().flat_map(|b| &b.reasons).all(|r| matches!(r, Reason::Coverage { .. }));
    let what = format!("{} {}", number(blockers), reading.activity_noun(blockers));
    let verb = if blockers == 1 { "blocks" } else { "block" };
    match (position.achieved, answers_only) {
        (None, true) => format!("{} is in progress: {}", reading.level_label(next), answered_of(reading, next)),
        (None, false) => format!("{} is in progress: {what} still {verb} it", reading.level_label(next)),
        (Some(at), true) => {
            let (at, answered) = (reading.level_label(at), answered_of(reading, next));
            format!("{at} is in place; {} {next} waits for answers: {answered}", term.one)
        }
        (Some(at), false) => {
            format!("{} is in place; {what} {verb} {} {next}", reading.level_label(at), term.one)
        }
    }
}

/// `2 of 8 items answered`, for one level.
fn answered_of(reading: &Reading<'_>, level: u8) -> String {
    let levels = &reading.of.results.claimed.profile.levels;
    let counts = levels.iter().find(|l| l.level == level).map(|l| l.score.counts).unwrap_or_default();
    let of = counts.applicable();
    format!("{} of {} answered", counts.rated, reading.items_word(of as usize))
}

fn themes(reading: &Reading<'_>) -> String {
    let overall = &reading.of.results.claimed.profile.overall;
    let counts = overall.counts;
    let coverage = format!("{} of {} answered", counts.rated, reading.items_word(counts.applicable() as usize));
    match extremes(reading) {
        Some((_, lowest)) => {
            let lowest_mean = lowest.score.mean.map(mean).unwrap_or_default();
            format!("{} is lowest at {lowest_mean}; {coverage}", reading.level_title(lowest.level))
        }
        None => format!("{} so far, with a mean of {}", capital(&coverage), overall.mean.map(mean).unwrap_or_default()),
    }
}

/// Levels with the highest and the lowest mean, among those of which at least half is answered.
fn extremes<'a>(reading: &Reading<'a>) -> Option<(&'a LevelScore, &'a LevelScore)> {
    let levels = reading.of.results.claimed.profile.levels.iter();
    let known: Vec<(f64, &LevelScore)> =
        levels.filter(|l| l.score.counts.coverage() >= 0.5).filter_map(|l| Some((l.score.mean?, l))).collect();
    let highest = known.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let lowest = known.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    (highest.0 - lowest.0 >= 0.1).then_some((highest.1, lowest.1))
}

/// The heading of the profile.
pub(crate) fn profile(reading: &Reading<'_>) -> String {
    if reading.of.results.counts().rated == 0 {
        return "There is no profile yet: nothing is rated".to_owned();
    }
    let of = |l: &LevelScore| l.score.mean.map(tenths).unwrap_or_default();
    match extremes(reading) {
        Some((highest, lowest)) => format!(
            "{} is highest at {}, {} lowest at {}",
            reading.level_title(highest.level),
            of(highest),
            reading.level_title(lowest.level),
            of(lowest)
        ),
        None => format!("How far along is each {}?", reading.activity_noun(1)),
    }
}

/// The heading of the grid.
pub(crate) fn grid(reading: &Reading<'_>) -> String {
    let counts = reading.of.results.counts();
    let all = counts.applicable() + counts.not_applicable;
    let open = counts.applicable() - counts.rated;
    let items = reading.items_word(all as usize);
    match (counts.rated, open) {
        (0, _) => format!("None of the {items} is rated yet"),
        (rated, 0) if counts.not_applicable == 0 => format!("All {rated} {} are rated", reading.item_noun(2)),
        (rated, open) => format!("Of {items}, {rated} are rated and {open} are open"),
    }
}
