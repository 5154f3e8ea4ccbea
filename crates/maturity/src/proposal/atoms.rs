//! The atoms of a proposal: each need of a rule judged as met, not met or unknown, and put into words.

use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::view::{Proof, Sight, SubjectView};
use super::{Looked, Missing, ObservationRef};
use crate::fault::Words;
use crate::model::{Freshness, Item, MeasureTest, Need, Step};
use crate::observation::{Measure, Observation, SignalId, Standing, Tier};
use crate::words;

/// Most subjects listed under one need.
const MOST_LISTED: usize = 20;

/// Whether a need holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is met.
    Yes,
    /// It is not met.
    No,
    /// Not known: not looked at, not stated, or for a person to tell.
    Unknown,
}

impl Held {
    /// Met when certain, unknown when only possible.
    pub(super) fn of(certain: bool, possible: bool) -> Self {
        match (certain, possible) {
            (true, _) => Self::Yes,
            (false, true) => Self::Unknown,
            (false, false) => Self::No,
        }
    }

    /// Both hold.
    pub(super) fn and(self, other: Self) -> Self {
        Self::of(self == Self::Yes && other == Self::Yes, self != Self::No && other != Self::No)
    }
}

/// Share of subjects that show a signal, in three parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Subjects that show it.
    pub seen: u32,
    /// Subjects that do not.
    pub not_seen: u32,
    /// Subjects that could not be looked at.
    pub unknown: u32,
}

/// Coverage of the subjects of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierCoverage {
    /// The tier; absent for subjects of which none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// How many of them show one of the item's signals.
    pub coverage: Coverage,
}

impl Coverage {
    /// Counts what each subject shows.
    fn over(shown: impl Iterator<Item = Held>) -> Self {
        shown.fold(Self::default(), |mut coverage, held| {
            match held {
                Held::Yes => coverage.seen += 1,
                Held::No => coverage.not_seen += 1,
                Held::Unknown => coverage.unknown += 1,
            }
            coverage
        })
    }

    /// All subjects.
    #[must_use]
    pub fn of(self) -> u32 {
        self.seen + self.not_seen + self.unknown
    }

    /// The same of a part: where nothing is of it, it is not known how far it goes.
    fn reaches(self, share: f64) -> Held {
        if self.of() == 0 { Held::Unknown } else { self.at_least(share) }
    }

    /// Whether that many show it.
    fn holds(self, n: u32) -> Held {
        Held::of(self.seen >= n, self.seen + self.unknown >= n)
    }

    fn at_least(self, share: f64) -> Held {
        let of = f64::from(self.of());
        // A hair of tolerance, so that 4 of 5 meets 0.8 whatever the rounding.
        let reaches = |n: u32| of > 0.0 && f64::from(n) / of >= share - 1e-9;
        Held::of(reaches(self.seen), reaches(self.seen + self.unknown))
    }
}

/// The observations of one item, judged once.
pub(super) struct Judged<'a> {
    /// Counted subjects with what each shows.
    subjects: Vec<SubjectView<'a>>,
    /// The same of projects of others to which the organisation contributes.
    upstream: Vec<SubjectView<'a>>,
    /// The same of what is about all of them.
    whole: Vec<SubjectView<'a>>,
    /// Signals that the rule lists.
    signs: usize,
    freshness: Freshness,
    looked: &'a Looked<'a>,
}

impl<'a> Judged<'a> {
    pub(super) fn new(item: &'a Item, freshness: Freshness, looked: &'a Looked<'a>, proof: Proof) -> Self {
        let uses = &item.proposal.signals;
        let sight = Sight { uses, looked, freshness, proof };
        let of = |standing: Standing| {
            let subjects = looked.subjects.iter().filter(|s| s.standing == standing);
            subjects.filter_map(|s| sight.of(s)).collect()
        };
        let signs = uses.iter().filter(|used| !used.optional).count();
        let (subjects, upstream, whole) = (of(Standing::Counted), of(Standing::Upstream), of(Standing::Whole));
        Self { subjects, upstream, whole, signs, freshness, looked }
    }

    pub(super) fn held(&self, need: &Need) -> Held {
        match need {
            Need::Seen => self.any(),
            Need::Measure { signal, test } => self.measured(signal, test),
            Need::Together { signal, test } => self.together(signal, test).0,
            Need::Coverage { share, tier: Some(tier), .. } => self.in_tier(*tier).reaches(*share),
            Need::Coverage { share, upstream: true, .. } => self.upstream().reaches(*share),
            Need::Coverage { share, signals, with, .. } => self.coverage(*signals, with).at_least(*share),
            Need::Subjects(n) => self.coverage(1, &[]).holds(*n),
            Need::Upstream(n) => self.upstream().holds(*n),
            Need::Document => self.document(|_| Held::Yes),
            Need::Topics(n) => self.document(|d| Held::of(d.topics.len() >= usize::from(*n), false)),
            Need::Treats(topic) => self.document(|d| Held::of(d.topics.contains(topic), false)),
            Need::Owner => self.owner(),
            Need::Reviewed => self.stated(|d| match d.reviewed_on {
                Some(on) => Held::of(self.fresh(on), false),
                None => Held::Unknown,
            }),
            Need::Snapshots(n) => Held::of(self.looked.snapshots >= *n, false),
            Need::Target | Need::Person(_) => Held::Unknown,
        }
    }

    /// Subjects by whether they show at least `signals` of the rule's listed signals, or one that passes a test.
    pub(super) fn coverage(&self, signals: u8, with: &[MeasureTest]) -> Coverage {
        Coverage::over(self.subjects.iter().map(|subject| subject.shows(signals, with)))
    }

    /// Projects of others by whether they show one of the signals.
    pub(super) fn upstream(&self) -> Coverage {
        Coverage::over(self.upstream.iter().map(|s| s.shows(1, &[])))
    }

    /// Own subjects and projects of others, and what is about all of them.
    fn everything(&self) -> impl Iterator<Item = &SubjectView<'a>> {
        self.subjects.iter().chain(&self.upstream).chain(&self.whole)
    }

    /// Subjects of a tier by whether they show one of the signals.
    fn in_tier(&self, tier: Tier) -> Coverage {
        Coverage::over(self.subjects.iter().filter(|s| s.tier == Some(tier)).map(|s| s.shows(1, &[])))
    }

    /// The same for every tier that a subject is of, and last for those of none; empty where no tier is known.
    pub(super) fn by_tier(&self) -> Vec<TierCoverage> {
        if self.subjects.iter().all(|s| s.tier.is_none()) {
            return Vec::new();
        }
        let of = |tier: Option<Tier>| {
            let subjects = self.subjects.iter().filter(|s| s.tier == tier);
            TierCoverage { tier, coverage: Coverage::over(subjects.map(|s| s.shows(1, &[]))) }
        };
        let tiers = Tier::ALL.map(Some).into_iter().chain([None]).map(of);
        tiers.filter(|one| one.coverage.of() > 0).collect()
    }

    /// Whether anything shows one of the signals.
    fn any(&self) -> Held {
        let all: Vec<Held> = self.everything().map(|s| s.shows(1, &[])).collect();
        Held::of(all.contains(&Held::Yes), all.contains(&Held::Unknown))
    }

    /// Whether anything shows the measure; not known where nothing was asked for it.
    fn measured(&self, signal: &SignalId, test: &MeasureTest) -> Held {
        let all: Vec<Held> = self.everything().filter_map(|s| s.measured(signal, test)).collect();
        Held::of(all.contains(&Held::Yes), all.is_empty() || all.contains(&Held::Unknown))
    }

    /// Whether a count reaches its number over all repositories, and the ends between which it lies: the largest one for
    /// certain, the sum at most, since what is counted in two of them may be the same. Nothing asked has no ends.
    fn together(&self, signal: &SignalId, test: &MeasureTest) -> (Held, Option<(f64, f64)>) {
        let all: Vec<(Held, f64)> = self.everything().filter_map(|s| s.figure(signal, &test.measure)).collect();
        let shown = || all.iter().filter(|(held, _)| *held != Held::No).map(|(_, number)| *number);
        let certain = all.iter().filter(|(held, _)| *held == Held::Yes).map(|(_, number)| *number);
        let (most, sum) = (certain.fold(0.0, f64::max), shown().sum::<f64>());
        let open = all.is_empty() || all.iter().any(|(held, _)| *held == Held::Unknown);
        let least = test.at_least.unwrap_or(0.0);
        (Held::of(most >= least, open || sum >= least), (!all.is_empty()).then_some((most, sum)))
    }

    /// The best verdict over all found documents; unknown when some subject could not be looked at.
    fn document(&self, judge: impl Fn(&crate::observation::Document) -> Held) -> Held {
        let verdicts: Vec<Held> = self.counting().filter_map(|o| o.document.as_ref()).map(judge).collect();
        let open = verdicts.contains(&Held::Unknown) || self.coverage(1, &[]).unknown > 0;
        Held::of(verdicts.contains(&Held::Yes), open)
    }

    fn owner(&self) -> Held {
        let named = |o: &Observation| o.measures.get("owners").and_then(Measure::number).is_some_and(|n| n > 0.0);
        if self.counting().any(named) {
            return Held::Yes;
        }
        self.stated(|d| Held::of(d.has_owner(), true))
    }

    /// What a document may state of itself: not known where none was found, as it may be said elsewhere.
    fn stated(&self, judge: impl Fn(&crate::observation::Document) -> Held) -> Held {
        if self.counting().any(|o| o.document.is_some()) { self.document(judge) } else { Held::Unknown }
    }

    pub(super) fn counting(&self) -> impl Iterator<Item = &'a Observation> + '_ {
        self.everything().flat_map(SubjectView::counting)
    }

    pub(super) fn newest_review(&self) -> Option<Date> {
        self.counting().filter_map(|o| o.document.as_ref()?.reviewed_on).max()
    }

    /// Whether a review on this day is within the freshness period.
    pub(super) fn fresh(&self, reviewed_on: Date) -> bool {
        let months = i32::from(self.freshness.document_months);
        reviewed_on.checked_add(months.months()).is_ok_and(|end| self.looked.as_of <= end)
    }

    pub(super) fn rests_on(&self) -> Vec<ObservationRef> {
        let mut refs: Vec<_> =
            self.counting().map(|o| ObservationRef { subject: o.subject.clone(), signal: o.signal.clone() }).collect();
        refs.sort();
        refs.dedup();
        refs
    }

    /// The needs among `needs` that are met, in words; what a stronger met need says already is left out.
    pub(super) fn met<'n>(&self, needs: impl Iterator<Item = &'n Need>) -> Vec<Words> {
        let met: Vec<&Need> = needs.filter(|n| self.held(n) == Held::Yes).collect();
        let mut words = Vec::new();
        for need in met.iter().filter(|n| !met.iter().any(|other| says_more(other, n))) {
            let word = self.words(need);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// What a step still needs.
    pub(super) fn missing(&self, step: &Step) -> Vec<Missing> {
        let open = step.needs.iter().map(|n| (n, self.held(n))).filter(|(_, h)| *h != Held::Yes);
        open.map(|(need, h)| Missing {
            rating: step.rating,
            need: self.words(need),
            known: h == Held::No,
            without: self.without(need),
        })
        .collect()
    }

    fn words(&self, need: &Need) -> Words {
        match need {
            Need::Seen => words!("need-seen", "at least one repository shows a sign of it"),
            Need::Measure { signal, test } => self.measure_words(signal, test),
            Need::Together { signal, test } => self.together_words(signal, test),
            Need::Coverage { share, tier: Some(tier), .. } => self.tier_words(*share, *tier),
            Need::Coverage { share, upstream: true, .. } => self.upstream_words(*share),
            Need::Coverage { share, signals, with, .. } => self.coverage_words(*share, *signals, with),
            Need::Subjects(n) => {
                let seen = self.coverage(1, &[]).seen;
                match n {
                    1 => {
                        words!("need-subject", "{n} repository shows a sign of it (found: {seen})", n = n, seen = seen)
                    }
                    _ => words!(
                        "need-subjects",
                        "{n} repositories show a sign of it (found: {seen})",
                        n = n,
                        seen = seen
                    ),
                }
            }
            Need::Upstream(n) => words!(
                "need-upstream",
                "{n} upstream projects show a sign of it (found: {seen})",
                n = n,
                seen = self.upstream().seen
            ),
            Need::Document => words!("need-document", "a document on it"),
            Need::Topics(n) => words!("need-topics", "a document that treats {n} of the expected topics", n = n),
            Need::Treats(topic) => {
                words!("need-treats", "a document that treats this topic: {topic}", topic = topic)
            }
            Need::Owner => words!("need-owner", "a named owner"),
            Need::Reviewed => {
                words!("need-review", "a review within {n} months", n = self.freshness.document_months)
            }
            Need::Snapshots(n) => self.snapshot_words(*n),
            Need::Target => words!("need-target", "a numeric target on record"),
            // The model's own words.
            Need::Person(what) => what.clone().into(),
        }
    }

    /// The measure that is asked for and the best of those found.
    fn measure_words(&self, signal: &SignalId, test: &MeasureTest) -> Words {
        let tests = test_words(test);
        let of = self.counting().filter(|o| o.signal == *signal);
        match of.filter_map(|o| o.measures.get(&test.measure)?.number()).reduce(f64::max) {
            Some(found) => {
                words!(
                    "need-figure",
                    "{signal} shows {tests} (found: {found})",
                    signal = signal,
                    tests = tests,
                    found = figure(&test.measure, found)
                )
            }
            None => words!("need-figure-open", "{signal} shows {tests} (not known)", signal = signal, tests = tests),
        }
    }

    fn together_words(&self, signal: &SignalId, test: &MeasureTest) -> Words {
        let tests = test_words(test);
        match self.together(signal, test).1 {
            Some((most, sum)) => words!(
                "need-together",
                "{signal} shows {tests} over all repositories (found: {most} to {sum})",
                signal = signal,
                tests = tests,
                most = figure(&test.measure, most),
                sum = figure(&test.measure, sum)
            ),
            None => words!("need-figure-open", "{signal} shows {tests} (not known)", signal = signal, tests = tests),
        }
    }

    fn snapshot_words(&self, n: u32) -> Words {
        let so_far = self.looked.snapshots;
        match n {
            1 => words!("need-snapshot", "{n} snapshot in 12 months (so far {so_far})", n = n, so_far = so_far),
            _ => words!("need-snapshots", "{n} snapshots in 12 months (so far {so_far})", n = n, so_far = so_far),
        }
    }

    fn coverage_words(&self, share: f64, signals: u8, with: &[MeasureTest]) -> Words {
        let c = self.coverage(signals, with);
        let share = format!("{:.0}", share * 100.0);
        if !with.is_empty() {
            return words!(
                "need-measure",
                "{share}% of repositories show it with {tests} (found: {seen} of {of})",
                share = share,
                tests = with.iter().map(test_words).collect::<Vec<_>>().join(" / "),
                seen = c.seen,
                of = c.of()
            );
        }
        if signals > 1 {
            return words!(
                "need-signs",
                "{share}% of repositories show {signals} of the {signs} signs (found: {seen} of {of})",
                share = share,
                signals = signals,
                signs = self.signs,
                seen = c.seen,
                of = c.of()
            );
        }
        words!(
            "need-share",
            "{share}% of repositories show a sign of it (found: {seen} of {of})",
            share = share,
            seen = c.seen,
            of = c.of()
        )
    }

    fn tier_words(&self, share: f64, tier: Tier) -> Words {
        let c = self.in_tier(tier);
        words!(
            "need-tier",
            "{share}% of {tier} repositories show a sign of it (found: {seen} of {of})",
            share = format!("{:.0}", share * 100.0),
            tier = tier.word(),
            seen = c.seen,
            of = c.of()
        )
    }

    fn upstream_words(&self, share: f64) -> Words {
        let c = self.upstream();
        words!(
            "need-upstream-share",
            "{share}% of upstream projects show a sign of it (found: {seen} of {of})",
            share = format!("{:.0}", share * 100.0),
            seen = c.seen,
            of = c.of()
        )
    }

    /// The subjects that keep a need for coverage from being met, as many as are worth listing.
    fn without(&self, need: &Need) -> Vec<String> {
        let Need::Coverage { signals, with, tier, upstream, .. } = need else { return Vec::new() };
        let asked = if *upstream { &self.upstream } else { &self.subjects };
        let asked = asked.iter().filter(|s| tier.is_none() || s.tier == *tier);
        let lacking = asked.filter(|s| s.shows(*signals, with) == Held::No);
        lacking.take(MOST_LISTED).map(|s| s.name.to_owned()).collect()
    }
}

/// Whether one met need says all that another does, and more.
fn says_more(one: &Need, other: &Need) -> bool {
    match (one, other) {
        (
            Need::Coverage { .. }
            | Need::Measure { .. }
            | Need::Together { .. }
            | Need::Subjects(_)
            | Need::Upstream(_)
            | Need::Document,
            Need::Seen,
        ) => true,
        (Need::Measure { signal: s, test: a }, Need::Measure { signal: t, test: b })
        | (Need::Together { signal: s, test: a }, Need::Together { signal: t, test: b }) => {
            s == t && a.measure == b.measure && a.has == b.has && a.at_least > b.at_least
        }
        (
            Need::Coverage { share: a, signals: s, with: v, tier: r, upstream: k },
            Need::Coverage { share: b, signals: t, with: w, tier: q, upstream: l },
        ) => s == t && v == w && r == q && k == l && a > b,
        (Need::Subjects(a), Need::Subjects(b)) | (Need::Snapshots(a), Need::Snapshots(b)) => a > b,
        (Need::Upstream(a), Need::Upstream(b)) => a > b,
        (Need::Topics(a), Need::Topics(b)) => a > b,
        _ => false,
    }
}

/// A test as signs say it in every language.
fn test_words(test: &MeasureTest) -> String {
    let name = test.measure.replace('_', " ");
    let least = test.at_least.map(|least| format!("{name} ≥ {}", figure(&test.measure, least)));
    let has = test.has.as_ref().map(|has| format!("{name}: {has}"));
    least.into_iter().chain(has).collect::<Vec<_>>().join(", ")
}

/// A figure of a measure for a reader: a share, which its name says, in percent.
fn figure(measure: &str, value: f64) -> String {
    if measure.ends_with("share") { format!("{}%", (value * 1000.0).round() / 10.0) } else { value.to_string() }
}

/// Whole days from one date to a later one; negative when it is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
