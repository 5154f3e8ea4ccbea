//! Finds policy documents of an organisation: texts that rule how its people use, contribute to, publish and secure
//! open source.
//!
//! It is strict, since a document that is wrongly taken for a policy is worse than one that is missed. A document
//! counts only if its title (or, for a document in a policy folder, its path) names both a rule and the matter, its text
//! is about open source, treats at least three of the matter's topics, and either speaks in rules (must, shall,
//! approval …) or states a version, an owner or a date. What is found proposes; a person confirms.

mod about;
mod kind;
mod matter;

pub(crate) use about::itself;
pub(crate) use kind::Kind;
pub(crate) use matter::{CONSUMPTION, CONTRIBUTION, Matter, PUBLICATION, SECURITY};

use osmm_maturity::observation::Document;

use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use crate::prose;

/// Endings of documents that are read.
const ENDINGS: &[&str] = &["md", "markdown", "adoc", "asciidoc", "rst", "txt", "html", "htm"];

/// Words below which a text cannot be a policy.
const LEAST_WORDS: usize = 40;

/// Words in a path that speak for a policy.
const PATH_WORDS: &[&str] = &[
    "policy",
    "policies",
    "ospo",
    "open-source",
    "opensource",
    "open_source",
    "governance",
    "procedure",
    "standards",
    "handbook",
    "guideline",
    "compliance",
    "charter",
];

/// Words in a title that make it a rule.
const RULE_WORDS: &[&str] = &[
    "policy",
    "policies",
    "standard",
    "directive",
    "guideline",
    "guidelines",
    "procedure",
    "rules",
    "richtlinie",
    "politique",
];

/// Documents for a project's own community; what they say is another signal's matter.
const COMMUNITY: &[&str] =
    &["contributing", "security", "code_of_conduct", "code-of-conduct", "changelog", "license", "notice", "readme"];

/// How much of a file the finder needs: documents, those with a fitting path first.
pub(crate) fn wants(entry: &Entry) -> Want {
    let name = entry.name();
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return Want::No;
    };
    let community = COMMUNITY.contains(&stem) && crate::community::PLACES.contains(&entry.folder());
    if !ENDINGS.contains(&ending)
        || entry.foreign()
        || entry.sample()
        || community
        || stem.starts_with("requirements")
        || stem.starts_with("cmakelists")
    {
        return Want::No;
    }
    let fits = entry.policies || PATH_WORDS.iter().any(|word| entry.lower.contains(word));
    Want::Document { rank: std::cmp::Reverse(if fits { 0 } else { 2 }) }
}

/// A document that counts, with what it says of itself.
struct Policy<'a> {
    file: &'a File,
    line: Option<u32>,
    weight: usize,
    document: Document,
}

/// The answer for one matter: the document that fits best, with up to two more as further places.
pub(crate) fn observe(facts: &Facts, matter: &Matter) -> Finding {
    let mut found: Vec<Policy<'_>> = facts.wanted(wants).filter_map(|file| policy(file, matter)).collect();
    let rank = |policy: &Policy<'_>| (policy.file.entry.policies, policy.weight);
    found.sort_by(|a, b| (rank(b), a.file.path()).cmp(&(rank(a), b.file.path())));
    let Some(best) = found.first() else {
        return Finding::not_seen(format!("no {} found", matter.name));
    };
    let title = best.document.title.clone().unwrap_or_else(|| best.file.path().to_owned());
    let place = if best.file.entry.policies { ", where the organisation keeps policies" } else { "" };
    let finding = Finding::seen(format!("{title} in {}{place}", best.file.path()))
        .document(best.document.clone())
        .count("candidates", found.len())
        .count("topics", best.document.topics.len());
    found.iter().take(3).fold(finding, |finding, policy| finding.at(policy.file, policy.line))
}

fn policy<'a>(file: &'a File, matter: &Matter) -> Option<Policy<'a>> {
    let text = file.text()?;
    let title = about::title(text);
    let heading = title.as_ref().map(|(_, title)| title.to_lowercase()).unwrap_or_default();
    if !is_titled(&heading, file, matter) {
        return None;
    }
    let lines = prose::lines(text);
    let body = lines.iter().map(|(_, line)| line.to_lowercase()).collect::<Vec<_>>().join("\n");
    let everything = format!("{heading}\n{}", text.to_lowercase());
    if body.split_whitespace().count() < LEAST_WORDS || !matter.is_about_open_source(&heading, &everything) {
        return None;
    }
    let topics = matter.topics(&everything);
    let own = itself(text);
    let rules = matter::rules(&body);
    let stated = own.version.is_some() || own.owner_named || own.reviewed_on.is_some();
    if topics.len() < 3 || !(rules >= 3 || (stated && rules >= 1)) || !matter.speaks_to_staff(&everything) {
        return None;
    }
    Some(Policy {
        file,
        line: title.as_ref().map(|(line, _)| *line),
        weight: topics.len() * 10 + rules.min(20),
        document: Document {
            title: title.map(|(_, title)| title),
            topics: topics.into_iter().map(ToOwned::to_owned).collect(),
            ..own
        },
    })
}

/// The title names a rule and the matter; in a policy folder the path may name the rule.
fn is_titled(heading: &str, file: &File, matter: &Matter) -> bool {
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let path = file.entry.lower.replace(['-', '_', '/', '.'], " ");
    let rule = file.entry.policies || has(heading, RULE_WORDS) || has(&path, RULE_WORDS);
    let named = has(heading, matter.titles) || has(&path, matter.titles);
    rule && named && !has(heading, matter.not_titles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::EntryKind;

    #[test]
    fn fitting_paths_come_first_and_copies_are_not_read() {
        let want = |path: &str| wants(&Entry::new(path.into(), String::new(), EntryKind::File));
        assert!(want("policies/use.md") > want("docs/guide.md"));
        assert_eq!(want("vendor/x/policy.md"), Want::No);
        assert_eq!(want("SECURITY.md"), Want::No);
        assert_eq!(want("src/policy.rs"), Want::No);
        let named = Entry { policies: true, ..Entry::new("docs/guide.md".into(), String::new(), EntryKind::File) };
        assert!(wants(&named) > want("docs/guide.md"));
    }
}
