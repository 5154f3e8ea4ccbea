//! Are those who are named as owners still there?

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Effort, OWNERS_UNKNOWN, Signal, Source, TEAMS_ONLY, nothing};
use crate::components;
use crate::facts::{Facts, OwnedRoot};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "owners-active",
    title: "Owners active",
    question: "Was somebody whom the repository names as owner or maintainer active in it in the last 180 days?",
    why: "A name in a file answers nobody; code whose owners have gone has none.",
    looks_at: "People in CODEOWNERS, MAINTAINERS and OWNERS, without those listed as former ones, set beside the authors of \
               all commits, merges included: by account (in addresses that a forge made up), by address, or by full name; \
               .mailmap and osmm.toml help. Compared with the day of the scan. Teams of a forge cannot be looked into, and \
               reviews leave no trace, so that the number is the least it can be: not seen only if all were found and none \
               was active, or nobody at all committed. People are counted and never named. \
               Of the parts of the repository those are counted of which somebody who owns them by CODEOWNERS was active.",
    remedy: "Hand the code over and change the file; list further addresses of owners in .mailmap.",
    effort: Effort::Days,
    topics: &[],
    since: "0.1.0",
    source: Source::History,
    wants: nothing,
    observe,
};

/// Days after which somebody is no longer active.
const DAYS: i64 = 180;

fn observe(facts: &Facts) -> Finding {
    let owners = &facts.history().owners;
    if owners.people == 0 && owners.teams == 0 {
        if let Some(why) = &owners.unread {
            return Finding::could_not_look(why);
        }
        return Finding::not_applicable("no file names owners or maintainers");
    }
    let found = u32::try_from(owners.last.len()).unwrap_or(u32::MAX);
    let from = facts.on.checked_sub(DAYS.days()).unwrap_or(facts.on);
    let active = owners.last.iter().filter(|day| **day >= from).count();
    let of_all = format!("{active} of {} named, {found} of whom were found among the authors", owners.people);
    let finding = if active > 0 {
        Finding::seen(of_all)
    } else if facts.history().last.is_some_and(|last| last < from) {
        Finding::not_seen(format!("nobody at all committed in the last {DAYS} days"))
    } else if let Some(why) = &owners.unread {
        Finding::could_not_look(why)
    } else if owners.people == 0 {
        Finding::could_not_look(TEAMS_ONLY)
    } else if found < owners.people || owners.teams > 0 {
        Finding::could_not_look(OWNERS_UNKNOWN)
    } else {
        Finding::not_seen(of_all)
    };
    let finding = finding
        .tally("named", owners.people)
        .tally("teams", owners.teams)
        .tally("found", found)
        .count("active", active);
    by_part(finding, facts, from)
}

/// Adds how many parts have an owner who was active, which have none, and of how many that is not known.
fn by_part(finding: Finding, facts: &Facts, from: Date) -> Finding {
    let history = facts.history();
    let roots = &history.owners.roots;
    if let Some(why) = &history.owners.roots_unread {
        return finding.open("component_roots_with", why);
    }
    if roots.is_empty() {
        return finding;
    }
    let nobody = history.last.is_some_and(|last| last < from);
    let active = |root: &&OwnedRoot| root.last.is_some_and(|last| last >= from);
    let open = |root: &&OwnedRoot| !nobody && !active(root) && (root.others || root.found < root.people);
    let without = roots.iter().filter(|root| !active(root) && !open(root));
    let named = without.map(|root| if root.folder.is_empty() { "." } else { &root.folder });
    let with = roots.iter().filter(active).count();
    components::numbers(finding, roots.len(), with, named)
        .count("component_roots_unknown", roots.iter().filter(open).count())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Owners};

    /// The scan is on 2026-11-26.
    fn observed(people: u32, teams: u32, last: &[&str]) -> Finding {
        let last = last.iter().map(|day| day.parse().unwrap()).collect();
        let owners = Owners { people, teams, last, ..Owners::default() };
        observe(&Facts::with_history(History {
            owners,
            last: Some("2026-11-20".parse().unwrap()),
            ..History::default()
        }))
    }

    #[test]
    fn where_nobody_commits_no_member_of_a_team_does() {
        let owners = Owners { teams: 1, ..Owners::default() };
        let history = History { owners, last: Some("2025-08-13".parse().unwrap()), ..History::default() };
        assert_eq!(observe(&Facts::with_history(history)).verdict, Verdict::NotSeen);
    }

    #[test]
    fn one_who_is_active_is_enough() {
        let finding = observed(3, 1, &["2026-11-01", "2020-01-01"]);
        assert_eq!((finding.verdict, &finding.measures["active"]), (Verdict::Seen, &Measure::Count(1)));
        assert_eq!(observed(1, 0, &["2026-05-30"]).verdict, Verdict::Seen);
    }

    #[test]
    fn none_counts_only_when_all_were_found() {
        assert_eq!(observed(2, 0, &["2026-05-29", "2020-01-01"]).verdict, Verdict::NotSeen);
        for (people, teams, last) in [(2, 0, &["2020-01-01"][..]), (1, 1, &["2020-01-01"]), (2, 0, &[]), (0, 2, &[])] {
            assert!(matches!(observed(people, teams, last).verdict, Verdict::CouldNotLook { .. }), "{people} {teams}");
        }
    }

    #[test]
    fn a_file_that_could_not_be_read_may_name_somebody_who_is_active() {
        let with = |people, last: &[&str]| {
            let last = last.iter().map(|day| day.parse().unwrap()).collect();
            let owners = Owners { people, last, unread: Some("CODEOWNERS is too large".into()), ..Owners::default() };
            let last = Some("2026-11-20".parse().unwrap());
            observe(&Facts::with_history(History { owners, last, ..History::default() })).verdict
        };
        let too_large = Verdict::CouldNotLook { reason: "CODEOWNERS is too large".into() };
        assert_eq!((with(0, &[]), with(1, &["2020-01-01"])), (too_large.clone(), too_large));
        assert_eq!(with(1, &["2026-11-01"]), Verdict::Seen);
    }

    #[test]
    fn without_names_the_question_does_not_apply() {
        assert!(matches!(observed(0, 0, &[]).verdict, Verdict::NotApplicable { .. }));
    }

    #[test]
    fn a_part_is_without_a_living_owner_only_where_all_of_its_owners_were_found() {
        let root = |folder: &str, people, found, others, last: &str| OwnedRoot {
            folder: folder.to_owned(),
            people,
            found,
            others,
            last: last.parse().ok(),
        };
        let roots = vec![
            root("active", 2, 1, true, "2026-11-01"),
            root("gone", 1, 1, false, "2020-01-01"),
            root("not-found", 2, 1, false, "2020-01-01"),
            root("of-a-team", 0, 0, true, ""),
            root("of-nobody", 0, 0, false, ""),
        ];
        let history = |last: &str| {
            let owners = Owners { people: 3, teams: 1, roots: roots.clone(), ..Owners::default() };
            Facts::with_history(History { owners, last: last.parse().ok(), ..History::default() })
        };
        let measures = observe(&history("2026-11-20")).measures;
        let number = |name: &str| measures[name].number();
        let all = ["component_roots", "component_roots_with", "component_roots_unknown"].map(number);
        assert_eq!(all, [Some(5.0), Some(1.0), Some(2.0)]);
        assert_eq!(measures["component_roots_without"], Measure::List(vec!["gone".into(), "of-nobody".into()]));
        let silent = observe(&history("2025-01-01")).measures;
        assert_eq!(silent["component_roots_unknown"], Measure::Count(0));
    }
}
