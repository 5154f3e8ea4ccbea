//! What follows from an assessment: one pure function from answers, evidence and observations to every number shown.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Assessment;
use crate::evidence::{Evidence, EvidenceKind, supported};
use crate::gap::{Gap, gaps};
use crate::level::{Position, position};
use crate::model::{Item, ItemId, Model};
use crate::observation::{ObservationSet, SignalId, Standing, Verdict};
use crate::proposal::{Contradiction, Looked, Proposal, contradictions, proposals};
use crate::rating::Rating;
use crate::response::{Answer, Response};
use crate::score::{Counts, Profile, profile};
use crate::unit::UnitId;

/// Everything that follows from an assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Results {
    /// On what respondents say.
    pub claimed: BasisResults,
    /// On what evidence in force supports.
    pub supported: BasisResults,
    /// On what a reviewer confirmed.
    pub verified: BasisResults,
    /// What the claimed profile would be if every proposal for an item without a rating were accepted at its low end.
    pub if_accepted: Profile,
    /// Suggested ratings, in reading order.
    pub proposals: Vec<Proposal>,
    /// The same for each unit over its own repositories, by id; empty where no repository has an owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitProposals>,
    /// Ratings far from their proposal.
    pub contradictions: Vec<Contradiction>,
    /// Rated items below their target, largest first.
    pub gaps: Vec<Gap>,
    /// The target taken where none is set.
    pub default_target: Rating,
    /// Items per level and rating, and per kind of empty.
    pub grid: Grid,
    /// What was not looked at, or only in part.
    pub not_looked: Vec<NotLooked>,
    /// Figures of the scan.
    pub totals: Totals,
}

/// Scores and position on one basis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisResults {
    /// Scores.
    pub profile: Profile,
    /// Where on the ladder; absent for a model whose levels are not one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// What a scan suggests for one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitProposals {
    /// The unit.
    pub unit: UnitId,
    /// Its repositories that count in shares.
    pub subjects: u32,
    /// Suggested ratings over these, in reading order.
    pub proposals: Vec<Proposal>,
}

/// Items per level and rating: the summary that FINOS prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Grid(pub Vec<GridRow>);

/// One level of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GridRow {
    /// Level number.
    pub level: u8,
    /// Items with each rating of the scale, in reading order.
    pub rated: BTreeMap<Rating, Vec<ItemId>>,
    /// Items nobody answered.
    pub unanswered: Vec<ItemId>,
    /// Items answered with "don't know".
    pub dont_know: Vec<ItemId>,
    /// Items declined.
    pub declined: Vec<ItemId>,
    /// Items that do not apply.
    pub not_applicable: Vec<ItemId>,
}

/// Something that was not looked at, or only in part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotLooked {
    /// The subject.
    pub subject: String,
    /// Why, or what was left out.
    pub reason: String,
    /// Whether a part was read.
    pub partly: bool,
    /// The signals concerned; empty when it is the whole subject.
    pub signals: Vec<SignalId>,
}

/// Figures of the scan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// Subjects that count in shares.
    pub subjects: u32,
    /// Subjects left out of shares.
    pub left_out: u32,
    /// Projects of others to which the organisation contributes.
    #[serde(default, skip_serializing_if = "is_none")]
    pub upstream: u32,
    /// Observations with the verdict "seen".
    pub seen: u32,
    /// "not seen".
    pub not_seen: u32,
    /// "could not look".
    pub could_not_look: u32,
    /// "not applicable".
    pub not_applicable: u32,
}

fn is_none(number: &u32) -> bool {
    *number == 0
}

/// Computes the results. `responses` has one entry per item of the model.
#[must_use]
pub fn evaluate(
    model: &Model,
    responses: &[Response],
    evidence: &[Evidence],
    scan: Option<&ObservationSet>,
    as_of: Date,
    snapshots: u32,
) -> Results {
    let looked = scan.map(|s| Looked::new(s, as_of, snapshots));
    let proposals = looked.as_ref().map(|l| proposals(model, l)).unwrap_or_default();
    let state = State { model, responses: responses.iter().map(|r| (&r.item, r)).collect() };
    let default_target = default_target(model);
    Results {
        claimed: state.basis(|r, _| r.answer.clone()),
        supported: state.basis(|r, item| {
            let kinds = kinds(item, evidence, looked.as_ref(), model, as_of);
            state.rated_as(r, r.answer.rating().map(|claimed| supported(model, claimed, &kinds)))
        }),
        verified: state.basis(|r, _| state.rated_as(r, r.verified.filter(|_| r.answer.rating().is_some()))),
        if_accepted: profile(model, |id| state.if_accepted(id, &proposals)),
        contradictions: contradictions(responses, &proposals, model.contradiction),
        proposals,
        units: scan.map(|scan| units(model, scan, as_of, snapshots)).unwrap_or_default(),
        gaps: gaps(model, responses, default_target),
        default_target,
        grid: grid(model, &state),
        not_looked: scan.map(not_looked).unwrap_or_default(),
        totals: scan.map(totals).unwrap_or_default(),
    }
}

/// The target for items without one: the mean that a level needs, rounded up; the top of the scale where levels are no ladder.
#[must_use]
pub fn default_target(model: &Model) -> Rating {
    let top = model.scale.top();
    let Some(rule) = model.achievement else {
        return top;
    };
    model.scale.0.iter().map(|s| s.value).find(|v| v.value() >= rule.mean).unwrap_or(top)
}

struct State<'a> {
    model: &'a Model,
    responses: BTreeMap<&'a ItemId, &'a Response>,
}

impl State<'_> {
    fn claimed(&self, item: &ItemId) -> Answer {
        self.responses.get(item).map_or(Answer::Unanswered, |r| r.answer.clone())
    }

    fn basis(&self, answer_of: impl Fn(&Response, &Item) -> Answer) -> BasisResults {
        let answers: BTreeMap<&ItemId, Answer> = self
            .model
            .items()
            .map(|(_, i)| (&i.id, self.responses.get(&i.id).map_or(Answer::Unanswered, |r| answer_of(r, i))))
            .collect();
        let of = |id: &ItemId| answers.get(id).cloned().unwrap_or(Answer::Unanswered);
        let profile = profile(self.model, of);
        let position = position(
            self.model,
            &profile,
            |i| answers.get(i).and_then(Answer::rating),
            |i| answers.get(i).is_none_or(Answer::applicable),
        );
        BasisResults { profile, position }
    }

    /// The answer with another rating; an item rated by a person but not on this basis counts as unanswered.
    fn rated_as(&self, response: &Response, rating: Option<Rating>) -> Answer {
        match (&response.answer, rating) {
            (Answer::Rated { .. }, Some(rating)) => Answer::Rated { rating },
            (Answer::Rated { .. }, None) => Answer::Unanswered,
            (other, _) => other.clone(),
        }
    }

    fn if_accepted(&self, item: &ItemId, proposals: &[Proposal]) -> Answer {
        let claimed = self.claimed(item);
        if !matches!(claimed, Answer::Unanswered | Answer::DontKnow { .. }) {
            return claimed;
        }
        let offered = proposals.iter().find(|p| &p.item == item && p.low > Rating(0));
        offered.map_or(claimed, |p| Answer::Rated { rating: p.low })
    }
}

/// How high a rating of each item the evidence in force carries, by item; a claim above it is not supported.
#[must_use]
pub fn carried(assessment: &Assessment) -> BTreeMap<&ItemId, Rating> {
    let Assessment { model, evidence, as_of, snapshots, .. } = assessment;
    let looked = assessment.scan.as_ref().map(|scan| Looked::new(scan, *as_of, *snapshots));
    let of = |item: &Item| supported(model, model.scale.top(), &kinds(item, evidence, looked.as_ref(), model, *as_of));
    model.items().map(|(_, item)| (&item.id, of(item))).collect()
}

/// The proposals of each unit that owns a subject.
fn units(model: &Model, scan: &ObservationSet, as_of: Date, snapshots: u32) -> Vec<UnitProposals> {
    let shares = scan.shares(|subject| subject.unit.clone());
    let of = |(unit, set): (UnitId, ObservationSet)| {
        let subjects = totals(&set).subjects;
        UnitProposals { unit, subjects, proposals: proposals(model, &Looked::new(&set, as_of, snapshots)) }
    };
    shares.by_unit.into_iter().map(of).collect()
}

/// The kinds of evidence in force for an item: given by people, and seen by a fresh scan.
fn kinds(
    item: &Item,
    evidence: &[Evidence],
    looked: Option<&Looked<'_>>,
    model: &Model,
    as_of: Date,
) -> Vec<EvidenceKind> {
    let given = evidence.iter().filter(|e| e.item == item.id && e.in_force(as_of)).map(|e| e.kind);
    let seen = looked.map(|l| l.kinds(item, model.freshness)).unwrap_or_default();
    given.chain(seen).collect()
}

fn grid(model: &Model, state: &State<'_>) -> Grid {
    let row = |level: u8| {
        let items: Vec<(&ItemId, Answer)> =
            model.activities_of(level).flat_map(|a| &a.items).map(|i| (&i.id, state.claimed(&i.id))).collect();
        let of = |keep: &dyn Fn(&Answer) -> bool| -> Vec<ItemId> {
            items.iter().filter(|(_, a)| keep(a)).map(|(i, _)| (*i).clone()).collect()
        };
        let values = model.scale.0.iter().map(|s| s.value);
        GridRow {
            level,
            rated: values.map(|v| (v, of(&|a| a.rating() == Some(v)))).collect(),
            unanswered: of(&|a| matches!(a, Answer::Unanswered)),
            dont_know: of(&|a| matches!(a, Answer::DontKnow { .. })),
            declined: of(&|a| matches!(a, Answer::Declined)),
            not_applicable: of(&|a| !a.applicable()),
        }
    };
    Grid(
        model.levels.iter().filter(|l| model.activities_of(l.number).next().is_some()).map(|l| row(l.number)).collect(),
    )
}

fn not_looked(scan: &ObservationSet) -> Vec<NotLooked> {
    let mut grouped: BTreeMap<(String, String, bool), Vec<SignalId>> = BTreeMap::new();
    for subject in &scan.subjects {
        if let Standing::LeftOut { reason } = &subject.standing {
            grouped.entry((subject.name.clone(), reason.clone(), false)).or_default();
        }
    }
    for o in &scan.observations {
        let why = match (&o.verdict, &o.partial) {
            (Verdict::CouldNotLook { reason }, _) => (reason.clone(), false),
            (_, Some(part)) => (part.clone(), true),
            _ => continue,
        };
        grouped.entry((o.subject.clone(), why.0, why.1)).or_default().push(o.signal.clone());
    }
    let entry = |((subject, reason, partly), signals)| NotLooked { subject, reason, partly, signals };
    grouped.into_iter().map(entry).collect()
}

fn totals(scan: &ObservationSet) -> Totals {
    let mut totals = Totals::default();
    for subject in &scan.subjects {
        match subject.standing {
            Standing::Counted => totals.subjects += 1,
            Standing::LeftOut { .. } => totals.left_out += 1,
            Standing::Upstream => totals.upstream += 1,
            Standing::Whole => {}
        }
    }
    for o in &scan.observations {
        match o.verdict {
            Verdict::Seen => totals.seen += 1,
            Verdict::NotSeen => totals.not_seen += 1,
            Verdict::CouldNotLook { .. } => totals.could_not_look += 1,
            Verdict::NotApplicable { .. } => totals.not_applicable += 1,
        }
    }
    totals
}

impl Results {
    /// The counts of the whole claimed profile.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.claimed.profile.overall.counts
    }
}
