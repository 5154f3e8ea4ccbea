//! Efforts are ranges: what comes first is a probability.

use super::action::Action;
use super::jobs::Jobs;
use super::made::Chance;
use super::portfolio::{Job, Portfolio, Starts};
use super::random::Random;

/// Draws for the order of actions: a share is known to about 3 points in 100 (two standard errors at one half).
const DRAWS: usize = 1_000;
/// Draws for what a plan leads to.
pub(crate) const PLAYS: usize = 200;
/// How many actions are the first.
const FIRST: usize = 5;
/// From this share of the draws on, two actions that come the other way round are not told apart.
const TIE: f64 = 0.25;

/// The chance of each job to be among the first, and whether it ties with the next of `order`.
pub(crate) fn chances(jobs: &Jobs, actions: &[Action], order: &[usize], seed: u64) -> Vec<Chance> {
    let count = jobs.portfolio.jobs.len();
    let mut random = Random::new(seed);
    let (mut first, mut turned) = (vec![0_usize; count], vec![0_usize; count]);
    for _ in 0..DRAWS {
        let drawn = draw(jobs, actions, &mut random);
        let ranks: Vec<f64> = (0..count).map(|job| drawn.density(job)).collect();
        for job in available(&drawn, &ranks).take(FIRST) {
            first[job] += 1;
        }
        for pair in order.windows(2) {
            if let [a, b] = pair {
                turned[*a] += usize::from(ranks[*a] < ranks[*b]);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "draws are few")]
    let share = |n: usize| n as f64 / DRAWS as f64;
    let tied = |n: usize| (TIE..=1.0 - TIE).contains(&share(n));
    let last = order.last().copied();
    (0..count)
        .map(|job| Chance { first_five: share(first[job]), tied: Some(job) != last && tied(turned[job]) })
        .collect()
}

/// Jobs by rank, each as soon as all before it are there.
fn available<'p>(portfolio: &'p Portfolio, ranks: &'p [f64]) -> impl Iterator<Item = usize> + 'p {
    let mut taken = vec![false; ranks.len()];
    std::iter::from_fn(move || {
        let open = |job: &usize| !taken[*job] && portfolio.jobs[*job].after.iter().all(|before| taken[*before]);
        let next = (0..ranks.len()).filter(open).max_by(|a, b| ranks[*a].total_cmp(&ranks[*b]).then(b.cmp(a)))?;
        taken[next] = true;
        Some(next)
    })
}

/// The same portfolio with efforts and money drawn from their ranges: one share for all that an action takes, since what
/// makes it hard makes all of it hard.
fn draw(jobs: &Jobs, actions: &[Action], random: &mut Random) -> Portfolio {
    let of = |job: &Job, action: &Action, share: f64| {
        let all = || action.effort.values().chain(&action.money);
        let (likely, drawn): (f64, f64) = (all().map(|s| s.likely).sum(), all().map(|s| s.at(share)).sum());
        let factor = if likely > 0.0 { drawn / likely } else { 1.0 };
        let mut job = job.clone();
        // The last of what it takes is its place among what the unit works on at once.
        let days = job.needs.len().saturating_sub(1);
        job.needs.iter_mut().take(days).for_each(|(_, amount)| *amount *= factor);
        job
    };
    let drawn =
        jobs.portfolio.jobs.iter().zip(&jobs.actions).map(|(job, action)| of(job, &actions[*action], random.share()));
    Portfolio { jobs: drawn.collect(), ..jobs.portfolio.clone() }
}

/// How the plan goes when efforts are other than thought: the same order of work, nothing before its planned start, and what
/// takes more than there is in a quarter takes another one.
pub(crate) fn plays(jobs: &Jobs, actions: &[Action], starts: &Starts, seed: u64) -> Vec<(Portfolio, Starts)> {
    let mut random = Random::new(seed ^ 0x5bd1_e995);
    let mut order: Vec<usize> = (0..starts.len()).filter(|job| starts[*job].is_some()).collect();
    order.sort_by_key(|job| (starts[*job], *job));
    let play = |_| {
        let mut drawn = draw(jobs, actions, &mut random);
        let quarters = drawn.quarters;
        for (job, start) in starts.iter().enumerate() {
            stretch(&mut drawn, job);
            // A start may slip, also one that was fixed; one that nobody planned is beyond the last quarter.
            drawn.jobs[job].latest = None;
            drawn.jobs[job].earliest = start.unwrap_or(quarters);
        }
        let played = drawn.place(&order);
        (drawn, played)
    };
    (0..PLAYS).map(play).collect()
}

/// Lets a job take more quarters until none asks for more than there ever is.
fn stretch(portfolio: &mut Portfolio, job: usize) {
    let most = |resource: usize| portfolio.resources[resource].iter().copied().fold(0.0, f64::max);
    let job_now = &portfolio.jobs[job];
    let days = job_now.needs.len().saturating_sub(1);
    let over = job_now.needs.iter().take(days).map(|(r, amount)| amount / most(*r).max(1e-9)).fold(1.0, f64::max);
    if over <= 1.0 {
        return;
    }
    let (mut takes, mut parts) = (job_now.quarters, 1.0);
    #[expect(clippy::cast_precision_loss, reason = "quarters are few")]
    while parts < over && takes <= portfolio.quarters {
        takes += 1;
        parts = takes as f64 / job_now.quarters as f64;
    }
    let job = &mut portfolio.jobs[job];
    job.quarters = takes;
    job.needs.iter_mut().take(days).for_each(|(_, amount)| *amount /= parts);
}
