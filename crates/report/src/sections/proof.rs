//! Where something was seen: repository, commit, path, line and digest.

use osmm_maturity::observation::{Candidate, Export};
use osmm_maturity::proposal::ObservationRef;

use crate::reading::Reading;
use crate::text::{NAME, SENTENCE, day, short};

/// Observations shown per proposal.
const SHOWN: usize = 4;
/// Places shown per observation.
const PLACES: usize = 3;
/// Characters of a commit or digest that are shown.
const DIGITS: usize = 12;

/// The proof behind a proposal.
#[derive(Debug)]
pub(crate) struct Proofs {
    pub(crate) shown: Vec<Seen>,
    /// Observations that are only in the assessment file.
    pub(crate) more: usize,
    pub(crate) total: usize,
}

/// One observation.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) subject: String,
    pub(crate) commit: String,
    /// Days of the exports of other programs that it rests on, in place of the commit.
    pub(crate) exports: Vec<String>,
    pub(crate) signal: String,
    pub(crate) summary: String,
    /// What was left out, when only a part was read.
    pub(crate) partial: Option<String>,
    pub(crate) places: Vec<Spot>,
    pub(crate) more: usize,
    /// The documents that could be meant, the best one first.
    pub(crate) candidates: Vec<Passage>,
}

/// A document that could be meant, and what it says.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) words: Option<String>,
    pub(crate) facts: String,
}

/// One place.
#[derive(Debug)]
pub(crate) struct Spot {
    /// `path:line`, or `history`.
    pub(crate) at: String,
    pub(crate) digest: String,
}

impl Proofs {
    pub(crate) fn new(reading: &Reading<'_>, rests_on: &[ObservationRef]) -> Self {
        let shown: Vec<Seen> = rests_on.iter().take(SHOWN).map(|r| seen(reading, r)).collect();
        Self { more: rests_on.len() - shown.len(), total: rests_on.len(), shown }
    }
}

fn seen(reading: &Reading<'_>, at: &ObservationRef) -> Seen {
    let observation = reading.observation(&at.subject, &at.signal);
    let proof = observation.map(|o| o.proof.as_slice()).unwrap_or_default();
    let commit = reading.subject(&at.subject).and_then(|s| s.commit.as_deref());
    Seen {
        subject: short(&at.subject, NAME),
        commit: commit.map_or_else(|| "none".to_owned(), id),
        exports: observation.map(|o| o.exports.iter().map(made).collect()).unwrap_or_default(),
        signal: reading.signal_title(&at.signal),
        summary: observation.map(|o| short(&o.summary, SENTENCE)).unwrap_or_default(),
        partial: observation.and_then(|o| o.partial.as_deref()).map(|p| short(p, SENTENCE)),
        places: proof
            .iter()
            .take(PLACES)
            .map(|p| Spot {
                at: match (p.path.is_empty(), p.line) {
                    (true, _) => "history".to_owned(),
                    (false, Some(line)) => format!("{}:{line}", tail(&p.path)),
                    (false, None) => tail(&p.path),
                },
                digest: id(&p.digest),
            })
            .collect(),
        more: proof.len().saturating_sub(PLACES),
        candidates: observation.map(|o| o.candidates.iter().map(passage).collect()).unwrap_or_default(),
    }
}

fn passage(candidate: &Candidate) -> Passage {
    Passage {
        title: short(candidate.document.title.as_deref().unwrap_or("without a title"), NAME),
        place: tail(&candidate.place()),
        words: candidate.passage.as_deref().map(|words| short(words, SENTENCE)),
        facts: candidate.facts().join("; "),
    }
}

/// When an export was made.
fn made(export: &Export) -> String {
    match export.made_on {
        Some(on) => format!("export of {}", day(on)),
        None => "export of an unknown day".to_owned(),
    }
}

/// The first digits of a commit or digest.
pub(super) fn id(hex: &str) -> String {
    hex.strip_prefix("sha256:").unwrap_or(hex).chars().take(DIGITS).collect()
}

/// The end of a long path says more than its start.
fn tail(path: &str) -> String {
    let length = path.chars().count();
    if length <= NAME {
        return path.to_owned();
    }
    format!("…{}", path.chars().skip(length - NAME + 1).collect::<String>())
}
