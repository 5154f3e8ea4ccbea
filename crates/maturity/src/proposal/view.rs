//! What one subject shows of an item's signals: for each use of a signal whether it counts, and by what.

use super::{Age, Looked};
use crate::model::{Freshness, MeasureTest, SignalUse};
use crate::observation::{Measure, Observation, SignalId, Standing, Subject, Tier, Verdict};

use super::atoms::Held;

/// Which proof counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// Whatever its age.
    All,
    /// What is fresh. What is old counts as not there, and what does not say how old it is as not known.
    Fresh,
}

/// What one subject shows of the item's signals. A subject to which no signal applies is left out.
pub(super) struct SubjectView<'a> {
    pub(super) name: &'a str,
    pub(super) tier: Option<Tier>,
    /// In the order of the rule's list of signals; the same signal with two tests is two.
    uses: Vec<(Held, Option<&'a Observation>)>,
}

/// How to look at subjects.
pub(super) struct Sight<'a, 'b> {
    pub(super) uses: &'a [SignalUse],
    pub(super) looked: &'b Looked<'a>,
    pub(super) freshness: Freshness,
    pub(super) proof: Proof,
}

impl<'a> Sight<'a, '_> {
    /// What a subject shows; `None` when none of the signals applies to it. Of a subject that is no repository, or a
    /// project of others, only what was asked counts.
    pub(super) fn of(&self, subject: &'a Subject) -> Option<SubjectView<'a>> {
        let (name, counted) = (subject.name.as_str(), subject.standing == Standing::Counted);
        let mut applies = false;
        let one = |used: &'a SignalUse| {
            let found = self.looked.index.get(&(name, &used.signal)).copied();
            applies |= match found {
                Some(o) => !matches!(o.verdict, Verdict::NotApplicable { .. }),
                None => !used.optional && counted,
            };
            (self.held(used, found, counted), found)
        };
        let uses = self.uses.iter().map(one).collect();
        applies.then_some(SubjectView { name, tier: subject.tier, uses })
    }

    fn held(&self, used: &SignalUse, found: Option<&Observation>, counted: bool) -> Held {
        let held = match found {
            Some(observation) => counts(used, observation),
            None if used.optional || !counted => Held::No,
            None => Held::Unknown,
        };
        match (self.proof, self.looked.age(found, self.freshness)) {
            (Proof::Fresh, Age::Old) => Held::No,
            (Proof::Fresh, Age::Unknown) if held == Held::Yes => Held::Unknown,
            _ => held,
        }
    }
}

impl<'a> SubjectView<'a> {
    /// Whether it shows at least that many of the signals; where there are tests, one that passes one of them.
    pub(super) fn shows(&self, signals: u8, with: &[MeasureTest]) -> Held {
        let (wanted, mut seen, mut possible) = (usize::from(signals.max(1)), 0, 0);
        for (held, observation) in &self.uses {
            let found = if with.is_empty() { *held } else { held.and(passes_any(with, *observation)) };
            seen += usize::from(found == Held::Yes);
            possible += usize::from(found != Held::No);
        }
        Held::of(seen >= wanted, possible >= wanted)
    }

    /// Whether the signal, in one of its uses, shows a measure that passes a test. `None` where it was not asked.
    pub(super) fn measured(&self, signal: &SignalId, test: &MeasureTest) -> Option<Held> {
        let of = |(held, found): &(Held, Option<&Observation>)| {
            let observation = (*found)?;
            let shown = |held: Held| match observation.verdict {
                Verdict::Seen => held.and(passes(test, observation)),
                _ => held,
            };
            (observation.signal == *signal).then(|| shown(*held))
        };
        let all: Vec<Held> = self.uses.iter().filter_map(of).collect();
        let best = Held::of(all.contains(&Held::Yes), all.contains(&Held::Unknown));
        (!all.is_empty()).then_some(best)
    }

    /// The largest number that the signal shows, with whether it counts. `None` where it was not asked.
    pub(super) fn figure(&self, signal: &SignalId, measure: &str) -> Option<(Held, f64)> {
        let of = |(held, found): &(Held, Option<&Observation>)| {
            let observation = (*found).filter(|o| o.signal == *signal)?;
            let number = observation.measures.get(measure).and_then(Measure::number).unwrap_or(0.0);
            Some((held.and(Held::of(observation.partial.is_none(), true)), number))
        };
        self.uses.iter().filter_map(of).reduce(|a, b| if b.1 > a.1 { b } else { a })
    }

    /// The observations that count.
    pub(super) fn counting(&self) -> impl Iterator<Item = &'a Observation> + '_ {
        self.uses.iter().filter(|(held, _)| *held == Held::Yes).filter_map(|(_, o)| *o)
    }
}

/// Whether an observation counts as seen for a use.
pub(super) fn counts(used: &SignalUse, observation: &Observation) -> Held {
    match &observation.verdict {
        Verdict::Seen => used.only.as_ref().map_or(Held::Yes, |test| passes(test, observation)),
        Verdict::CouldNotLook { .. } => Held::Unknown,
        Verdict::NotSeen => Held::of(false, observation.partial.is_some()),
        Verdict::NotApplicable { .. } => Held::No,
    }
}

fn passes_any(tests: &[MeasureTest], observation: Option<&Observation>) -> Held {
    let Some(seen) = observation.filter(|o| o.verdict == Verdict::Seen) else { return Held::Unknown };
    let all: Vec<Held> = tests.iter().map(|test| passes(test, seen)).collect();
    Held::of(all.contains(&Held::Yes), all.contains(&Held::Unknown))
}

fn passes(test: &MeasureTest, observation: &Observation) -> Held {
    let measure = observation.measures.get(&test.measure);
    if let Some(Measure::Open { .. }) = measure {
        return Held::Unknown;
    }
    let passed = measure.is_some_and(|measure| fits(test, measure));
    Held::of(passed, observation.partial.is_some())
}

fn fits(test: &MeasureTest, measure: &Measure) -> bool {
    let enough = test.at_least.is_none_or(|least| measure.number().is_some_and(|n| n >= least));
    let has = test.has.as_ref().is_none_or(|want| match measure {
        Measure::Text(text) => text == want,
        Measure::List(list) => list.contains(want),
        Measure::Count(_) | Measure::Number(_) | Measure::Open { .. } => false,
    });
    enough && has
}
