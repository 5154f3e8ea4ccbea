//! Are base images of containers pinned by digest?

use std::collections::BTreeMap;

use super::{Effort, Signal, Source};
use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;

pub(super) const SIGNAL: Signal = Signal {
    id: "container-base-images",
    title: "Base images pinned by digest",
    question: "Are all base images of containers pinned by digest?",
    why: "A tag names another image tomorrow: without a digest nobody can say which software was in the one that was built.",
    looks_at: "`FROM` lines of Dockerfile and Containerfile, also with an ending or a word before or after, outside of copies, tests, examples and \
               templates. Stages of the same file and `scratch` need no pin; defaults of `ARG` are put in, and an image that only a variable \
               names is counted apart and not pinned. Comments, continued lines and texts for commands are no `FROM`. Seen only if all are pinned; \
               not applicable without a base image.",
    remedy: "Write `image:tag@sha256:…` and let Renovate or Dependabot keep it up to date.",
    effort: Effort::Minutes,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants,
    observe,
};

fn wants(entry: &Entry) -> Want {
    let name = entry.name();
    let named = ["dockerfile", "containerfile"].iter().any(|word| {
        let parts: Vec<&str> = name.split('.').collect();
        parts.first() == Some(word)
            || (parts.len() > 1 && parts.last() == Some(word))
            || name.starts_with(&format!("{word}_"))
    });
    let other = ["md", "txt", "dockerignore", "j2", "jinja", "tmpl", "tpl", "template", "erb", "in", "mustache", "hbs"];
    let ends = name.rsplit_once('.').is_some_and(|(_, ending)| other.contains(&ending));
    if named && !ends && !entry.foreign() && !entry.sample() { Want::Text } else { Want::No }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Image {
    Pinned,
    /// By a tag.
    Tag,
    /// By no tag, or `latest`.
    Latest,
    /// By a variable without a default.
    Variable,
}

/// Instructions of a file with their lines; texts for commands and what continues a line are left out.
fn instructions(text: &str) -> Vec<(u32, &str)> {
    let mut found = Vec::new();
    let mut continued = false;
    let mut until: Option<&str> = None;
    for (line, number) in text.lines().zip(1_u32..) {
        let trimmed = line.trim();
        if let Some(end) = until {
            until = (trimmed != end).then_some(end);
            continue;
        }
        // A comment inside of a continued line does not end it.
        if trimmed.starts_with('#') || (trimmed.is_empty() && continued) {
            continue;
        }
        if !continued && !trimmed.is_empty() {
            found.push((number, trimmed));
        }
        continued = trimmed.ends_with('\\') || trimmed.ends_with('`');
        until = heredoc(trimmed);
    }
    found
}

/// The word that ends a text which begins in this line.
fn heredoc(line: &str) -> Option<&str> {
    let keyword = line.split_whitespace().next()?.to_ascii_uppercase();
    let (_, after) = line.split_once("<<").filter(|_| matches!(keyword.as_str(), "RUN" | "COPY" | "ADD"))?;
    let after = after.trim_start_matches('-').trim_start_matches(['"', '\'']);
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
    (end > 0).then(|| &after[..end])
}

/// The base images of a file that are not stages of its own.
fn images(text: &str) -> Vec<(u32, Image)> {
    let mut defaults: BTreeMap<&str, &str> = BTreeMap::new();
    let mut stages: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (number, line) in instructions(text) {
        let mut words = line.split_whitespace();
        match words.next().map(str::to_ascii_uppercase).as_deref() {
            Some("ARG") => defaults.extend(words.filter_map(|word| word.split_once('='))),
            Some("FROM") => {
                let mut words = words.filter(|word| !word.starts_with("--"));
                let Some(name) = words.next().map(|image| replaced(image, &defaults)) else { continue };
                let is_stage = stages.contains(&name.to_lowercase()) || name == "scratch";
                if !is_stage {
                    found.push((number, image(&name)));
                }
                stages.extend(words.nth(1).map(str::to_lowercase));
            }
            _ => {}
        }
    }
    found
}

/// The image with the defaults of its variables: `$name`, `${name}`, `${name:-default}`.
fn replaced(image: &str, defaults: &BTreeMap<&str, &str>) -> String {
    let mut out = String::new();
    let mut rest = image;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (name, end) = match after.strip_prefix('{') {
            Some(inside) => inside.split_once('}').unwrap_or((inside, "")),
            None => after.split_at(after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len())),
        };
        let (name, own) = name.split_once(":-").map_or((name, None), |(name, own)| (name, Some(own)));
        match defaults.get(name).copied().or(own) {
            Some(text) => out.push_str(text.trim_matches(['"', '\''])),
            None => out.push('$'),
        }
        rest = end;
    }
    out.push_str(rest);
    out
}

fn image(name: &str) -> Image {
    let digest = name.rsplit_once("@sha256:").or_else(|| name.rsplit_once("@sha512:"));
    if digest.is_some_and(|(_, hex)| hex.len() >= 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Image::Pinned;
    }
    if name.contains('$') {
        return Image::Variable;
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    match last.split_once(':') {
        None | Some((_, "latest")) => Image::Latest,
        Some(_) => Image::Tag,
    }
}

fn observe(facts: &Facts) -> Finding {
    let mut all: Vec<(&File, u32, Image)> = Vec::new();
    for file in facts.wanted(wants) {
        let found = images(file.text().unwrap_or_default());
        all.extend(found.into_iter().map(|(line, image)| (file, line, image)));
    }
    let number = |kind: Image| all.iter().filter(|(.., image)| *image == kind).count();
    let pinned = number(Image::Pinned);
    let finding = if all.is_empty() {
        Finding::not_applicable("no container file with a base image")
    } else if pinned == all.len() {
        Finding::seen(format!("all {pinned} pinned"))
    } else {
        Finding::not_seen(format!("{pinned} of {} pinned", all.len()))
    };
    let shown = all.iter().filter(|(.., image)| pinned == all.len() || *image != Image::Pinned).take(5);
    shown
        .fold(finding, |finding, (file, line, _)| finding.at(file, Some(*line)))
        .count("images", all.len())
        .count("pinned", pinned)
        .count("latest", number(Image::Latest))
        .count("by_variable", number(Image::Variable))
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn kinds(text: &str) -> Vec<Image> {
        images(text).into_iter().map(|(_, image)| image).collect()
    }

    fn digest() -> String {
        format!("alpine:3@sha256:{}", "a".repeat(64))
    }

    #[test]
    fn images_are_told_apart() {
        let text = format!(
            "FROM {}\nfrom debian:12 AS b\nFROM --platform=linux/amd64 host:5000/x\nFROM busybox:latest\n",
            digest()
        );
        assert_eq!(kinds(&text), [Image::Pinned, Image::Tag, Image::Latest, Image::Latest]);
    }

    #[test]
    fn stages_and_scratch_need_no_pin() {
        let text =
            format!("FROM {} AS Build\nRUN x\nFROM build AS test\nFROM scratch\nCOPY --from=build /x /x\n", digest());
        assert_eq!(kinds(&text), [Image::Pinned]);
    }

    #[test]
    fn defaults_are_put_in() {
        let text = format!(
            "ARG BASE={}\nARG TAG=3\nFROM $BASE\nFROM alpine:${{TAG}}\nFROM ${{OTHER}}\nFROM ${{X:-alpine:3}}\n",
            digest()
        );
        assert_eq!(kinds(&text), [Image::Pinned, Image::Tag, Image::Variable, Image::Tag]);
    }

    #[test]
    fn comments_continued_lines_and_texts_are_no_from() {
        let text = "# FROM a\nFROM alpine:3\nRUN echo \\\n  # FROM b\n  FROM c\nRUN <<EOF\nSELECT 1\nFROM d\nEOF\nRUN psql <<'SQL'\nFROM e\nSQL\n";
        assert_eq!(kinds(text), [Image::Tag]);
    }

    #[test]
    fn all_have_to_be_pinned_and_nothing_is_not_applicable() {
        let pinned = format!("FROM {}\n", digest());
        let both = observe(&Facts::of(&[("Dockerfile", &pinned), ("docker/api.Dockerfile", "FROM node:22\n")]));
        assert_eq!((both.verdict, both.summary.as_str()), (Verdict::NotSeen, "1 of 2 pinned"));
        assert_eq!(both.proof[0].path, "docker/api.Dockerfile");
        let one = observe(&Facts::of(&[("Containerfile", &pinned)]));
        assert_eq!((one.verdict, &one.measures["images"]), (Verdict::Seen, &Measure::Count(1)));
        for path in [
            "testdata/Dockerfile",
            "tests/Dockerfile",
            "vendor/a/Dockerfile",
            "Dockerfile.j2",
            "dockerfile.md",
            "Dockerfile.dockerignore",
        ] {
            let finding = observe(&Facts::of(&[(path, "FROM alpine\n")]));
            assert!(matches!(finding.verdict, Verdict::NotApplicable { .. }), "{path}");
        }
        assert!(matches!(observe(&Facts::of(&[("Dockerfile", "")])).verdict, Verdict::NotApplicable { .. }));
    }
}
