//! Are third-party actions pinned by digest?

use super::{Effort, Signal, Source};
use crate::facts::{Facts, File};
use crate::finding::Finding;
use crate::pipelines::{self, System};
use crate::workflows::{self, Workflow};

pub(super) const SIGNAL: Signal = Signal {
    id: "actions-pinned",
    title: "Actions pinned by digest",
    question: "Are all third-party actions in workflows pinned by digest?",
    why: "A tag can be moved to other code over night; a digest cannot. Moved tags have leaked the secrets of thousands of repositories.",
    looks_at: "Every `uses:` in GitHub, Gitea and Forgejo workflows, and in the repository's own composite actions (counted apart, as they run in its workflows). Pinned means a full commit id, or an image \
               digest for docker. Local actions and workflows (`./…`) are counted apart and need no pin. Seen only if all are pinned; not \
               applicable if nothing of others is used.",
    remedy: "Replace tags by full commit ids with the tag in a comment (pinact, Renovate and Dependabot can do and keep it).",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants: workflows::wants,
    observe,
};

/// One `uses:` and its line.
struct Use {
    line: u32,
    what: String,
}

#[derive(PartialEq)]
enum Pin {
    Local,
    Digest,
    Open,
}

fn pin(what: &str) -> Pin {
    let hex = |digest: &str, length| digest.len() == length && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    if what.starts_with("./") || what.starts_with("../") || what.starts_with("$") {
        return Pin::Local;
    }
    let pinned = match what.rsplit_once('@') {
        Some((_, digest)) => hex(digest, 40) || hex(digest.strip_prefix("sha256:").unwrap_or_default(), 64),
        None => false,
    };
    if pinned { Pin::Digest } else { Pin::Open }
}

/// All uses of a workflow, by line.
fn uses(workflow: &Workflow) -> Vec<Use> {
    // An alias is the same place as its anchor: it is pinned once.
    let mut places = std::collections::BTreeSet::new();
    let mut all: Vec<Use> = workflow
        .jobs()
        .flat_map(|(_, job)| job.uses.iter().chain(job.steps().iter().filter_map(|step| step.uses.as_ref())))
        .filter(|uses| places.insert((uses.defined.line(), uses.defined.column())))
        .map(|uses| Use { line: workflows::line(uses), what: uses.value.clone() })
        .collect();
    all.sort_by_key(|one| one.line);
    all
}

fn lines_with_uses(text: &str) -> Vec<Use> {
    let of_line = |(line, code): (u32, &str)| {
        let code = code.trim_start().trim_start_matches("- ").trim_start();
        let what = code.strip_prefix("uses:")?.trim().trim_matches(['"', '\'']);
        (!what.is_empty()).then(|| Use { line, what: what.to_owned() })
    };
    pipelines::lines(text, System::GitHub).filter_map(of_line).collect()
}

/// Sums over files of one kind.
#[derive(Default)]
struct Sum<'a> {
    local: usize,
    open: Vec<(&'a File, u32)>,
    pinned: Vec<(&'a File, u32)>,
}

impl Sum<'_> {
    fn total(&self) -> usize {
        self.pinned.len() + self.open.len()
    }
}

fn observe(facts: &Facts) -> Finding {
    let (mut of_workflows, mut own, mut invalid) = (Sum::default(), Sum::default(), Vec::new());
    for (file, workflow) in workflows::all(facts) {
        let all = workflow.map_or_else(|| lines_with_uses(file.text().unwrap_or_default()), uses);
        if workflow.is_none() {
            invalid.push(file.path());
        }
        let sum = if workflows::is_workflow(&file.entry) { &mut of_workflows } else { &mut own };
        for one in all {
            match pin(&one.what) {
                Pin::Local => sum.local += 1,
                Pin::Digest => sum.pinned.push((file, one.line)),
                Pin::Open => sum.open.push((file, one.line)),
            }
        }
    }
    let finding = answer(&of_workflows, &own);
    if invalid.is_empty() {
        return finding;
    }
    finding.partial(format!("not valid YAML, read line by line: {}", invalid.join(", ")))
}

fn answer(workflows: &Sum<'_>, own: &Sum<'_>) -> Finding {
    let total = workflows.total() + own.total();
    let pinned = workflows.pinned.len() + own.pinned.len();
    let (finding, places) = if total == 0 {
        (Finding::not_applicable("no workflow uses an action of others"), [&workflows.open, &own.open])
    } else if pinned == total {
        (Finding::seen(format!("all {total} pinned")), [&workflows.pinned, &own.pinned])
    } else {
        (Finding::not_seen(format!("{pinned} of {total} pinned")), [&workflows.open, &own.open])
    };
    let shown = places.into_iter().flatten().take(5);
    shown
        .fold(finding, |finding, (file, line)| finding.at(file, Some(*line)))
        .count("uses_total", workflows.total())
        .count("uses_pinned_sha", workflows.pinned.len())
        .count("uses_local", workflows.local)
        .count("own_actions_uses", own.total())
        .count("unpinned", total - pinned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    const SHA: &str = "actions/checkout@8e5e7e5ab8b370d6c329ec480221332ada57f0ab # v3";

    fn workflow(uses: &[&str]) -> String {
        let steps: String = uses.iter().map(|one| format!("      - uses: {one}\n")).collect();
        format!("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{steps}")
    }

    fn observed(text: &str) -> Finding {
        observe(&Facts::of(&[(".github/workflows/a.yml", text)]))
    }

    #[test]
    fn all_pinned_is_seen_and_local_ones_need_no_pin() {
        let finding = observed(&workflow(&[SHA, "./.github/actions/own"]));
        assert_eq!(finding.verdict, Verdict::Seen);
        assert_eq!(finding.measures["uses_local"], Measure::Count(1));
    }

    #[test]
    fn unpinned_uses_are_shown_with_their_line() {
        let finding = observed(&workflow(&[SHA, "actions/cache@v4", "docker://alpine:3"]));
        assert_eq!((finding.verdict, finding.summary.as_str()), (Verdict::NotSeen, "1 of 3 pinned"));
        assert_eq!(finding.proof.iter().map(|p| p.line.unwrap()).collect::<Vec<_>>(), [7, 8]);
    }

    #[test]
    fn comments_and_scripts_do_not_use_anything() {
        let text = "jobs:\n  a:\n    steps:\n      # - uses: a/b@v1\n      - run: |\n          uses: a/b@v1\n";
        assert!(matches!(observed(text).verdict, Verdict::NotApplicable { .. }));
    }

    #[test]
    fn reusable_workflows_composite_actions_and_image_digests_count() {
        let digest = format!("docker://alpine@sha256:{}", "a".repeat(64));
        let action = format!("runs:\n  using: composite\n  steps:\n    - uses: '{digest}'\n");
        let files = [
            (".github/workflows/a.yml", "jobs:\n  a:\n    uses: o/r/.github/workflows/w.yml@main\n"),
            (".github/actions/x/action.yml", action.as_str()),
        ];
        let finding = observe(&Facts::of(&files));
        assert_eq!(finding.summary, "1 of 2 pinned");
    }

    #[test]
    fn a_file_that_is_not_yaml_is_read_by_lines_and_said() {
        let finding = observed(&format!("{}  bad: [\n", workflow(&["a/b@v1"])));
        assert_eq!(finding.summary, "0 of 1 pinned");
        assert!(finding.partial.unwrap().contains("a.yml"));
    }
}
