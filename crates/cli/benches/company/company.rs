//! A made-up company: its units, its people, and what everybody says of every item in every assessment. Nothing here is
//! kept; everything follows from numbers, so that what a record must give can be computed without reading it.

use std::sync::Arc;

use jiff::civil::{Date, date};
use osmm_maturity::event::{AssessmentId, PersonId};
use osmm_maturity::model::{ItemId, Model, Scope};
use osmm_maturity::rating::Rating;
use osmm_maturity::response::Answer;
use osmm_maturity::unit::{Unit, UnitId};

/// How large a company is, and how often it was assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub units: usize,
    pub cycles: usize,
    /// Of each unit.
    pub repositories: usize,
    /// People who audit everything, beside the lead and the two respondents of each unit.
    pub auditors: usize,
}

/// A company.
pub struct Company {
    pub size: Size,
    pub model: Arc<Model>,
    pub units: Vec<Unit>,
    items: Vec<(ItemId, Scope)>,
}

/// What is said of one item in one unit: by one respondent or by two, and what a moderator made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Talk {
    pub said: Vec<Answer>,
    pub decided: Option<Answer>,
}

/// A division and the units below it; divisions are below the root.
const DIVISION: usize = 20;
/// Another number makes another company.
const SEED: u64 = 2026;

impl Company {
    pub fn new(model: Arc<Model>, size: Size) -> Self {
        let items = model.items().map(|(_, item)| (item.id.clone(), item.scope)).collect();
        Self { size, model, units: (0..size.units).map(unit).collect(), items }
    }

    pub fn assessment(cycle: usize) -> AssessmentId {
        AssessmentId(format!("{}-q{}", 2025 + cycle / 4, cycle % 4 + 1))
    }

    /// The day for which an assessment holds.
    pub fn as_of(cycle: usize) -> Date {
        let year = i16::try_from(2025 + cycle / 4).unwrap();
        let month = i8::try_from(cycle % 4 * 3 + 3).unwrap();
        date(year, month, 1).last_of_month()
    }

    /// Who runs everything; sorts before everybody else.
    pub fn lead() -> PersonId {
        PersonId("p-000000000000".to_owned())
    }

    /// The two people of a unit.
    pub fn respondent(unit: usize, which: usize) -> PersonId {
        PersonId(format!("p-{:012x}", unit * 2 + which + 1))
    }

    /// Somebody who audits everything.
    pub fn auditor(&self, number: usize) -> PersonId {
        PersonId(format!("p-{:012x}", self.size.units * 2 + number + 1))
    }

    pub fn items(&self) -> impl Iterator<Item = (usize, &ItemId)> {
        self.items.iter().map(|(id, _)| id).enumerate()
    }

    /// Why a unit differs from the central answer, where it has to say so: every unit answers every item, which is the
    /// most that can be said.
    pub fn overrides(&self, unit: usize, item: usize) -> Option<String> {
        (unit > 0 && self.items[item].1 == Scope::Central).then(|| format!("{} works by its own rules", name(unit)))
    }

    /// Whether two people answer an item; these have no evidence.
    pub fn doubled(unit: usize, item: usize) -> bool {
        (unit + item).is_multiple_of(4)
    }

    /// What is said anew: of everything at first, of a quarter in each later assessment.
    pub fn talk(cycle: usize, unit: usize, item: usize) -> Option<Talk> {
        let roll = roll(cycle, unit, item);
        if cycle > 0 && !(roll >> 40).is_multiple_of(4) {
            return None;
        }
        let low = u8::try_from(roll % 5).unwrap();
        let one = |said| Some(Talk { said: vec![said], decided: None });
        if Self::doubled(unit, item) {
            return Some(pair(low, roll >> 8));
        }
        match (roll >> 16) % 32 {
            0 => one(Answer::DontKnow { ask: Some("the security team".to_owned()) }),
            1 => one(Answer::Declined),
            2 => one(Answer::NotApplicable { reason: "the unit publishes nothing".to_owned() }),
            _ => one(rated(low + u8::from(roll >> 24 & 1 == 1))),
        }
    }

    /// Whether a reviewer confirms what one respondent rates.
    pub fn confirmed(cycle: usize, unit: usize, item: usize) -> bool {
        !Self::doubled(unit, item) && (roll(cycle, unit, item) >> 32).is_multiple_of(10)
    }

    /// What holds in an assessment: what was last said up to it.
    pub fn holds(cycle: usize, unit: usize, item: usize) -> Answer {
        let last = (0..=cycle).rev().find_map(|c| Self::talk(c, unit, item));
        last.map_or(Answer::Unanswered, |talk| talk.holds())
    }

    /// The mean of a unit's claimed ratings, by plain counting.
    pub fn mean(&self, cycle: usize, unit: usize) -> Option<f64> {
        let rated = (0..self.items.len()).filter_map(|item| Self::holds(cycle, unit, item).rating());
        let rated: Vec<f64> = rated.map(Rating::value).collect();
        #[expect(clippy::cast_precision_loss, reason = "there are 72 items")]
        let count = rated.len() as f64;
        (!rated.is_empty()).then(|| rated.iter().sum::<f64>() / count)
    }
}

impl Talk {
    /// What holds: the decision, else the lower of two answers, which no evidence lifts here.
    pub fn holds(&self) -> Answer {
        let said = self.said.iter().min_by_key(|a| a.rating());
        self.decided.clone().or_else(|| said.cloned()).unwrap_or(Answer::Unanswered)
    }
}

/// Two answers: equal, one apart at the top, where only a measurement would lift the lower one, or too far apart.
fn pair(low: u8, roll: u64) -> Talk {
    let two = |a, b, decided| Talk { said: vec![rated(a), rated(b)], decided };
    match roll % 4 {
        0 | 1 => two(low, low, None),
        2 => two(3 + low % 2, 4 + low % 2, None),
        _ => two(low % 3, low % 3 + 3, Some(rated(low % 3 + 1))),
    }
}

fn rated(rating: u8) -> Answer {
    Answer::Rated { rating: Rating(rating) }
}

fn unit(number: usize) -> Unit {
    let division = number / DIVISION * DIVISION;
    let parent = if division == number { 0 } else { division };
    Unit {
        id: id(number),
        title: format!("Unit {number} of the company"),
        parent: (number > 0).then(|| id(parent)),
        headcount: u32::try_from(roll(99, number, 0) % 120).unwrap(),
        repositories: Vec::new(),
    }
}

pub fn id(unit: usize) -> UnitId {
    UnitId(name(unit))
}

fn name(unit: usize) -> String {
    format!("unit-{unit:03}")
}

/// A number without a pattern, always the same for the same three (splitmix64).
fn roll(cycle: usize, unit: usize, item: usize) -> u64 {
    let place = (cycle as u64) << 48 | (unit as u64) << 16 | item as u64;
    let mut z = SEED.wrapping_add(place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
