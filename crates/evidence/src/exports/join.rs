//! Several exports of one format about one subject: one observation.

use std::collections::BTreeMap;

use osmm_maturity::observation::{Measure, Observation, Proof, Verdict};

use super::Taken;
use crate::finding::{Finding, PROOFS};

/// The observation of a subject. Of files by one program only the newest counts; those of several programs are added up.
/// There is at least one.
pub(super) fn observation(mut taken: Vec<Taken>, subject: &str) -> Observation {
    let id = taken.first().map(|t| t.format.id).unwrap_or_default();
    // The newest first; one that does not say its day comes last. Then by content, so that the order given never matters.
    taken.sort_by(|a, b| (b.export.made_on, &b.export).cmp(&(a.export.made_on, &a.export)));
    let (kept, aside) = newest(taken);
    let mut exports = Vec::new();
    let mut joined: Option<Finding> = None;
    for one in kept {
        let at = |place: &String| Proof {
            path: format!("{}#{place}", one.export.file),
            line: None,
            digest: one.export.digest.clone(),
        };
        let proof: Vec<Proof> = one.read.places.iter().map(at).collect();
        let finding = Finding { proof, ..one.read.finding };
        joined = Some(match joined {
            Some(before) => both(before, finding),
            None => finding,
        });
        exports.push(one.export);
    }
    exports.sort();
    let mut finding = joined.unwrap_or_else(|| Finding::could_not_look("there is no export"));
    if !aside.is_empty() {
        finding.summary = format!("{}; set aside as older: {}", finding.summary, aside.join(", "));
    }
    finding.proof.truncate(PROOFS);
    Observation { exports, ..finding.about(id, subject) }
}

/// The newest file of each program, and the names of the others.
fn newest(taken: Vec<Taken>) -> (Vec<Taken>, Vec<String>) {
    let (mut kept, mut aside): (Vec<Taken>, Vec<String>) = (Vec::new(), Vec::new());
    for one in taken {
        let program = |t: &Taken| t.read.tool.as_ref().map(|(name, _)| name.clone());
        if kept.iter().any(|k| k.export.digest == one.export.digest) {
            continue;
        }
        let same = program(&one).is_some() && kept.iter().any(|k| program(k) == program(&one));
        if same { aside.push(one.export.file) } else { kept.push(one) }
    }
    (kept, aside)
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
