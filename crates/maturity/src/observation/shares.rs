//! A set of observations divided among units, each getting what is seen of its own subjects.

use std::collections::{BTreeMap, BTreeSet};

use super::{Observation, ObservationSet, Problem, Standing, Subject};
use crate::unit::UnitId;

/// A set divided among units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shares {
    /// What is seen of each unit's own subjects.
    pub by_unit: BTreeMap<UnitId, ObservationSet>,
    /// Names of subjects that are nobody's, in their order; without those that do not count anyway.
    pub unowned: Vec<String>,
}

impl ObservationSet {
    /// Divides the set by an owner for each subject. A problem that is not about one subject is everybody's: what could
    /// not be read may have been of any unit.
    #[must_use]
    pub fn shares(&self, owner: impl Fn(&Subject) -> Option<UnitId>) -> Shares {
        let mut subjects: BTreeMap<UnitId, Vec<&Subject>> = BTreeMap::new();
        let mut unowned = Vec::new();
        for subject in &self.subjects {
            match owner(subject) {
                Some(unit) => subjects.entry(unit).or_default().push(subject),
                None if !matches!(subject.standing, Standing::LeftOut { .. }) => unowned.push(subject.name.clone()),
                None => {}
            }
        }
        let known: BTreeSet<&str> = self.subjects.iter().map(|s| s.name.as_str()).collect();
        let by_unit = subjects.into_iter().map(|(unit, own)| (unit, self.of(&own, &known))).collect();
        Shares { by_unit, unowned }
    }

    /// The part about some subjects.
    fn of(&self, own: &[&Subject], known: &BTreeSet<&str>) -> Self {
        let names: BTreeSet<&str> = own.iter().map(|s| s.name.as_str()).collect();
        let theirs = |o: &&Observation| names.contains(o.subject.as_str());
        let concerns = |p: &&Problem| names.contains(p.place.as_str()) || !known.contains(p.place.as_str());
        Self {
            format: self.format,
            tool: self.tool.clone(),
            observed_at: self.observed_at,
            signals: self.signals.clone(),
            subjects: own.iter().map(|s| (*s).clone()).collect(),
            observations: self.observations.iter().filter(theirs).cloned().collect(),
            problems: self.problems.iter().filter(concerns).cloned().collect(),
        }
    }
}
