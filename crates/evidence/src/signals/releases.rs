//! Are there releases?

use super::{Effort, Signal, Source, nothing, share};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "releases",
    title: "Releases",
    question: "Was a release tagged in the year up to the last commit?",
    why: "Users take releases; fixes that are in none do not reach them.",
    looks_at: "Tags with the number of a version in their name (`v2`, `1.4.0`, `app-2_0`), previews included, that name a commit, \
               on whatever branch. Their date is that of the tag, or of the commit where the tag has none. The usual \
               distance is the middle one between the days of the last ten. Signatures of tags are counted, not checked.",
    remedy: "Tag releases with `git tag -s v1.2.3` from the job that builds them, and fetch tags with the clone that is scanned.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let tags = &facts.history().tags;
    let finding = match (&tags.newest, &tags.cut) {
        (Some((on, id)), _) if tags.recent > 0 => Finding::seen(format!(
            "{} releases in the last year of its history, {} of them signed, the last on {on}",
            tags.recent, tags.recent_signed
        ))
        .at_commit(id),
        (_, Some(cut)) => return Finding::could_not_look(cut),
        (Some((on, id)), None) => Finding::not_seen(format!("the last release is of {on}")).at_commit(id),
        (None, None) if tags.all > 0 => Finding::not_seen("no tag with the number of a version"),
        (None, None) => Finding::not_seen("no tags"),
    };
    let finding = tags.cut.iter().fold(finding, |finding, cut| finding.partial(cut.as_str()));
    let finding = tags.usual_days.iter().fold(finding, |finding, days| finding.tally("usual_days", *days));
    let finding = finding
        .tally("releases", tags.recent)
        .tally("signed", tags.recent_signed)
        .tally("all_releases", tags.releases)
        .tally("all_signed", tags.signed)
        .tally("tags", tags.all);
    if tags.recent == 0 { finding } else { finding.number("signed_share", share(tags.recent_signed, tags.recent)) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Tags};

    fn seen(recent: u32, newest: bool, cut: Option<&str>) -> Finding {
        let newest = newest.then(|| (Date::constant(2026, 1, 1), "ab".repeat(20)));
        let tags =
            Tags { all: 9, releases: 8, recent, recent_signed: 1, newest, cut: cut.map(Into::into), ..Tags::default() };
        observe(&Facts::with_history(History { tags, ..History::default() }))
    }

    #[test]
    fn releases_of_the_last_year_are_seen() {
        let finding = seen(4, true, None);
        assert_eq!((finding.verdict, finding.proof.len()), (Verdict::Seen, 1));
        assert_eq!(finding.measures["signed_share"], Measure::Number(0.25));
    }

    #[test]
    fn old_ones_and_other_tags_are_not() {
        assert_eq!(seen(0, true, None).verdict, Verdict::NotSeen);
        assert_eq!(seen(0, false, None).summary, "no tag with the number of a version");
    }

    #[test]
    fn tags_that_could_not_be_read_hide_no_answer() {
        assert!(matches!(seen(0, false, Some("tag v1: missing")).verdict, Verdict::CouldNotLook { .. }));
        assert_eq!(seen(1, true, Some("tag v1: missing")).partial.as_deref(), Some("tag v1: missing"));
    }
}
