//! What files of other programs said at the look before goes on counting, with its own day, until a newer file says it.

use std::collections::BTreeSet;

use super::{Export, Frame, Observation, ObservationSet, SeenAt, Standing, Subject};

/// What became of the files that the look before rested on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// Those that go on counting.
    pub on: BTreeSet<Export>,
    /// Those in whose place others came: a file about the same thing, of the same kind.
    pub replaced: BTreeSet<Export>,
}

impl ObservationSet {
    /// Takes over what files of other programs said at the look before, of which the frame and those parts are given that
    /// rest on such files. Not taken over is what a file of the same kind says anew about the same repository, or about
    /// the whole, and what is about a repository that does not count any more.
    pub fn carry(&mut self, frame: &Frame, before: Vec<SeenAt>) -> Carried {
        let mut carried = Carried::default();
        let now: BTreeSet<Export> = self.exports().cloned().collect();
        let mut taken: Vec<(Subject, Observation)> = Vec::new();
        for SeenAt { subject, observations } in before {
            for observation in observations.into_iter().filter(|o| !o.exports.is_empty()) {
                if self.says_anew(&subject, &observation) {
                    carried.replaced.extend(observation.exports.into_iter().filter(|e| !now.contains(e)));
                } else if self.may_be_about(&subject) {
                    carried.on.extend(observation.exports.iter().cloned());
                    taken.push((subject.clone(), observation));
                }
            }
        }
        for (subject, observation) in taken {
            self.take(frame, subject, observation);
        }
        self.signals.sort_by(|a, b| a.id.cmp(&b.id));
        self.subjects.sort_by(|a, b| a.name.cmp(&b.name));
        self.observations.sort_by(|a, b| (&a.subject, &a.signal).cmp(&(&b.subject, &b.signal)));
        carried
    }

    /// Whether something may be said about a subject of the look before. A name that now stands for another thing is not it.
    fn may_be_about(&self, before: &Subject) -> bool {
        let now = self.subjects.iter().find(|s| s.name == before.name).map(|s| &s.standing);
        match before.standing {
            Standing::Whole => matches!(now, None | Some(Standing::Whole)),
            Standing::Counted | Standing::LeftOut { .. } => now == Some(&Standing::Counted),
        }
    }

    fn is_whole(&self, name: &str) -> bool {
        self.subjects.iter().any(|s| s.name == name && s.standing == Standing::Whole)
    }

    /// Whether the set has an answer of its own to what an observation of the look before answers.
    fn says_anew(&self, subject: &Subject, before: &Observation) -> bool {
        let whole = subject.standing == Standing::Whole;
        let same = |name: &str| if whole { self.is_whole(name) } else { name == subject.name };
        self.observations.iter().any(|o| o.signal == before.signal && same(&o.subject))
    }

    fn take(&mut self, frame: &Frame, subject: Subject, observation: Observation) {
        if !self.subjects.iter().any(|s| s.name == subject.name) {
            self.subjects.push(subject);
        }
        if !self.signals.iter().any(|asked| asked.id == observation.signal) {
            self.signals.extend(frame.signals.iter().find(|asked| asked.id == observation.signal).cloned());
        }
        self.observations.push(observation);
    }
}
