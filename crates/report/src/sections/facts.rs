//! The four key facts, each number with its coverage.

use osmm_maturity::assessment::BasisResults;
use osmm_maturity::score::{Basis, Counts};

use crate::reading::Reading;
use crate::text::{capital, mean, percent};

/// The facts at the head of the report.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Level achieved; absent where levels are no ladder.
    pub(crate) level: Option<LevelFact>,
    /// Overall score on the three bases.
    pub(crate) bases: Vec<BasisFact>,
    /// What the claimed mean may still become.
    pub(crate) range: Option<String>,
    /// Items with a rating, items that apply.
    pub(crate) answered: (u32, u32),
    /// The rest of that fact, in words.
    pub(crate) empties: Vec<String>,
    /// The lowest item.
    pub(crate) lowest: Option<LowestFact>,
    /// Top of the scale.
    pub(crate) top: u8,
}

/// Level achieved.
#[derive(Debug)]
pub(crate) struct LevelFact {
    /// The word for it, such as `Level`.
    pub(crate) term: String,
    /// The figure and what follows it.
    pub(crate) figure: String,
    pub(crate) after: String,
    /// Title of the level.
    pub(crate) title: String,
    /// The same on the other bases.
    pub(crate) others: Vec<(&'static str, String)>,
}

/// Overall score on one basis.
#[derive(Debug)]
pub(crate) struct BasisFact {
    /// Class of its shape.
    pub(crate) shape: &'static str,
    /// Its name.
    pub(crate) word: &'static str,
    /// The mean.
    pub(crate) mean: Option<String>,
    /// How many items it rests on.
    pub(crate) rests_on: String,
}

/// The lowest item.
#[derive(Debug)]
pub(crate) struct LowestFact {
    pub(crate) rating: u8,
    pub(crate) name: String,
    pub(crate) item: String,
    pub(crate) activity: String,
    /// How many more have the same rating.
    pub(crate) more: usize,
}

/// Hollow, half, filled.
pub(crate) fn shape(basis: Basis) -> &'static str {
    match basis {
        Basis::Claimed => "hollow",
        Basis::Supported => "half",
        Basis::Verified => "filled",
    }
}

impl Facts {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let results = &reading.of.results;
        let overall = &results.claimed.profile.overall;
        let open = overall.counts.rated < overall.counts.applicable();
        let range = overall.range.filter(|_| open && overall.counts.rated > 0);
        let top = reading.model().scale.top();
        Self {
            level: level(reading),
            bases: Basis::ALL.iter().map(|b| basis_fact(reading, *b, of(reading, *b))).collect(),
            range: range.map(|r| {
                let (low, high) = (mean(r.low), mean(r.high));
                format!("Possible range {low} to {high}, were all open {} at 0 or all at {top}", reading.item_noun(2))
            }),
            answered: (overall.counts.rated, overall.counts.applicable()),
            empties: empties(overall.counts),
            lowest: lowest(reading),
            top: top.0,
        }
    }
}

fn of<'a>(reading: &Reading<'a>, basis: Basis) -> &'a BasisResults {
    let results = &reading.of.results;
    match basis {
        Basis::Claimed => &results.claimed,
        Basis::Supported => &results.supported,
        Basis::Verified => &results.verified,
    }
}

fn basis_fact(reading: &Reading<'_>, basis: Basis, results: &BasisResults) -> BasisFact {
    let score = &results.profile.overall;
    BasisFact {
        shape: shape(basis),
        word: basis.word(),
        mean: score.mean.map(mean),
        rests_on: match score.counts.rated {
            0 => format!("no {}", reading.item_noun(1)),
            n => format!("n = {n}"),
        },
    }
}

fn level(reading: &Reading<'_>) -> Option<LevelFact> {
    let results = &reading.of.results;
    let position = results.claimed.position.as_ref()?;
    let term = &reading.model().terms.level;
    let last = reading.model().levels.last().map_or(0, |l| l.number);
    let others = [(Basis::Supported, &results.supported), (Basis::Verified, &results.verified)];
    let words = |at: Option<u8>| at.map_or_else(|| "none yet".to_owned(), |l| format!("{} {l}", term.one));
    let (figure, after, title) = match (position.achieved, position.next) {
        (Some(at), _) => (at.to_string(), format!("of {last}"), reading.level_title(at)),
        (None, Some(next)) => (next.to_string(), "in progress".to_owned(), reading.level_title(next)),
        (None, None) => ("–".to_owned(), String::new(), String::new()),
    };
    Some(LevelFact {
        term: capital(&term.one),
        figure,
        after,
        title,
        others: others
            .into_iter()
            .filter_map(|(basis, r)| {
                let at = words(r.position.as_ref()?.achieved);
                Some((shape(basis), format!("{}: {at}", basis.word())))
            })
            .collect(),
    })
}

fn empties(counts: Counts) -> Vec<String> {
    let mut words = Vec::new();
    if counts.applicable() > 0 {
        words.push(format!("{} of what applies", percent(counts.coverage())));
    }
    let kinds = [
        (counts.unanswered, "unanswered"),
        (counts.dont_know, "don't know"),
        (counts.declined, "declined"),
        (counts.not_applicable, "not applicable"),
    ];
    words.extend(kinds.iter().filter(|(n, _)| *n > 0).map(|(n, kind)| format!("{n} {kind}")));
    words
}

fn lowest(reading: &Reading<'_>) -> Option<LowestFact> {
    let lowest = reading.of.results.claimed.profile.overall.lowest.as_ref()?;
    let same = reading.of.responses.iter().filter(|r| r.answer.rating() == Some(lowest.rating)).count();
    Some(LowestFact {
        rating: lowest.rating.0,
        name: reading.model().scale.name(lowest.rating).to_owned(),
        item: reading.item_title(&lowest.item),
        activity: reading.activity_of(&lowest.item),
        more: same.saturating_sub(1),
    })
}
