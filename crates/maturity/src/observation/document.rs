//! What documents say of themselves, and which of them could be meant.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a policy document says of itself. Absent means it does not say; names of people are never kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Version as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether it names an owner. In sets without `approver_named`, an owner or approver.
    pub owner_named: bool,
    /// Whether it names who approved it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approver_named: bool,
    /// The newest review or approval date that it states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<Date>,
    /// Topics that it treats, sorted (for example `approval`, `exceptions`, `licence`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Topics of its matter that it does not treat, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl Document {
    /// Whether somebody is named who answers for it.
    #[must_use]
    pub fn has_owner(&self) -> bool {
        self.owner_named || self.approver_named
    }
}

/// A document that could be what was looked for. A person says whether it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Path in the repository, `/` between parts.
    pub path: String,
    /// Where the passage is, or the title where there is no passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Place>,
    /// What it says on the matter: one or two sentences in its own words, at most 300 characters. Absent where no sentence
    /// can be shown without what may be the name of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<String>,
    /// What it says of itself.
    pub document: Document,
}

impl Candidate {
    /// Where the passage is: `policies/use.md, line 12`.
    #[must_use]
    pub fn place(&self) -> String {
        match self.at {
            Some(at) => format!("{}, {at}", self.path),
            None => self.path.clone(),
        }
    }

    /// What it says of itself and which topics of its matter it treats, in English.
    #[must_use]
    pub fn facts(&self) -> Vec<String> {
        let Document { version, owner_named, approver_named, reviewed_on, topics, missing, .. } = &self.document;
        let named = |named: bool| if named { "named" } else { "not named" };
        let mut facts = vec![
            version.as_ref().map_or_else(|| "no version".to_owned(), |version| format!("version {version}")),
            format!("owner {}", named(*owner_named)),
            format!("approver {}", named(*approver_named)),
            reviewed_on.map_or_else(|| "no date of review".to_owned(), |day| format!("reviewed on {day}")),
            format!("treats {}", topics.join(", ")),
        ];
        if !missing.is_empty() {
            facts.push(format!("not {}", missing.join(", ")));
        }
        facts
    }
}

/// A place in a document, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A line of a text file.
    Line(u32),
    /// A paragraph of a DOCX file.
    Paragraph(u32),
    /// A page of a PDF file.
    Page(u32),
}

impl Place {
    /// The line, where it is one.
    #[must_use]
    pub fn line(self) -> Option<u32> {
        match self {
            Self::Line(line) => Some(line),
            Self::Paragraph(_) | Self::Page(_) => None,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(n) => write!(f, "line {n}"),
            Self::Paragraph(n) => write!(f, "paragraph {n}"),
            Self::Page(n) => write!(f, "page {n}"),
        }
    }
}
