//! Is there a CI that runs something?

use super::{Effort, Signal, Source};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::pipelines::{self, System};

pub(super) const SIGNAL: Signal = Signal {
    id: "ci",
    title: "Continuous integration",
    question: "Does a CI system run jobs for this repository?",
    why: "Checks that nobody has to remember are the ones that are done; every other control needs a place to run.",
    looks_at: "Configuration of GitHub Actions, GitLab, Azure Pipelines, Jenkins, Woodpecker, CircleCI, Travis, AppVeyor, \
               Bitbucket, Forgejo, Gitea, Drone, Cirrus, Buildkite and Tekton that defines at least one job. Comments do not \
               count. Whether the jobs pass is not visible in a repository.",
    remedy: "Add a pipeline that builds and tests every change.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants: pipelines::wants,
    observe,
};

fn observe(facts: &Facts) -> Finding {
    let pipelines = facts.wanted(pipelines::wants).filter_map(|file| Some((file, pipelines::system(&file.entry)?)));
    let running: Vec<_> = pipelines.filter(|(file, system)| pipelines::runs_something(file, *system)).collect();
    if running.is_empty() {
        return Finding::not_seen("no CI configuration that runs something");
    }
    let mut systems: Vec<&str> = running.iter().map(|(_, system)| system.name()).collect();
    systems.sort_unstable();
    systems.dedup();
    let workflows = running.iter().filter(|(_, system)| *system == System::GitHub).count();
    Finding::seen(systems.join(", "))
        .at_all(running.iter().map(|(file, _)| *file))
        .list("systems", systems)
        .count("files", running.len())
        .count("workflows", workflows)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    #[test]
    fn systems_have_equal_weight() {
        for (path, text) in [
            (".github/workflows/ci.yaml", "on: push\njobs:\n  a:\n    runs-on: x\n"),
            (".gitlab-ci.yml", "test:\n  script: make\n"),
            ("azure-pipelines.yml", "steps:\n- script: make\n"),
            ("Jenkinsfile", "pipeline { }"),
            (".woodpecker/test.yml", "steps:\n  - image: x\n"),
            (".circleci/config.yml", "jobs:\n  a: {}\n"),
            (".travis.yml", "language: c\n"),
            ("appveyor.yml", "build_script: make\n"),
            ("bitbucket-pipelines.yml", "pipelines:\n  default: []\n"),
            (".forgejo/workflows/ci.yml", "jobs:\n  a: {}\n"),
        ] {
            assert_eq!(observe(&Facts::of(&[(path, text)])).verdict, Verdict::Seen, "{path}");
        }
    }

    #[test]
    fn an_empty_or_commented_pipeline_runs_nothing() {
        let files = [(".github/workflows/a.yml", "# jobs:\n"), (".gitlab-ci.yml", ""), ("ci/notes.yml", "jobs:\n")];
        assert_eq!(observe(&Facts::of(&files)).verdict, Verdict::NotSeen);
    }

    #[test]
    fn files_and_systems_are_counted() {
        let job = "jobs:\n  a: {}\n";
        let finding = observe(&Facts::of(&[(".github/workflows/a.yml", job), (".github/workflows/b.yml", job)]));
        assert_eq!(finding.measures["workflows"], Measure::Count(2));
    }
}
