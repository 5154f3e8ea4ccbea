//! What is asked of the audience.

use osmm_maturity::plan::{Plan, Planned, Spread};

use super::{Audience, Block, Chapter, Figure, Sources, Telling, chapter, table};
use crate::sections::blockers;
use crate::text::{NAME, SENTENCE, capital, mean, number, short};

/// Actions shown.
const FIRST: usize = 5;

/// The sentence that no report is without.
const NO_CAUSE: &str = "No study shows that a higher level causes a business result.";

/// From a roadmap what comes first and where it leads; without one the three weakest things that block others.
pub(super) fn ask(telling: &Telling<'_>, sources: &mut Sources) -> Chapter {
    match (telling.audience, telling.given.plan) {
        (Audience::AllStaff, plan) => of_everybody(telling, plan),
        (_, Some(plan)) => of_plan(telling, plan, sources),
        (_, None) => weakest(telling),
    }
}

fn of_plan(telling: &Telling<'_>, plan: &Plan, sources: &mut Sources) -> Chapter {
    let placed: Vec<&Planned> = plan.actions.iter().filter(|planned| planned.start.is_some()).collect();
    let source = sources.number(format!(
        "The roadmap of {} (osmm-roadmap/1), from the ratings of {}.",
        plan.quarters.first().map(ToString::to_string).unwrap_or_default(),
        plan.as_of
    ));
    let span = match (plan.quarters.first(), plan.quarters.last()) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "no quarter".to_owned(),
    };
    let grounds = format!("{} of {} actions have a place, {span}", placed.len(), plan.actions.len());
    let figure =
        |label: &str, value: String| Figure { label: label.to_owned(), value, grounds: grounds.clone(), source };
    let mut figures = vec![figure("Person-days", spread(plan.effort))];
    if plan.money.high > 0.0 {
        let currency = plan.currency.as_deref().unwrap_or("money");
        figures.push(figure(&short(currency, 12), spread(plan.money)));
    }
    if let Some((label, value)) = leads(plan) {
        figures.push(figure(label, value));
    }
    let mut blocks = vec![Block::Figures(figures)];
    let row = |planned: &&Planned| {
        let to: Vec<String> =
            planned.action.effort.iter().map(|(role, days)| format!("{} {role}", spread(*days))).collect();
        let when = |quarter: Option<osmm_maturity::plan::Quarter>| quarter.map(|q| q.to_string()).unwrap_or_default();
        let sure = planned.chance.map_or(String::new(), |chance| {
            format!("{:.0}%{}", chance.first_five * 100.0, if chance.tied { ", tied with the next" } else { "" })
        });
        vec![short(&planned.action.title, NAME), when(planned.start), when(planned.finish), to.join(", "), sure]
    };
    let rows = placed.iter().take(FIRST).map(row).collect();
    let head = ["Action", "Starts", "Done", "Person-days", "Among the first five"];
    blocks.push(Block::Table(table("What comes first", &head, &[], rows)));
    blocks.extend(changes(plan).map(Block::Text));
    let late = plan.actions.iter().filter(|planned| planned.late).count();
    if late > 0 {
        blocks.push(Block::Text(format!("{} of the actions miss their date.", capital(&number(late)))));
    }
    blocks.push(Block::Text(NO_CAUSE.to_owned()));
    let n = placed.len().min(FIRST);
    let heading = match n {
        0 => "What is asked? Nothing has a place in the roadmap".to_owned(),
        n => format!("What is asked: {} {} first", number(n), if n == 1 { "action" } else { "actions" }),
    };
    let mut told = chapter("ask", heading, blocks);
    let proof = if plan.gap == 0.0 {
        "The plan is proven to be the best within what there is.".to_owned()
    } else {
        format!("The plan is the best found; no other one brings more than {:.1}% above it.", plan.gap * 100.0)
    };
    told.notes = vec![proof, format!("Effort is a range: {} person-days in all.", spread(plan.effort))];
    let _ = telling;
    told
}

/// Where the plan leads at its end, of the first unit that it tells of.
fn leads(plan: &Plan) -> Option<(&'static str, String)> {
    let projected = plan.projection.first()?;
    let last = projected.then.last()?;
    match (projected.level_now, last.level) {
        (now, Some(level)) if now != Some(level) => Some(("Leads to level", level.to_string())),
        _ => {
            let range = last.low.zip(last.high).map(|(low, high)| format!(" ({} to {})", mean(low), mean(high)));
            let is = projected.now.map_or_else(|| "–".to_owned(), mean);
            Some(("Mean, if the plan holds", format!("{is} → {}{}", mean(last.mean?), range.unwrap_or_default())))
        }
    }
}

/// What more or less would change, in a sentence each.
fn changes(plan: &Plan) -> impl Iterator<Item = String> + '_ {
    plan.alternatives.iter().take(3).map(|other| {
        let what = match &other.role {
            Some(role) => format!("{:.0} more person-days of {role} in the first quarter", other.by),
            None if other.by < 0.0 => format!("{:.0} less money", -other.by),
            None => format!("{:.0} more money", other.by),
        };
        let (gained, lost) = (other.gained.len(), other.lost.len());
        if gained + lost + other.earlier + other.later == 0 {
            return format!("With {what} nothing would change.");
        }
        format!(
            "With {what}: {gained} more {} a place, {lost} lose theirs, {} are done earlier, {} later.",
            if gained == 1 { "action gets" } else { "actions get" },
            other.earlier,
            other.later
        )
    })
}

/// Without a plan: what blocks first, and how a plan is made.
fn weakest(telling: &Telling<'_>) -> Chapter {
    let reading = &telling.reading;
    let steps: Vec<String> = blockers::Blockers::new(reading)
        .into_iter()
        .flat_map(|found| {
            found.shown.into_iter().filter_map(|block| Some((block.title, block.shown.into_iter().next()?)))
        })
        .take(3)
        .map(|(activity, step)| short(&format!("{activity}, {}. {} {}", step.item, step.lead, step.text), SENTENCE))
        .collect();
    let gaps = || reading.of.results.gaps.iter().take(3);
    let of_gaps = gaps().map(|gap| {
        let (lead, text) = blockers::next(reading, &gap.item, gap.rating);
        short(&format!("{}, rated {}. {lead} {text}", reading.item_title(&gap.item), gap.rating), SENTENCE)
    });
    let steps: Vec<String> = if steps.is_empty() { of_gaps.collect() } else { steps };
    let heading = match steps.len() {
        0 => "What is asked? Nothing is below its target".to_owned(),
        n => format!("What is asked: {} {} to begin with", number(n), if n == 1 { "step" } else { "steps" }),
    };
    let mut blocks = Vec::new();
    if !steps.is_empty() {
        blocks.push(Block::List(steps));
    }
    blocks.push(Block::Text(
        "No roadmap was given, so no effort, money or date is named. The command \"osmm plan\" makes one, and --plan takes it into this report."
            .to_owned(),
    ));
    blocks.push(Block::Text(NO_CAUSE.to_owned()));
    chapter("ask", heading, blocks)
}

/// What people who answer for no unit can do.
fn of_everybody(telling: &Telling<'_>, plan: Option<&Plan>) -> Chapter {
    let next = plan.and_then(|plan| plan.actions.iter().find(|planned| planned.start.is_some()));
    let mut points = vec![
        "If you know of something that would back a rating, a policy, a record or a figure, tell whoever leads the assessment."
            .to_owned(),
        "If you are asked about your unit, \"don't know\" is a good answer: it is never counted as a zero.".to_owned(),
    ];
    points.extend(next.map(|planned| {
        format!("Next comes: {}. Ask how your team is part of it.", short(&planned.action.title, NAME))
    }));
    let _ = telling;
    chapter("ask", "What can you do?".to_owned(), vec![Block::List(points), Block::Text(NO_CAUSE.to_owned())])
}

/// `3 to 8`.
fn spread(spread: Spread) -> String {
    if (spread.high - spread.low).abs() < 0.5 {
        return format!("{:.0}", spread.likely);
    }
    format!("{:.0} to {:.0}", spread.low, spread.high)
}
