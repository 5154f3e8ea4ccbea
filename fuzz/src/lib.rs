//! What the targets share.

use std::path::Path;
use std::sync::LazyLock;

use osmm_maturity::model::{self, Known, Model, SourceFile};

/// Names of files that signals read, one of each kind.
pub const PATHS: &[&str] = &[
    "CODEOWNERS",
    "MAINTAINERS.md",
    "OWNERS",
    ".github/workflows/a.yml",
    ".gitlab-ci.yml",
    "azure-pipelines.yml",
    "Jenkinsfile",
    "bitbucket-pipelines.yml",
    ".woodpecker.yml",
    ".circleci/config.yml",
    "README.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "GOVERNANCE.md",
    "docs/open-source-policy.md",
    "docs/open-source-policy.adoc",
    "docs/open-source-policy.rst",
    "docs/open-source-policy.html",
    "docs/adr/0001-a.md",
    "docs/runbook.md",
    "docs/threat-model.md",
    "LICENSE",
    "LICENSES/MIT.txt",
    "REUSE.toml",
    ".reuse/dep5",
    "src/a.rs",
    "package.json",
    "Cargo.toml",
    "Cargo.lock",
    "go.mod",
    "pom.xml",
    "pyproject.toml",
    "requirements.txt",
    "Dockerfile",
    "renovate.json",
    ".github/dependabot.yml",
    "deny.toml",
    ".ort.yml",
    ".licensed.yml",
    ".npmrc",
    "pip.conf",
    "settings.xml",
    ".cargo/config.toml",
    "nuget.config",
    "bom.json",
    "bom.xml",
    "app.spdx",
    "app.spdx.yaml",
    "security-insights.yml",
    "security.txt",
    "openvex.json",
    "publiccode.yml",
    "catalog-info.yaml",
    ".github/ISSUE_TEMPLATE/config.yml",
];

/// One of the choices by the first byte, and the rest.
#[must_use]
pub fn pick<'d>(choices: &[&'static str], data: &'d [u8]) -> (&'static str, &'d [u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    (choices[usize::from(*first) % choices.len()], rest)
}

/// The files of a model that is not large.
///
/// # Panics
///
/// When the model is not where this crate was built.
pub fn files() -> &'static [SourceFile] {
    static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/todo-ospo-stages");
        let mut files = vec![file(&folder, "model.yaml")];
        let names = std::fs::read_dir(folder.join("activities")).expect("the model has activities");
        let names = names.map(|entry| format!("activities/{}", entry.expect("a file").file_name().to_string_lossy()));
        files.extend(names.map(|name| file(&folder, &name)));
        files
    });
    &FILES
}

fn file(folder: &Path, path: &str) -> SourceFile {
    let text = std::fs::read_to_string(folder.join(path)).expect("the model is there");
    SourceFile { path: path.to_owned(), text }
}

/// A model that is not large.
///
/// # Panics
///
/// When it is not sound.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| model::read(files(), Known::default()).expect("the model is sound"));
    &MODEL
}
