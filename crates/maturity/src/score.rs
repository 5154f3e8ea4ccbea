//! Scores over items: mean, coverage, possible range, lowest item. PRODUCT.md, "Scoring".
//!
//! Activity, level and overall scores are means over answered *items*; means of activity means are something else
//! (the October 2024 survey of FINOS is reproduced by item weighting only, see `tests/survey.rs`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{ActivityId, ItemId, Model};
use crate::rating::Rating;
use crate::response::Answer;

/// Which rating of an item a score is computed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// What respondents say.
    Claimed,
    /// What evidence in force supports.
    Supported,
    /// What a reviewer confirmed.
    Verified,
}

impl Basis {
    /// All three, always shown together.
    pub const ALL: [Self; 3] = [Self::Claimed, Self::Supported, Self::Verified];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Supported => "supported",
            Self::Verified => "verified",
        }
    }
}

/// The difference of two scores that are printed with two decimals: that of the printed figures, not of the exact ones,
/// so that it agrees with what stands beside it. 2.185 and 2.174 are printed as 2.19 and 2.17, and differ by 0.02.
#[must_use]
pub fn difference(from: f64, to: f64) -> f64 {
    // Rounded as they are printed, ties included.
    let printed = |v: f64| format!("{v:.2}").parse::<f64>().unwrap_or(v);
    printed(to) - printed(from)
}

/// How many items are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Items with a rating.
    pub rated: u32,
    /// Items nobody answered.
    pub unanswered: u32,
    /// Items answered with "don't know".
    pub dont_know: u32,
    /// Items declined.
    pub declined: u32,
    /// Items that do not apply.
    pub not_applicable: u32,
}

impl Counts {
    /// Items in scope that apply.
    #[must_use]
    pub fn applicable(self) -> u32 {
        self.rated + self.unanswered + self.dont_know + self.declined
    }

    /// Answered (rated) share of the applicable items; 0 when none applies.
    #[must_use]
    pub fn coverage(self) -> f64 {
        if self.applicable() == 0 { 0.0 } else { f64::from(self.rated) / f64::from(self.applicable()) }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            rated: self.rated + other.rated,
            unanswered: self.unanswered + other.unanswered,
            dont_know: self.dont_know + other.dont_know,
            declined: self.declined + other.declined,
            not_applicable: self.not_applicable + other.not_applicable,
        }
    }

    fn add(&mut self, answer: &Answer) {
        match answer {
            Answer::Rated { .. } => self.rated += 1,
            Answer::Unanswered => self.unanswered += 1,
            Answer::DontKnow { .. } => self.dont_know += 1,
            Answer::Declined => self.declined += 1,
            Answer::NotApplicable { .. } => self.not_applicable += 1,
        }
    }
}

/// A score with all that is needed to read it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Mean of the answered items on the model's scale; absent when none is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// Items by state.
    pub counts: Counts,
    /// The mean if every applicable item without a rating were 0; absent when no item applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// The lowest answered item; the first in reading order among equals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Lowest>,
}

/// What a score may still become: every applicable item without a rating at the bottom, or at the top of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// All missing items at 0.
    pub low: f64,
    /// All missing items at the top of the scale.
    pub high: f64,
}

/// The lowest item behind a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lowest {
    /// Which item.
    pub item: ItemId,
    /// Its rating.
    pub rating: Rating,
}

/// Scores of a whole model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Over all items.
    pub overall: Score,
    /// Per level, in the model's order; levels without items are left out.
    pub levels: Vec<LevelScore>,
}

/// Score of one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelScore {
    /// Level number.
    pub level: u8,
    /// Over all items of the level.
    pub score: Score,
    /// Per activity, in the model's order.
    pub activities: Vec<ActivityScore>,
}

/// Score of one activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityScore {
    /// Which activity.
    pub activity: ActivityId,
    /// Over its items.
    pub score: Score,
}

/// The score of some items. `top` is the highest rating of the scale.
pub fn score<'a>(items: impl IntoIterator<Item = (&'a ItemId, &'a Answer)>, top: Rating) -> Score {
    let mut counts = Counts::default();
    let mut sum = 0_u32;
    let mut lowest: Option<Lowest> = None;
    for (item, answer) in items {
        counts.add(answer);
        if let Some(rating) = answer.rating() {
            sum += u32::from(rating.0);
            if lowest.as_ref().is_none_or(|l| rating < l.rating) {
                lowest = Some(Lowest { item: item.clone(), rating });
            }
        }
    }
    let (sum, applicable) = (f64::from(sum), f64::from(counts.applicable()));
    let missing = f64::from(counts.applicable() - counts.rated);
    Score {
        mean: (counts.rated > 0).then(|| sum / f64::from(counts.rated)),
        range: (counts.applicable() > 0)
            .then(|| Range { low: sum / applicable, high: (sum + missing * top.value()) / applicable }),
        counts,
        lowest,
    }
}

/// The scores of a model; `answer_of` gives the state of each item on the wanted basis.
pub fn profile(model: &Model, answer_of: impl Fn(&ItemId) -> Answer) -> Profile {
    let top = model.scale.top();
    let answers: Vec<(&ActivityId, u8, &ItemId, Answer)> =
        model.items().map(|(a, i)| (&a.id, a.level, &i.id, answer_of(&i.id))).collect();
    let of = |keep: &dyn Fn(&ActivityId, u8) -> bool| {
        score(answers.iter().filter(|(a, l, _, _)| keep(a, *l)).map(|(_, _, i, s)| (*i, s)), top)
    };
    let levels = model.levels.iter().filter(|l| model.activities_of(l.number).next().is_some());
    Profile {
        overall: of(&|_, _| true),
        levels: levels
            .map(|level| LevelScore {
                level: level.number,
                score: of(&|_, l| l == level.number),
                activities: model
                    .activities_of(level.number)
                    .map(|activity| ActivityScore {
                        activity: activity.id.clone(),
                        score: of(&|a, _| a == &activity.id),
                    })
                    .collect(),
            })
            .collect(),
    }
}
