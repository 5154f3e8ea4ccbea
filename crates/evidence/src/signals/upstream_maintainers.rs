//! Do people of the organisation look after a project of others?

use super::{Effort, MAINTAINERS_UNKNOWN, Signal, Source, mostly, nothing};
use crate::facts::Facts;
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "upstream-maintainers",
    title: "Maintainers upstream",
    question: "Are people of the organisation maintainers of this project of others?",
    why: "Who has a say in a project that much depends on learns early what changes, and can help to keep it.",
    looks_at: "Repositories whose `origin` osmm.toml lists under `upstream`, and no others. People in MAINTAINERS, OWNERS, \
               CODEOWNERS, security-insights, the maintainers in package.json, pyproject.toml and setup.cfg and the developers in \
               pom.xml at the root, and where none of them names anybody the authors in Cargo.toml, without \
               those listed as former ones: how many belong to the organisation on the day of the commit looked at, by \
               address, by handle, or as an author of the same full name, and how many to another known one. Beside them \
               people of the organisation who in the year up to that commit merged a request or committed a change of \
               somebody else on the main line, and so may write to it. Teams of a forge cannot be looked into. Not seen only \
               if no team and fewer than half of the people are unknown. People are counted and never named.",
    remedy: "Let staff take part in reviews and releases of the project in working time, until they are asked to join.",
    effort: Effort::Weeks,
    topics: &[],
    since: "0.1.0",
    source: Source::Upstream,
    wants: nothing,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let history = facts.history();
    let upstream = history.upstream.clone().unwrap_or_default();
    let (named, teams) = (history.owners.people, history.owners.teams);
    let unknown = named - upstream.staff - upstream.others;
    let summary = format!(
        "{} of {named} named maintainers, {unknown} unknown; {} seen merging",
        upstream.staff, upstream.merging
    );
    let finding = if upstream.staff > 0 || upstream.merging > 0 {
        Finding::seen(summary).at_commit(&facts.commit)
    } else if let Some(unread) = &upstream.unread {
        return Finding::could_not_look(unread);
    } else if named == 0 && teams == 0 {
        return Finding::not_applicable("no file names maintainers");
    } else if teams > 0 || mostly(unknown, named) {
        Finding::could_not_look(MAINTAINERS_UNKNOWN)
    } else {
        Finding::not_seen(summary).at_commit(&facts.commit)
    };
    let finding = finding
        .tally("named", named)
        .tally("teams", teams)
        .tally("staff", upstream.staff)
        .tally("other", upstream.others)
        .tally("unknown", unknown)
        .tally("merging", upstream.merging);
    upstream.unread.iter().fold(finding, |finding, unread| finding.partial(unread.as_str()))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;
    use crate::facts::{History, Owners, Upstream};

    fn seen(people: u32, teams: u32, upstream: Upstream) -> Finding {
        let owners = Owners { people, teams, ..Owners::default() };
        observe(&Facts::with_history(History { owners, upstream: Some(upstream), ..History::default() }))
    }

    fn of(staff: u32, others: u32, merging: u32) -> Upstream {
        Upstream { staff, others, merging, ..Upstream::default() }
    }

    #[test]
    fn a_named_maintainer_or_a_merge_is_seen() {
        let finding = seen(5, 1, of(2, 1, 0));
        assert_eq!((finding.verdict, &finding.measures["unknown"]), (Verdict::Seen, &Measure::Count(2)));
        assert_eq!(seen(0, 0, of(0, 0, 1)).verdict, Verdict::Seen);
    }

    #[test]
    fn absence_needs_known_people() {
        assert_eq!(seen(5, 0, of(0, 3, 0)).verdict, Verdict::NotSeen);
        assert!(matches!(seen(0, 0, of(0, 0, 0)).verdict, Verdict::NotApplicable { .. }));
        let unread = Upstream { unread: Some("MAINTAINERS is too large".to_owned()), ..of(0, 3, 0) };
        for open in [seen(5, 1, of(0, 3, 0)), seen(4, 0, of(0, 2, 0)), seen(5, 0, unread)] {
            assert!(matches!(open.verdict, Verdict::CouldNotLook { .. }), "{open:?}");
        }
    }
}
