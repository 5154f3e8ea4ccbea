//! Workflows of GitHub Actions and of forges that read the same form, parsed once for all signals that ask about them.

mod expression;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use serde_saphyr::Spanned;

pub(crate) use expression::untrusted;

use crate::facts::{Entry, Facts, File, Want};
use crate::pipelines::{self, System};

/// What runs: a workflow, or a composite action that the repository defines for itself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Workflow {
    on: Value,
    /// What its token may do in every job that says nothing else.
    pub(crate) permissions: Option<Permissions>,
    pub(crate) env: Value,
    jobs: BTreeMap<String, Option<Job>>,
    runs: Option<Job>,
}

/// One job, or the steps of a composite action.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Job {
    /// A workflow that it calls in place of steps.
    pub(crate) uses: Option<Spanned<String>>,
    pub(crate) permissions: Option<Permissions>,
    #[serde(rename = "if")]
    pub(crate) condition: Value,
    pub(crate) env: Value,
    steps: Option<Vec<Step>>,
}

/// One step.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Step {
    pub(crate) uses: Option<Spanned<String>>,
    pub(crate) with: Value,
    pub(crate) run: Option<Spanned<String>>,
    #[serde(rename = "if")]
    pub(crate) condition: Value,
    pub(crate) env: Value,
}

/// What a token may do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Permissions {
    /// One word for everything, such as `read-all`.
    Word(String),
    /// By part of the forge.
    Parts(BTreeMap<String, String>),
}

impl Workflow {
    /// What starts it.
    pub(crate) fn triggers(&self) -> BTreeSet<&str> {
        match &self.on {
            Value::String(one) => BTreeSet::from([one.as_str()]),
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            Value::Object(all) => all.keys().map(String::as_str).collect(),
            _ => BTreeSet::new(),
        }
    }

    /// Its jobs by name; the steps of a composite action have none.
    pub(crate) fn jobs(&self) -> impl Iterator<Item = (&str, &Job)> {
        let named = self.jobs.iter().filter_map(|(name, job)| Some((name.as_str(), job.as_ref()?)));
        named.chain(self.runs.iter().map(|job| ("", job)))
    }
}

impl Job {
    pub(crate) fn steps(&self) -> &[Step] {
        self.steps.as_deref().unwrap_or_default()
    }
}

/// Text for workflows and for the repository's own composite actions.
pub(crate) fn wants(entry: &Entry) -> Want {
    if is_workflow(entry) || pipelines::is_own_action(entry) { Want::Text } else { Want::No }
}

/// Whether a forge runs it of itself; a composite action runs only inside of one that it does.
pub(crate) fn is_workflow(entry: &Entry) -> bool {
    matches!(pipelines::system(entry), Some(System::GitHub | System::Forgejo | System::Gitea))
}

/// All that [`wants`] and that have something in them; nothing where the YAML is not valid.
pub(crate) fn all(facts: &Facts) -> impl Iterator<Item = (&File, Option<&Workflow>)> {
    let parsed = facts.workflows.get_or_init(|| facts.wanted(wants).filter_map(parse).collect());
    facts.wanted(wants).filter_map(|file| Some((file, parsed.get(file.path())?.as_ref())))
}

/// Parsed workflows by path.
pub(crate) type Parsed = BTreeMap<String, Option<Workflow>>;

fn parse(file: &File) -> Option<(String, Option<Workflow>)> {
    let text = file.text()?;
    pipelines::lines(text, System::GitHub).next()?;
    Some((file.path().to_owned(), serde_saphyr::from_str(text).ok()))
}

/// The line, from 1, of a place in the file.
pub(crate) fn line<T>(spanned: &Spanned<T>) -> u32 {
    u32::try_from(spanned.defined.line()).unwrap_or(u32::MAX)
}

/// The line of the first of these jobs' names.
pub(crate) fn line_of_job(text: &str, jobs: &BTreeSet<&str>) -> Option<u32> {
    let lines = pipelines::lines(text, System::GitHub).skip_while(|(_, line)| !line.starts_with("jobs:"));
    let is_name =
        |line: &str| line.trim().strip_suffix(':').is_some_and(|name| jobs.contains(name.trim_matches(['"', '\''])));
    lines.skip(1).find(|(_, line)| is_name(line)).map(|(number, _)| number)
}

/// The first line at or after `from` that holds `what`, whatever the case of its letters.
pub(crate) fn line_with(text: &str, from: u32, what: &str) -> Option<u32> {
    let what = what.to_lowercase();
    let mut lines = text.lines().zip(1_u32..).filter(|(_, number)| *number >= from);
    lines.find(|(line, _)| line.to_lowercase().contains(&what)).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parsed(text: &str) -> Option<Workflow> {
        let facts = Facts::of(&[(".github/workflows/a.yml", text)]);
        all(&facts).next().and_then(|(_, workflow)| workflow.cloned())
    }

    #[test]
    fn triggers_have_three_forms() {
        for on in ["on: push", "on: [push]", "on:\n  push:\n    branches: [main]", "'on': push"] {
            let workflow = parsed(&format!("{on}\njobs:\n  a:\n    steps: []\n")).unwrap();
            assert_eq!(workflow.triggers(), BTreeSet::from(["push"]), "{on}");
        }
    }

    #[test]
    fn values_of_any_kind_are_read() {
        let text = "on: push\njobs:\n  a:\n    if: true\n    env: ${{ x }}\n    steps:\n      - uses: a/b@v1\n        with: {depth: 0}\n      - run: 1\n  b:\n";
        let workflow = parsed(text).unwrap();
        assert_eq!(workflow.jobs().map(|(name, job)| (name, job.steps().len())).collect::<Vec<_>>(), [("a", 2)]);
    }

    #[test]
    fn comments_alone_are_no_workflow_and_what_is_not_yaml_is_there_without_content() {
        assert_eq!(all(&Facts::of(&[(".github/workflows/a.yml", "# on: push\n")])).count(), 0);
        let facts = Facts::of(&[(".github/workflows/a.yml", "jobs: [\n")]);
        assert!(matches!(all(&facts).next(), Some((_, None))));
    }

    #[test]
    fn a_job_has_a_line() {
        let text = "on: push\n# a:\njobs:\n  # a:\n  'a':\n    steps: []\n";
        assert_eq!(line_of_job(text, &BTreeSet::from(["b", "a"])), Some(5));
        assert_eq!(line_of_job(text, &BTreeSet::from(["b"])), None);
    }
}
