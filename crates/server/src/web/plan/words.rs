//! What is said of a plan.

use osmm_maturity::plan::{Full, NoPlan, Planned, Spread, Waits, Why};

use crate::texts::Texts;

/// Why no plan can be made, and the way out.
pub(super) fn no_plan(t: &Texts, none: &NoPlan) -> String {
    match none {
        NoPlan::NoValues(model) => t.fill("plan-no-values", &[("model", model)]),
        NoPlan::NoCapacity => t.say("plan-no-capacity"),
        NoPlan::UnknownUnit(action, unit) => t.fill("plan-no-unit", &[("action", &action.0), ("unit", &unit.0)]),
        NoPlan::NotRated(action, item, unit) => {
            t.fill("plan-no-rating", &[("action", &action.0), ("item", &item.0), ("unit", &unit.0)])
        }
        NoPlan::UnknownAction(action, other) => t.fill("plan-no-action", &[("action", &action.0), ("other", &other.0)]),
        NoPlan::Cycle(actions) => {
            let line: Vec<&str> = actions.iter().map(|a| a.0.as_str()).collect();
            t.fill("plan-no-order", &[("actions", &line.join(" → "))])
        }
    }
}

/// Why an action has no place.
pub(super) fn waits(t: &Texts, waits: &Waits) -> String {
    match waits {
        Waits::Room { full: Full::Days(role) } => t.fill("plan-wait-days", &[("role", role)]),
        Waits::Room { full: Full::Money } => t.say("plan-wait-money"),
        Waits::Room { full: Full::AtOnce } => t.say("plan-wait-at-once"),
        Waits::Room { full: Full::Quarters } => t.say("plan-wait-quarters"),
        Waits::For { action } => t.fill("plan-wait-for", &[("action", &action.0)]),
        Waits::Nobody { role } => t.fill("plan-wait-nobody", &[("role", role)]),
        Waits::TooLarge { role: Some(role) } => t.fill("plan-wait-large", &[("role", role)]),
        Waits::TooLarge { role: None } => t.say("plan-wait-large-money"),
        Waits::NoObjective => t.say("plan-wait-objective"),
        Waits::Dropped { reason } => t.fill("plan-wait-dropped", &[("reason", reason)]),
        Waits::Before => t.say("plan-wait-before"),
    }
}

/// Why an action is where it is, the weightiest first.
pub(super) fn because(t: &Texts, planned: &Planned) -> Vec<String> {
    let Why::Placed { rank, of, opens, waited_for } = &planned.why else { return Vec::new() };
    let mut why = Vec::new();
    if let Some(by) = planned.action.by {
        why.push(t.fill(if planned.late { "plan-why-late" } else { "plan-why-due" }, &[("day", &t.day(by))]));
    }
    if !opens.is_empty() {
        why.push(t.count("plan-why-opens", opens.len()));
    }
    why.push(t.fill("plan-why-rank", &[("rank", &rank.to_string()), ("of", &of.to_string())]));
    why.extend(waited_for.first().map(|before| t.fill("plan-why-after", &[("action", &before.0)])));
    why.extend(planned.without.iter().map(|helper| t.fill("plan-why-without", &[("action", &helper.0)])));
    why
}

/// A range of days or money.
pub(super) fn spread(t: &Texts, spread: Spread) -> String {
    if spread.low == spread.high {
        return number(t, spread.likely);
    }
    let (low, likely, high) = (number(t, spread.low), number(t, spread.likely), number(t, spread.high));
    t.fill("plan-spread", &[("low", &low), ("likely", &likely), ("high", &high)])
}

/// One decimal, where it is not 0.
pub(super) fn number(t: &Texts, number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or_else(|| text.replace('.', &t.say("decimal-point")), str::to_owned)
}

/// A share in hundredths.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
