//! Distance between where an item is and where it should be.
//!
//! Priority = ((1 + target - rating)^2 - 1) / (the same for the largest possible gap): convex, so large gaps come
//! first; 0 for no gap, 1 for the largest that the scale allows (PRODUCT.md, "Scoring").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{ActivityId, ItemId, Model};
use crate::rating::Rating;
use crate::response::Response;

/// One gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Which item.
    pub item: ItemId,
    /// Its activity.
    pub activity: ActivityId,
    /// Where it is.
    pub rating: Rating,
    /// Where it should be.
    pub target: Rating,
    /// 0 to 1, largest first.
    pub priority: f64,
}

/// Priority of a gap on a scale that ends at `top`; 0 when the target is met.
#[must_use]
pub fn priority(rating: Rating, target: Rating, top: Rating) -> f64 {
    let convex = |distance: f64| (1.0 + distance).powi(2) - 1.0;
    let largest = convex(top.value());
    if largest == 0.0 { 0.0 } else { convex((target.value() - rating.value()).max(0.0)) / largest }
}

/// Gaps of the rated items below their target (or below `default_target` where none is set), largest first, then in reading order.
/// Unanswered items are not gaps but things to find out.
#[must_use]
pub fn gaps(model: &Model, responses: &[Response], default_target: Rating) -> Vec<Gap> {
    let top = model.scale.top();
    let mut gaps: Vec<Gap> = model
        .items()
        .filter_map(|(activity, item)| {
            let response = responses.iter().find(|r| r.item == item.id)?;
            let rating = response.answer.rating()?;
            let target = response.target.unwrap_or(default_target);
            (rating < target).then(|| Gap {
                item: item.id.clone(),
                activity: activity.id.clone(),
                rating,
                target,
                priority: priority(rating, target, top),
            })
        })
        .collect();
    gaps.sort_by(|a, b| b.priority.total_cmp(&a.priority));
    gaps
}
