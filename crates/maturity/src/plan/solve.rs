//! The best schedule that is found, and how far it may be from the best there is.

use super::portfolio::{Portfolio, Starts, Worth};
use super::prices::{Dates, Prices, prices};
use super::random::Random;

/// A schedule with the proof of how good it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Solved {
    /// When each job starts.
    pub starts: Starts,
    /// What it is worth.
    pub worth: Worth,
    /// No schedule that keeps the same dates brings more than this share, 0 to 1, of its own value above it; 0 when it is
    /// proven to be the best.
    pub gap: f64,
}

/// How long to search. The same effort gives the same schedule, on a fast machine and on a slow one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// Moves of a job to try, for all orders to start from together.
    pub tries: u32,
    /// Rounds of finding prices.
    pub rounds: u32,
    /// Partial schedules to look at when all are gone through.
    pub nodes: u32,
}

impl Effort {
    /// For a plan that a person looks at: about the same work for every size.
    pub(crate) fn thorough(portfolio: &Portfolio) -> Self {
        let size = u32::try_from(portfolio.jobs.len().max(1)).unwrap_or(u32::MAX);
        Self {
            tries: (size * 600).min(30_000_000 / size).max(600),
            rounds: (600_000 / size).clamp(300, 3_000),
            nodes: 200_000,
        }
    }

    /// For plans that are compared with one another.
    pub(crate) fn quick(portfolio: &Portfolio) -> Self {
        let thorough = Self::thorough(portfolio);
        Self { tries: thorough.tries / 8, rounds: thorough.rounds / 4, nodes: thorough.nodes / 8 }
    }
}

/// Finds a schedule: several orders to start from, each bettered; then all that could be better, if there is time.
pub(crate) fn solve(portfolio: &Portfolio, effort: Effort, seed: u64) -> Solved {
    let mut random = Random::new(seed);
    let greedy = portfolio.place(&portfolio.order_by(|job| portfolio.density(job)));
    let first = prices(portfolio, portfolio.worth(&greedy), kept(portfolio, &greedy), effort.rounds / 4);
    let orders = [
        portfolio.order_by(|job| portfolio.density(job)),
        portfolio.order_by(|job| portfolio.jobs[job].value),
        priced(portfolio, &first),
    ];
    let mut best = greedy;
    for order in orders {
        let starts = portfolio.improve(order, effort.tries / 3, &mut random);
        if portfolio.worth(&starts) > portfolio.worth(&best) {
            best = starts;
        }
    }
    let dated = portfolio.jobs.iter().filter(|job| job.due.is_some()).count();
    if portfolio.worth(&best).dates < dated {
        let prices = prices(portfolio, portfolio.worth(&best), Dates::Any, effort.rounds / 4);
        let (starts, proven) = search(portfolio, &prices, best, effort.nodes);
        if proven {
            return Solved { worth: portfolio.worth(&starts), starts, gap: 0.0 };
        }
        best = starts;
    }
    let prices = prices(portfolio, portfolio.worth(&best), kept(portfolio, &best), effort.rounds);
    let (starts, proven) = search(portfolio, &prices, best, effort.nodes);
    let worth = portfolio.worth(&starts);
    debug_assert!(portfolio.holds(&starts), "a schedule beyond what there is");
    Solved { starts, worth, gap: if proven { 0.0 } else { gap(&prices, worth) } }
}

/// The dates that a schedule keeps.
fn kept(portfolio: &Portfolio, starts: &Starts) -> Dates {
    let keeps =
        |job: usize| portfolio.jobs[job].due.is_some() && starts[job].is_some_and(|s| portfolio.on_time(job, s));
    Dates::Kept((0..portfolio.jobs.len()).map(keeps).collect())
}

/// The order that prices suggest: by the start that keeps most, then by how much it keeps.
fn priced(portfolio: &Portfolio, prices: &Prices) -> Vec<usize> {
    let mut order: Vec<(usize, f64, usize)> = prices
        .kept
        .iter()
        .enumerate()
        .map(|(job, row)| match prices.choice(job) {
            Some(n) => (portfolio.window(job).start + n, -row[n], job),
            None => (portfolio.quarters, -row.iter().copied().fold(f64::NEG_INFINITY, f64::max), job),
        })
        .collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    order.into_iter().map(|(.., job)| job).collect()
}

/// How far the bound is above the schedule, as a share of the value that the bound allows.
fn gap(prices: &Prices, worth: Worth) -> f64 {
    let above = (prices.bound - prices.total(worth)).max(0.0);
    if above < 1e-9 { 0.0 } else { (above / (worth.value + above)).min(1.0) }
}

/// Goes through all schedules that the prices do not rule out, job by job; says whether it came to the end.
fn search(portfolio: &Portfolio, prices: &Prices, best: Starts, nodes: u32) -> (Starts, bool) {
    let most: Vec<f64> = (0..portfolio.jobs.len()).map(|job| prices.most(job)).collect();
    let mut walk = Walk {
        portfolio,
        prices,
        most,
        reached: prices.total(portfolio.worth(&best)),
        best,
        now: vec![None; portfolio.jobs.len()],
        nodes,
        left: portfolio.resources.clone(),
    };
    let proven = walk.down(0, prices.bound);
    (walk.best, proven)
}

struct Walk<'p> {
    portfolio: &'p Portfolio,
    prices: &'p Prices,
    /// The most that each job may keep.
    most: Vec<f64>,
    best: Starts,
    reached: f64,
    now: Starts,
    nodes: u32,
    left: Vec<Vec<f64>>,
}

/// Longest list of jobs that is gone through: each is a step down the stack, and longer ones never come to an end.
const DEEPEST: usize = 400;

impl Walk<'_> {
    /// `bound`: what the jobs up to here, as placed, and the best of all others can be worth at most.
    fn down(&mut self, job: usize, bound: f64) -> bool {
        if bound <= self.reached + 1e-9 {
            return true;
        }
        if self.nodes == 0 || self.portfolio.jobs.len() > DEEPEST {
            return false;
        }
        self.nodes -= 1;
        if job == self.portfolio.jobs.len() {
            let worth = self.prices.total(self.portfolio.worth(&self.now));
            if worth > self.reached {
                (self.reached, self.best) = (worth, self.now.clone());
            }
            return true;
        }
        let first = self.portfolio.window(job).start;
        let row = &self.prices.kept[job];
        let mut choices: Vec<(Option<usize>, f64)> =
            row.iter().enumerate().map(|(n, k)| (Some(first + n), *k)).collect();
        if !self.prices.forced[job] {
            choices.push((None, 0.0));
        }
        choices.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut whole = true;
        for (start, keeps) in choices {
            let bound = bound - self.most[job] + keeps;
            if bound <= self.reached + 1e-9 {
                break;
            }
            if start.is_some_and(|start| !self.may(job, start)) {
                continue;
            }
            self.set(job, start, -1.0);
            whole &= self.down(job + 1, bound);
            if let Some(start) = self.now[job] {
                self.set(job, Some(start), 1.0);
            }
            self.now[job] = None;
        }
        whole
    }

    fn may(&self, job: usize, start: usize) -> bool {
        let all = &self.portfolio.jobs;
        let done = |before: &usize| self.now[*before].is_some_and(|s| s + all[*before].quarters <= start);
        let fits = |(resource, amount): &(usize, f64)| {
            self.left[*resource][start..start + all[job].quarters].iter().all(|left| *amount <= left + 1e-6)
        };
        all[job].after.iter().all(done) && all[job].needs.iter().all(fits)
    }

    fn set(&mut self, job: usize, start: Option<usize>, sign: f64) {
        self.now[job] = start;
        let Some(start) = start else { return };
        for (resource, amount) in &self.portfolio.jobs[job].needs {
            for left in &mut self.left[*resource][start..start + self.portfolio.jobs[job].quarters] {
                *left += sign * amount;
            }
        }
    }
}

#[cfg(test)]
mod tests;
