//! How far raters agree who rated the same items without seeing each other: Krippendorff's alpha for ordinal values, with
//! missing ones.
//!
//! Sources: K. Krippendorff, *Content Analysis: An Introduction to Its Methodology*, chapter on reliability, and
//! K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011), section E for any metric and missing data.
//! With `o(c,k)` the coincidences of the values `c` and `k` (each item with `m` values adds its `m (m - 1)` ordered pairs,
//! each with the weight `1 / (m - 1)`), `n(c)` the sum of row `c`, and `n` the sum of all:
//!
//! - `delta²(c,k) = (sum of n(g) for g from c to k  -  (n(c) + n(k)) / 2)²`
//! - `alpha = 1 - (n - 1) * sum of o(c,k) delta²(c,k) / sum of n(c) n(k) delta²(c,k)`
//!
//! The interval is a plain delete-one jackknife over items: with `a(i)` the alpha without item `i` and `N` items,
//! `se² = (N - 1) / N * sum of (a(i) - mean of a)²`, and alpha ± `t` * se with the 97.5 % quantile of Student's t with
//! `N - 1` degrees of freedom (Abramowitz and Stegun, 26.7.5). (B. Efron and R. Tibshirani, *An Introduction to the
//! Bootstrap*, chapter 11.) The whole metric is computed anew without the item. Items with the same values give the same
//! `a(i)`, so the cost is that of the distinct sets of values, not of the items squared.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rating::Rating;

/// Fewest double-rated items for which alpha is told.
pub const FEWEST_ITEMS: usize = 20;

/// How far raters agree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Items with at least two ratings on the scale.
    pub items: usize,
    /// Ratings of these items.
    pub values: usize,
    /// Krippendorff's alpha: 1 is full agreement, 0 is what chance gives, below 0 is systematic disagreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alpha: Option<f64>,
    /// Lower and upper end of the 95 % interval, cut at -1 and 1; absent when one item alone makes all the variation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
    /// Why there is no alpha.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untold: Option<Untold>,
}

/// Why alpha is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Untold {
    /// Fewer than [`FEWEST_ITEMS`] items were rated by two or more.
    TooFew,
    /// Everybody gave the same rating to every item, so chance would agree as well.
    NoVariation,
}

impl Untold {
    /// The reason in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::TooFew => "too few to tell",
            Self::NoVariation => "no variation",
        }
    }
}

/// Agreement over items, each with the ratings that it got on a scale from 0 to `top`. Ratings off the scale are left
/// out, and then items with fewer than two ratings; neither can be compared with anything.
#[must_use]
pub fn agreement(double_rated: &[Vec<Rating>], top: Rating) -> Agreement {
    let kinds = kinds(double_rated, top);
    let items: usize = kinds.values().sum();
    let values: usize = kinds.iter().map(|(counts, times)| total(counts) * times).sum();
    let told = Agreement { items, values, alpha: None, interval: None, untold: None };
    if items < FEWEST_ITEMS {
        return Agreement { untold: Some(Untold::TooFew), ..told };
    }
    let mut table = Table::new(usize::from(top.0) + 1);
    for (counts, times) in &kinds {
        table.add(counts, number(*times));
    }
    match table.alpha() {
        None => Agreement { untold: Some(Untold::NoVariation), ..told },
        Some(alpha) => Agreement { alpha: Some(alpha), interval: interval(alpha, &kinds, table), ..told },
    }
}

/// How often each value was given to an item.
type Counts = Vec<usize>;

/// The different sets of values, each with the number of items that have it.
fn kinds(items: &[Vec<Rating>], top: Rating) -> BTreeMap<Counts, usize> {
    let mut kinds = BTreeMap::new();
    for ratings in items {
        let mut counts = vec![0; usize::from(top.0) + 1];
        for rating in ratings.iter().filter(|r| **r <= top) {
            counts[usize::from(rating.0)] += 1;
        }
        if total(&counts) >= 2 {
            *kinds.entry(counts).or_insert(0) += 1;
        }
    }
    kinds
}

fn total(counts: &Counts) -> usize {
    counts.iter().sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of ratings are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

/// Coincidences of values.
#[derive(Debug, Clone)]
struct Table {
    size: usize,
    cells: Vec<f64>,
}

impl Table {
    fn new(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    /// Adds an item's values `times` times; takes them away when `times` is negative.
    fn add(&mut self, counts: &Counts, times: f64) {
        let weight = times / number(total(counts).saturating_sub(1).max(1));
        for (c, there) in counts.iter().enumerate().filter(|(_, there)| **there > 0) {
            for (k, other) in counts.iter().enumerate() {
                let pairs = there * if c == k { other - 1 } else { *other };
                self.cells[c * self.size + k] += number(pairs) * weight;
            }
        }
    }

    /// Alpha; nothing when all values are the same.
    fn alpha(&self) -> Option<f64> {
        // Sums of whole values: rounding takes away what adding and taking away thirds has left behind.
        let row = |c: usize| self.cells[c * self.size..(c + 1) * self.size].iter().sum::<f64>().round();
        let n: Vec<f64> = (0..self.size).map(row).collect();
        let (mut observed, mut expected) = (0.0, 0.0);
        for c in 0..self.size {
            let mut between = n[c];
            for k in c + 1..self.size {
                between += n[k];
                let delta = between - (n[c] + n[k]) / 2.0;
                observed += self.cells[c * self.size + k] * delta * delta;
                expected += n[c] * n[k] * delta * delta;
            }
        }
        let all: f64 = n.iter().sum();
        (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
    }
}

/// The jackknife interval around alpha.
fn interval(alpha: f64, kinds: &BTreeMap<Counts, usize>, mut table: Table) -> Option<(f64, f64)> {
    let mut without = Vec::with_capacity(kinds.len());
    for (counts, times) in kinds {
        table.add(counts, -1.0);
        without.push((table.alpha()?, number(*times)));
        table.add(counts, 1.0);
    }
    let items: f64 = without.iter().map(|(_, times)| times).sum();
    let mean = without.iter().map(|(a, times)| a * times).sum::<f64>() / items;
    let squares: f64 = without.iter().map(|(a, times)| (a - mean) * (a - mean) * times).sum();
    let reach = student(items - 1.0) * ((items - 1.0) / items * squares).sqrt();
    Some(((alpha - reach).max(-1.0), (alpha + reach).min(1.0)))
}

/// The 97.5 % quantile of Student's t, good to a thousandth from 10 degrees of freedom on.
fn student(freedom: f64) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    let (z3, z5) = (Z.powi(3), Z.powi(5));
    let z7 = Z.powi(7);
    Z + (z3 + Z) / (4.0 * freedom)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * Z) / (96.0 * freedom.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * Z) / (384.0 * freedom.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of Student's t: 2.093 for 19, 2.045 for 29, 1.984 for 99.
    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (freedom, t) in [(19.0, 2.093_02), (29.0, 2.045_23), (99.0, 1.984_22)] {
            assert!((student(freedom) - t).abs() < 1e-4, "{freedom}: {}", student(freedom));
        }
    }
}
