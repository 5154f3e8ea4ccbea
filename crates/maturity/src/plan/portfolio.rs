//! The arithmetic of a plan: which jobs start in which quarter, so that what is available is never exceeded.
//!
//! A job that is finished in quarter f of Q brings its value for the quarters that are left: value × (Q − f + 1) / Q,
//! quarters counted from 1. Everything scarce is a resource with an amount for each quarter: days of a role, money,
//! and the number of actions that a unit carries at once.

use super::random::Random;

/// Rounding errors of sums of days are far below this; the smallest amount that means something is far above.
const SLACK: f64 = 1e-6;

/// The loss, as a share of what a job brings, that is accepted at the start of a search in one of e cases.
const WARM: f64 = 0.2;

/// A piece of work to place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Job {
    /// What finishing it is worth, 0 or more.
    pub value: f64,
    /// Quarters that it takes, 1 or more.
    pub quarters: usize,
    /// What it takes of each resource in each of its quarters.
    pub needs: Vec<(usize, f64)>,
    /// Jobs that must be finished in a quarter before it starts; each stands before it in the list of jobs.
    pub after: Vec<usize>,
    /// First quarter in which it may start, from 0.
    pub earliest: usize,
    /// Last quarter in which it may start, where that is fixed.
    pub latest: Option<usize>,
    /// Last quarter in which it must be finished, from 0, where there is a date that is kept before anything else.
    pub due: Option<usize>,
}

/// Jobs and what there is for them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Portfolio {
    /// Jobs, those that come before others first.
    pub jobs: Vec<Job>,
    /// Amount of each resource in each quarter.
    pub resources: Vec<Vec<f64>>,
    /// Number of quarters.
    pub quarters: usize,
}

/// The quarter in which each job starts, from 0; `None` for what has no place.
pub(crate) type Starts = Vec<Option<usize>>;

/// What a schedule is worth: dates kept, then value.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Worth {
    /// Jobs with a date that are finished by it.
    pub dates: usize,
    /// Value, as [`Portfolio::gain`] counts it.
    pub value: f64,
}

impl Portfolio {
    /// What a job brings that starts in a quarter.
    pub(crate) fn gain(&self, job: usize, start: usize) -> f64 {
        let job = &self.jobs[job];
        let left = self.quarters + 1 - (start + job.quarters);
        #[expect(clippy::cast_precision_loss, reason = "quarters are few")]
        let share = left as f64 / self.quarters as f64;
        job.value * share
    }

    /// Whether a job that starts in a quarter keeps its date; so does one without.
    pub(crate) fn on_time(&self, job: usize, start: usize) -> bool {
        let job = &self.jobs[job];
        job.due.is_none_or(|due| start + job.quarters <= due + 1)
    }

    /// The quarters in which a job may start, without a look at others.
    pub(crate) fn window(&self, job: usize) -> std::ops::Range<usize> {
        let job = &self.jobs[job];
        let end = (self.quarters + 1).saturating_sub(job.quarters);
        let end = job.latest.map_or(end, |latest| end.min(latest + 1));
        job.earliest..end.max(job.earliest)
    }

    /// What a schedule is worth.
    pub(crate) fn worth(&self, starts: &Starts) -> Worth {
        let placed = || starts.iter().enumerate().filter_map(|(job, start)| Some((job, (*start)?)));
        Worth {
            dates: placed().filter(|(job, start)| self.jobs[*job].due.is_some() && self.on_time(*job, *start)).count(),
            value: placed().map(|(job, start)| self.gain(job, start)).sum(),
        }
    }

    /// Whether a schedule keeps within the resources and the order of jobs.
    pub(crate) fn holds(&self, starts: &Starts) -> bool {
        let mut board = Board::new(self);
        let placed = (0..self.jobs.len()).filter_map(|job| Some((job, (*starts.get(job)?)?)));
        for (job, start) in placed {
            let ready = self.ready(job, starts);
            let kept = ready.is_some_and(|ready| start >= ready) && self.window(job).contains(&start);
            if !kept || !board.fits(job, start) {
                return false;
            }
            board.take(job, start);
        }
        true
    }

    /// First quarter in which a job may start after those before it; `None` where one of them has no place.
    fn ready(&self, job: usize, starts: &Starts) -> Option<usize> {
        let mut ready = self.jobs[job].earliest;
        for before in &self.jobs[job].after {
            ready = ready.max((*starts.get(*before)?)? + self.jobs[*before].quarters);
        }
        Some(ready)
    }

    /// Places jobs in an order, each as early as it fits; what has to come before a job is placed just before it. Every best
    /// schedule is reached by some order: take its jobs by their start, and none comes later than it did.
    pub(crate) fn place(&self, order: &[usize]) -> Starts {
        let mut board = Board::new(self);
        let mut starts = vec![None; self.jobs.len()];
        let mut tried = vec![false; self.jobs.len()];
        for job in order {
            self.place_one(*job, &mut board, &mut starts, &mut tried);
        }
        starts
    }

    fn place_one(&self, job: usize, board: &mut Board<'_>, starts: &mut Starts, tried: &mut [bool]) {
        // Its own stack instead of the machine's: a chain may be as long as the list.
        let mut stack = vec![job];
        while let Some(&job) = stack.last() {
            let open = self.jobs[job].after.iter().find(|before| !tried[**before]);
            match open {
                Some(before) if !tried[job] => stack.push(*before),
                _ => {
                    stack.pop();
                    if !std::mem::replace(&mut tried[job], true) {
                        starts[job] = self.ready(job, starts).and_then(|ready| board.first(job, ready));
                        if let Some(start) = starts[job] {
                            board.take(job, start);
                        }
                    }
                }
            }
        }
    }

    /// Orders in which to place: by date, then by what `rank` gives, largest first.
    pub(crate) fn order_by(&self, rank: impl Fn(usize) -> f64) -> Vec<usize> {
        let due = self.due_through();
        let mut order: Vec<usize> = (0..self.jobs.len()).collect();
        order.sort_by(|a, b| due[*a].cmp(&due[*b]).then(rank(*b).total_cmp(&rank(*a))).then(a.cmp(b)));
        order
    }

    /// The last quarter for each job so that it, or one that comes after it, can keep its date; `usize::MAX` without one.
    fn due_through(&self) -> Vec<usize> {
        let mut due: Vec<usize> = self.jobs.iter().map(|job| job.due.unwrap_or(usize::MAX)).collect();
        for (index, job) in self.jobs.iter().enumerate().rev() {
            for before in &job.after {
                let latest =
                    if due[index] == usize::MAX { usize::MAX } else { due[index].saturating_sub(job.quarters) };
                due[*before] = due[*before].min(latest);
            }
        }
        due
    }

    /// Value for each share of the scarcest resource that a job takes, in all its quarters.
    pub(crate) fn density(&self, job: usize) -> f64 {
        let total = |resource: usize| self.resources[resource].iter().sum::<f64>().max(SLACK);
        #[expect(clippy::cast_precision_loss, reason = "quarters are few")]
        let quarters = self.jobs[job].quarters as f64;
        let takes = self.jobs[job].needs.iter().map(|(resource, amount)| amount * quarters / total(*resource));
        self.jobs[job].value / takes.sum::<f64>().max(SLACK)
    }

    /// Betters an order by moving jobs in it, as often as `tries` says, and gives the best schedule that was met.
    ///
    /// A worse order is kept now and then, less and less (simulated annealing), so that the search leaves dead ends.
    pub(crate) fn improve(&self, mut order: Vec<usize>, tries: u32, random: &mut Random) -> Starts {
        let mut starts = self.place(&order);
        let (mut worth, mut best) = (self.worth(&starts), starts.clone());
        let mut best_worth = worth;
        if order.len() < 2 {
            return best;
        }
        #[expect(clippy::cast_precision_loss, reason = "jobs are few")]
        let typical = best_worth.value / order.len() as f64;
        for n in 0..tries {
            let warmth = WARM * typical * (1.0 - f64::from(n) / f64::from(tries)).powi(2);
            let (from, to) = self.pick(&order, &starts, random);
            let job = order.remove(from);
            order.insert(to, job);
            let next = self.place(&order);
            let then = self.worth(&next);
            let loss = worth.value - then.value;
            let kept = then.dates > worth.dates
                || then.dates == worth.dates && (loss <= 0.0 || random.share() < (-loss / warmth.max(1e-9)).exp());
            if !kept {
                let job = order.remove(to);
                order.insert(from, job);
                continue;
            }
            (worth, starts) = (then, next);
            if worth > best_worth {
                (best_worth, best) = (worth, starts.clone());
            }
        }
        best
    }

    /// A job to move and its new place: one that has no place or starts late goes forward, or any one goes anywhere.
    fn pick(&self, order: &[usize], starts: &Starts, random: &mut Random) -> (usize, usize) {
        let from = random.below(order.len());
        let waits = starts[order[from]].is_none_or(|start| start > 0);
        let to = if waits && random.share() < 0.7 { random.below(from + 1) } else { random.below(order.len()) };
        (from, to)
    }
}

/// What is still there of each resource.
struct Board<'p> {
    portfolio: &'p Portfolio,
    left: Vec<Vec<f64>>,
}

impl<'p> Board<'p> {
    fn new(portfolio: &'p Portfolio) -> Self {
        Self { portfolio, left: portfolio.resources.clone() }
    }

    fn fits(&self, job: usize, start: usize) -> bool {
        let job = &self.portfolio.jobs[job];
        let within = |(resource, amount): &(usize, f64)| {
            self.left[*resource][start..start + job.quarters].iter().all(|left| *amount <= left + SLACK)
        };
        job.needs.iter().all(within)
    }

    fn first(&self, job: usize, ready: usize) -> Option<usize> {
        let window = self.portfolio.window(job);
        (ready.max(window.start)..window.end).find(|start| self.fits(job, *start))
    }

    fn take(&mut self, job: usize, start: usize) {
        let job = &self.portfolio.jobs[job];
        for (resource, amount) in &job.needs {
            for left in &mut self.left[*resource][start..start + job.quarters] {
                *left -= amount;
            }
        }
    }
}
