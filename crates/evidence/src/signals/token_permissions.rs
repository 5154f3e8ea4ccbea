//! Do workflows say what their token may do?

use std::collections::BTreeSet;

use super::{Effort, Signal, Source};
use crate::facts::{Facts, File};
use crate::finding::Finding;
use crate::pipelines::{self, System};
use crate::workflows::{self, Permissions, Workflow};

pub(super) const SIGNAL: Signal = Signal {
    id: "token-permissions",
    title: "Token permissions",
    question: "Does every workflow say what its token may do?",
    why: "A workflow that says nothing may get a token that writes everywhere: one bad dependency or action then changes code and releases.",
    looks_at: "`permissions:` of GitHub workflows, at the top or in every job; `write-all` counts as not limited. A workflow that is only \
               called by others is counted apart, as its callers decide. Parts that are given for writing are counted, not judged. Other forges \
               do not know the setting. A default that is set for the repository or the organisation leaves no trace here.",
    remedy: "Put `permissions: {contents: read}` at the top of every workflow, and more only into the job that needs it.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants: workflows::wants,
    observe,
};

/// What the jobs of a workflow may do.
#[derive(Default)]
struct Tokens<'w> {
    /// Jobs of which nothing is said.
    silent: Vec<&'w str>,
    /// Jobs that may do everything.
    unlimited: Vec<&'w str>,
}

impl Tokens<'_> {
    fn of(workflow: &Workflow) -> Tokens<'_> {
        let mut tokens = Tokens::default();
        for (name, job) in workflow.jobs() {
            match job.permissions.as_ref().or(workflow.permissions.as_ref()) {
                None => tokens.silent.push(name),
                Some(Permissions::Word(word)) if word == "write-all" => tokens.unlimited.push(name),
                Some(_) => {}
            }
        }
        tokens
    }
}

/// Whether every job may write something because of what stands at the top.
fn writes_at_top(workflow: &Workflow) -> bool {
    matches!(&workflow.permissions, Some(Permissions::Parts(parts)) if parts.values().any(|what| what == "write"))
}

#[derive(Default)]
struct Sum<'f> {
    workflows: usize,
    called: usize,
    writing: usize,
    silent: usize,
    unlimited: usize,
    /// The first place of each workflow that is not limited.
    open: Vec<(&'f File, Option<u32>)>,
    limited: Vec<&'f File>,
    invalid: Vec<&'f File>,
}

impl<'f> Sum<'f> {
    fn add(&mut self, file: &'f File, workflow: &Workflow) {
        if workflow.triggers() == BTreeSet::from(["workflow_call"]) {
            self.called += 1;
            return;
        }
        let tokens = Tokens::of(workflow);
        self.workflows += 1;
        self.writing += usize::from(writes_at_top(workflow));
        self.silent += tokens.silent.len();
        self.unlimited += tokens.unlimited.len();
        let open: BTreeSet<&str> = tokens.silent.iter().chain(&tokens.unlimited).copied().collect();
        if open.is_empty() {
            self.limited.push(file);
        } else {
            self.open.push((file, workflows::line_of_job(file.text().unwrap_or_default(), &open)));
        }
    }
}

fn observe(facts: &Facts) -> Finding {
    let mut sum = Sum::default();
    for (file, workflow) in workflows::all(facts) {
        match workflow {
            _ if pipelines::system(&file.entry) != Some(System::GitHub) => {}
            Some(workflow) if workflow.jobs().next().is_some() => sum.add(file, workflow),
            Some(_) => {}
            None => sum.invalid.push(file),
        }
    }
    answer(&sum)
        .count("workflows", sum.workflows)
        .count("limited", sum.limited.len())
        .count("called_only", sum.called)
        .count("jobs_silent", sum.silent)
        .count("jobs_write_all", sum.unlimited)
        .count("writing_at_top", sum.writing)
}

fn answer(sum: &Sum<'_>) -> Finding {
    let of_all = format!("{} of {} limit their token", sum.limited.len(), sum.workflows);
    match (&sum.open[..], sum.invalid.first()) {
        ([], Some(file)) => Finding::could_not_look(format!("{} is not valid YAML", file.path())).at(file, None),
        ([], None) if sum.workflows == 0 => Finding::not_applicable("no workflow that GitHub starts"),
        ([], None) => Finding::seen(of_all).at_all(sum.limited.iter().take(5).copied()),
        (open, _) => open.iter().fold(Finding::not_seen(of_all), |finding, (file, line)| finding.at(file, *line)),
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn observed(text: &str) -> Finding {
        observe(&Facts::of(&[(".github/workflows/a.yml", text)]))
    }

    const JOBS: &str =
        "jobs:\n  a:\n    runs-on: x\n    steps: []\n  b:\n    permissions: {contents: write}\n    steps: []\n";

    #[test]
    fn what_stands_at_the_top_counts_for_every_job() {
        for top in ["permissions: read-all", "permissions: {}", "permissions:\n  contents: read"] {
            let finding = observed(&format!("on: push\n{top}\n{JOBS}"));
            assert_eq!(
                (finding.verdict, finding.summary.as_str()),
                (Verdict::Seen, "1 of 1 limit their token"),
                "{top}"
            );
        }
        let finding = observed(&format!("on: push\npermissions: {{contents: write}}\n{JOBS}"));
        assert_eq!((finding.verdict, &finding.measures["writing_at_top"]), (Verdict::Seen, &Measure::Count(1)));
    }

    #[test]
    fn a_job_that_says_nothing_is_shown_with_its_line() {
        let finding = observed(&format!("on: push\n# permissions: read-all\n{JOBS}"));
        assert_eq!((finding.verdict, finding.proof[0].line), (Verdict::NotSeen, Some(4)));
        assert_eq!(finding.measures["jobs_silent"], Measure::Count(1));
    }

    #[test]
    fn write_all_limits_nothing_and_neither_does_an_empty_value() {
        for top in ["permissions: write-all", "permissions:", "permissions: # read-all"] {
            assert_eq!(observed(&format!("on: push\n{top}\n{JOBS}")).verdict, Verdict::NotSeen, "{top}");
        }
    }

    #[test]
    fn called_workflows_have_the_token_of_their_callers() {
        assert!(matches!(observed(&format!("on: workflow_call\n{JOBS}")).verdict, Verdict::NotApplicable { .. }));
        assert_eq!(observed(&format!("on: [workflow_call, push]\n{JOBS}")).verdict, Verdict::NotSeen);
    }

    #[test]
    fn other_forges_templates_and_actions_are_not_asked() {
        let files = [
            (".gitea/workflows/a.yml", "on: push\njobs:\n  a:\n    steps: []\n"),
            ("templates/.github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps: []\n"),
            ("action.yml", "runs:\n  using: composite\n  steps: []\n"),
            (".github/workflows/b.yml", "# on: push\n# jobs:\n"),
            (".github/workflows/c.yml", ""),
        ];
        assert!(matches!(observe(&Facts::of(&files)).verdict, Verdict::NotApplicable { .. }));
    }

    #[test]
    fn what_is_not_yaml_is_not_taken_for_limited() {
        let good = format!("on: push\npermissions: read-all\n{JOBS}");
        let facts = Facts::of(&[(".github/workflows/a.yml", &good), (".github/workflows/b.yml", "on: [\njobs:\n")]);
        assert!(matches!(observe(&facts).verdict, Verdict::CouldNotLook { .. }));
    }
}
