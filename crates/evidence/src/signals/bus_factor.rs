//! Does the work rest on one person?

use super::{Effort, Signal, Source, nothing};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "bus-factor",
    title: "Bus factor",
    question: "Is half of the work done by more than one person?",
    why: "When one person does most of the work, the project stops when that person does.",
    looks_at: "Changes of the year up to the commit looked at, merges and machine accounts left out: the fewest people who made \
               half of them. People are told apart by their address, after .mailmap; somebody with two addresses that no \
               list joins counts as two. Nobody is named.",
    remedy: "Let a second person take over some of the releases and reviews, and list further addresses in .mailmap.",
    effort: Effort::Weeks,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let (people, changes) = (facts.history().people, facts.history().recent.changes());
    if people.recent == 0 {
        return Finding::not_applicable("no change by people in the last year of its history");
    }
    let summary = format!("{} of {} people made half of {changes} changes", people.half, people.recent);
    let finding = if people.half > 1 { Finding::seen(summary) } else { Finding::not_seen(summary) };
    finding
        .at_commit(&facts.commit)
        .tally("bus_factor", people.half)
        .tally("people", people.recent)
        .tally("all_people", people.all)
        .tally("changes", changes)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, People, Tally};

    fn seen(half: u32, recent: u32) -> Finding {
        let people = People { half, recent, all: 9, ..People::default() };
        let recent = Tally { commits: 10, bots: 2, ..Tally::default() };
        observe(&Facts::with_history(History { people, recent, ..History::default() }))
    }

    #[test]
    fn one_person_with_half_of_the_work_is_too_few() {
        assert_eq!(seen(2, 3).verdict, Verdict::Seen);
        assert_eq!(seen(1, 9).verdict, Verdict::NotSeen, "many helpers do not change it");
        assert_eq!(seen(2, 3).measures["changes"], Measure::Count(8));
    }

    #[test]
    fn a_year_of_machines_has_no_answer() {
        assert!(matches!(seen(0, 0).verdict, Verdict::NotApplicable { .. }));
    }
}
