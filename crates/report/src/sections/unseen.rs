//! What was not looked at, or only in part, or cannot be seen by a machine at all.

use std::collections::{BTreeMap, BTreeSet};

use osmm_maturity::assessment::NotLooked;
use osmm_maturity::model::RatingSource;
use osmm_maturity::observation::Problem;

use crate::reading::Reading;
use crate::text::{Head, NAME, SENTENCE, capital, count, short};

/// Entries of one list.
const SHOWN: usize = 12;
/// Repositories named per reason.
const NAMES: usize = 5;

/// The section.
#[derive(Debug)]
pub(crate) struct Unseen {
    pub(crate) heading: String,
    /// Whether anything was scanned.
    pub(crate) scanned: bool,
    /// What was met while looking, by kind; kinds without an entry are left out.
    pub(crate) kinds: Vec<Kind>,
    pub(crate) problems: Vec<Trouble>,
    pub(crate) more_problems: usize,
    /// Items that only people can tell, and those that need an import.
    pub(crate) people: Option<Only>,
    pub(crate) import: Option<Only>,
}

/// One kind of not looking.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) title: &'static str,
    pub(crate) reasons: Vec<Why>,
    pub(crate) more: usize,
}

/// One reason with the repositories that it concerns.
#[derive(Debug)]
pub(crate) struct Why {
    pub(crate) reason: String,
    pub(crate) subjects: Head,
    pub(crate) signals: Head,
}

/// A problem of the answers or of the scan.
#[derive(Debug)]
pub(crate) struct Trouble {
    pub(crate) place: String,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

/// Items of one source.
#[derive(Debug)]
pub(crate) struct Only {
    pub(crate) words: String,
    /// By activity.
    pub(crate) groups: Vec<(String, String)>,
}

impl Unseen {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let kinds: Vec<Kind> = [
            ("Left out", &left_out as &dyn Fn(&NotLooked) -> bool),
            ("Could not look", &|n| !n.partly && !n.signals.is_empty()),
            ("Read in part", &|n| n.partly),
        ]
        .into_iter()
        .filter_map(|(title, keep)| kind(title, reading, keep))
        .collect();
        let all: Vec<&Problem> =
            reading.of.problems.iter().chain(reading.of.scan.iter().flat_map(|s| &s.problems)).collect();
        let scanned = reading.of.scan.is_some();
        Self {
            heading: heading(scanned, !kinds.is_empty() || !all.is_empty()).to_owned(),
            scanned,
            kinds,
            problems: all.iter().take(SHOWN).map(|p| trouble(p)).collect(),
            more_problems: all.len().saturating_sub(SHOWN),
            people: only(reading, RatingSource::People, "that only people can tell"),
            import: only(
                reading,
                RatingSource::Import,
                "that a machine can tell only after an import of company records",
            ),
        }
    }
}

fn heading(scanned: bool, any: bool) -> &'static str {
    match (scanned, any) {
        (false, _) => "What was not looked at? No repository was scanned",
        (true, true) => "What was not looked at, and why?",
        (true, false) => "What was not looked at? Every repository could be read",
    }
}

fn left_out(n: &NotLooked) -> bool {
    !n.partly && n.signals.is_empty()
}

fn kind(title: &'static str, reading: &Reading<'_>, keep: &dyn Fn(&NotLooked) -> bool) -> Option<Kind> {
    let mut by: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for n in reading.of.results.not_looked.iter().filter(|n| keep(n)) {
        let (subjects, signals) = by.entry(&n.reason).or_default();
        subjects.insert(&n.subject);
        signals.extend(n.signals.iter().map(|s| s.0.as_str()));
    }
    let mut groups: Vec<_> = by.into_iter().collect();
    groups.sort_by_key(|(_, (subjects, _))| std::cmp::Reverse(subjects.len()));
    let more = groups.len().saturating_sub(SHOWN);
    let reasons: Vec<Why> = groups
        .into_iter()
        .take(SHOWN)
        .map(|(reason, (subjects, signals))| Why {
            reason: capital(&short(reason, SENTENCE)),
            subjects: Head::of(subjects, NAMES),
            signals: Head::of(signals, NAMES),
        })
        .collect();
    (!reasons.is_empty()).then_some(Kind { title, reasons, more })
}

fn trouble(p: &Problem) -> Trouble {
    Trouble {
        place: short(&p.place, NAME),
        message: short(&p.message, SENTENCE),
        hint: p.hint.as_deref().map(|h| short(h, SENTENCE)),
    }
}

fn only(reading: &Reading<'_>, source: RatingSource, why: &str) -> Option<Only> {
    let mut groups: Vec<(String, String)> = Vec::new();
    let mut n = 0;
    for activity in &reading.model().activities {
        let items: Vec<String> =
            activity.items.iter().filter(|i| i.proposal.source == source).map(|i| short(&i.title, NAME)).collect();
        n += items.len();
        if !items.is_empty() {
            groups.push((short(&activity.title, NAME), items.join(", ")));
        }
    }
    let nouns = &reading.model().terms.item;
    (n > 0).then(|| Only { words: format!("{} {why}", count(n, &nouns.one, &nouns.many)), groups })
}
