//! What a document says on a matter, in its own words and without names of people.

use std::collections::HashSet;

use osmm_maturity::observation::Place;

use super::matter::{Matter, plain};
use super::text::{Line, Text};

/// Characters of a passage.
const LONGEST: usize = 300;

/// Sentences that are looked at.
const SENTENCES: usize = 20_000;

/// One or two sentences where the document says most on the matter, and where they begin.
pub(super) fn find(text: &Text, matter: &Matter, names: &[String]) -> Option<(Place, String)> {
    let known: HashSet<&str> = words(&text.lines).collect();
    let names: Vec<String> = names.iter().flat_map(|name| parts(name, &known)).collect();
    let mut sentences = sentences(&text.lines);
    sentences.truncate(SENTENCES);
    let weights: Vec<usize> = sentences.iter().map(|one| weight(&one.text, matter)).collect();
    let fits = |at: &usize| weights[*at] > 0 && !may_name(&sentences[*at].text, &known, &names);
    let best = (0..sentences.len()).filter(fits).max_by_key(|at| (weights[*at], std::cmp::Reverse(*at)))?;
    let mut passage = shortened(&sentences[best].text);
    let next = best + 1;
    let follows = sentences.get(next).filter(|one| one.follows && fits(&next));
    if let Some(next) = follows.filter(|next| passage.chars().count() + next.text.chars().count() < LONGEST) {
        passage = format!("{passage} {}", next.text);
    }
    Some((text.place(&Line { at: sentences[best].at, text: String::new(), continues: false }), shown(&passage)))
}

struct Sentence {
    at: u32,
    text: String,
    /// Whether it stands in the same paragraph as the one before it.
    follows: bool,
}

fn sentences(lines: &[Line]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut open = false;
    for line in lines {
        if !line.continues {
            open = false;
        }
        let mut follows = line.continues;
        for part in split(&line.text) {
            match sentences.last_mut().filter(|_| open) {
                Some(sentence) => {
                    sentence.text.push(' ');
                    sentence.text.push_str(part);
                }
                None => sentences.push(Sentence { at: line.at, text: part.to_owned(), follows }),
            }
            open = !part.ends_with(['.', '!', '?', ':']);
            follows = true;
        }
    }
    sentences
}

/// A line at the ends of its sentences.
fn split(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(['.', '!', '?']) {
        let after = &line[at + 1..];
        // Words such as `e.g.` are short, and what follows them begins small.
        if after.starts_with(' ') && after.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            parts.push(line[start..=at].trim());
            start = at + 1;
        }
    }
    parts.push(line[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// How much a sentence says on the matter; nothing for one that does not speak as such documents do.
fn weight(sentence: &str, matter: &Matter) -> usize {
    let words = plain(sentence);
    let (speaks, topics) = (matter.speaks(&words), matter.topics(&words).len());
    let about = matter.names_open_source(&words);
    if speaks == 0 || (topics == 0 && !about) || words.split_whitespace().count() < 5 {
        return 0;
    }
    speaks.min(3) + 2 * topics.min(4) + 2 * usize::from(about)
}

/// Whether a sentence may name a person: an address, a handle, a form of address, a name that the document states, or two words
/// in a row that begin large and are nowhere written small.
fn may_name(sentence: &str, known: &HashSet<&str>, names: &[String]) -> bool {
    const FORMS: &[&str] = &["mr", "mrs", "ms", "dr", "prof", "herr", "frau", "hr", "fr"];
    if sentence.contains('@') {
        return true;
    }
    let mut before = false;
    sentence.split_whitespace().any(|written| {
        let word = written.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        let large = word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase);
        let unknown = large && !known.contains(lower.as_str());
        let pair = before && unknown;
        // A comma parts names of people from others; a row of names is one as well.
        before = unknown && !written.ends_with(['.', ':']);
        pair || FORMS.contains(&lower.as_str()) || names.contains(&lower)
    })
}

/// The words of a stated name that give a person away: those of `Jane Doe`, not those of `Legal team`.
fn parts(name: &str, known: &HashSet<&str>) -> Vec<String> {
    const BODIES: &[&str] = &[
        "board",
        "team",
        "office",
        "ospo",
        "committee",
        "department",
        "group",
        "council",
        "open",
        "source",
        "program",
        "programme",
        "legal",
        "security",
        "company",
        "leitung",
        "abteilung",
        "vorstand",
        "management",
        "unit",
        "head",
    ];
    let words =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3).map(str::to_lowercase);
    words.filter(|word| !BODIES.contains(&word.as_str()) && !known.contains(word.as_str())).collect()
}

/// All words that are written small.
fn words(lines: &[Line]) -> impl Iterator<Item = &str> {
    let small = |word: &&str| word.starts_with(char::is_lowercase);
    lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphanumeric())).filter(small)
}

fn shortened(sentence: &str) -> String {
    if sentence.chars().count() <= LONGEST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(LONGEST - 2).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", &cut[..end])
}

/// Without signs that could steer a terminal or the direction of writing.
pub(super) fn shown(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(|c| !steers(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::CONSUMPTION;
    use super::*;
    use crate::facts::Content;

    fn found(text: &str) -> Option<String> {
        let text = Text::of("p.md", &Content::Text(text.to_owned())).unwrap_or_default();
        find(&text, &CONSUMPTION, &super::super::about::names(&text)).map(|(at, passage)| format!("{at}: {passage}"))
    }

    #[test]
    fn the_sentence_that_rules_is_shown_without_names() {
        let text = "# Open Source Policy\n\nOwner: Jane Doe\n\nWe like tea. Components of open source must have an approved\nlicence \
            and no known vulnerability. Exceptions need approval.\n\nAll open source licence approval must come from Jane.\n";
        let shown = "line 5: Components of open source must have an approved licence and no known vulnerability.";
        assert_eq!(found(text).as_deref(), Some(shown));
        for name in ["Max Meier", "max@example.org", "Dr. Meier", "Herr M", "Jane"] {
            let text =
                format!("Owner: Jane Doe\n\nEach licence of open source must be approved by {name} before its use.\n");
            assert_eq!(found(&text), None, "{name}");
        }
        let board = "Owner: OSPO\n\nEach licence must be approved by the Open Source Review Board, which will review open source.\n";
        assert!(found(board).is_some());
    }

    #[test]
    fn passages_are_short_and_clean() {
        let text =
            format!("The licence of open source must be approved \u{202e}{}.", "and looked at again ".repeat(60));
        let passage = found(&text).unwrap_or_default();
        assert!(passage.ends_with(" …") && !passage.contains('\u{202e}') && passage.chars().count() <= LONGEST + 10);
    }
}
