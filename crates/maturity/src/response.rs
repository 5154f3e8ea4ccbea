//! Answers: what one respondent said of one item for one unit.
//!
//! Empty has many meanings and they stay apart; only a rating ever enters a mean.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::ItemId;
use crate::rating::Rating;

/// The state of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "state", deny_unknown_fields)]
pub enum Answer {
    /// A rating on the model's scale.
    Rated {
        /// The rating.
        rating: Rating,
    },
    /// Nobody has answered yet.
    Unanswered,
    /// The respondent does not know, and may name the role that would.
    DontKnow {
        /// Who would know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ask: Option<String>,
    },
    /// The respondent would not say.
    Declined,
    /// The item does not apply, and why.
    NotApplicable {
        /// Why; never empty.
        reason: String,
    },
}

impl Answer {
    /// The rating, where there is one.
    #[must_use]
    pub fn rating(&self) -> Option<Rating> {
        match self {
            Self::Rated { rating } => Some(*rating),
            _ => None,
        }
    }

    /// Whether the item counts in the denominator of coverage.
    #[must_use]
    pub fn applicable(&self) -> bool {
        !matches!(self, Self::NotApplicable { .. })
    }

    /// Reads the value of a checklist in which 0 says unaware, not applicable, declined or not yet answered: 0 is
    /// unanswered here, any other value a rating (PRODUCT.md, "FINOS compatibility").
    #[must_use]
    pub fn from_checklist(value: Rating) -> Self {
        if value == Rating(0) { Self::Unanswered } else { Self::Rated { rating: value } }
    }

    /// The value for such a checklist: the rating, and 0 for a 0 and for every kind of empty. What 0 stood for is lost there.
    #[must_use]
    pub fn to_checklist(&self) -> Rating {
        self.rating().unwrap_or(Rating(0))
    }

    /// The state in the words of the glossary.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Rated { .. } => "rated",
            Self::Unanswered => "unanswered",
            Self::DontKnow { .. } => "don't know",
            Self::Declined => "declined",
            Self::NotApplicable { .. } => "not applicable",
        }
    }
}

/// An answer with its circumstances.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// Which item.
    pub item: ItemId,
    /// What was said.
    #[serde(flatten)]
    pub answer: Answer,
    /// Role or function that answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Why this answer and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The rating wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Rating>,
    /// The rating that a reviewer confirmed on evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Rating>,
}

impl Response {
    /// An item that nobody has answered.
    #[must_use]
    pub fn unanswered(item: ItemId) -> Self {
        Self { item, answer: Answer::Unanswered, by: None, on: None, note: None, target: None, verified: None }
    }
}
