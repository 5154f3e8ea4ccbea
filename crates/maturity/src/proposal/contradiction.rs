//! Ratings and proposals that are far apart, in both directions. The rating stands; a person looks at both.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Proposal;
use crate::model::ItemId;
use crate::rating::Rating;
use crate::response::Response;

/// A rating far from its proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Which item.
    pub item: ItemId,
    /// What a person says.
    pub rating: Rating,
    /// Low end of the proposal.
    pub low: Rating,
    /// High end of the proposal.
    pub high: Rating,
    /// Which way.
    pub direction: Direction,
}

/// Which way a rating contradicts its proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The person says more than was seen.
    RatedAbove,
    /// The person says less than was seen.
    RatedBelow,
}

/// The ratings at least `distance` away from the nearer end of their proposal, in the order of the proposals.
#[must_use]
pub fn contradictions(responses: &[Response], proposals: &[Proposal], distance: u8) -> Vec<Contradiction> {
    let of = |p: &Proposal| {
        let rating = responses.iter().find(|r| r.item == p.item)?.answer.rating()?;
        contradiction(rating, p, distance)
    };
    proposals.iter().filter_map(of).collect()
}

/// Whether a rating is at least `distance` away from the nearer end of its proposal.
#[must_use]
pub fn contradiction(rating: Rating, proposal: &Proposal, distance: u8) -> Option<Contradiction> {
    let Proposal { low, high, .. } = *proposal;
    let (far, direction) = if rating > high {
        (rating.distance(high), Direction::RatedAbove)
    } else {
        (low.0.saturating_sub(rating.0), Direction::RatedBelow)
    };
    let item = proposal.item.clone();
    (far > 0 && far >= distance).then_some(Contradiction { item, rating, low, high, direction })
}
