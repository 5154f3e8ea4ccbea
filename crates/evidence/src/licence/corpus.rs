//! The licence texts of the SPDX list, ready to be searched.

use std::sync::OnceLock;

use super::words::{Run, runs};

/// The texts of the list as one sorted table of runs.
pub(super) struct Corpus {
    texts: Vec<Text>,
    /// (run, text, times), sorted.
    table: Vec<(u32, u16, u16)>,
}

struct Text {
    id: &'static str,
    exception: bool,
    /// Runs in it.
    size: u32,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Licences, GNU ones without `-only` or `-or-later`.
    pub(super) ids: Vec<&'static str>,
    /// An exception to the last of them.
    pub(super) exception: Option<&'static str>,
    /// Runs of the searched text that belong to none of them.
    pub(super) left: usize,
}

/// Licences found in one text at most.
const MOST: usize = 8;

/// The texts, prepared at the first call.
pub(super) fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(Corpus::new)
}

impl Corpus {
    fn new() -> Self {
        let mut texts: Vec<Text> = Vec::new();
        let mut table = Vec::new();
        let licences = spdx::text::LICENSE_TEXTS.iter().map(|(id, text)| (*id, *text, false));
        let exceptions = spdx::text::EXCEPTION_TEXTS.iter().map(|(id, text)| (*id, *text, true));
        for (id, text, exception) in licences.chain(exceptions).filter(|(id, ..)| !is_alias(id)) {
            let runs = runs(essence(id, text));
            let Ok(number) = u16::try_from(texts.len()) else {
                break;
            };
            let size: u32 = runs.iter().map(|(_, times)| u32::from(*times)).sum();
            table.extend(runs.iter().map(|(run, times)| (*run, number, *times)));
            texts.push(Text { id, exception, size });
        }
        table.sort_unstable();
        Self { texts, table }
    }

    /// The licences whose text is in these runs.
    pub(super) fn search(&self, runs: &[Run]) -> Found {
        let mut rest: Vec<Run> = runs.to_vec();
        let mut found = Found::default();
        for _ in 0..MOST {
            let Some(best) = self.best(&rest, found.ids.is_empty()) else {
                break;
            };
            let text = &self.texts[usize::from(best)];
            if text.exception {
                found.exception.get_or_insert(text.id);
            } else {
                found.ids.push(text.id);
            }
            self.take_away(best, &mut rest);
        }
        found.left = rest.iter().map(|(_, times)| usize::from(*times)).sum();
        found
    }

    /// The text that explains most of the runs and is itself there nearly in full.
    fn best(&self, runs: &[Run], first: bool) -> Option<u16> {
        let mut shared = vec![0_u32; self.texts.len()];
        for (run, times) in runs.iter().filter(|(_, times)| *times > 0) {
            for (_, text, there) in self.with(*run) {
                shared[usize::from(*text)] += u32::from(*times.min(there));
            }
        }
        let total: u32 = runs.iter().map(|(_, times)| u32::from(*times)).sum();
        let score = |(number, shared): (usize, &u32)| {
            let text = &self.texts[number];
            let missing = text.size - *shared;
            let enough = missing <= tolerated(text.size) && *shared > 0;
            // A text of a line or two is in many others; it counts only where there is hardly anything else.
            let alone = text.size >= 40 || (first && total <= text.size + text.size / 4 + 2);
            (enough && alone).then(|| (i64::from(*shared) - 3 * i64::from(missing), std::cmp::Reverse(number)))
        };
        let best = shared.iter().enumerate().filter_map(score).max()?;
        u16::try_from(best.1.0).ok()
    }

    fn with(&self, run: u32) -> &[(u32, u16, u16)] {
        let from = self.table.partition_point(|(other, ..)| *other < run);
        let many = self.table[from..].iter().take_while(|(other, ..)| *other == run).count();
        &self.table[from..from + many]
    }

    fn take_away(&self, text: u16, runs: &mut [Run]) {
        for (run, times) in runs.iter_mut() {
            if let Some((.., there)) = self.with(*run).iter().find(|(_, other, _)| *other == text) {
                *times = times.saturating_sub(*there);
            }
        }
    }
}

/// How many runs of a text may be missing: a changed word costs three, and holders' names are words too.
fn tolerated(size: u32) -> u32 {
    if size < 60 { size / 8 } else { (8 + size / 40).min(60) }
}

/// The same text under another id: GNU ids with a version clause, and ids with `+` or `with`.
fn is_alias(id: &str) -> bool {
    id.ends_with("-only")
        || id.ends_with("-or-later")
        || id.ends_with('+')
        || id.contains("-with-")
        || id.ends_with("-invariants")
}

/// The part of a text that every copy has: without the advice on how to apply it, and without a second licence.
fn essence(id: &str, text: &'static str) -> &'static str {
    // Many copies leave out what Creative Commons puts before this licence.
    let start = if id == "CC0-1.0" { text.find("Statement of Purpose").unwrap_or_default() } else { 0 };
    let text = &text[start..];
    let end = if id == "LGPL-3.0" { text.find("\nGNU GENERAL PUBLIC LICENSE") } else { None };
    let end = end.or_else(|| text.find("END OF TERMS AND CONDITIONS"));
    end.map_or(text, |end| &text[..end])
}
