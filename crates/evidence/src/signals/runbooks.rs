//! Is it written down how the software is operated?

use super::{Effort, Signal, Source, files};
use crate::documents::Kind;
use crate::facts::{Entry, Facts, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "runbooks",
    title: "Runbooks",
    question: "Is it written down what to do when the running software fails?",
    why: "At night somebody who did not build it has to bring it back; what is written down is what they can do.",
    looks_at: "Documents in folders such as runbooks, on-call or playbooks, or named so, that speak of at least three of: alerts, incidents, \
               escalation, restart, restoring, failover, rolling back, diagnosis. Templates, indexes, code and Ansible playbooks do not count. Those \
               that name a route for escalation are counted. Whether they are right and known is for people to say.",
    remedy: "Write for each alert what it means, how to check, what to do, and whom to call next.",
    effort: Effort::Days,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

const RUNBOOKS: Kind = Kind {
    folders: &["runbook", "runbooks", "playbooks", "oncall", "on-call", "incident-response", "disaster-recovery"],
    names: &[
        "runbook",
        "run-book",
        "on-call",
        "oncall",
        "playbook",
        "incident-response",
        "incident-guide",
        "disaster-recovery",
    ],
    words: &[
        "alert",
        "alarm",
        "incident",
        "escalat",
        "restart",
        "restor",
        "failover",
        "fail over",
        "roll back",
        "rollback",
        "diagnos",
        "troubleshoot",
        "on-call",
        "outage",
        "störung",
        "eskal",
    ],
    least: 3,
};

/// Words that name whom to turn to next.
const ROUTES: &[&str] = &["escalat", "on-call", "oncall", "pagerduty", "opsgenie", "eskal", "bereitschaft"];

fn wants(entry: &Entry) -> Want {
    RUNBOOKS.wants(entry)
}

fn observe(facts: &Facts) -> Finding {
    let (found, other) = RUNBOOKS.find(facts);
    if found.is_empty() {
        return match other {
            Some(file) => Finding::not_seen(format!("{} says too little of operation", file.path())).at(file, None),
            None => Finding::not_seen("no document on operation"),
        };
    }
    let routed = found
        .iter()
        .filter(|file| file.document().is_some_and(|text| ROUTES.iter().any(|word| text.words.contains(word))));
    Finding::seen(files(found.len()))
        .count("documents", found.len())
        .count("with_escalation", routed.count())
        .at_all(found)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    #[test]
    fn what_to_do_when_it_fails_is_seen() {
        let text = "# Disk full\n\nThis alert fires when the disk is nearly full. Diagnose with `df -h` on the host and look at the growth of the \
            last day. Restart the collector when it has stalled. If that does not help, escalate to the storage team, who can fail over to the \
            second site and tell the users.\n";
        assert_eq!(observed("docs/operations/incident-guide.md", text).verdict, Verdict::Seen);
        let finding = observed("docs/runbooks/disk-full.md", text);
        assert_eq!((finding.verdict, &finding.measures["with_escalation"]), (Verdict::Seen, &Measure::Count(1)));
    }

    #[test]
    fn a_folder_with_other_texts_is_not() {
        let text = "# Notes\n\nSome thoughts on the future of our little tool and its many users. ".repeat(6);
        assert_eq!(observed("runbooks/notes.md", &text).verdict, Verdict::NotSeen);
        assert_eq!(observed("playbooks/site.yml", "- hosts: all\n").verdict, Verdict::NotSeen);
        assert_eq!(observed("runbooks/disk.md", "").verdict, Verdict::NotSeen);
    }
}
