//! Can a stranger take over a workflow?

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::facts::{Facts, File};
use crate::finding::Finding;
use crate::workflows::{self, Job, Step, Workflow, line, line_with};

pub(super) const SIGNAL: Signal = Signal {
    id: "safe-workflows",
    title: "Safe workflows",
    question: "Are workflows free of the two known ways in which a stranger's pull request, issue or comment takes them over?",
    why: "Such a workflow runs a stranger's code with the secrets of the project; whole release chains were lost that way.",
    looks_at: "Steps of GitHub, Gitea and Forgejo workflows and of the repository's own composite actions. Foreign code: a checkout of the head of \
               a pull request in a workflow started by `pull_request_target`, `workflow_run` or `issue_comment`. Injection: `${{ … }}` with a \
               title, body, message or branch name of a stranger inside of `run:` or a github-script, where a trigger brings it; through a \
               variable of the environment it is harmless. A condition that lets in only the repository's own branches, merged changes or known authors is \
               counted as guarded. A label is no guard, as the change may come after it. Approvals that a forge asks for are not visible.",
    remedy: "Build foreign changes with `pull_request` only, and hand texts over in `env:`; zizmor finds more.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants: workflows::wants,
    observe,
};

/// Triggers that run with the project's secrets on what a stranger did.
const PRIVILEGED: &[&str] = &["pull_request_target", "workflow_run", "issue_comment"];

/// How the head of a pull request is named; lower case.
const HEADS: &[&str] = &[
    "github.event.pull_request.head.",
    "github.event.pull_request.merge_commit_sha",
    "github.head_ref",
    "github.event.workflow_run.head_",
    "github.event.workflow_run.pull_requests",
    "refs/pull/",
];

/// What a condition asks so that no stranger's code is met; lower case, without spaces.
const GUARDS: &[&str] = &[
    "github.event.pull_request.head.repo.full_name==github.repository",
    "github.repository==github.event.pull_request.head.repo.full_name",
    "github.event.pull_request.head.repo.fork==false",
    "github.event.pull_request.head.repo.fork!=true",
    "!github.event.pull_request.head.repo.fork",
    "github.event.workflow_run.head_repository.full_name==github.repository",
    "github.event.workflow_run.event=='push'",
    "github.event.workflow_run.event!='pull_request'",
    "github.event.pull_request.merged",
    "author_association",
    "github.event.pull_request.user.login==",
    "github.event.comment.user.login==",
];

fn is_guarded(condition: &Value) -> bool {
    let asked: String = condition.to_string().to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let denied = |guard: &str| {
        let forms = [format!("!{guard}"), format!("{guard}==false"), format!("{guard}!=true")];
        forms.iter().any(|form| asked.contains(form))
    };
    GUARDS.iter().any(|guard| asked.contains(guard) && !denied(guard))
}

/// What is dangerous about a step.
#[derive(Clone, Copy, PartialEq)]
enum Danger {
    ForeignCode,
    Injection,
}

/// A workflow while its steps are looked at.
struct Look<'w> {
    file: &'w File,
    triggers: BTreeSet<&'w str>,
    /// Variables of the environment that hold a stranger's text.
    tainted: BTreeSet<String>,
    /// Whether the exact line is still wanted: only so many are shown.
    exact: bool,
}

/// Variables that are followed at most, and places of which the exact line is looked for.
const VARIABLES: usize = 100;
const PLACES: usize = 20;

impl Look<'_> {
    fn taint(&mut self, env: &Value) {
        let own = env.as_object().into_iter().flatten();
        let tainted = own.filter(|(_, text)| {
            text.as_str().is_some_and(|text| workflows::untrusted(text, &self.triggers, &self.tainted).is_some())
        });
        let names: Vec<String> = tainted.map(|(name, _)| name.to_lowercase()).collect();
        self.tainted.extend(names.into_iter().take(VARIABLES));
    }

    /// Whether the step brings in code that a stranger wrote; the line that says so.
    fn foreign_code(&self, step: &Step) -> Option<u32> {
        if !PRIVILEGED.iter().any(|trigger| self.triggers.contains(trigger)) {
            return None;
        }
        let named = |text: &str| {
            let text = text.to_lowercase();
            HEADS.iter().any(|head| text.contains(head))
        };
        if let Some(uses) = step.uses.as_ref().filter(|uses| uses.value.to_lowercase().starts_with("actions/checkout@"))
        {
            let part = |key| step.with.get(key).and_then(Value::as_str).is_some_and(named);
            return (part("ref") || part("repository")).then(|| line(uses));
        }
        let run = step.run.as_ref()?;
        let is_checkout = |text: &str| {
            let git = ["git fetch", "git checkout", "git clone", "git pull", "git switch"];
            let fetched = git.iter().any(|command| text.contains(command)) && (named(text) || text.contains(" pull/"));
            text.contains("gh pr checkout") || fetched
        };
        is_checkout(&run.value.to_lowercase()).then(|| line(run))
    }

    /// Whether the step runs a text that a stranger wrote; the line with it.
    fn injection(&self, step: &Step) -> Option<u32> {
        let is_script = |uses: &str| uses.to_lowercase().starts_with("actions/github-script@");
        let (script, from) = match (&step.run, &step.uses) {
            (Some(run), _) => (run.value.as_str(), line(run)),
            (None, Some(uses)) if is_script(&uses.value) => (step.with.get("script")?.as_str()?, line(uses)),
            _ => return None,
        };
        let expression = workflows::untrusted(script, &self.triggers, &self.tainted)?;
        let line = || line_with(self.file.text()?, from, expression);
        Some(if self.exact { line().unwrap_or(from) } else { from })
    }
}

/// Sums over all workflows.
#[derive(Default)]
struct Sum<'f> {
    steps: usize,
    guarded: usize,
    dangers: Vec<(&'f File, u32, Danger)>,
    invalid: Vec<&'f File>,
}

impl<'f> Sum<'f> {
    fn add(&mut self, file: &'f File, workflow: &Workflow) {
        let mut look = Look { file, triggers: workflow.triggers(), tainted: BTreeSet::new(), exact: true };
        look.taint(&workflow.env);
        let of_workflow = look.tainted.clone();
        for (_, job) in workflow.jobs() {
            look.tainted.clone_from(&of_workflow);
            look.taint(&job.env);
            self.job(&mut look, file, job);
        }
    }

    fn job(&mut self, look: &mut Look<'_>, file: &'f File, job: &Job) {
        let of_job = look.tainted.clone();
        let guarded = is_guarded(&job.condition);
        for step in job.steps() {
            self.steps += 1;
            look.taint(&step.env);
            look.exact = self.dangers.len() < PLACES;
            let foreign = look.foreign_code(step).map(|line| (file, line, Danger::ForeignCode));
            let injected = look.injection(step).map(|line| (file, line, Danger::Injection));
            let found = foreign.into_iter().chain(injected);
            if guarded || is_guarded(&step.condition) {
                self.guarded += found.count();
            } else {
                self.dangers.extend(found);
            }
            if step.env.is_object() {
                look.tainted.clone_from(&of_job);
            }
        }
    }
}

fn observe(facts: &Facts) -> Finding {
    let mut sum = Sum::default();
    for (file, workflow) in workflows::all(facts) {
        match workflow {
            Some(workflow) => sum.add(file, workflow),
            None => sum.invalid.push(file),
        }
    }
    let number = |of: Danger| sum.dangers.iter().filter(|(.., danger)| *danger == of).count();
    answer(&sum)
        .count("steps", sum.steps)
        .count("foreign_code", number(Danger::ForeignCode))
        .count("injections", number(Danger::Injection))
        .count("guarded", sum.guarded)
}

fn answer(sum: &Sum<'_>) -> Finding {
    match (&sum.dangers[..], sum.invalid.first()) {
        ([], Some(file)) => Finding::could_not_look(format!("{} is not valid YAML", file.path())).at(file, None),
        ([], None) if sum.steps == 0 => Finding::not_applicable("no workflow with steps"),
        ([], None) => Finding::seen(format!("nothing of the kind in {} steps", sum.steps)),
        ([one], _) => Finding::not_seen(format!("1 dangerous step in {}", one.0.path())).at(one.0, Some(one.1)),
        (all, _) => {
            let finding = Finding::not_seen(format!("{} dangerous steps", all.len()));
            all.iter().fold(finding, |finding, (file, line, _)| finding.at(file, Some(*line)))
        }
    }
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn observed(on: &str, job: &str) -> Finding {
        let text = format!("on: {on}\njobs:\n  a:\n{job}");
        observe(&Facts::of(&[(".github/workflows/a.yml", &text)]))
    }

    const CHECKOUT: &str = "    steps:\n      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n";

    #[test]
    fn foreign_code_with_secrets_is_dangerous() {
        let finding = observed("pull_request_target", CHECKOUT);
        assert_eq!((finding.verdict, finding.proof[0].line), (Verdict::NotSeen, Some(5)));
        assert_eq!(finding.measures["foreign_code"], Measure::Count(1));
        let run = "    steps:\n      - run: |\n          gh pr checkout $PR\n";
        assert_eq!(observed("issue_comment", run).verdict, Verdict::NotSeen);
        let head = CHECKOUT.replace("pull_request.head.sha", "workflow_run.head_sha");
        assert_eq!(observed("{workflow_run: {workflows: [x]}}", &head).verdict, Verdict::NotSeen);
    }

    #[test]
    fn the_same_without_secrets_or_of_the_own_branch_is_not() {
        assert_eq!(observed("pull_request", CHECKOUT).verdict, Verdict::Seen);
        let base = "    steps:\n      - uses: actions/checkout@v4\n";
        assert_eq!(observed("pull_request_target", base).verdict, Verdict::Seen);
        let commented = CHECKOUT.replace("          ref", "          fetch-depth: 1\n          # ref");
        assert_eq!(observed("pull_request_target", &commented).verdict, Verdict::Seen);
    }

    #[test]
    fn a_guard_is_counted_and_its_opposite_is_none() {
        let own = "    if: github.event.pull_request.head.repo.full_name == github.repository\n";
        let finding = observed("pull_request_target", &format!("{own}{CHECKOUT}"));
        assert_eq!((finding.verdict, &finding.measures["guarded"]), (Verdict::Seen, &Measure::Count(1)));
        for none in [
            "    if: \"!github.event.pull_request.merged\"\n",
            "    if: github.event.pull_request.merged == false\n",
            "    if: contains(github.event.pull_request.labels.*.name, 'ok')\n",
        ] {
            assert_eq!(
                observed("pull_request_target", &format!("{none}{CHECKOUT}")).verdict,
                Verdict::NotSeen,
                "{none}"
            );
        }
    }

    #[test]
    fn a_strangers_text_in_a_script_is_an_injection() {
        let run = "    steps:\n      - name: x\n        run: |\n          set -e\n          echo \"${{ github.event.issue.title }}\"\n";
        let finding = observed("issues", run);
        assert_eq!((finding.verdict, finding.proof[0].line), (Verdict::NotSeen, Some(8)));
        let script = "    steps:\n      - uses: actions/github-script@v7\n        with:\n          script: f(`${{ github.head_ref }}`)\n";
        assert_eq!(observed("pull_request", script).measures["injections"], Measure::Count(1));
        let env = "    env:\n      T: ${{ github.event.issue.body }}\n    steps:\n      - run: echo ${{ env.T }}\n";
        assert_eq!(observed("issues", env).verdict, Verdict::NotSeen);
    }

    #[test]
    fn a_variable_a_name_and_a_parameter_run_nothing() {
        for job in [
            "    env:\n      T: ${{ github.event.issue.title }}\n    steps:\n      - run: echo \"$T\"\n",
            "    steps:\n      - name: ${{ github.event.issue.title }}\n        run: x\n",
            "    steps:\n      - uses: a/b@v1\n        with:\n          title: ${{ github.event.issue.title }}\n",
            "    steps:\n      # - run: echo ${{ github.event.issue.title }}\n      - run: x\n",
        ] {
            assert_eq!(observed("issues", job).verdict, Verdict::Seen, "{job}");
        }
    }

    #[test]
    fn own_actions_are_looked_at_and_nothing_is_not_applicable() {
        let action = "runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo ${{ github.event.comment.body }}\n";
        assert_eq!(observe(&Facts::of(&[(".github/actions/x/action.yml", action)])).verdict, Verdict::NotSeen);
        assert!(matches!(observe(&Facts::of(&[])).verdict, Verdict::NotApplicable { .. }));
        let copied = [("vendor/a/.github/workflows/a.yml", "on: issues\njobs: {a: {steps: [{run: x}]}}\n")];
        assert!(matches!(observe(&Facts::of(&copied)).verdict, Verdict::NotApplicable { .. }));
    }

    #[test]
    fn what_is_not_yaml_is_not_taken_for_safe() {
        let facts = Facts::of(&[(".github/workflows/a.yml", "on: [\n")]);
        assert!(matches!(observe(&facts).verdict, Verdict::CouldNotLook { .. }));
    }
}
