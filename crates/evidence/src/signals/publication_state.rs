//! Is it said in which stage of its life the project is?

use serde_json::Value;

use super::{Effort, Signal, Source};
use crate::community::is_named;
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

pub(super) const SIGNAL: Signal = Signal {
    id: "publication-state",
    title: "Stage of life",
    question: "Is it said in which stage of its life the project is?",
    why: "Who takes an experiment for a product, or goes on to use what has ended, finds out too late.",
    looks_at: "A known word for a stage in publiccode.yml (developmentStatus), catalog-info.yaml (lifecycle), security-insights.yml, Cargo.toml (badges.maintenance), \
               classifiers of Python packages, all at the root; in the README at the root a badge, a line or section `Status`, or a sentence such as \
               \"this project is archived\". Version numbers say nothing of it. Whether it is true, and what the forge shows, is not looked at.",
    remedy: "Put the stage into publiccode.yml or into the first lines of the README, and change it when the project rests.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

/// Words for stages; lower case.
const STAGES: &[&str] = &[
    "concept",
    "planning",
    "wip",
    "experimental",
    "prototype",
    "sandbox",
    "incubating",
    "incubation",
    "development",
    "pre-alpha",
    "alpha",
    "beta",
    "preview",
    "forming",
    "maturing",
    "active",
    "stable",
    "mature",
    "graduated",
    "production",
    "maintained",
    "actively-developed",
    "passively-maintained",
    "as-is",
    "experiment",
];

/// Those that say that it has come to its end.
const ENDED: &[&str] = &[
    "deprecated",
    "archived",
    "obsolete",
    "unmaintained",
    "unsupported",
    "abandoned",
    "inactive",
    "retired",
    "superseded",
    "suspended",
    "moved",
    "end-of-life",
];

#[derive(Clone, Copy, PartialEq)]
enum Place {
    PublicCode,
    Catalogue,
    Insights,
    Cargo,
    Python,
    Readme,
}

impl Place {
    fn of(entry: &Entry) -> Option<Self> {
        Some(match entry.lower.as_str() {
            "publiccode.yml" | "publiccode.yaml" => Self::PublicCode,
            "catalog-info.yaml" | "catalog-info.yml" => Self::Catalogue,
            "security-insights.yml" | ".github/security-insights.yml" => Self::Insights,
            "cargo.toml" => Self::Cargo,
            "pyproject.toml" | "setup.py" | "setup.cfg" => Self::Python,
            _ if entry.folder().is_empty() && is_named(entry, &["readme"]) => Self::Readme,
            _ => return None,
        })
    }
}

fn wants(entry: &Entry) -> Want {
    if Place::of(entry).is_some() { Want::Text } else { Want::No }
}

/// The stage that a text starts with, or has right after a sign.
fn stage(text: &str) -> Option<&'static str> {
    let lower = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let lower = lower.strip_prefix("in ").unwrap_or(&lower);
    let of = |word: &&&str| {
        lower.strip_prefix(**word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    ENDED.iter().chain(STAGES).find(of).copied()
}

/// The stage that a file declares, and the line.
fn declared(file: &File) -> Option<(&'static str, Option<u32>)> {
    let text = file.text()?;
    let yaml = |pointers: &[&str]| {
        let value: Value = serde_saphyr::from_str(text).ok()?;
        pointers.iter().find_map(|pointer| stage(value.pointer(pointer)?.as_str()?))
    };
    let found = match Place::of(&file.entry)? {
        Place::PublicCode => yaml(&["/developmentStatus"]),
        Place::Insights => yaml(&["/project-lifecycle/status", "/repository/status"]),
        Place::Catalogue => text.lines().find_map(|line| stage(line.trim().strip_prefix("lifecycle:")?)),
        Place::Cargo => {
            let manifest: toml::Table = text.parse().ok()?;
            let package = manifest.get("badges").or_else(|| manifest.get("package")?.get("badges"));
            stage(package?.get("maintenance")?.get("status")?.as_str()?)
        }
        Place::Python => return classifier(text).map(|(line, stage)| (stage, Some(line))),
        Place::Readme => return readme(text).map(|(line, stage)| (stage, Some(line))),
    };
    found.map(|stage| (stage, prose::line_with(text, &["developmentstatus", "status", "lifecycle"])))
}

/// `Development Status :: 4 - Beta`.
fn classifier(text: &str) -> Option<(u32, &'static str)> {
    let lines = text.lines().zip(1_u32..).filter(|(line, _)| !line.trim_start().starts_with('#'));
    lines.into_iter().find_map(|(line, number)| {
        let after = line.split_once("Development Status ::")?.1;
        Some((number, stage(after.split_once('-')?.1)?))
    })
}

/// Lines of a README in which a notice is looked for.
const NEAR: usize = 80;

fn readme(text: &str) -> Option<(u32, &'static str)> {
    let lines: Vec<(u32, &str)> = (1_u32..).zip(text.lines()).take(NEAR).collect();
    let notice = || lines.iter().find_map(|(number, line)| Some((*number, said(line)?)));
    let badge = || lines.iter().find_map(|(number, line)| Some((*number, badge(line)?)));
    let section = || {
        let sections = prose::sections(text);
        sections.iter().find_map(|section| {
            let named = matches!(
                section.heading.as_str(),
                "status" | "project status" | "project stage" | "lifecycle" | "maturity"
            );
            let first = section.body.iter().find(|line| !line.trim().is_empty()).filter(|_| named);
            Some((section.line, said(first?).or_else(|| stage(first?))?))
        })
    };
    notice().or_else(badge).or_else(section)
}

/// A line `Status: beta`, a heading that is a stage, or a sentence on this project.
fn said(line: &str) -> Option<&'static str> {
    let plain: String = line.to_lowercase().chars().filter(|c| !"*_`>#⚠️!".contains(*c)).collect();
    // A field of reStructuredText has a colon before it as well.
    let plain = plain.trim().trim_start_matches(':');
    let key = ["status:", "project status:", "stage:", "project stage:", "lifecycle:", "lifecycle stage:", "maturity:"];
    if let Some(after) = key.iter().find_map(|key| plain.strip_prefix(key)) {
        return stage(after);
    }
    let alone = plain.split_once(':').map_or(plain, |(before, _)| before);
    if let Some(ended) = ENDED.iter().find(|word| alone.trim_matches(|c: char| !c.is_alphanumeric()) == **word) {
        return Some(ended);
    }
    const SUBJECTS: &[&str] =
        &["project", "repository", "repo", "library", "package", "tool", "module", "crate", "plugin"];
    let subject = SUBJECTS.iter().find_map(|subject| plain.split_once(&format!("this {subject} ")))?.1;
    if subject.starts_with("is no longer maintained") || subject.starts_with("is not maintained") {
        return Some("unmaintained");
    }
    let verbs = ["is now ", "is currently ", "is considered ", "is in ", "is ", "has been "];
    let after = verbs.iter().find_map(|verb| subject.strip_prefix(verb))?;
    // "is active in", "is stable enough": only an end is said so.
    stage(after).filter(|found| ENDED.contains(found) || ["experimental", "alpha", "beta"].contains(found))
}

/// A badge on the stage: of FINOS, of repostatus.org, or by its label.
fn badge(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    if !lower.contains("![") && !lower.contains("<img") && !lower.contains("image::") {
        return None;
    }
    const SIGNS: &[&str] = &[
        "repostatus.org/badges/latest/",
        "contrib-toolbox@master/images/badge-",
        "contrib-toolbox/master/images/badge-",
        "badge/lifecycle-",
        "badge/status-",
        "badge/project%20status-",
        "badge/project_status-",
        "badge/maturity-",
        "badge/stability-",
        "badge/stage-",
        "badge/maintenance-",
        "project status: ",
        "lifecycle: ",
    ];
    SIGNS.iter().find_map(|sign| stage_of_badge(lower.split_once(sign)?.1))
}

/// The stage up to the colour or the ending: `active.svg`, `stable-green.svg`.
fn stage_of_badge(text: &str) -> Option<&'static str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-/%".contains(c)).unwrap_or(text.len());
    let word = &text[..end];
    let of = |stage: &&&str| word == **stage || word.strip_prefix(**stage).is_some_and(|rest| rest.starts_with('-'));
    ENDED.iter().chain(STAGES).find(of).copied()
}

fn observe(facts: &Facts) -> Finding {
    let found: Vec<(&File, &str, Option<u32>)> =
        facts.wanted(wants).filter_map(|file| declared(file).map(|(stage, line)| (file, stage, line))).collect();
    if found.is_empty() {
        return Finding::not_seen("no stage is named");
    }
    let stages: std::collections::BTreeSet<&str> = found.iter().map(|(_, stage, _)| *stage).collect();
    let ended = stages.iter().filter(|stage| ENDED.contains(stage)).count();
    let summary = stages.iter().copied().collect::<Vec<_>>().join(", ");
    let finding =
        Finding::seen(summary).count("ended", ended.min(1)).count("places", found.len()).list("stages", stages);
    found.iter().fold(finding, |finding, (file, _, line)| finding.at(file, *line))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn observed(path: &str, text: &str) -> Finding {
        observe(&Facts::of(&[(path, text)]))
    }

    #[test]
    fn stages_are_read_from_files_for_machines() {
        for (path, text, stage) in [
            ("publiccode.yml", "publiccodeYmlVersion: '0.5'\ndevelopmentStatus: beta\n", "beta"),
            ("catalog-info.yaml", "kind: Component\nspec:\n  lifecycle: production\n---\na: b\n", "production"),
            ("SECURITY-INSIGHTS.yml", "project-lifecycle:\n  status: active\n", "active"),
            (".github/security-insights.yml", "repository:\n  status: active\n", "active"),
            ("Cargo.toml", "[badges]\nmaintenance = { status = \"passively-maintained\" }\n", "passively-maintained"),
            ("setup.cfg", "classifiers =\n    Development Status :: 5 - Production/Stable\n", "production"),
        ] {
            assert_eq!(observed(path, text).summary, stage, "{path}");
        }
    }

    #[test]
    fn a_readme_says_it_in_many_ways() {
        for (text, stage) in [
            (
                "# X\n\n[![FINOS - Active](https://cdn.jsdelivr.net/gh/finos/contrib-toolbox@master/images/badge-active.svg)](x)\n",
                "active",
            ),
            ("# X\n\n![](https://www.repostatus.org/badges/latest/wip.svg)\n", "wip"),
            ("# X\n\n![](https://img.shields.io/badge/lifecycle-experimental-orange.svg)\n", "experimental"),
            ("# X\n\n**Status:** Beta, with care\n", "beta"),
            ("# X\n\n## Project status\n\nStable. Used by many.\n", "stable"),
            ("# X\n\nStatus: in production since May.\n", "production"),
            ("X\n=\n\n:Status: beta\n", "beta"),
            ("# X\n\n**Deprecated:** use y.\n", "deprecated"),
            ("# X\n\n> ⚠️ **This repository has been archived.**\n", "archived"),
            ("# X (old)\n\nThis project is no longer maintained.\n", "unmaintained"),
        ] {
            assert_eq!(observed("README.md", text).summary, stage, "{text}");
        }
        let ended = observed("README.md", "# DEPRECATED\n\nUse y.\n");
        assert_eq!((ended.verdict, &ended.measures["ended"]), (Verdict::Seen, &Measure::Count(1)));
    }

    #[test]
    fn other_uses_of_the_words_say_nothing() {
        for text in [
            "",
            "# X\n\nThe old function is deprecated. His repository has been archived.\n",
            "# X\n\nThis project is active in many places, and this library is stable enough.\n",
            "# X\n\n![Build status](https://ci.example.org/badge/status-passing.svg)\n",
            "# X\n\n<!-- Status: beta -->\n",
            "# X\n\nstatus: 200\n",
            "# Active Record\n",
        ] {
            assert_eq!(observed("README.md", text).verdict, Verdict::NotSeen, "{text}");
        }
        for (path, text) in [
            ("publiccode.yml", "# developmentStatus: beta\n"),
            ("vendor/a/publiccode.yml", "developmentStatus: beta\n"),
            ("setup.py", "# 'Development Status :: 4 - Beta'\n"),
            ("docs/README.md", "Status: beta\n"),
        ] {
            assert_eq!(observed(path, text).verdict, Verdict::NotSeen, "{path}");
        }
    }
}
