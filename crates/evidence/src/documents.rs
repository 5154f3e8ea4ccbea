//! Finds documents of an organisation on open source: policies, a charter, a strategy, criteria, lists.
//!
//! It is strict, since a document that is wrongly taken for a policy is worse than one that is missed. A document
//! counts only if its title or path names both what it is and its matter, its text is about open source, addresses an
//! organisation's own people, treats enough of the matter's topics, and speaks as such documents do: in rules (must,
//! shall, approval …), or of mission, goals and responsibility. Some have to state a version, an owner or a date as well.
//! What is found proposes; a person confirms.

mod about;
mod kind;
mod matter;
mod passage;
pub(crate) mod text;

pub(crate) use about::itself;
pub(crate) use kind::Kind;
pub use matter::Topic;
pub(crate) use matter::*;

use osmm_maturity::observation::{Candidate, Document, Place};

use crate::facts::{Entry, Facts, File, Want};
use crate::finding::Finding;
use matter::{is_an_organisations_own, plain};
use text::WRITTEN;

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

/// Documents for a project's own community; what they say is another signal's matter.
const COMMUNITY: &[&str] =
    &["contributing", "security", "code_of_conduct", "code-of-conduct", "changelog", "license", "notice", "readme"];

/// Further words in a path for which a PDF is opened: most of them are no documents of an organisation.
const PDF_WORDS: &[&str] = &[
    "oss",
    "foss",
    "strategy",
    "strategie",
    "richtlinie",
    "leitlinie",
    "verfahren",
    "anweisung",
    "mandat",
    "stakeholder",
    "raci",
    "kpi",
    "kennzahl",
    "foundation",
    "stiftung",
    "incubation",
    "end-of-life",
    "target-projects",
    "zielprojekte",
];

/// How much of a file the finder needs: documents, those with a fitting path first; a PDF only with one.
pub(crate) fn wants(entry: &Entry) -> Want {
    let name = entry.name();
    let Some((stem, ending)) = name.rsplit_once('.') else {
        return Want::No;
    };
    let community = COMMUNITY.contains(&stem) && crate::community::PLACES.contains(&entry.folder());
    if !(WRITTEN.contains(&ending) || text::PACKED.contains(&ending))
        || entry.foreign()
        || entry.sample()
        || community
        || stem.starts_with("requirements")
        || stem.starts_with("cmakelists")
    {
        return Want::No;
    }
    let fits = entry.policies || PATH_WORDS.iter().any(|word| entry.lower.contains(word));
    if ending == "pdf" && !fits && !PDF_WORDS.iter().any(|word| entry.lower.contains(word)) {
        return Want::No;
    }
    Want::Document { rank: std::cmp::Reverse(if fits { 0 } else { 2 }) }
}

/// What a document is called, as [`plain`] gives it. Most are told apart by it, so that their text need not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    title: String,
    path: String,
}

impl Name {
    /// The name of a file in which the finder looks; none of any other.
    pub(crate) fn of(file: &File) -> Option<Self> {
        if wants(&file.entry) == Want::No {
            return None;
        }
        let title = match text::title(file.name(), &file.content) {
            Some(title) => title.map(|line| plain(&line.text)),
            None => file.document()?.title.as_ref().map(|line| plain(&line.text)),
        };
        let path = plain(&file.entry.lower).replace(['_', '/', '.'], " ");
        Some(Self { title: title.unwrap_or_default(), path })
    }
}

/// Documents that are shown of one matter.
const CANDIDATES: usize = 3;

/// A document that counts.
struct Policy<'a> {
    file: &'a File,
    titled: Option<Place>,
    weight: usize,
    candidate: Candidate,
}

/// The answer for one matter: the document that fits best, and up to three candidates.
pub(crate) fn observe(facts: &Facts, matter: &Matter) -> Finding {
    let mut found: Vec<Policy<'_>> = facts.files.values().filter_map(|file| policy(file, matter)).collect();
    let rank = |policy: &Policy<'_>| (policy.file.entry.policies, policy.weight);
    found.sort_by(|a, b| (rank(b), a.file.path()).cmp(&(rank(a), b.file.path())));
    let Some(best) = found.first() else {
        return Finding::not_seen(format!("no {} found", matter.name));
    };
    let document = best.candidate.document.clone();
    let title = document.title.clone().unwrap_or_else(|| best.file.path().to_owned());
    let place = if best.file.entry.policies { ", where the organisation keeps policies" } else { "" };
    let finding = Finding::seen(format!("{title} in {}{place}", best.file.path()))
        .count("candidates", found.len())
        .count("topics", document.topics.len())
        .document(document);
    found.truncate(CANDIDATES);
    let finding =
        found.iter().fold(finding, |finding, policy| finding.at(policy.file, policy.titled.and_then(Place::line)));
    finding.candidates(found.into_iter().map(|policy| policy.candidate).collect())
}

fn policy<'a>(file: &'a File, matter: &Matter) -> Option<Policy<'a>> {
    let Name { title: heading, path } = file.named()?;
    if !matter.is_titled(heading, path, file.entry.policies) {
        return None;
    }
    let text = file.document()?;
    let body = plain(&text.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n"));
    let everything = format!("{heading}\n{}", plain(&text.words));
    if body.split_whitespace().count() < LEAST_WORDS || !matter.is_about_open_source(heading, &everything) {
        return None;
    }
    let topics = matter.topics(&everything);
    let own = itself(text);
    let speaks = matter.speaks(&body);
    let stated = own.version.is_some() || own.has_owner() || own.reviewed_on.is_some();
    if !matter.is_treated_by(&topics) || !matter.is_of_form(speaks, stated) || !is_an_organisations_own(&everything) {
        return None;
    }
    let titled = text.title.as_ref().map(|title| text.place(title));
    let passage = passage::find(text, matter, &about::names(text));
    let names = |names: Vec<&str>| names.into_iter().map(ToOwned::to_owned).collect();
    let document = Document {
        title: text.title.as_ref().map(|title| passage::shown(&title.text)),
        missing: names(matter.missing(&topics)),
        topics: names(topics.clone()),
        ..own
    };
    let at = passage.as_ref().map(|(at, _)| *at).or(titled);
    let passage = passage.map(|(_, passage)| passage);
    let candidate = Candidate { path: file.path().to_owned(), at, passage, document };
    Some(Policy { file, titled, weight: topics.len() * 10 + speaks.min(20), candidate })
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
