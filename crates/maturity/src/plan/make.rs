//! A plan is made: actions, jobs, a schedule, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::action::{Action, Spread};
use super::brief::{Amounts, Brief};
use super::chance::chances;
use super::cheapest::{Missing, cheapest};
use super::generate::{NoPlan, actions};
use super::jobs::{Jobs, jobs};
use super::made::{Alternative, Chance, Full, Plan, PlanFormat, Planned, Use, Waits, Why};
use super::portfolio::Starts;
use super::projection::project;
use super::solve::{Effort, Solved, solve};
use super::standing::Standing;
use crate::event::ActionId;
use crate::model::Model;
use crate::unit::UnitId;

/// Days that one more person-month brings.
const MONTH: f64 = 20.0;
/// The share of the budget that is taken away to see what it changes.
const LESS: f64 = 0.2;

/// Makes a plan from where units stand on a day. The same input gives the same plan.
pub fn make(model: &Model, standings: &[Standing], brief: &Brief, as_of: Date) -> Result<Plan, NoPlan> {
    let (standings, missing) = aimed(model, standings, brief);
    let mut actions = actions(model, &standings, brief)?;
    if let Some(by) = brief.by {
        actions.iter_mut().for_each(|action| action.by = action.by.or(Some(by)));
    }
    let jobs = jobs(model, &standings, brief, &actions)?;
    let solved = solve(&jobs.portfolio, Effort::thorough(&jobs.portfolio), brief.seed);
    let places = jobs.actions.iter().enumerate().map(|(job, action)| (&actions[*action].id, job)).collect();
    let table = Table { model, standings: &standings, brief, actions: &actions, jobs: &jobs, solved: &solved, places };
    let there: BTreeSet<&ActionId> = actions.iter().map(|action| &action.id).collect();
    let closed = brief.changes.keys().filter(|id| !there.contains(id));
    let open = |s: &Standing| (s.unit.clone(), s.open.iter().filter(|i| !s.inherited.contains(i)).cloned().collect());
    let placed = || actions.iter().filter(|action| table.start(&action.id).is_some());
    Ok(Plan {
        format: PlanFormat::V1,
        model_digest: model.digest(),
        as_of,
        quarters: (0..usize::from(brief.quarters)).map(|q| brief.start.plus(q)).collect(),
        currency: brief.currency.clone(),
        actions: table.planned(),
        gap: solved.gap,
        used: table.used(),
        projection: project(model, &standings, (&jobs, &actions, &solved.starts), brief.start, brief.seed),
        effort: sum(placed().flat_map(|a| a.effort.values().copied())),
        money: sum(placed().filter_map(|a| a.money)),
        alternatives: table.alternatives()?,
        find_out: standings.iter().map(open).filter(|(_, items): &(_, Vec<_>)| !items.is_empty()).collect(),
        missing,
        closed: closed.cloned().collect(),
    })
}

/// Whether a plan can be made at all: the same refusals as [`make`], without its work.
pub fn plannable(model: &Model, standings: &[Standing], brief: &Brief) -> Result<(), NoPlan> {
    let (standings, _) = aimed(model, standings, brief);
    let actions = actions(model, &standings, brief)?;
    jobs(model, &standings, brief, &actions).map(drop)
}

fn sum(all: impl Iterator<Item = Spread>) -> Spread {
    all.fold(Spread { low: 0.0, likely: 0.0, high: 0.0 }, Spread::plus)
}

/// Standings whose targets are the cheapest ones that reach the goal of the plan, where it has one, and the answers that
/// the goal lacks.
fn aimed(model: &Model, standings: &[Standing], brief: &Brief) -> (Vec<Standing>, BTreeMap<UnitId, Vec<Missing>>) {
    let (mut standings, mut lacks) = (standings.to_vec(), BTreeMap::new());
    for (standing, goal) in standings.iter_mut().zip(std::iter::repeat(brief.reach)) {
        let Some(goal) = goal else { continue };
        let (targets, missing) = cheapest(model, standing, goal);
        standing.targets = targets;
        if !missing.is_empty() {
            lacks.insert(standing.unit.clone(), missing);
        }
    }
    (standings, lacks)
}

struct Table<'a> {
    model: &'a Model,
    standings: &'a [Standing],
    brief: &'a Brief,
    actions: &'a [Action],
    jobs: &'a Jobs,
    solved: &'a Solved,
    /// The job of each action that has one.
    places: BTreeMap<&'a ActionId, usize>,
}

impl Table<'_> {
    fn start(&self, action: &ActionId) -> Option<usize> {
        self.solved.starts[*self.places.get(action)?]
    }

    /// Jobs with a place by start and value for effort, then those without by value for effort.
    fn order(&self) -> Vec<usize> {
        let density = |job: usize| self.jobs.portfolio.density(job);
        let mut order: Vec<usize> = (0..self.jobs.actions.len()).collect();
        let start = |job: usize| self.solved.starts[job].unwrap_or(usize::MAX);
        order.sort_by(|a, b| start(*a).cmp(&start(*b)).then(density(*b).total_cmp(&density(*a))).then(a.cmp(b)));
        order
    }

    fn planned(&self) -> Vec<Planned> {
        let order = self.order();
        let chances = chances(self.jobs, self.actions, &order, self.brief.seed);
        let mut by_rank: Vec<usize> = order.clone();
        by_rank.sort_by(|a, b| self.jobs.portfolio.density(*b).total_cmp(&self.jobs.portfolio.density(*a)));
        let mut ranks = vec![0; order.len()];
        by_rank.iter().enumerate().for_each(|(rank, job)| ranks[*job] = rank + 1);
        let jobs = order.iter().map(|job| self.one(*job, ranks[*job], chances[*job]));
        let out = self.jobs.out.iter().map(|(action, waits)| Planned {
            action: self.actions[*action].clone(),
            value: 0.0,
            start: None,
            finish: None,
            why: Why::Waits(waits.clone()),
            chance: None,
            late: self.actions[*action].by.is_some() && !matches!(waits, Waits::Dropped { .. }),
            without: Vec::new(),
        });
        jobs.chain(out).collect()
    }

    fn one(&self, job: usize, rank: usize, chance: Chance) -> Planned {
        let action = &self.actions[self.jobs.actions[job]];
        let of = &self.jobs.portfolio.jobs[job];
        let start = self.solved.starts[job];
        let finish = start.map(|start| self.brief.start.plus(start + of.quarters - 1));
        let id = |job: &usize| self.actions[self.jobs.actions[*job]].id.clone();
        let why = match start {
            Some(_) => {
                let waits = |other: &usize| {
                    self.solved.starts[*other].is_some() && self.jobs.portfolio.jobs[*other].after.contains(&job)
                };
                // Jobs that wait for another stand after it.
                let opens = (job + 1..self.jobs.actions.len()).filter(waits).map(|other| id(&other)).collect();
                let ends = |before: &usize| {
                    self.solved.starts[*before].map(|s| s + self.jobs.portfolio.jobs[*before].quarters) == start
                };
                let waited_for = of.after.iter().filter(|before| ends(before)).map(id).collect();
                Why::Placed { rank, of: self.jobs.actions.len(), opens, waited_for }
            }
            None => match of.after.iter().find(|before| self.solved.starts[**before].is_none()) {
                Some(before) => Why::Waits(Waits::For { action: id(before) }),
                None => Why::Waits(Waits::Room { full: self.full(job) }),
            },
        };
        let done = |helper: &&ActionId| {
            let helper = self.places.get(*helper).copied();
            let done = helper.and_then(|job| Some(self.solved.starts[job]? + self.jobs.portfolio.jobs[job].quarters));
            done.is_some_and(|done| start.is_some_and(|start| done <= start))
        };
        let without = action.helped_by.iter().filter(|helper| start.is_some() && !done(helper)).cloned().collect();
        let late = action.by.is_some_and(|by| finish.is_none_or(|finish| finish.end() > by));
        Planned {
            action: action.clone(),
            value: of.value,
            start: start.map(|s| self.brief.start.plus(s)),
            finish,
            why,
            chance: Some(chance),
            late,
            without,
        }
    }

    /// What of each resource is used in each quarter.
    fn taken(&self) -> Vec<Vec<f64>> {
        let mut used: Vec<Vec<f64>> = self.jobs.portfolio.resources.iter().map(|r| vec![0.0; r.len()]).collect();
        for (job, start) in self.jobs.portfolio.jobs.iter().zip(&self.solved.starts) {
            for (resource, amount) in start.iter().flat_map(|_| &job.needs) {
                let start = start.unwrap_or_default();
                used[*resource][start..start + job.quarters].iter_mut().for_each(|u| *u += amount);
            }
        }
        used
    }

    /// What most often is too little where a job without a place could start.
    fn full(&self, job: usize) -> Full {
        let (portfolio, taken) = (&self.jobs.portfolio, self.taken());
        let of = &portfolio.jobs[job];
        let ends = of.after.iter().filter_map(|b| Some(self.solved.starts[*b]? + portfolio.jobs[*b].quarters));
        let ready = ends.max().unwrap_or(0);
        let mut lacks = vec![0_usize; taken.len()];
        for start in portfolio.window(job).filter(|start| *start >= ready) {
            for (resource, amount) in &of.needs {
                let there = &portfolio.resources[*resource];
                let short = (start..start + of.quarters).any(|q| taken[*resource][q] + amount > there[q] + 1e-6);
                lacks[*resource] += usize::from(short);
            }
        }
        let most = lacks.iter().enumerate().filter(|(_, n)| **n > 0).max_by_key(|(resource, n)| (**n, *resource));
        match most {
            None => Full::Quarters,
            Some((resource, _)) if Some(resource) == self.jobs.money => Full::Money,
            Some((resource, _)) => self.jobs.roles.get(resource).cloned().map_or(Full::AtOnce, Full::Days),
        }
    }

    /// Roles and money; the places of units are not told.
    fn used(&self) -> Vec<Use> {
        let used = self.taken();
        let told = self.jobs.roles.len() + usize::from(self.jobs.money.is_some());
        let there = self.jobs.portfolio.resources.iter();
        let all = used.into_iter().zip(there).enumerate().take(told);
        all.map(|(n, (used, there))| Use { role: self.jobs.roles.get(n).cloned(), used, there: there.clone() })
            .collect()
    }

    /// One person-month more of each role, and a fifth less money.
    fn alternatives(&self) -> Result<Vec<Alternative>, NoPlan> {
        let quarters = usize::from(self.brief.quarters);
        let base = solve(&self.jobs.portfolio, Effort::quick(&self.jobs.portfolio), self.brief.seed);
        let base = if base.worth > self.solved.worth { base } else { self.solved.clone() };
        let mut all = Vec::new();
        for (role, amounts) in &self.brief.capacity {
            let mut brief = self.brief.clone();
            let mut more = amounts.over(quarters);
            more[0] += MONTH;
            brief.capacity.insert(role.clone(), Amounts(more));
            all.push(self.alternative(&brief, &base, Some(role.clone()), MONTH)?);
        }
        if let Some(budget) = &self.brief.budget {
            let less: Vec<f64> = budget.over(quarters).iter().map(|amount| amount * (1.0 - LESS)).collect();
            let by = -LESS * budget.over(quarters).iter().sum::<f64>();
            let brief = Brief { budget: Some(Amounts(less)), ..self.brief.clone() };
            all.push(self.alternative(&brief, &base, None, by)?);
        }
        Ok(all)
    }

    fn alternative(&self, brief: &Brief, base: &Solved, role: Option<String>, by: f64) -> Result<Alternative, NoPlan> {
        let other = jobs(self.model, self.standings, brief, self.actions)?;
        let solved = solve(&other.portfolio, Effort::quick(&other.portfolio), brief.seed);
        // With more there is never less: what was found without it still holds.
        let start_of = |jobs: &Jobs, starts: &Starts| -> BTreeMap<ActionId, usize> {
            let end = |(job, start): (usize, &Option<usize>)| {
                Some((self.actions[jobs.actions[job]].id.clone(), (*start)? + jobs.portfolio.jobs[job].quarters))
            };
            starts.iter().enumerate().filter_map(end).collect()
        };
        let before = start_of(self.jobs, &base.starts);
        let same = by > 0.0 && solved.worth < base.worth;
        let after = if same { before.clone() } else { start_of(&other, &solved.starts) };
        let value = if same { base.worth.value } else { solved.worth.value };
        let (old, new): (BTreeSet<&ActionId>, BTreeSet<&ActionId>) = (before.keys().collect(), after.keys().collect());
        let moved = |earlier: bool| {
            let both = before.iter().filter_map(|(id, end)| Some((end, after.get(id)?)));
            both.filter(|(old, new)| if earlier { new < old } else { new > old }).count()
        };
        Ok(Alternative {
            role,
            by,
            value: if base.worth.value > 0.0 { value / base.worth.value - 1.0 } else { 0.0 },
            gained: new.difference(&old).map(|id| (*id).clone()).collect(),
            lost: old.difference(&new).map(|id| (*id).clone()).collect(),
            earlier: moved(true),
            later: moved(false),
        })
    }
}
