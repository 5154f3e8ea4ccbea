//! The licence texts of the SPDX list, ready to be searched: `build.rs` cuts them into runs.

use super::words::Run;

/// The texts of the list as one sorted table of runs.
pub(super) struct Corpus {
    texts: &'static [Text],
    /// Sorted.
    places: &'static [Place],
}

/// A run, the number of the text that has it, and how often it does: 4, 2 and 2 bytes, the highest first.
type Place = [u8; 8];

struct Text {
    id: &'static str,
    exception: bool,
    /// Runs in it.
    size: u32,
}

/// The texts.
pub(super) static CORPUS: Corpus = Corpus {
    texts: include!(concat!(env!("OUT_DIR"), "/texts.rs")),
    places: include_bytes!(concat!(env!("OUT_DIR"), "/places")).as_chunks().0,
};

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

impl Corpus {
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
            for (text, there) in self.with(*run) {
                shared[usize::from(text)] += u32::from(there.min(*times));
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

    /// The texts that have a run, by number, and how often.
    fn with(&self, run: u32) -> impl Iterator<Item = (u16, u16)> {
        let run = run.to_be_bytes();
        let from = self.places.partition_point(|place| place[..4] < run[..]);
        let there = self.places[from..].iter().take_while(move |place| place[..4] == run);
        there.map(|[_, _, _, _, a, b, c, d]| (u16::from_be_bytes([*a, *b]), u16::from_be_bytes([*c, *d])))
    }

    fn take_away(&self, text: u16, runs: &mut [Run]) {
        for (run, times) in runs.iter_mut() {
            if let Some((_, there)) = self.with(*run).find(|(other, _)| *other == text) {
                *times = times.saturating_sub(there);
            }
        }
    }
}

/// How many runs of a text may be missing: a changed word costs three, and holders' names are words too.
fn tolerated(size: u32) -> u32 {
    if size < 60 { size / 8 } else { (8 + size / 40).min(60) }
}
