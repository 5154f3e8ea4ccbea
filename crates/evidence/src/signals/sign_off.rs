//! Do commits carry a sign-off?

use super::{Effort, Signal, Source, mostly, nothing, share};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "sign-off",
    title: "Sign-off",
    question: "Do commits carry a sign-off (Developer Certificate of Origin)?",
    why: "A sign-off is the contributor's word that the contribution may be given; it is the lightest record of that right.",
    looks_at: "Signed-off-by lines with an address, in the changes of the year up to the commit looked at, or in all where \
               that year has none. Seen when at least half have one. Merges and machine accounts are left out. Whether the \
               address is the author's own, by the mailmap too, is counted apart; in squashed commits another address under \
               the author's name counts as well.",
    remedy: "Ask for `git commit -s` in CONTRIBUTING and check it in CI.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let (period, tally) = match history.recent.changes() {
        0 => ("all", &history.all),
        _ => ("the last year's", &history.recent),
    };
    let changes = tally.changes();
    if changes == 0 {
        return Finding::not_applicable("no commit besides merges and machine accounts");
    }
    let summary = format!("{} of {period} {changes} changes are signed off", tally.signed_off);
    let finding = match &history.newest_signed_off {
        Some(commit) if mostly(tally.signed_off, changes) => Finding::seen(summary).at_commit(commit),
        _ => Finding::not_seen(summary),
    };
    finding
        .number("share", share(tally.signed_off, changes))
        .tally("commits", changes)
        .tally("signed_off", tally.signed_off)
        .tally("address_matches", tally.signed_off_by_author)
        .tally("bots", tally.bots)
        .tally("all_commits", history.all.changes())
        .tally("all_signed_off", history.all.signed_off)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Tally};

    fn seen(recent: Tally, all: Tally) -> Finding {
        let newest_signed_off = Some("ab".repeat(20));
        observe(&Facts::with_history(History { recent, all, newest_signed_off, ..History::default() }))
    }

    fn tally(commits: u32, signed_off: u32) -> Tally {
        Tally { commits, signed_off, merges: 1, ..Tally::default() }
    }

    #[test]
    fn the_last_year_counts_and_the_newest_signed_commit_is_the_proof() {
        let finding = seen(tally(4, 2), tally(101, 90));
        assert_eq!((finding.verdict, finding.proof[0].digest.len()), (Verdict::Seen, 40));
        assert_eq!(finding.measures["share"], Measure::Number(0.667));
        assert_eq!(finding.measures["all_signed_off"], Measure::Count(90));
        assert_eq!(seen(tally(4, 0), tally(101, 90)).verdict, Verdict::NotSeen, "a habit of the past");
        let few = seen(tally(439, 1), tally(439, 1));
        assert_eq!((few.verdict, &few.measures["signed_off"]), (Verdict::NotSeen, &Measure::Count(1)));
    }

    #[test]
    fn a_quiet_year_leaves_all_and_merges_alone_do_not_apply() {
        assert_eq!(seen(Tally::default(), tally(11, 10)).measures["share"], Measure::Number(1.0));
        assert!(matches!(seen(tally(1, 0), tally(1, 0)).verdict, Verdict::NotApplicable { .. }));
    }
}
