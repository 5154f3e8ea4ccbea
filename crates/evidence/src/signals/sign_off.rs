//! Do commits carry a sign-off?

use super::{Effort, Signal, Source, nothing};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "sign-off",
    title: "Sign-off",
    question: "Do commits carry a sign-off (Developer Certificate of Origin)?",
    why: "A sign-off is the contributor's word that the contribution may be given; it is the lightest record of that right.",
    looks_at: "Signed-off-by lines with an address in the newest 200 commits that are not merges, by machine accounts too. Whether the address is the author's own \
               is counted apart; in squashed commits another address of the same person counts as well. No person is named.",
    remedy: "Ask for `git commit -s` in CONTRIBUTING and check it in CI.",
    effort: Effort::Hours,
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let commits = facts.history.as_ref().map(|history| history.commits.as_slice()).unwrap_or_default();
    if commits.is_empty() {
        return Finding::not_applicable("no commit besides merges");
    }
    let count = |test: fn(&crate::facts::Commit) -> bool| commits.iter().filter(|commit| test(commit)).count();
    let signed = count(|commit| commit.signed_off);
    let newest = commits.iter().find(|commit| commit.signed_off);
    let summary = format!("{signed} of the {} newest commits are signed off", commits.len());
    let finding = match newest {
        Some(commit) => Finding::seen(summary).at_commit(&commit.id),
        None => Finding::not_seen(summary),
    };
    #[expect(clippy::cast_precision_loss, reason = "a few hundred commits")]
    let share = signed as f64 / commits.len() as f64;
    finding
        .count("commits", commits.len())
        .count("signed_off", signed)
        .count("address_matches", count(|commit| commit.address_matches))
        .count("bots", count(|commit| commit.bot))
        .number("share", (share * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{Commit, History};

    fn facts(signed: &[bool]) -> Facts {
        let commits = signed.iter().enumerate().map(|(n, signed_off)| Commit {
            id: format!("{n:040x}"),
            bot: false,
            signed_off: *signed_off,
            address_matches: *signed_off,
        });
        let mut facts = Facts::of(&[]);
        facts.history = Ok(History { commits: commits.collect(), cut: None });
        facts
    }

    #[test]
    fn the_newest_signed_commit_is_the_proof() {
        let finding = observe(&facts(&[false, true, true]));
        assert_eq!(finding.verdict, Verdict::Seen);
        assert_eq!(finding.proof[0].digest, format!("{:040x}", 1));
        assert_eq!(finding.measures["share"], Measure::Number(0.667));
    }

    #[test]
    fn none_signed_is_not_seen_and_no_commits_do_not_apply() {
        assert_eq!(observe(&facts(&[false])).verdict, Verdict::NotSeen);
        assert!(matches!(observe(&facts(&[])).verdict, Verdict::NotApplicable { .. }));
    }
}
