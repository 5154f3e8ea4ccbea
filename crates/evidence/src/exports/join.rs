//! Several exports of one format about one subject: one observation.

use std::collections::BTreeMap;

use jiff::civil::Date;
use osmm_maturity::observation::{Measure, Observation, Proof, SignalId, Verdict};

use super::{Content, Taken, tables};
use crate::finding::{Finding, PROOFS};

/// The observation of a subject. Of files by one program only the newest counts; those of several programs are added up,
/// and tables of one kind are one table. There is at least one.
pub(super) fn observation(mut taken: Vec<Taken>, id: &SignalId, subject: &str, on: Date) -> Observation {
    // The newest first; one that does not say its day comes last. Then by content, so that the order given never matters.
    taken.sort_by(|a, b| (b.export.made_on, &b.export).cmp(&(a.export.made_on, &a.export)));
    let (kept, aside) = newest(taken);
    let mut exports = Vec::new();
    let mut proof = Vec::new();
    let mut tables = Vec::new();
    let mut joined: Option<Finding> = None;
    for Taken { content, export, .. } in kept {
        let at = |place: &String| Proof {
            path: format!("{}#{place}", export.file),
            line: None,
            digest: export.digest.clone(),
        };
        match content {
            Content::Document(read) => {
                let finding = Finding { proof: read.places.iter().map(at).collect(), ..read.finding };
                joined = Some(match joined {
                    Some(before) => both(before, finding),
                    None => finding,
                });
            }
            Content::Table(table) => {
                proof.push(at(&table.place));
                tables.push(table);
            }
        }
        exports.push(export);
    }
    exports.sort();
    let mut finding = match joined {
        Some(finding) => finding,
        None => Finding { proof, ..tables::observe(tables, on) },
    };
    if !aside.is_empty() {
        finding.summary = format!("{}; set aside as older: {}", finding.summary, aside.join(", "));
    }
    finding.proof.truncate(PROOFS);
    Observation { exports, ..finding.about(&id.0, subject) }
}

/// The files of each program without those that are older than another one, and the names of these.
fn newest(taken: Vec<Taken>) -> (Vec<Taken>, Vec<String>) {
    let (mut kept, mut aside): (Vec<Taken>, Vec<String>) = (Vec::new(), Vec::new());
    for one in taken {
        if kept.iter().any(|k| k.export.digest == one.export.digest) {
            continue;
        }
        if kept.iter().any(|k| replaces(k, &one)) { aside.push(one.export.file) } else { kept.push(one) }
    }
    (kept, aside)
}

/// Whether one is a newer file of the same program about the same thing.
fn replaces(one: &Taken, other: &Taken) -> bool {
    let (Content::Document(a), Content::Document(b)) = (&one.content, &other.content) else { return false };
    let (Some(a), Some(b)) = (&a.tool, &b.tool) else { return false };
    let newer = other.export.made_on.is_some_and(|day| one.export.made_on.is_some_and(|newer| newer > day));
    newer && (&a.name, &a.series) == (&b.name, &b.series)
}

fn both(a: Finding, b: Finding) -> Finding {
    let rank = |f: &Finding| match f.verdict {
        Verdict::Seen => 0,
        Verdict::CouldNotLook { .. } => 1,
        Verdict::NotSeen => 2,
        Verdict::NotApplicable { .. } => 3,
    };
    let (first, second) = if rank(&b) < rank(&a) { (b, a) } else { (a, b) };
    let partial = match (first.partial, second.partial) {
        (Some(a), Some(b)) if a != b => Some(format!("{a}; {b}")),
        (a, b) => a.or(b),
    };
    Finding {
        verdict: first.verdict,
        summary: format!("{}; {}", first.summary, second.summary),
        proof: first.proof.into_iter().chain(second.proof).collect(),
        measures: added(first.measures, second.measures),
        document: first.document.or(second.document),
        candidates: if first.candidates.is_empty() { second.candidates } else { first.candidates },
        partial,
    }
}

/// Counts are added and lists joined; of others the first stays.
fn added(mut all: BTreeMap<String, Measure>, more: BTreeMap<String, Measure>) -> BTreeMap<String, Measure> {
    for (name, measure) in more {
        let sum = match (all.remove(&name), measure) {
            (Some(Measure::Count(a)), Measure::Count(b)) => Measure::Count(a.saturating_add(b)),
            (Some(Measure::List(a)), Measure::List(b)) => {
                let joined: std::collections::BTreeSet<String> = a.into_iter().chain(b).collect();
                Measure::List(joined.into_iter().collect())
            }
            (Some(Measure::Open { .. }) | None, measure) => measure,
            (Some(first), _) => first,
        };
        all.insert(name, sum);
    }
    all
}
