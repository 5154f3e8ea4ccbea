//! Where units stand at the end of each quarter if the plan holds, and how far that may be off.

use std::collections::{BTreeMap, BTreeSet};

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
    let top = standings.iter().find(|s| s.topmost).map(|s| &s.unit);
    let unit = |standing: &Standing| {
        let moves = |job: &usize| {
            let unit = &actions[jobs.actions[*job]].unit;
            *unit == standing.unit || Some(unit) == top
        };
        let own = (0..starts.len()).filter(moves).map(|job| (job, &actions[jobs.actions[job]])).collect();
        let mut course = Course { model, standing, own, seen: BTreeMap::new() };
        let planned = course.of(&jobs.portfolio, starts);
        let played: Vec<Vec<At>> = plays.iter().map(|(portfolio, starts)| course.of(portfolio, starts)).collect();
        let now = course.at(&standing.ratings);
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

/// The way of one unit through the quarters.
struct Course<'a> {
    model: &'a Model,
    standing: &'a Standing,
    /// Jobs that move its ratings: its own and those of the topmost unit.
    own: Vec<(usize, &'a Action)>,
    /// What ratings come to, as far as they were met: most draws lead through the same ones.
    seen: BTreeMap<Vec<Rating>, At>,
}

impl Course<'_> {
    /// Where the unit stands at the end of each quarter.
    fn of(&mut self, portfolio: &Portfolio, starts: &Starts) -> Vec<At> {
        let mut ratings = self.standing.ratings.clone();
        let mut quarters = Vec::with_capacity(portfolio.quarters);
        for quarter in 0..portfolio.quarters {
            let done =
                |job: usize| starts[job].is_some_and(|start| start + portfolio.jobs[job].quarters == quarter + 1);
            for moved in self.own.iter().filter(|(job, _)| done(*job)).flat_map(|(_, action)| &action.moves) {
                if let Some(rating) = ratings.get_mut(&moved.item) {
                    *rating = (*rating).max(moved.to);
                }
            }
            quarters.push(self.at(&ratings));
        }
        quarters
    }

    fn at(&mut self, ratings: &BTreeMap<ItemId, Rating>) -> At {
        let key: Vec<Rating> = ratings.values().copied().collect();
        if let Some(known) = self.seen.get(&key) {
            return *known;
        }
        let at = state(self.model, self.standing, ratings);
        self.seen.insert(key, at);
        at
    }
}

fn state(model: &Model, standing: &Standing, ratings: &BTreeMap<ItemId, Rating>) -> At {
    let open: BTreeSet<&ItemId> = standing.open.iter().collect();
    let applies = |item: &ItemId| ratings.contains_key(item) || open.contains(item);
    let answer = |item: &ItemId| match ratings.get(item) {
        Some(rating) => Answer::Rated { rating: *rating },
        None if applies(item) => Answer::Unanswered,
        None => Answer::NotApplicable { reason: "not rated by this unit".to_owned() },
    };
    let profile = profile(model, answer);
    let level = position(model, &profile, |item| ratings.get(item).copied(), applies).and_then(|p| p.achieved);
    At { mean: profile.overall.mean, level }
}
