//! A maturity model: levels, activities, items, rating scale, rules, prerequisites, crosswalks. Content, not code.
//!
//! A [`Model`] is valid by construction: it comes out of [`read()`] (from YAML, all errors at once)
//! or out of its own JSON form, and every id in it resolves. Nothing in Rust knows a model, level, activity or item by name.

mod check;
mod crosswalk;
mod decode;
mod diff;
mod guide;
mod lens;
mod read;
mod sound;
pub mod upgrade;
pub(crate) mod yaml;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crosswalk::{Crosswalk, Link, NoMatch, Strength};
pub use diff::{Change, FieldChange, ModelDiff, What, diff};
pub use guide::{Filter, Selection, UnknownTerm, select};
pub use lens::{Lens, LensEntry, lens};
pub use read::{Framework, FrameworkEntry, Known, SourceFile, read, read_framework};

use crate::observation::{SignalId, Tier};
use crate::rating::{Rating, Scale};

/// Stable name of an item; survives any change of title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ItemId(pub String);

/// Stable name of an activity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ActivityId(pub String);

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Display for ActivityId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A whole model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Stable name: lower case, digits and `-`.
    pub id: String,
    /// Version of the content.
    pub version: String,
    /// Full title.
    pub title: String,
    /// Title for narrow places.
    pub short_title: String,
    /// What the model is for, in a sentence or two.
    pub summary: String,
    /// SPDX licence of this model's sentences.
    pub licence: String,
    /// Where ids, titles and facts come from.
    pub sources: Vec<Source>,
    /// What the model calls its levels, activities and items.
    pub terms: Terms,
    /// The rating scale.
    pub scale: Scale,
    /// When a level counts as achieved. Absent: the levels are themes without an order, no level is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achievement: Option<Achievement>,
    /// Which kinds of evidence a rating needs to count as supported, lowest rating first.
    pub support: Vec<SupportStep>,
    /// How long machine proof and documents stay fresh.
    pub freshness: Freshness,
    /// Distance between a person's rating and a proposal from which on it is listed as a contradiction.
    pub contradiction: u8,
    /// Roles that activities involve.
    pub roles: Vec<Term>,
    /// Risks that activities reduce.
    pub risks: Vec<Term>,
    /// Artefacts that activities handle.
    pub artefacts: Vec<Term>,
    /// Business objectives that activities serve.
    pub objectives: Vec<Term>,
    /// Levels in ascending order of number.
    pub levels: Vec<Level>,
    /// Activities in reading order (level, then order).
    pub activities: Vec<Activity>,
    /// What should come before what.
    pub prerequisites: Vec<Prerequisite>,
    /// How this model's elements correspond to other frameworks.
    pub crosswalks: Vec<Crosswalk>,
}

/// A source of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name of the work.
    pub name: String,
    /// Where it is kept.
    pub place: String,
    /// Version, commit or date read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// Its licence.
    pub licence: String,
}

/// Singular and plural nouns of a model's three tiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// For example `level`, `goal`, `stage`.
    pub level: Noun,
    /// For example `activity`.
    pub activity: Noun,
    /// For example `item`.
    pub item: Noun,
}

/// One noun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noun {
    /// Singular, lower case.
    pub one: String,
    /// Plural, lower case.
    pub many: String,
}

/// Thresholds for a level to count as satisfied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Achievement {
    /// Least share of applicable items that must be answered, 0 to 1, for each activity.
    pub coverage: f64,
    /// Least mean of answered items for each activity.
    pub mean: f64,
    /// No answered item may be below this rating.
    pub floor: Rating,
}

/// From this rating on, these kinds of evidence must be in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupportStep {
    /// The rating that needs them.
    pub rating: Rating,
    /// All kinds that must be in force.
    pub needs: Vec<crate::evidence::EvidenceKind>,
}

/// How long proof stays fresh; older proof loses one step of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Freshness {
    /// Days for machine observations.
    pub scan_days: u16,
    /// Months for documents since their last review.
    pub document_months: u16,
}

/// A named thing with an explanation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it means.
    pub meaning: String,
}

/// A level (or goal, or stage).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Number in the model; unique, ascending.
    pub number: u8,
    /// Title.
    pub title: String,
    /// What an organisation at this level looks like.
    pub characteristics: Vec<String>,
    /// Ids, titles or paths of the same thing upstream.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub references: BTreeMap<String, String>,
}

/// An activity with its items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Stable name.
    pub id: ActivityId,
    /// Number of the level it belongs to.
    pub level: u8,
    /// Title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Whether upstream marks it as a draft.
    #[serde(default, skip_serializing_if = "is_false")]
    pub draft: bool,
    /// Ids of roles involved.
    pub roles: Vec<String>,
    /// Ids of risks it reduces.
    pub risks: Vec<String>,
    /// Ids of artefacts it handles.
    pub artefacts: Vec<String>,
    /// What the organisation gains.
    pub benefits: Vec<String>,
    /// Where the effort goes.
    pub cost_drivers: Vec<String>,
    /// Ids of business objectives it serves.
    pub objectives: Vec<String>,
    /// Ids, titles or paths of the same thing upstream.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub references: BTreeMap<String, String>,
    /// The checklist.
    pub items: Vec<Item>,
}

fn is_false(b: &bool) -> bool {
    !*b
}

/// One checklist item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable name.
    pub id: ItemId,
    /// Ids in earlier versions of the model of what this item was before: its older name, what it was split from, or
    /// what was merged into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<ItemId>,
    /// Title.
    pub title: String,
    /// What the item is about.
    pub description: String,
    /// The question to a respondent.
    pub question: String,
    /// Typical evidence.
    pub typical_evidence: Vec<String>,
    /// Observable anchor text for each rating above the lowest.
    pub anchors: BTreeMap<Rating, String>,
    /// Answered once for the organisation, or by each unit.
    pub scope: Scope,
    /// Whether it asks for a fact or for the maturity of a process.
    pub nature: Nature,
    /// How observations become a proposed rating.
    pub proposal: ProposalRule,
}

/// Where an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Once for the whole organisation, inherited by units.
    Central,
    /// By each unit.
    Local,
}

/// What an item asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Something that exists or not, to an extent.
    Fact,
    /// A way of working.
    Process,
}

/// How observations become a proposed rating for an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalRule {
    /// Who can tell.
    pub source: RatingSource,
    /// What to look for, in words.
    pub basis: String,
    /// Highest rating that a machine may propose; absent when people alone can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Rating>,
    /// How far the observations carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Signals that count for this item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<SignalUse>,
    /// Ladder: a rating is proposed when its needs and those of all lower steps hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// Who can tell how an item is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RatingSource {
    /// Repositories and files show it.
    Automatic,
    /// A machine finds, a person confirms.
    SemiAutomatic,
    /// Automatic once a company export is imported.
    Import,
    /// People only.
    People,
}

/// How far observations carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The observation is nearly the rating itself.
    High,
    /// The observation is a part of it.
    Medium,
    /// The observation is a hint.
    Low,
}

/// A signal that counts for an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalUse {
    /// Which signal.
    pub signal: SignalId,
    /// What kind of evidence a `seen` is.
    pub counts_as: crate::evidence::EvidenceKind,
    /// Only observations whose measure passes count as seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<MeasureTest>,
    /// Whether it can only speak for the item: where the signal was not asked of a subject, nothing is missing.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
}

/// A test on one measure of an observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureTest {
    /// Name of the measure.
    pub measure: String,
    /// Least number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// A text that the measure (a text or a list) must contain as a whole entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has: Option<String>,
}

/// One step of a ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The rating it leads to.
    pub rating: Rating,
    /// All that must hold.
    pub needs: Vec<Need>,
}

/// A condition on observations: one atom of a proposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Need {
    /// At least one counting `seen`.
    Seen,
    /// At least this share (0 to 1) of the subjects show at least `signals` of the item's signals (atom C).
    Coverage {
        /// Least share, above 0 and at most 1.
        share: f64,
        /// How many of the listed signals each subject must show; one signal listed with two tests counts as two.
        signals: u8,
        /// Where there are some: one of the signals must show a measure that passes one of these tests.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<MeasureTest>,
        /// Where there is one: only subjects of this tier count.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tier: Option<Tier>,
        /// Whether projects of others to which the organisation contributes are meant, and not its own repositories.
        #[serde(default, skip_serializing_if = "is_false")]
        upstream: bool,
    },
    /// One of the item's signals shows, for a repository or for the whole, a measure that passes the test. Not known where
    /// it was not asked, as of an export that nobody handed in.
    Measure {
        /// Which of the item's signals.
        signal: SignalId,
        /// What it has to show.
        test: MeasureTest,
    },
    /// The counts of one of the item's signals reach a number over all repositories together. What is counted in two of them
    /// may be the same person or the same quarter: the whole lies between the largest count and the sum of all.
    Together {
        /// Which of the item's signals.
        signal: SignalId,
        /// The measure and its least number.
        test: MeasureTest,
    },
    /// At least this many subjects show one of the item's signals.
    Subjects(u32),
    /// At least this many projects of others, to which the organisation contributes, show one of the item's signals.
    Upstream(u32),
    /// A document was found (atom D).
    Document,
    /// A found document treats at least this many topics.
    Topics(u8),
    /// A found document treats the topic of this name.
    Treats(String),
    /// A found document, or an owners file, names an owner (atom O).
    Owner,
    /// A found document was reviewed within the freshness period (atom R).
    Reviewed,
    /// At least this many snapshots in the last 12 months, this one included (atom H).
    Snapshots(u32),
    /// A numeric target is on record (atom T).
    Target,
    /// Only a person can tell; the text says what.
    Person(String),
}

/// What should come before what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prerequisite {
    /// Comes first.
    pub before: ActivityId,
    /// Comes later.
    pub after: ActivityId,
    /// How binding it is.
    pub strength: PrerequisiteStrength,
    /// Why.
    pub reason: String,
}

/// How binding a prerequisite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PrerequisiteStrength {
    /// Cannot sensibly be done without.
    Hard,
    /// Helps.
    Soft,
}

impl Item {
    /// Its id and its former ids: what was recorded for one of them, before the model was what it is, holds for it.
    pub fn names(&self) -> impl Iterator<Item = &ItemId> {
        std::iter::once(&self.id).chain(&self.former)
    }
}

impl Model {
    /// Content address: the same content gives the same digest, whatever its layout in YAML.
    #[must_use]
    pub fn digest(&self) -> String {
        crate::digest::Digest::of(self).0
    }

    /// All items in reading order, each with its activity.
    pub fn items(&self) -> impl Iterator<Item = (&Activity, &Item)> {
        self.activities.iter().flat_map(|a| a.items.iter().map(move |i| (a, i)))
    }

    /// An item by id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<(&Activity, &Item)> {
        self.items().find(|(_, i)| &i.id == id)
    }

    /// An activity by id.
    #[must_use]
    pub fn activity(&self, id: &ActivityId) -> Option<&Activity> {
        self.activities.iter().find(|a| &a.id == id)
    }

    /// A level by number.
    #[must_use]
    pub fn level(&self, number: u8) -> Option<&Level> {
        self.levels.iter().find(|l| l.number == number)
    }

    /// The activities of a level in reading order.
    pub fn activities_of(&self, level: u8) -> impl Iterator<Item = &Activity> {
        self.activities.iter().filter(move |a| a.level == level)
    }
}
