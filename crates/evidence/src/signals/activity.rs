//! Is the repository being worked on?

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Effort, Signal, Source, nothing};
use crate::facts::Facts;
use crate::finding::Finding;

/// Months without a commit after which a repository is silent.
const SILENT: i32 = 12;

pub(super) const SIGNAL: Signal = Signal {
    id: "activity",
    title: "Activity",
    question: "Was anything committed in the last 12 months?",
    why: "A project that nobody works on gets no fixes; its users should know, and it should be archived if it is meant to rest.",
    looks_at: "All commits that HEAD reaches, by the day on which they were committed. The last one is compared with the day of \
               the scan; the months with commits are counted in the year up to it. Commits of machine accounts count, and \
               are counted apart.",
    remedy: "If the project is meant to rest, say so in the README and archive it.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let (Some(first), Some(last)) = (history.first, history.last) else {
        return Finding::could_not_look("no commit has a date that can be read");
    };
    let from = history.recent_from.map(|day| day.strftime("%Y-%m").to_string()).unwrap_or_default();
    let summary = format!(
        "last commit {last}, {} in the year before it, {} since {first}",
        history.recent.commits, history.all.commits
    );
    let finding = if silent(last, facts.on) { Finding::not_seen(summary) } else { Finding::seen(summary) };
    finding
        .at_commit(&facts.commit)
        .text("first", first.to_string())
        .text("last", last.to_string())
        .tally("commits", history.recent.commits)
        .tally("all_commits", history.all.commits)
        .tally("merges", history.recent.merges)
        .tally("bots", history.recent.bots)
        .tally("undated", history.undated)
        .count("months", history.months.range(from..).count().min(12))
}

/// Whether the last commit is so old; one dated later than the scan is not.
fn silent(last: Date, on: Date) -> bool {
    on.checked_sub(SILENT.months()).is_ok_and(|border| last < border)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Tally};

    fn seen(last: Date) -> Finding {
        let months = ["2025-01", "2025-11", "2026-01", "2026-02"].map(|month| (month.to_owned(), 1));
        observe(&Facts::with_history(History {
            first: Some(Date::constant(2020, 1, 1)),
            last: Some(last),
            recent_from: last.checked_sub(1.year()).ok(),
            all: Tally { commits: 40, ..Tally::default() },
            recent: Tally { commits: 4, ..Tally::default() },
            months: months.into(),
            ..History::default()
        }))
    }

    #[test]
    fn a_year_without_commits_is_silence_and_a_day_less_is_not() {
        assert_eq!(seen(Date::constant(2025, 11, 26)).verdict, Verdict::Seen);
        assert_eq!(seen(Date::constant(2025, 11, 25)).verdict, Verdict::NotSeen);
        assert_eq!(seen(Date::constant(2030, 1, 1)).verdict, Verdict::Seen, "a wrong clock is no silence");
    }

    #[test]
    fn months_with_commits_are_those_of_the_last_year() {
        assert_eq!(seen(Date::constant(2026, 2, 1)).measures["months"], Measure::Count(3));
    }

    #[test]
    fn without_any_date_nothing_can_be_said() {
        assert!(matches!(observe(&Facts::of(&[])).verdict, Verdict::CouldNotLook { .. }));
    }
}
