//! Sums of costs and benefits, with their ranges.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Case, Figure, Figures, Kind, Line, Per};
use crate::plan::{Brief, Plan, Random, Source, Spread};

/// Draws for the range of a sum.
const DRAWS: usize = 2000;
/// Where the draws begin.
const SEED: u64 = 1;

/// Costs and benefits over the years that are counted: a public, versioned format.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reckoned {
    /// Name and version of this format.
    pub format: CaseFormat,
    /// The currency of all money.
    pub currency: String,
    /// Years that are counted.
    pub years: u8,
    /// The lines, those that follow from the plan first.
    pub lines: Vec<ReckonedLine>,
    /// Roles of the plan whose days are not turned into money, with their days.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub without_rate: BTreeMap<String, Spread>,
    /// The costs together.
    pub costs: Total,
    /// The benefits together.
    pub benefits: Total,
    /// Benefits less costs, where every benefit is counted from own data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Total>,
    /// Why there is no difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_difference: Option<NoDifference>,
    /// The published figures that lines lean on, with what they cannot say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
}

/// Version tag of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum CaseFormat {
    /// First version.
    #[serde(rename = "osmm-business-case/1")]
    V1,
}

/// A line and what it makes over the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReckonedLine {
    /// The line.
    pub line: Line,
    /// Over all years that are counted.
    pub total: Spread,
}

/// A sum of amounts that are not known exactly.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// Nine of ten draws of the lines make at least this, each line drawn by itself.
    pub low: f64,
    /// Half of the draws make at least this. It is not the sum of what is most likely for each line: where ranges reach
    /// further up than down, sums do, too.
    pub middle: f64,
    /// One of ten makes this or more.
    pub high: f64,
}

/// Why there is no difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "because", deny_unknown_fields)]
pub enum NoDifference {
    /// Nobody wrote down a benefit.
    NoBenefit,
    /// Benefits that are not counted from own data.
    NotOwn {
        /// Their lines.
        lines: Vec<String>,
    },
    /// Days of the plan that nobody turned into money.
    NoRate,
}

/// Sums up a file of costs and benefits, with the days and the money of a plan as costs where one is given.
#[must_use]
pub fn reckon(case: &Case, plan: Option<&Plan>, figures: &Figures) -> Reckoned {
    let (of_plan, without_rate) = plan.map(|plan| costs_of(plan, case)).unwrap_or_default();
    let times = |line: &Line| if line.per == Per::Year { f64::from(case.years) } else { 1.0 };
    let lines: Vec<ReckonedLine> = of_plan
        .into_iter()
        .chain(case.lines.iter().cloned())
        .map(|line| ReckonedLine { total: scaled(line.amount, times(&line)), line })
        .collect();
    let leaned = figures.figures.iter().filter(|f| lines.iter().any(|l| l.line.figure.as_ref() == Some(&f.id)));
    let drawn = Drawn::of(&lines);
    let no_difference = no_difference(&lines, without_rate.is_empty());
    Reckoned {
        format: CaseFormat::V1,
        currency: case.currency.clone(),
        years: case.years,
        costs: drawn.total(|cost, _| cost),
        benefits: drawn.total(|_, benefit| benefit),
        difference: no_difference.is_none().then(|| drawn.total(|cost, benefit| benefit - cost)),
        no_difference,
        figures: leaned.cloned().collect(),
        lines,
        without_rate,
    }
}

fn no_difference(lines: &[ReckonedLine], all_days: bool) -> Option<NoDifference> {
    let benefits = || lines.iter().map(|l| &l.line).filter(|line| line.kind == Kind::Benefit);
    if benefits().next().is_none() {
        return Some(NoDifference::NoBenefit);
    }
    let foreign = benefits().filter(|line| line.source != Source::OwnData || line.figure.is_some());
    let foreign: Vec<String> = foreign.map(|line| line.id.clone()).collect();
    if !foreign.is_empty() {
        return Some(NoDifference::NotOwn { lines: foreign });
    }
    (!all_days).then_some(NoDifference::NoRate)
}

/// What the actions with a place cost: a line for each role with a rate, one for the money; and days without a rate.
fn costs_of(plan: &Plan, case: &Case) -> (Vec<Line>, BTreeMap<String, Spread>) {
    let placed = || plan.actions.iter().filter(|planned| planned.start.is_some()).map(|planned| &planned.action);
    let mut days: BTreeMap<String, Spread> = BTreeMap::new();
    for (role, spread) in placed().flat_map(|action| &action.effort) {
        days.entry(role.clone()).and_modify(|sum| *sum = sum.plus(*spread)).or_insert(*spread);
    }
    let money = placed().filter_map(|action| action.money).reduce(Spread::plus);
    let line = |id: String, title: String, amount, from: String| Line {
        id,
        title,
        kind: Kind::Cost,
        unit: None,
        per: Per::Once,
        amount,
        source: Source::OwnData,
        from,
        figure: None,
    };
    let mut lines = Vec::new();
    let mut without = BTreeMap::new();
    for (role, spread) in days {
        match case.day.get(&role).or_else(|| case.day.get(Brief::ANYONE)) {
            Some(rate) => {
                let amount = Spread {
                    low: spread.low * rate.low,
                    likely: spread.likely * rate.likely,
                    high: spread.high * rate.high,
                };
                let from = format!("{:.0} to {:.0} person-days of the plan", spread.low, spread.high);
                lines.push(line(format!("plan/{role}"), format!("Work of {role}"), amount, from));
            }
            None => drop(without.insert(role, spread)),
        }
    }
    let title = "What the plan buys".to_owned();
    lines.extend(money.map(|money| line("plan/money".to_owned(), title, money, "the plan".to_owned())));
    (lines, without)
}

fn scaled(amount: Spread, times: f64) -> Spread {
    Spread { low: amount.low * times, likely: amount.likely * times, high: amount.high * times }
}

/// Sums of costs and of benefits, draw by draw.
struct Drawn(Vec<(f64, f64)>);

impl Drawn {
    fn of(lines: &[ReckonedLine]) -> Self {
        let mut random = Random::new(SEED);
        let mut draw = || {
            let mut sums = (0.0, 0.0);
            for one in lines {
                let amount = one.total.at(random.share());
                if one.line.kind == Kind::Cost { sums.0 += amount } else { sums.1 += amount }
            }
            sums
        };
        Self((0..DRAWS).map(|_| draw()).collect())
    }

    fn total(&self, of: impl Fn(f64, f64) -> f64) -> Total {
        let mut sums: Vec<f64> = self.0.iter().map(|(cost, benefit)| of(*cost, *benefit)).collect();
        sums.sort_by(f64::total_cmp);
        let at = |tenth: usize| sums.get(sums.len() * tenth / 10).copied().unwrap_or(0.0);
        Total { low: at(1), middle: at(5), high: at(9) }
    }
}
