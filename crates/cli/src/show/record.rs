//! Assessments of a record at the terminal, and the words for what holds.

use anyhow::Result;
use osmm_maturity::agreement::Agreement;
use osmm_maturity::cycle::picture::Picture;
use osmm_maturity::cycle::settle::How;
use osmm_maturity::response::Answer;
use osmm_maturity::rollup::{Origin, Rollup};
use osmm_maturity::score::Basis;

use super::{count, mean, safe};
use crate::Outcome;
use crate::console::Console;
use crate::record::Record;

/// An answer in a word or two.
pub(crate) fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Rated { rating } => rating.to_string(),
        Answer::NotApplicable { reason } => format!("not applicable ({})", safe(reason)),
        other => other.words().to_owned(),
    }
}

/// How an answer came to hold.
pub(crate) fn how(record: &Record, how: &How) -> String {
    match how {
        How::Nobody => "not answered".to_owned(),
        How::Carried => "taken over from the assessment before".to_owned(),
        How::Single { respondent } => format!("said by {}", record.name(respondent)),
        How::Agreed => "agreed".to_owned(),
        How::Rule { low, high } => format!("by rule between {low} and {high}"),
        How::Decided { by, event } => format!("decided by {} (event {event})", record.name(by)),
        How::Waiting { locked, of } => format!("waits: {locked} of {of} locked"),
        How::Open { distance } => format!("open: {distance} apart"),
    }
}

/// Where an answer comes from.
pub(crate) fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Own => "the unit's own answer".to_owned(),
        Origin::Inherited => "inherited from the root".to_owned(),
        Origin::Override { reason } => format!("overrides the central answer: {}", safe(reason)),
    }
}

/// Agreement of raters in a sentence.
pub(crate) fn agreement(agreement: &Agreement) -> String {
    let items = count(agreement.items, "item", "items");
    let Some(alpha) = agreement.alpha else {
        let why = agreement.untold.map_or("not told", osmm_maturity::agreement::Untold::words);
        return format!("Agreement of raters: {why} ({items} rated by two or more)");
    };
    let interval = agreement.interval.map_or_else(String::new, |(l, h)| format!(", 95 % interval {l:.2} to {h:.2}"));
    format!("Agreement of raters: alpha {alpha:.2}{interval} (ordinal, Krippendorff; {items} rated by two or more)")
}

pub(crate) fn assessments(console: &mut Console, record: &Record) -> Result<Outcome> {
    let cycles = record.state.in_order();
    if cycles.is_empty() {
        console.note("No assessments yet. `osmm assessment open NAME` opens one.");
        return Ok(Outcome::Done);
    }
    let rows: Vec<Vec<String>> = cycles
        .into_iter()
        .map(|c| {
            let digest = c.published.as_ref().map(|(d, _)| d.short().to_owned()).unwrap_or_default();
            let model = record.state.model(&c.scope.model).map(|m| format!("{} {}", m.id, m.version));
            let corrections = if c.corrections.is_empty() { String::new() } else { c.corrections.len().to_string() };
            let units = c.scope.answering.len().to_string();
            let stage = c.stage.word().to_owned();
            vec![
                c.id.0.clone(),
                stage,
                c.scope.as_of.to_string(),
                units,
                model.unwrap_or_default(),
                digest,
                corrections,
            ]
        })
        .collect();
    console.table(&["Assessment", "Stage", "As of", "Units", "Model", "Digest", "Corrections"], &rows, &[3, 6])?;
    Ok(Outcome::Done)
}

pub(crate) fn assessment(console: &mut Console, record: &Record, picture: &Picture) -> Result<Outcome> {
    let (cycle, model) = record.cycle()?;
    let title = console.bold(&safe(&cycle.scope.title));
    console.say(&format!("{title}: {}, {}", cycle.id, cycle.stage.word()))?;
    console.say(&format!("as of {} by {} {}", cycle.scope.as_of, model.id, model.version))?;
    if let Some((digest, trace)) = &cycle.published {
        console.say(&format!("published {} by {}: {digest}", trace.at, record.name(&trace.by)))?;
    }
    console.say("")?;
    units(console, picture)?;
    let items = || picture.units.iter().flat_map(|u| &u.items);
    let open = items().filter(|i| matches!(i.how, How::Open { .. })).count();
    let waiting = items().filter(|i| matches!(i.how, How::Waiting { .. })).count();
    console.say("")?;
    if open + waiting > 0 {
        let (open, waiting) = (count(open, "item", "items"), count(waiting, "item", "items"));
        console.say(&format!("{open} to decide, {waiting} not locked by all; they count as unanswered until then"))?;
    }
    overrides(console, picture)?;
    for correction in &cycle.corrections {
        let (from, to) = (answer(&correction.from), answer(&correction.to));
        console.say(&format!("Corrected: {} {} from {from} to {to}", correction.unit, correction.item))?;
    }
    Ok(Outcome::Done)
}

/// Units that differ from a central answer, with their reasons.
fn overrides(console: &mut Console, picture: &Picture) -> Result<()> {
    for unit in &picture.units {
        for item in &unit.items {
            if let Origin::Override { reason } = &item.origin {
                let (at, id, own) = (&unit.unit, &item.item, answer(&item.answer));
                console.say(&format!("Differs from the central answer: {at} {id} {own}: {}", safe(reason)))?;
            }
        }
    }
    Ok(())
}

/// A line a unit: the three values together, with how much they rest on.
fn units(console: &mut Console, picture: &Picture) -> Result<()> {
    let rows: Vec<Vec<String>> = picture
        .units
        .iter()
        .map(|u| {
            let of = |basis| u.standing(basis).and_then(|s| s.overall.mean);
            let claimed = u.standing(Basis::Claimed);
            let counts = claimed.map(|s| s.overall.counts).unwrap_or_default();
            let range = claimed.and_then(|s| s.overall.range);
            let range = range.map_or_else(|| "-".to_owned(), |r| format!("{:.2} to {:.2}", r.low, r.high));
            let lowest = claimed.and_then(|s| s.overall.lowest.as_ref());
            let lowest = lowest.map_or_else(|| "-".to_owned(), |l| format!("{} {}", l.rating, l.item));
            let answered = format!("{} of {}", counts.rated, counts.applicable());
            let mut row = vec![u.unit.0.clone()];
            row.extend(Basis::ALL.map(|b| mean(of(b))));
            row.extend([answered, range, lowest]);
            row
        })
        .collect();
    let header = ["Unit", "Claimed", "Supported", "Verified", "Answered", "Possible", "Lowest item"];
    console.table(&header, &rows, &[1, 2, 3, 4])?;
    Ok(())
}

pub(crate) fn rollups(console: &mut Console, picture: &Picture, basis: Basis, found: &[Rollup]) -> Result<Outcome> {
    let counts = picture.coverage(basis);
    console.say(&format!(
        "{}: {} score of units, which rests on {} of {} items",
        picture.assessment,
        basis.word(),
        counts.rated,
        counts.applicable()
    ))?;
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|r| {
            let scored = format!("{} of {}", r.scored, r.scored + r.unscored);
            vec![r.rule.clone(), mean(r.value), mean(r.lowest), mean(r.highest), scored]
        })
        .collect();
    console.table(&["Rule", "Value", "Lowest unit", "Highest unit", "Units with a score"], &rows, &[1, 2, 3, 4])?;
    Ok(Outcome::Done)
}
