//! Files that tell a CI system what to run, and their lines without comments.

use crate::facts::{Entry, File, Want};

/// A CI system, by the files it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum System {
    GitHub,
    GitLab,
    Azure,
    Jenkins,
    Woodpecker,
    CircleCi,
    Travis,
    AppVeyor,
    Bitbucket,
    Forgejo,
    Gitea,
    Drone,
    Cirrus,
    Buildkite,
    Tekton,
}

impl System {
    /// The name readers know.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::GitHub => "GitHub Actions",
            Self::GitLab => "GitLab CI",
            Self::Azure => "Azure Pipelines",
            Self::Jenkins => "Jenkins",
            Self::Woodpecker => "Woodpecker",
            Self::CircleCi => "CircleCI",
            Self::Travis => "Travis CI",
            Self::AppVeyor => "AppVeyor",
            Self::Bitbucket => "Bitbucket Pipelines",
            Self::Forgejo => "Forgejo Actions",
            Self::Gitea => "Gitea Actions",
            Self::Drone => "Drone",
            Self::Cirrus => "Cirrus CI",
            Self::Buildkite => "Buildkite",
            Self::Tekton => "Tekton",
        }
    }

    /// A word that a file which runs something must hold; without it the file is there but does nothing.
    fn sign(self) -> &'static [&'static str] {
        match self {
            Self::GitHub | Self::Forgejo | Self::Gitea => &["jobs:"],
            Self::GitLab => &["script:", "include:", "trigger:", "extends:"],
            Self::Azure => &["steps:", "jobs:", "stages:", "extends:"],
            Self::Jenkins => &["pipeline", "node", "stage", "library", "("],
            Self::Woodpecker | Self::Drone => &["steps:", "pipeline:", "kind:"],
            Self::CircleCi => &["jobs:", "workflows:", "steps:", "setup:"],
            Self::Travis => &["language:", "script:", "jobs:", "matrix:", "install:", "os:"],
            Self::AppVeyor => &["build", "test", "install:", "image:"],
            Self::Bitbucket => &["pipelines:"],
            Self::Cirrus => &["task:", "_task:", "task", "load"],
            Self::Buildkite => &["steps:"],
            Self::Tekton => &["kind:"],
        }
    }
}

/// The CI system that reads this file, if one does.
pub(crate) fn system(entry: &Entry) -> Option<System> {
    let (folder, name) = (entry.folder(), entry.name());
    let yaml = is_yaml(name);
    match folder {
        ".github/workflows" if yaml => Some(System::GitHub),
        ".forgejo/workflows" if yaml => Some(System::Forgejo),
        ".gitea/workflows" if yaml => Some(System::Gitea),
        ".gitlab/ci" | ".gitlab-ci" if yaml => Some(System::GitLab),
        ".azure-pipelines" | "azure-pipelines" | ".azuredevops" | ".pipelines" if yaml => Some(System::Azure),
        ".woodpecker" if yaml => Some(System::Woodpecker),
        ".buildkite" if yaml => Some(System::Buildkite),
        ".tekton" if yaml => Some(System::Tekton),
        ".circleci" if yaml => Some(System::CircleCi),
        "" => at_root(name),
        _ if name == "jenkinsfile" && !entry.foreign() => Some(System::Jenkins),
        _ => None,
    }
}

fn at_root(name: &str) -> Option<System> {
    Some(match name {
        ".gitlab-ci.yml" | ".gitlab-ci.yaml" => System::GitLab,
        ".woodpecker.yml" | ".woodpecker.yaml" => System::Woodpecker,
        ".travis.yml" => System::Travis,
        "appveyor.yml" | ".appveyor.yml" => System::AppVeyor,
        "bitbucket-pipelines.yml" => System::Bitbucket,
        ".drone.yml" | ".drone.yaml" => System::Drone,
        ".cirrus.yml" | ".cirrus.star" => System::Cirrus,
        _ if name.starts_with("azure-pipelines") && is_yaml(name) => System::Azure,
        _ if name.starts_with("jenkinsfile") => System::Jenkins,
        _ => return None,
    })
}

fn is_yaml(name: &str) -> bool {
    name.ends_with(".yml") || name.ends_with(".yaml")
}

/// A composite action that the repository defines for itself.
pub(crate) fn is_own_action(entry: &Entry) -> bool {
    let own = entry.folder() == "" || entry.folder().starts_with(".github/");
    own && matches!(entry.name(), "action.yml" | "action.yaml")
}

/// Text for every file that a CI system reads.
pub(crate) fn wants(entry: &Entry) -> Want {
    if system(entry).is_some() { Want::Text } else { Want::No }
}

/// Whether the file makes its system run something.
pub(crate) fn runs_something(file: &File, system: System) -> bool {
    let Some(text) = file.text() else {
        return false;
    };
    lines(text, system).any(|(_, line)| system.sign().iter().any(|sign| line.contains(sign)))
}

/// The lines of a pipeline with their numbers from 1, without comments.
pub(crate) fn lines(text: &str, system: System) -> impl Iterator<Item = (u32, &str)> {
    let script = system == System::Jenkins;
    let mut block = false;
    text.lines().zip(1_u32..).filter_map(move |(line, number)| {
        let line = if script { without_script_comment(line, &mut block) } else { without_yaml_comment(line) };
        (!line.trim().is_empty()).then_some((number, line))
    })
}

fn without_yaml_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') {
        return "";
    }
    line.split_once(" #").map_or(line, |(code, _)| code)
}

fn without_script_comment<'a>(line: &'a str, block: &mut bool) -> &'a str {
    let trimmed = line.trim_start();
    if *block {
        *block = !trimmed.contains("*/");
        return "";
    }
    if trimmed.starts_with("/*") {
        *block = !trimmed.contains("*/");
        return "";
    }
    if trimmed.starts_with("//") { "" } else { line.split_once(" //").map_or(line, |(code, _)| code) }
}
