//! Where units stand at the end of each quarter if the plan holds, and how far that may be off.

use std::collections::BTreeMap;

use super::Quarter;
use super::action::Action;
use super::chance::plays;
use super::jobs::Jobs;
use super::made::{Projected, Then};
use super::portfolio::{Portfolio, Starts};
use super::standing::Standing;
use crate::level::position;
use crate::model::{ItemId, Model};
use crate::rating::Rating;
use crate::response::Answer;
use crate::score::profile;

/// What a unit is at, at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
struct At {
    mean: Option<f64>,
    level: Option<u8>,
}

/// The projection of each unit; `first` is the first quarter.
pub(crate) fn project(
    model: &Model,
    standings: &[Standing],
    (jobs, actions, starts): (&Jobs, &[Action], &Starts),
    first: Quarter,
    seed: u64,
) -> Vec<Projected> {
    let plays = plays(jobs, actions, starts, seed);
    let unit = |standing: &Standing| {
        let course = |portfolio: &Portfolio, starts: &Starts| -> Vec<At> {
            (0..portfolio.quarters)
                .map(|q| at(model, standing, standings, (jobs, actions), portfolio, starts, q))
                .collect()
        };
        let planned = course(&jobs.portfolio, starts);
        let played: Vec<Vec<At>> = plays.iter().map(|(portfolio, starts)| course(portfolio, starts)).collect();
        let now = state(model, standing, &standing.ratings);
        let then = planned.iter().enumerate().map(|(quarter, planned)| {
            let of: Vec<At> = played.iter().map(|course| course[quarter]).collect();
            then(first.plus(quarter), *planned, &of)
        });
        Projected {
            unit: standing.unit.clone(),
            title: standing.title.clone(),
            now: now.mean,
            level_now: now.level,
            then: then.collect(),
        }
    };
    standings.iter().map(unit).collect()
}

fn then(quarter: Quarter, planned: At, played: &[At]) -> Then {
    let mut means: Vec<f64> = played.iter().filter_map(|at| at.mean).collect();
    means.sort_by(f64::total_cmp);
    let share = |tenths: usize| means.get((means.len() * tenths / 10).min(means.len().saturating_sub(1))).copied();
    let reached = played.iter().filter(|at| at.level >= planned.level).count();
    #[expect(clippy::cast_precision_loss, reason = "draws are few")]
    let chance = planned.level.map(|_| reached as f64 / played.len().max(1) as f64);
    // The plan itself is one of the courses that are possible.
    let low = share(1).zip(planned.mean).map(|(low, mean)| low.min(mean));
    let high = share(9).zip(planned.mean).map(|(high, mean)| high.max(mean));
    Then { quarter, mean: planned.mean, low, high, level: planned.level, level_chance: chance }
}

/// Where a unit stands at the end of a quarter.
fn at(
    model: &Model,
    standing: &Standing,
    standings: &[Standing],
    (jobs, actions): (&Jobs, &[Action]),
    portfolio: &Portfolio,
    starts: &Starts,
    quarter: usize,
) -> At {
    let mut ratings = standing.ratings.clone();
    for (job, start) in starts.iter().enumerate() {
        let action = &actions[jobs.actions[job]];
        let done = start.is_some_and(|start| start + portfolio.jobs[job].quarters <= quarter + 1);
        let own = action.unit == standing.unit || standings.iter().any(|s| s.topmost && s.unit == action.unit);
        if !done || !own {
            continue;
        }
        for moved in &action.moves {
            if let Some(rating) = ratings.get_mut(&moved.item) {
                *rating = (*rating).max(moved.to);
            }
        }
    }
    state(model, standing, &ratings)
}

fn state(model: &Model, standing: &Standing, ratings: &BTreeMap<ItemId, Rating>) -> At {
    let applies = |item: &ItemId| ratings.contains_key(item) || standing.open.contains(item);
    let answer = |item: &ItemId| match ratings.get(item) {
        Some(rating) => Answer::Rated { rating: *rating },
        None if applies(item) => Answer::Unanswered,
        None => Answer::NotApplicable { reason: "not rated by this unit".to_owned() },
    };
    let profile = profile(model, answer);
    let level = position(model, &profile, |item| ratings.get(item).copied(), applies).and_then(|p| p.achieved);
    At { mean: profile.overall.mean, level }
}
