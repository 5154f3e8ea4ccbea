//! What a reader asked to see: which units, on which basis, rolled up by which rule, sorted how. All of it stands in the
//! address, so that a view can be linked to and works without script.

use osmm_maturity::cycle::Cycle;
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::organisation::Organisation;
use osmm_maturity::rollup::RollupRule;
use osmm_maturity::score::Basis;
use osmm_maturity::unit::{Unit, UnitId};
use serde::Deserialize;

use crate::error::Problem;
use crate::links;

/// The query of the dashboard, as it came.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    unit: Option<String>,
    basis: Option<String>,
    rule: Option<String>,
    n: Option<String>,
    sort: Option<String>,
    rows: Option<String>,
}

/// The same, understood. What cannot be understood falls back to the default.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct View {
    pub id: AssessmentId,
    /// One unit with those below; absent: everything that the reader may see.
    pub unit: Option<UnitId>,
    pub basis: Basis,
    pub rule: RollupRule,
    /// Column of the heat map to sort by (`all`, `unit` or an activity), and whether from the highest down.
    pub sort: Option<(String, bool)>,
    /// Whether all rows of the heat map are wanted.
    pub all: bool,
}

/// Where a share of units begins, unless asked otherwise.
const SHARE: f64 = 3.0;

impl View {
    pub(crate) fn new(id: AssessmentId, asked: &Asked) -> Self {
        let basis = Basis::ALL.into_iter().find(|b| Some(b.word()) == asked.basis.as_deref());
        let n = asked.n.as_deref().and_then(|n| n.replace(',', ".").parse().ok());
        let n: f64 = n.filter(|n: &f64| n.is_finite() && (0.0..=100.0).contains(n)).unwrap_or(SHARE);
        let sort = asked.sort.as_deref().map(|s| match s.strip_prefix('-') {
            Some(column) => (column.to_owned(), true),
            None => (s.to_owned(), false),
        });
        Self {
            id,
            unit: asked.unit.clone().filter(|u| !u.is_empty()).map(UnitId),
            basis: basis.unwrap_or(Basis::Claimed),
            rule: match asked.rule.as_deref() {
                Some("headcount") => RollupRule::HeadcountWeighted,
                Some("weakest") => RollupRule::WeakestUnit,
                Some("share") => RollupRule::ShareAtOrAbove { n },
                _ => RollupRule::Mean,
            },
            sort,
            all: asked.rows.as_deref() == Some("all"),
        }
    }

    /// The name of a rule in addresses and messages.
    pub(crate) fn rule_name(rule: RollupRule) -> &'static str {
        match rule {
            RollupRule::Mean => "mean",
            RollupRule::HeadcountWeighted => "headcount",
            RollupRule::WeakestUnit => "weakest",
            RollupRule::ShareAtOrAbove { .. } => "share",
        }
    }

    /// The score that a share of units asks for.
    pub(crate) fn n(&self) -> f64 {
        if let RollupRule::ShareAtOrAbove { n } = self.rule { n } else { SHARE }
    }

    /// The address of this view.
    pub(crate) fn href(&self) -> String {
        let mut query = Vec::new();
        if let Some(unit) = &self.unit {
            query.push(format!("unit={}", links::part(&unit.0)));
        }
        if self.basis != Basis::Claimed {
            query.push(format!("basis={}", self.basis.word()));
        }
        if self.rule != RollupRule::Mean {
            query.push(format!("rule={}", Self::rule_name(self.rule)));
        }
        if let RollupRule::ShareAtOrAbove { n } = self.rule {
            query.push(format!("n={n}"));
        }
        if let Some((column, down)) = &self.sort {
            query.push(format!("sort={}{}", if *down { "-" } else { "" }, links::part(column)));
        }
        if self.all {
            query.push("rows=all".to_owned());
        }
        let path = links::assessment(&self.id);
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

/// The top-most units of an assessment that a person may see: the root for who holds a role there, else the units in
/// which a role was granted.
pub(crate) fn tops<'a>(
    state: &Organisation,
    cycle: &'a Cycle,
    person: &PersonId,
    on: jiff::civil::Date,
) -> Vec<&'a Unit> {
    let mut tops: Vec<&Unit> = Vec::new();
    let mut seen: std::collections::BTreeSet<&UnitId> = std::collections::BTreeSet::new();
    // Parents come before children.
    for unit in cycle.tree.units() {
        if unit.parent.as_ref().is_some_and(|p| seen.contains(p)) {
            seen.insert(&unit.id);
        } else if state.sees(person, &unit.id, on) {
            seen.insert(&unit.id);
            tops.push(unit);
        }
    }
    tops
}

/// The units that a view is about: the one asked for, or everything that the person may see.
pub(crate) fn chosen<'a>(cycle: &'a Cycle, tops: &[&'a Unit], view: &View) -> Result<Vec<&'a Unit>, Problem> {
    if tops.is_empty() {
        return Err(Problem::Forbidden);
    }
    let Some(wanted) = &view.unit else { return Ok(tops.to_vec()) };
    let unit = cycle.tree.unit(wanted).ok_or(Problem::NotFound)?;
    let line = cycle.tree.line(wanted);
    if tops.iter().any(|t| line.contains(&&t.id)) { Ok(vec![unit]) } else { Err(Problem::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_its_address() {
        let asked = Asked {
            unit: Some("a b".to_owned()),
            basis: Some("supported".to_owned()),
            rule: Some("share".to_owned()),
            n: Some("2,5".to_owned()),
            sort: Some("-all".to_owned()),
            rows: None,
        };
        let view = View::new(AssessmentId("x".to_owned()), &asked);
        assert_eq!(view.href(), "/a/x?unit=a%20b&basis=supported&rule=share&n=2.5&sort=-all");
        let odd =
            Asked { basis: Some("both".to_owned()), rule: Some("x".to_owned()), n: Some("NaN".to_owned()), ..asked };
        let view = View::new(AssessmentId("x".to_owned()), &odd);
        assert_eq!((view.basis, view.rule), (Basis::Claimed, RollupRule::Mean));
    }
}
