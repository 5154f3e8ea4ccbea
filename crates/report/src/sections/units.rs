//! What the scan suggests for each unit over its own repositories, beside the whole.

use osmm_maturity::model::ItemId;
use osmm_maturity::proposal::Proposal;

use super::proposals::interval;
use crate::reading::Reading;
use crate::text::{NAME, capital, number, short};

/// The section.
#[derive(Debug)]
pub(crate) struct Units {
    /// The finding.
    pub(crate) heading: String,
    /// Units with the number of their repositories.
    pub(crate) columns: Vec<(String, u32)>,
    /// Repositories of the whole that count.
    pub(crate) all: u32,
    /// How many of these are of no unit.
    pub(crate) unowned: u32,
    pub(crate) rows: Vec<Row>,
}

/// One item.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) item: String,
    pub(crate) activity: String,
    pub(crate) all: String,
    /// The unit, and what is suggested; `None` where nothing is.
    pub(crate) units: Vec<(String, Option<String>)>,
}

impl Units {
    /// `None` where no repository has an owner.
    pub(crate) fn new(reading: &Reading<'_>) -> Option<Self> {
        let results = &reading.of.results;
        let units = &results.units;
        if units.is_empty() {
            return None;
        }
        let of = |all: &[Proposal], id: &ItemId| all.iter().find(|p| &p.item == id).map(|p| interval(p.low, p.high));
        let row = |id: &ItemId| {
            let whole = of(&results.proposals, id);
            let units: Vec<_> = units.iter().map(|u| (short(&u.unit.0, NAME), of(&u.proposals, id))).collect();
            let any = whole.is_some() || units.iter().any(|(_, interval)| interval.is_some());
            any.then(|| Row {
                item: reading.item_title(id),
                activity: reading.activity_of(id),
                all: whole.unwrap_or_else(|| "–".to_owned()),
                units,
            })
        };
        let owned: u32 = units.iter().map(|unit| unit.subjects).sum();
        Some(Self {
            heading: match units.len() {
                1 => "One unit, by its own repositories".to_owned(),
                n => format!("{} units, each by its own repositories", capital(&number(n))),
            },
            columns: units.iter().map(|u| (short(&u.unit.0, NAME), u.subjects)).collect(),
            all: results.totals.subjects,
            unowned: results.totals.subjects.saturating_sub(owned),
            rows: reading.model().items().filter_map(|(_, item)| row(&item.id)).collect(),
        })
    }
}
