//! A signal's answer before it is tied to a subject: built by small steps that cannot contradict each other.

use std::collections::BTreeMap;

use osmm_maturity::observation::{Candidate, Document, Measure, Observation, Proof, SignalId, Verdict};

use crate::facts::{Entry, File};

/// A signal's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub(crate) verdict: Verdict,
    pub(crate) summary: String,
    pub(crate) proof: Vec<Proof>,
    pub(crate) measures: BTreeMap<String, Measure>,
    pub(crate) document: Option<Document>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) partial: Option<String>,
}

/// Places shown at most for one answer.
pub(crate) const PROOFS: usize = 20;

impl Finding {
    fn new(verdict: Verdict, summary: String) -> Self {
        let (proof, measures, candidates) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { verdict, summary, proof, measures, document: None, candidates, partial: None }
    }

    /// It is there.
    #[must_use]
    pub fn seen(summary: impl Into<String>) -> Self {
        Self::new(Verdict::Seen, summary.into())
    }

    /// It was looked for and is not there.
    #[must_use]
    pub fn not_seen(summary: impl Into<String>) -> Self {
        Self::new(Verdict::NotSeen, summary.into())
    }

    /// The question does not apply.
    #[must_use]
    pub fn not_applicable(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::new(Verdict::NotApplicable { reason: reason.clone() }, reason)
    }

    /// It could not be looked for.
    #[must_use]
    pub fn could_not_look(reason: impl Into<String>) -> Self {
        let reason = reason.into();
        Self::new(Verdict::CouldNotLook { reason: reason.clone() }, reason)
    }

    /// Adds a file, with the line that shows it.
    #[must_use]
    pub fn at(self, file: &File, line: Option<u32>) -> Self {
        self.at_entry(&file.entry, line)
    }

    /// Adds a path, with the line that shows it.
    #[must_use]
    pub fn at_entry(mut self, entry: &Entry, line: Option<u32>) -> Self {
        if self.proof.len() < PROOFS {
            self.proof.push(Proof { path: entry.path.clone(), line, digest: entry.digest.clone() });
        }
        self
    }

    /// Adds files as a whole.
    #[must_use]
    pub fn at_all<'a>(self, files: impl IntoIterator<Item = &'a File>) -> Self {
        files.into_iter().fold(self, |finding, file| finding.at(file, None))
    }

    /// Adds a commit.
    #[must_use]
    pub fn at_commit(mut self, id: &str) -> Self {
        self.proof.push(Proof { path: String::new(), line: None, digest: id.to_owned() });
        self
    }

    /// Adds a count.
    #[must_use]
    pub fn count(mut self, name: &str, value: usize) -> Self {
        self.measures.insert(name.to_owned(), Measure::Count(value as u64));
        self
    }

    /// Adds a count of the history.
    #[must_use]
    pub fn tally(self, name: &str, value: u32) -> Self {
        self.count(name, value as usize)
    }

    /// Adds a share or another real number.
    #[must_use]
    pub fn number(mut self, name: &str, value: f64) -> Self {
        self.measures.insert(name.to_owned(), Measure::Number(value));
        self
    }

    /// Adds a short text.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        self.measures.insert(name.to_owned(), Measure::Text(value.into()));
        self
    }

    /// Adds short texts, sorted and each once; an empty list is left out.
    #[must_use]
    pub fn list<T: Into<String>>(mut self, name: &str, values: impl IntoIterator<Item = T>) -> Self {
        let sorted: std::collections::BTreeSet<String> = values.into_iter().map(Into::into).collect();
        if !sorted.is_empty() {
            self.measures.insert(name.to_owned(), Measure::List(sorted.into_iter().collect()));
        }
        self
    }

    /// Adds a figure that was asked for and could not be told.
    #[must_use]
    pub fn open(mut self, name: &str, reason: &str) -> Self {
        self.measures.insert(name.to_owned(), Measure::Open { could_not_look: reason.to_owned() });
        self
    }

    /// Takes a figure back.
    #[must_use]
    pub(crate) fn untold(mut self, name: &str) -> Self {
        self.measures.remove(name);
        self
    }

    /// Adds what a found document says of itself.
    #[must_use]
    pub fn document(mut self, document: Document) -> Self {
        self.document = Some(document);
        self
    }

    /// Adds the documents that could be meant, the best one first.
    #[must_use]
    pub fn candidates(mut self, candidates: Vec<Candidate>) -> Self {
        self.candidates = candidates;
        self
    }

    /// Says what was left out; several reasons are joined.
    #[must_use]
    pub fn partial(mut self, what: impl Into<String>) -> Self {
        let what = what.into();
        self.partial = Some(match self.partial.take() {
            Some(before) => format!("{before}; {what}"),
            None => what,
        });
        self
    }

    /// Ties the answer to its signal and its subject.
    #[must_use]
    pub fn about(self, signal: &str, subject: &str) -> Observation {
        Observation {
            signal: SignalId(signal.to_owned()),
            subject: subject.to_owned(),
            verdict: self.verdict,
            summary: self.summary,
            proof: self.proof,
            measures: self.measures,
            document: self.document,
            candidates: self.candidates,
            partial: self.partial,
            exports: Vec::new(),
        }
    }
}
