//! What a machine saw: subjects, observations and their proof.
//!
//! An observation answers one question (a *signal*) about one subject. It is a fact with proof, never an
//! opinion: the model decides what it means for a rating, and a person decides the rating.
//! These types are public format: they appear in `osmm scan --json` and in the assessment file.

mod carry;
mod document;
mod export;
mod parts;
mod shares;
mod tier;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::unit::UnitId;

pub use carry::Carried;
pub use document::{Candidate, Document, Place};
pub use export::Export;
pub use parts::{Frame, SeenAt};
pub use shares::Shares;
pub use tier::Tier;

/// Stable name of a signal, for example `security-policy`. Defined once, in the signal's own file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct SignalId(pub String);

impl SignalId {
    /// What ids of signals begin with that an organisation defines for itself.
    pub const OWN: &str = "own.";

    /// Whether an organisation defines it for itself.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.0.starts_with(Self::OWN)
    }
}

impl std::fmt::Display for SignalId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything one scan saw: the body of `osmm scan --json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObservationSet {
    /// Name and version of this format.
    pub format: ObservationFormat,
    /// The program that looked.
    pub tool: Tool,
    /// When the scan started, UTC.
    pub observed_at: Timestamp,
    /// What was asked, sorted by id.
    pub signals: Vec<AskedSignal>,
    /// What was looked at, sorted by name.
    pub subjects: Vec<Subject>,
    /// One entry per subject and signal, sorted by subject, then signal.
    pub observations: Vec<Observation>,
    /// What could not be read at all, with the place and the way out.
    pub problems: Vec<Problem>,
}

impl ObservationSet {
    /// The files of other programs that it rests on; one that is about several things comes several times.
    pub fn exports(&self) -> impl Iterator<Item = &Export> {
        self.observations.iter().flat_map(|observation| &observation.exports)
    }
}

/// Version tag of the observations format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ObservationFormat {
    /// First version.
    #[serde(rename = "osmm-observations/1")]
    V1,
}

/// The program that wrote a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// Program name.
    pub name: String,
    /// Program version.
    pub version: String,
}

/// A question that was asked of every subject, as far as a reader of the observations needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedSignal {
    /// Stable name.
    pub id: SignalId,
    /// Title.
    pub title: String,
    /// The question, answered by the verdict.
    pub question: String,
    /// What to do when the answer is no.
    pub remedy: String,
}

impl AskedSignal {
    /// A question by its stable name, its title, itself, and what to do when the answer is no.
    #[must_use]
    pub fn new(id: &str, title: &str, question: &str, remedy: &str) -> Self {
        let (id, title) = (SignalId(id.to_owned()), title.to_owned());
        Self { id, title, question: question.to_owned(), remedy: remedy.to_owned() }
    }
}

/// A thing that observations are about: a git repository, or the whole unit as far as an export is about no repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Path relative to the scanned folder with `/` between parts, or the folder's own name; for an export that is about no
    /// repository the name of its file. Unique in a set.
    pub name: String,
    /// Commit looked at (hex), absent when there is none or it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Date of that commit (committer date, UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committed_on: Option<Date>,
    /// Whether the subject counts in coverage shares.
    pub standing: Standing,
    /// How much depends on it, where the organisation says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The unit that owns it, where the organisation says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}

impl Subject {
    /// A subject of which only its name and whether it counts are known.
    #[must_use]
    pub fn new(name: impl Into<String>, standing: Standing) -> Self {
        Self { name: name.into(), commit: None, committed_on: None, standing, tier: None, unit: None }
    }
}

/// Whether a subject counts in the denominator of a coverage share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Standing {
    /// Counts.
    Counted,
    /// Does not count, and why ("no commit yet", "submodule of app").
    LeftOut {
        /// Reason, shown to the reader.
        reason: String,
    },
    /// A project of others to which the organisation contributes. It counts in shares of such projects, and in no other.
    Upstream,
    /// It is no repository and says something about all of them: it shows that a thing is there, and counts in no share.
    Whole,
}

/// One signal's verdict on one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Which question was asked.
    pub signal: SignalId,
    /// Name of the subject.
    pub subject: String,
    /// The answer.
    pub verdict: Verdict,
    /// One line for a reader, for example `Apache-2.0 in LICENSE`. No personal data.
    pub summary: String,
    /// Where it was seen; empty when nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proof: Vec<Proof>,
    /// Figures and short texts behind the summary, for example `uses: 12`, `spdx: "MIT"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub measures: BTreeMap<String, Measure>,
    /// What a found document says of itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// The documents that could be meant, the best one first, at most three.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Set when only part could be read, and what was left out. The verdict then rests on the part that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<String>,
    /// The exports of other programs that it rests on; empty for what was read in the repository itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<Export>,
}

/// The four possible answers. Only `Seen` may raise a proposal; `CouldNotLook` never lowers one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Verdict {
    /// It is there, see the proof.
    Seen,
    /// It was looked for and is not there.
    NotSeen,
    /// It could not be looked for.
    CouldNotLook {
        /// Why, and where that is known, the way out.
        reason: String,
    },
    /// The question does not apply to this subject.
    NotApplicable {
        /// Why.
        reason: String,
    },
}

impl Verdict {
    /// The verdict in the words of the glossary.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::NotSeen => "not seen",
            Self::CouldNotLook { .. } => "could not look",
            Self::NotApplicable { .. } => "not applicable",
        }
    }
}

/// A place in a subject at the commit that was looked at, or in an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Path in the repository, `/` between parts; bytes that are not UTF-8 are shown as `\xNN`. Empty for facts of the
    /// history. In an export the name of the file, `#` and the JSON pointer to the place.
    pub path: String,
    /// First line, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Git object id of the file (hex), or of the commit for facts of the history; of an export its own digest.
    pub digest: String,
}

/// A figure or a short text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Measure {
    /// A count.
    Count(u64),
    /// A share or other real number.
    Number(f64),
    /// A short text such as an SPDX expression.
    Text(String),
    /// Several short texts, sorted.
    List(Vec<String>),
    /// It was asked for and could not be told.
    Open {
        /// Why.
        could_not_look: String,
    },
}

impl Measure {
    /// The value as a number where it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "counts of files and commits stay far below 2^52")]
            Self::Count(n) => Some(*n as f64),
            Self::Number(x) => Some(*x),
            Self::Text(_) | Self::List(_) | Self::Open { .. } => None,
        }
    }
}

/// Something that could not be read, named with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// File, folder, subject or line that it concerns.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// The way out, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}
