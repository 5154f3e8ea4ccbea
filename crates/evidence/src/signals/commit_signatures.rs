//! Are commits signed?

use super::{Effort, Signal, Source, mostly, nothing, share};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "commit-signatures",
    title: "Signed commits",
    question: "Do people sign their commits?",
    why: "A name in a commit can be written by anybody; a signature ties it to a key.",
    looks_at: "Signatures in all commits of the year up to the one looked at. Seen when people signed at least half. Those \
               that a forge adds when somebody presses its button prove the forge and not the person, and do not make it \
               seen. Whether a signature is valid, and whose key it is, is not checked.",
    remedy: "Set `git config commit.gpgsign true` with an SSH key, and let the branch rules ask for it.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let tally = history.recent;
    if tally.commits == 0 {
        return Finding::not_applicable("no commit with a date in the last year of its history");
    }
    let by_people = tally.signed - tally.signed_by_forge;
    let summary =
        format!("{by_people} of {} commits are signed by people, {} by a forge", tally.commits, tally.signed_by_forge);
    let finding = match &history.newest_signed {
        Some(commit) if mostly(by_people, tally.commits) => Finding::seen(summary).at_commit(commit),
        _ => Finding::not_seen(summary),
    };
    finding
        .number("share", share(by_people, tally.commits))
        .tally("commits", tally.commits)
        .tally("signed", by_people)
        .tally("signed_by_forge", tally.signed_by_forge)
        .tally("all_commits", history.all.commits)
        .tally("all_signed", history.all.signed - history.all.signed_by_forge)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Tally};

    fn seen(commits: u32, signed: u32, signed_by_forge: u32) -> Finding {
        let recent = Tally { commits, signed, signed_by_forge, ..Tally::default() };
        let newest_signed = Some("ab".repeat(20));
        observe(&Facts::with_history(History { recent, all: recent, newest_signed, ..History::default() }))
    }

    #[test]
    fn signatures_of_people_are_seen_with_a_proof() {
        let finding = seen(10, 8, 3);
        assert_eq!((finding.verdict, finding.proof.len()), (Verdict::Seen, 1));
        assert_eq!(finding.measures["share"], Measure::Number(0.5));
        assert_eq!(seen(10, 7, 3).verdict, Verdict::NotSeen, "what few do is not a practice");
    }

    #[test]
    fn the_button_of_a_forge_signs_for_nobody() {
        assert_eq!(seen(10, 10, 10).verdict, Verdict::NotSeen);
        assert_eq!(seen(10, 0, 0).verdict, Verdict::NotSeen);
    }
}
