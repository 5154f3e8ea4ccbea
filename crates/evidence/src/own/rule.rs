//! Rules, and what they answer of the facts of a repository.

use osmm_maturity::observation::{Measure, Verdict};
use regex::Regex;
use sha2::{Digest, Sha256};

use crate::facts::{Content, Entry, Facts, File, Tree};
use crate::signals::{Signal, judge};

use super::answer::{Answer, lines};
use super::paths::Paths;
use super::value::{self, Is};

/// Whether a rule holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    Yes,
    No,
    /// It cannot be told, and why.
    Unknown(String),
}

/// A rule over the facts of one repository.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    /// So many paths fit.
    Paths(Paths, Bounds),
    /// So many files pass a test.
    Files(Files),
    /// Another signal is seen, with a measure that passes.
    Signal(&'static Signal, Option<(String, Is)>),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// It was written for another program and cannot be asked here, and why.
    Unasked(String),
}

/// How many there have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) least: usize,
    pub(super) most: usize,
}

/// Files and what they have to pass.
#[derive(Debug, Clone)]
pub(super) struct Files {
    pub(super) paths: Paths,
    pub(super) test: Test,
    /// How many have to pass; absent: every one, and at least one.
    pub(super) bounds: Option<Bounds>,
}

/// What one file has to pass.
#[derive(Debug, Clone)]
pub(super) enum Test {
    /// All patterns occur, in the first lines where so many are given.
    Text { patterns: Vec<Regex>, first_lines: Option<usize> },
    /// Its SHA-256, lower-case hex.
    Sha256(String),
    /// A value at a JSON pointer.
    Value { pointer: String, is: Is },
}

impl Bounds {
    pub(super) const SOME: Self = Self { least: 1, most: usize::MAX };
    pub(super) const NONE: Self = Self { least: 0, most: 0 };

    /// By how many are certain and how many more there may be.
    fn held(self, certain: usize, open: &[String]) -> Held {
        let possible = certain + open.len();
        let all = certain >= self.least && possible <= self.most;
        if possible < self.least || certain > self.most {
            Held::No
        } else if all || open.is_empty() {
            Held::Yes
        } else {
            Held::Unknown(summed(open))
        }
    }
}

fn summed(reasons: &[String]) -> String {
    match reasons {
        [] => String::new(),
        [one] => one.clone(),
        [one, rest @ ..] => format!("{one}; and {} more", rest.len()),
    }
}

impl Rule {
    /// Whether it needs the text of a file.
    pub(super) fn reads(&self, entry: &Entry) -> bool {
        match self {
            Self::Files(files) => files.paths.fits(&entry.path),
            Self::All(rules) | Self::Any(rules) => rules.iter().any(|rule| rule.reads(entry)),
            Self::Not(rule) => rule.reads(entry),
            Self::Paths(..) | Self::Signal(..) | Self::Unasked(_) => false,
        }
    }

    /// Why it cannot be asked of any repository.
    pub(super) fn unasked(&self) -> Option<&str> {
        if let Self::Unasked(reason) = self { Some(reason) } else { None }
    }

    /// What it answers of a repository.
    pub(super) fn answer<'f>(&self, facts: &'f Facts) -> Answer<'f> {
        let tree = match &facts.tree {
            Ok(tree) => tree,
            Err(unavailable) => return Answer::new(Held::Unknown(unavailable.reason.clone()), ""),
        };
        match self {
            Self::Paths(paths, bounds) => counted(paths, *bounds, tree),
            Self::Files(files) => files.answer(facts, tree),
            Self::Signal(signal, measure) => asked(signal, measure.as_ref(), facts),
            Self::All(rules) => joined(rules.iter().map(|rule| rule.answer(facts)).collect(), &Held::No, Held::Yes),
            Self::Any(rules) => joined(rules.iter().map(|rule| rule.answer(facts)).collect(), &Held::Yes, Held::No),
            Self::Not(rule) => {
                let answer = rule.answer(facts);
                let held = match answer.held {
                    Held::Yes => Held::No,
                    Held::No => Held::Yes,
                    Held::Unknown(reason) => Held::Unknown(reason),
                };
                Answer { held, ..answer }
            }
            Self::Unasked(reason) => Answer::new(Held::Unknown(reason.clone()), ""),
        }
    }
}

/// Answers of which one may decide alone; without one that does, an open one leaves all open.
fn joined<'f>(answers: Vec<Answer<'f>>, decides: &Held, otherwise: Held) -> Answer<'f> {
    let open = answers.iter().find(|answer| matches!(answer.held, Held::Unknown(_)));
    let held = match (answers.iter().any(|answer| answer.held == *decides), open) {
        (true, _) => decides.clone(),
        (false, Some(open)) => open.held.clone(),
        (false, None) => otherwise,
    };
    let counting: Vec<Answer<'f>> = answers.into_iter().filter(|answer| answer.held == held).collect();
    let words: Vec<&str> = counting.iter().map(|answer| answer.words.as_str()).collect();
    let partial = counting.iter().find_map(|answer| answer.partial.clone());
    let answer = Answer { partial, ..Answer::new(held, words.join("; ")) };
    answer.at(counting.into_iter().flat_map(|answer| answer.places))
}

fn counted<'f>(paths: &Paths, bounds: Bounds, tree: &'f Tree) -> Answer<'f> {
    let folders = paths.folders(tree);
    let files: Vec<&Entry> = paths.files(tree).collect();
    let count = files.len() + folders.len();
    let first = folders.first().map(|(folder, _)| format!("{folder}/"));
    let words = match first.or_else(|| files.first().map(|entry| entry.path.clone())) {
        None => format!("nothing fits {}", paths.words()),
        Some(first) if count == 1 => first,
        Some(first) => format!("{first} and {} more", count - 1),
    };
    let open: Vec<String> = tree.cut.iter().cloned().collect();
    let places = folders.into_iter().map(|(_, entry)| entry).chain(files).map(|entry| (entry, None));
    let answer = Answer { count: Some(count), ..Answer::new(bounds.held(count, &open), words) };
    // What lies behind a cut may hold any number more.
    let held = match (&answer.held, open.first()) {
        (Held::Yes, Some(cut)) if bounds.most != usize::MAX => Held::Unknown(cut.clone()),
        (Held::No, Some(cut)) if count < bounds.least => Held::Unknown(cut.clone()),
        (held, _) => held.clone(),
    };
    Answer { held, ..answer }.at(places)
}

fn asked<'f>(signal: &Signal, measure: Option<&(String, Is)>, facts: &'f Facts) -> Answer<'f> {
    let finding = judge(signal, facts);
    let words = finding.summary.clone();
    let held = match (&finding.verdict, measure) {
        (Verdict::CouldNotLook { reason }, _) => Held::Unknown(reason.clone()),
        (Verdict::Seen, None) => Held::Yes,
        (Verdict::Seen, Some((name, is))) => match finding.measures.get(name) {
            Some(Measure::Open { could_not_look }) => Held::Unknown(could_not_look.clone()),
            measure if measure.is_some_and(|measure| is.fits_measure(measure)) => Held::Yes,
            _ => Held::No,
        },
        (Verdict::NotSeen | Verdict::NotApplicable { .. }, _) => Held::No,
    };
    let file = |path: &str| facts.files.get(path).map(|file| &file.entry);
    let places: Vec<(&Entry, Option<u32>)> =
        finding.proof.iter().filter_map(|proof| Some((file(&proof.path)?, proof.line))).collect();
    Answer { partial: finding.partial, ..Answer::new(held, words) }.at(places)
}

impl Files {
    fn answer<'f>(&self, facts: &'f Facts, tree: &'f Tree) -> Answer<'f> {
        let (mut passed, mut failed, mut open) = (Vec::new(), Vec::new(), Vec::new());
        for entry in self.paths.files(tree) {
            let Some(file) = facts.files.get(&entry.path) else {
                open.push(format!("{} was not read", entry.path));
                continue;
            };
            match self.test.of(file) {
                Some(Ok(Some(line))) => passed.push((file, line)),
                Some(Ok(None)) => failed.push((file, None)),
                Some(Err(why)) => open.push(why),
                // Not text, which such a rule is not about.
                None => {}
            }
        }
        let all = passed.len() + failed.len() + open.len();
        open.extend(tree.cut.clone());
        if all == 0 && open.is_empty() {
            let none = self.bounds.is_some_and(|bounds| bounds.least == 0);
            let held = if none { Held::Yes } else { Held::No };
            return Answer::new(held, format!("no file fits {}", self.paths.words()));
        }
        let held = match self.bounds {
            Some(bounds) => bounds.held(passed.len(), &open),
            None => Bounds::NONE.held(failed.len(), &open),
        };
        let partial = open.first().filter(|_| held == Held::Yes).map(|_| summed(&open));
        let words = self.words(&passed, &failed, all);
        let places = if self.bounds.is_none() && !failed.is_empty() { lines(&failed) } else { lines(&passed) };
        Answer { count: Some(passed.len()), partial, ..Answer::new(held, words) }.at(places)
    }

    fn words(&self, passed: &[(&File, Option<u32>)], failed: &[(&File, Option<u32>)], all: usize) -> String {
        let what = self.test.words();
        match (passed.first(), failed.first(), self.bounds) {
            (_, Some((file, _)), None) => format!("{} of {all} do not have {what}: {}", failed.len(), file.path()),
            (Some((file, _)), _, _) if passed.len() == 1 => format!("{} has {what}", file.path()),
            (Some((file, _)), ..) => format!("{} of {all} have {what}: {} and more", passed.len(), file.path()),
            (None, ..) => format!("none of {all} has {what}"),
        }
    }
}

impl Test {
    /// What is tested, in words.
    fn words(&self) -> String {
        match self {
            Self::Text { patterns, .. } => match patterns.as_slice() {
                [one] => format!("`{}`", one.as_str()),
                _ => format!("all of {} patterns", patterns.len()),
            },
            Self::Sha256(digest) => format!("the digest {}…", &digest[..12.min(digest.len())]),
            Self::Value { pointer, is } => format!("{} {}", pointer, is.words()),
        }
    }

    /// Whether a file passes, with the line that shows it; `None` for what is not text.
    fn of(&self, file: &File) -> Option<Result<Option<Option<u32>>, String>> {
        let text = match &file.content {
            Content::Text(text) => text,
            Content::Binary(_) | Content::Bytes(_) => return None,
            Content::Sized(_) => return Some(Err(format!("{} was not read", file.path()))),
            Content::TooLarge(_) | Content::Unreadable(_) => return Some(Err(file.unread().unwrap_or_default())),
        };
        Some(match self {
            Self::Text { patterns, first_lines } => Ok(found(patterns, head(text, *first_lines))),
            Self::Sha256(digest) => {
                let own = Sha256::digest(text.as_bytes());
                let own: String = own.iter().map(|byte| format!("{byte:02x}")).collect();
                Ok((own == *digest).then_some(None))
            }
            Self::Value { pointer, is } => value::read(file.name(), text)
                .map(|value| is.fits(value.pointer(pointer)).then_some(None))
                .map_err(|why| format!("{}: {why}", file.path())),
        })
    }
}

fn head(text: &str, lines: Option<usize>) -> &str {
    let end = lines.and_then(|lines| text.match_indices('\n').nth(lines.saturating_sub(1)));
    end.map_or(text, |(at, _)| &text[..at])
}

/// The line of the first pattern where all of them occur.
fn found(patterns: &[Regex], text: &str) -> Option<Option<u32>> {
    let mut first = None;
    for pattern in patterns {
        let at = pattern.find(text)?.start();
        first.get_or_insert(at);
    }
    let line = first.map(|at| text[..at].matches('\n').count() + 1);
    Some(line.and_then(|line| u32::try_from(line).ok()))
}
