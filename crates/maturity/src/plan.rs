//! From gaps to a roadmap: what would move which ratings, when it can be done, and what stands at the end of each quarter.
//!
//! 1. [`Brief`]: what people decide: objectives, capacity, budget, dates, and every change to an action. Read from a file.
//! 2. [`actions`]: gaps become actions, one for each activity and rating; what people changed or added goes before.
//! 3. [`make`]: a portfolio of jobs is solved (best found, with a proven bound), and told again as a [`Plan`].
//! 4. Chances: efforts are ranges, so what comes first is a probability, and what the plan leads to is a range.
//!
//! What an action is worth: the sum over its moves of the priority that they take away (see [`crate::gap`]), times the
//! share of the unit in the organisation, times the sum over objectives of their points / 100 × the effect of the action
//! (none 0, low 1/3, medium 2/3, high 1). It counts for the quarters that are left once it is done.

mod action;
mod brief;
mod chance;
mod cheapest;
mod generate;
mod jobs;
mod made;
mod make;
mod portfolio;
mod prices;
mod projection;
mod quarter;
mod random;
mod solve;
mod standing;
mod template;
mod work;

pub use action::{Action, Effect, Moved, Origin, Served, Source, Spread};
pub use brief::{Amounts, Brief, Change, Line, Own, read, write};
pub use cheapest::{Goal, Missing, cheapest};
pub use generate::{NoPlan, actions};
pub use made::{Alternative, Chance, Full, Plan, PlanFormat, Planned, Projected, Then, Use, Waits, Why};
pub use make::{make, plannable};
pub use quarter::Quarter;
pub(crate) use random::Random;
pub use standing::{Standing, of_assessment, of_picture};
pub use template::template;
pub use work::{Lack, NotTaken, lacking, taken};
