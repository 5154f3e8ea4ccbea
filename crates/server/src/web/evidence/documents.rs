//! Documents that could be what was looked for, with what they say.

use osmm_maturity::observation::{Candidate, Observation, Place};

use crate::texts::Texts;

/// A document that could be meant, in words: what it is, what it says, what it says of itself.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) place: String,
    pub(super) words: Option<String>,
    pub(super) facts: Vec<String>,
}

/// The documents that could be meant, the best one first.
pub(super) fn candidates(t: &Texts, observation: &Observation) -> Vec<Said> {
    let said = |candidate: &Candidate| {
        let document = &candidate.document;
        let named = |key: &str, named: bool| t.say(&format!("{key}-{}", if named { "named" } else { "open" }));
        let mut facts = vec![
            match &document.version {
                Some(version) => t.fill("evidence-document-version", &[("version", version)]),
                None => t.say("evidence-document-no-version"),
            },
            named("evidence-document-owner", document.owner_named),
            named("evidence-document-approver", document.approver_named),
            match document.reviewed_on {
                Some(day) => t.fill("evidence-document-reviewed", &[("day", &t.day(day))]),
                None => t.say("evidence-document-not-reviewed"),
            },
            t.fill("evidence-document-topics", &[("topics", &document.topics.join(", "))]),
        ];
        if !document.missing.is_empty() {
            facts.push(t.fill("evidence-document-missing", &[("topics", &document.missing.join(", "))]));
        }
        let at = candidate.at.map(|at| match at {
            Place::Line(n) => t.fill("evidence-at-line", &[("n", &n.to_string())]),
            Place::Paragraph(n) => t.fill("evidence-at-paragraph", &[("n", &n.to_string())]),
            Place::Page(n) => t.fill("evidence-at-page", &[("n", &n.to_string())]),
        });
        Said {
            title: document.title.clone().unwrap_or_else(|| candidate.path.clone()),
            place: std::iter::once(candidate.path.clone()).chain(at).collect::<Vec<_>>().join(", "),
            words: candidate.passage.clone(),
            facts,
        }
    };
    observation.candidates.iter().map(said).collect()
}
