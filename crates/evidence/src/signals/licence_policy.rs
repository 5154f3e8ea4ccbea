//! Is there a list of licences that are allowed, in a form a machine can check?

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::pipelines::{self, System};
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "licence-policy",
    title: "Licence policy file",
    question: "Is there a file that says which licences dependencies may have, for a tool to check?",
    why: "A list that a machine reads is applied to every change; a list in a document is applied when somebody remembers.",
    looks_at: "deny.toml, about.toml, .licensed.yml, OSS Review Toolkit rules and classifications, dependency-review settings (also inside \
               workflows), license_finder decisions, liccheck, license-maven-plugin and similar, with at least one allowed or denied licence. \
               Whether a job runs the check is another question.",
    remedy: "Write the allow-list into the tool that fits the ecosystem and run it in CI.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// A form of the list: the tool that reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    CargoDeny,
    CargoAbout,
    Licensed,
    Ort,
    DependencyReview,
    Workflow,
    LicenseFinder,
    Liccheck,
    Maven,
    Npm,
    Eyes,
    Bouncer,
}

impl Form {
    fn tool(self) -> &'static str {
        match self {
            Self::CargoDeny => "cargo-deny",
            Self::CargoAbout => "cargo-about",
            Self::Licensed => "licensed",
            Self::Ort => "OSS Review Toolkit",
            Self::DependencyReview | Self::Workflow => "dependency-review",
            Self::LicenseFinder => "license_finder",
            Self::Liccheck => "liccheck",
            Self::Maven => "Maven",
            Self::Npm => "npm",
            Self::Eyes => "license-eye",
            Self::Bouncer => "go-bouncer",
        }
    }
}

fn form(entry: &Entry) -> Option<Form> {
    if entry.foreign() || entry.sample() {
        return None;
    }
    Some(match entry.name() {
        "deny.toml" | ".deny.toml" => Form::CargoDeny,
        "about.toml" => Form::CargoAbout,
        ".licensed.yml" | ".licensed.yaml" | "licensed.yml" => Form::Licensed,
        "license-classifications.yml" | "evaluator.rules.kts" | "rules.kts" | ".ort.yml" => Form::Ort,
        "dependency-review-config.yml" | "dependency-review-config.yaml" | "dependency-review.yml"
            if entry.folder() != ".github/workflows" =>
        {
            Form::DependencyReview
        }
        "dependency_decisions.yml" | "license_finder.yml" => Form::LicenseFinder,
        "liccheck.ini" | ".liccheck.ini" | "pyproject.toml" | "setup.cfg" => Form::Liccheck,
        "pom.xml" if entry.folder().is_empty() => Form::Maven,
        ".licensee.json"
        | "license-checker-config.json"
        | ".license-checker.json"
        | "allowed-licenses.json"
        | "allowed-licenses.txt"
        | "allowed_licenses.txt" => Form::Npm,
        ".licenserc.yaml" | ".licenserc.yml" => Form::Eyes,
        ".bouncer.yaml" | ".bouncer.yml" => Form::Bouncer,
        _ if matches!(pipelines::system(entry), Some(System::GitHub)) => Form::Workflow,
        _ => return None,
    })
}

fn wants(entry: &Entry) -> Want {
    if form(entry).is_some() { Want::Text } else { Want::No }
}

/// Words whose line shows the list, when the file has one.
fn list(form: Form, text: &str) -> Option<&'static [&'static str]> {
    let filled =
        |value: Option<&toml::Value>| value.and_then(toml::Value::as_array).is_some_and(|list| !list.is_empty());
    match form {
        Form::CargoDeny => {
            let table: toml::Table = text.parse().ok()?;
            let licences = table.get("licenses")?;
            let some = filled(licences.get("allow")) || filled(licences.get("deny"));
            some.then_some(&["allow =", "deny =", "allow="])
        }
        Form::CargoAbout => {
            let table: toml::Table = text.parse().ok()?;
            filled(table.get("accepted")).then_some(&["accepted"])
        }
        Form::Licensed => in_yaml(text, &["allowed"]).then_some(&["allowed"]),
        Form::DependencyReview => {
            in_yaml(text, &["allow-licenses", "deny-licenses", "allow_licenses", "deny_licenses"])
                .then_some(&["-licenses", "_licenses"])
        }
        Form::Workflow => {
            let mut lines = pipelines::lines(text, System::GitHub).map(|(_, line)| line.trim_start());
            let some = lines.any(|line| {
                ["allow-licenses:", "deny-licenses:"]
                    .iter()
                    .any(|key| line.strip_prefix(key).is_some_and(|rest| !rest.trim().is_empty()))
            });
            some.then_some(&["allow-licenses:", "deny-licenses:"])
        }
        Form::Ort => {
            (text.contains("categorizations") || text.contains("licenseRule") || text.contains("license_choices"))
                .then_some(&["categorizations", "licenserule", "license_choices"])
        }
        Form::LicenseFinder => {
            (text.contains(":permit") || text.contains(":restrict") || text.contains("permitted_licenses"))
                .then_some(&[":permit", ":restrict", "permitted_licenses"])
        }
        Form::Liccheck => (text.contains("authorized_licenses") && text.to_lowercase().contains("licenses"))
            .then_some(&["authorized_licenses"]),
        Form::Maven => (text.contains("<includedLicenses>")
            || text.contains("<excludedLicenses>")
            || text.contains("<allowedLicenses>"))
        .then_some(&["edlicenses>"]),
        Form::Npm => {
            (text.chars().filter(|c| c.is_alphanumeric()).count() > 3).then_some(&["mit", "apache", "license"])
        }
        Form::Eyes => in_yaml(text, &["dependency"]).then_some(&["dependency"]),
        Form::Bouncer => in_yaml(text, &["permit", "forbid"]).then_some(&["permit", "forbid"]),
    }
}

/// Whether one of the top keys holds something.
fn in_yaml(text: &str, keys: &[&str]) -> bool {
    let Ok(value) = serde_saphyr::from_str::<Value>(text) else {
        return false;
    };
    keys.iter().filter_map(|key| value.get(key)).any(|list| match list {
        Value::Array(items) => !items.is_empty(),
        Value::Object(items) => !items.is_empty(),
        Value::String(text) => !text.trim().is_empty(),
        _ => false,
    })
}

fn observe(facts: &Facts) -> Finding {
    let lists: Vec<(&File, Form, Option<u32>)> = facts
        .wanted(wants)
        .filter_map(|file| {
            let form = form(&file.entry)?;
            let text = file.text()?;
            let words = list(form, text)?;
            Some((file, form, prose::line_with(text, words)))
        })
        .collect();
    if lists.is_empty() {
        return Finding::not_seen("no file with allowed licences");
    }
    let mut tools: Vec<&str> = lists.iter().map(|(_, form, _)| form.tool()).collect();
    tools.sort_unstable();
    tools.dedup();
    let finding = Finding::seen(format!("for {}", tools.join(", "))).list("tools", tools).count("files", lists.len());
    lists.iter().fold(finding, |finding, (file, _, line)| finding.at(file, *line))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::Verdict;

    use super::*;

    fn verdict(path: &str, text: &str) -> Verdict {
        observe(&Facts::of(&[(path, text)])).verdict
    }

    #[test]
    fn lists_are_known_by_content() {
        for (path, text) in [
            ("deny.toml", "[licenses]\nallow = [\"MIT\"]\n"),
            ("about.toml", "accepted = [\"MIT\"]\n"),
            (".licensed.yml", "allowed:\n  - mit\n"),
            (".bouncer.yaml", "permit:\n  - MIT.*\n"),
            (".github/dependency-review-config.yml", "allow-licenses:\n  - MIT\n"),
            (".github/workflows/dr.yml", "jobs:\n  a:\n    steps:\n    - with:\n        allow-licenses: MIT\n"),
            ("license-classifications.yml", "categorizations:\n- id: MIT\n"),
            ("pom.xml", "<includedLicenses><includedLicense>MIT</includedLicense></includedLicenses>"),
        ] {
            assert_eq!(verdict(path, text), Verdict::Seen, "{path}");
        }
    }

    #[test]
    fn a_file_without_a_list_is_none() {
        for (path, text) in [
            ("deny.toml", "[advisories]\nignore = []\n"),
            ("deny.toml", "[licenses]\nallow = []\n"),
            (".licensed.yml", "apps: []\n"),
            (".github/workflows/dr.yml", "# allow-licenses: MIT\njobs: {}\n"),
            ("pyproject.toml", "[project]\nlicense = \"MIT\"\n"),
        ] {
            assert_eq!(verdict(path, text), Verdict::NotSeen, "{path}");
        }
    }
}
