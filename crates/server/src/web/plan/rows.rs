//! A plan as the page tells it: words, tables and the picture of what waits for what.

use osmm_maturity::model::ItemId;
use osmm_maturity::plan::{Alternative, Plan, Planned, Projected, Why};
use osmm_report::charts::graph::{Graph, Work, draw};

use super::Ground;
use super::words::{because, number, percent, spread, waits};
use crate::error::Problem;
use crate::links;
use crate::texts::Texts;

/// All that is said of a plan.
pub(super) struct Told {
    /// How many actions have a place, what they take, and how good the plan is.
    pub head: Vec<String>,
    pub quarters: Vec<(String, Vec<Row>)>,
    pub waiting: Vec<Row>,
    pub graph: String,
    /// What waits for what, for the table.
    pub chains: Vec<(String, String)>,
    pub columns: Vec<String>,
    pub used: Vec<(String, Vec<(String, bool)>)>,
    pub units: Vec<Unit>,
    pub changes: Vec<Changed>,
    pub find_out: Vec<(String, Vec<(String, String)>)>,
    pub missing: Vec<String>,
    /// Changes in the settings whose action is gone.
    pub closed: String,
    pub note: String,
}

/// An action.
pub(super) struct Row {
    pub id: String,
    pub title: String,
    pub unit: String,
    pub takes: String,
    pub until: String,
    pub chance: String,
    pub why: Vec<String>,
    pub late: bool,
    pub moves: Vec<(String, String)>,
    pub proof: String,
    pub edit: String,
    /// How far it is, where it is in work.
    pub state: Option<String>,
}

/// Where a unit stands, quarter by quarter.
pub(super) struct Unit {
    pub title: String,
    pub now: String,
    pub then: Vec<(String, String)>,
    pub level: String,
}

/// What other capacity would change.
pub(super) struct Changed {
    pub with: String,
    pub value: String,
    pub gained: String,
    pub lost: String,
    pub moved: String,
}

impl Told {
    pub(super) fn new(t: &Texts, ground: &Ground<'_>, plan: &Plan) -> Result<Self, Problem> {
        let row = |planned: &Planned| row(t, ground, plan, planned);
        let mut quarters: Vec<(String, Vec<Row>)> = Vec::new();
        for planned in plan.actions.iter().filter(|a| a.start.is_some()) {
            let name = planned.start.map(|q| q.to_string()).unwrap_or_default();
            match quarters.last_mut().filter(|(quarter, _)| *quarter == name) {
                Some((_, rows)) => rows.push(row(planned)),
                None => quarters.push((name, vec![row(planned)])),
            }
        }
        let (graph, chains) = graph(t, plan)?;
        let title = |id: &ItemId| ground.model.item(id).map_or_else(|| id.0.clone(), |(_, item)| item.title.clone());
        let answer = |unit, item| links::answer_item(&ground.id, unit, item);
        let unit = |id: &osmm_maturity::unit::UnitId| unit_title(ground, id);
        let open =
            plan.find_out.iter().map(|(u, items)| (unit(u), items.iter().map(|i| (title(i), answer(u, i))).collect()));
        let missing =
            plan.missing.iter().flat_map(|(u, all)| all.iter().map(move |lack| (u, lack))).map(|(u, lack)| {
                t.fill(
                    "plan-missing",
                    &[("unit", &unit(u)), ("activity", &lack.activity.0), ("n", &lack.answers.to_string())],
                )
            });
        Ok(Self {
            head: head(t, plan),
            quarters,
            waiting: plan.actions.iter().filter(|a| a.start.is_none()).map(row).collect(),
            graph,
            chains,
            columns: plan.quarters.iter().map(ToString::to_string).collect(),
            used: used(t, plan),
            units: plan.projection.iter().map(|projected| projection(t, projected)).collect(),
            changes: plan.alternatives.iter().map(|other| changed(t, plan, other)).collect(),
            find_out: open.collect(),
            missing: missing.collect(),
            closed: plan.closed.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", "),
            note: ground.model.planning.as_ref().map(|planning| planning.note.clone()).unwrap_or_default(),
        })
    }
}

fn unit_title(ground: &Ground<'_>, id: &osmm_maturity::unit::UnitId) -> String {
    let standing = ground.standings.iter().find(|s| &s.unit == id);
    standing.map_or_else(|| id.0.clone(), |standing| standing.title.clone())
}

fn head(t: &Texts, plan: &Plan) -> Vec<String> {
    if plan.actions.is_empty() {
        return vec![t.say("plan-no-gap")];
    }
    let there = plan.actions.iter().filter(|a| a.start.is_some()).count().to_string();
    let (of, days) = (plan.actions.len().to_string(), spread(t, plan.effort));
    let mut head = vec![t.fill("plan-head", &[("there", &there), ("of", &of), ("days", &days)])];
    head.push(match plan.gap {
        0.0 => t.say("plan-proven"),
        gap => t.fill("plan-gap", &[("share", &number(t, gap * 100.0))]),
    });
    head
}

fn row(t: &Texts, ground: &Ground<'_>, plan: &Plan, planned: &Planned) -> Row {
    let action = &planned.action;
    let mut takes: Vec<String> = action
        .effort
        .iter()
        .map(|(role, d)| t.fill("plan-days", &[("days", &spread(t, *d)), ("role", role)]))
        .collect();
    let currency = plan.currency.clone().unwrap_or_else(|| t.say("plan-money"));
    takes.extend(action.money.map(|money| format!("{} {currency}", spread(t, money))));
    let title = |id: &ItemId| ground.model.item(id).map_or_else(|| id.0.clone(), |(_, item)| item.title.clone());
    let moved = |m: &osmm_maturity::plan::Moved| {
        let step = [("item", title(&m.item)), ("from", m.from.to_string()), ("to", m.to.to_string())];
        (t.fill("plan-move", &step.each_ref().map(|(name, value)| (*name, value.as_str()))), m.done.clone())
    };
    let proof: Vec<String> = action.proof.iter().map(|kind| t.say(&format!("evidence-kind-{}", kind.word()))).collect();
    let chance = planned.chance.map(|chance| {
        let id = if chance.tied { "plan-first-tied" } else { "plan-first" };
        t.fill(id, &[("share", &percent(chance.first_five))])
    });
    let kept = ground.live.state.actions.get(&action.id);
    Row {
        id: action.id.0.clone(),
        title: action.title.clone(),
        unit: unit_title(ground, &action.unit),
        takes: takes.join(", "),
        until: planned.finish.filter(|f| Some(*f) != planned.start).map(|f| f.to_string()).unwrap_or_default(),
        chance: chance.unwrap_or_default(),
        why: match &planned.why {
            Why::Placed { .. } => because(t, planned),
            Why::Waits(reason) => vec![waits(t, reason)],
        },
        late: planned.late,
        moves: action.moves.iter().map(moved).collect(),
        proof: proof.join(", "),
        edit: links::plan_action(&action.id.0),
        state: kept.map(|kept| t.say(&format!("plan-state-{}", kept.state().word()))),
    }
}

fn used(t: &Texts, plan: &Plan) -> Vec<(String, Vec<(String, bool)>)> {
    let name = |role: &Option<String>| match role {
        Some(role) => role.clone(),
        None => plan.currency.clone().unwrap_or_else(|| t.say("plan-money")),
    };
    let cell = |(used, there): (&f64, &f64)| {
        (format!("{} / {}", number(t, *used), number(t, *there)), *there > 0.0 && *used > there * 0.95)
    };
    plan.used.iter().map(|u| (name(&u.role), u.used.iter().zip(&u.there).map(cell).collect())).collect()
}

fn projection(t: &Texts, projected: &Projected) -> Unit {
    let then = projected.then.iter().map(|then| {
        let range = then.low.zip(then.high).map(|(low, high)| format!("{}–{}", t.figure(low), t.figure(high)));
        (t.figure_or_dash(then.mean), range.unwrap_or_default())
    });
    let level = |level: Option<u8>| level.map_or_else(|| "–".to_owned(), |level| level.to_string());
    let last = projected.then.last();
    let chance = last.and_then(|then| then.level_chance).map(percent);
    let words = [("now", level(projected.level_now)), ("then", level(last.and_then(|then| then.level)))];
    let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
    let level = t.fill("plan-level", &words) + &chance.map(|c| format!(" ({c})")).unwrap_or_default();
    Unit { title: projected.title.clone(), now: t.figure_or_dash(projected.now), then: then.collect(), level }
}

fn changed(t: &Texts, plan: &Plan, other: &Alternative) -> Changed {
    let by = number(t, other.by.abs());
    let with = match &other.role {
        Some(role) => t.fill("plan-more-days", &[("days", &by), ("role", role)]),
        None => {
            let currency = plan.currency.clone().unwrap_or_else(|| t.say("plan-money"));
            t.fill("plan-less-money", &[("amount", &by), ("currency", &currency)])
        }
    };
    let list = |ids: &[osmm_maturity::event::ActionId]| match ids {
        [] => "–".to_owned(),
        ids => ids.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", "),
    };
    let moved = [("earlier", other.earlier.to_string()), ("later", other.later.to_string())];
    Changed {
        with,
        value: format!("{:+.1} %", other.value * 100.0).replace('.', &t.say("decimal-point")),
        gained: list(&other.gained),
        lost: list(&other.lost),
        moved: t.fill("plan-moved", &moved.each_ref().map(|(name, value)| (*name, value.as_str()))),
    }
}

/// The actions that wait for others or are waited for, as picture and as words; nothing where none does.
fn graph(t: &Texts, plan: &Plan) -> Result<(String, Vec<(String, String)>), Problem> {
    let placed: Vec<&Planned> = plan.actions.iter().filter(|a| a.start.is_some()).collect();
    let ids =
        |a: &Planned| a.action.after.iter().filter(|b| placed.iter().any(|p| &p.action.id == *b)).cloned().collect();
    let waits: Vec<(&Planned, Vec<_>)> = placed.iter().map(|a| (*a, ids(a))).collect();
    let linked = |a: &Planned, after: &[_]| !after.is_empty() || waits.iter().any(|(_, b)| b.contains(&a.action.id));
    let shown: Vec<&(&Planned, Vec<_>)> = waits.iter().filter(|(a, after)| linked(a, after)).collect();
    if shown.is_empty() {
        return Ok((String::new(), Vec::new()));
    }
    let column = |quarter: Option<osmm_maturity::plan::Quarter>| {
        plan.quarters.iter().position(|q| Some(*q) == quarter).unwrap_or(plan.quarters.len())
    };
    let place = |id: &osmm_maturity::event::ActionId| shown.iter().position(|(a, _)| &a.action.id == id);
    let works = shown.iter().map(|(a, after)| Work {
        label: a.action.id.0.clone(),
        first: column(a.start),
        last: column(a.finish),
        after: after.iter().filter_map(place).collect(),
    });
    let chains: Vec<(String, String)> = shown
        .iter()
        .filter(|(_, after)| !after.is_empty())
        .map(|(a, after)| (a.action.id.0.clone(), after.iter().map(|b| b.0.as_str()).collect::<Vec<_>>().join(", ")))
        .collect();
    let graph = Graph {
        id: "waits".to_owned(),
        title: t.count("plan-graph", chains.len()),
        desc: t.say("plan-graph-desc"),
        columns: plan.quarters.iter().map(ToString::to_string).collect(),
        works: works.collect(),
    };
    Ok((draw(&graph).map_err(|error| Problem::Failed(error.to_string()))?, chains))
}
