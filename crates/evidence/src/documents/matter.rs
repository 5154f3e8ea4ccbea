//! The matters that documents of an organisation treat, and the words that tell them apart.
//!
//! A kind of document is one [`Matter`]: what it is about, and its [`Form`], which says what such documents are called and
//! how they speak. All words are in lower case, with spaces in place of hyphens (see [`plain`]). Where a word counts only
//! whole, or only at the start of another, is said by [`says`].

mod foundations;
mod office;
mod policies;

pub(crate) use foundations::{FOUNDATION_HANDOVER, FOUNDATION_MEASURES, INCUBATION_CRITERIA, TARGET_PROJECTS};
pub(crate) use office::{CHARTER, STAKEHOLDERS, STRATEGY, STRATEGY_MEASURES};
pub(crate) use policies::{COMPLIANCE, CONSUMPTION, CONTRIBUTION, LIFE_CYCLE, PREFERENCE, PUBLICATION, SECURITY};

use super::kind::starts_a_word;

/// A topic: its name, and the words that show that it is treated.
pub type Topic = (&'static str, &'static [&'static str]);

/// One matter.
pub(crate) struct Matter {
    /// Name for a reader.
    pub(crate) name: &'static str,
    /// What such a document is called and how it speaks.
    pub(super) form: Form,
    /// A title or path names the matter with one of these.
    titles: &'static [&'static str],
    /// A title with one of these is about something else.
    not_titles: &'static [&'static str],
    /// What such a document may treat.
    pub(crate) topics: &'static [Topic],
    /// Topics without which it is something else.
    core: &'static [&'static str],
    /// Topics that it has to treat at least.
    least: usize,
    /// Whether the title alone may leave open source out when the text is about it.
    text_names_open_source: bool,
}

/// What documents of one form are called, and how they speak.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// A title or path says with one of these what it is. None where the words of the matter say that, too.
    pub(super) called: &'static [&'static str],
    /// Whether it is enough to be where the organisation keeps policies.
    pub(super) by_place: bool,
    /// Words in which such documents speak.
    pub(super) speaks: &'static [&'static str],
    /// Whether only what states a version, an owner or a date counts, as texts of others in the same words do not.
    pub(super) dated: bool,
}

/// Rules: what people must and may do.
const RULES: Form = Form { called: RULE_TITLES, by_place: true, speaks: RULE_WORDS, dated: false };

/// Words in a title that make it a rule.
const RULE_TITLES: &[&str] = &[
    "policy",
    "policies",
    "standard",
    "directive",
    "guideline",
    "guidelines",
    "procedure",
    "rules",
    "richtlinie",
    "leitlinie",
    "arbeitsanweisung",
    "politique",
];

/// Words in which rules speak.
const RULE_WORDS: &[&str] = &[
    "must",
    "shall",
    "required",
    "mandatory",
    "prohibited",
    "approval",
    "approved",
    "forbidden",
    "muss",
    "müssen",
    "darf",
    "dürfen",
    "freigabe",
    "genehmigung",
    "doit",
];

/// Words for open source.
const OPEN_SOURCE: &[&str] = &["open source", "opensource", "foss", "free software", "third party software"];

/// Words that show that a text speaks to the people of an organisation.
const STAFF: &[&str] = &[
    "employee",
    "staff",
    "all personnel",
    "business unit",
    "our company",
    "the company",
    "the bank",
    "the firm",
    "the organisation",
    "the organization",
    "ospo",
    "open source program office",
    "open source programme office",
    "legal department",
    "legal team",
    "line manager",
    "your manager",
    "colleagues",
    "open source office",
    "security office",
    " head of",
    "mitarbeit",
    "beschäftigte",
    "abteilung",
    " leitung",
    "vorstand",
    "geschäftsführung",
    "open source büro",
];

/// Titles of texts about documents, which are none themselves.
const ABOUT_OTHERS: &[&str] = &[
    "template",
    "vorlage",
    "musterrichtlinie",
    "tutorial",
    "case study",
    "fallstudie",
    "how to write",
    "how to create",
];

/// Words of papers, and of guides and forms for other organisations. Two different ones tell them from an organisation's
/// own documents.
const OTHERS: &[&str] = &[
    "this paper",
    "this study",
    "this thesis",
    "this template",
    "et al.",
    "doi.org",
    "doi:",
    "we surveyed",
    "interviewees",
    "related work",
    "literature review",
    "abstract",
    "diese arbeit",
    "dieser arbeit",
    "masterarbeit",
    "bachelorarbeit",
    "literaturverzeichnis",
    "your organisation",
    "your organization",
    "your company",
    "[company",
    "[organisation",
    "[organization",
    "[your ",
    "[insert",
    "<company",
    "<organisation",
    "<organization",
    "<your ",
    "{{",
    "[firma",
    "[unternehmen",
    "<firma",
    "<unternehmen",
];

impl Matter {
    /// Whether a title or path, as [`plain`] gives them, names what such a document is, and the matter.
    pub(super) fn is_titled(&self, title: &str, path: &str, by_place: bool) -> bool {
        let named = |words: &[&str]| words.iter().any(|word| starts_a_word(title, word) || starts_a_word(path, word));
        let called = self.form.called;
        let is_one = called.is_empty()
            || (by_place && self.form.by_place)
            || called.iter().any(|word| says(title, word) || says(path, word));
        let other = |words: &[&str]| words.iter().any(|word| title.contains(word));
        is_one && named(self.titles) && !other(self.not_titles) && !other(ABOUT_OTHERS)
    }

    /// Whether the text is about open source, by its title or by saying so often.
    pub(super) fn is_about_open_source(&self, title: &str, text: &str) -> bool {
        let times: usize = OPEN_SOURCE.iter().map(|word| text.matches(word).count()).sum();
        let titled = OPEN_SOURCE.iter().any(|word| title.contains(word)) || says(title, "oss");
        (titled && times >= 2) || (self.text_names_open_source && times >= 3) || times >= 6
    }

    /// Whether a sentence names open source.
    pub(super) fn names_open_source(&self, sentence: &str) -> bool {
        OPEN_SOURCE.iter().any(|word| sentence.contains(word))
    }

    /// Its topics that are not among these, sorted.
    pub(super) fn missing(&self, treated: &[&str]) -> Vec<&'static str> {
        let mut missing: Vec<&str> =
            self.topics.iter().map(|(topic, _)| *topic).filter(|topic| !treated.contains(topic)).collect();
        missing.sort_unstable();
        missing
    }

    /// The topics that the text treats, sorted.
    pub(super) fn topics(&self, text: &str) -> Vec<&'static str> {
        let treated = |(_, words): &&Topic| words.iter().any(|word| says(text, word));
        let mut topics: Vec<&str> = self.topics.iter().filter(treated).map(|(topic, _)| *topic).collect();
        topics.sort_unstable();
        topics
    }

    /// Whether these topics make it such a document.
    pub(super) fn is_treated_by(&self, topics: &[&str]) -> bool {
        topics.len() >= self.least && self.core.iter().all(|topic| topics.contains(topic))
    }

    /// How often a text speaks as such documents do.
    pub(super) fn speaks(&self, text: &str) -> usize {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| self.form.speaks.contains(word)).count()
    }

    /// Whether a text that speaks so often, and states version, owner or date or not, is one of the form.
    pub(super) fn is_of_form(&self, speaks: usize, stated: bool) -> bool {
        match (self.form.dated, stated) {
            (false, true) => speaks >= 1,
            (true, false) => false,
            _ => speaks >= 3,
        }
    }
}

/// Whether a text addresses an organisation's people, at least twice, and is not about those of others.
pub(super) fn is_an_organisations_own(text: &str) -> bool {
    let addressed: usize = STAFF.iter().map(|word| text.matches(word).count()).sum();
    addressed >= 2 && OTHERS.iter().filter(|word| text.contains(*word)).count() < 2
}

/// A text in lower case with spaces in place of hyphens: `Open-Source-Strategie` is written in more than one way.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace(['-', '\u{2010}', '\u{2011}'], " ")
}

/// Whether a text has a word. One of up to four letters counts only whole, or with a plural `s`; one with a space before
/// it only at the start of a word, and with a space behind it only at the end. Others count anywhere, as German puts words
/// together.
fn says(text: &str, word: &str) -> bool {
    let sought = word.trim();
    let short = word.chars().count() <= 4;
    text.match_indices(sought).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + sought.len()..]);
        let after = if short { after.strip_prefix('s').unwrap_or(after) } else { after };
        let starts = !before.ends_with(char::is_alphanumeric);
        let ends = !after.starts_with(char::is_alphanumeric);
        (starts || !(short || word.starts_with(' '))) && (ends || !(short || word.ends_with(' ')))
    })
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn words_count_whole_at_an_end_or_anywhere() {
        for (text, word) in
            [("our oss policy", "oss"), ("three kpis", "kpi"), ("softwarelizenz", "lizenz"), ("a goal", " goal")]
        {
            assert!(says(text, word), "{text}: {word}");
        }
        for (text, word) in
            [("a loss", "oss"), ("tracing", "raci"), ("permission", " mission"), ("mandatory", "mandat ")]
        {
            assert!(!says(text, word), "{text}: {word}");
        }
        assert!(says("das mandat", "mandat ") && says("mission and more", " mission"));
    }
}
