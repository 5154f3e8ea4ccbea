//! Do people of the organisation contribute?

use super::{AFFILIATION_UNKNOWN, Effort, NOT_DESCRIBED, Signal, Source, mostly, nothing, share};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "contributors-affiliation",
    title: "Contributors of the organisation",
    question: "Do people of the organisation contribute?",
    why: "What staff give to a project, and how far a project rests on one organisation, cannot be told from names alone.",
    looks_at: "Changes of the year up to the commit looked at, merges and machine accounts left out: how many are by people \
               of the organisation, by people of another known one, and by people of whom neither is known, by the list of \
               domains and addresses in osmm.toml and after .mailmap. Work from private addresses that nobody listed stays \
               unknown, so the first share is the least it can be: where it is zero and at least half is unknown, nobody \
               can tell. People are counted and never named.",
    remedy: "Describe the organisation's domains and, with the consent of those concerned, further addresses in osmm.toml.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let (people, tally) = (facts.history().people, facts.history().recent);
    if !people.placed {
        return Finding::could_not_look(NOT_DESCRIBED);
    }
    let changes = tally.changes();
    if changes == 0 {
        return Finding::not_applicable("no change by people in the last year of its history");
    }
    let unknown = changes - tally.own - tally.other;
    let summary = format!(
        "{} of {changes} changes by the organisation, {} by known others, {unknown} unknown",
        tally.own, tally.other
    );
    let finding = match tally.own {
        0 if mostly(unknown, changes) => Finding::could_not_look(AFFILIATION_UNKNOWN),
        0 => Finding::not_seen(summary),
        _ => Finding::seen(summary),
    };
    finding
        .at_commit(&facts.commit)
        .tally("changes", changes)
        .tally("own", tally.own)
        .tally("other", tally.other)
        .tally("unknown", unknown)
        .number("own_share", share(tally.own, changes))
        .number("other_share", share(tally.other, changes))
        .number("unknown_share", share(unknown, changes))
        .number("known_share", share(changes - unknown, changes))
        .tally("people", people.recent)
        .tally("own_people", people.own)
        .tally("other_people", people.other)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, People, Tally};

    fn seen(placed: bool, own: u32, other: u32) -> Finding {
        let people = People { placed, recent: 4, own: 1, other: 1, ..People::default() };
        let recent = Tally { commits: 12, bots: 1, merges: 1, own, other, ..Tally::default() };
        observe(&Facts::with_history(History { people, recent, ..History::default() }))
    }

    #[test]
    fn three_shares_add_up() {
        let finding = seen(true, 5, 2);
        let number = |name: &str| finding.measures[name].clone();
        assert_eq!(finding.verdict, Verdict::Seen);
        assert_eq!((number("own_share"), number("other_share")), (Measure::Number(0.5), Measure::Number(0.2)));
        assert_eq!((number("unknown_share"), number("unknown")), (Measure::Number(0.3), Measure::Count(3)));
    }

    #[test]
    fn nobody_of_the_organisation_is_not_seen_and_no_list_is_no_answer() {
        assert_eq!(seen(true, 0, 9).verdict, Verdict::NotSeen);
        let unknown = seen(true, 0, 5);
        assert!(matches!(unknown.verdict, Verdict::CouldNotLook { .. }), "half of them may be of the organisation");
        assert_eq!(unknown.measures["unknown"], Measure::Count(5));
        assert!(matches!(seen(false, 0, 0).verdict, Verdict::CouldNotLook { .. }));
    }
}
