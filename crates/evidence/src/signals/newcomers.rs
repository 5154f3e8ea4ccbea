//! Do new people come?

use super::{Effort, Signal, Source, nothing};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "newcomers",
    title: "Newcomers",
    question: "Did new people contribute in the last year?",
    why: "People leave every project in time; one that nobody joins ends with those who are there.",
    looks_at: "People whose first change lies in the year up to the commit looked at, among all who made a change in it; merges and \
               machine accounts are left out, .mailmap is followed. A history that is not older than that year has only \
               newcomers, and the question does not apply to it. Nobody is named.",
    remedy: "Describe first steps in CONTRIBUTING, mark small tasks, and answer first contributions within days.",
    effort: Effort::Weeks,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let people = history.people;
    if people.recent == 0 {
        return Finding::not_applicable("no change by people in the last year of its history");
    }
    if history.first >= history.recent_from {
        return Finding::not_applicable("its history is not older than a year, so that all are new");
    }
    let summary = format!("{} of {} people are new", people.newcomers, people.recent);
    let finding = if people.newcomers > 0 { Finding::seen(summary) } else { Finding::not_seen(summary) };
    finding.at_commit(&facts.commit).tally("newcomers", people.newcomers).tally("people", people.recent)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use osmm_maturity::observation::Verdict;

    use super::*;
    use crate::facts::{History, People};

    fn verdict(newcomers: u32, first: Date) -> Verdict {
        let people = People { recent: 3, newcomers, ..People::default() };
        let recent_from = Some(Date::constant(2025, 6, 1));
        observe(&Facts::with_history(History { people, first: Some(first), recent_from, ..History::default() })).verdict
    }

    #[test]
    fn new_people_are_seen_in_an_older_history() {
        let old = Date::constant(2020, 1, 1);
        assert_eq!(verdict(1, old), Verdict::Seen);
        assert_eq!(verdict(0, old), Verdict::NotSeen);
    }

    #[test]
    fn in_a_young_history_everybody_is_new() {
        assert!(matches!(verdict(3, Date::constant(2025, 6, 1)), Verdict::NotApplicable { .. }));
    }
}
