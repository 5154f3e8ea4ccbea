//! Roll-up over a tree of units. The reader picks the rule and it is printed; never only the mean.
//!
//! A unit's own score and its rolled-up score are two numbers. Central items are answered once, at the root, and
//! inherited; a unit may override one with a reason.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{ItemId, Model, Scope};
use crate::response::Answer;
pub use crate::unit::{TreeError, Unit, UnitId, UnitTree};

/// How scores of units become one number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "rule", deny_unknown_fields)]
pub enum RollupRule {
    /// Mean over units.
    Mean,
    /// Mean weighted by headcount; units without people do not count.
    HeadcountWeighted,
    /// The lowest unit.
    WeakestUnit,
    /// Share of units, 0 to 1, whose score is at least `n`.
    ShareAtOrAbove {
        /// The score to reach.
        n: f64,
    },
}

impl RollupRule {
    /// The rule in words, as printed beside the number.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Mean => "mean over units".to_owned(),
            Self::HeadcountWeighted => "mean over units weighted by headcount".to_owned(),
            Self::WeakestUnit => "weakest unit".to_owned(),
            Self::ShareAtOrAbove { n } => format!("share of units at {n} or above"),
        }
    }
}

/// A rolled-up number with its spread. Units without a score are counted apart and never enter it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rollup {
    /// The rule in words.
    pub rule: String,
    /// The number; absent when no unit has a score (or, by headcount, no people).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// Units with a score.
    pub scored: u32,
    /// Units without one.
    pub unscored: u32,
    /// Lowest score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<f64>,
    /// Highest score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<f64>,
}

/// Rolls up the own scores of units, each with its headcount.
#[must_use]
pub fn rollup(rule: RollupRule, units: &[(Option<f64>, u32)]) -> Rollup {
    let scores: Vec<(f64, u32)> = units.iter().filter_map(|(s, heads)| Some(((*s)?, *heads))).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lowest = scores.iter().map(|(s, _)| *s).reduce(f64::min);
    let highest = scores.iter().map(|(s, _)| *s).reduce(f64::max);
    let weighted = |weight: &dyn Fn(u32) -> f64, of: &dyn Fn(f64) -> f64| {
        let total: f64 = scores.iter().map(|(_, heads)| weight(*heads)).sum();
        (total > 0.0).then(|| scores.iter().map(|(s, heads)| of(*s) * weight(*heads)).sum::<f64>() / total)
    };
    let value = match rule {
        RollupRule::Mean => weighted(&|_| 1.0, &|s| s),
        RollupRule::HeadcountWeighted => weighted(&f64::from, &|s| s),
        RollupRule::WeakestUnit => lowest,
        RollupRule::ShareAtOrAbove { n } => weighted(&|_| 1.0, &|s| if s >= n { 1.0 } else { 0.0 }),
    };
    Rollup {
        rule: rule.words(),
        value,
        scored: count(scores.len()),
        unscored: count(units.len() - scores.len()),
        lowest,
        highest,
    }
}

/// Where an answer of a unit comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "from", deny_unknown_fields)]
pub enum Origin {
    /// The unit itself.
    Own,
    /// The root, because the item is central.
    Inherited,
    /// The unit itself, against the root's answer to a central item.
    Override {
        /// Why the unit differs.
        reason: String,
    },
}

/// Answers of one unit: its own ones, and reasons where it overrides a central one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitAnswers {
    /// Answers given by the unit.
    pub own: BTreeMap<ItemId, Answer>,
    /// Reasons for overriding central items.
    pub override_reasons: BTreeMap<ItemId, String>,
}

/// The answer that holds for a unit: a local item is the unit's own; a central one is the root's unless the unit
/// overrides it with a reason. An own answer to a central item without a reason does not count.
#[must_use]
pub fn effective(model: &Model, item: &ItemId, unit: &UnitAnswers, root: &UnitAnswers) -> (Answer, Origin) {
    let own = unit.own.get(item).cloned();
    let central = model.item(item).is_some_and(|(_, i)| i.scope == Scope::Central);
    if !central {
        return (own.unwrap_or(Answer::Unanswered), Origin::Own);
    }
    match (own, unit.override_reasons.get(item).filter(|r| !r.trim().is_empty())) {
        (Some(answer), Some(reason)) => (answer, Origin::Override { reason: reason.clone() }),
        _ => (root.own.get(item).cloned().unwrap_or(Answer::Unanswered), Origin::Inherited),
    }
}
