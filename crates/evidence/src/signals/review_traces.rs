//! Do changes carry traces of a review?

use super::{Effort, Signal, Source, nothing, share};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "review-traces",
    title: "Traces of review",
    question: "Do changes carry traces of a second person?",
    why: "A change that a second person saw has fewer faults, and cannot be slipped in by one alone.",
    looks_at: "Steps of the main line in the year up to the commit looked at (the first parents from HEAD on), those of \
               machine accounts left out. A trace is a line that names a reviewer (Reviewed-by, Approved-by, Acked-by), the \
               number or address of a pull or merge request, or a committer who is neither the author nor a forge; each is \
               counted apart. One trace makes it seen, and the share says how many there are. A trace is not a review: what \
               a forge knows of it is not in a clone.",
    remedy: "Let changes come in by pull or merge requests, and keep their number in the message.",
    effort: Effort::Days,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let tally = history.recent;
    if tally.steps == 0 {
        return Finding::not_applicable("no step of the main line by people in the last year of its history");
    }
    let summary = format!("{} of {} steps of the main line carry a trace of review", tally.reviewed, tally.steps);
    let finding = match &history.newest_reviewed {
        Some(commit) if tally.reviewed > 0 => Finding::seen(summary).at_commit(commit),
        _ => Finding::not_seen(summary),
    };
    finding
        .number("share", share(tally.reviewed, tally.steps))
        .tally("steps", tally.steps)
        .tally("with_trace", tally.reviewed)
        .tally("named_reviewer", tally.named_reviewer)
        .tally("named_request", tally.named_request)
        .tally("other_committer", tally.other_committer)
        .tally("coauthored", tally.coauthored)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Tally};

    fn seen(steps: u32, reviewed: u32) -> Finding {
        let recent = Tally { steps, reviewed, commits: 50, ..Tally::default() };
        let newest_reviewed = Some("ab".repeat(20));
        observe(&Facts::with_history(History { recent, newest_reviewed, ..History::default() }))
    }

    #[test]
    fn traces_are_a_share_of_the_main_line() {
        let finding = seen(8, 6);
        assert_eq!((finding.verdict, finding.proof.len()), (Verdict::Seen, 1));
        assert_eq!(finding.measures["share"], Measure::Number(0.75));
    }

    #[test]
    fn traces_of_the_past_do_not_count_and_no_step_has_no_answer() {
        assert_eq!(seen(8, 0).verdict, Verdict::NotSeen);
        assert!(matches!(seen(0, 0).verdict, Verdict::NotApplicable { .. }));
    }
}
