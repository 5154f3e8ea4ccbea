//! A set of observations in parts that can be kept each by its digest: what is not about a subject, and one part for
//! each subject. A subject whose commit did not change gives the same part again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AskedSignal, Observation, ObservationFormat, ObservationSet, Problem, Subject, Tool};

/// What is not about a subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Name and version of the format of the set.
    pub format: ObservationFormat,
    /// The program that looked.
    pub tool: Tool,
    /// The questions that were asked.
    pub signals: Vec<AskedSignal>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Names of the subjects about which files of other programs say something.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub imported: BTreeSet<String>,
}

/// What was seen at one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenAt {
    /// The subject.
    pub subject: Subject,
    /// What was seen there.
    pub observations: Vec<Observation>,
}

impl ObservationSet {
    /// Takes the set apart, subjects by name.
    #[must_use]
    pub fn into_parts(self) -> (Timestamp, Frame, BTreeMap<String, SeenAt>) {
        let empty = |subject: Subject| (subject.name.clone(), SeenAt { subject, observations: Vec::new() });
        let mut parts: BTreeMap<String, SeenAt> = self.subjects.into_iter().map(empty).collect();
        let resting = self.observations.iter().filter(|o| !o.exports.is_empty());
        let imported = resting.map(|o| o.subject.clone()).collect();
        for observation in self.observations {
            if let Some(part) = parts.get_mut(&observation.subject) {
                part.observations.push(observation);
            }
        }
        let Self { format, tool, signals, problems, .. } = self;
        let frame = Frame { format, tool, signals, problems, imported };
        (self.observed_at, frame, parts)
    }

    /// Puts a set together again, subjects in the order of their names.
    #[must_use]
    pub fn from_parts(observed_at: Timestamp, frame: Frame, parts: impl IntoIterator<Item = SeenAt>) -> Self {
        let mut parts: Vec<SeenAt> = parts.into_iter().collect();
        parts.sort_by(|a, b| a.subject.name.cmp(&b.subject.name));
        let (subjects, observations): (Vec<Subject>, Vec<Vec<Observation>>) =
            parts.into_iter().map(|p| (p.subject, p.observations)).unzip();
        Self {
            format: frame.format,
            tool: frame.tool,
            observed_at,
            signals: frame.signals,
            subjects,
            observations: observations.into_iter().flatten().collect(),
            problems: frame.problems,
        }
    }
}
