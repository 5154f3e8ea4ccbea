//! Signals that an organisation defines for itself, in a file.
//!
//! A rule is data: paths, patterns, places in JSON, YAML and TOML, counts, and what these make together. It is asked of
//! the facts that are read anyway, runs nothing and asks no network, and has limits in size, depth and number. Patterns
//! take time in proportion to the text, whatever they are. What could not be read leaves an answer open, also below "not".

mod answer;
mod file;
mod paths;
mod repolinter;
mod rule;
mod value;

use std::sync::Arc;

use osmm_maturity::observation::{AskedSignal, Observation, Problem};
use sha2::{Digest, Sha256};

use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;

use rule::{Held, Rule};

/// How the reason begins where a rule is one that this program cannot ask. Nothing failed to be read.
pub const CANNOT_ASK: &str = "this cannot be asked here: ";

/// All signals of the files that were given.
#[derive(Debug, Clone, Default)]
pub struct OwnSignals {
    signals: Arc<Vec<OwnSignal>>,
    /// The files as they were read.
    texts: Vec<String>,
    digest: String,
}

/// A ruleset of another program as signals of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The text of a file of signals.
    pub text: String,
    /// Rules that became no signal that can answer, and why.
    pub notes: Vec<Problem>,
    /// How many of these cannot be asked here.
    pub unasked: usize,
}

/// One signal.
#[derive(Debug, Clone)]
struct OwnSignal {
    /// With the prefix.
    id: String,
    title: String,
    question: String,
    remedy: String,
    when: Option<Rule>,
    rule: Rule,
}

impl OwnSignals {
    /// Reads a file of signals. `place` is how it is called in messages.
    ///
    /// # Errors
    ///
    /// All faults at once, each with its place and the way out.
    pub fn parse(text: &str, place: &str) -> Result<Self, Vec<Problem>> {
        let signals = Arc::new(file::read(text, place)?);
        Ok(Self { signals, texts: vec![text.to_owned()], digest: hex(text) })
    }

    /// Translates a ruleset of repolinter (JSON or YAML, version 1 or 2). Every rule becomes a signal; one that cannot be
    /// translated becomes one that says so.
    ///
    /// # Errors
    ///
    /// When it is no such ruleset.
    pub fn import(text: &str, place: &str) -> Result<Imported, Problem> {
        repolinter::import(text, place)
    }

    /// Adds those of another file.
    ///
    /// # Errors
    ///
    /// The ids that both have.
    pub fn join(&mut self, other: &Self) -> Result<(), Vec<String>> {
        let known = |id: &str| self.signals.iter().any(|signal| signal.id == id);
        let twice: Vec<String> = other.ids().filter(|id| known(id)).map(ToOwned::to_owned).collect();
        if !twice.is_empty() {
            return Err(twice);
        }
        Arc::make_mut(&mut self.signals).extend(other.signals.iter().cloned());
        self.texts.extend(other.texts.iter().cloned());
        self.digest = hex(&format!("{} {}", self.digest, other.digest));
        Ok(())
    }

    /// The files of signals, for another machine that is to ask the same: each can be read and joined.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Ids, with the prefix.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.signals.iter().map(|signal| signal.id.as_str())
    }

    /// Changes when any of them does.
    pub(crate) fn digest(&self) -> &str {
        &self.digest
    }

    /// What a reader of the observations needs to know of them.
    pub(crate) fn asked(&self) -> impl Iterator<Item = AskedSignal> {
        self.signals.iter().map(|one| AskedSignal::new(&one.id, &one.title, &one.question, &one.remedy))
    }

    /// How much of a file they need.
    pub(crate) fn wants(&self, entry: &Entry) -> Want {
        let rules = self.signals.iter().flat_map(|signal| [Some(&signal.rule), signal.when.as_ref()]).flatten();
        if rules.into_iter().any(|rule| rule.reads(entry)) { Want::Text } else { Want::No }
    }

    /// What the files of a commit answer, by those that can be asked.
    pub(crate) fn observe(&self, facts: &Facts, subject: &str) -> Vec<Observation> {
        let asked = self.signals.iter().filter(|signal| signal.rule.unasked().is_none());
        asked.map(|signal| signal.judge(facts).about(&signal.id, subject)).collect()
    }

    /// The answers of those that cannot be asked anywhere.
    pub(crate) fn unasked(&self, subject: &str) -> impl Iterator<Item = Observation> {
        let of = move |signal: &OwnSignal| {
            let reason = signal.rule.unasked()?;
            Some(Finding::could_not_look(format!("{CANNOT_ASK}{reason}")).about(&signal.id, subject))
        };
        self.signals.iter().filter_map(of)
    }
}

impl OwnSignal {
    fn judge(&self, facts: &Facts) -> Finding {
        if let Some(when) = &self.when {
            let condition = when.answer(facts);
            match condition.held {
                Held::Yes => {}
                Held::No => return Finding::not_applicable(format!("it does not apply: {}", condition.words)),
                Held::Unknown(reason) => return Finding::could_not_look(reason),
            }
        }
        self.rule.answer(facts).finding()
    }
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
