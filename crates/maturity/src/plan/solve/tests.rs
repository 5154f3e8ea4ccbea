#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::plan::portfolio::Job;

fn portfolio(jobs: usize, quarters: usize) -> impl Strategy<Value = Portfolio> {
    let job = move |index: usize| {
        let after = proptest::collection::vec(0..index.max(1), 0..if index == 0 { 1 } else { 2 });
        let due = proptest::option::weighted(0.2, 0..quarters);
        let needs = (1..9_u32, proptest::option::weighted(0.4, 1..6_u32));
        ((0..20_u32), 1..3_usize, after, due, needs).prop_map(move |(value, takes, mut after, due, needs)| {
            after.sort_unstable();
            after.dedup();
            let days = [Some((0, f64::from(needs.0))), needs.1.map(|money| (1, f64::from(money)))];
            Job {
                value: f64::from(value),
                quarters: takes,
                needs: days.into_iter().flatten().collect(),
                after: if index == 0 { Vec::new() } else { after },
                earliest: 0,
                latest: None,
                due,
            }
        })
    };
    let jobs: Vec<_> = (0..jobs).map(job).collect();
    (jobs, proptest::collection::vec(0..14_u32, quarters * 2)).prop_map(move |(jobs, amounts)| {
        let amounts: Vec<f64> = amounts.into_iter().map(f64::from).collect();
        Portfolio { jobs, resources: amounts.chunks(quarters).map(<[f64]>::to_vec).collect(), quarters }
    })
}

/// Every combination of starts, one after the other.
fn brute(portfolio: &Portfolio) -> Worth {
    let choices: Vec<Vec<Option<usize>>> = (0..portfolio.jobs.len())
        .map(|job| portfolio.window(job).map(Some).chain(std::iter::once(None)).collect())
        .collect();
    let mut best = Worth { dates: 0, value: 0.0 };
    let mut at = vec![0; choices.len()];
    loop {
        let starts: Starts = at.iter().zip(&choices).map(|(n, c)| c[*n]).collect();
        if portfolio.holds(&starts) {
            let worth = portfolio.worth(&starts);
            if worth > best {
                best = worth;
            }
        }
        let Some(next) = (0..at.len()).find(|job| at[*job] + 1 < choices[*job].len()) else { return best };
        at[next] += 1;
        at[..next].fill(0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn small_plans_are_the_best_of_all(portfolio in portfolio(5, 3)) {
        let solved = solve(&portfolio, Effort { tries: 300, rounds: 400, nodes: 100_000 }, 1);
        prop_assert!(portfolio.holds(&solved.starts));
        let best = brute(&portfolio);
        prop_assert_eq!(solved.worth.dates, best.dates);
        prop_assert!((solved.worth.value - best.value).abs() < 1e-6, "{} of {}", solved.worth.value, best.value);
        prop_assert_eq!(solved.gap, 0.0);
    }

    #[test]
    fn no_plan_is_beyond_the_bound_or_below_the_greedy_one(portfolio in portfolio(30, 6)) {
        let greedy = portfolio.worth(&portfolio.place(&portfolio.order_by(|job| portfolio.density(job))));
        let solved = solve(&portfolio, Effort { tries: 300, rounds: 400, nodes: 2_000 }, 7);
        prop_assert!(portfolio.holds(&solved.starts));
        prop_assert!(solved.worth >= greedy);
        prop_assert!((0.0..=1.0).contains(&solved.gap));
        let prices = prices(&portfolio, solved.worth, Dates::Any, 300);
        prop_assert!(prices.bound >= prices.total(solved.worth) - 1e-6);
        prop_assert_eq!(&solved, &solve(&portfolio, Effort { tries: 300, rounds: 400, nodes: 2_000 }, 7));
    }
}

/// A plan as large as that of a company: chains of actions of activities, days of several roles, money, five at once.
fn company(units: usize, quarters: usize, seed: u64) -> Portfolio {
    let mut random = Random::new(seed);
    let mut pick = |low: f64, high: f64| low + (high - low) * random.share();
    let (roles, chains) = (5, 12);
    let mut jobs: Vec<Job> = Vec::new();
    for unit in 0..units {
        let first = jobs.len();
        for chain in 0..chains {
            for step in 0..2 {
                let index = first + chain * 2 + step;
                let mut after = Vec::new();
                if step == 1 {
                    after.push(index - 1);
                }
                if chain > 2 && pick(0.0, 1.0) < 0.5 {
                    after.insert(0, first + (pick(0.0, 1.0) * 3.0).floor() as usize * 2);
                }
                let role = (pick(0.0, 1.0) * roles as f64).floor() as usize;
                let mut needs = vec![(role, pick(2.0, 25.0).round()), (roles + 1 + unit, 1.0)];
                if pick(0.0, 1.0) < 0.4 {
                    needs.push((roles, pick(1.0, 30.0).round()));
                }
                let takes = 1 + usize::from(pick(0.0, 1.0) < 0.3);
                let due = (pick(0.0, 1.0) < 0.05).then_some(quarters / 2);
                jobs.push(Job {
                    value: pick(0.05, 1.0),
                    quarters: takes,
                    needs,
                    after,
                    earliest: 0,
                    latest: None,
                    due,
                });
            }
        }
    }
    let scale = units as f64;
    let mut resources: Vec<Vec<f64>> = (0..roles).map(|_| vec![(8.0 * scale).round(); quarters]).collect();
    resources.push(vec![(20.0 * scale).round(); quarters]);
    resources.extend((0..units).map(|_| vec![5.0; quarters]));
    Portfolio { jobs, resources, quarters }
}

/// The same plan as an integer programme for HiGHS, by its Python package; prints dates and value of its best.
const HIGHS: &str = include_str!("highs.py");

fn highs(portfolio: &Portfolio, date: f64) -> Option<Worth> {
    let job = |job: &Job| {
        serde_json::json!({
            "value": job.value, "quarters": job.quarters, "needs": job.needs, "after": job.after, "due": job.due,
        })
    };
    let jobs: Vec<serde_json::Value> = portfolio.jobs.iter().map(job).collect();
    let plan = serde_json::json!({
        "quarters": portfolio.quarters, "date": date, "resources": portfolio.resources, "jobs": jobs, "seconds": 20,
    });
    let mut python = std::process::Command::new("python3");
    let python = python.args(["-c", HIGHS]).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = python.stderr(std::process::Stdio::null()).spawn().ok()?;
    serde_json::to_writer(child.stdin.take()?, &plan).ok()?;
    let out = child.wait_with_output().ok().filter(|out| out.status.success())?;
    // Its version stands above.
    let told = String::from_utf8(out.stdout).ok()?;
    let (dates, value): (usize, f64) = serde_json::from_str(told.lines().last()?).ok()?;
    Some(Worth { dates, value })
}

#[test]
#[allow(clippy::print_stdout)]
fn plans_are_as_good_as_those_of_highs() {
    for seed in [1, 3] {
        let portfolio = company(5, 8, seed);
        let date = 1.0 + portfolio.jobs.iter().map(|job| job.value).sum::<f64>();
        let Some(theirs) = highs(&portfolio, date) else {
            return println!("plan: not run with HiGHS: python3 has no package highspy");
        };
        let ours = solve(&portfolio, Effort::thorough(&portfolio), 1);
        println!("plan: {ours:?} beside {theirs:?} of HiGHS", ours = ours.worth);
        assert!(ours.worth.dates >= theirs.dates && ours.worth.value >= 0.98 * theirs.value);
        assert!(ours.worth.value * (1.0 + ours.gap) / (1.0 - ours.gap).max(0.01) >= theirs.value);
    }
}
