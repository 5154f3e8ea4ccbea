//! What goes over the wire between a server and `osmm --server`: the record as one person may have it, and what that
//! person wants changed. Written and read by the same types, so the two ends cannot differ.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use osmm_maturity::digest::Digest;
use osmm_maturity::event::{Change, Event, Head, PersonId};
use osmm_store::{PersonData, Plan};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most events of one answer.
pub(crate) const MOST: u16 = 5_000;

/// Name and version of this format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RemoteFormat")]
pub(crate) enum Format {
    /// First version.
    #[serde(rename = "osmm-remote/1")]
    V1,
}

/// Events as one person may have them.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SeenEvents")]
pub(crate) struct Seen {
    /// Name and version of this format.
    pub format: Format,
    /// Who asks.
    pub reader: PersonId,
    /// Whether these are all events, as they stand. Otherwise those are missing that are about units which the reader does
    /// not see, and no event has digests.
    pub whole: bool,
    /// Where the record ends; absent when it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Head>,
    /// The tag of that end, for If-Match.
    pub tag: String,
    /// The events in order.
    pub items: Vec<Event>,
    /// Numbers of events of which something is left out: an answer that is still blind stands as declined, evidence that is
    /// not for the reader has no title, place, digest or owner.
    pub in_part: Vec<u64>,
    /// Where the list goes on; absent when this is its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference"))]
    pub next: Option<String>,
}

/// Changes that belong together: all of them are kept, or none.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// The changes in order.
    #[schemars(length(max = 20_000))]
    pub changes: Vec<NewChange>,
    /// Files that the changes name, models and looks included; none that they do not name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Base64>,
    /// The data behind each person that the changes make known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<NewData>,
}

/// A change with its reason.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewChange {
    /// What.
    pub change: Change,
    /// Why, in the words of who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What is known of a person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewData {
    /// Pseudonym: `p-` and 12 hex digits.
    pub person: PersonId,
    /// Short name; no two people have the same.
    pub handle: String,
    /// Name.
    pub name: String,
    /// Mail address or the like; may be empty.
    pub contact: String,
    /// Random text that keeps the commitment from being guessed.
    pub salt: String,
}

impl From<PersonData> for NewData {
    fn from(data: PersonData) -> Self {
        let PersonData { person, handle, name, contact, salt } = data;
        Self { person, handle, name, contact, salt }
    }
}

impl From<NewData> for PersonData {
    fn from(data: NewData) -> Self {
        let NewData { person, handle, name, contact, salt } = data;
        Self { person, handle, name, contact, salt }
    }
}

impl From<Plan> for Wanted {
    fn from(plan: Plan) -> Self {
        let models = plan.models.iter().map(|m| osmm_maturity::digest::canonical_json(&**m).into_bytes());
        Self {
            files: plan.blobs.into_iter().chain(models).map(Base64).collect(),
            changes: plan.changes.into_iter().map(|(change, why)| NewChange { change, why }).collect(),
            people: plan.people.into_iter().map(NewData::from).collect(),
        }
    }
}

/// Whether an event was passed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passed {
    /// Whether the event with the number has the digest.
    pub passed: bool,
}

/// Events whose reasons name a person.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mentions {
    /// Their numbers.
    pub events: Vec<u64>,
}

/// Bytes in JSON.
#[derive(Debug, Clone)]
pub(crate) struct Base64(pub Vec<u8>);

impl Base64 {
    pub(crate) fn digest(&self) -> Digest {
        Digest::of_bytes(&self.0)
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        BASE64_STANDARD.decode(text.as_bytes()).map(Self).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Base64 {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Base64".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "contentEncoding": "base64", "description": "Bytes." })
    }
}
