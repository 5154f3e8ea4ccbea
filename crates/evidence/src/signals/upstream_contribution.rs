//! Do people of the organisation contribute to a project of others?

use jiff::ToSpan;

use super::{AFFILIATION_UNKNOWN, Effort, Signal, Source, UPSTREAM_OLD, mostly, nothing, share};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "upstream-contribution",
    title: "Contributions upstream",
    question: "Do people of the organisation contribute to this project of others?",
    why: "A fix that goes to the project need not be carried alone, and who contributes is heard.",
    looks_at: "Repositories whose `origin` osmm.toml lists under `upstream`, and no others. Changes of the year up to the commit \
               looked at, merges and machine accounts left out: how many are by people of the organisation, by people of \
               another known one, and by people of whom neither is known; how many people of the organisation made them, and \
               in how many of the four quarters of that year. Work from private addresses that nobody listed stays unknown. \
               People are counted and never named. A clone without a commit of the year before the scan tells nothing.",
    remedy: "Send fixes that are carried alone to the project, and give staff working time for it.",
    effort: Effort::Weeks,
    topics: &[],
    since: "0.1.0",
    source: Source::Upstream,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let (people, tally) = (facts.history().people, facts.history().recent);
    let year_later = facts.history().last.and_then(|last| last.checked_add(1.year()).ok());
    if year_later.is_some_and(|day| day < facts.on) {
        return Finding::could_not_look(UPSTREAM_OLD);
    }
    let changes = tally.changes();
    if changes == 0 {
        return Finding::not_applicable("no change by people in the last year of its history");
    }
    let quarters = facts.history().upstream.as_ref().map_or(0, |upstream| upstream.quarters);
    let unknown = changes - tally.own - tally.other;
    let summary = format!(
        "{} of {changes} changes by the organisation in {quarters} of 4 quarters, {} by known others, {unknown} unknown",
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
        .tally("own_people", people.own)
        .tally("quarters", quarters)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Tally, Upstream};

    /// The scan is on 2026-11-26.
    fn seen(own: u32, other: u32, last: Date) -> Finding {
        let recent = Tally { commits: 12, bots: 1, merges: 1, own, other, ..Tally::default() };
        let upstream = Some(Upstream { quarters: 3, ..Upstream::default() });
        observe(&Facts::with_history(History { recent, upstream, last: Some(last), ..History::default() }))
    }

    #[test]
    fn contributions_are_seen_with_three_shares_and_the_quarters() {
        let finding = seen(2, 5, Date::constant(2026, 10, 1));
        assert_eq!((finding.verdict, &finding.measures["quarters"]), (Verdict::Seen, &Measure::Count(3)));
        let parts = ["own", "other", "unknown"];
        assert_eq!(parts.map(|name| finding.measures[name].clone()), [2, 5, 3].map(Measure::Count));
    }

    #[test]
    fn absence_needs_known_people_and_a_clone_that_is_kept() {
        assert_eq!(seen(0, 6, Date::constant(2025, 11, 26)).verdict, Verdict::NotSeen);
        for open in [seen(0, 5, Date::constant(2026, 10, 1)), seen(2, 5, Date::constant(2025, 11, 25))] {
            assert!(matches!(open.verdict, Verdict::CouldNotLook { .. }), "{open:?}");
        }
    }
}
