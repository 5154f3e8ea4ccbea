//! What was seen, per signal: counts with the repositories behind them.

use std::collections::BTreeMap;

use osmm_maturity::observation::{Export, Observation, SignalId, Standing, Verdict};

use crate::reading::Reading;
use crate::text::{Head, NAME, SENTENCE, count, day, list, short};

/// Repositories named per verdict.
const SHOWN: usize = 8;
/// Exports listed.
const EXPORTS: usize = 100;

/// The section.
#[derive(Debug)]
pub(crate) struct Signals {
    /// The finding.
    pub(crate) heading: String,
    /// When, with what, how many.
    pub(crate) note: String,
    pub(crate) rows: Vec<Row>,
    /// Exports of other programs that something rests on.
    pub(crate) exports: Vec<Imported>,
    /// Exports that are only in the assessment file.
    pub(crate) more_exports: usize,
}

/// One export.
#[derive(Debug)]
pub(crate) struct Imported {
    pub(crate) file: String,
    pub(crate) format: String,
    /// The program that made it; empty when the file does not say.
    pub(crate) tool: String,
    pub(crate) made: String,
    /// The subjects that it is about.
    pub(crate) about: String,
    pub(crate) digest: String,
    pub(crate) oddities: Vec<String>,
}

/// One signal.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) signal: String,
    /// The question, empty when the file does not tell.
    pub(crate) question: String,
    /// What to do where it is not seen; empty when it is seen everywhere.
    pub(crate) remedy: String,
    /// Seen, not seen, could not look, not applicable.
    pub(crate) counts: [usize; 4],
    /// The repositories of each verdict that has some.
    pub(crate) where_: Vec<(&'static str, Head)>,
    /// Items that it counts for.
    pub(crate) items: Vec<String>,
    /// Share of each of the first three among them, as percent.
    pub(crate) bar: [usize; 3],
}

const VERDICTS: [&str; 4] = ["seen", "not seen", "could not look", "not applicable"];

fn place(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Seen => 0,
        Verdict::NotSeen => 1,
        Verdict::CouldNotLook { .. } => 2,
        Verdict::NotApplicable { .. } => 3,
    }
}

impl Signals {
    /// `None` when nothing was scanned.
    pub(crate) fn new(reading: &Reading<'_>) -> Option<Self> {
        let scan = reading.of.scan.as_ref()?;
        let counted = scan.subjects.iter().filter(|s| s.standing == Standing::Counted).count();
        let mut by: BTreeMap<&SignalId, Vec<&Observation>> = BTreeMap::new();
        for o in &scan.observations {
            by.entry(&o.signal).or_default().push(o);
        }
        let mut rows: Vec<Row> = by.into_iter().map(|(signal, all)| row(reading, signal, &all)).collect();
        rows.sort_by(|a, b| b.counts[0].cmp(&a.counts[0]));
        let seen = rows.iter().filter(|r| r.counts[0] > 0).count();
        let repositories = count(counted, "repository", "repositories");
        let on = day(scan.observed_at.to_zoned(jiff::tz::TimeZone::UTC).date());
        let left = scan.subjects.iter().filter(|s| matches!(s.standing, Standing::LeftOut { .. })).count();
        let mut exports = imported(&scan.observations);
        let more_exports = exports.len().saturating_sub(EXPORTS);
        exports.truncate(EXPORTS);
        let upstream = scan.subjects.iter().filter(|s| s.standing == Standing::Upstream).count();
        let upstream = match upstream {
            0 => String::new(),
            n => format!(
                " {} of others {} looked at for contributions.",
                count(n, "project", "projects"),
                if n == 1 { "was" } else { "were" }
            ),
        };
        let left = if left > 0 {
            format!(" {left} more {} left out of every share.", if left == 1 { "was" } else { "were" })
        } else {
            String::new()
        };
        let (tool, version) = (short(&scan.tool.name, NAME), short(&scan.tool.version, NAME));
        Some(Self {
            heading: match rows.len() {
                0 => format!("What was seen in {repositories}? Nothing was asked"),
                n => format!("What was seen in {repositories}? {seen} of {n} signals, at least once"),
            },
            note: format!("Looked at on {on} with {tool} {version}.{upstream}{left}"),
            rows,
            exports,
            more_exports,
        })
    }
}

/// Exports by file, each once.
fn imported(observations: &[Observation]) -> Vec<Imported> {
    let all = observations.iter().flat_map(|o| o.exports.iter().map(|export| (export, o.subject.as_str())));
    let mut by: BTreeMap<&Export, Vec<&str>> = BTreeMap::new();
    for (export, subject) in all {
        by.entry(export).or_default().push(subject);
    }
    let one = |(export, subjects): (&Export, Vec<&str>)| Imported {
        file: short(&export.file, NAME),
        format: short(&export.format, NAME),
        tool: export.tool.as_deref().map(|tool| short(tool, NAME)).unwrap_or_default(),
        made: export.made_on.map_or_else(|| "not stated".to_owned(), day),
        about: list(&Head::of(subjects, SHOWN).shown),
        digest: super::proof::id(&export.digest),
        oddities: export.oddities.iter().map(|odd| short(odd, SENTENCE)).collect(),
    };
    by.into_iter().map(one).collect()
}

fn row(reading: &Reading<'_>, signal: &SignalId, all: &[&Observation]) -> Row {
    let mut subjects: [Vec<&str>; 4] = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
    for o in all {
        subjects[place(&o.verdict)].push(&o.subject);
    }
    let counts = [subjects[0].len(), subjects[1].len(), subjects[2].len(), subjects[3].len()];
    let looked = (counts[0] + counts[1] + counts[2]).max(1);
    let named = VERDICTS.iter().zip(&subjects).filter(|(_, s)| !s.is_empty());
    let asked = reading.signal(signal);
    let remedy = asked.filter(|_| counts[1] > 0).map(|a| short(&a.remedy, SENTENCE));
    let uses = reading.model().items().filter(|(_, i)| i.proposal.signals.iter().any(|u| &u.signal == signal));
    Row {
        signal: reading.signal_title(signal),
        question: asked.map(|a| short(&a.question, SENTENCE)).unwrap_or_default(),
        remedy: remedy.unwrap_or_default(),
        counts,
        where_: named.map(|(verdict, s)| (*verdict, Head::of(s.iter().copied(), SHOWN))).collect(),
        items: uses.map(|(_, i)| short(&i.title, NAME)).collect(),
        bar: [counts[0] * 100 / looked, counts[1] * 100 / looked, counts[2] * 100 / looked],
    }
}
