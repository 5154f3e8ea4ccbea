//! The largest gaps: rated items below their target.

use osmm_maturity::gap::Gap;

use crate::reading::Reading;
use crate::text::{count, mean, number};

/// Gaps shown before the rest folds away.
const SHOWN: usize = 10;

/// The section.
#[derive(Debug)]
pub(crate) struct Gaps {
    /// The finding.
    pub(crate) heading: String,
    /// Where the targets come from.
    pub(crate) note: String,
    pub(crate) shown: Vec<GapRow>,
    pub(crate) folded: Vec<GapRow>,
}

/// One gap.
#[derive(Debug)]
pub(crate) struct GapRow {
    pub(crate) item: String,
    pub(crate) activity: String,
    pub(crate) level: String,
    pub(crate) rating: u8,
    pub(crate) target: u8,
    /// Whether a person set the target.
    pub(crate) set: bool,
    pub(crate) priority: String,
    pub(crate) lead: String,
    pub(crate) text: String,
}

impl Gaps {
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let results = &reading.of.results;
        let n = results.gaps.len();
        let set = reading.of.responses.iter().filter(|r| r.target.is_some()).count();
        let rated = results.counts().rated;
        let mut shown: Vec<GapRow> = results.gaps.iter().map(|g| row(reading, g)).collect();
        let folded = shown.split_off(shown.len().min(if n <= SHOWN + 2 { n } else { SHOWN }));
        let heading = match shown.first() {
            _ if rated == 0 => "There are no gaps yet: nothing is rated".to_owned(),
            None => format!("No rated {} is below its target", reading.item_noun(1)),
            Some(first) => {
                let (word, verb) = (reading.item_noun(n), if n == 1 { "is" } else { "are" });
                let far = results.gaps.iter().take_while(|g| g.priority >= results.gaps[0].priority).count();
                let who = if far == 1 { first.item.clone() } else { format!("{} of them", number(far)) };
                let steps = count((first.target.saturating_sub(first.rating)).into(), "step", "steps");
                let by = if far == n { format!("by {steps}") } else { format!("{who} by {steps}") };
                format!("{} {word} {verb} below target, {by}", crate::text::capital(&number(n)))
            }
        };
        let default = results.default_target;
        let note = match set {
            0 => format!("No target is set, so {default} is taken for every {}.", reading.item_noun(1)),
            n => format!("{} with a target of their own; for the others {default} is taken.", reading.items_word(n)),
        };
        Self { heading, note, shown, folded }
    }
}

fn row(reading: &Reading<'_>, gap: &Gap) -> GapRow {
    let (lead, text) = super::blockers::next(reading, &gap.item, gap.rating);
    GapRow {
        item: reading.item_title(&gap.item),
        activity: reading.activity_title(&gap.activity),
        level: reading.level_of(&gap.item).map(|l| reading.level_label(l)).unwrap_or_default(),
        rating: gap.rating.0,
        target: gap.target.0,
        set: reading.response(&gap.item).is_some_and(|r| r.target.is_some()),
        priority: mean(gap.priority),
        lead,
        text,
    }
}
