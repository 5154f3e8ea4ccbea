//! A roadmap at the terminal.

use std::io;

use osmm_maturity::model::Model;
use osmm_maturity::plan::{Alternative, Brief, Full, Plan, Planned, Spread, Waits, Why};

use super::{count, mean};
use crate::console::Console;

pub(crate) fn print(console: &mut Console, plan: &Plan, model: &Model, brief: &Brief, explain: bool) -> io::Result<()> {
    head(console, plan, brief)?;
    placed(console, plan, explain)?;
    waiting(console, plan)?;
    used(console, plan)?;
    leads(console, plan)?;
    changes(console, plan)?;
    missing(console, plan, model)?;
    console.say("")?;
    if let Some(planning) = &model.planning {
        console.paragraph(0, &format!("Effort and effects that nobody changed: {}", planning.note))?;
    }
    console.paragraph(0, "No study shows that a higher level causes a business result.")
}

fn head(console: &mut Console, plan: &Plan, brief: &Brief) -> io::Result<()> {
    let (first, last) = (plan.quarters.first(), plan.quarters.last());
    if let (Some(first), Some(last)) = (first, last) {
        console.say(&console.bold(&format!("Roadmap from {first} to {last}")))?;
    }
    let there = plan.actions.iter().filter(|a| a.start.is_some()).count();
    if plan.actions.is_empty() {
        return console.say("No gap: every rated item is where it should be. Nothing is to be planned.");
    }
    let proof = if plan.gap == 0.0 {
        "This is proven to be the best within what there is.".to_owned()
    } else {
        let share = plan.gap * 100.0;
        format!("The best found: none that keeps the same dates brings more than {share:.1}% above it.")
    };
    let days = spread(plan.effort);
    console.paragraph(
        0,
        &format!("{there} of {}, {days} person-days. {proof}", count(plan.actions.len(), "action", "actions")),
    )?;
    if brief.objectives.is_empty() && brief.unit_objectives.is_empty() {
        console.paragraph(0, "Nobody split points over the objectives: all of them count the same.")?;
    }
    for (objective, least, most) in brief.conflicts() {
        console.paragraph(0, &format!("Units differ on {objective}: from {least} to {most} points."))?;
    }
    Ok(())
}

fn placed(console: &mut Console, plan: &Plan, explain: bool) -> io::Result<()> {
    let there: Vec<&Planned> = plan.actions.iter().filter(|a| a.start.is_some()).collect();
    if there.is_empty() {
        return Ok(());
    }
    let mut quarter = None;
    for planned in &there {
        if quarter.replace(planned.start) != Some(planned.start) {
            console.heading(&planned.start.map(|q| format!("From {q}")).unwrap_or_default())?;
        }
        console.say(&format!("  {}  {}", planned.action.id, console.dim(&planned.action.title)))?;
        console.paragraph(6, &facts(planned, plan))?;
        if explain {
            done(console, planned)?;
        }
    }
    console.say("")?;
    let ties = "first five: how often an action is among the first five by value for effort, after what it waits for, when \
                efforts are drawn from their ranges. What cannot be told from the next one is said.";
    console.paragraph(0, &console.dim(ties))
}

/// What it takes, until when, how sure its place is and why it is there, in one line.
fn facts(planned: &Planned, plan: &Plan) -> String {
    let currency = plan.currency.as_deref().unwrap_or("money");
    let days = planned.action.effort.iter().map(|(role, days)| format!("{} days {role}", spread(*days)));
    let mut facts: Vec<String> = days.collect();
    facts.extend(planned.action.money.map(|money| format!("{} {currency}", spread(money))));
    facts.extend(planned.finish.filter(|f| Some(*f) != planned.start).map(|finish| format!("until {finish}")));
    if let Some(chance) = planned.chance {
        let tied = if chance.tied { ", tied with the next" } else { "" };
        facts.push(format!("first five {:.0}%{tied}", chance.first_five * 100.0));
    }
    facts.extend(because(planned));
    facts.join("; ")
}

fn done(console: &mut Console, planned: &Planned) -> io::Result<()> {
    for moved in &planned.action.moves {
        console.paragraph(6, &format!("{} from {} to {}: {}", moved.item, moved.from, moved.to, moved.done))?;
    }
    let kinds: Vec<&str> = planned.action.proof.iter().map(|k| k.word()).collect();
    if !kinds.is_empty() {
        console.paragraph(6, &format!("Proof: {}", kinds.join(", ")))?;
    }
    let serves: Vec<String> = planned.action.serves.iter().map(|s| s.objective.clone()).collect();
    if !serves.is_empty() {
        console.paragraph(6, &format!("Serves: {}", serves.join(", ")))?;
    }
    for helper in &planned.without {
        console.paragraph(6, &format!("{helper} would help if it were done before."))?;
    }
    Ok(())
}

fn because(planned: &Planned) -> Vec<String> {
    let Why::Placed { rank, of, opens, waited_for } = &planned.why else { return Vec::new() };
    let mut why = Vec::new();
    if let Some(by) = planned.action.by {
        why.push(if planned.late { format!("too late for {by}") } else { format!("due by {by}") });
    }
    if !opens.is_empty() {
        let verb = if opens.len() == 1 { "waits" } else { "wait" };
        why.push(format!("{} {verb} for it", opens.len()));
    }
    why.push(format!("{rank} of {of} by value for effort"));
    why.extend(waited_for.first().map(|before| format!("after {before}")));
    why
}

fn waiting(console: &mut Console, plan: &Plan) -> io::Result<()> {
    let rows: Vec<Vec<String>> = plan
        .actions
        .iter()
        .filter_map(|a| match &a.why {
            Why::Waits(waits) => Some(vec![a.action.id.0.clone(), a.action.title.clone(), reason(waits)]),
            Why::Placed { .. } => None,
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    console.heading("Without a place")?;
    console.table(&["Id", "Action", "Because"], &rows, &[])
}

fn reason(waits: &Waits) -> String {
    match waits {
        Waits::Room { full: Full::Days(role) } => format!("no room: days of {role} are used up"),
        Waits::Room { full: Full::Money } => "no room: the money is used up".to_owned(),
        Waits::Room { full: Full::AtOnce } => "no room: its unit works on as much at once as it may".to_owned(),
        Waits::Room { full: Full::Quarters } => "no room: too few quarters are left".to_owned(),
        Waits::For { action } => format!("{action} has no place"),
        Waits::Nobody { role } => format!("nobody is there for {role}"),
        Waits::TooLarge { role: Some(role) } => format!("there are never so many days of {role}"),
        Waits::TooLarge { role: None } => "there is never so much money".to_owned(),
        Waits::NoObjective => "serves no objective that has points".to_owned(),
        Waits::Dropped { reason } => format!("dropped: {reason}"),
        Waits::Before => "its start is before the plan".to_owned(),
    }
}

fn used(console: &mut Console, plan: &Plan) -> io::Result<()> {
    console.heading("Used of what there is")?;
    let mut header = vec![String::new()];
    header.extend(plan.quarters.iter().map(ToString::to_string));
    let rows: Vec<Vec<String>> = plan
        .used
        .iter()
        .map(|u| {
            let name = u.role.clone().unwrap_or_else(|| plan.currency.clone().unwrap_or_else(|| "money".to_owned()));
            let cells =
                u.used.iter().zip(&u.there).map(|(used, there)| format!("{}/{}", number(*used), number(*there)));
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let right: Vec<usize> = (1..header.len()).collect();
    console.table(&header, &rows, &right)
}

fn leads(console: &mut Console, plan: &Plan) -> io::Result<()> {
    console.heading("Where it leads, if the plan holds")?;
    let mut rows = Vec::new();
    for unit in &plan.projection {
        let level = |level: Option<u8>| level.map_or_else(String::new, |l| l.to_string());
        rows.push(vec![
            unit.title.clone(),
            "now".to_owned(),
            mean(unit.now),
            String::new(),
            level(unit.level_now),
            String::new(),
        ]);
        for then in &unit.then {
            let range = then.low.zip(then.high).map(|(low, high)| format!("{low:.2} to {high:.2}"));
            let chance = then.level_chance.map(|chance| format!("{:.0}%", chance * 100.0));
            rows.push(vec![
                String::new(),
                then.quarter.to_string(),
                mean(then.mean),
                range.unwrap_or_default(),
                level(then.level),
                chance.unwrap_or_default(),
            ]);
        }
    }
    console.table(&["Unit", "End of", "Mean", "In 8 of 10 draws", "Level", "In draws"], &rows, &[2, 4, 5])
}

fn changes(console: &mut Console, plan: &Plan) -> io::Result<()> {
    if plan.alternatives.is_empty() || plan.actions.is_empty() {
        return Ok(());
    }
    console.heading("What would change")?;
    let row = |a: &Alternative| {
        let what = match &a.role {
            Some(role) => format!("{} days more of {role} in the first quarter", number(a.by)),
            None => format!("{} {} less", number(-a.by), plan.currency.as_deref().unwrap_or("money")),
        };
        let list = |ids: &[osmm_maturity::event::ActionId]| match ids {
            [] => "–".to_owned(),
            [first] => first.0.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        let moved = format!("{} earlier, {} later", a.earlier, a.later);
        vec![what, format!("{:+.1}%", a.value * 100.0), list(&a.gained), list(&a.lost), moved]
    };
    let rows: Vec<Vec<String>> = plan.alternatives.iter().map(row).collect();
    console.table(&["With", "Value", "Gained", "Lost", "Moved"], &rows, &[1])
}

fn missing(console: &mut Console, plan: &Plan, model: &Model) -> io::Result<()> {
    for (unit, missing) in &plan.missing {
        for lack in missing {
            let items = count(lack.answers as usize, &model.terms.item.one, &model.terms.item.many);
            let line =
                format!("{unit}: {} needs a rating for {items} more before its level can be satisfied.", lack.activity);
            console.paragraph(0, &line)?;
        }
    }
    let open: usize = plan.find_out.values().map(Vec::len).sum();
    if open > 0 {
        console.heading("Find out first")?;
        let line = format!(
            "{} without a rating: nothing can be planned for them yet.",
            count(open, &model.terms.item.one, &model.terms.item.many)
        );
        console.paragraph(0, &line)?;
    }
    if !plan.closed.is_empty() {
        let ids: Vec<&str> = plan.closed.iter().map(|id| id.0.as_str()).collect();
        console.paragraph(0, &format!("In the settings, but no longer a gap: {}.", ids.join(", ")))?;
    }
    Ok(())
}

pub(crate) fn spread(spread: Spread) -> String {
    if spread.low == spread.high {
        return number(spread.likely);
    }
    format!("{} ({} to {})", number(spread.likely), number(spread.low), number(spread.high))
}

fn number(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
