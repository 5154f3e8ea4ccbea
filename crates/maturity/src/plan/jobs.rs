//! Actions become jobs: what each is worth, what it takes of what there is, and what it waits for.

use std::collections::BTreeMap;

use super::Quarter;
use super::action::Action;
use super::brief::{Brief, Change};
use super::generate::NoPlan;
use super::made::Waits;
use super::portfolio::{Job, Portfolio};
use super::standing::Standing;
use crate::event::ActionId;
use crate::gap::priority;
use crate::model::Model;
use crate::unit::UnitId;

/// A portfolio with what its numbers stand for.
#[derive(Debug, Clone)]
pub(crate) struct Jobs {
    pub portfolio: Portfolio,
    /// The action of each job, by index.
    pub actions: Vec<usize>,
    /// Roles of the first resources; money follows where it is a limit, then one for each unit.
    pub roles: Vec<String>,
    /// Which resource is money.
    pub money: Option<usize>,
    /// Actions without a job, and why.
    pub out: Vec<(usize, Waits)>,
}

/// What an action is worth, as [`crate::plan`] says.
pub(crate) fn worth(model: &Model, standings: &[Standing], brief: &Brief, action: &Action) -> f64 {
    let top = model.scale.top();
    let moved: f64 = action.moves.iter().map(|m| priority(m.from, top, top) - priority(m.to, top, top)).sum();
    let objectives = model.objectives.len() + brief.own_objectives.len();
    let served = action.serves.iter();
    let served: f64 = served.map(|s| brief.weight(&s.objective, &action.unit, objectives) * s.effect.share()).sum();
    let share = standings.iter().find(|s| s.unit == action.unit).map_or(1.0, |s| s.share);
    moved * served * share
}

struct Resources {
    amounts: Vec<Vec<f64>>,
    roles: Vec<String>,
    money: Option<usize>,
    units: BTreeMap<UnitId, usize>,
}

impl Resources {
    fn new(brief: &Brief, standings: &[Standing]) -> Self {
        let quarters = usize::from(brief.quarters);
        let roles: Vec<String> = brief.capacity.keys().cloned().collect();
        let mut amounts: Vec<Vec<f64>> = brief.capacity.values().map(|a| a.over(quarters)).collect();
        let money = brief.budget.as_ref().map(|budget| {
            amounts.push(budget.over(quarters));
            amounts.len() - 1
        });
        let mut units = BTreeMap::new();
        for standing in standings {
            units.insert(standing.unit.clone(), amounts.len());
            amounts.push(vec![f64::from(brief.at_once); quarters]);
        }
        Self { amounts, roles, money, units }
    }

    /// The resource of a role: its own, or that of people who take any role.
    fn of(&self, role: &str) -> Option<usize> {
        let find = |role: &str| self.roles.iter().position(|r| r == role);
        find(role).or_else(|| find(Brief::ANYONE))
    }

    /// What an action takes in all, by resource; or the role that nobody has.
    fn wanted<'a>(&self, action: &'a Action) -> Result<BTreeMap<usize, f64>, &'a str> {
        let mut wanted: BTreeMap<usize, f64> = BTreeMap::new();
        for (role, days) in action.effort.iter().filter(|(_, days)| days.likely > 0.0) {
            let resource = self.of(role).ok_or(role.as_str())?;
            *wanted.entry(resource).or_default() += days.likely;
        }
        wanted.extend(self.money.zip(action.money.map(|money| money.likely)).filter(|(_, money)| *money > 0.0));
        Ok(wanted)
    }

    /// The fewest quarters in which there is enough of everything; or what there is never enough of.
    fn quarters(&self, action: &Action, wanted: &BTreeMap<usize, f64>) -> Result<usize, usize> {
        let mut takes = usize::from(action.quarters);
        for (resource, amount) in wanted {
            let most = self.amounts[*resource].iter().copied().fold(0.0, f64::max);
            let all = self.amounts[*resource].len();
            let needed = (1..=all).find(|quarters| {
                #[expect(clippy::cast_precision_loss, reason = "quarters are few")]
                let quarters = *quarters as f64;
                amount / quarters <= most + 1e-9
            });
            takes = takes.max(needed.ok_or(*resource)?);
        }
        Ok(takes)
    }

    fn name(&self, resource: usize) -> Option<String> {
        self.roles.get(resource).cloned()
    }
}

/// The jobs of actions.
pub(crate) fn jobs(model: &Model, standings: &[Standing], brief: &Brief, actions: &[Action]) -> Result<Jobs, NoPlan> {
    if brief.capacity.values().all(|amounts| amounts.0.iter().all(|a| *a <= 0.0)) {
        return Err(NoPlan::NoCapacity);
    }
    let resources = Resources::new(brief, standings);
    let order = sorted(actions)?;
    let mut jobs = Jobs {
        portfolio: Portfolio {
            jobs: Vec::new(),
            resources: resources.amounts.clone(),
            quarters: brief.quarters.into(),
        },
        actions: Vec::new(),
        roles: resources.roles.clone(),
        money: resources.money,
        out: Vec::new(),
    };
    let values: Vec<f64> = actions.iter().map(|action| worth(model, standings, brief, action)).collect();
    let useful = useful(actions, brief, &order, &values);
    let mut places: BTreeMap<&ActionId, usize> = BTreeMap::new();
    for index in order {
        let action = &actions[index];
        if !useful[index] {
            jobs.out.push((index, Waits::NoObjective));
            continue;
        }
        match job(action, brief, &resources, &places) {
            Ok(mut job) => {
                job.value = values[index];
                places.insert(&action.id, jobs.actions.len());
                jobs.actions.push(index);
                jobs.portfolio.jobs.push(job);
            }
            Err(waits) => jobs.out.push((index, waits)),
        }
    }
    Ok(jobs)
}

/// What people said of an action.
fn said<'b>(brief: &'b Brief, action: &Action) -> Option<&'b Change> {
    brief.changes.get(&action.id).or_else(|| Some(&brief.own.iter().find(|o| o.id == action.id)?.said))
}

/// Which actions serve an objective, have a date, or come before one that does; the others would only move a score.
fn useful(actions: &[Action], brief: &Brief, order: &[usize], values: &[f64]) -> Vec<bool> {
    let dated = |a: &Action| a.by.is_some() || said(brief, a).is_some_and(|c| c.start.is_some() || c.drop.is_some());
    let mut useful: Vec<bool> = actions.iter().zip(values).map(|(a, value)| *value > 0.0 || dated(a)).collect();
    let index: BTreeMap<&ActionId, usize> = actions.iter().enumerate().map(|(n, a)| (&a.id, n)).collect();
    for n in order.iter().rev().filter(|n| !actions[**n].after.is_empty()) {
        if useful[*n] {
            actions[*n].after.iter().filter_map(|b| index.get(b)).for_each(|before| useful[*before] = true);
        }
    }
    useful
}

fn job(
    action: &Action,
    brief: &Brief,
    resources: &Resources,
    places: &BTreeMap<&ActionId, usize>,
) -> Result<Job, Waits> {
    let change = said(brief, action);
    if let Some(reason) = change.and_then(|c| c.drop.as_ref()) {
        return Err(Waits::Dropped { reason: reason.clone() });
    }
    let after: Result<Vec<usize>, &ActionId> = action.after.iter().map(|b| places.get(b).copied().ok_or(b)).collect();
    let after = after.map_err(|before| Waits::For { action: before.clone() })?;
    let wanted = resources.wanted(action).map_err(|role| Waits::Nobody { role: role.to_owned() })?;
    let takes = resources.quarters(action, &wanted).map_err(|r| Waits::TooLarge { role: resources.name(r) })?;
    let start = change.and_then(|c| c.start).map(|start| start.since(brief.start));
    let start = start.map(|start| usize::try_from(start).map_err(|_| Waits::Before)).transpose()?;
    #[expect(clippy::cast_precision_loss, reason = "quarters are few")]
    let each = takes as f64;
    let mut needs: Vec<(usize, f64)> = wanted.into_iter().map(|(r, amount)| (r, amount / each)).collect();
    needs.extend(resources.units.get(&action.unit).map(|unit| (*unit, 1.0)));
    // A start that was set is a date as well: it goes before what would be better.
    let set = start.map(|start| start + takes - 1);
    Ok(Job {
        value: 0.0,
        quarters: takes,
        needs,
        after,
        earliest: start.unwrap_or(0),
        latest: start,
        due: action.by.and_then(|by| last_before(brief, by)).or(set),
    })
}

/// The last quarter of the plan that ends by a day; none where even the first ends after it.
fn last_before(brief: &Brief, by: jiff::civil::Date) -> Option<usize> {
    let quarter = Quarter::of(by);
    let index = quarter.since(brief.start) - i64::from(quarter.end() > by);
    usize::try_from(index).ok()
}

/// Actions by index, those that others wait for first, else in their order.
fn sorted(actions: &[Action]) -> Result<Vec<usize>, NoPlan> {
    let index: BTreeMap<&ActionId, usize> = actions.iter().enumerate().map(|(n, a)| (&a.id, n)).collect();
    let mut waits: Vec<usize> =
        actions.iter().map(|a| a.after.iter().filter(|b| index.contains_key(b)).count()).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); actions.len()];
    for (n, action) in actions.iter().enumerate() {
        action.after.iter().filter_map(|b| index.get(b)).for_each(|before| followers[*before].push(n));
    }
    let mut ready: std::collections::BTreeSet<usize> = (0..actions.len()).filter(|n| waits[*n] == 0).collect();
    let mut order = Vec::with_capacity(actions.len());
    while let Some(next) = ready.pop_first() {
        order.push(next);
        for follower in &followers[next] {
            waits[*follower] -= 1;
            if waits[*follower] == 0 {
                ready.insert(*follower);
            }
        }
    }
    if order.len() == actions.len() { Ok(order) } else { Err(NoPlan::Cycle(round(actions, &index, &waits))) }
}

/// A way round, among actions that wait for one another.
fn round(actions: &[Action], index: &BTreeMap<&ActionId, usize>, waits: &[usize]) -> Vec<ActionId> {
    let stuck = |n: &usize| waits[*n] > 0;
    let mut way: Vec<usize> = (0..actions.len()).find(stuck).into_iter().collect();
    while let Some(last) = way.last().copied() {
        let before = actions[last].after.iter().filter_map(|b| index.get(b).copied()).find(stuck);
        let Some(before) = before else { break };
        if let Some(first) = way.iter().position(|n| *n == before) {
            way.drain(..first);
            way.push(before);
            break;
        }
        way.push(before);
    }
    way.reverse();
    way.into_iter().map(|n| actions[n].id.clone()).collect()
}
