//! Files that other programs wrote: what an observation rests on that was not read in a repository.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A file that another program wrote, as far as a reader needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// Name of the file, without folders.
    pub file: String,
    /// Of the file as it was given: `sha256:` and 64 hex digits.
    pub digest: String,
    /// What kind of file it is, in words.
    pub format: String,
    /// The program that made it, with its version, as the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<String>,
    /// The day when it was made, as the file says. Absent: it does not say, and how old it is is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Date>,
    /// Where it departs from its format and was read all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub oddities: Vec<String>,
}
