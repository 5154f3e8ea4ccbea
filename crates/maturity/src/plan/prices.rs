//! What every plan stays below: a price on everything scarce, and on every order of jobs.
//!
//! With a price on each resource in each quarter, and on each job that waits for another, jobs no longer get in each other's
//! way: each takes the start that is best for it after paying. The sum of what they keep, and of what the resources cost,
//! is at least what any plan can bring (Lagrangian relaxation; Fisher, The Lagrangian relaxation method for solving integer
//! programming problems, 1981). The prices are found step by step from a mean of what was too much in earlier rounds
//! (Barahona, Anbil: The volume algorithm, 2000), with the step length of Polyak.

use super::portfolio::{Portfolio, Starts, Worth};

/// Prices, and what follows from them.
#[derive(Debug, Clone)]
pub(crate) struct Prices {
    /// No plan that keeps the dates is worth more; a kept date counts as [`Prices::date`].
    pub bound: f64,
    /// What a kept date counts: nothing where only plans that keep the same dates are looked at; else more than all value
    /// together, so that dates come first.
    pub date: f64,
    /// What a start keeps after paying, for each job and each quarter of its window; endlessly little where it is ruled out.
    pub kept: Vec<Vec<f64>>,
    /// Whether each job has to be finished by its date.
    pub forced: Vec<bool>,
}

impl Prices {
    /// The most that a job can add to the bound.
    pub(crate) fn most(&self, job: usize) -> f64 {
        let least = if self.forced[job] { f64::NEG_INFINITY } else { 0.0 };
        self.kept[job].iter().copied().fold(least, f64::max)
    }

    /// The start that keeps most, counted from the first of the window; none where to leave the job out keeps more.
    pub(crate) fn choice(&self, job: usize) -> Option<usize> {
        choice(&self.kept[job], self.forced[job])
    }

    /// What a plan is worth, dates counted.
    pub(crate) fn total(&self, worth: Worth) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "dates are few")]
        let dates = worth.dates as f64;
        worth.value + if self.date > 0.0 { self.date * dates } else { 0.0 }
    }
}

/// One price: of a resource in a quarter, or of a job being started up to a quarter though the one before it is not done.
#[derive(Clone)]
struct Multipliers {
    resource: Vec<Vec<f64>>,
    /// For each job, for each of those before it, by quarter.
    order: Vec<Vec<Vec<f64>>>,
}

impl Multipliers {
    fn none(portfolio: &Portfolio) -> Self {
        let zero = || vec![0.0; portfolio.quarters];
        Self {
            resource: portfolio.resources.iter().map(|_| zero()).collect(),
            order: portfolio.jobs.iter().map(|job| job.after.iter().map(|_| zero()).collect()).collect(),
        }
    }

    fn each(&self) -> impl Iterator<Item = &f64> {
        self.resource.iter().flatten().chain(self.order.iter().flatten().flatten())
    }

    fn each_mut(&mut self) -> impl Iterator<Item = &mut f64> {
        self.resource.iter_mut().flatten().chain(self.order.iter_mut().flatten().flatten())
    }

    /// A weighted mean of both: `share` of the other.
    fn mixed(mut self, other: &Self, share: f64) -> Self {
        for (own, other) in self.each_mut().zip(other.each()) {
            *own += share * (other - *own);
        }
        self
    }

    /// Prices lowered where something is left, and raised where there is too much.
    fn stepped(&self, slack: &Self, length: f64) -> Self {
        let mut next = self.clone();
        for (price, slack) in next.each_mut().zip(slack.each()) {
            *price = (*price - length * slack).max(0.0);
        }
        next
    }
}

/// Rounds without success before steps get shorter.
const PATIENCE: u32 = 30;
/// Share of the newest round in the direction of the next step.
const NEW: f64 = 0.01;

/// What the prices are to bound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Dates {
    /// All plans; one that keeps more dates than another is worth more, whatever else.
    Any,
    /// Plans that keep the dates of these jobs, by index.
    Kept(Vec<bool>),
}

/// Finds prices, given what the best plan so far is worth, in so many rounds.
pub(crate) fn prices(portfolio: &Portfolio, found: Worth, dates: Dates, rounds: u32) -> Prices {
    let all_value: f64 = portfolio.jobs.iter().map(|job| job.value).sum();
    let (date, forced) = match dates {
        Dates::Any => (1.0 + all_value, vec![false; portfolio.jobs.len()]),
        Dates::Kept(jobs) => (0.0, jobs),
    };
    let mut best = Prices { bound: f64::INFINITY, date, kept: Vec::new(), forced };
    let target = best.total(found);
    let portfolio = &even(portfolio);
    let mut centre = Multipliers::none(portfolio);
    let mut mean: Option<Multipliers> = None;
    let (mut length, mut stuck) = (1.0, 0);
    let mut trial = centre.clone();
    for _ in 0..rounds {
        let (bound, kept) = bound(portfolio, &best, &trial);
        let slack = slack(portfolio, &kept, &best.forced);
        let mixed = match mean.take() {
            Some(mean) => mean.mixed(&slack, NEW),
            None => slack,
        };
        if bound < best.bound - 1e-9 {
            (stuck, length) = (0, f64::min(length * 1.1, 2.0));
            (best.bound, best.kept) = (bound, kept);
            centre = trial;
        } else {
            stuck += 1;
            if stuck == PATIENCE {
                (stuck, length) = (0, length * 0.66);
            }
        }
        let size: f64 = mixed.each().map(|s| s * s).sum();
        if best.bound <= target + 1e-9 || size < 1e-12 || length < 1e-4 {
            break;
        }
        trial = centre.stepped(&mixed, length * (best.bound - target).max(1e-9) / size);
        mean = Some(mixed);
    }
    best
}

/// The same portfolio with the largest need of each resource as its unit: a step that is right for days is then right for
/// money, too.
fn even(portfolio: &Portfolio) -> Portfolio {
    let mut even = portfolio.clone();
    let mut units = vec![0.0_f64; portfolio.resources.len()];
    for (resource, amount) in portfolio.jobs.iter().flat_map(|job| &job.needs) {
        units[*resource] = units[*resource].max(*amount);
    }
    let of = |resource: usize| if units[resource] > 0.0 { units[resource] } else { 1.0 };
    for (resource, amount) in even.jobs.iter_mut().flat_map(|job| &mut job.needs) {
        *amount /= of(*resource);
    }
    for (resource, amounts) in even.resources.iter_mut().enumerate() {
        amounts.iter_mut().for_each(|amount| *amount /= of(resource));
    }
    even
}

/// The bound that prices give, and what each start keeps.
fn bound(portfolio: &Portfolio, rule: &Prices, prices: &Multipliers) -> (f64, Vec<Vec<f64>>) {
    let mut kept: Vec<Vec<f64>> = Vec::with_capacity(portfolio.jobs.len());
    for (index, job) in portfolio.jobs.iter().enumerate() {
        let mut row: Vec<f64> = portfolio
            .window(index)
            .map(|start| {
                let bonus = match (job.due.is_some(), portfolio.on_time(index, start)) {
                    (true, true) => rule.date,
                    (true, false) if rule.forced[index] => return f64::NEG_INFINITY,
                    _ => 0.0,
                };
                let pays = |(resource, amount): &(usize, f64)| {
                    amount * prices.resource[*resource][start..start + job.quarters].iter().sum::<f64>()
                };
                let waits = prices.order[index].iter().map(|by| by[start..].iter().sum::<f64>()).sum::<f64>();
                bonus + portfolio.gain(index, start) - job.needs.iter().map(pays).sum::<f64>() - waits
            })
            .collect();
        row.shrink_to_fit();
        kept.push(row);
    }
    // A job that others wait for earns, from the quarter after it is done, what they pay for waiting.
    for (index, job) in portfolio.jobs.iter().enumerate() {
        for (before, by) in job.after.iter().zip(&prices.order[index]) {
            let first = portfolio.window(*before).start;
            for (n, keeps) in kept[*before].iter_mut().enumerate() {
                let done = first + n + portfolio.jobs[*before].quarters;
                *keeps += by.get(done..).unwrap_or_default().iter().sum::<f64>();
            }
        }
    }
    let spent = portfolio.resources.iter().zip(&prices.resource);
    let spent: f64 = spent.flat_map(|(amounts, prices)| amounts.iter().zip(prices)).map(|(a, p)| a * p).sum();
    let least = |job: usize| if rule.forced[job] { f64::NEG_INFINITY } else { 0.0 };
    let best: f64 = kept.iter().enumerate().map(|(job, row)| row.iter().copied().fold(least(job), f64::max)).sum();
    (spent + best, kept)
}

fn choice(row: &[f64], forced: bool) -> Option<usize> {
    let best = row.iter().enumerate().max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)))?;
    (*best.1 > 0.0 || forced).then_some(best.0)
}

/// What is left of everything priced when each job takes the start that is best for it: negative where it is too much.
fn slack(portfolio: &Portfolio, kept: &[Vec<f64>], forced: &[bool]) -> Multipliers {
    let first = |job: usize| portfolio.window(job).start;
    let start = |(job, row): (usize, &Vec<f64>)| Some(first(job) + choice(row, forced[job])?);
    let starts: Starts = kept.iter().enumerate().map(start).collect();
    let mut slack = Multipliers::none(portfolio);
    slack.resource.clone_from(&portfolio.resources);
    for (index, job) in portfolio.jobs.iter().enumerate() {
        if let Some(start) = starts[index] {
            for (resource, amount) in &job.needs {
                for left in &mut slack.resource[*resource][start..start + job.quarters] {
                    *left -= amount;
                }
            }
        }
        for (before, by) in job.after.iter().zip(&mut slack.order[index]) {
            let done = starts[*before].map_or(portfolio.quarters, |start| start + portfolio.jobs[*before].quarters);
            for (quarter, left) in by.iter_mut().enumerate() {
                let done = if done <= quarter { 1.0 } else { 0.0 };
                let begun = if starts[index].is_some_and(|start| start <= quarter) { 1.0 } else { 0.0 };
                *left = done - begun;
            }
        }
    }
    slack
}
