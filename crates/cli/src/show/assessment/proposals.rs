//! What the scan suggests, where it disagrees with people, and what it did not look at.

use std::io;

use osmm_evidence::{AFFILIATION_UNKNOWN, NO_OWNING_UNIT, NOT_DESCRIBED, UNITS_NOT_DESCRIBED, UNITS_UNKNOWN};
use osmm_maturity::assessment::Assessment;
use osmm_maturity::model::{Confidence, RatingSource};
use osmm_maturity::observation::Observation;
use osmm_maturity::proposal::{Direction, Proposal};
use osmm_maturity::response::Answer;

use super::{item_title, position};
use crate::console::Console;
use crate::show::scan::passage;
use crate::show::{count, safe};

pub(super) fn contradictions(console: &mut Console, a: &Assessment) -> io::Result<()> {
    if a.results.contradictions.is_empty() {
        return Ok(());
    }
    console.heading("People and proof disagree")?;
    for c in &a.results.contradictions {
        let way = match c.direction {
            Direction::RatedAbove => "rated above what was seen",
            Direction::RatedBelow => "rated below what was seen",
        };
        let seen = interval(c.low.0, c.high.0);
        console.paragraph(2, &format!("{}: rated {}, seen {seen}: {way}", item_title(a, &c.item), c.rating))?;
    }
    Ok(())
}

/// Proposals for items that are unanswered or not known.
pub(super) fn waiting(console: &mut Console, a: &Assessment) -> io::Result<()> {
    let open = |p: &&Proposal| {
        a.response(&p.item).is_none_or(|r| matches!(r.answer, Answer::Unanswered | Answer::DontKnow { .. }))
    };
    let waiting: Vec<&Proposal> = a.results.proposals.iter().filter(open).collect();
    if waiting.is_empty() {
        return Ok(());
    }
    console.heading(&format!("{} for a person", count(waiting.len(), "proposal waits", "proposals wait")))?;
    let mut told: Vec<&Observation> = Vec::new();
    for p in waiting {
        let line = format!("{}: {}, {} confidence", item_title(a, &p.item), interval(p.low.0, p.high.0), confidence(p));
        console.paragraph(2, &line)?;
        let missing: Vec<&str> = p.missing.iter().map(|m| m.need.as_str()).collect();
        let next = match p.missing.first() {
            Some(first) => format!("for {}: {}", first.rating, missing.join("; ")),
            None => "only a person can rate it higher".to_owned(),
        };
        let next = match &p.stale {
            Some(why) => format!("{next}; one step lost: {why}"),
            None => next,
        };
        console.paragraph(6, &console.dim(&safe(&next)))?;
        if let Some(tiers) = p.tiers() {
            console.paragraph(6, &console.dim(&format!("shown by: {tiers}")))?;
        }
        // Several proposals may rest on one document, which speaks once.
        if let Some(seen) = documents(a, p).next().filter(|seen| !told.contains(seen)) {
            told.push(seen);
            passage(console, 6, seen)?;
        }
    }
    Ok(())
}

/// What was seen behind a proposal, where it is a document.
fn documents<'a>(a: &'a Assessment, p: &'a Proposal) -> impl Iterator<Item = &'a Observation> {
    let seen = a.scan.iter().flat_map(|scan| &scan.observations);
    seen.filter(|o| {
        p.rests_on.iter().any(|r| r.subject == o.subject && r.signal == o.signal) && !o.candidates.is_empty()
    })
}

pub(super) fn interval(low: u8, high: u8) -> String {
    match low {
        0 => format!("up to {high}"),
        _ if low == high => low.to_string(),
        _ => format!("{low} to {high}"),
    }
}

fn confidence(p: &Proposal) -> &'static str {
    match p.confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

pub(super) fn not_looked(console: &mut Console, a: &Assessment) -> io::Result<()> {
    console.heading("Not looked at")?;
    let of = |source| a.model.items().filter(|(_, i)| i.proposal.source == source).count();
    let items = &a.model.terms.item.many;
    let (people, import) = (of(RatingSource::People), of(RatingSource::Import));
    console
        .paragraph(2, &format!("{people} {items} that only people can tell; {import} that need a company export."))?;
    if a.scan.is_none() {
        return console.paragraph(2, "No repository: name a folder to see what it shows.");
    }
    // No fault of a repository, and the same for many: each said once, so that it hides no other reason.
    let general = [NOT_DESCRIBED, AFFILIATION_UNKNOWN, UNITS_NOT_DESCRIBED, NO_OWNING_UNIT, UNITS_UNKNOWN];
    let (open, said): (Vec<_>, Vec<_>) =
        a.results.not_looked.iter().partition(|entry| !general.contains(&entry.reason.as_str()));
    for reason in general.iter().filter(|reason| said.iter().any(|entry| entry.reason == **reason)) {
        let of_units = [UNITS_NOT_DESCRIBED, NO_OWNING_UNIT, UNITS_UNKNOWN].contains(reason);
        let what = if of_units { "Changes from other units" } else { "Contributors of the organisation" };
        console.paragraph(2, &format!("{what}: {reason}."))?;
    }
    for entry in open.iter().take(8) {
        let what = if entry.partly { "read in part" } else { "not read" };
        console.paragraph(2, &format!("{}: {what}: {}", safe(&entry.subject), safe(&entry.reason)))?;
    }
    position::more(console, open.len())
}
